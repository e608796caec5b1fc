"""A text file is one article; lines of even width are joined into the paragraphs they were broken from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.corpus.decoding import decode, split_lines
from onrecord.corpus.found import MAX_ARTICLE_BYTES, MAX_LINE_CHARS, Found, Source, problem
from onrecord.corpus.furniture import END_OF_SENTENCE
from onrecord.corpus.line import Line, Part, make_line
from onrecord.corpus.readers.archive_export import read_export
from onrecord.corpus.readers.segments import MARK
from onrecord.model import Edit, EditKind, Origin

MAX_EXPORT_BYTES = 300_000_000
WRAP_WIDTHS = range(50, 101)
"""Characters; text broken by hand or machine has lines of about such a width."""


def iter_text_file(source: Source) -> Iterator[Found]:
    """The one article of a text file, or the many of an archive export."""
    if source.size > MAX_EXPORT_BYTES:
        yield problem(source.origin, f"the file has {source.size:,} bytes; at most {MAX_EXPORT_BYTES:,} are read")
        return
    raw = source.read()
    decoded = decode(raw) if MARK.search(raw) else None
    documents = read_export(decoded.text, source.origin) if decoded else None
    if documents:
        yield from documents
    elif len(raw) > MAX_ARTICLE_BYTES:
        yield problem(source.origin, f"the file has {len(raw):,} bytes; an article has at most {MAX_ARTICLE_BYTES:,}")
    else:
        yield read_text(raw, source.origin)


def read_text(raw: bytes, origin: Origin) -> Found:
    """The article that `raw` spells."""
    if not raw.strip():
        return problem(origin, "the file is empty", raw)
    decoded = decode(raw)
    if decoded is None:
        return problem(origin, "the file is not text (binary data)", raw)
    lines, edits = split_lines(decoded)
    if any(line and len(line.text) > MAX_LINE_CHARS for line in lines):
        return problem(origin, f"one line has more than {MAX_LINE_CHARS:,} characters: no article", raw)
    joined, joins = join_wrapped(lines)
    return Found(origin=origin, raw=raw, lines=joined, edits=(*edits, *joins))


def join_wrapped(lines: Sequence[Line | None]) -> tuple[Sequence[Line | None], list[Edit]]:
    """Undo line breaks at a fixed width: blocks between blank lines become paragraphs. Other texts stay as they are."""
    if not _is_wrapped(lines):
        return lines, []
    joined: list[Line | None] = []
    edits: list[Edit] = []
    block: list[Line] = []
    for line in [*lines, None]:
        if line is not None:
            block.append(line)
            continue
        if block:
            joined.append(_join(block, edits))
        joined.append(None)
        block = []
    return joined, edits


def _is_wrapped(lines: Sequence[Line | None]) -> bool:
    full = [line.text for line, following in pairwise(lines) if line and following]
    if len(full) < 6 or sum(1 for line in lines if line is None) < 2:
        return False
    widths = [len(text.rstrip()) for text in full]
    broken = sum(1 for text in full if not END_OF_SENTENCE.search(text.rstrip()))
    even = sum(1 for width in widths if width in WRAP_WIDTHS)
    return even > 0.6 * len(full) and broken > 0.6 * len(full) and max(widths) <= max(WRAP_WIDTHS) + 20


def _join(block: Sequence[Line], edits: list[Edit]) -> Line | None:
    parts: list[Part] = list(block[0].parts)
    for before, line in pairwise(block):
        broken_word = re.search(r"[^\W\d]-$", before.text) is not None
        after = "" if broken_word else " "
        gap = Part(text=after, raw_start=before.raw_end, raw_end=line.raw_start, exact=False)
        edits.append(
            Edit(
                kind=EditKind.SPACE,
                before="\n",
                after=after,
                raw_start=gap.raw_start,
                raw_end=gap.raw_end,
                reason="line break",
            )
        )
        parts += [gap, *line.parts]
    return make_line(parts, block[0].encoding)
