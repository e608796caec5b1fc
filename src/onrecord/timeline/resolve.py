"""The matches of a text read in order, each counted from the right day: publication, or a date spoken of before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from onrecord.model import TimeType, record
from onrecord.timeline import lengths, readings, relative
from onrecord.timeline.anchor import Anchor, Reading
from onrecord.timeline.calendar import format_value, parse_days
from onrecord.timeline.grammar import Match, get_words
from onrecord.timeline.parts import narrow

Read = Callable[[Mapping[str, str], Anchor], Reading | None]

_READERS: Mapping[str, Read] = {
    "day": readings.read_day,
    "numeric_day": readings.read_numeric_day,
    "month": readings.read_month,
    "numeric_month": readings.read_numeric_month,
    "season": readings.read_season,
    "bare_season": readings.read_season,
    "year": readings.read_year,
    "bc": readings.read_bc,
    "decade": readings.read_decade,
    "century": readings.read_century,
    "quarter": readings.read_quarter,
    "half": readings.read_half,
    "holiday": readings.read_holiday,
    "deictic": relative.read_deictic,
    "weekday": relative.read_weekday,
    "nth_weekday": relative.read_nth_weekday,
    "relative": relative.read_relative,
    "yearly": relative.read_yearly,
    "fiscal_year": relative.read_fiscal_year,
    "week_of": relative.read_week_of,
    "period": relative.read_period,
    "reference": relative.read_reference,
    "duration": lengths.read_duration,
    "while": lengths.read_while,
    "set": lengths.read_set,
    "offset": lengths.read_offset,
    "clock": lengths.read_clock,
    "daypart": lengths.read_daypart,
}


@record
class Passage:
    """What is to be read: the matches of a text with the tense of each, and how the text dates.

    `day_first`: elsewhere in the text a date in figures can only have its day first.
    """

    text: str
    matches: Sequence[Match]
    tenses: Sequence[int]
    narrative: bool = False
    day_first: bool = False


def resolve(passage: Passage, published: date | None) -> list[Reading | None]:
    """For each match its reading, were the text published on that day; None where it names no time after all."""
    base = Anchor(published=published, narrative=passage.narrative, day_first=passage.day_first)
    found: list[Reading | None] = []
    context = fine = quarter = ""
    before: Match | None = None
    running = format_value(published, "Q") if published else "9999"
    for tense, (match, following) in zip(
        passage.tenses, zip_longest(passage.matches, passage.matches[1:]), strict=True
    ):
        anchor = replace(
            base,
            context=context,
            fine=fine,
            tense=tense,
            quarter=quarter,
            ahead=_year_ahead(passage.text, match, following) or _year_behind(passage.text, match, before, context),
        )
        before = match
        reading = _READERS[match.kind](match.groups, anchor)
        found.append(narrow(match, reading, published) if reading else None)
        if reading is None:
            continue
        if reading.type in (TimeType.DATE, TimeType.TIME) and parse_days(reading.value):
            context = reading.value
            fine = context if len(context) > 6 and context[5].isdigit() else fine
        elif reading.value.startswith("BC"):
            context, fine = reading.value, ""
        quarter = _business_period(match, reading, quarter, running)
    return found


_JOINED = re.compile(r"\s?(?:-|–|—|,|and|or|to|until|through|till|in|of)\s?(?:of |the )?", re.IGNORECASE)


def _year_ahead(text: str, match: Match, following: Match | None) -> str:
    """The year of the next date where "and", "to" or a dash joins the two and this one has none."""
    if following is None or "year" in match.groups or match.kind not in ("day", "month", "season", "bare_season"):
        return ""
    joined = following.start - match.end < 12 and _JOINED.fullmatch(text, match.end, following.start)
    return following.groups.get("year", "") if joined else ""


_SPANNED = re.compile(r"\s?(?:-|–|—|and|to|until|through|till)\s?(?:the )?", re.IGNORECASE)


def _year_behind(text: str, match: Match, before: Match | None, context: str) -> str:
    """The year of the date before where the two are the ends of a span ("from Oct. 2 to Oct. 22") that runs on."""
    kinds = ("day", "month")
    if before is None or match.kind not in kinds or before.kind not in kinds or "month" not in match.groups:
        return ""
    if "year" in match.groups or not re.match(r"\d{4}-\d\d", context) or match.start - before.end > 12:
        return ""
    month = get_words()["months"][match.groups["month"].rstrip(".")]
    joined = _SPANNED.fullmatch(text, before.end, match.start)
    return str(int(context[:4]) + (month < int(context[5:7]))) if joined else ""


def _is_latest_quarter(match: Match) -> bool:
    """Whether the words name the quarter reported on: "the latest quarter", "the latest period"."""
    return "latest" in match.groups.get("rel", "") and match.groups.get("unit") in ("quarter", "period")


def _business_period(match: Match, reading: Reading, quarter: str, running: str) -> str:
    """The quarter spoken of, after this match: results are compared with "a year earlier" by quarter or by year.

    A quarter after the one that is `running` at publication is looked forward to, and nothing is compared with it.
    """
    compared = match.groups.get("latter", "fiscal") == "fiscal"
    if match.kind == "quarter" and compared and re.fullmatch(r"\d{4}-Q[1-4]", reading.value):
        return reading.value if reading.value <= running else quarter
    if _is_latest_quarter(match) and re.fullmatch(r"\d{4}-Q[1-4]", reading.value):
        return reading.value
    over_longer = match.kind == "fiscal_year" or re.fullmatch(r"P[69]M", reading.value)
    return "" if over_longer else quarter
