"""What a small language model does for the rooms: texts, or texts and claims, to arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol


class Encoder(Protocol):
    """Built once per process by ``pipeline/``; ``language/`` implements it, rooms put their heads on it."""

    @property
    def name(self) -> str:
        """Name and version of the weights, for provenance."""
        ...

    def encode(self, texts: Sequence[str]) -> Any:
        """A float array (len(texts), width), rows of unit length."""
        ...


class StanceReader(Protocol):
    """Says where texts stand on claims; ``positions/`` weighs what it says."""

    @property
    def name(self) -> str:
        """Name and version of the weights, for provenance."""
        ...

    def read_stances(self, claims: Sequence[str], texts: Sequence[str]) -> Any:
        """A float array (len(texts), len(claims), 3) of log probabilities: no bearing, for, against."""
        ...
