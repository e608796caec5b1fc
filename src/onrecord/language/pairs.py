"""Where a statement stands on a claim, read together by one network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.language.network import STANCES, WEIGHTS, Floats, Network, Vocabulary


def frame_pair(vocabulary: Vocabulary, claim: str, statement: str, most: tuple[int, int]) -> tuple[list[int], int]:
    """The pieces of a pair, each text cut to its share of `most`, and where the statement begins."""
    left, right = vocabulary.cut(claim)[: most[0]], vocabulary.cut(statement)[: most[1]]
    return [vocabulary.begin, *left, vocabulary.end, *right, vocabulary.end], len(left) + 2


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
            ids, split = frame_pair(vocabulary, claim, statement, (facts["claim_pieces"], facts["statement_pieces"]))
            part = np.array([[0] * split + [1] * (len(ids) - split)], dtype=np.int64)
            scores[row] = self._network.run(ids, part=part)[0][0]
        return scores
