"""What a matched date means that is written out: one function for each `kind` of rule that names one.

Each takes the named groups of the match and the anchor, and gives a Reading, or None where the words turn out
to name no time ("31-09", month 13). An expression that cannot be anchored keeps X in its value; nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import date

from onrecord.model import Basis, TimeType
from onrecord.timeline import calendar
from onrecord.timeline.anchor import UNKNOWN_DAY, Anchor, Reading
from onrecord.timeline.grammar import get_words
from onrecord.timeline.numerals import parse_rank
from onrecord.timeline.years import (
    Groups,
    before_christ,
    dated,
    full_year,
    look_up,
    nearest_year,
    step_of,
    valid_day,
    written_year,
    year_of_weekday,
)

_DATE = TimeType.DATE
_FAR_AHEAD = 240
"""Days; a feast so far ahead is the one that has been, unless the words say otherwise."""


def read_day(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "September 1, 1939", "26 October", "Monday, Oct. 5", "Friday the 13th"."""
    number = parse_rank(groups["nth"]) if "nth" in groups else int(groups["day"])
    if number is None:
        return None
    if "month" not in groups:
        return _read_day_of_month(number, anchor, step_of(groups.get("rel", "")))
    month = look_up("months", groups["month"])
    if (year := written_year(groups, anchor)) is not None:
        value = valid_day(f"{year:04}-{month:02}-{number:02}")
        return dated(value) if value else None
    value = valid_day(f"XXXX-{month:02}-{number:02}")
    if value is None:
        return None
    year, basis = nearest_year(month, number, anchor)
    if year and "weekday" in groups:
        year = year_of_weekday(year, value[5:], look_up("weekdays", groups["weekday"]))
    return dated(valid_day(f"{year:04}{value[4:]}") or value if year else value, basis)


def _read_day_of_month(number: int, anchor: Anchor, step: int = 0) -> Reading | None:
    base = anchor.there
    if not 1 <= number <= 31:
        return None
    month = calendar.shift(base, "M", step) if base else None
    if month is None:
        return Reading(type=_DATE, value=f"XXXX-XX-{number:02}")
    value = valid_day(f"{month}-{number:02}")
    return Reading(type=_DATE, value=value or f"XXXX-XX-{number:02}", basis=Basis.CONTEXT)


