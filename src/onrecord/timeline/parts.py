"""Which days "early", "late", "mid", "the end of" and "the rest of" leave of a period.

Early and late are halves, the middle is what lies between the outer quarters, the rest begins on the day of
publication. The TIMEX3 value stays that of the whole period; so do the days of "earlier" and "later this month".
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from onrecord.model import Precision, TimeType
from onrecord.timeline.anchor import Reading
from onrecord.timeline.calendar import parse_days
from onrecord.timeline.grammar import Match

_FIRST = re.compile(r"\b(?:early|start|beginning|dawn|first)\b")
_LAST = re.compile(r"\b(?:late|end|close|closing|latter|later part|second|last)\b")
_MIDDLE = re.compile(r"\bmid")
_REST = re.compile(r"\b(?:rest|remainder)\b")


def narrow(match: Match, reading: Reading, published: date | None) -> Reading:
    """The reading with its days narrowed to the part of the period that the words name."""
    written = match.groups.get("part") or match.groups.get("stretch")
    days = parse_days(reading.value) if written and reading.type is TimeType.DATE else None
    if days is None or written is None or days[2] is Precision.DAY or reading.days:
        return reading
    first, last = days[0], days[1]
    half = ((last - first).days + 1) // 2 * date.resolution
    if _REST.search(written):
        return _within(reading, max(first, published), last) if published else reading
    if _MIDDLE.search(written):
        return _within(reading, first + half / 2, last - half / 2)
    if _FIRST.search(written):
        until = date(first.year, 6, 30) if days[2] is Precision.YEAR else first + half - date.resolution
        return _within(reading, first, until)
    if _LAST.search(written):
        since = date(first.year, 7, 1) if days[2] is Precision.YEAR else first + half
        return _within(reading, since, last)
    return reading


def _within(reading: Reading, first: date, last: date) -> Reading:
    return replace(reading, days=(first, last)) if first <= last else reading
