"""Days behind TIMEX3 values, and what lies so many units away."""

from datetime import date

import pytest

from onrecord.model import Precision
from onrecord.timeline import calendar


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2020-08-17", date(2020, 8, 17), date(2020, 8, 17), Precision.DAY),
        ("2020-08-17TNI", date(2020, 8, 17), date(2020, 8, 17), Precision.DAY),
        ("2020-W01", date(2019, 12, 30), date(2020, 1, 5), Precision.WEEK),
        ("2020-W01-WE", date(2020, 1, 4), date(2020, 1, 5), Precision.WEEK),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), Precision.MONTH),
        ("2019-Q3", date(2019, 7, 1), date(2019, 9, 30), Precision.INTERVAL),
        ("2014-SU", date(2014, 6, 1), date(2014, 8, 31), Precision.SEASON),
        ("2014-WI", date(2014, 12, 1), date(2015, 2, 28), Precision.SEASON),
        ("199", date(1990, 1, 1), date(1999, 12, 31), Precision.DECADE),
    ],
)
def test_days_of_a_value(value: str, first: date, last: date, precision: Precision) -> None:
    """A value covers the days of its day, week, month, quarter, season or decade."""
    assert calendar.parse_days(value) == (first, last, precision)


@pytest.mark.parametrize(
    "value", ["2019-02-29", "2020-09-31", "0000", "XXXX-08-17", "BC0490", "2020-W54", "PAST_REF", ""]
)
def test_no_days(value: str) -> None:
    """What is no date of the calendar covers no days."""
    assert calendar.parse_days(value) is None


def test_shifting_leaves_the_calendar_quietly() -> None:
    """Counting out of the years 1 to 9999 gives no value."""
    assert calendar.shift(date(2020, 1, 1), "Y", -5000) is None
    assert calendar.shift(date(2020, 1, 31), "M", 1) == "2020-02"


def test_moving_feasts() -> None:
    """Easter, Thanksgiving and election day fall where the calendar puts them."""
    assert calendar.easter(2021) == date(2021, 4, 4)
    assert calendar.holiday("nth 11 4 4", 2020) == date(2020, 11, 26)
    assert calendar.holiday("election", 2020) == date(2020, 11, 3)
    assert calendar.nth_weekday(2021, 2, 1, 5) is None
