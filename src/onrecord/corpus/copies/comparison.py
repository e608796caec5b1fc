"""What one text has that another lacks: passages cut, added and changed, by alignment of paragraphs, then of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from onrecord.model import Span, record

APART = 3
"""Changes with fewer common words between them are one passage."""
MOST = 4_000_000
"""Pairs of words; longer stretches are not aligned word by word."""


@record
class Change:
    """A passage that differs. `before` is None where words were added, `after` where they were cut; never both."""

    before: Span | None
    after: Span | None

    @property
    def kind(self) -> str:
        """``cut``, ``added`` or ``changed``."""
        return "added" if self.before is None else "cut" if self.after is None else "changed"


def compare(before: str, after: str) -> tuple[Change, ...]:
    """What was done to `before` to make `after`, in text order; spans are those of either text. White space is none."""
    old, new = _spans(r"[^\n]*\S[^\n]*", before), _spans(r"[^\n]*\S[^\n]*", after)
    found: list[Change] = []
    for low, high, first, last in _iter_unequal(_words_of(before, old), _words_of(after, new)):
        cut = _spans(r"\S+", before, *_extent(old[low:high]))
        added = _spans(r"\S+", after, *_extent(new[first:last]))
        found += _compare_words(before, cut, after, added)
    return tuple(found)


def _spans(pattern: str, text: str, start: int = 0, end: int | None = None) -> list[Span]:
    matches = re.compile(pattern).finditer(text, start, len(text) if end is None else end)
    return [Span(start=match.start(), end=match.end()) for match in matches]


def _extent(spans: Sequence[Span]) -> tuple[int, int]:
    return (spans[0].start, spans[-1].end) if spans else (0, 0)


def _words_of(text: str, spans: Sequence[Span]) -> list[str]:
    return [" ".join(text[span.start : span.end].split()) for span in spans]


def _iter_unequal(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    for tag, low, high, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield low, high, first, last


def _compare_words(before: str, old: Sequence[Span], after: str, new: Sequence[Span]) -> Iterator[Change]:
    whole = [(0, len(old), 0, len(new))]
    small = len(old) * len(new) <= MOST
    unequal = list(_iter_unequal(_words_of(before, old), _words_of(after, new))) if small else whole
    for low, high, first, last in _join(unequal):
        yield Change(
            before=Span(start=old[low].start, end=old[high - 1].end) if low < high else None,
            after=Span(start=new[first].start, end=new[last - 1].end) if first < last else None,
        )


def _join(ranges: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    joined: list[tuple[int, int, int, int]] = []
    for low, high, first, last in ranges:
        if joined and low - joined[-1][1] < APART:
            joined[-1] = (joined[-1][0], high, joined[-1][2], last)
        else:
            joined.append((low, high, first, last))
    return joined
