"""What a matched date expression means: one function for each `kind` of rule that names a date.

Each takes the named groups of the match and the anchor, and gives a Reading, or None where the words turn out
to name no time ("31-09", month 13). An expression that cannot be anchored keeps X in its value; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from onrecord.model import Basis, TimeType
from onrecord.timeline import calendar
from onrecord.timeline.anchor import UNKNOWN_DAY, UNKNOWN_MONTH, UNKNOWN_YEAR, Anchor, Reading
from onrecord.timeline.grammar import get_words
from onrecord.timeline.numerals import parse_rank, parse_spelled_year

Groups = Mapping[str, str]

_PAST_RELS = ("last", "past", "previous", "preceding")
_NEXT_RELS = ("next", "coming", "following", "upcoming")
_DATE = TimeType.DATE


def _lookup(table: str, written: str) -> int:
    return int(get_words()[table][written.rstrip(".")])


def _year_of(groups: Groups, anchor: Anchor) -> int | None:
    """The year written in the groups: in digits, in words, or as "of last year"."""
    if "year" in groups:
        return int(groups["year"])
    if "spelled" in groups:
        return parse_spelled_year(groups["spelled"])
    if "yy" in groups:
        return _full_year(groups["yy"], anchor)
    if anchor.ahead:
        return int(anchor.ahead)
    if "ofyear" in groups:
        return _rel_year(groups["ofyear"], anchor)
    return None


def _rel_year(written: str, anchor: Anchor) -> int | None:
    from_here = any(word in written for word in ("this", "next", "last"))
    base = anchor.here if from_here else anchor.there
    return base.year + _step(written) if base else None


def _full_year(two: str, anchor: Anchor) -> int:
    if len(two) == 4:
        return int(two)
    pivot = anchor.published.year % 100 + 20 if anchor.published and anchor.published.year >= 2000 else 40
    return int(two) + (2000 if int(two) <= pivot else 1900)


def _step(rel: str) -> int:
    words = rel.split()
    if any(word in _PAST_RELS for word in words) and "this" not in words:
        return -1
    return 1 if any(word in _NEXT_RELS for word in words) and "this" not in words else 0


def _modifier(groups: Groups) -> str:
    written = groups.get("part", "") + " " + groups.get("stretch", "") + groups.get("stretch2", "")
    if re.search(r"early|earlier|start|begin|first|dawn|eve", written):
        return "START"
    if "mid" in written or "height" in written:
        return "MID"
    return "END" if re.search(r"late|end|close|closing|last|second|latter|stretch2", written) else ""


def _dated(value: str, groups: Groups, basis: Basis = Basis.WRITTEN) -> Reading:
    return Reading(type=_DATE, value=value, basis=basis, modifier=_modifier(groups))


def _valid(value: str) -> str | None:
    """The value if it is a day of the calendar, or has an unknown year and a day some year has."""
    if value.startswith("XXXX-"):
        return value if calendar.parse_days("2000" + value[4:]) else None
    return value if calendar.parse_days(value) else None


def read_day(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "September 1, 1939", "26 October", "Monday, Oct. 5", "Friday the 13th"."""
    number = parse_rank(groups["nth"]) if "nth" in groups else int(groups["day"])
    if number is None:
        return None
    if "month" not in groups:
        return _read_day_of_month(number, anchor, _step(groups.get("rel", "")))
    month = _lookup("months", groups["month"])
    if (year := _year_of(groups, anchor)) is not None:
        value = _valid(f"{year:04}-{month:02}-{number:02}")
        return _dated(value, groups) if value else None
    value = _valid(f"XXXX-{month:02}-{number:02}")
    if value is None:
        return None
    year, basis = _nearest_year(month, number, anchor)
    return _dated(_valid(f"{year:04}{value[4:]}") or value if year else value, groups, basis)


