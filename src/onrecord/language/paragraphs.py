"""Where paragraphs begin and end, and where one too long for the parser is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.model import Span

MAX_CHUNK = 2_500
"""Characters the parser is given at once; bounds the length of a sentence, and so the cost of walking its tree."""

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SENTENCE = re.compile(r"\w{5}[.!?…]+[\"'”’»)\]]*\s+")
_SENTENCE_LIKE = re.compile(r"[.!?…。؟][\"'”’»)\]]*\s+")
_SPACE = re.compile(r"\s+")


def find_paragraphs(text: str, body_start: int = 0) -> tuple[Span, ...]:
    """The paragraphs of `text`: its lines without outer white space; none crosses `body_start`."""
    spans = []
    for start, end in _iter_lines(text, body_start):
        words = text[start:end]
        kept = words.strip()
        if kept:
            first = start + words.index(kept)
            spans.append(Span(start=first, end=first + len(kept)))
    return tuple(spans)


def _iter_lines(text: str, body_start: int) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text):
        start, end = line.span()
        if start < body_start < end:
            yield start, body_start
            start = body_start
        yield start, end


def iter_chunks(text: str, paragraph: Span, *, limit: int = MAX_CHUNK) -> Iterator[Span]:
    """Cut `paragraph` into stretches of at most `limit` characters.

    The cut lies after the last sentence-like end that fits, else at the last white space, else at the limit.
    """
    start = paragraph.start
    while paragraph.end - start > limit:
        cut = _last_border(text, start, start + limit)
        yield Span(start=start, end=cut)
        start = cut
    if start < paragraph.end:
        yield Span(start=start, end=paragraph.end)


def _last_border(text: str, start: int, end: int) -> int:
    for pattern in (_SENTENCE, _SENTENCE_LIKE, _SPACE):
        borders = [match.end() for match in pattern.finditer(text, start, end)]
        if borders and borders[-1] > start:
            return borders[-1]
    return end
