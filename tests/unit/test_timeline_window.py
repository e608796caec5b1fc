"""Dates of an article that is only placed in a window."""

from datetime import date

from onrecord.model import Basis, Precision, When
from onrecord.timeline.window import combine, combine_values, days_tried


def day(written: str) -> When:
    """A day counted from publication."""
    one = date.fromisoformat(written)
    return When(earliest=one, latest=one, precision=Precision.DAY, basis=Basis.PUBLICATION, written="x")


WINDOW = When(earliest=date(2020, 1, 3), latest=date(2020, 12, 31), precision=Precision.INTERVAL, basis=Basis.INFERRED)


def test_days_tried_hold_both_ends() -> None:
    """A wide window is sampled with its first and last day."""
    days = days_tried(WINDOW)
    assert (days[0], days[-1]) == (WINDOW.earliest, WINDOW.latest)
    assert len(days) == 25


def test_agreement_is_exact_and_inferred() -> None:
    """Where every day of the window gives the same date, that date stands, on the basis of inference."""
    found = combine([day("2019-12-24")] * 25, WINDOW)
    assert found is not None
    assert (found.earliest, found.latest, found.basis) == (date(2019, 12, 24), date(2019, 12, 24), Basis.INFERRED)


def test_alternatives_wider_than_the_window_are_decided_by_most_days() -> None:
    """A day that is this year's or last year's goes where at least half of the days put it, else nowhere."""
    found = combine([day("2019-06-11")] * 10 + [day("2020-06-11")] * 15, WINDOW)
    assert found is not None
    assert found.earliest == found.latest == date(2020, 6, 11)
    thirds = [day("2018-06-11")] * 8 + [day("2019-06-11")] * 8 + [day("2020-06-11")] * 9
    assert combine(thirds, WINDOW) is None


def test_a_date_that_moves_is_cut_to_the_window() -> None:
    """The words "on Monday" in a window of a year is no wider than the year."""
    mondays = [day(f"2020-{month:02}-06") for month in range(1, 13)] + [day("2019-12-30")]
    found = combine(mondays, WINDOW)
    assert found is not None
    assert found.days <= WINDOW.days


def test_values_keep_what_is_agreed() -> None:
    """Digits on which the days differ become X."""
    assert combine_values(["2020-08-17", "2020-08-18"]) == "2020-08-1X"
    assert combine_values(["2020", "2020"]) == "2020"
