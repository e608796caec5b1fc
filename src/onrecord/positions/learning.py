"""What a reader's own judgements teach: a small head on one claim's features, and which texts to ask about next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import SVC
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from onrecord.errors import UsageError
from onrecord.model import Side, record
from onrecord.positions.stance import MOST, SIDES, Features

MANY = 200
"""From this many judgements on, a kernel machine learns more than a line does."""
FOLDS = 3

Floats = NDArray[np.float64]


@record
class Head:
    """A classifier learned from judgements. `sides` are its columns."""

    classifier: Any
    sides: tuple[Side, ...]
    is_wide: bool

    def probabilities(self, features: Features) -> Floats:
        """(n, 3) over for, against, neither; a side that was never judged has 0."""
        known = self.classifier.predict_proba(_inputs(features, is_wide=self.is_wide))
        full = np.zeros((len(features), len(SIDES)))
        full[:, [SIDES.index(side) for side in self.sides]] = known
        return full

    def read_sides(self, features: Features) -> tuple[Side, ...]:
        """The likeliest side of each text."""
        return tuple(SIDES[column] for column in self.probabilities(features).argmax(axis=1))


def learn(features: Features, sides: Sequence[Side]) -> Head:
    """A head learned from judged texts, in seconds; the same judgements give the same head.

    Raises UsageError where fewer than two sides were judged.
    """
    counts = Counter(sides)
    if len(counts) < 2:
        raise UsageError(
            f"{len(sides)} judgements that name {len(counts)} side(s)",
            expected="judgements on two sides or more",
            next_step="judge some statements that you expect on another side",
        )
    is_wide = len(sides) >= MANY and min(counts.values()) >= FOLDS
    labels = np.array([SIDES.index(side) for side in sides])
    classifier: Any
    if is_wide:
        kernel = SVC(C=1.0, gamma=1.0, class_weight="balanced")
        classifier = CalibratedClassifierCV(kernel, cv=StratifiedKFold(FOLDS), ensemble=False)
    else:
        classifier = LogisticRegression(C=0.1, class_weight="balanced", max_iter=500)
    with threadpool_limits(limits=1):
        classifier.fit(_inputs(features, is_wide=is_wide), labels)
    return Head(classifier=classifier, sides=tuple(SIDES[column] for column in classifier.classes_), is_wide=is_wide)


def choose_next(features: Features, probabilities: Floats, *, judged: Sequence[int] = (), count: int = 10) -> list[int]:
    """Which texts to ask about next: those least sure of, each unlike those asked or judged before it.

    Uncertainty is the lack of margin between the two likeliest sides; variety the distance to the nearest text
    already chosen (Brinker 2003). Rows, best first; ties go to the earlier row.
    """
    ordered = np.sort(probabilities, axis=1)
    doubt = 1 - (ordered[:, -1] - ordered[:, -2])
    places = features.vectors if features.vectors.shape[1] else features.counts
    distance = np.ones(len(features))
    open_rows = np.ones(len(features), dtype=bool)
    for row in judged:
        distance = np.minimum(distance, _distances(places, row))
        open_rows[row] = False
    chosen: list[int] = []
    for _ in range(min(count, int(open_rows.sum()))):
        worth = np.where(open_rows, doubt * distance, -1.0)
        row = int(worth.argmax())
        chosen.append(row)
        open_rows[row] = False
        distance = np.minimum(distance, _distances(places, row))
    return chosen


def measure_curve(features: Features, sides: Sequence[Side], sizes: Sequence[int]) -> list[tuple[int, float]]:
    """(judgements, macro F1) on a held-out quarter of the judgements, every fourth one in the order given."""
    held = np.arange(len(sides)) % 4 == 3
    learned_from = np.flatnonzero(~held)
    wanted = [side for side, is_held in zip(sides, held, strict=True) if is_held]
    curve = []
    for size in sizes:
        rows = learned_from[:size]
        if len({sides[row] for row in rows}) < 2:
            continue
        found = learn(features.take(rows), [sides[row] for row in rows]).read_sides(features.take(held))
        curve.append((len(rows), float(f1_score(wanted, found, average="macro", zero_division=0))))
    return curve


def _inputs(features: Features, *, is_wide: bool) -> Floats:
    """Vectors, zero-shot reading and counts, weighted by what a line and a kernel make best use of."""
    counts = np.minimum(features.counts, MOST)
    engaged, leaning = features.engagement, features.leaning
    read = np.stack([engaged * leaning, engaged * (1 - leaning), 1 - engaged], axis=1)
    if is_wide:
        return np.hstack([features.vectors, 0.4 * read, 0.1 * counts])
    return np.hstack([features.vectors, 5 * read, 0.3 * counts])


def _distances(places: Any, row: int) -> Floats:
    gap: Floats = np.linalg.norm(places - places[row], axis=1)
    return np.minimum(gap, 1.0)