def read_numeric_day(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "2015-03-04", "10/30/89", "21/04/2016"; the order of day and month as the article writes it elsewhere."""
    if "month2" in groups:
        value = valid_day(f"{int(groups['year']):04}-{int(groups['month2']):02}-{int(groups['day']):02}")
        if value and "time" in groups:
            return Reading(type=TimeType.TIME, value=f"{value}T{groups['time']}")
        return dated(value) if value else None
    first, second = int(groups["a"]), int(groups["b"])
    month, day = (second, first) if anchor.day_first else (first, second)
    if month > 12:
        month, day = day, month
    if "yy" not in groups:
        if not valid_day(f"XXXX-{month:02}-{day:02}"):
            return None
        year, basis = nearest_year(month, day, anchor)
        return dated(f"{year:04}-{month:02}-{day:02}" if year else f"XXXX-{month:02}-{day:02}", basis)
    value = valid_day(f"{full_year(groups['yy'], anchor):04}-{month:02}-{day:02}")
    return dated(value) if value else None


def read_numeric_month(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "2015-03", "3/2015"."""
    return dated(f"{int(groups['year']):04}-{int(groups['month2']):02}")


def read_month(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "June 1944", "early May", "the end of April 1917"."""
    month = look_up("months", groups["month"])
    year, basis = written_year(groups, anchor), Basis.WRITTEN
    if year is None:
        if counted := before_christ(groups, anchor, f"-{month:02}"):
            return counted
        year, basis = nearest_year(month, None, anchor)
    return dated(f"{year:04}-{month:02}" if year else f"XXXX-{month:02}", basis)


def read_season(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the summer of 2014", "the spring"."""
    code = get_words()["seasons"][groups["season"]]
    year, basis = written_year(groups, anchor), Basis.WRITTEN
    if year is None:
        if counted := before_christ(groups, anchor, f"-{code}"):
            return counted
        base = anchor.here or anchor.there
        if base is None:
            return Reading(type=_DATE, value=f"XXXX-{code}")
        year, basis = base.year, anchor.basis
        start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
        if not anchor.narrative and anchor.tense < 0 and start > base.month:
            year -= 1
    return dated(f"{year:04}-{code}", basis)


def read_year(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "2015", "late 1942", "fiscal 1990", "nineteen ninety-six"."""
    year = written_year(groups, anchor)
    return dated(f"{year:04}") if year is not None else None


def read_bc(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "490 BC", "the spring of 480 BC"."""
    season = f"-{get_words()['seasons'][groups['season']]}" if "season" in groups else ""
    if "month" in groups:
        season = f"-{look_up('months', groups['month']):02}"
    return dated(f"BC{int(groups['bc']):04}{season}")


def read_decade(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the 1990s", "the late '80s", "the nineties"."""
    if "decade" in groups:
        return dated(groups["decade"][:3])
    digit = groups["decade2"][0] if "decade2" in groups else str(get_words()["decades"][groups["decadeword"]])
    century = 20 if anchor.published and anchor.published.year >= 2025 and digit in "12" else 19
    return dated(f"{century}{digit}")


def read_century(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the 19th century" is 18, by TIMEX3's count of leading digits."""
    rank = parse_rank(groups["nth"])
    if rank is None or rank < 1:
        return None
    return dated(f"BC{rank - 1:02}" if "era" in groups else f"{rank - 1:02}")


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


def read_quarter(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the third quarter", "Q3 2020", "the year-earlier first quarter"."""
    written = groups["quarter"]
    digit = re.search(r"[1-4]", written)
    number = int(digit[0]) if digit else _QUARTERS[re.split(r"[ -]", written)[0]]
    year, basis = written_year(groups, anchor), Basis.WRITTEN
    if year is None and (base := anchor.here or anchor.there):
        year, basis = base.year, anchor.basis
        ended = date(base.year, 3 * number - 2, 1) <= base
        if not ended and anchor.tense <= 0 and number == 4 and base.month <= 6:
            year -= 1
        if groups.get("latter", "").startswith("year-"):
            year -= 1
    return dated(f"{year:04}-Q{number}" if year else f"XXXX-Q{number}", basis)


def read_half(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the first half of 1999", "2016 H2"."""
    written = groups.get("half", groups.get("halfdigit", ""))
    number = 1 if "first" in written or "1" in written else 2
    year = written_year(groups, anchor)
    if year is None:
        year = anchor.there.year if anchor.there else None
    return dated(f"{year:04}-H{number}" if year else f"XXXX-H{number}", anchor.basis)


def read_holiday(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "Christmas 1914", "Thanksgiving"; feasts without a rule are named, not dated."""
    name = groups["holiday"].replace("’", "'")
    rule = get_words()["holidays"][name]
    if not rule:
        return Reading(type=_DATE, value="")
    year, basis = written_year(groups, anchor), Basis.WRITTEN
    if year is None:
        base, basis = anchor.here or anchor.there, anchor.basis
        if base is None:
            return Reading(type=_DATE, value=UNKNOWN_DAY)
        year = base.year
        this = calendar.holiday(rule, year)
        is_past = step_of(groups.get("rel", "")) < 0 or anchor.tense < 0
        if this and this > base and (is_past or (anchor.tense == 0 and (this - base).days > _FAR_AHEAD)):
            year -= 1
        elif this and (step_of(groups.get("rel", "")) > 0 or anchor.tense > 0) and this < base:
            year += 1
    day = calendar.holiday(rule, year)
    return dated(day.isoformat(), basis) if day else None
