"""What a reader's own judgements teach: how the machine's proposals are to be mended, and what to ask about next.

A head is a kernel ridge regression of what the judgements say beyond what was proposed: near a judged text it says
what the judgement said, far from all of them what was proposed.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from onrecord.errors import RecordFileError, UsageError
from onrecord.model import Side, record
from onrecord.positions.stance import MOST, SIDES, Features

RIDGE = 0.5
FEW = 50
"""Up to so many judgements the proposals stand twice as firmly as against very many."""
READ = 0.4
COUNT = 0.1
SHARED = 1.0
"""How much a judgement on one concept teaches of proposals on another, against what it teaches of like texts."""
RARE = 0.7
"""How far a rare side's judgements weigh more than a common one's: 0 not at all, 1 until both weigh the same."""
TAUGHT = {side: tuple(float(side is column) for column in SIDES) for side in SIDES} | {
    Side.CONDITIONAL: (0.5, 0.5, 0.0)
}
"""What a judgement teaches of for, against, neither; a conditional one that the text bears on it, and no side."""
LEAST = 0.01
OTHER_CONCEPT = 0.5
"""How far apart the same words are on two concepts, when texts unlike each other are asked for."""

Floats = NDArray[np.float64]


@record
class Head:
    """Learned from judgements: the `known` features of what was judged, and the weight (n, 3) of each of them."""

    known: Features
    weights: Floats
    version: str = ""

    def probabilities(self, features: Features) -> Floats:
        """(n, 3) over for, against, neither."""
        with threadpool_limits(limits=1):
            scores = features.sides + _kernel(features, self.known) @ self.weights
        sure = np.maximum(scores, LEAST)
        found: Floats = sure / sure.sum(axis=1, keepdims=True)
        return found

    def read_sides(self, features: Features) -> tuple[Side, ...]:
        """The likeliest side of each text."""
        return tuple(SIDES[column] for column in self.probabilities(features).argmax(axis=1))


def learn(features: Features, sides: Sequence[Side], *, votes: Floats | None = None, version: str = "") -> Head:
    """A head learned from judged texts, in seconds; the same judgements give the same head.

    `votes` (n, 3) are the shares of coders for each side where several judged; half of what is learned is then theirs.
    Raises UsageError where nothing was judged.
    """
    if not sides:
        raise UsageError("there are no judgements", expected="some", next_step="judge some statements first")
    counts = Counter(sides)
    weight = np.array([counts[side] ** -RARE for side in sides])
    ridge = RIDGE * (1 + min(FEW / len(sides), 1))
    wanted = np.array([TAUGHT[side] for side in sides])
    if votes is not None:
        wanted = (wanted + votes) / 2
    with threadpool_limits(limits=1):
        kernel = _kernel(features, features)
        kernel[np.diag_indices(len(sides))] += ridge * weight.mean() / weight
        weights = np.asarray(np.linalg.solve(kernel, wanted - features.sides), dtype=np.float64)
    return Head(known=features, weights=weights, version=version)


def choose_next(features: Features, probabilities: Floats, *, judged: Sequence[int] = (), count: int = 10) -> list[int]:
    """Which texts to ask about next: those least sure of, each unlike those asked or judged before it.

    Uncertainty is the lack of margin between the two likeliest sides; variety the distance to the nearest text
    already chosen (Brinker 2003). Rows, best first; ties go to the earlier row.
    """
    ordered = np.sort(probabilities, axis=1)
    doubt = 1 - (ordered[:, -1] - ordered[:, -2])
    distance = np.ones(len(features))
    open_rows = np.ones(len(features), dtype=bool)
    for row in judged:
        distance = np.minimum(distance, _distances(features, row))
        open_rows[row] = False
    chosen: list[int] = []
    for _ in range(min(count, int(open_rows.sum()))):
        worth = np.where(open_rows, doubt * distance, -1.0)
        row = int(worth.argmax())
        chosen.append(row)
        open_rows[row] = False
        distance = np.minimum(distance, _distances(features, row))
    return chosen


def measure_curve(features: Features, sides: Sequence[Side], sizes: Sequence[int]) -> list[tuple[int, float]]:
    """(judgements, macro F1) on a held-out quarter of the judgements, every fourth one in the order given.

    With none learned from, it is the machine's own proposals that are measured. Conditional ones are not tested.
    """
    held = np.arange(len(sides)) % 4 == 3
    learned_from = np.flatnonzero(~held)
    held &= np.array([side in SIDES for side in sides], dtype=bool)
    wanted = [side for side, is_held in zip(sides, held, strict=True) if is_held]
    if not wanted:
        return []
    tested = features.take(held)
    curve = []
    for size in dict.fromkeys(min(size, len(learned_from)) for size in sizes):
        rows = learned_from[:size]
        found = [SIDES[column] for column in tested.sides.argmax(axis=1)]
        if size:
            found = list(learn(features.take(rows), [sides[row] for row in rows]).read_sides(tested))
        score = f1_score(wanted, found, average="macro", labels=sorted(set(wanted)), zero_division=0)
        curve.append((size, round(float(score), 4)))
    return curve


def head_text(head: Head) -> str:
    """A head as JSON text, to be kept with a record."""
    arrays = {name: getattr(head.known, name) for name in Features.__dataclass_fields__} | {"weights": head.weights}
    packed = {name: _packed(array) for name, array in arrays.items()}
    return json.dumps({"version": head.version, "arrays": packed}, sort_keys=True)


def parse_head(text: str) -> Head:
    """The head that `head_text` wrote. Raises RecordFileError for anything else."""
    try:
        kept = json.loads(text)
        arrays = {name: _unpacked(packed) for name, packed in kept["arrays"].items()}
        weights = arrays.pop("weights").astype(np.float64)
        return Head(known=Features(**arrays), weights=weights, version=kept["version"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordFileError(
            f"the learned head of the record cannot be read: {error}",
            expected="a head as onrecord wrote it",
            next_step="make it again with 'onrecord learn'",
        ) from None


def _packed(array: Any) -> dict[str, Any]:
    kind = "<i8" if array.dtype.kind == "i" else "<f4"
    data = base64.b64encode(array.astype(kind).tobytes()).decode("ascii")
    return {"kind": kind, "shape": list(array.shape), "data": data}


def _unpacked(packed: dict[str, Any]) -> Any:
    return np.frombuffer(base64.b64decode(packed["data"]), dtype=packed["kind"]).reshape(packed["shape"])


def _kernel(one: Features, other: Features) -> Floats:
    """(n, m): how alike texts are on the same concept, and how alike the proposals on any."""
    places, others = _places(one), _places(other)
    squares = (places**2).sum(axis=1)[:, None] + (others**2).sum(axis=1)[None] - 2 * places @ others.T
    alike: Floats = np.exp(-np.maximum(squares, 0))
    if len(one.concepts) and len(other.concepts):
        alike = alike * (one.concepts[:, None] == other.concepts[None])
    return alike + SHARED * (_shared(one) @ _shared(other).T)


def _places(features: Features) -> Floats:
    return np.hstack([features.vectors, READ * features.sides, COUNT * np.minimum(features.counts, MOST)])


def _shared(features: Features) -> Floats:
    return np.hstack([features.sides, COUNT * np.minimum(features.counts, MOST)])


def _distances(features: Features, row: int) -> Floats:
    places = features.vectors if features.vectors.shape[1] else features.counts
    gap: Floats = np.linalg.norm(places - places[row], axis=1)
    if len(features.concepts):
        gap = gap + OTHER_CONCEPT * (features.concepts != features.concepts[row])
    return np.minimum(gap, 1.0)
