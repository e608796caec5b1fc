"""Times, events and figures on any text: nothing raises, spans cut what they say, equal input gives equal output."""

import time as clock
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.figures import find_figures
from onrecord.language import Parser
from onrecord.model import Analysis, Article, Basis, Origin, Precision, Provenance, When
from onrecord.timeline import find_events, find_times

HAND = Provenance(stage="test", version="1")
WORDS = st.sampled_from(
    [
        "29",
        "February",
        "2019",
        "31-09",
        "year",
        "0",
        "the",
        "1990s-2000s",
        "10^15",
        "people",
        "1,2,3",
        "last",
        "next",
        "Monday",
        "may",
        "March",
        "Sun",
        "quarter",
        "of",
        "ago",
        "12:99",
        "BC",
        "99999999999",
        "years",
        "half",
        "a",
        "dozen",
        "million",
        "$",
        "%",
        "–",
        "“",
        "”",
        "’",
        "😀",
        "مرحبا",
        "MET",
        "KILLED",
        "on",
        "0/0/0000",
        "1/0",
        "two-thirds",
        "½",
        "24:61",
        "of",
        "them",
        "and",
        "9999-12-31",
        "tomorrow",
        "a",
        "century",
        "before",
        "1",
        "BC",
        "since",
        "until",
        "32",
        "May",
        "the",
        "45th",
        "of",
        "June",
        "Q9",
        "000",
        "1e999",
        "𝟙𝟚",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, min_size=1, max_size=30).map(" ".join), st.text(min_size=1, max_size=80))
PUBLISHED = st.sampled_from([None, (1, 1, 1), (9999, 12, 31), (2021, 3, 17)])


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The default parser, loaded once."""
    return Parser()


def analyse(parser: Parser, text: str) -> Analysis | None:
    """The analysis of a text, if it is one."""
    if not text.strip():
        return None
    analysis = parser.parse(Article(id="a", text=text, origin=Origin(path="a"), provenance=HAND))
    return analysis if isinstance(analysis, Analysis) else None


def published_on(parts: tuple[int, int, int] | None) -> When | None:
    """A day of publication."""
    if parts is None:
        return None
    return When(earliest=date(*parts), latest=date(*parts), precision=Precision.DAY, basis=Basis.WRITTEN)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, published=PUBLISHED)
def test_any_text_is_read(parser: Parser, text: str, published: tuple[int, int, int] | None) -> None:
    """Whatever the text, spans lie in it in order, and a second reading finds the same."""
    analysis = analyse(parser, text)
    if analysis is None:
        return
    times = find_times(analysis, published_on(published))
    assert times == find_times(analysis, published_on(published))
    ends = [0]
    for found in times:
        assert ends[-1] <= found.span.start < found.span.end <= len(text)
        ends.append(found.span.end)
    for event in find_events(analysis, times, (), ()):
        assert event.sentence.holds(event.trigger)
    for figure in find_figures(analysis, times, (), ()):
        assert figure.span.cut(text)
        assert figure.low <= figure.high


@pytest.mark.parametrize("words", ["29 February 2019", "31-09-2020", "year 0", "the 45th of June", "32 May 2001"])
def test_impossible_dates_have_no_day(parser: Parser, words: str) -> None:
    """A day that no calendar has is not dated."""
    analysis = analyse(parser, f"It was signed on {words} in Tarnov.")
    assert analysis is not None
    assert all(found.when is None or found.when.precision is not Precision.DAY for found in find_times(analysis, None))


def test_cost_is_linear(parser: Parser) -> None:
    """Three times as long a paragraph costs not much more than three times as much."""
    sentence = "On Monday 40 men met in Tarnov, and last year 2,500 of them left for the coast in May 2014. "
    spent = []
    for repeats in (60, 180):
        analysis = analyse(parser, sentence * repeats)
        assert analysis is not None
        start = clock.process_time()
        times = find_times(analysis, published_on((2021, 3, 17)))
        find_events(analysis, times, (), ())
        find_figures(analysis, times, (), ())
        spent.append(clock.process_time() - start)
    assert spent[1] < 7 * spent[0] + 0.2
