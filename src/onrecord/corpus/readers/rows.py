"""A row of a table or an object of a JSON file is one article; keys by mapping or by their usual names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from onrecord.corpus.dates.publication import Clue
from onrecord.corpus.decoding import Decoded
from onrecord.corpus.found import MAX_ARTICLE_BYTES, Found, locate_lines, problem
from onrecord.corpus.line import Line
from onrecord.corpus.mapping import ColumnMapping
from onrecord.corpus.readers.markup import scan_page
from onrecord.model import Origin, Rung

MARKUP = re.compile(
    r"</(?:p|div|span|a)>|<br\s*/?>|&(?:amp|quot|nbsp|apos|[lr][sd]quo|[mn]dash|#39|#8217|#x27);", re.IGNORECASE
)


def read_row(
    row: Mapping[str, Any],
    columns: ColumnMapping,
    raw: bytes,
    encoding: str,
    origin: Origin,
    *,
    month_first: bool | None = None,
) -> Found:
    """The article that a row holds; `raw` are the bytes the row was read from, `month_first` its column's habit."""
    text = _without_markup(as_words(row.get(columns.text)))
    if not text.strip():
        return problem(origin, f"no text under {columns.text!r}", raw)
    if len(raw) > MAX_ARTICLE_BYTES:
        return problem(origin, f"the entry has {len(raw):,} bytes; an article has at most {MAX_ARTICLE_BYTES:,}")
    date = as_words(row.get(columns.date)) if columns.date else ""
    return Found(
        origin=origin,
        raw=raw,
        lines=locate_lines(text, raw, encoding),
        title=_one_line(as_words(row.get(columns.title)), raw, encoding) if columns.title else None,
        byline=as_words(row.get(columns.byline)) if columns.byline else "",
        outlet=as_words(row.get(columns.outlet)) if columns.outlet else "",
        url=as_words(row.get(columns.url)) if columns.url else "",
        section=as_words(row.get(columns.section)) if columns.section else "",
        language=as_words(row.get(columns.language)) if columns.language else "",
        revised=as_words(row.get(columns.revised)) if columns.revised else "",
        clues=(Clue(rung=Rung.FIELD, text=date, month_first=month_first),) if date else (),
    )


def _without_markup(text: str) -> str:
    """The text of a field that holds a piece of a page (its tags, or its character references)."""
    if not MARKUP.search(text):
        return text
    page = scan_page(Decoded(text=text.encode("utf-8", "ignore").decode(), encoding="utf-8"))
    return "\n".join(block.line.text.strip() for block in page.blocks)


def as_words(value: Any) -> str:
    """A field's value as text; lists of names are joined, numbers written out, everything else is nothing."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, map(as_words, value)))
    if isinstance(value, dict):
        return as_words(value.get("name") or value.get("title") or value.get("text"))
    return ""


def _one_line(title: str, raw: bytes, encoding: str) -> Line | None:
    lines = locate_lines(" ".join(title.split()), raw, encoding)
    return lines[0] if lines else None
