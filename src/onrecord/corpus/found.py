"""What a reader hands on: one found item, before cleaning, or the reason why it cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import BinaryIO

from onrecord.corpus.dates.publication import Clue
from onrecord.corpus.line import Line, Part, make_line
from onrecord.model import Edit, Origin, record

MAX_ARTICLE_BYTES = 8_000_000
"""Larger items are no articles: they are skipped by name."""
MAX_LINE_CHARS = 2_000_000
"""A longer line is no paragraph of an article."""
MAX_LINES = 10_000
"""A text of more lines is no article."""
MISSES = 3
"""After so many paragraphs that do not stand in the raw bytes as such, no more are looked for."""


@record
class Source:
    """A file, on disk or inside another one: where it stands, how large it is, how it is opened."""

    origin: Origin
    size: int
    open: Callable[[], BinaryIO]

    def read(self) -> bytes:
        """All of its bytes."""
        with self.open() as file:
            return file.read()


@record
class Found:
    """One item of a source. `lines` are in reading order, None for a blank line; `problem` excludes everything else."""

    origin: Origin
    raw: bytes = b""
    lines: Sequence[Line | None] = ()
    edits: tuple[Edit, ...] = ()
    title: Line | None = None
    byline: str = ""
    outlet: str = ""
    url: str = ""
    section: str = ""
    language: str = ""
    agency: str = ""
    clues: tuple[Clue, ...] = ()
    revised: str = ""
    """When the source says it was last changed, as written."""
    claimed: int = 0
    """How many articles the file that holds this item says it holds; 0 where it makes no claim."""
    problem: str = ""
    is_page: bool = False
    """Whether the lines come from markup: then line ends are paragraphs as they stand."""


def problem(origin: Origin, reason: str, raw: bytes = b"") -> Found:
    """An item that cannot be read."""
    return Found(origin=origin, raw=raw, problem=reason)


def locate_lines(text: str, raw: bytes, encoding: str, *, start: int = 0) -> list[Line | None]:
    """The lines of a field's value with the raw bytes that hold each: plain, JSON-escaped or with doubled quotes.

    Where a line stands in none of these forms its range is the whole of `raw`, which certainly holds it.
    """
    lines: list[Line | None] = []
    at, misses = start, 0
    for piece in text.splitlines():
        words = piece.strip()
        if not words:
            lines.append(None)
            continue
        found = _find(words, raw, encoding, at) if misses < MISSES else None
        if found is None:
            misses += 1
            part = Part(text=words, raw_start=start, raw_end=max(len(raw), start + 1), exact=False)
        else:
            part, at = found, found.raw_end
        lines.append(make_line([part], encoding))
    return lines


def _find(words: str, raw: bytes, encoding: str, at: int) -> Part | None:
    for exact, form in (
        (True, words),
        (False, words.replace('"', '""')),
        (False, json.dumps(words, ensure_ascii=False)[1:-1]),
        (False, json.dumps(words)[1:-1]),
    ):
        try:
            code = form.encode(encoding)
        except UnicodeEncodeError:
            continue
        place = raw.find(code, at)
        if place >= 0:
            return Part(text=words, raw_start=place, raw_end=place + len(code), exact=exact)
    return None