def _read_day_of_month(number: int, anchor: Anchor, step: int = 0) -> Reading | None:
    base = anchor.there
    if not 1 <= number <= 31:
        return None
    month = calendar.shift(base, "M", step) if base else None
    if month is None:
        return Reading(type=_DATE, value=f"XXXX-XX-{number:02}")
    value = _valid(f"{month}-{number:02}")
    return Reading(type=_DATE, value=value or f"XXXX-XX-{number:02}", basis=Basis.CONTEXT)


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


def _nearest_year(month: int, day: int | None, anchor: Anchor) -> tuple[int | None, Basis]:
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


def read_numeric_day(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "2015-03-04", "10/30/89", "21/04/2016"; the order of day and month as the article writes it elsewhere."""
    if "month2" in groups:
        value = _valid(f"{int(groups['year']):04}-{int(groups['month2']):02}-{int(groups['day']):02}")
        if value and "time" in groups:
            return Reading(type=TimeType.TIME, value=f"{value}T{groups['time']}")
        return _dated(value, groups) if value else None
    first, second = int(groups["a"]), int(groups["b"])
    month, day = (second, first) if anchor.day_first else (first, second)
    if month > 12:
        month, day = day, month
    if "yy" not in groups:
        if not _valid(f"XXXX-{month:02}-{day:02}"):
            return None
        year, basis = _nearest_year(month, day, anchor)
        return _dated(f"{year:04}-{month:02}-{day:02}" if year else f"XXXX-{month:02}-{day:02}", groups, basis)
    value = _valid(f"{_full_year(groups['yy'], anchor):04}-{month:02}-{day:02}")
    return _dated(value, groups) if value else None


def read_numeric_month(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "2015-03", "3/2015"."""
    return _dated(f"{int(groups['year']):04}-{int(groups['month2']):02}", groups)


def read_month(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "June 1944", "early May", "the end of April 1917"."""
    month = _lookup("months", groups["month"])
    year, basis = _year_of(groups, anchor), Basis.WRITTEN
    if year is None:
        if before_christ := _bc_value(groups, anchor, f"-{month:02}"):
            return before_christ
        year, basis = _nearest_year(month, None, anchor)
    return _dated(f"{year:04}-{month:02}" if year else f"XXXX-{month:02}", groups, basis)


def read_season(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the summer of 2014", "the spring"."""
    code = get_words()["seasons"][groups["season"]]
    year, basis = _year_of(groups, anchor), Basis.WRITTEN
    if year is None:
        if before_christ := _bc_value(groups, anchor, f"-{code}"):
            return before_christ
        base = anchor.here or anchor.there
        if base is None:
            return Reading(type=_DATE, value=f"XXXX-{code}")
        year, basis = base.year, anchor.basis
        start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
        if not anchor.narrative and anchor.tense < 0 and start > base.month:
            year -= 1
    return _dated(f"{year:04}-{code}", groups, basis)


def read_year(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "2015", "late 1942", "fiscal 1990", "nineteen ninety-six"."""
    year = _year_of(groups, anchor)
    return _dated(f"{year:04}", groups) if year is not None else None


def read_bc(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "490 BC", "the spring of 480 BC"."""
    season = f"-{get_words()['seasons'][groups['season']]}" if "season" in groups else ""
    if "month" in groups:
        season = f"-{_lookup('months', groups['month']):02}"
    return _dated(f"BC{int(groups['bc']):04}{season}", groups)


def read_decade(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the 1990s", "the late '80s", "the nineties"."""
    if "decade" in groups:
        return _dated(groups["decade"][:3], groups)
    digit = groups["decade2"][0] if "decade2" in groups else str(get_words()["decades"][groups["decadeword"]])
    century = 20 if anchor.published and anchor.published.year >= 2025 and digit in "12" else 19
    return _dated(f"{century}{digit}", groups)


def read_century(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the 19th century" is 18, by TIMEX3's count of leading digits."""
    rank = parse_rank(groups["nth"])
    if rank is None or rank < 1:
        return None
    return _dated(f"BC{rank - 1:02}" if "era" in groups else f"{rank - 1:02}", groups)


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


def read_quarter(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the third quarter", "Q3 2020", "the year-earlier first quarter"."""
    written = groups["quarter"]
    digit = re.search(r"[1-4]", written)
    number = int(digit[0]) if digit else _QUARTERS[re.split(r"[ -]", written)[0]]
    year, basis = _year_of(groups, anchor), Basis.WRITTEN
    if year is None and (base := anchor.here or anchor.there):
        year, basis = base.year, anchor.basis
        ended = date(base.year, 3 * number - 2, 1) <= base
        if not ended and anchor.tense <= 0 and number == 4 and base.month <= 6:
            year -= 1
        if groups.get("latter", "").startswith("year-"):
            year -= 1
    return _dated(f"{year:04}-Q{number}" if year else f"XXXX-Q{number}", groups, basis)


def read_half(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the first half of 1999", "2016 H2"."""
    written = groups.get("half", groups.get("halfdigit", ""))
    number = 1 if "first" in written or "1" in written else 2
    year = _year_of(groups, anchor)
    if year is None:
        year = anchor.there.year if anchor.there else None
    return _dated(f"{year:04}-H{number}" if year else f"XXXX-H{number}", {}, anchor.basis)


def read_holiday(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "Christmas 1914", "Thanksgiving"; feasts without a rule are named, not dated."""
    name = groups["holiday"].replace("’", "'")
    rule = get_words()["holidays"][name]
    if not rule:
        return Reading(type=_DATE, value="")
    year, basis = _year_of(groups, anchor), Basis.WRITTEN
    if year is None:
        base, basis = anchor.here or anchor.there, anchor.basis
        if base is None:
            return Reading(type=_DATE, value=UNKNOWN_DAY)
        year = base.year
        this = calendar.holiday(rule, year)
        if this and (_step(groups.get("rel", "")) < 0 or anchor.tense < 0) and this > base:
            year -= 1
        elif this and (_step(groups.get("rel", "")) > 0 or anchor.tense > 0) and this < base:
            year += 1
    day = calendar.holiday(rule, year)
    return _dated(day.isoformat(), groups, basis) if day else None


_DEICTIC = {"today": 0, "tonight": 0, "overnight": 0, "yesterday": -1, "tomorrow": 1,
            "the day before yesterday": -2, "day before yesterday": -2,
            "the day after tomorrow": 2, "day after tomorrow": 2}  # fmt: skip


def _with_daypart(value: str, groups: Groups, basis: Basis) -> Reading:
    written = groups.get("daypart", "")
    if not written:
        return _dated(value, groups, basis)
    code = next((code for word, code in get_words()["dayparts"].items() if re.search(rf"\b{word}\b", written)), "DT")
    suffix = code if code.startswith("T") else f"T{code}"
    return Reading(type=TimeType.TIME, value=value + suffix, basis=basis, modifier=_modifier(groups))


def read_deictic(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "yesterday", "tonight", "last night", "that morning"."""
    name = groups.get("deictic", "")
    rel = groups.get("rel", "")
    step = _DEICTIC[name] if name else _step(rel)
    anaphoric = rel.startswith(("that", "the"))
    base = anchor.there if anaphoric else anchor.here
    value = calendar.shift(base, "D", step) if base else None
    basis = Basis.CONTEXT if anaphoric else anchor.basis
    if name in ("tonight", "overnight"):
        return Reading(type=TimeType.TIME, value=(value or UNKNOWN_DAY) + "TNI", basis=basis)
    return _with_daypart(value or UNKNOWN_DAY, groups, basis)


def read_weekday(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "Monday", "last Saturday", "Tuesday night", "the following Friday", "Friday next week"."""
    weekday = _lookup("weekdays", groups["weekday"])
    rel = groups.get("rel", "")
    anaphoric = rel.startswith(("following", "that", "previous", "preceding"))
    base = anchor.there if anaphoric else anchor.here
    basis = Basis.CONTEXT if anaphoric else anchor.basis
    if base is None:
        return _with_daypart(f"XXXX-WXX-{weekday}", groups, Basis.WRITTEN)
    if "week" in groups:
        return _with_daypart(_weekday_of(base, weekday, _step(groups["week"])), groups, basis)
    day = _weekday_from(base, weekday, rel, anchor)
    return _with_daypart(day.isoformat(), groups, basis) if day else None


def _weekday_of(base: date, weekday: int, step: int) -> str:
    """The weekday in the week before, of, or after `base`."""
    value = calendar.shift(base, "D", weekday - base.isoweekday() + 7 * step)
    return value or f"XXXX-WXX-{weekday}"


def _weekday_from(base: date, weekday: int, rel: str, anchor: Anchor) -> date | None:
    step, one = _step(rel), date.resolution
    if step:
        return calendar.nearest_weekday(base + step * one, weekday, step)
    if "past" in rel:
        return calendar.nearest_weekday(base - one, weekday, -1)
    if "coming" in rel:
        return calendar.nearest_weekday(base + one, weekday, 1)
    if rel == "this":
        return base + (weekday - base.isoweekday()) * one
    return calendar.nearest_weekday(base, weekday, 1 if anchor.tense > 0 else -1)


def read_nth_weekday(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the first Friday of July", "the last Sunday of next month"."""
    rank = -1 if groups["nth"] == "last" else parse_rank(groups["nth"])
    weekday = _lookup("weekdays", groups["weekday"])
    if "month" in groups:
        month: str | None = getattr(
            read_month({k: v for k, v in groups.items() if k in ("month", "year")}, anchor), "value", None
        )
    else:
        month = calendar.shift(anchor.here, "M", _step(groups["rel"])) if anchor.here else None
    if month is None or rank is None or "X" in month:
        return Reading(type=_DATE, value=UNKNOWN_DAY)
    day = calendar.nth_weekday(int(month[:4]), int(month[5:]), weekday, rank)
    return Reading(type=_DATE, value=day.isoformat(), basis=anchor.basis) if day else None


_UNIT_GRAINS = {"day": "D", "week": "W", "weekend": "WE", "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y",
                "decade": "E", "century": "C", "fiscal year": "Y", "period": "Q"}  # fmt: skip


def _bc_value(groups: Groups, anchor: Anchor, suffix: str = "") -> Reading | None:
    """A season, month or year counted from a year before Christ; None where the text speaks of no such year."""
    if not (anchor.narrative and anchor.context.startswith("BC") and anchor.context[2:6].isdigit()):
        return None
    year = int(anchor.context[2:6]) - (0 if suffix else _step(groups.get("rel", "")))
    if groups.get("unit") == "decade":
        return _dated(f"BC{year // 10 - _step(groups.get('rel', '')):03}", groups, Basis.CONTEXT)
    return _dated(f"BC{year:04}{suffix}", groups, Basis.CONTEXT) if year > 0 else None


def read_relative(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "last year", "the following month", "this summer", "last December", "later that week", "year-end"."""
    rel = groups.get("rel", "the")
    if groups.get("unit") in ("year", "decade") and (before_christ := _bc_value(groups, anchor)):
        return before_christ
    anaphoric = bool(re.match(r"that|the|following|previous|preceding|same|current", rel))
    anaphoric = anaphoric or ("the" in groups and rel == "next" and anchor.tense < 0)
    base = anchor.there if anaphoric and rel != "the" else anchor.here or anchor.there
    basis = Basis.CONTEXT if anaphoric else anchor.basis
    if "month" in groups:
        return _read_rel_month(groups, base, basis)
    unit = groups.get("unit") or groups.get("stretch2", "year")
    if unit in get_words()["seasons"]:
        return _read_rel_season(unit, groups, base, basis)
    grain = _UNIT_GRAINS[unit]
    if grain == "Q" and not _step(rel):
        return _read_this_quarter(groups, anchor)
    step = _step(rel)
    if unit == "weekend" and base and rel == "the" and anchor.tense <= 0 and base.isoweekday() < 6:
        step = -1
    value = calendar.shift(base, grain, step) if base else None
    if value is None:
        unknown = {"D": UNKNOWN_DAY, "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": UNKNOWN_MONTH, "Q": "XXXX-QX"}
        return _dated(unknown.get(grain, UNKNOWN_YEAR), groups, basis)
    return _dated(value, groups, basis)


def _read_this_quarter(groups: Groups, anchor: Anchor) -> Reading:
    """The quarter spoken of, or the last one that is over: results are reported after the quarter's end."""
    running = calendar.format_value(anchor.here, "Q") if anchor.here else ""
    if anchor.quarter and not ("latest" in groups.get("rel", "") and anchor.quarter >= running):
        return _dated(anchor.quarter, groups, Basis.CONTEXT)
    value = calendar.shift(anchor.here, "Q", 0 if anchor.tense > 0 else -1) if anchor.here else None
    return _dated(value or "XXXX-QX", groups, anchor.basis)


def _read_rel_month(groups: Groups, base: date | None, basis: Basis) -> Reading | None:
    month, step, rel = _lookup("months", groups["month"]), _step(groups["rel"]), groups["rel"]
    day = f"-{int(groups['day']):02}" if "day" in groups else ""
    if base is None:
        return _dated(f"XXXX-{month:02}{day}", groups, basis)
    year = base.year
    if "past" in rel or step < 0:
        year -= 1 if month >= base.month else 0
    elif step > 0 or "coming" in rel:
        year += 1 if month <= base.month else 0
    value = _valid(f"{year:04}-{month:02}{day}")
    return _dated(value, groups, basis) if value else None


def _read_rel_season(unit: str, groups: Groups, base: date | None, basis: Basis) -> Reading | None:
    code, rel = get_words()["seasons"][unit], groups["rel"]
    if base is None:
        return _dated(f"XXXX-{code}", groups, basis)
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    year, step = base.year, -1 if "past" in rel else _step(rel)
    if step < 0 and base.month <= start + 2:
        year -= 1
    elif step > 0 and base.month >= start:
        year += 1
    return _dated(f"{year:04}-{code}", groups, basis)


def read_yearly(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "January this year", "June 3 last year"."""
    year = _rel_year(groups["rel"], anchor)
    return (
        read_day({**groups, "year": f"{year:04}"}, anchor)
        if year and "day" in groups
        else (
            _dated(f"{year:04}-{_lookup('months', groups['month']):02}", groups, anchor.basis)
            if year
            else _dated(f"XXXX-{_lookup('months', groups['month']):02}", groups)
        )
    )


def read_fiscal_year(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the year ended ...": a length, its end is the next expression."""
    return Reading(type=TimeType.DURATION, value="P1Y")


def read_week_of(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the week of March 30"."""
    day = read_day(groups, anchor)
    days = calendar.parse_days(day.value) if day else None
    return _dated(calendar.format_value(days[0], "W"), {}, day.basis) if day and days else None


def read_period(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the year-ago quarter", "the latest period", "the 1988 quarter": counted from the quarter spoken of."""
    rel = groups["rel"]
    base = anchor.quarter or (calendar.shift(anchor.here, "Q", -1) if anchor.here else None)
    if base is None:
        return Reading(type=_DATE, value="XXXX-QX")
    year, rest = int(base[:4]), base[4:]
    if rel.isdigit():
        year = int(rel)
    elif rel.startswith("year-") or "ofyear" in groups or rel in ("corresponding", "comparable"):
        year -= 1
    return Reading(type=_DATE, value=f"{year:04}{rest}", basis=Basis.CONTEXT)


def read_reference(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "now", "recently", "the future"."""
    return Reading(type=_DATE, value=get_words()["references"][groups["reference"]])
