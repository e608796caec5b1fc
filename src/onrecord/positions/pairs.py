"""Which pairs of a statement and a concept are worth asking about, and what is known of each before anybody judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Codebook, Concept, Encoder, Position, Side, content_id, record
from onrecord.positions.stance import Features, read_features

NEAREST = 0.05
"""The share of a record's statements that lie nearest to a concept and are weighed though nothing was proposed."""
FEWEST = 30
FAR = 2.0
"""Standard deviations above a concept's mean from which a statement is half as likely as can be to bear on it."""
MISSED = 0.5
"""How likely at most a statement bears on a concept that nothing was proposed on."""

Floats = NDArray[np.float64]
Pair = tuple[str, str]


@record
class Pairs:
    """n pairs of a statement id and a concept id, and their `features`.

    Their engagement is how surely something is proposed; where nothing is, how near statement and claim are.
    """

    ids: tuple[Pair, ...]
    features: Features

    def __len__(self) -> int:
        return len(self.ids)

    def find_rows(self, pairs: Iterable[Pair]) -> list[int]:
        """The rows of those `pairs` that are among these, in the order given."""
        row_of = {pair: row for row, pair in enumerate(self.ids)}
        return [row_of[pair] for pair in pairs if pair in row_of]


def find_pairs(
    texts: Sequence[Pair],
    codebook: Codebook,
    proposed: Iterable[Position],
    *,
    wanted: Iterable[Pair] = (),
    encoder: Encoder | None = None,
) -> Pairs:
    """The pairs proposed, those `wanted`, and for each concept the statements nearest to it, concept by concept.

    `texts` are (statement id, words). One encoder pass over the statements and one over the claims; without an
    encoder nothing is near.
    """
    words = [words for _, words in texts]
    vectors = np.asarray(encoder.encode(words), dtype=np.float32) if encoder else np.zeros((len(texts), 0))
    counts = read_features(words, codebook.concepts[0], None).counts
    near = _nearness(vectors, codebook, encoder)
    row_of = {statement: row for row, (statement, _) in enumerate(texts)}
    sides = {(one.statement_id, one.concept_id): one for one in proposed}
    asked: dict[str, set[int]] = {concept.id: set() for concept in codebook.concepts}
    for statement, concept_id in (*sides, *wanted):
        if concept_id in asked and statement in row_of:
            asked[concept_id].add(row_of[statement])
    ids, rows, keys, known = [], [], [], []
    for number, concept in enumerate(codebook.concepts):
        count = max(FEWEST, int(NEAREST * len(texts))) if encoder else 0
        nearest = np.argsort(-near[:, number], kind="stable")[:count]
        for row in sorted(asked[concept.id] | set(nearest.tolist())):
            pair = (texts[row][0], concept.id)
            ids.append(pair)
            rows.append(row)
            keys.append(concept_key(concept))
            known.append(_proposal(sides.get(pair), float(near[row, number])))
    engagement, leaning = np.array(known, dtype=np.float64).reshape(-1, 2).T
    features = Features(
        vectors=vectors[rows],
        engagement=engagement,
        leaning=leaning,
        counts=counts[rows],
        concepts=np.array(keys, dtype=np.int64),
    )
    return Pairs(ids=tuple(ids), features=features)


def concept_key(concept: Concept) -> int:
    """A number for a concept that stays while its id and its claim do."""
    return int(content_id("concept", concept.id, concept.claim)[:12], 16)


def _proposal(position: Position | None, nearness: float) -> tuple[float, float]:
    """Engagement and leaning of a pair: what is proposed with its confidence, or how near the two are."""
    if position is None:
        return MISSED / (1 + float(np.exp(-1.5 * (nearness - FAR)))), 0.5
    lean = {Side.FOR: 1.0, Side.AGAINST: 0.0}.get(position.side)
    if lean is None:
        return 0.4, 0.5
    return position.confidence, 0.5 + 0.9 * (lean - 0.5)


def _nearness(vectors: Any, codebook: Codebook, encoder: Encoder | None) -> Floats:
    """(n, concepts): cosine of statement and claim, relative to the statement's other concepts, standardised."""
    if encoder is None or not len(vectors):
        return np.zeros((len(vectors), len(codebook.concepts)))
    claims = np.asarray(encoder.encode([concept.claim for concept in codebook.concepts]), dtype=np.float64)
    cosines = np.asarray(vectors, dtype=np.float64) @ claims.T
    relative = cosines - 0.5 * cosines.mean(axis=1, keepdims=True)
    spread = relative.std(axis=0, keepdims=True)
    standard: Floats = (relative - relative.mean(axis=0, keepdims=True)) / np.where(spread > 0, spread, 1)
    return standard
