"""The suite ``stance``: where news sentences stand on one claim (Global Warming Stance Dataset, Luo et al. 2020).

It trains nothing that ships: what is learned here from judgements is thrown away after scoring.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from onrecord.errors import GoldError, OnRecordError
from onrecord.language.encoder import OnnxEncoder
from onrecord.model import Concept, Encoder, Side
from onrecord.positions.learning import learn
from onrecord.positions.stance import SIDES, Features, read_features, read_sides

CLAIM = Concept(id="concern", claim="Climate change/global warming is a serious concern.")
COLUMNS = ("agree", "disagree", "neutral")
"""In the order of `SIDES`."""
DRAWS = 20
FOLDS = 5
BINS = 10


def evaluate(
    path: Path, *, judgements: int | None = None, encoder: Encoder | None = None
) -> dict[str, float | int | bool]:
    """Macro F1 zero-shot; with `judgements`, of heads learned from that many (all: five folds, and calibration).

    Raises:
        GoldError: `path` is not a table with the columns of the data set.
    """
    texts, gold, votes = read_gold(path)
    encoder = encoder or _installed()
    features = read_features(texts, CLAIM, encoder)
    figures: dict[str, float | int | bool] = {
        "macro_f1": macro_f1(gold, read_sides(features)),
        "n": len(gold),
        "with_encoder": encoder is not None,
    }
    if judgements is None:
        return figures
    if judgements < len(gold) * (FOLDS - 1) // FOLDS:
        return figures | _score_draws(features, gold, judgements)
    return figures | _score_folds(features, gold, votes)


def read_gold(path: Path) -> tuple[list[str], list[Side], NDArray[np.float64]]:
    """Sentences, each once, with the side that most annotators gave it, and the shares (n, 3) of all three.

    Unlabelled screeners are left out.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        wanted = {row["sentence"]: row for row in reversed(rows) if row["agree"].strip()}
        texts = [row["sentence"] for row in rows if wanted.get(row["sentence"]) is row]
        shares = np.array([[float(wanted[text][name]) for name in COLUMNS] for text in texts]).reshape(-1, 3)
    except (OSError, KeyError, ValueError) as error:
        raise GoldError(
            f"{path} is not the stance table: {error!r}",
            expected="a .tsv with sentence, agree, disagree, neutral",
            next_step="give the path of gwsd-train.tsv",
        ) from None
    return texts, [SIDES[column] for column in shares.argmax(axis=1)], shares


def macro_f1(gold: Sequence[Side], found: Sequence[Side]) -> float:
    """The mean over the three sides of F1."""
    score: float = f1_score(gold, found, average="macro", labels=list(SIDES), zero_division=0)
    return round(score, 4)


def expected_calibration_error(probabilities: NDArray[np.float64], gold: Sequence[Side]) -> float:
    """Mean gap between confidence and accuracy over ten bins of equal mass."""
    sure = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == [SIDES.index(side) for side in gold]
    bins = np.array_split(np.argsort(sure, kind="stable"), BINS)
    gaps = [abs(sure[rows].mean() - right[rows].mean()) * len(rows) for rows in bins if len(rows)]
    return round(float(sum(gaps) / len(sure)), 4)


def _installed() -> Encoder | None:
    try:
        return OnnxEncoder()
    except OnRecordError:
        return None


def _score_draws(features: Features, gold: Sequence[Side], judgements: int) -> dict[str, float | int | bool]:
    scores = []
    for seed in range(DRAWS):
        rows = np.random.default_rng(seed).permutation(len(gold))
        known, rest = rows[:judgements], rows[judgements:]
        head = learn(features.take(known), [gold[row] for row in known])
        scores.append(macro_f1([gold[row] for row in rest], head.read_sides(features.take(rest))))
    return {
        "judgements": judgements,
        "judged_macro_f1": round(float(np.mean(scores)), 4),
        "judged_spread": round(float(np.std(scores)), 4),
        "draws": DRAWS,
    }


def _score_folds(features: Features, gold: Sequence[Side], votes: NDArray[np.float64]) -> dict[str, float | int | bool]:
    labels = np.array([SIDES.index(side) for side in gold])
    probabilities = np.zeros((len(gold), len(SIDES)))
    for known, rest in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(labels, labels):
        head = learn(features.take(known), [gold[row] for row in known], votes=votes[known])
        probabilities[rest] = head.probabilities(features.take(rest))
    found = [SIDES[column] for column in probabilities.argmax(axis=1)]
    return {
        "judgements": len(gold),
        "judged_macro_f1": macro_f1(gold, found),
        "calibration_error": expected_calibration_error(probabilities, gold),
        "folds": FOLDS,
    }
