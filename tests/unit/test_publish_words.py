"""How the dossier says dates, numbers and sentences."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.model import Basis, Precision, Span, When
from onrecord.publish.camps import leading_direction, split_camps, wrap
from onrecord.publish.dates import explain_when, say_interval, say_when
from onrecord.publish.quantities import say_number
from onrecord.publish.sentences import LONGEST, find_window, mark_words, sentence_borders
from onrecord.publish.stands import Side
from onrecord.publish.strip import find_ticks


def _when(first: str, last: str, precision: Precision, written: str = "") -> When:
    return When(
        earliest=date.fromisoformat(first), latest=date.fromisoformat(last), precision=precision,
        basis=Basis.PUBLICATION, written=written,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "precision", "said"),
    [
        ("2023-03-04", "2023-03-04", Precision.DAY, "4 March 2023"),
        ("2023-03-06", "2023-03-12", Precision.WEEK, "week of 6 March 2023"),
        ("2023-03-01", "2023-03-31", Precision.MONTH, "March 2023"),
        ("2014-06-01", "2014-08-31", Precision.SEASON, "summer 2014"),
        ("2013-12-01", "2014-02-28", Precision.SEASON, "winter 2013/14"),
        ("2014-06-21", "2014-09-20", Precision.SEASON, "21 June – 20 September 2014"),
        ("2020-01-01", "2020-12-31", Precision.YEAR, "2020"),
        ("1990-01-01", "1999-12-31", Precision.DECADE, "1990s"),
        ("2023-05-18", "2023-05-19", Precision.INTERVAL, "18–19 May 2023"),
        ("2022-12-30", "2023-01-02", Precision.INTERVAL, "30 December 2022 – 2 January 2023"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(first: str, last: str, precision: Precision, said: str) -> None:
    """A month is a month and a window a window; no day is made up."""
    assert say_when(_when(first, last, precision)) == said


def test_a_date_says_what_it_rests_on() -> None:
    """The expression that was read and how it was counted stand beside the date."""
    when = _when("2023-03-04", "2023-03-04", Precision.DAY, "last Saturday")
    assert explain_when(when) == "“last Saturday”, counted from the day of publication"
    assert say_interval(date(2023, 3, 3), date(2023, 6, 5)) == "3 March – 5 June 2023"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (1.2e9, 1.2e9, "1,200,000,000"),
        (20, 30, "20–30"),
        (1 / 3, 1 / 3, "0.3333"),
        (-4, -4, "-4"),
        (65.6 * 1e6, 65.6 * 1e6, "65,600,000"),
        (0, 0, "0"),
    ],
)
def test_a_number_is_said_in_digits(low: float, high: float, said: str) -> None:
    """Thousands are parted, ranges keep both ends, fractions are not rounded to whole numbers."""
    assert say_number(low, high) == said


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rains. It pours.", ["It rains.", "It pours."]),
        ("“It rains.” He left.", ["“It rains.”", "He left."]),
        ("Mr. Orr met Gen. A. B. Vane. They spoke.", ["Mr. Orr met Gen. A. B. Vane.", "They spoke."]),
        ("A headline\nA body", ["A headline", "A body"]),
        ("It cost 1.2 billion. so what", ["It cost 1.2 billion. so what"]),
        ("مرحبا. كيف الحال؟", ["مرحبا.", "كيف الحال؟"]),
    ],
)
def test_sentences_end_at_punctuation_that_ends_them(text: str, sentences: list[str]) -> None:
    """Abbreviations, initials and decimals do not end a sentence; closing quotes belong to theirs."""
    assert [text[start:end] for start, end in sentence_borders(text)] == sentences


def test_the_whole_sentence_stands_around_the_marked_words() -> None:
    """A line shows the sentence, no more, with its words marked and nothing changed."""
    text = "Before. The mayor said the pier was safe. After."
    span = Span(start=text.index("the pier"), end=text.index(" safe"))
    runs = mark_words(text, find_window(text, [span]), [(span, "content")])
    assert "".join(run.text for run in runs) == "The mayor said the pier was safe."
    assert [run.text for run in runs if run.mark] == ["the pier was"]


def test_marks_that_overlap_lose_no_word() -> None:
    """Overlapping marks give each word once."""
    text = "Ada said it is so."
    runs = mark_words(
        text, find_window(text, [Span(start=0, end=17)]),
        [(Span(start=0, end=11), "content"), (Span(start=4, end=17), "source"), (Span(start=0, end=3), "source")],
    )  # fmt: skip
    assert "".join(run.text for run in runs) == text


def test_a_line_of_endless_text_is_cut_and_says_so() -> None:
    """A paragraph of twenty thousand words does not flood the page; the cut shows."""
    text = "word " * 20000
    span = Span(start=50000, end=59000)
    shown = "".join(run.text for run in mark_words(text, find_window(text, [span]), [(span, "content")]))
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) <= LONGEST + 4


def test_camps_are_those_who_mostly_agree() -> None:
    """Actors who take the same sides stand together, whatever their order."""
    taken = {
        ("a", "x"): Side.FOR, ("b", "x"): Side.AGAINST, ("c", "x"): Side.FOR,
        ("a", "y"): Side.AGAINST, ("b", "y"): Side.FOR, ("d", "y"): Side.FOR,
    }  # fmt: skip
    left, right = split_camps(["a", "b", "c", "d"], ["x", "y"], taken)
    assert (set(left), set(right)) == ({"a", "c"}, {"b", "d"})
    assert split_camps(["d", "c", "b", "a"], ["x", "y"], taken) == (["c", "a"], ["d", "b"])


def test_a_debate_without_direction_still_has_one() -> None:
    """Rows that cancel out or hold nothing give a direction, not an error."""
    assert leading_direction([[0.0, 0.0]]) == [1.0, 1.0]


def test_a_label_keeps_to_its_width() -> None:
    """Lines of a label are never longer than their room, even for one endless word."""
    assert wrap("The pier should be built", 10) == ("The pier", "should be", "built")
    assert wrap("x" * 50, 10) == ("x" * 9 + "…",)


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(2023, 5, 2), date(2023, 5, 9), ["2 May 2023", "9 May 2023"]),
        (date(2023, 3, 3), date(2023, 6, 5), ["Apr 2023", "May 2023", "Jun 2023"]),
        (date(2010, 6, 1), date(2013, 2, 1), ["2011", "2012", "2013"]),
    ],
)
def test_the_axis_has_few_round_dates(first: date, last: date, labels: list[str]) -> None:
    """Months or years as the time allows, and both ends of a short one."""
    assert [tick.label for tick in find_ticks(first, last)] == labels
