"""When a source says it was last changed: its stated moment of revision, and the notes in which a newsroom corrects."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files

from onrecord.corpus.cleaning import DateLine
from onrecord.corpus.dates.publication import EPOCH, parse_day
from onrecord.model import Article

LONGEST_NOTE = 400
"""Code points of a passage that is a note of correction and not a report on one."""


def decide_revision(stated: str, lines: Sequence[DateLine], *, month_first: bool = False) -> datetime | None:
    """The moment of the last change, in UTC: as stated by the source, else by a visible line; None where none says."""
    found = parse_moment(stated, month_first=month_first)
    days = [line.date.day for line in lines if line.revised and line.date.other is None]
    if found is None and days:
        last = max(days)
        return datetime(last.year, last.month, last.day, tzinfo=UTC)
    return found


def parse_moment(text: str, *, month_first: bool = False) -> datetime | None:
    """The moment that a field states: ISO 8601, the form of mail headers, seconds since 1970, or a day alone."""
    text = text.strip()
    if not text:
        return None
    if EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text.split(".")[0]) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    day = parse_day(text, month_first=month_first)
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None


def find_notes(article: Article) -> tuple[str, ...]:
    """The passages of an article, kept or taken out, in which it says that it was corrected; longest first."""
    passages = [*article.text.splitlines(), *(edit.before.strip() for edit in article.edits if not edit.after)]
    notes = {" ".join(words.split()) for words in passages if len(words) <= LONGEST_NOTE and _notes().search(words)}
    return tuple(sorted(notes, key=lambda note: (-len(note), note)))


@cache
def _notes() -> re.Pattern[str]:
    table = tomllib.loads(files("onrecord.corpus").joinpath("corrections.toml").read_text("utf-8"))
    return re.compile("|".join(f"(?:{pattern})" for pattern in table["notes"]), re.IGNORECASE)
