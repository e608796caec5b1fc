"""How a date is said: never more precisely than it is known."""

from __future__ import annotations

from datetime import date

from onrecord.model import Basis, Precision, When

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {12: "winter", 3: "spring", 6: "summer", 9: "autumn"}

BASES = {
    Basis.WRITTEN: "as written",
    Basis.PUBLICATION: "counted from the day of publication",
    Basis.CONTEXT: "counted from another date of the text",
    Basis.INFERRED: "concluded from content, stated nowhere",
}


def say_day(day: date) -> str:
    """The day in full: "3 March 2023"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_when(when: When) -> str:
    """The interval in words, as precise as it is and no more: "March 2023", "summer 2014", "18–19 May 2023"."""
    first = when.earliest
    match when.precision:
        case Precision.DAY:
            return say_day(first)
        case Precision.WEEK:
            return f"week of {say_day(first)}"
        case Precision.MONTH if _same_month(when):
            return f"{MONTHS[first.month - 1]} {first.year}"
        case Precision.SEASON if first.month in SEASONS and first.day == 1 and when.days < 93:
            return f"{SEASONS[first.month]} {_season_year(when)}"
        case Precision.YEAR if first.year == when.latest.year:
            return str(first.year)
        case Precision.DECADE if first.year % 10 == 0:
            return f"{first.year}s"
        case _:
            return say_interval(first, when.latest)


def say_interval(first: date, last: date) -> str:
    """Both ends, with what they share said once: "18–19 May 2023", "3 March – 5 June 2023"."""
    if first == last:
        return say_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{say_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {say_day(last)}"
    return f"{say_day(first)} – {say_day(last)}"


def explain_when(when: When) -> str:
    """What the date rests on: the expression it was read from and how it was counted."""
    basis = BASES[when.basis]
    return f"“{when.written}”, {basis}" if when.written else basis


def _same_month(when: When) -> bool:
    return (when.earliest.year, when.earliest.month) == (when.latest.year, when.latest.month)


def _season_year(when: When) -> str:
    first, last = when.earliest.year, when.latest.year
    return str(first) if first == last else f"{first}/{last % 100:02d}"
