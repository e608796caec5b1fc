"""Which concepts of a codebook the network reads a statement with."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from onrecord.model import Codebook, Concept
from onrecord.positions.nearest import MOST, find_nearest


class CountingEncoder:
    """Texts that end in a number lie on a quarter circle, from 0 to 100; how many were encoded is kept."""

    name = "counting-1"

    def __init__(self) -> None:
        self.encoded = 0

    def encode(self, texts: Sequence[str]) -> Any:
        """Unit vectors whose angle grows with the number."""
        self.encoded += len(texts)
        angles = np.array([float(text.split()[-1]) * np.pi / 200 for text in texts])
        return np.stack((np.cos(angles), np.sin(angles)), axis=1)


def codebook(*places: float) -> Codebook:
    """Concepts whose ids are the places of their claims."""
    concepts = tuple(Concept(id=f"{place:g}", claim=f"claim {place}") for place in places)
    return Codebook(debate="x", concepts=concepts)


def test_a_statement_is_not_read_with_a_claim_that_is_far_from_it() -> None:
    """What stands at a right angle to it has nothing in common with it."""
    assert find_nearest(["statement 0"], codebook(0, 60, 100), CountingEncoder()) == [{"0", "60"}]


def test_a_description_may_bring_a_claim_near() -> None:
    """The nearer of the claim alone and the claim described counts."""
    concept = Concept(id="a", claim="claim 100", description="that takes in 20")
    assert find_nearest(["statement 0"], Codebook(debate="x", concepts=(concept,)), CountingEncoder()) == [{"a"}]


def test_of_many_concepts_a_statement_is_read_with_the_nearest() -> None:
    """Three hundred concepts cost a statement no more network runs than the most."""
    (near,) = find_nearest(["statement 50"], codebook(*(n / 3 for n in range(300))), CountingEncoder())
    assert len(near) == MOST
    assert {"50", "49", "51"} <= near


def test_without_an_encoder_every_concept_is_read() -> None:
    """Nothing tells which may be left out."""
    assert find_nearest(["statement 0"], codebook(0, 100), None) == [{"0", "100"}]


def test_the_claims_are_encoded_once_for_all_articles() -> None:
    """A second article costs its own statements only."""
    encoder, large = CountingEncoder(), codebook(*range(100))
    for _ in range(3):
        find_nearest(["statement 7"], large, encoder)
    assert encoder.encoded == 203
