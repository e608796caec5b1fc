"""How the name model is made: trees and a linear model over the values of `actors.similarity`, held to common sense.

More alike never counts against two names, and more clashes never for them (monotone constraints): with a few
hundred pairs the trees would otherwise learn oddities of the sample.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold
from sklearn.preprocessing import StandardScaler

from onrecord.actors.similarity import FEATURES, compare
from onrecord.evaluation.names import Case, read_cases, score

Values = NDArray[np.float64]
Verdicts = NDArray[np.bool_]
VERSION = "1"
THRESHOLD = 0.575
TREES = 0.65
"""The share of the trees in a score; the rest is the linear model's, which errs elsewhere."""
RISING = frozenset(
    {
        "whole", "whole_skeleton", "sorted_whole", "contained", "least", "next_least", "mean", "least_first_letter",
        "least_skeleton", "least_prefix", "least_suffix", "shared_letters", "first_alike", "last_alike", "initials",
        "same_bag", "written", "consonants",
    }
)  # fmt: skip
FALLING = frozenset(
    {
        "one_edits", "least_edits", "clashes", "clash_letters", "left_over", "left_over_letters", "numbers_clash",
        "forms_clash", "both_given", "patronymic", "gender_clash", "initial_clash", "left_over_place",
        "left_over_number", "fathers_swapped",
    }
)  # fmt: skip


def train(path: Path, out: Path, *, folds: int | None = None, group: str | None = None) -> dict[str, float | int]:
    """Make the model from the cases at `path` and write ``names-model.json`` to the folder `out`.

    With `folds`, give figures of that many folds instead, each scored by a model of the others, three times over;
    `group` "names" keeps pairs that share a name in one fold.
    """
    cases = read_cases(path)
    values = np.array([compare(case.one, case.other, is_person=case.is_person) for case in cases])
    same = np.array([case.same for case in cases])
    if folds:
        return cross_validate(cases, values, same, folds=folds, grouped=group == "names")
    model = NameModel(0).fit(values, same)
    out.mkdir(parents=True, exist_ok=True)
    exported = model.export() | {"trained_on": [hashlib.sha256(path.read_bytes()).hexdigest()]}
    (out / "names-model.json").write_text(json.dumps(exported, separators=(",", ":")) + "\n", encoding="utf-8")
    return {"cases": len(cases), "trees": len(exported["trees"])}


class NameModel:
    """Boosted trees and a logistic regression, their log-odds mixed."""

    def __init__(self, seed: int) -> None:
        self.trees = HistGradientBoostingClassifier(
            max_iter=120,
            learning_rate=0.06,
            max_depth=4,
            min_samples_leaf=8,
            l2_regularization=1.0,
            max_features=0.4,
            monotonic_cst=[(name in RISING) - (name in FALLING) for name in FEATURES],
            early_stopping=False,
            random_state=seed,
        )
        self.scale = StandardScaler()
        self.linear = LogisticRegression(C=0.3, max_iter=3000)

    def fit(self, values: Values, same: Verdicts) -> NameModel:
        """Learn from `values` (n, features) and whether each pair is the same."""
        self.trees.fit(values, same)
        self.linear.fit(self.scale.fit_transform(values), same)
        return self

    def log_odds(self, values: Values) -> Values:
        """The log-odds of "the same" for each row of `values`."""
        linear = self.linear.decision_function(self.scale.transform(values))
        mixed: Values = TREES * self.trees.decision_function(values) + (1 - TREES) * linear
        return mixed

    def export(self) -> dict[str, Any]:
        """Both models as one: a base, a weight per feature, trees of [feature or -1, threshold, left, right, value]."""
        weights = (1 - TREES) * self.linear.coef_[0] / self.scale.scale_
        base = TREES * self.trees._baseline_prediction[0, 0] + (1 - TREES) * self.linear.intercept_[0]
        return {
            "version": VERSION,
            "features": list(FEATURES),
            "threshold": THRESHOLD,
            "base": float(base - weights @ self.scale.mean_),
            "weights": [round(float(weight), 6) for weight in weights],
            "trees": [[_node(node) for node in predictor.nodes] for (predictor,) in self.trees._predictors],
        }


def _node(node: Any) -> list[float]:
    feature = -1 if node["is_leaf"] else int(node["feature_idx"])
    value = round(TREES * float(node["value"]), 6)
    return [feature, float(node["num_threshold"]), int(node["left"]), int(node["right"]), value]


def cross_validate(
    cases: list[Case], values: Values, same: Verdicts, *, folds: int, grouped: bool
) -> dict[str, float | int]:
    """The suite's figures, as the mean of three shuffles."""
    rounds = []
    for seed in range(3):
        splitter = (StratifiedGroupKFold if grouped else StratifiedKFold)(folds, shuffle=True, random_state=seed)
        scores = np.zeros(len(cases))
        for learned, tested in splitter.split(values, same, groups_of(cases) if grouped else None):
            scores[tested] = NameModel(seed).fit(values[learned], same[learned]).log_odds(values[tested])
        limit = np.log(THRESHOLD / (1 - THRESHOLD))
        rounds.append(score(cases, [bool(each >= limit) for each in scores]))
    return {name: round(float(np.mean([each[name] for each in rounds])), 4) for name in rounds[0]}


def groups_of(cases: list[Case]) -> list[int]:
    """A number per case; cases that share a name, or are linked by such cases, share it."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for case in cases:
        parent[root(case.one)] = root(case.other)
    numbers: dict[str, int] = {}
    return [numbers.setdefault(root(case.one), len(numbers)) for case in cases]
