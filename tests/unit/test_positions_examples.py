"""Placing statements by the examples of a codebook."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from onrecord.model import Codebook, Concept, Side
from onrecord.positions.examples import find_likenesses

PLACES = {"up": (1.0, 0.0), "nearly up": (0.9, 0.436), "across": (0.0, 1.0), "down": (-1.0, 0.0)}


class PlacedEncoder:
    """An encoder whose vectors are written down."""

    name = "placed-1"

    def encode(self, texts: Sequence[str]) -> Any:
        """The written vectors."""
        return np.array([PLACES[text] for text in texts])


def codebook(**examples: tuple[str, ...]) -> Codebook:
    """One concept with these examples."""
    return Codebook(debate="x", concepts=(Concept(id="a", claim="It should go.", **examples),))


def test_a_statement_takes_the_side_of_the_nearest_example() -> None:
    """What is like an example for the claim is for it; what is like none is nothing."""
    given = codebook(examples_for=("up",), examples_against=("down",))
    (near,), none = find_likenesses(["nearly up", "across"], given, PlacedEncoder())
    assert (near.concept_id, near.side) == ("a", Side.FOR)
    assert none == []


def test_a_counter_example_keeps_a_statement_out() -> None:
    """Nearer to a counter-example than to any example is not about the concept."""
    given = codebook(examples_for=("nearly up",), counter_examples=("up",))
    assert find_likenesses(["up"], given, PlacedEncoder()) == [[]]


def test_without_examples_nothing_is_asked() -> None:
    """A codebook without examples places nothing by example."""
    assert find_likenesses(["up"], codebook(), PlacedEncoder()) == [[]]
