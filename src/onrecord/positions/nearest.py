"""Which concepts of a codebook the network reads a statement with: by sentence vectors those near to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Codebook, Encoder
from onrecord.positions.wording import put_claim

FAR = 0.1
"""Cosine below which a statement bears on a claim so seldom that reading both together is not worth its time."""
MOST = 64
"""Concepts that a statement is read with at most, nearest first."""


def find_nearest(texts: Sequence[str], codebook: Codebook, encoder: Encoder | None) -> list[frozenset[str]]:
    """For each text the ids of the concepts it may bear on; all of them where there is no encoder to tell.

    A text is as near to a concept as to its claim, alone or with its description, whichever is nearer.
    """
    ids = [concept.id for concept in codebook.concepts]
    if encoder is None or not texts:
        return [frozenset(ids)] * len(texts)
    vectors = np.asarray(encoder.encode(list(texts)))
    cosines = np.maximum(*(vectors @ claims.T for claims in _claim_vectors(codebook, encoder)))
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :MOST]
    return [
        frozenset(ids[place] for place in places if row[place] >= FAR)
        for row, places in zip(cosines, nearest, strict=True)
    ]


@lru_cache(maxsize=4)
def _claim_vectors(codebook: Codebook, encoder: Encoder) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    concepts = codebook.concepts
    alone = encoder.encode([concept.claim for concept in concepts])
    described = encoder.encode([put_claim(concept.claim, concept.description) for concept in concepts])
    return np.asarray(alone), np.asarray(described)
