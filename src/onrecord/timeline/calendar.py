"""Calendar arithmetic: what day range a TIMEX3 value covers, and which value lies so many units away.

Values follow TimeML 1.2.1: 2020-08-17, 2020-W33, 2020-W33-WE, 2020-08, 2020-Q3, 2020-H2, 2020-SU, 2020, 202
(a decade), 20 (a century); weeks are ISO 8601 weeks.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.model import Precision

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?(?:T.*)?"
)
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}

Days = tuple[date, date, Precision]


def parse_days(value: str) -> Days | None:
    """First and last day of a TIMEX3 date value and its precision; None where it is no date of the calendar.

    A season is meteorological (June to August is summer; winter of a year begins in its December).
    """
    if re.fullmatch(r"\d{3}|\d{2}", value):
        return _parse_long(value)
    found = _VALUE.fullmatch(value)
    if not found:
        return None
    try:
        return _parse_parts(found)
    except (ValueError, OverflowError):
        return None


def _parse_long(value: str) -> Days | None:
    width = 10 if len(value) == 3 else 100
    first = int(value) * width
    if not 1 <= first <= 9900:
        return None
    precision = Precision.DECADE if width == 10 else Precision.INTERVAL
    return date(first, 1, 1), date(first + width - 1, 12, 31), precision


def _parse_parts(found: re.Match[str]) -> Days:
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return day, day, Precision.DAY
    if found["month"]:
        return _months(year, int(found["month"]), 1, Precision.MONTH)
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        first = monday + timedelta(days=5) if found["weekend"] else monday
        return first, monday + timedelta(days=6), Precision.WEEK
    if found["quarter"]:
        return _months(year, 3 * int(found["quarter"]) - 2, 3, Precision.INTERVAL)
    if found["half"]:
        return _months(year, 6 * int(found["half"]) - 5, 6, Precision.INTERVAL)
    if found["season"]:
        return _months(year, _SEASON_MONTHS[found["season"]][0], 3, Precision.SEASON)
    return date(year, 1, 1), date(year, 12, 31), Precision.YEAR


def _months(year: int, month: int, count: int, precision: Precision) -> Days:
    if not 1 <= month <= 12:
        raise ValueError(month)
    after = add_months(date(year, month, 1), count)
    return date(year, month, 1), after - timedelta(days=1), precision


def add_months(day: date, count: int) -> date:
    """The first of the month `count` months after that of `day`; OverflowError outside the years 1 to 9999."""
    index = day.year * 12 + day.month - 1 + count
    if not 12 <= index < 10_000 * 12:
        raise OverflowError(f"{count} months from {day} leave the calendar")
    return date(index // 12, index % 12 + 1, 1)


def format_value(day: date, grain: str) -> str:
    """The TIMEX3 value of the `grain` ("D", "W", "WE", "M", "Q", "Y", "E", "C") that holds `day`."""
    week = day.isocalendar()
    return {
        "D": day.isoformat(),
        "W": f"{week.year:04}-W{week.week:02}",
        "WE": f"{week.year:04}-W{week.week:02}-WE",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04}",
        "E": f"{day.year // 10:03}",
        "C": f"{day.year // 100:02}",
    }[grain]


_IN_DAYS = {"D": 1, "W": 7, "WE": 7}
_IN_MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}


def shift(day: date, grain: str, count: int) -> str | None:
    """The value of the `grain` that lies `count` grains from the one holding `day`; None outside the calendar."""
    try:
        if grain in _IN_DAYS:
            return format_value(day + timedelta(days=count * _IN_DAYS[grain]), grain)
        return format_value(add_months(day, count * _IN_MONTHS[grain]), grain)
    except OverflowError:
        return None


def nearest_weekday(base: date, weekday: int, direction: int) -> date | None:
    """The `weekday` (1 Monday) nearest to `base`: before or on it (-1), after or on it (+1)."""
    distance = (weekday - base.isoweekday()) % 7 if direction > 0 else -((base.isoweekday() - weekday) % 7)
    try:
        return base + timedelta(days=distance)
    except OverflowError:
        return None


def nth_weekday(year: int, month: int, weekday: int, rank: int) -> date | None:
    """The `rank`-th `weekday` of a month (-1: the last); None where the month has none."""
    try:
        if rank < 0:
            last = add_months(date(year, month, 1), 1) - timedelta(days=1)
            return last - timedelta(days=(last.isoweekday() - weekday) % 7)
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (rank - 1))
    except (ValueError, OverflowError):
        return None
    return day if day.month == month else None


def easter(year: int) -> date:
    """Easter Sunday, Gregorian (the anonymous algorithm of Nature 13, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    n = h + k - 7 * m + 114
    return date(year, n // 31, n % 31 + 1)


def holiday(rule: str, year: int) -> date | None:
    """The day a holiday's `rule` (see `words.toml`) gives in `year`; None where it gives none."""
    if not 1 <= year <= 9998:
        return None
    name, *numbers = rule.split()
    if name == "nth":
        return nth_weekday(year, *(int(number) for number in numbers))
    if name == "easter":
        return easter(year) + timedelta(days=int(numbers[0]))
    if name == "thanksgiving":
        thursday = nth_weekday(year, 11, 4, 4)
        return thursday + timedelta(days=int(numbers[0])) if thursday else None
    if name == "election":
        monday = nth_weekday(year, 11, 1, 1)
        return monday + timedelta(days=1) if monday else None
    return date.fromisoformat(f"{year:04}-{rule}")


_STRETCH_DAYS = {"D": 1, "W": 7, "W2": 14}
_STRETCH_MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "M6": 6}


def stretch(today: date, letter: str, count: float) -> tuple[date, date] | None:
    """The days of "the past three weeks" (`count` -3) or "the next two months", counted from `today`; None for units
    shorter than a day or beyond all calendars.
    """
    try:
        if letter in _STRETCH_DAYS:
            other = today + round(count * _STRETCH_DAYS[letter]) * date.resolution
        elif letter in _STRETCH_MONTHS:
            first = add_months(today, round(count * _STRETCH_MONTHS[letter]))
            length = add_months(first, 1) - first
            other = first + (min(today.day, length.days) - 1) * date.resolution
        else:
            return None
        return (today + date.resolution, other) if count > 0 else (other, today)
    except OverflowError:
        return None
