"""A sum of decision trees, kept as plain arrays: what the classifiers of lines and blocks are made of."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import BugError
from onrecord.model import record

FORMAT = 1


@record
class Trees:
    """Nodes of all trees in one table. A node sends a row left where its feature is at most the threshold.

    Leaves lead to themselves and hold values; `roots` are the first nodes. Log-odds = baseline + sum of leaf values
    / `teams` (gradient boosting; several independently grown teams are averaged).
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    roots: NDArray[np.int32]
    depth: int
    baseline: float
    teams: int
    width: int
    """How many features a row has."""

    def predict(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of each row, shape (rows,)."""
        if len(rows) == 0:
            return np.zeros(0)
        if rows.shape[1] != self.width:
            raise BugError(
                f"{rows.shape[1]} features for trees of {self.width}", expected="weights of the same version"
            )
        node = np.broadcast_to(self.roots, (len(rows), len(self.roots))).copy()
        at = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[at, self.feature[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        odds = self.baseline + self.value[node].sum(axis=1) / self.teams
        return np.asarray(1 / (1 + np.exp(-odds)))


@cache
def get_training_pages() -> frozenset[str]:
    """The names of the pages that the shipped trees were grown from."""
    return frozenset(json.loads(files("onrecord.corpus").joinpath("weights", "trained_on.json").read_text("utf-8")))


@cache
def get_trees(name: str) -> Trees:
    """The trees that ship with the room as ``weights/NAME.npz``."""
    with as_file(files("onrecord.corpus").joinpath("weights", f"{name}.npz")) as path, np.load(path) as table:
        if int(table["format"]) != FORMAT:
            raise BugError(f"weights {name} have format {int(table['format'])}", expected=str(FORMAT))
        return Trees(
            feature=table["feature"], threshold=table["threshold"], left=table["left"], right=table["right"],
            value=table["value"], roots=table["roots"], depth=int(table["depth"]), baseline=float(table["baseline"]),
            teams=int(table["teams"]), width=int(table["width"]),
        )  # fmt: skip
