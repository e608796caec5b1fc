"""Positions as dated stands, of people and of those they speak for."""

from debate_by_hand import ferry_pile
from onrecord.model import Side
from onrecord.pipeline import stands_of
from onrecord.positions import find_changes


def test_a_turn_is_found_with_both_statements_and_called_noise_where_it_may_be() -> None:
    """Who opposed in January and favours in April has changed; two statements alone may be chance."""
    changes = find_changes(stands_of(ferry_pile().debate()))
    assert [(c.actor, c.before.side, c.after.side) for c in changes] == [("Ada Moor", Side.AGAINST, Side.FOR)]
    assert changes[0].before.statement_id != changes[0].after.statement_id
    assert changes[0].is_noise


def test_people_stand_for_whom_they_speak_for() -> None:
    """By organisation, a chair's position is the union's; who speaks for nobody is left out."""
    stands = stands_of(ferry_pile().debate(), by_organisation=True)
    assert ("Quay Union", "run") in {(one.actor, one.concept_id) for one in stands}
    assert "Ben Moor" not in {one.actor for one in stands}
