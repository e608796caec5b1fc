"""What people decide on actors, done over to what the machine links."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from itertools import permutations

import pytest
from test_actors_link import actor

from onrecord.actors import Places, find_overruled, link_actors, place_of
from onrecord.errors import InvalidRecordError
from onrecord.model import (
    UNDONE,
    Actor,
    ActorKind,
    ArticleActor,
    Decision,
    Judgement,
    Mention,
    MentionForm,
    Pointer,
    Span,
    Verb,
    Verdict,
    decisions_of,
    judge_identity,
)

NUR, MASUD, AGAIN = actor("Omar Nuri", "a"), actor("Masud Darwish", "b"), actor("Masud Darwish", "c")


def decision(
    verb: Verb, these: list[ArticleActor], others: list[ArticleActor] | None = None, value: str = ""
) -> Decision:
    """A decision on article actors."""
    return Decision(
        verb=verb, these=tuple(map(place_of, these)), others=tuple(map(place_of, others or ())), value=value
    )


def judged(*decisions: Decision) -> list[Judgement]:
    """Judgements on successive days."""
    return [
        judge_identity(each, who="ana", when=datetime(2023, 3, day, tzinfo=UTC), why="seen")
        for day, each in enumerate(decisions, start=1)
    ]


def linked(members: list[ArticleActor], judgements: list[Judgement]) -> tuple[Actor, ...]:
    """The actors of the record."""
    return link_actors(members, {}, decided=decisions_of(judgements))


def parts(actors: tuple[Actor, ...]) -> set[frozenset[str]]:
    """Which articles each actor is met in."""
    article = {each.id: each.article_id for each in (NUR, MASUD, AGAIN)}
    return {frozenset(article[member] for member in each.members) for each in actors}


MERGE = decision(Verb.MERGE, [NUR], [MASUD])
APART = decision(Verb.APART, [MASUD], [AGAIN])


def test_a_merge_joins_what_no_name_would_and_says_who_did() -> None:
    """The other mentions that the machine links come along; the reason names the person and the reason given."""
    (one,) = linked([NUR, MASUD, AGAIN], judged(MERGE))
    assert "merged by ana: seen" in one.merged_because


def test_apart_parts_what_the_machine_links() -> None:
    """Two of one full name are two."""
    assert parts(linked([MASUD, AGAIN], judged(APART))) == {frozenset("b"), frozenset("c")}


def test_the_later_of_two_contradicting_decisions_wins() -> None:
    """Merged, then told apart: two; told apart, then merged: one; and the earlier one is named."""
    merge, apart = decision(Verb.MERGE, [NUR], [MASUD]), decision(Verb.APART, [NUR], [MASUD])
    assert len(linked([NUR, MASUD], judged(merge, apart))) == 2
    assert len(linked([NUR, MASUD], judged(apart, merge))) == 1
    places = Places([NUR, MASUD])
    for first, second in ((merge, apart), (apart, merge)):
        (earlier,) = judged(first)
        assert find_overruled(second, decisions_of([earlier]), places) == (earlier,)
        assert find_overruled(first, decisions_of([earlier]), places) == ()


def test_a_decision_can_be_undone_and_the_undoing_too() -> None:
    """Nothing is removed: an undone judgement stands again when its undoing is undone."""
    (merge,) = judged(MERGE)
    moment = datetime(2023, 4, 1, tzinfo=UTC)
    undo = Judgement(subject=merge.id, kind=UNDONE, verdict=Verdict.REJECT, who="bo", when=moment)
    redo = Judgement(subject=undo.id, kind=UNDONE, verdict=Verdict.REJECT, who="bo", when=moment)
    assert [len(linked([NUR, MASUD], each)) for each in ([merge], [merge, undo], [merge, undo, redo])] == [1, 2, 1]


def test_name_and_kind_are_the_decided_ones() -> None:
    """The spellings met stay listed."""
    given = judged(
        decision(Verb.RENAME, [NUR], value="The Courier"), decision(Verb.RETYPE, [NUR], value="organisation")
    )
    (one,) = linked([NUR], given)
    assert (one.name, one.kind, one.names) == ("The Courier", ActorKind.ORGANISATION, ("Omar Nuri",))


def test_a_name_stays_with_those_who_remain_after_a_split() -> None:
    """Whoever leaves is called as the articles do."""
    given = judged(decision(Verb.RENAME, [MASUD, AGAIN], value="M. D."), decision(Verb.APART, [AGAIN], [MASUD]))
    assert {(each.name, each.members) for each in linked([MASUD, AGAIN], given)} == {
        ("M. D.", (MASUD.id,)),
        ("Masud Darwish", (AGAIN.id,)),
    }


def test_an_article_added_later_follows_the_one_it_is_called_like() -> None:
    """After a split of spellings a further article joins the side whose spelling it has."""
    merge, split = MERGE, decision(Verb.APART, [NUR], [MASUD])
    later = actor("Omar Nuri", "d")
    both = linked([NUR, MASUD, later], judged(merge, split))
    assert {each.name: len(each.members) for each in both} == {"Omar Nuri": 2, "Masud Darwish": 1}
    assert [len(each.members) for each in linked([NUR, MASUD, later], judged(merge))] == [3]


def test_a_decision_outlives_moved_borders_of_a_mention() -> None:
    """Where the rules now read "Mr Omar Nuri", the place named before still finds him."""
    span = NUR.mentions[0].span
    longer = Mention(article_id="a", span=Span(start=span.start - 3, end=span.end), form=MentionForm.NAME)
    moved = dataclasses.replace(NUR, mentions=(longer,))
    assert moved.id != NUR.id
    assert len(linked([moved, MASUD], judged(MERGE))) == 1


def test_a_decision_never_lands_on_a_neighbour() -> None:
    """Where the text moved and somebody else stands at the place, whoever has the name is meant; else nobody."""
    span = NUR.mentions[0].span
    moved = dataclasses.replace(
        NUR,
        mentions=(
            Mention(article_id="a", span=Span(start=span.start + 200, end=span.end + 200), form=MentionForm.NAME),
        ),
    )
    over = Mention(article_id="a", span=Span(start=span.start + 2, end=span.end + 2), form=MentionForm.NAME)
    neighbour = dataclasses.replace(actor("Ida Berg", "a"), mentions=(over,))
    given = judged(decision(Verb.RENAME, [NUR], value="O. N."))
    assert {each.name for each in linked([moved, neighbour], given)} == {"O. N.", "Ida Berg"}
    assert [each.name for each in linked([neighbour], given)] == ["Ida Berg"]


def test_a_decision_of_an_older_record_has_places_without_names() -> None:
    """They name whoever stands there, as they did."""
    bare = Pointer(article_id=NUR.article_id, span=NUR.mentions[0].span)
    given = judged(Decision(verb=Verb.RENAME, these=(bare,), value="O. N."))
    assert [each.name for each in linked([NUR], given)] == ["O. N."]
    assert "Nuri" not in given[0].subject


def test_a_stray_mention_does_not_drag_its_new_company_along() -> None:
    """A merge joins where most of each side is now; a mention that the rules gave to another stays there."""
    stray, company = actor("Masud Darwish", "d"), actor("Ida Berg", "e")
    given = judged(decision(Verb.MERGE, [NUR], [MASUD, AGAIN, stray]), decision(Verb.MERGE, [stray], [company]))
    merge_first = linked([NUR, MASUD, AGAIN, dataclasses.replace(stray, name="Ida Berg"), company], given[:1])
    assert {each.name: len(each.members) for each in merge_first} == {"Masud Darwish": 3, "Ida Berg": 2}


def test_a_decision_on_nobody_changes_nothing() -> None:
    """The article is gone, or nobody is written there any more."""
    gone = Decision(verb=Verb.RENAME, these=(Pointer(article_id="z", span=Span(start=1, end=2)),), value="X")
    assert linked([NUR], judged(gone)) == linked([NUR], [])
    half = Decision(verb=Verb.MERGE, these=gone.these, others=(place_of(NUR),))
    assert linked([NUR, MASUD], judged(half)) == linked([NUR, MASUD], [])


@pytest.mark.parametrize("order", list(permutations([NUR, MASUD, AGAIN])))
def test_the_order_of_articles_changes_nothing(order: tuple[ArticleActor, ...]) -> None:
    """Under the same decisions, every order gives the same actors."""
    given = judged(MERGE, APART)
    assert linked(list(order), given) == linked([NUR, MASUD, AGAIN], given)


def test_a_decision_comes_back_from_its_judgement() -> None:
    """What is stored says all that was decided."""
    for each in (
        MERGE,
        APART,
        decision(Verb.RENAME, [NUR], value="a:b 1-2"),
        decision(Verb.RETYPE, [NUR], value="group"),
    ):
        assert [found for _, found in decisions_of(judged(each))] == [each]


def test_a_decision_that_decides_nothing_cannot_be_built() -> None:
    """No places, one side of two, no name, no such kind."""
    for verb, others, value in ((Verb.MERGE, None, ""), (Verb.RENAME, None, " "), (Verb.RETYPE, None, "ghost")):
        with pytest.raises(InvalidRecordError):
            decision(verb, [NUR], others, value)
