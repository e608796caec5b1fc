"""The time expressions of an article: found, told from look-alikes, and dated."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.model import Analysis, Basis, Precision, Span, TimeExpression, TimeType, When
from onrecord.timeline.anchor import Reading
from onrecord.timeline.calendar import parse_days
from onrecord.timeline.doubts import is_time
from onrecord.timeline.grammar import Match, iter_matches
from onrecord.timeline.narrative import is_narrative
from onrecord.timeline.resolve import Passage, resolve
from onrecord.timeline.tense import find_tense
from onrecord.timeline.window import combine, combine_values, days_tried

_FISCAL = re.compile(r"\bfiscal\b", re.IGNORECASE)
"""A company's year begins when it likes: its quarters are named, not dated."""
_DAY_FIRST = re.compile(r"\b(?:1[3-9]|2\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.]\d{2,4}\b")


def find_times(analysis: Analysis, published: When | None) -> tuple[TimeExpression, ...]:
    """The time expressions of `analysis` in text order, with their TIMEX3 values.

    `published`: the day of publication, or the window an undated article was placed in; then a relative
    expression gets what the days of the window allow, on the basis INFERRED. Without it, expressions that count
    from the day of publication keep X in their value and have no When.
    """
    passage = _passage(analysis, published)
    if published is None:
        found = [(match, reading) for match, reading in zip(passage.matches, resolve(passage, None), strict=True)]
        return tuple(_expression(analysis, match, reading) for match, reading in found if reading)
    by_day = [resolve(passage, day) for day in days_tried(published)]
    expressions = []
    for match, *readings in zip(passage.matches, *by_day, strict=True):
        known = [reading for reading in readings if reading is not None]
        if known:
            expressions.append(_in_window(analysis, match, known, published))
    return tuple(expressions)


def _passage(analysis: Analysis, published: When | None) -> Passage:
    written = [
        match
        for paragraph in analysis.paragraphs
        for match in iter_matches(analysis.text, paragraph.start, paragraph.end)
    ]
    narrative = is_narrative(written, published.earliest if published else None)
    matches = [match for match in written if is_time(match, analysis, narrative=narrative)]
    return Passage(
        text=analysis.text,
        matches=matches,
        tenses=[_tense(analysis, match) for match in matches],
        narrative=narrative,
        day_first=bool(_DAY_FIRST.search(analysis.text)),
    )


def _tense(analysis: Analysis, match: Match) -> int:
    index = analysis.token_at(match.start)
    return find_tense(analysis, index, bound=match.kind != "duration") if index is not None else 0


def _when(reading: Reading, written: str) -> When | None:
    if reading.days:
        first, last = reading.days
        return When(earliest=first, latest=last, precision=Precision.INTERVAL, basis=reading.basis, written=written)
    if _FISCAL.search(written):
        return None
    days = parse_days(reading.value) if reading.type in (TimeType.DATE, TimeType.TIME) else None
    if days is None:
        return None
    return When(earliest=days[0], latest=days[1], precision=days[2], basis=reading.basis, written=written)


def _expression(analysis: Analysis, match: Match, reading: Reading) -> TimeExpression:
    span = Span(start=match.start, end=match.end)
    return TimeExpression(
        span=span, type=reading.type, value=reading.value, when=_when(reading, span.cut(analysis.text))
    )


def _in_window(analysis: Analysis, match: Match, readings: list[Reading], published: When) -> TimeExpression:
    """An expression dated from a known day of publication, or from a window of them."""
    first = _expression(analysis, match, readings[0])
    if published.earliest != published.latest:
        whens = [_when(reading, first.when.written if first.when else "") for reading in readings]
        value = combine_values([reading.value for reading in readings])
        return replace(first, value=value, when=combine(whens, published))
    if published.basis is Basis.INFERRED and first.when and first.when.basis is not Basis.WRITTEN:
        return replace(first, when=replace(first.when, basis=Basis.INFERRED))
    return first
