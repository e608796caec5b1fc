"""In which year a day without a year lies: the weekday beside it decides, within the years that are possible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from onrecord.corpus.dates.written_date import get_date
from onrecord.corpus.tables import get_tables
from onrecord.model import Article, EditKind, record

LEAD = 600
"""Code points at the beginning of the body in which a report names the weekday of its news."""
DATELINE_REACH = timedelta(days=3)
"""A report is printed so soon after the day of its dateline."""


@record
class NamedDay:
    """A day named by month and day, with a weekday (0 is Monday) where one stands beside it."""

    weekday: int | None
    month: int
    day: int


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    tables = get_tables()
    days = "|".join(sorted(map(re.escape, tables.weekdays), key=len, reverse=True))
    months = "|".join(sorted(map(re.escape, tables.months), key=len, reverse=True))
    month_day = (
        rf"(?:(?P<n>{months})\.?\s(?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<n2>{months})\b)"
    )
    end = r"(?:st|nd|rd|th)?(?!,?\s*\d{4})(?!\d)"
    return (
        re.compile(rf"\b(?P<w>{days})\b\.?,?\s\(?(?:the\s)?{month_day}{end}", re.IGNORECASE),
        re.compile(rf"\b{month_day}{end}(?:,\s(?:a\s)?|\s\()(?P<w>{days})\b", re.IGNORECASE),
    )


def find_named_days(sentence: str) -> tuple[NamedDay, ...]:
    """The days that a sentence names by weekday, month and day, without a year."""
    return tuple(_read(found) for pattern in _patterns() for found in pattern.finditer(sentence))


def _read(found: re.Match[str]) -> NamedDay:
    tables = get_tables()
    month = tables.months[(found["n"] or found["n2"]).casefold()]
    return NamedDay(weekday=tables.weekdays[found["w"].casefold()], month=month, day=int(found["d"] or found["d2"]))


def place_day(named: NamedDay, earliest: date, latest: date) -> date | None:
    """The one day between `earliest` and `latest` that is meant; None where none or several can be."""
    found = [day for day in _iter_days(named, earliest, latest) if named.weekday in (None, day.weekday())]
    return found[0] if len(found) == 1 else None


def place_dateline(article: Article, around: Sequence[date]) -> date | None:
    """The day of the dateline of an article among others published on the days `around`.

    Its year is the nearest to them in which the weekday that the lead names is the dateline's day or the one before.
    """
    named = _find_dateline_day(article)
    if named is None or not around:
        return None
    weekdays = get_tables().weekdays
    lead = article.text[article.body_start : article.body_start + LEAD]
    said = next((weekdays[word] for word in re.findall(r"\bon (\w+day)\b", lead.casefold()) if word in weekdays), None)
    middle = sorted(around)[len(around) // 2]
    year = timedelta(days=365)
    possible = [day for day in _iter_days(named, min(around) - year, max(around) + year)
                if said is None or (day.weekday() - said) % 7 <= 1]  # fmt: skip
    return min(possible, key=lambda day: (abs(day - middle), day), default=None)


def _find_dateline_day(article: Article) -> NamedDay | None:
    months = get_tables().months
    for edit in article.edits:
        if edit.kind is EditKind.HEAD and edit.reason == "dateline" and not re.search(r"\d{4}", edit.before):
            found = re.search(
                r"\b(?:(?P<n>[A-Za-z]{3,9})\.?\s(?P<d>\d{1,2})|(?P<d2>\d{1,2})\s(?P<n2>[A-Za-z]{3,9}))\b", edit.before
            )
            name = (found["n"] or found["n2"]).casefold() if found else ""
            if found and name in months:
                return NamedDay(weekday=None, month=months[name], day=int(found["d"] or found["d2"]))
    return None


def _iter_days(named: NamedDay, earliest: date, latest: date) -> Iterator[date]:
    for year in range(earliest.year, latest.year + 1):
        day = get_date(year, named.month, named.day)
        if day and earliest <= day <= latest:
            yield day
