"""Whose word counts where rules and network each have their say."""

from __future__ import annotations

import pytest

from onrecord.model import Side
from onrecord.positions.weighing import believe

SILENT = (-0.01, -6.0, -6.0, -8.0, -8.0)
SURE_AGAINST = (-5.0, -4.0, -0.1, -6.0, -6.0)


@pytest.mark.parametrize(
    ("ruled", "answer", "side"),
    [
        (None, SILENT, None),
        (None, SURE_AGAINST, Side.AGAINST),
        (Side.FOR, (-0.7, -0.9, -3.0, -5.0, -5.0), Side.FOR),
        (Side.FOR, SILENT, None),
        (Side.FOR, SURE_AGAINST, Side.FOR),
        (Side.AGAINST, SURE_AGAINST, Side.AGAINST),
        (None, (-1.0, -0.7, -2.0, -5.0, -5.0), None),
    ],
)
def test_rules_stand_unless_the_network_sees_nothing_there(
    ruled: Side | None, answer: tuple[float, ...], side: Side | None
) -> None:
    """The network alone must be very sure; what the rules found falls only where it holds no bearing far likelier."""
    belief = believe(ruled, answer)
    assert (belief.side if belief else None) == side


def test_a_belief_is_surer_the_stronger_it_is() -> None:
    """Confidence lies between even and nearly sure."""
    weak, strong = believe(None, (-4.0, -6.0, -0.1, -6.0, -6.0)), believe(None, (-9.0, -6.0, -0.1, -6.0, -6.0))
    assert weak is not None
    assert strong is not None
    assert 0.5 <= weak.confidence < strong.confidence <= 0.95
