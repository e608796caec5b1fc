"""Vectors of sentences, for how near two of them are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.language.network import SENTENCES, WEIGHTS, Floats, Network


class OnnxEncoder:
    """Sentence vectors; implements ``model.Encoder``."""

    def __init__(self, folder: Path = WEIGHTS / SENTENCES, *, threads: int = 1) -> None:
        self._network = Network(folder, threads=threads)
        self._pieces: int = self._network.facts["pieces"]

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self._network.name

    def encode(self, texts: Sequence[str]) -> Floats:
        """Mean of the piece vectors, unit length: (len(texts), width). Texts past 256 pieces are cut."""
        vocabulary = self._network.vocabulary
        vectors = [self._network.run(vocabulary.frame(text, self._pieces))[0][0] for text in texts]
        return np.stack(vectors) if vectors else np.zeros((0, self._network.facts["width"]), dtype=np.float32)
