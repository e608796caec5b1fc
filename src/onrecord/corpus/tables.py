"""The word lists of cleaning, read once from ``furniture.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from onrecord.model import record


@record
class Tables:
    """Compiled patterns; each is matched against whole lines unless its name says otherwise."""

    lines: frozenset[str]
    furniture: re.Pattern[str]
    tails: re.Pattern[str]
    teasers: re.Pattern[str]
    caption_end: re.Pattern[str]
    """Matches at the end of a line."""
    caption_start: re.Pattern[str]
    published: re.Pattern[str]
    """Labels before a date of publication, searched."""
    updated: re.Pattern[str]
    """Labels before a date of revision, searched."""
    beside_date: re.Pattern[str]
    """Small words before a date, searched."""
    ago: re.Pattern[str]
    """How long ago something was updated, searched."""
    times: re.Pattern[str]
    """Times of day and zones, searched."""
    sections: frozenset[str]
    labels: frozenset[str]
    """Words in capitals before a dash that are no place."""
    mastheads: frozenset[str]
    """What papers and stations are called, first or last in their names."""
    everyday: frozenset[str]
    """Those of them that headlines use too ("Minister Denies Report")."""
    name_words: frozenset[str]
    """Small words inside such names."""
    agencies: dict[str, str]
    months: dict[str, int]
    weekdays: dict[str, int]


@cache
def get_tables() -> Tables:
    """The tables, read on first use."""
    table = tomllib.loads(files("onrecord.corpus").joinpath("furniture.toml").read_text("utf-8"))
    return Tables(
        lines=frozenset(line.casefold() for line in table["lines"]),
        furniture=_any_of(table["patterns"]),
        tails=_any_of(table["tails"]),
        teasers=_any_of(table["teasers"]),
        caption_end=re.compile(f"(?:{'|'.join(table['caption_ends'])})\\s*$", re.IGNORECASE),
        caption_start=_any_of(table["caption_starts"]),
        published=_words(table["published"]),
        updated=_words(table["updated"]),
        beside_date=_words(table["beside_date"]),
        ago=re.compile(table["ago"], re.IGNORECASE),
        times=re.compile(table["times"], re.IGNORECASE),
        sections=frozenset(table["sections"]),
        labels=frozenset(table["labels"]),
        mastheads=frozenset(table["mastheads"]),
        everyday=frozenset(table["everyday"]),
        name_words=frozenset(table["name_words"]),
        agencies=table["agencies"],
        months=table["months"],
        weekdays=table["weekdays"],
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(patterns)})", re.IGNORECASE)


def _words(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b:?", re.IGNORECASE)
