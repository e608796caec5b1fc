"""Gold attributions: CofeNet's token rows and PolNeAR's brat folders, read into records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from onrecord.errors import GoldError
from onrecord.model import Span, record

ROLES = ("source", "cue", "content")
_QUOTES = {"``": "“", "''": "”"}


@record
class Row:
    """One row: where its tokens stand in the text of its article, and the gold spans (role, first, last token)."""

    tokens: tuple[Span, ...]
    gold: frozenset[tuple[str, int, int]]


@record
class RowArticle:
    """The rows of one annotator's reading of one article, each a paragraph of `text`."""

    name: str
    text: str
    rows: tuple[Row, ...]


@record
class GoldAttribution:
    """The three parts of one attribution; `source` is empty where nobody is named."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@record
class BratArticle:
    """One article with the attributions of one annotator."""

    name: str
    text: str
    gold: tuple[GoldAttribution, ...]


def read_rows(path: Path) -> Iterator[RowArticle]:
    """The articles of a CofeNet file, in its order; consecutive rows with one id are one article.

    Raises:
        GoldError: not JSON lines, or a row without tokens, labels and id.
    """
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        for name, rows in groupby(lines, key=lambda line: str(line["id"])):
            yield _row_article(name, list(rows))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(
            f"{path} holds no token rows: {error!r}", expected="JSON lines with tokens, labels and id"
        ) from error


def _row_article(name: str, lines: Sequence[dict[str, Any]]) -> RowArticle:
    texts, rows, start = [], [], 0
    for line in lines:
        words = [_QUOTES.get(token, token) for token in line["tokens"]]
        spans, at = [], start
        for word in words:
            spans.append(Span(start=at, end=at + len(word)))
            at += len(word) + 1
        rows.append(Row(tokens=tuple(spans), gold=frozenset(iter_labelled(line["labels"]))))
        texts.append(" ".join(words))
        start = at
    return RowArticle(name=name, text="\n".join(texts), rows=tuple(rows))


def iter_labelled(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The spans of BIO `labels` as (role, first, last); an I after another role or O begins a span."""
    role, first = "", 0
    for index, label in enumerate([*labels, "O"]):
        kind, _, name = label.partition("-")
        if kind != "I" or name != role:
            if role:
                yield role, first, index - 1
            role, first = name, index


def read_brat(folder: Path) -> Iterator[BratArticle]:
    """The articles of a folder with ``text/`` and ``attributions/``; of several annotators the first by file name.

    Raises:
        GoldError: no such folders, or an attribution file whose text is missing.
    """
    marks = sorted((folder / "attributions").glob("*.ann"))
    if not marks:
        raise GoldError(f"{folder} holds no attributions/*.ann", expected="a folder with text/ and attributions/")
    for name, files in groupby(marks, key=lambda file: file.stem.rpartition("_")[0]):
        source = folder / "text" / f"{name}.txt"
        if not source.is_file():
            raise GoldError(f"{source} is missing", expected="a text for each attribution file")
        with source.open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        yield BratArticle(name=name, text=text, gold=tuple(_iter_brat(next(files))))


def _iter_brat(path: Path) -> Iterator[GoldAttribution]:
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[list[str]] = []
    for line in path.read_text("utf-8").splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 1:
            spans[fields[0]] = tuple(_iter_spans(fields[1].partition(" ")[2]))
        elif line.startswith("E") and len(fields) > 1:
            events.append(fields[1].split())
    for head, *parts in events:
        if not head.startswith("Attribution"):
            continue
        roles: dict[str, list[Span]] = {role: [] for role in ROLES}
        for part in parts:
            role, _, mark = part.partition(":")
            roles.get(re.sub(r"\d+$", "", role).lower(), []).extend(spans.get(mark, ()))
        if roles["cue"] and roles["content"]:
            yield GoldAttribution(**{role: tuple(found) for role, found in roles.items()})


def _iter_spans(written: str) -> Iterator[Span]:
    for stretch in written.split(";"):
        start, end = map(int, stretch.split())
        if start < end:
            yield Span(start=start, end=end)
