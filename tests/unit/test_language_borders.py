"""Where paragraphs, chunks and sentences may begin."""

from __future__ import annotations

from onrecord.language.borders import sentence_starts
from onrecord.language.paragraphs import find_paragraphs, iter_chunks
from onrecord.model import Span


def starts(words: str) -> dict[str, bool]:
    """What is settled for which word of a line of tokens."""
    tokens = words.split()
    return {word: mark for word, mark in zip(tokens, sentence_starts(tokens), strict=True) if mark is not None}


def test_paragraphs_are_lines_without_outer_space() -> None:
    """Blank lines are none."""
    text = "  One. \n\n \tTwo.\r\nThree."
    assert [span.cut(text) for span in find_paragraphs(text)] == ["One.", "Two.", "Three."]


def test_the_headline_is_a_paragraph_of_its_own() -> None:
    """No paragraph crosses the beginning of the body, even without a line end."""
    text = "Pier closed The pier was closed."
    assert [span.cut(text) for span in find_paragraphs(text, 12)] == ["Pier closed", "The pier was closed."]


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    """The last sentence-like end that fits is the border."""
    text = "One is here. Two is here. Three is here."
    chunks = [span.cut(text) for span in iter_chunks(text, Span(start=0, end=len(text)), limit=28)]
    assert chunks == ["One is here. Two is here. ", "Three is here."]


def test_a_paragraph_without_sentence_or_space_is_cut_at_the_limit() -> None:
    """Nothing is lost and no chunk is longer than the limit."""
    text = "x" * 25
    assert [len(span) for span in iter_chunks(text, Span(start=0, end=25), limit=10)] == [10, 10, 5]


def test_a_closing_mark_begins_no_sentence() -> None:
    """The closing mark belongs to the sentence it closes; the capitalised word after it begins one."""
    assert starts("“ We sail . ” Nobody")["”"] is False
    assert starts("“ We sail . ” Nobody")["Nobody"] is True


def test_a_cue_after_a_comma_quote_stays_in_the_sentence() -> None:
    """After a comma inside the quote the sentence goes on."""
    assert starts("“ We sail , ” Larsen said")["Larsen"] is False


def test_an_opening_mark_after_a_full_stop_begins_a_sentence() -> None:
    """And the word after the mark does not."""
    assert starts("Nobody came . “ We sail")["“"] is True
    assert starts("Nobody came . “ We sail")["We"] is False


def test_titles_stand_before_names() -> None:
    """No sentence ends with "Gen." or "Sen."."""
    assert starts("He met Gen. Holm")["Holm"] is False


def test_a_country_abbreviation_before_a_noun_ends_nothing() -> None:
    """After "U.S." a word that seldom opens a sentence goes on with it; "The" is left to the parser."""
    assert starts("The U.S. Navy sailed")["Navy"] is False
    assert "The" not in starts("in the U.S. The")


def test_a_dateline_is_a_sentence_of_its_own() -> None:
    """The first word after the dash begins the story."""
    assert starts("SANDVIK , North Island — The pier closed")["The"] is True


def test_capitals_alone_make_no_dateline() -> None:
    """A shouted sentence with a dash inside is left to the parser."""
    assert "AND" not in starts("THIS is not it — AND so on")
