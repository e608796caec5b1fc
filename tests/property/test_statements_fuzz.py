"""Whatever the text, offsets are exact and nothing is raised."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.language import Parser
from onrecord.language.paragraphs import find_paragraphs
from onrecord.language.parser import MAX_CHARS
from onrecord.model import Analysis, Article, Origin, Provenance, Skip, article_id
from onrecord.statements import find_statements
from onrecord.statements.quotes import find_quotes

PIECES = [
    "“", "”", "‘", "’", '"', "'", "«", "»", "``", "''", "„", "\n", "\n\n", " ", ".", ",", ":", "?", "—", "(", ")",
    "he said", "Larsen", "told", "the council", "that", "the pier", "would close", "according to", "U.S.", "Gen.",
    "ADDED", "their call for", "opposes", "did not say", "I think", "😀", "\u202eقال الوزير", "\u200b", "é",
    "word" * 40,
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map(" ".join)


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The default pipeline."""
    return Parser()


def article(text: str) -> Article:
    """An article without headline."""
    return Article(
        id=article_id(text.encode("utf-8", "surrogatepass"), outlet="", url=""),
        text=text,
        origin=Origin(path="fuzz"),
        provenance=Provenance(stage="test", version="1"),
    )


def analysed(parser: Parser, text: str) -> Analysis:
    """The analysis of `text`."""
    found = parser.parse(article(text))
    assert isinstance(found, Analysis)
    return found


@given(st.text(alphabet="ab. ,\n“”‘’\"'«»`s", max_size=80))
def test_quotes_lie_in_their_paragraph(text: str) -> None:
    """Every quote lies inside one paragraph, its inner part inside it, and outermost quotes do not overlap."""
    paragraphs = find_paragraphs(text)
    found = find_quotes(text, paragraphs)
    for quote in found:
        assert paragraphs[quote.paragraph].holds(quote.span)
        assert quote.span.holds(quote.inner)
    outer = [quote.span for quote in found if quote.depth == 0]
    assert all(not one.overlaps(other) for one, other in pairwise(outer))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_analyses_and_statements_are_exact(parser: Parser, text: str) -> None:
    """Tokens cut their own text, sentences stay in their paragraph, statements in one paragraph."""
    if not text.strip():
        return
    analysis = analysed(parser, text)
    assert all(token.span.cut(text) == token.text for token in analysis.tokens)
    for number, sentence in enumerate(analysis.sentences):
        assert analysis.paragraphs[sentence.paragraph].holds(analysis.sentence_span(number))
    found = find_statements(analysis)
    ids = {one.id for one in found}
    for one in found:
        assert one.extent.end <= len(text)
        assert sum(paragraph.overlaps(one.extent) for paragraph in analysis.paragraphs) == 1
        assert one.outer is None or one.outer in ids
        assert one.outer != one.id
    assert len(ids) == len(found)


def test_the_same_text_gives_the_same_statements(parser: Parser) -> None:
    """Neither other texts read before nor a second parser change a reading."""
    text = "“The pier is old,” Larsen said. The council opposes the plan, according to Holm."
    first = find_statements(analysed(parser, text))
    analysed(parser, "Something else entirely. " * 30)
    assert find_statements(analysed(parser, text)) == first
    assert find_statements(analysed(Parser(), text)) == first


def test_an_article_over_the_size_limit_is_skipped(parser: Parser) -> None:
    """The skip says how long it is and how long it may be."""
    found = parser.parse(article("x" * (MAX_CHARS + 1)))
    assert isinstance(found, Skip)
    assert str(MAX_CHARS) in found.reason


@pytest.mark.parametrize("unit", ['He said "no, ', "“He said that ", "THE MAYOR SAID THE PIER IS OLD "])
def test_time_grows_with_length(parser: Parser, unit: str) -> None:
    """Four times the text costs at most some six times the time, even as one paragraph without sentence ends."""

    def seconds(times: int) -> float:
        analysis = analysed(parser, unit * times)
        began = time.process_time()
        find_statements(analysis)
        return time.process_time() - began

    small = max(seconds(200), 0.02)
    assert seconds(800) < 8 * small
