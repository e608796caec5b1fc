"""Which calendar dates stand written in a stretch of text, and in which order day and month are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache

from onrecord.corpus.tables import get_tables
from onrecord.model import record

EARLIEST_YEAR, LATEST_YEAR = 1600, 2199
PIVOT = 70
"""Two-digit years from here on belong to the 1900s."""


class Order(StrEnum):
    """How a date of three numbers is written."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    EITHER = "either"
    """Both readings are possible."""
    SURE = "sure"
    """The month is named, or the year comes first."""


@record
class WrittenDate:
    """A date and where it stands; `other` is the second reading where day and month could be swapped."""

    start: int
    end: int
    day: date
    order: Order = Order.SURE
    other: date | None = None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, get_tables().months), key=len, reverse=True))
    return (
        re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?=T\d|\D|$)"),
        re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d{2})(?![\d/-])"),
        re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?[\s-]+(?:of\s+|de\s+)?(?P<n>{names})\b\.?,?"
                   r"(?:\s+de)?[\s-]+(?P<y>\d{4})(?!\d)", re.IGNORECASE),
        re.compile(rf"\b(?P<n>{names})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)", re.I),
        re.compile(r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]"),
    )  # fmt: skip


def find_dates(text: str) -> tuple[WrittenDate, ...]:
    """All full dates of `text` in order, overlapping readings resolved to the earliest and longest."""
    hits = sorted(_iter_hits(text), key=lambda hit: (hit.start, -hit.end))
    found: list[WrittenDate] = []
    for hit in hits:
        if not found or hit.start >= found[-1].end:
            found.append(hit)
    return tuple(found)


def _iter_hits(text: str) -> Iterator[WrittenDate]:
    if not any(char.isdigit() for char in text):
        return
    months = get_tables().months
    for pattern in _patterns():
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if "a" in groups:
                hit = _read_numeric(match)
            else:
                month = months[groups["n"].lower()] if "n" in groups else int(groups["m"])
                day = get_date(int(groups["y"]), month, int(groups["d"]))
                hit = WrittenDate(start=match.start(), end=match.end(), day=day) if day else None
            if hit:
                yield hit


def _read_numeric(match: re.Match[str]) -> WrittenDate | None:
    year, a, b = int(match["y"]), int(match["a"]), int(match["b"])
    if year < 100:
        year += 1900 if year >= PIVOT else 2000
    day_first, month_first = get_date(year, b, a), get_date(year, a, b)
    if day_first and month_first and day_first != month_first:
        return WrittenDate(start=match.start(), end=match.end(), day=day_first, order=Order.EITHER, other=month_first)
    day = day_first or month_first
    if day is None:
        return None
    order = Order.SURE if a == b else Order.DAY_FIRST if day_first else Order.MONTH_FIRST
    return WrittenDate(start=match.start(), end=match.end(), day=day, order=order)


def get_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none such (or the year is no plausible year of print)."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


BRITISH = re.compile(
    r"\b\w{3,}(?:isation|(?<!prom)(?<!adv)(?<!superv)(?<!exerc)(?<!compr)(?<!surpr)(?<!rev)(?<!dev)(?<!disgu)(?<!prem)"
    r"(?<!ra)(?<!pra)(?<!appra)(?<!telev)(?<!ar)(?<!upr)(?<!bru)(?<!cru)(?<!no)(?<!po)(?<!desp)(?<!franch)(?<!improv)"
    r"(?:ised|ising))\b|\b(?:centre|programme|defence|labour|colour|favour)s?\b",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    r"\b\w{3,}(?:ization|ized|izing)\b|\b(?:center|program|defense|labor|color|favor|neighbor)s?\b", re.IGNORECASE
)
TWELVE_HOURS = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
AMERICAN_ZONE = re.compile(r"\b(?:[ECMP][SD]?T)\b")
OTHER_ZONE = re.compile(
    r"\b(?:GMT|BST|CEST|IST|MSK|EEST|EET|TRT|AEST|AEDT|SGT|HKT|SAST|WAT|EAT|PKT)\b|\bUTC\b|[+]0?3(?::?00)?\b"
)
DAY_FIRST_DOMAIN = re.compile(
    r"\.(?:uk|ie|au|nz|in|pk|za|ng|ke|fr|de|es|it|pt|nl|tr|iq|lb|eg|jo|sa|ae|qa|ru|eu)(?:[/:]|$)"
)


def is_month_first(text: str, *, url: str = "", others: tuple[WrittenDate, ...] = (), beside: str = "") -> bool:
    """Whether dates of three numbers read month first here: other dates on the page, domain, zone, clock, spelling.

    `beside`: the words around the date, in which the zone and the clock stand.
    """
    day_first = sum(date.order is Order.DAY_FIRST for date in others)
    month_first = sum(date.order is Order.MONTH_FIRST for date in others)
    if day_first != month_first:
        return month_first > day_first
    if DAY_FIRST_DOMAIN.search(url.lower()) or OTHER_ZONE.search(beside):
        return False
    if AMERICAN_ZONE.search(beside):
        return True
    sample = text[:20_000]
    return len(AMERICAN.findall(sample)) + (TWELVE_HOURS.search(beside) is not None) > len(BRITISH.findall(sample))
