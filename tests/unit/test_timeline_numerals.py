"""Counts, ranks and years in words."""

import pytest

from onrecord.timeline.lengths import format_length
from onrecord.timeline.numerals import parse_count, parse_rank, parse_spelled_year


@pytest.mark.parametrize(
    ("written", "count"),
    [("12", 12), ("1,200", 1200), ("2 1/2", 2.5), ("twenty-five", 25), ("a hundred", 100), ("half a", 0.5),
     ("two and a half", 2.5), ("several", None)],
)  # fmt: skip
def test_counts(written: str, count: float | None) -> None:
    """Figures and words give the same number; a vague word gives none."""
    assert parse_count(written) == count


@pytest.mark.parametrize(("written", "rank"), [("3rd", 3), ("third", 3), ("twenty-first", 21), ("many", None)])
def test_ranks(written: str, rank: int | None) -> None:
    """A rank is read from figures or words."""
    assert parse_rank(written) == rank


@pytest.mark.parametrize(
    ("written", "year"),
    [("nineteen ninety-six", 1996), ("two thousand and five", 2005), ("nineteen hundred", 1900), ("twenty two", None)],
)
def test_spelled_years(written: str, year: int | None) -> None:
    """A year in words is read; "twenty two" is a number, not 2002."""
    assert parse_spelled_year(written) == year


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [(2, "years", "P2Y"), (2.5, "years", "P2Y6M"), (0.5, "hour", "PT30M"), (2, "decades", "P20Y"),
     (None, "weeks", "PXW"), (None, "minutes", "PTXM")],
)  # fmt: skip
def test_lengths(count: float | None, unit: str, value: str) -> None:
    """Durations are written as TIMEX3 writes them."""
    assert format_length(count, unit) == value
