"""What a matched expression of length, frequency, distance or clock time means: durations, sets, offsets, times."""

from __future__ import annotations

import re
from datetime import date

from onrecord.model import Basis, TimeType
from onrecord.timeline import calendar
from onrecord.timeline.anchor import UNKNOWN_DAY, Anchor, Reading
from onrecord.timeline.grammar import get_words
from onrecord.timeline.numerals import parse_count
from onrecord.timeline.readings import read_day, read_holiday, read_year
from onrecord.timeline.relative import read_deictic, read_weekday
from onrecord.timeline.years import Groups, look_up

_AGO = ("ago", "back")
_EARLIER = ("earlier", "before", "before that", "previously", "prior")
_LENGTH_LETTERS = {"E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000), "W2": ("W", 2), "M6": ("M", 6),
                   "WE": ("D", 2)}  # fmt: skip


def _letter(unit: str) -> str:
    return str(get_words()["units"][unit])


def format_length(count: float | None, unit: str) -> str:
    """The TIMEX3 duration of `count` units (None: an unknown number): P2Y, PT30M, PXW, P2Y6M."""
    letter = _letter(unit)
    if count is None:
        return f"PT{'X'}{letter[1]}" if letter.startswith("T") else f"PX{letter[0]}"
    letter, factor = _LENGTH_LETTERS.get(letter, (letter, 1))
    count *= factor
    whole = int(count)
    rest = count - whole
    if letter.startswith("T"):
        smaller = {"H": "M", "M": "S"}.get(letter[1])
        parts = [f"{whole}{letter[1]}"] if whole or not rest else []
        if rest and smaller:
            parts.append(f"{round(rest * 60)}{smaller}")
        return "PT" + "".join(parts or [f"{count:g}{letter[1]}"])
    if rest and letter == "Y" and (rest * 12) == int(rest * 12):
        return "P" + (f"{whole}Y" if whole else "") + f"{round(rest * 12)}M"
    if rest and letter == "D" and not whole:
        return f"PT{round(rest * 24)}H"
    return f"P{count:g}{letter}" if count < 1e6 else f"P{whole}{letter}"


def _count_of(groups: Groups) -> float | None:
    written = groups.get("count", "")
    if not written:
        return None
    if re.fullmatch(r"(?:a |the )?couple(?: of)?", written):
        return 2
    return parse_count(written)


