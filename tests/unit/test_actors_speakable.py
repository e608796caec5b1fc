"""Which descriptions can be of somebody who speaks."""

from __future__ import annotations

import pytest
from test_actors_link import actor

from onrecord.actors import link_actors
from onrecord.actors.speakable import can_speak, opens_time
from onrecord.model import ActorKind


@pytest.mark.parametrize(
    ("words", "noun", "wanted"),
    [
        ("a senior official in the ministry", "official", True),
        ("the ferry's cook", "cook", True),
        ("the delegation", "delegation", True),
        ("older people", "people", True),
        ("the local population", "population", True),
        ("a joint inspection mechanism", "mechanism", True),
        ("two opposition figures", "figures", True),
        ("every local charity", "charity", True),
        ("nobody in the harbour", "nobody", False),
        ("no captain", "captain", False),
        ("300 people", "people", False),
        ("more than a hundred people", "people", False),
        ("the violence", "violence", False),
        ("a difficult week", "week", False),
        ("their departure", "departure", False),
        ("widespread corruption", "corruption", False),
    ],
)
def test_nobody_bare_numbers_times_and_states_do_not_speak(words: str, noun: str, wanted: bool) -> None:
    """People may be called many things; what happens, lasts or is the case says nothing."""
    assert can_speak(noun, words.lower().split()) is wanted


@pytest.mark.parametrize(
    ("words", "place"),
    [("cabinet on friday", 1), ("officials in march", 1), ("board in 2019", 1), ("crew yesterday", 1)],
)
def test_a_time_after_a_description_is_no_part_of_it(words: str, place: int) -> None:
    """When somebody spoke does not say who they are."""
    assert opens_time(words.split(), place)
    assert not opens_time(["officials", "in", "verona"], 1)


def test_her_office_in_two_articles_is_not_one() -> None:
    """What begins with a possessive pronoun is somebody else's elsewhere."""
    given = [actor("Her office", each, kind=ActorKind.ORGANISATION) for each in "ab"]
    assert len(link_actors(given, {})) == 2
