"""Which stretches of a paragraph stand between quote marks, whatever the marks and however badly they are paired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from onrecord.model import Span, record

_MARK = re.compile("``|''|[\"“”„‟«»‹›‘’‚'`]")
_DOUBLE = frozenset({'"', "“", "”", "„", "‟", "«", "»", "``", "''"})
_OPEN_GLYPHS = frozenset({"“", "„", "‟", "«", "‹", "‘", "‚", "``"})
_CLOSE_GLYPHS = frozenset({"”", "»", "›", "’", "''"})
_ELISION = re.compile(r"['’‘](?:em|til|cause|tis|twas|n|round|bout|\d0s)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)")


@record
class Quote:
    """A quoted stretch, marks included. `depth` 0 is outermost; `closed`: its closing mark stands in the paragraph."""

    span: Span
    inner: Span
    depth: int
    closed: bool
    paragraph: int


class _Role(Enum):
    OPEN = "open"
    CLOSE = "close"
    EITHER = "either"
    NEITHER = "neither"


@record
class _Mark:
    start: int
    end: int
    double: bool
    role: _Role


def find_quotes(text: str, paragraphs: Sequence[Span]) -> tuple[Quote, ...]:
    """All quoted stretches of `text`, in order of their beginning; none crosses a paragraph."""
    found: list[Quote] = []
    for number, paragraph in enumerate(paragraphs):
        found.extend(_quotes_of(text, paragraph, number))
    return tuple(sorted(found, key=lambda quote: (quote.span.start, -quote.span.end)))


def _quotes_of(text: str, paragraph: Span, number: int) -> Iterator[Quote]:
    open_marks: list[_Mark] = []
    marks = [mark for mark in _iter_marks(text, paragraph) if mark.role is not _Role.NEITHER]
    closers = _single_closers_after(marks)
    for index, mark in enumerate(marks):
        partner = _partner(open_marks, mark)
        if mark.role is _Role.CLOSE or (mark.role is _Role.EITHER and partner is not None):
            if partner is not None:
                yield _quote(open_marks[partner], mark, partner, number)
                del open_marks[partner:]
        elif mark.double and partner is not None and partner == 0:
            # A second opening mark at the same level: the first was never closed.
            yield from _unclosed(text, open_marks[:1], mark.start, number)
            open_marks = [mark]
        elif mark.double or closers[index]:
            open_marks.append(mark)
    yield from _unclosed(text, open_marks[:1], paragraph.end, number)


def _partner(open_marks: Sequence[_Mark], mark: _Mark) -> int | None:
    for level in range(len(open_marks) - 1, -1, -1):
        if open_marks[level].double == mark.double:
            return level
    return None


def _quote(first: _Mark, last: _Mark, depth: int, paragraph: int) -> Quote:
    inner_end = max(last.start, first.end + 1)
    return Quote(
        span=Span(start=first.start, end=last.end),
        inner=Span(start=min(first.end, inner_end - 1), end=inner_end),
        depth=depth,
        closed=True,
        paragraph=paragraph,
    )


def _unclosed(text: str, marks: Sequence[_Mark], limit: int, paragraph: int) -> Iterator[Quote]:
    """A double quote without end runs to `limit` if it opens a paragraph or a speech, else to its sentence's end."""
    for mark in marks:
        if not mark.double:
            continue
        before = text[: mark.start].rstrip(" \t")[-1:]
        end = limit
        if before not in {"", "\n", ":", ","}:
            stop = _SENTENCE_END.search(text, mark.end, limit)
            end = stop.end() if stop else limit
        end = mark.end + len(text[mark.end : end].rstrip())
        if end > mark.end:
            yield Quote(
                span=Span(start=mark.start, end=end),
                inner=Span(start=mark.end, end=end),
                depth=0,
                closed=False,
                paragraph=paragraph,
            )


def _single_closers_after(marks: Sequence[_Mark]) -> list[bool]:
    """For each mark, whether a single mark that can close stands after it: a lone apostrophe opens nothing."""
    answers: list[bool] = []
    seen = False
    for mark in reversed(marks):
        answers.append(seen)
        if not mark.double and mark.role in {_Role.CLOSE, _Role.EITHER}:
            seen = True
    return answers[::-1]


def _iter_marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        glyph = match.group()
        before = text[match.start() - 1] if match.start() > paragraph.start else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        double = glyph in _DOUBLE
        role = _double_role(glyph, before, after) if double else _single_role(text, match.start(), before, after)
        yield _Mark(start=match.start(), end=match.end(), double=double, role=role)


def _double_role(glyph: str, before: str, after: str) -> _Role:
    opens = _is_border(before) and not after.isspace()
    closes = not before.isspace() and (_is_border(after) or not after.isalnum())
    if glyph == '"' and before.isdigit() and not opens and after in " ,.;" and not closes:
        return _Role.NEITHER
    if opens and not closes:
        return _Role.OPEN
    if closes and not opens:
        return _Role.CLOSE
    if glyph in _OPEN_GLYPHS:
        return _Role.OPEN
    return _Role.CLOSE if glyph in _CLOSE_GLYPHS else _Role.EITHER


def _single_role(text: str, start: int, before: str, after: str) -> _Role:
    glyph = text[start]
    if before.isalnum() and after.isalnum():
        return _Role.NEITHER
    if _ELISION.match(text, start):
        return _Role.NEITHER
    if glyph in "‘‚‹" or (glyph in "'`’›" and _is_border(before) and after.isalnum()):
        return _Role.NEITHER if glyph == "’" else _Role.OPEN
    if before in "sS" and after == " " and text[start + 2 : start + 3].islower():
        return _Role.NEITHER
    return _Role.NEITHER if before.isspace() else _Role.CLOSE


def _is_border(char: str) -> bool:
    return char.isspace() or char in "([{—–-/\"“”‘’'«»…:"
