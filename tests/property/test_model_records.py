"""Records: ids rest on content, contradictions cannot be built, what is stored comes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InvalidRecordError
from onrecord.model import (
    Actor,
    ActorKind,
    Affiliation,
    ArticleActor,
    Basis,
    Evidence,
    Mention,
    MentionForm,
    Precision,
    Provenance,
    Span,
    Statement,
    StatementKind,
    When,
    content_id,
)
from onrecord.store.codec import decode, encode

MADE = Provenance(stage="test", version="1")
spans = st.builds(
    lambda start, length: Span(start=start, end=start + length), st.integers(0, 10_000), st.integers(1, 500)
)
texts = st.text(max_size=40)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    cuts = sorted(draw(st.sets(st.integers(0, 2_000), min_size=2, max_size=6)))
    content = tuple(Span(start=a, end=b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    return Statement(
        article_id=draw(texts),
        content=content,
        source=draw(st.none() | spans),
        cue=draw(st.none() | spans),
        kind=draw(st.sampled_from(StatementKind)),
        negated=draw(st.booleans()),
        provenance=MADE,
    )


@given(statements())
def test_a_stored_statement_comes_back_equal(statement: Statement) -> None:
    """Encoding and decoding changes nothing, the id included."""
    assert decode(Statement, encode(statement)) == statement


@given(statements(), statements())
def test_statement_ids_tell_contents_apart(one: Statement, other: Statement) -> None:
    """Two statements share an id exactly when article, content, source and cue are the same."""
    same = (one.article_id, one.content, one.source, one.cue) == (
        other.article_id,
        other.content,
        other.source,
        other.cue,
    )
    assert (one.id == other.id) == same


@given(statements(), st.sampled_from(StatementKind), texts)
def test_a_judgement_outlives_a_new_reading(statement: Statement, kind: StatementKind, run: str) -> None:
    """Kind and provenance do not enter the id, so a new reading of the same words keeps it."""
    again = Statement(
        article_id=statement.article_id,
        content=statement.content,
        source=statement.source,
        cue=statement.cue,
        kind=kind,
        provenance=Provenance(stage="other", version="2", run=run),
    )
    assert again.id == statement.id


@given(st.dates(), st.integers(0, 4_000), st.sampled_from([p for p in Precision if p is not Precision.DAY]), texts)
def test_a_stored_when_comes_back_equal(first: date, days: int, precision: Precision, written: str) -> None:
    """Dates, enumerations and text survive storage."""
    last = min(date.max.toordinal(), first.toordinal() + days)
    when = When(
        earliest=first,
        latest=date.fromordinal(last),
        precision=precision,
        basis=Basis.PUBLICATION,
        written=written,
    )
    assert decode(When, encode(when)) == when
    assert when.days == last - first.toordinal() + 1


@given(st.text(min_size=1).filter(str.strip), st.lists(spans, min_size=1, max_size=5, unique_by=lambda s: s.key))
def test_an_article_actor_is_named_after_its_smallest_mention(name: str, places: list[Span]) -> None:
    """The order in which mentions were found changes nothing."""
    mentions = tuple(Mention(article_id="a", span=span, form=MentionForm.NAME) for span in places)
    affiliation = Affiliation(role="mayor", evidence=Evidence(article_id="a", span=places[0]))

    def actor(order: tuple[Mention, ...]) -> ArticleActor:
        return ArticleActor(
            article_id="a",
            name=name,
            kind=ActorKind.PERSON,
            mentions=order,
            affiliations=(affiliation,),
            provenance=MADE,
        )

    assert actor(mentions).id == actor(mentions[::-1]).id == min(mention.id for mention in mentions)
    assert decode(ArticleActor, encode(actor(mentions))) == actor(mentions)


@given(st.integers(), st.integers(max_value=0))
def test_an_empty_or_reversed_span_cannot_be_built(start: int, length: int) -> None:
    """A span holds at least one character."""
    with pytest.raises(InvalidRecordError, match="0 <= start < end"):
        Span(start=start, end=start + length)


@given(spans, spans)
def test_spans_that_hold_each_other_overlap(one: Span, other: Span) -> None:
    """Holding implies overlapping, and overlapping is mutual."""
    assert one.overlaps(other) == other.overlaps(one)
    if one.holds(other):
        assert one.overlaps(other)


def test_a_day_is_one_day() -> None:
    """A When of day precision that spans two days contradicts itself."""
    day = date(2023, 3, 4)
    with pytest.raises(InvalidRecordError, match="one day"):
        When(earliest=day, latest=day + timedelta(days=1), precision=Precision.DAY, basis=Basis.WRITTEN)


def test_overlapping_content_cannot_be_built() -> None:
    """The fragments of a split quote follow each other."""
    with pytest.raises(InvalidRecordError, match="text order"):
        Statement(
            article_id="a",
            content=(Span(start=0, end=9), Span(start=5, end=12)),
            kind=StatementKind.DIRECT,
            provenance=MADE,
        )


def test_an_actor_is_named_after_a_member() -> None:
    """An actor whose id is no member's cannot be built."""
    with pytest.raises(InvalidRecordError, match="no member"):
        Actor(id="x", name="Mayor", kind=ActorKind.PERSON, names=("Mayor",), members=("y",), provenance=MADE)


def test_ids_are_the_same_on_every_machine() -> None:
    """An id is a function of its parts alone; this one was computed once and stays."""
    assert content_id("statement", "a", [1, 2], None) == "ffdf69125605a34bd6e7871e"
