"""What a matched date means that is counted from another day: one function for each `kind` of rule that names one."""

from __future__ import annotations

import re
from datetime import date

from onrecord.model import Basis, TimeType
from onrecord.timeline import calendar
from onrecord.timeline.anchor import UNKNOWN_DAY, UNKNOWN_MONTH, UNKNOWN_YEAR, Anchor, Reading
from onrecord.timeline.grammar import get_words
from onrecord.timeline.numerals import parse_rank
from onrecord.timeline.readings import read_day, read_month
from onrecord.timeline.years import Groups, before_christ, dated, look_up, named_year, step_of, valid_day

_DATE = TimeType.DATE

_DEICTIC = {"today": 0, "tonight": 0, "overnight": 0, "yesterday": -1, "tomorrow": 1,
            "the day before yesterday": -2, "day before yesterday": -2,
            "the day after tomorrow": 2, "day after tomorrow": 2}  # fmt: skip


def _with_daypart(value: str, groups: Groups, basis: Basis) -> Reading:
    written = groups.get("daypart", "")
    if not written:
        return dated(value, basis)
    code = next((code for word, code in get_words()["dayparts"].items() if re.search(rf"\b{word}\b", written)), "DT")
    suffix = code if code.startswith("T") else f"T{code}"
    return Reading(type=TimeType.TIME, value=value + suffix, basis=basis)


