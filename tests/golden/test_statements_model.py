"""What is kept of a model's findings and of the rules' when both read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.language import Parser
from onrecord.model import Analysis, Article, Origin, Provenance, Span, Statement, StatementKind, article_id
from onrecord.statements import find_statements
from onrecord.statements.tagger import Attributed


class ByHand:
    """A model that finds what it was told to."""

    name = "by-hand-1"

    def __init__(self, text: str, *found: tuple[str, str, tuple[str, ...]]) -> None:
        self._found = [
            Attributed(place(text, source), place(text, cue), tuple(place(text, words) for words in contents))
            for source, cue, contents in found
        ]

    def find(self, text: str, body_start: int = 0) -> Sequence[Attributed]:
        """All it knows."""
        return self._found


def place(text: str, words: str) -> Span:
    """Where `words` stand first."""
    start = text.index(words)
    return Span(start=start, end=start + len(words))


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The default pipeline."""
    return Parser()


def read(parser: Parser, text: str, *found: tuple[str, str, tuple[str, ...]]) -> list[Statement]:
    """The statements of `text` with a model that finds `found`."""
    analysis = parser.parse(
        Article(
            id=article_id(text.encode(), outlet="", url=""),
            text=text,
            origin=Origin(path="case"),
            provenance=Provenance(stage="test", version="1"),
        )
    )
    assert isinstance(analysis, Analysis)
    return list(find_statements(analysis, tagger=ByHand(text, *found)))


def test_the_model_finds_the_outer_and_the_rules_the_inner(parser: Parser) -> None:
    """The inner statement names the outer; what the rules alone find beside it is kept."""
    text = "The mayor hinted the union opposes the bridge. The firm supports it."
    outer, inner, beside = read(parser, text, ("The mayor", "hinted", ("the union opposes the bridge",)))
    assert [each.words(text) for each in (outer, inner, beside)] == ["the union opposes the bridge", "the bridge", "it"]
    assert inner.outer == outer.id
    assert beside.outer is None
    assert outer.provenance.model == "by-hand-1"


def test_under_one_cue_the_model_is_right(parser: Parser) -> None:
    """The rules add nothing where the model has read the cue."""
    text = "The mayor said the pier would close in May."
    (only,) = read(parser, text, ("The mayor", "said", ("the pier would close",)))
    assert only.words(text) == "the pier would close"


def test_the_rules_tell_kind_and_denial_of_what_the_model_finds(parser: Parser) -> None:
    """A denied cue and quoted words are seen in the text."""
    text = "The mayor did not say it was “a gift”."
    (only,) = read(parser, text, ("The mayor", "did not say", ("it was “a gift”",)))
    assert only.negated
    assert only.kind is StatementKind.MIXED


def test_a_models_speech_over_paragraphs_is_cut_at_each(parser: Parser) -> None:
    """The parts share source and cue."""
    text = "Larsen wrote: “The pier is old.\n“It will fall.”"
    first, second = read(parser, text, ("Larsen", "wrote", ("“The pier is old.", "“It will fall.”")))
    assert first.cue == second.cue
    assert second.words(text) == "“It will fall.”"
    assert second.kind is StatementKind.DIRECT


def test_what_was_only_done_is_no_statement(parser: Parser) -> None:
    """A thing done by a verb that tells nothing is an act; a clause, or a verb that tells, makes it a statement."""
    signed = "The two ministers signed the loan agreement on Monday."
    assert read(parser, signed, ("The two ministers", "signed", ("the loan agreement",))) == []
    for text, cue, content in (
        ("The mayor hinted that the pier would close.", "hinted", "the pier would close"),
        ("The mayor welcomed the loan agreement.", "welcomed", "the loan agreement"),
    ):
        assert [one.words(text) for one in read(parser, text, ("The mayor", cue, (content,)))] == [content]
