"""Which statements are like the examples that a codebook's author gave for a concept, and on which side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from onrecord.model import Codebook, Encoder, Side

NEAR = 0.65
"""Cosine from which a statement counts as like an example (MiniLM-L6: paraphrases mostly lie above it)."""
DISCOUNT = 0.8


class Likeness(NamedTuple):
    """A statement is like an example of this side; `confidence` is the discounted cosine."""

    concept_id: str
    side: Side
    confidence: float


def find_likenesses(texts: Sequence[str], codebook: Codebook, encoder: Encoder) -> list[list[Likeness]]:
    """For each text the concepts whose nearest example is near, one encoder pass over texts and one over examples.

    A counter-example that is nearer than any example keeps the text out of the concept.
    """
    examples = [
        (concept.id, side, sentence)
        for concept in codebook.concepts
        for side, sentences in (
            (Side.FOR, concept.examples_for),
            (Side.AGAINST, concept.examples_against),
            (None, concept.counter_examples),
        )
        for sentence in sentences
    ]
    if not examples or not texts:
        return [[] for _ in texts]
    known = np.asarray(encoder.encode([sentence for _, _, sentence in examples]))
    near = np.asarray(encoder.encode(list(texts))) @ known.T
    found: list[list[Likeness]] = []
    for row in near:
        best: dict[str, tuple[float, Side | None]] = {}
        for (concept_id, side, _), cosine in zip(examples, row, strict=True):
            if cosine >= NEAR and cosine > best.get(concept_id, (0.0, None))[0]:
                best[concept_id] = (float(cosine), side)
        found.append([Likeness(key, side, round(DISCOUNT * cosine, 3)) for key, (cosine, side) in best.items() if side])
    return found
