"""The time expressions of an article: found, told from look-alikes, and counted from the right day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from onrecord.model import Analysis, Basis, Precision, Span, TimeExpression, TimeType, When
from onrecord.timeline import lengths, readings
from onrecord.timeline.anchor import Anchor, Reading
from onrecord.timeline.calendar import parse_days
from onrecord.timeline.doubts import is_time
from onrecord.timeline.grammar import Match, iter_matches
from onrecord.timeline.narrative import is_narrative
from onrecord.timeline.tense import find_tense

Read = Callable[[Mapping[str, str], Anchor], Reading | None]

_READERS: Mapping[str, Read] = {
    "day": readings.read_day,
    "numeric_day": readings.read_numeric_day,
    "month": readings.read_month,
    "season": readings.read_season,
    "bare_season": readings.read_season,
    "year": readings.read_year,
    "bc": readings.read_bc,
    "decade": readings.read_decade,
    "century": readings.read_century,
    "quarter": readings.read_quarter,
    "half": readings.read_half,
    "holiday": readings.read_holiday,
    "deictic": readings.read_deictic,
    "weekday": readings.read_weekday,
    "nth_weekday": readings.read_nth_weekday,
    "relative": readings.read_relative,
    "yearly": readings.read_yearly,
    "fiscal_year": readings.read_fiscal_year,
    "week_of": readings.read_week_of,
    "period": readings.read_period,
    "reference": readings.read_reference,
    "duration": lengths.read_duration,
    "while": lengths.read_while,
    "set": lengths.read_set,
    "offset": lengths.read_offset,
    "clock": lengths.read_clock,
    "daypart": lengths.read_daypart,
}
_DAY_FIRST = re.compile(r"\b(?:1[3-9]|2\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.]\d{2,4}\b")


def find_times(analysis: Analysis, published: When | None) -> tuple[TimeExpression, ...]:
    """The time expressions of `analysis` in text order, with their TIMEX3 values.

    `published`: the day of publication, or the window an undated article was placed in; then a relative
    expression gets what all days of the window allow, on the basis INFERRED. Without it, expressions that count
    from the day of publication keep X in their value and have no When.
    """
    written = [
        match
        for paragraph in analysis.paragraphs
        for match in iter_matches(analysis.text, paragraph.start, paragraph.end)
    ]
    narrative = is_narrative(written, published.earliest if published else None)
    matches = [match for match in written if is_time(match, analysis, narrative=narrative)]
    if published is None or published.earliest == published.latest:
        found = _resolve(analysis, matches, published.earliest if published else None, narrative)
        inferred = published is not None and published.basis is Basis.INFERRED
        return tuple(_expression(analysis, match, reading, inferred) for match, reading in found)
    early = _resolve(analysis, matches, published.earliest, narrative)
    late = {match.start: reading for match, reading in _resolve(analysis, matches, published.latest, narrative)}
    return tuple(_hull(analysis, match, reading, late.get(match.start)) for match, reading in early)


def _resolve(
    analysis: Analysis, matches: Sequence[Match], published: date | None, narrative: bool
) -> list[tuple[Match, Reading]]:
    """Each match with its reading, read in text order so that one can count from the one before."""
    base = Anchor(
        published=published,
        narrative=narrative,
        day_first=bool(_DAY_FIRST.search(analysis.text)),
    )
    found, context, fine, quarter = [], "", "", ""
    for match, following in zip_longest(matches, matches[1:]):
        index = analysis.token_at(match.start)
        tense = find_tense(analysis, index) if index is not None else 0
        anchor = replace(
            base,
            context=context,
            fine=fine,
            tense=tense,
            quarter=quarter,
            ahead=_year_ahead(analysis.text, match, following),
        )
        reading = _READERS[match.kind](match.groups, anchor)
        if reading is None:
            continue
        found.append((match, reading))
        if reading.type in (TimeType.DATE, TimeType.TIME) and parse_days(reading.value):
            context = reading.value
            fine = context if len(context) > 6 and context[5].isdigit() else fine
        elif reading.value.startswith("BC"):
            context, fine = reading.value, ""
        quarter = _business_period(match, reading, quarter)
    return found


_JOINED = re.compile(r"\s?(?:-|–|—|,|and|or|to|until|through|till|in|of)\s?(?:of |the )?", re.IGNORECASE)


def _year_ahead(text: str, match: Match, following: Match | None) -> str:
    """The year of the next date where "and", "to" or a dash joins the two and this one has none."""
    if following is None or "year" in match.groups or match.kind not in ("day", "month", "season", "bare_season"):
        return ""
    joined = following.start - match.end < 12 and _JOINED.fullmatch(text, match.end, following.start)
    return following.groups.get("year", "") if joined else ""


def _business_period(match: Match, reading: Reading, quarter: str) -> str:
    """The quarter spoken of, after this match: results are compared with "a year earlier" by quarter or by year."""
    if match.kind == "quarter" and "latter" not in match.groups and re.fullmatch(r"\d{4}-Q[1-4]", reading.value):
        return reading.value
    over_longer = match.kind == "fiscal_year" or re.fullmatch(r"P[69]M", reading.value)
    return "" if over_longer else quarter


def _when(reading: Reading, written: str) -> When | None:
    days = parse_days(reading.value) if reading.type in (TimeType.DATE, TimeType.TIME) else None
    if days is None:
        return None
    return When(earliest=days[0], latest=days[1], precision=days[2], basis=reading.basis, written=written)


def _expression(analysis: Analysis, match: Match, reading: Reading, inferred: bool = False) -> TimeExpression:
    span = Span(start=match.start, end=match.end)
    when = _when(reading, span.cut(analysis.text))
    if when and inferred and when.basis is not Basis.WRITTEN:
        when = replace(when, basis=Basis.INFERRED)
    return TimeExpression(span=span, type=reading.type, value=reading.value, when=when)


def _hull(analysis: Analysis, match: Match, early: Reading, late: Reading | None) -> TimeExpression:
    """What an expression can mean where the article appeared on some day of a window."""
    first = _expression(analysis, match, early, inferred=True)
    if late is None or early.value == late.value:
        return first
    second = _expression(analysis, match, late, inferred=True)
    value = re.sub(r"\d", "X", early.value)
    if first.when is None or second.when is None:
        return replace(first, value=value, when=None)
    days = sorted((first.when, second.when), key=lambda when: (when.earliest, when.latest))
    hull = replace(
        days[0], latest=max(days[0].latest, days[1].latest), precision=Precision.INTERVAL, basis=Basis.INFERRED
    )
    return replace(first, value=value, when=hull)