def read_deictic(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "yesterday", "tonight", "last night", "that morning"."""
    name = groups.get("deictic", "")
    rel = groups.get("rel", "")
    step = _DEICTIC[name] if name else step_of(rel)
    anaphoric = rel.startswith(("that", "the"))
    base = anchor.there if anaphoric else anchor.here
    value = calendar.shift(base, "D", step) if base else None
    basis = Basis.CONTEXT if anaphoric else anchor.basis
    if name in ("tonight", "overnight"):
        return Reading(type=TimeType.TIME, value=(value or UNKNOWN_DAY) + "TNI", basis=basis)
    return _with_daypart(value or UNKNOWN_DAY, groups, basis)


def read_weekday(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "Monday", "last Saturday", "Tuesday night", "the following Friday", "Friday next week"."""
    weekday = look_up("weekdays", groups["weekday"])
    rel = groups.get("rel", "")
    anaphoric = rel.startswith(("following", "that", "previous", "preceding"))
    base = anchor.there if anaphoric else anchor.here
    basis = Basis.CONTEXT if anaphoric else anchor.basis
    if base is None:
        return _with_daypart(f"XXXX-WXX-{weekday}", groups, Basis.WRITTEN)
    if "week" in groups:
        return _with_daypart(_weekday_of(base, weekday, step_of(groups["week"])), groups, basis)
    day = _weekday_from(base, weekday, rel, anchor)
    return _with_daypart(day.isoformat(), groups, basis) if day else None


def _weekday_of(base: date, weekday: int, step: int) -> str:
    """The weekday in the week before, of, or after `base`."""
    value = calendar.shift(base, "D", weekday - base.isoweekday() + 7 * step)
    return value or f"XXXX-WXX-{weekday}"


def _weekday_from(base: date, weekday: int, rel: str, anchor: Anchor) -> date | None:
    step, one = step_of(rel), date.resolution
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
    weekday = look_up("weekdays", groups["weekday"])
    if "month" in groups:
        month: str | None = getattr(
            read_month({k: v for k, v in groups.items() if k in ("month", "year")}, anchor), "value", None
        )
    else:
        month = calendar.shift(anchor.here, "M", step_of(groups["rel"])) if anchor.here else None
    if month is None or rank is None or "X" in month:
        return Reading(type=_DATE, value=UNKNOWN_DAY)
    day = calendar.nth_weekday(int(month[:4]), int(month[5:]), weekday, rank)
    return Reading(type=_DATE, value=day.isoformat(), basis=anchor.basis) if day else None


_UNIT_GRAINS = {"day": "D", "week": "W", "weekend": "WE", "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y",
                "decade": "E", "century": "C", "fiscal year": "Y", "period": "Q"}  # fmt: skip


def read_relative(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "last year", "the following month", "this summer", "last December", "later that week", "year-end"."""
    rel = groups.get("rel", "the")
    if groups.get("unit") in ("year", "decade") and (counted := before_christ(groups, anchor)):
        return counted
    anaphoric = bool(re.match(r"that|the|following|previous|preceding|same", rel))
    anaphoric = anaphoric or ("the" in groups and rel == "next" and anchor.tense < 0)
    base = anchor.there if anaphoric and rel != "the" else anchor.here or anchor.there
    basis = Basis.CONTEXT if anaphoric else anchor.basis
    if "month" in groups:
        return _read_rel_month(groups, base, basis)
    unit = groups.get("unit") or groups.get("stretch2", "year")
    if unit in get_words()["seasons"]:
        return _read_rel_season(unit, groups, base, basis)
    grain = _UNIT_GRAINS[unit]
    if grain == "Q" and not step_of(rel):
        return _read_this_quarter(groups, anchor)
    step = step_of(rel)
    if unit == "weekend" and base and rel == "the" and anchor.tense <= 0 and base.isoweekday() < 6:
        step = -1
    if rel == "latest" and groups.get("unit") == "year":
        step = -1
    value = calendar.shift(base, grain, step) if base else None
    if value and "stretch2" in groups and grain == "Y":
        return dated(f"{value}-12-31", basis)
    if value is None:
        unknown = {"D": UNKNOWN_DAY, "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": UNKNOWN_MONTH, "Q": "XXXX-QX"}
        return dated(unknown.get(grain, UNKNOWN_YEAR), basis)
    days = calendar.stretch(base, grain, -1) if base and rel == "past" and not anchor.narrative else None
    return Reading(type=_DATE, value=value, basis=basis, days=days)


def _read_this_quarter(groups: Groups, anchor: Anchor) -> Reading:
    """The quarter spoken of, or the last one that is over: results are reported after the quarter's end."""
    running = calendar.format_value(anchor.here, "Q") if anchor.here else ""
    if running and "current" in groups.get("rel", ""):
        return dated(running, anchor.basis)
    if anchor.quarter and not ("latest" in groups.get("rel", "") and anchor.quarter >= running):
        return dated(anchor.quarter, Basis.CONTEXT)
    value = calendar.shift(anchor.here, "Q", 0 if anchor.tense > 0 else -1) if anchor.here else None
    return dated(value or "XXXX-QX", anchor.basis)


def _read_rel_month(groups: Groups, base: date | None, basis: Basis) -> Reading | None:
    month, step, rel = look_up("months", groups["month"]), step_of(groups["rel"]), groups["rel"]
    day = f"-{int(groups['day']):02}" if "day" in groups else ""
    if base is None:
        return dated(f"XXXX-{month:02}{day}", basis)
    year = base.year
    if "past" in rel or step < 0:
        year -= 1 if month >= base.month - (rel == "last") else 0
    elif step > 0 or "coming" in rel:
        year += 1 if month <= base.month else 0
    value = valid_day(f"{year:04}-{month:02}{day}")
    return dated(value, basis) if value else None


def _read_rel_season(unit: str, groups: Groups, base: date | None, basis: Basis) -> Reading | None:
    code, rel = get_words()["seasons"][unit], groups["rel"]
    if base is None:
        return dated(f"XXXX-{code}", basis)
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    year, step = base.year, -1 if "past" in rel else step_of(rel)
    if step < 0 and base.month <= start + 2:
        year -= 1
    elif step > 0 and base.month >= start:
        year += 1
    return dated(f"{year:04}-{code}", basis)


def read_yearly(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "January this year", "June 3 last year"."""
    year = named_year(groups["rel"], anchor)
    return (
        read_day({**groups, "year": f"{year:04}"}, anchor)
        if year and "day" in groups
        else (
            dated(f"{year:04}-{look_up('months', groups['month']):02}", anchor.basis)
            if year
            else dated(f"XXXX-{look_up('months', groups['month']):02}")
        )
    )


def read_fiscal_year(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the year ended ...": a length, its end is the next expression."""
    return Reading(type=TimeType.DURATION, value="P1Y")


def read_week_of(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the week of March 30"."""
    day = read_day(groups, anchor)
    days = calendar.parse_days(day.value) if day else None
    return dated(calendar.format_value(days[0], "W"), day.basis) if day and days else None


def read_period(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the year-ago quarter", "the latest period", "the 1988 quarter": counted from the quarter spoken of."""
    rel = groups.get("rel", "year-ago")
    base = anchor.quarter or (calendar.shift(anchor.here, "Q", -1) if anchor.here else None)
    if base is None:
        return Reading(type=_DATE, value="XXXX-QX")
    year, rest = int(base[:4]), base[4:]
    if rel.isdigit():
        year = int(rel)
    elif rel.startswith("year-") or "ofyear" in groups or rel in ("corresponding", "comparable", "last year"):
        year -= 1
    if not anchor.quarter and groups.get("unit") != "quarter" and rel != "latest":
        rest = ""
    return Reading(type=_DATE, value=f"{year:04}{rest}", basis=Basis.CONTEXT)


def read_reference(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "now", "recently", "the future"."""
    return Reading(type=_DATE, value=get_words()["references"][groups["reference"]])
