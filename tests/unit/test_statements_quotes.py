"""Which stretches stand between quote marks."""

from __future__ import annotations

import pytest

from onrecord.model import Span
from onrecord.statements.quotes import find_quotes


def quotes_of(text: str) -> list[str]:
    """The outermost quoted stretches of a text whose lines are paragraphs."""
    return [quote.span.cut(text) for quote in find_quotes(text, paragraphs_of(text)) if quote.depth == 0]


def paragraphs_of(text: str) -> list[Span]:
    """The lines of `text`."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line:
            spans.append(Span(start=start, end=start + len(line)))
        start += len(line) + 1
    return spans


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“No,” he said. “Never.”", ["“No,”", "“Never.”"]),
        ('"No," he said. "Never."', ['"No,"', '"Never."']),
        ("«No,» he said.", ["«No,»"]),
        ("„No“, he said.", ["„No“"]),
        ("``No,'' he said.", ["``No,''"]),
        ("''No,'' he said.", ["''No,''"]),
        ("‘No,’ he said.", ["‘No,’"]),
        ("'No,' he said.", ["'No,'"]),
    ],
)
def test_every_kind_of_mark_is_known(text: str, wanted: list[str]) -> None:
    """Curly, straight, angled, low, doubled and single marks all quote."""
    assert quotes_of(text) == wanted


@pytest.mark.parametrize("text", ["It's the crews' ship.", "the '90s", "rock 'n' roll", "The islanders’ ferry’s crew"])
def test_an_apostrophe_is_no_quote_mark(text: str) -> None:
    """Possessives, contractions and elisions open and close nothing."""
    assert quotes_of(text) == []


def test_an_apostrophe_inside_single_marks_does_not_close_them() -> None:
    """A plural possessive inside a quote in single marks is read over."""
    assert quotes_of("‘The crews’ ship won’t sail,’ she said.") == ["‘The crews’ ship won’t sail,’"]


def test_feet_and_inches_are_no_quotes() -> None:
    """Marks after digits measure."""
    assert quotes_of('The mast is 6\'2" thick and 5" wide.') == []


def test_a_mark_turned_the_wrong_way_still_closes() -> None:
    """An opening mark where only a closing one can stand closes."""
    assert quotes_of("“We sail,“ he said.") == ["“We sail,“"]


def test_an_unclosed_quote_that_opens_a_paragraph_runs_to_its_end() -> None:
    """Speech over several paragraphs is closed only at the end of the last."""
    assert quotes_of("“One. Two.\n“Three.”") == ["“One. Two.", "“Three.”"]


def test_an_unclosed_quote_amid_a_sentence_ends_with_the_sentence() -> None:
    """A lost closing mark does not swallow the paragraph."""
    assert quotes_of("The so-called “free port is closed. Nobody sails.") == ["“free port is closed."]


def test_a_second_opening_mark_means_the_first_was_never_closed() -> None:
    """Two speeches are not made one by a lost mark."""
    assert quotes_of("“We sail, he said. “We do.”") == ["“We sail, he said.", "“We do.”"]


def test_quotes_in_quotes_have_a_depth() -> None:
    """Single marks inside double ones stand one level down."""
    text = "“They said ‘no’ twice.”"
    found = find_quotes(text, paragraphs_of(text))
    assert [(quote.span.cut(text), quote.depth) for quote in found] == [(text, 0), ("‘no’", 1)]


def test_the_inside_of_a_quote_is_known() -> None:
    """`inner` leaves out the marks, `closed` says whether the closing one is there."""
    text = "“No.”"
    (quote,) = find_quotes(text, paragraphs_of(text))
    assert quote.inner.cut(text) == "No."
    assert quote.closed
