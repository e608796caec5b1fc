"""Where a statement stands on a claim, read together by one network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.language.network import STANCES, WEIGHTS, Floats, Network


class PairReader:
    """Scores of (claim, statement) pairs; implements ``model.PairReader``."""

    def __init__(self, folder: Path = WEIGHTS / STANCES, *, threads: int = 1) -> None:
        self._network = Network(folder, threads=threads)

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self._network.name

    def read_pairs(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """(len(pairs), sides): a log probability for each side, in the order of the manifest's ``sides``."""
        facts, vocabulary = self._network.facts, self._network.vocabulary
        scores = np.zeros((len(pairs), len(facts["sides"])), dtype=np.float32)
        for row, (claim, statement) in enumerate(pairs):
            left = vocabulary.cut(claim)[: facts["claim_pieces"]]
            right = vocabulary.cut(statement)[: facts["statement_pieces"]]
            ids = [vocabulary.begin, *left, vocabulary.end, *right, vocabulary.end]
            part = np.array([[0] * (len(left) + 2) + [1] * (len(right) + 1)], dtype=np.int64)
            scores[row] = self._network.run(ids, part=part)[0][0]
        return scores
