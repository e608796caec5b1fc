"""How the weights of event types are made: PLV's sentences, headlines written for each type, a linear model."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from onrecord.evaluation.events import GoldPair, pair_figures, parse_pair, read_pairs
from onrecord.language import Parser
from onrecord.timeline.pair_features import SOURCE, TARGET, WEIGHTS, count_features, weigh
from onrecord.timeline.pair_model import QUADS, VERSION, PairModel, pack, unpack

_COST = 0.5
_HEADLINE_WEIGHT = 0.2
_SEED = 0

Features = Mapping[str, float]


def train(path: Path, out: Path, *, folds: int | None = None) -> dict[str, float | int | bool]:
    """Make the weights from the PLV file `path` (headlines from `synthetic-events.csv.zip` beside it, if there).

    With `folds`, cross-validated figures; the weights in `out` are made from all rows either way.
    """
    parser = Parser()
    gold, features = [], []
    for one in read_pairs(path):
        pair = parse_pair(parser, one)
        if pair:
            gold.append(one)
            features.append(count_features(pair))
    headlines = read_headlines(path.with_name("synthetic-events.csv.zip"), {one.root for one in gold})
    out.mkdir(parents=True, exist_ok=True)
    model = fit(features, [one.root for one in gold], headlines)
    np.savez_compressed(out / f"pairs-{VERSION}.npz", **pack(model))
    if not folds:
        return {"n_pairs": len(gold), "n_features": len(model.rarity)}
    return {**cross_validate(gold, features, headlines, folds=folds), "n_features": len(model.rarity)}


def cross_validate(
    gold: Sequence[GoldPair],
    features: Sequence[Features],
    headlines: Sequence[tuple[Features, str]],
    *,
    folds: int,
) -> dict[str, float | int | bool]:
    """Figures over all folds together; the folds are stratified by type and shuffled with a fixed seed."""
    roots = [one.root for one in gold]
    found = [""] * len(gold)
    for learned, tested in StratifiedKFold(folds, shuffle=True, random_state=_SEED).split(roots, roots):
        model = fit([features[i] for i in learned], [roots[i] for i in learned], headlines)
        for index in tested:
            found[index] = best_type(model, features[index])
    return pair_figures(gold, found)


def best_type(model: PairModel, features: Features) -> str:
    """The likeliest type for features already counted."""
    weighed = weigh(features, model.rarity)
    scores = model.bias + sum(value * model.weights[model.rows[name]] for name, value in weighed.items())
    return model.types[int(np.argmax(scores))]


def fit(features: Sequence[Features], roots: Sequence[str], headlines: Sequence[tuple[Features, str]]) -> PairModel:
    """A linear support vector machine with balanced classes, as it is after rounding to half precision."""
    rarity = _rarity(features)
    rows = {name: row for row, name in enumerate(rarity)}
    examples = [*features, *(found for found, _ in headlines)]
    labels = [*roots, *(root for _, root in headlines)]
    matrix = _matrix([weigh(found, rarity) for found in examples], rows)
    importance = np.array([1.0] * len(features) + [_HEADLINE_WEIGHT] * len(headlines))
    machine = LinearSVC(C=_COST, class_weight="balanced", random_state=_SEED)
    machine.fit(matrix, labels, sample_weight=importance)
    model = PairModel(
        types=tuple(map(str, machine.classes_)),
        rarity=rarity,
        weights=machine.coef_.T.astype(np.float32),
        bias=machine.intercept_.astype(np.float32),
        rows=rows,
    )
    return unpack(pack(model))


def _rarity(features: Sequence[Features]) -> dict[str, float]:
    """Smoothed inverse document frequency of every feature (leaving out those seen once costs two points of F1)."""
    counts = Counter(name for found in features for name in found)
    total = len(features)
    return {name: log((1 + total) / (1 + count)) + 1 for name, count in sorted(counts.items()) if "\n" not in name}


def _matrix(weighed: Sequence[Features], rows: Mapping[str, int]) -> csr_array:
    values = [value for found in weighed for value in found.values()]
    columns = np.array([rows[name] for found in weighed for name in found], dtype=np.int32)
    ends = np.cumsum([0, *(len(found) for found in weighed)], dtype=np.int32)
    return csr_array((values, columns, ends), shape=(len(weighed), len(rows)))


def read_headlines(path: Path, types: set[str]) -> list[tuple[Features, str]]:
    """Words of headline templates and their types, {country_1} acting on {country_2}; empty without the file."""
    if not path.exists():
        return []
    with zipfile.ZipFile(path) as folder, folder.open(folder.namelist()[0]) as file:
        rows = csv.DictReader(io.TextIOWrapper(file, "utf-8"))
        labels = {row["title"]: row["label"] for row in rows}
    found = []
    for title, label in sorted(labels.items()):
        root = "YIELD" if label in ("CONCEDE", "RETREAT") else label
        if root in types and root in QUADS:
            found.append((_headline_features(title), root))
    return found


def _headline_features(title: str) -> Features:
    marked = title.replace("{country_1}", SOURCE).replace("{country_2}", TARGET)
    words = [
        word if word in (SOURCE, TARGET) else word.lower().strip("'\",.;:") for word in re.split(r"\s+", marked) if word
    ]
    grams = [*words, *(f"{a} {b}" for a, b in pairwise(words))]
    return {f"{block} {gram}": 1.0 for block in ("w", "b") if block in WEIGHTS for gram in grams}