def read_duration(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "two years", "the past three months", "a few days", "half an hour", "decades"."""
    count = _count_of(groups)
    rel = groups.get("rel", "")
    if groups.get("count") == "one" and groups["unit"] == "day" and anchor.tense > 0:
        return Reading(type=TimeType.DATE, value="FUTURE_REF")
    if "count" not in groups and groups["unit"] in (
        "decade",
        "century",
        "hour",
        "minute",
        "day",
        "week",
        "month",
        "year",
    ):
        count = 1
    if rel and count == 1 and groups.get("count") in ("a", "an"):
        return None
    days = _days_counted(rel, count, groups["unit"], anchor) if count else None
    return Reading(type=TimeType.DURATION, value=format_length(count, groups["unit"]), basis=anchor.basis, days=days)


def _days_counted(rel: str, count: float, unit: str, anchor: Anchor) -> tuple[date, date] | None:
    """The days of "the past three weeks" and "the next two months", counted from publication; None of any other."""
    if (
        rel not in ("last", "past", "next", "coming", "previous")
        or anchor.narrative
        or anchor.here is None
        or count > 1000
    ):
        return None
    return calendar.stretch(anchor.here, _letter(unit), count if rel in ("next", "coming") else -count)


def read_while(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "a while", "some time"."""
    return Reading(type=TimeType.DURATION, value="PXX")


def read_set(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "daily", "every two weeks", "each Thursday", "Mondays", "per month"."""
    words = get_words()
    if "set" in groups:
        return Reading(type=TimeType.SET, value=words["sets"][groups["set"]])
    if "daypart" in groups:
        return Reading(
            type=TimeType.SET,
            value=f"XXXX-WXX-{look_up('weekdays', groups['plural'])}T{words['dayparts'][groups['daypart']]}",
        )
    if "plural" in groups:
        name = groups["plural"][:-1]
        value = {"weekend": "XXXX-WXX-WE", "weekday": "XXXX-WXX"}.get(name)
        return Reading(type=TimeType.SET, value=value or f"XXXX-WXX-{words['weekdays'][name]}")
    if "weekday" in groups:
        return Reading(type=TimeType.SET, value=f"XXXX-WXX-{words['weekdays'][groups['weekday'].rstrip('.')]}")
    if "month" in groups:
        return Reading(type=TimeType.SET, value=f"XXXX-{words['months'][groups['month'].rstrip('.')]:02}")
    unit = groups["unit"]
    if unit in words["seasons"]:
        return Reading(type=TimeType.SET, value=f"XXXX-{words['seasons'][unit]}")
    if unit not in words["units"]:
        code = words["dayparts"][unit]
        return Reading(type=TimeType.SET, value="XXXX-XX-XX" + (code if code.startswith("T") else f"T{code}"))
    count = 2 if groups.get("count") == "other" else _count_of(groups) if "count" in groups else 1
    return Reading(type=TimeType.SET, value=format_length(count, unit))


def read_offset(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "two days ago", "a year earlier", "three weeks later", "two days before Christmas"."""
    direction = groups["dir"]
    count = 1.0 if groups.get("count") == "the" else _count_of(groups)
    deictic = direction in _AGO or direction in ("from now", "from today", "hence")
    base = anchor.here if deictic else anchor.there
    basis = anchor.basis if deictic else Basis.CONTEXT
    if (
        direction in _EARLIER
        and count == 1
        and groups.get("count") != "the"
        and groups["unit"] == "year"
        and not anchor.narrative
    ):
        base, basis = anchor.here or base, anchor.basis
    if direction in ("later", "afterward", "afterwards") and anchor.spoken is None:
        base = None
    if "base" in groups:
        base, basis = _base_day(groups, anchor), Basis.CONTEXT
    back = direction in _AGO or direction in _EARLIER
    if count is None:
        return Reading(type=TimeType.DATE, value="PAST_REF" if back else "FUTURE_REF")
    letter = _letter(groups["unit"])
    if letter.startswith("T"):
        return Reading(type=TimeType.DURATION, value=format_length(count, groups["unit"]))
    value = _shifted(base, letter, -count if back else count, anchor) if base else None
    return Reading(type=TimeType.DATE, value=value or _unknown(letter), basis=basis)


def _shifted(base: date, letter: str, count: float, anchor: Anchor) -> str | None:
    if letter == "Y" and abs(count) == 1 and anchor.quarter and not anchor.narrative:
        return f"{int(anchor.quarter[:4]) + int(count):04}{anchor.quarter[4:]}"
    if count != int(count):
        letter, factor = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "E": ("Y", 10), "C": ("Y", 100)}.get(
            letter, (letter, 1)
        )
        count = round(count * factor)
    if abs(count) > 100_000:
        return None
    if letter == "E" and not anchor.narrative:
        letter, count = "Y", count * 10
    grain, factor = {"E": ("E", 1), "C": ("C", 1), "L": ("C", 10), "W2": ("W", 2), "M6": ("M", 6)}.get(
        letter, (letter, 1)
    )
    return calendar.shift(base, grain, int(count) * factor)


def _unknown(letter: str) -> str:
    return {"D": UNKNOWN_DAY, "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX"}.get(letter, "XXXX")


def _base_day(groups: Groups, anchor: Anchor) -> date | None:
    """The day named after "before", "after" or "from"."""
    written = groups["base"]
    readers = (("weekday", read_weekday), ("month", read_day), ("year", read_year))
    if written == "now":
        return anchor.here
    if written in ("yesterday", "today", "tomorrow"):
        reading = read_deictic({"deictic": written}, anchor)
    elif written == "christmas":
        reading = read_holiday({"holiday": written}, anchor)
    elif written.rstrip(".") in get_words()["weekdays"]:
        reading = read_weekday({"weekday": written}, anchor)
    else:
        reading = next((read(groups, anchor) for key, read in readers if key in groups), None)
    days = calendar.parse_days(reading.value) if reading else None
    return days[0] if days else None


def read_clock(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "9:30 a.m. EST Tuesday", "14:30", "noon", "8 in the morning"."""
    time = _clock_value(groups)
    if time is None:
        return None
    day, basis = UNKNOWN_DAY, Basis.WRITTEN
    if "clockday" in groups:
        reading = _read_clockday(groups["clockday"], anchor)
        if reading:
            day, basis = reading.value, reading.basis
    elif base := anchor.there if anchor.narrative else anchor.here:
        day, basis = base.isoformat(), Basis.CONTEXT
    return Reading(type=TimeType.TIME, value=f"{day}T{time}", basis=basis)


def _clock_value(groups: Groups) -> str | None:
    if "word" in groups:
        return "24:00" if groups["word"] == "midnight" else "12:00"
    hour, _, rest = groups["clock"].replace(".", ":").partition(":")
    number = int(hour)
    late = groups.get("ampm", "").startswith("p") or groups.get("daypart") in ("afternoon", "evening", "night")
    if late and number < 12:
        number += 12
    elif groups.get("ampm", "").startswith("a") and number == 12:
        number = 0
    if number > 24 or (rest and int(rest[:2]) > 59):
        return None
    return f"{number:02}:{rest[:2] or '00'}"


def _read_clockday(written: str, anchor: Anchor) -> Reading | None:
    if written in ("today", "yesterday", "tomorrow"):
        return read_deictic({"deictic": written}, anchor)
    months, weekdays = get_words()["months"], get_words()["weekdays"]
    words = re.findall(r"[a-z]+|\d+", written)
    month = next((word for word in words if word in months), None)
    numbers = [word for word in words if word.isdigit()]
    if month and numbers:
        year = {"year": numbers[1]} if len(numbers) > 1 else {}
        return read_day({"month": month, "day": numbers[0], **year}, anchor)
    weekday = next((word for word in words if word in weekdays), None)
    rel = {"rel": words[0]} if words[0] in ("last", "next", "this") else {}
    return read_weekday({"weekday": weekday, **rel}, anchor) if weekday else None


def read_daypart(groups: Groups, anchor: Anchor) -> Reading | None:
    """Reads "the morning of April 19", "the morning"."""
    code = get_words()["dayparts"][groups["daypart"]]
    suffix = code if code.startswith("T") else f"T{code}"
    if "month" in groups:
        day = read_day(groups, anchor)
        return Reading(type=TimeType.TIME, value=day.value + suffix, basis=day.basis) if day else None
    base = anchor.there
    return Reading(type=TimeType.TIME, value=(base.isoformat() if base else UNKNOWN_DAY) + suffix, basis=Basis.CONTEXT)
