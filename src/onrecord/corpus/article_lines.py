"""Which lines of a page that was flattened to text are its article: learned from pages of many sites.

The classifier gives each line a probability; which lines are kept is then decided for the page as a whole, so that the
expected F1 of its words is highest (Ye, Chai, Lee and Chieu 2012: the best set is always a prefix of the lines ordered
by probability).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.corpus.line_features import line_features
from onrecord.corpus.trees import get_trees

VERSION = "lines-1"
FEWEST_LINES = 6
"""Shorter texts show too little of a page to tell furniture by its surroundings."""
Judge = Callable[[Sequence[str]], NDArray[np.float64]]
"""Lines -> the probability of each that it belongs to the article."""


def judge_lines(lines: Sequence[str]) -> NDArray[np.float64]:
    """The shipped classifier."""
    return get_trees(VERSION).predict(line_features(lines))


def choose(probabilities: NDArray[np.float64], words: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The lines that give the highest expected F1 of words; at least the likeliest one."""
    order = np.argsort(-probabilities, kind="stable")
    hits, taken = np.cumsum((probabilities * words)[order]), np.cumsum(words[order])
    f1 = 2 * hits / (taken + (probabilities * words).sum() + 1e-12)
    keep = np.zeros(len(order), dtype=bool)
    if len(order):
        keep[order[: int(f1.argmax()) + 1]] = True
    return keep
