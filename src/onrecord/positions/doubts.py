"""What is doubtful in a codebook that can be used: claims that are topics, and claims that mean the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from onrecord.model import Codebook, Encoder, record
from onrecord.positions.guide import compile_codebook
from onrecord.positions.lexicon import Lexicon

NEAR = 0.52
"""Cosine of two claims from which they are compared further."""
ALIKE = 0.5
"""Cosine of what is left of two near claims without the words they share, from which they may mean the same.

What is left is what tells: "The dam should be demolished" is near to "The dam's owners should pay" by the dam alone.
"""
NEIGHBOURS = 5
"""How many of its nearest claims each claim is compared with, so that 300 concepts stay one short pass."""


@record
class Doubt:
    """Something in a codebook that its author should look at; `concepts` are the ids it is about."""

    concepts: tuple[str, ...]
    message: str


def find_doubts(codebook: Codebook, encoder: Encoder | None = None) -> tuple[Doubt, ...]:
    """Claims without a verb, and concepts that mean the same or the reverse of each other by word families.

    With an encoder, also those that say nearly the same in other words.
    """
    lexicon = Lexicon.load()
    doubts = [
        Doubt(concepts=(concept.id,), message=f"concept '{concept.id}' may be a topic: {advise(concept.claim)}")
        for concept in codebook.concepts
        if lexicon.claim_likeness(concept.claim) < 1
    ]
    meanings = [(concept.id, lexicon.meaning(concept.claim)) for concept in codebook.concepts]
    same = {}
    for (one, (words, sign)), (other, (other_words, other_sign)) in combinations(meanings, 2):
        if words and words == other_words:
            same[one, other] = "say the same" if sign == other_sign else "are the reverse of each other"
    if encoder is not None:
        near = "may say the same, or the reverse of each other, in other words"
        same = dict.fromkeys(_iter_alike(codebook, lexicon, encoder), near) | same
    for pair, relation in same.items():
        message = f"concepts '{pair[0]}' and '{pair[1]}' {relation}: keep one, or say in both what tells them apart"
        doubts.append(Doubt(concepts=pair, message=message))
    return tuple(doubts)


def advise(claim: str) -> str:
    """How a topic might be put as a claim."""
    topic = claim.strip().rstrip(".")
    topic = topic[:1].upper() + topic[1:]
    return (
        f'say what should happen or what is so, for instance "{topic} should be limited." or '
        f"\"{topic} does more good than harm.\"; what it takes in goes under 'description'"
    )


def _iter_alike(codebook: Codebook, lexicon: Lexicon, encoder: Encoder) -> Iterator[tuple[str, str]]:
    """Pairs of ids, in the order of the codebook; what ought to be is never the same as what is."""
    concepts = codebook.concepts
    pairs = list(_iter_neighbours(codebook, encoder))
    rests = [_rests(concepts[one].claim, concepts[other].claim, lexicon) for one, other in pairs]
    texts = sorted({text for rest in rests for text in rest if text})
    vectors = dict(zip(texts, np.asarray(encoder.encode(texts)), strict=True)) if texts else {}
    for (one, other), (mine, yours) in zip(pairs, rests, strict=True):
        if mine == yours or (mine and yours and float(vectors[mine] @ vectors[yours]) >= ALIKE):
            yield concepts[one].id, concepts[other].id


def _iter_neighbours(codebook: Codebook, encoder: Encoder) -> Iterator[tuple[int, int]]:
    """Numbers of concepts whose claims are of one kind and near to each other."""
    if len(codebook.concepts) < 2:
        return
    vectors = np.asarray(encoder.encode([concept.claim for concept in codebook.concepts]), dtype=np.float64)
    policy = np.array([guide.is_policy for guide in compile_codebook(codebook)])
    cosines = np.where(policy[:, None] == policy[None], vectors @ vectors.T, 0.0)
    np.fill_diagonal(cosines, 0.0)
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :NEIGHBOURS]
    found = {(min(row, int(other)), max(row, int(other))) for row, others in enumerate(nearest) for other in others}
    yield from sorted((one, other) for one, other in found if cosines[one, other] >= NEAR)


def _rests(one: str, other: str, lexicon: Lexicon) -> tuple[str, str]:
    """What is left of two claims without small words and without the words they share."""
    first, second = ([*lexicon.iter_words(claim)] for claim in (one, other))
    shared = {word for _, word in first} & {word for _, word in second}
    mine, yours = (
        " ".join(written for written, word in words if word not in shared and not _is_small(word, lexicon))
        for words in (first, second)
    )
    return mine, yours


def _is_small(word: str, lexicon: Lexicon) -> bool:
    return lexicon.is_in(word, "stops", "modals", "copulas", "determiners", "joiners")
