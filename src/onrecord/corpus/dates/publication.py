"""When an article was published: the ladder, read top to bottom; the first rung that answers decides.

1. metadata of the page itself   2. the export's own field   3. the address   4. a visible date line
5. the file's name. A date of revision, of a caption, a teaser or a comment never counts as publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

from onrecord.corpus.cleaning import DateLine
from onrecord.corpus.dates.written_date import WrittenDate, find_dates, get_date, is_month_first
from onrecord.corpus.tables import get_tables
from onrecord.model import Basis, Precision, Rung, When, record

VERSION = "1"
URL_DATES = (
    re.compile(r"[/_.-](?P<y>(?:19|20)\d{2})[/_-](?P<m>\d{1,2})[/_-](?P<d>\d{1,2})(?=\D|$)"),
    re.compile(
        r"[/_-](?P<y>(?:19|20)\d{2})[/_-]?(?P<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[/_-](?P<d>\d{1,2})(?=\D|$)"
    ),
    re.compile(r"(?:^|\D)(?P<y>(?:19|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?=\D|$)"),
    re.compile(r"/(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>20\d{2})\d{0,2}(?=\D|$)"),
)
COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?\d{4,6}Z?)?")
EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
NAME_DATE = re.compile(r"(?:^|\D)(?P<y>(?:19|20)\d{2})[-_. ]?(?P<m>[01]\d)[-_. ]?(?P<d>[0-3]\d)(?=\D|$)")


@record
class Clue:
    """A string in which a source states the date of publication itself, and the rung it stands on.

    `month_first`: how the other dates of its column are written, where they tell.
    """

    rung: Rung
    text: str
    month_first: bool | None = None


@record
class Publication:
    """The decided day, who said so, and the words it was read from."""

    when: When
    rung: Rung
    evidence: str


def decide_publication(
    clues: Sequence[Clue], lines: Sequence[DateLine], *, text: str = "", url: str = "", path: str = ""
) -> Publication | None:
    """Climb down the ladder; None where no rung answers. `text` (spelling) helps to tell 3/7 from 7/3."""
    others = tuple(line.date for line in lines)

    def month_first(words: str) -> bool:
        return is_month_first(text, url=url, others=others, beside=words)

    by_rung = {rung: [clue for clue in clues if clue.rung is rung] for rung in (Rung.METADATA, Rung.FIELD)}
    for rung, stated in by_rung.items():
        for clue in stated:
            habit = month_first(clue.text) if clue.month_first is None else clue.month_first
            day = parse_day(clue.text, month_first=habit)
            if day:
                return _publication(day, rung, clue.text)
    day = find_url_day(url)
    if day:
        return _publication(day, Rung.URL, url)
    for line in sorted(lines, key=lambda line: line.revised):
        return _publication(_choose(line.date, line.text, month_first(line.text)), Rung.VISIBLE, line.text)
    name = PurePosixPath(path).name
    day = find_name_day(name)
    return _publication(day, Rung.FILE_NAME, name) if day else None


def parse_day(text: str, *, month_first: bool = False) -> date | None:
    """The day a metadata or export field states: ISO, written out, numeric, compact, or seconds since 1970."""
    text = text.strip()
    compact = COMPACT.fullmatch(text)
    if compact:
        day = get_date(int(compact["y"]), int(compact["m"]), int(compact["d"]))
        if day:
            return day
    if EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text.split(".")[0]) == 13 else 1)
        moment = datetime.fromtimestamp(seconds, UTC).date()
        return get_date(moment.year, moment.month, moment.day)
    found = find_dates(text[:200])
    return _choose(found[0], text, month_first) if found else None


def find_url_day(url: str) -> date | None:
    """The day an address holds, if it holds one."""
    for pattern in URL_DATES:
        for match in pattern.finditer(url.lower()):
            groups = match.groupdict()
            month = get_tables().months[groups["n"]] if "n" in groups else int(groups["m"])
            day = get_date(int(groups["y"]), month, int(groups["d"]))
            if day:
                return day
    return None


def find_name_day(name: str) -> date | None:
    """The day a file name holds, if it holds one."""
    for match in NAME_DATE.finditer(name):
        day = get_date(int(match["y"]), int(match["m"]), int(match["d"]))
        if day:
            return day
    return next((found.day for found in find_dates(name.replace("_", " ")) if found.other is None), None)


def _choose(found: WrittenDate, text: str, month_first: bool) -> date:
    """Of two readings the one whose weekday is named beside it, else the one the page's habits call for."""
    if found.other is None:
        return found.day
    named = set(_iter_weekdays(text))
    if found.day.weekday() in named and found.other.weekday() not in named:
        return found.day
    if found.other.weekday() in named and found.day.weekday() not in named:
        return found.other
    return found.other if month_first else found.day


def _iter_weekdays(text: str) -> Iterator[int]:
    weekdays = get_tables().weekdays
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in weekdays:
            yield weekdays[word]


def _publication(day: date, rung: Rung, evidence: str) -> Publication:
    when = When(earliest=day, latest=day, precision=Precision.DAY, basis=Basis.WRITTEN, written=evidence.strip()[:200])
    return Publication(when=when, rung=rung, evidence=evidence.strip()[:200])
