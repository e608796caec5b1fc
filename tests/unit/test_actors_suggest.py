"""Proposed merges."""

from __future__ import annotations

from test_actors_link import actor

from onrecord.actors import link_actors, suggest_merges
from onrecord.model import ActorKind


def test_alike_names_that_nothing_merged_are_proposed_with_reasons() -> None:
    """A slip of the pen is proposed, with sentences on the names and on what else agrees."""
    office = ("mayor", "Verona")
    linked = link_actors([actor("Robert Ellmann", "a", office=office), actor("Robert Elfmann", "b", office=office)], {})
    (found,) = suggest_merges(linked)
    assert found.score.score > 0.5
    assert found.because[0].startswith("Every word has one like it in the other name;")
    assert "Both are said to belong to Verona." in found.because


def test_every_reason_is_a_sentence() -> None:
    """No reason is a bare value, whatever the names."""
    given = [actor("Nova Harbour Bank", "a", kind=ActorKind.ORGANISATION, country="FRA"),
             actor("Nova Harbor Bank", "b", kind=ActorKind.ORGANISATION, country="ITA"),
             actor("Nova Harbor Bank Trust", "c", kind=ActorKind.ORGANISATION)]  # fmt: skip
    reasons = [reason for each in suggest_merges(link_actors(given, {})) for reason in each.because]
    assert "One is of France, the other of Italy." in reasons
    assert all(reason[0].isupper() and reason.endswith(".") and " " in reason for reason in reasons)


def test_different_people_are_not_proposed() -> None:
    """Two Darwishes are two."""
    assert suggest_merges(link_actors([actor("Masud Darwish", "a"), actor("Nadir Darwish", "b")], {})) == ()


def test_persons_and_organisations_are_never_proposed_as_one() -> None:
    """A party called like its founder is not its founder."""
    given = [actor("Masud Darwish", "a"), actor("Masud Darwish", "b", kind=ActorKind.ORGANISATION)]
    assert suggest_merges(link_actors(given, {})) == ()


def test_proposals_come_in_one_order() -> None:
    """The best first, equal ones by id, however the actors are given."""
    given = [actor("Nova Harbour Bank", "a", kind=ActorKind.ORGANISATION),
             actor("Nova Harbor Bank", "b", kind=ActorKind.ORGANISATION),
             actor("Nowa Harbour Bank", "c", kind=ActorKind.ORGANISATION)]  # fmt: skip
    linked = link_actors(given, {})
    assert suggest_merges(linked) == suggest_merges(linked[::-1]) != ()
