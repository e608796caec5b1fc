"""Whose word counts where rules and network each have their say."""

from __future__ import annotations

from math import log

import pytest

from onrecord.model import Side
from onrecord.positions.weighing import believe, hear_silence

SILENT = (-0.01, -6.0, -6.0)
SURE_AGAINST = (-9.0, -8.0, -0.1)


@pytest.mark.parametrize(
    ("ruled", "stance", "side"),
    [
        (None, SILENT, None),
        (None, SURE_AGAINST, Side.AGAINST),
        (Side.FOR, (-0.7, -0.9, -3.0), Side.FOR),
        (Side.FOR, SILENT, None),
        (Side.AGAINST, SURE_AGAINST, Side.AGAINST),
        (None, (-1.0, -0.7, -2.0), None),
        (Side.CONDITIONAL, (-3.0, -0.7, -0.8), Side.CONDITIONAL),
        (Side.UNCLEAR, SILENT, None),
    ],
)
def test_rules_stand_unless_the_network_sees_nothing_there(
    ruled: Side | None, stance: tuple[float, ...], side: Side | None
) -> None:
    """The network alone must be sure; what the rules found falls only where it holds no bearing far likelier."""
    belief = believe(ruled, stance, 2.0)
    assert (belief.side if belief else None) == side


def test_a_belief_is_surer_the_stronger_it_is() -> None:
    """Confidence lies between even and nearly sure."""
    weak, strong = believe(None, (-3.0, -6.0, -0.1), 2.0), believe(None, (-4.5, -6.0, -0.1), 2.0)
    assert weak is not None
    assert strong is not None
    assert 0.5 <= weak.confidence < strong.confidence <= 0.95


def test_silence_of_rules_that_speak_often_says_more() -> None:
    """A stance that is believed where the rules hardly speak is not where they speak to every second statement."""
    rare = hear_silence([[Side.FOR], *([[]] * 19)], 6)
    often = hear_silence([[Side.AGAINST], []] * 10, 6)
    stance = (-3.0, -0.1, -4.0)
    assert believe(None, stance, rare) is not None
    assert believe(None, stance, often) is None
    assert hear_silence([[Side.UNCLEAR]] * 5, 6) == hear_silence([[]] * 5, 4)


def test_of_many_concepts_each_must_be_surer() -> None:
    """Fifty times the concepts lower the odds of each nineteen times; few concepts change nothing."""
    said = [[Side.FOR], []]
    assert hear_silence(said, 300) - hear_silence(said, 6) == pytest.approx(log(18.8), abs=0.01)
    assert hear_silence(said, 1) == hear_silence(said, 6)
