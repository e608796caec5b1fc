"""Which side texts take of claims, read off two vectors of each: what it speaks of, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from onrecord.language.network import STANCES, WEIGHTS, Floats, Network


class StanceReader:
    """Stances of texts on claims, each text and each claim read once; implements ``model.StanceReader``."""

    def __init__(self, folder: Path = WEIGHTS / STANCES, *, threads: int = 1) -> None:
        self._network = Network(folder, threads=threads)
        self._pieces: int = self._network.facts["pieces"]
        self._scales: tuple[float, float, float] = tuple(self._network.facts["scales"])

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self._network.name

    def read_stances(self, claims: Sequence[str], texts: Sequence[str]) -> Floats:
        """(len(texts), len(claims), 3): log probabilities that a text does not speak of a claim, is for or against it.

        Texts past the manifest's ``pieces`` are cut.
        """
        claim_topics, claim_sides = self._read_claims(tuple(claims))
        topics, sides = self.read_vectors(texts)
        stronger, nearer, border = self._scales
        same = stronger * (sides @ claim_sides.T)
        scores = np.stack((border - nearer * (topics @ claim_topics.T), same, -same), axis=-1)
        stances: Floats = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
        return stances

    def read_vectors(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """Topics and sides of texts, (len(texts), width) each, rows of unit length."""
        vocabulary = self._network.vocabulary
        both = [self._network.run(vocabulary.frame(text, self._pieces)) for text in texts]
        if not both:
            nothing = np.zeros((0, self._network.facts["width"]), dtype=np.float32)
            return nothing, nothing
        return np.stack([topic[0] for topic, _ in both]), np.stack([side[0] for _, side in both])

    @lru_cache(maxsize=4)  # noqa: B019 - one reader per process, as long-lived as its cache
    def _read_claims(self, claims: tuple[str, ...]) -> tuple[Floats, Floats]:
        return self.read_vectors(claims)
