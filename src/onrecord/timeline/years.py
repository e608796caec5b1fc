"""Which year a date has: the one written, one named from here, or the one its month and tense make likeliest."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.model import Basis, TimeType
from onrecord.timeline import calendar
from onrecord.timeline.anchor import Anchor, Reading
from onrecord.timeline.grammar import get_words
from onrecord.timeline.numerals import parse_spelled_year

Groups = Mapping[str, str]

_PAST_RELS = ("last", "past", "previous", "preceding")


_NEXT_RELS = ("next", "coming", "following", "upcoming")


def look_up(table: str, written: str) -> int:
    """The number of a month or weekday as written."""
    return int(get_words()[table][written.rstrip(".")])


def written_year(groups: Groups, anchor: Anchor) -> int | None:
    """The year written in the groups: in digits, in words, or as "of last year"."""
    if "year" in groups:
        return int(groups["year"])
    if "spelled" in groups:
        return parse_spelled_year(groups["spelled"])
    if "yy" in groups:
        return full_year(groups["yy"], anchor)
    if anchor.ahead:
        return int(anchor.ahead)
    if "ofyear" in groups:
        return named_year(groups["ofyear"], anchor)
    return None


def named_year(written: str, anchor: Anchor) -> int | None:
    """The year of "this year", "last year", "that year"."""
    from_here = any(word in written for word in ("this", "next", "last"))
    base = anchor.here if from_here else anchor.there
    return base.year + step_of(written) if base else None


def full_year(two: str, anchor: Anchor) -> int:
    """The year that two digits stand for; up to twenty years after publication they look ahead."""
    if len(two) == 4:
        return int(two)
    pivot = anchor.published.year % 100 + 20 if anchor.published and anchor.published.year >= 2000 else 40
    return int(two) + (2000 if int(two) <= pivot else 1900)


def step_of(rel: str) -> int:
    """-1 for "last" and its like, +1 for "next" and its like, else 0."""
    words = rel.split()
    if any(word in _PAST_RELS for word in words) and "this" not in words:
        return -1
    return 1 if any(word in _NEXT_RELS for word in words) and "this" not in words else 0


def dated(value: str, basis: Basis = Basis.WRITTEN) -> Reading:
    """A date with this value."""
    return Reading(type=TimeType.DATE, value=value, basis=basis)


def valid_day(value: str) -> str | None:
    """The value if it is a day of the calendar, or has an unknown year and a day some year has."""
    if value.startswith("XXXX-"):
        return value if calendar.parse_days("2000" + value[4:]) else None
    return value if calendar.parse_days(value) else None


def _running_year(month: int, anchor: Anchor) -> int | None:
    """The year that puts `month` nearest to the month spoken of before; a year named since then overrules."""
    spoken, fine = anchor.spoken, anchor.spoken_month
    if fine is None or spoken is None:
        return spoken.year if spoken else None
    if len(anchor.context) == 4:
        return spoken.year
    distance = {year: abs((year - fine.year) * 12 + month - fine.month) for year in range(fine.year - 1, fine.year + 2)}
    return min(distance, key=lambda year: (distance[year], -year))


_YEAR_WINDOWS = {-1: (-300, 70), 0: (-240, 120), 1: (-31, 330)}
"""By tense: how many days before and after publication a date without a year may lie."""


def nearest_year(month: int, day: int | None, anchor: Anchor) -> tuple[int | None, Basis]:
    """The year of a month or day written without one, and what that rests on.

    In a narrative the year goes on from the date before; in news the tense decides, and without one the nearest.
    """
    if anchor.narrative:
        return _running_year(month, anchor), Basis.CONTEXT
    base = anchor.published
    if base is None:
        return (anchor.spoken.year, Basis.CONTEXT) if anchor.spoken else (None, Basis.WRITTEN)
    ahead = (month - base.month) * 31 + ((day or base.day) - base.day)
    earliest, latest = _YEAR_WINDOWS[anchor.tense]
    return base.year + (1 if ahead < earliest else 0) - (1 if ahead > latest else 0), Basis.PUBLICATION


def year_of_weekday(year: int, day: str, weekday: int) -> int:
    """The year, or the one before or after it, in which `day` ("05-16") falls on `weekday` (1 Monday); else `year`."""
    for near in (year, year - 1, year + 1):
        days = calendar.parse_days(f"{near:04}-{day}")
        if days and days[0].isoweekday() == weekday:
            return near
    return year


def before_christ(groups: Groups, anchor: Anchor, suffix: str = "") -> Reading | None:
    """A season, month or year counted from a year before Christ; None where the text speaks of no such year."""
    if not (anchor.narrative and anchor.context.startswith("BC") and anchor.context[2:6].isdigit()):
        return None
    year = int(anchor.context[2:6]) - (0 if suffix else step_of(groups.get("rel", "")))
    if groups.get("unit") == "decade":
        return dated(f"BC{year // 10 - step_of(groups.get('rel', '')):03}", Basis.CONTEXT)
    return dated(f"BC{year:04}{suffix}", Basis.CONTEXT) if year > 0 else None
