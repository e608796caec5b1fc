"""Where in a text the words stand that somebody claims to have read there, and how well they were found."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum

from onrecord.model.record import record
from onrecord.model.span import Span

_WORD = re.compile(r"\w+")
_FUZZY_WORDS = 5
_FUZZY_SHARE = 0.85
"""Shorter words are found exactly or not at all; of longer ones so many must stand there, in order."""


class Location(StrEnum):
    """How well words were found: as they are, but for case, marks and spaces, or but for a few words."""

    EXACT = "exact"
    FOLDED = "folded"
    FUZZY = "fuzzy"


@record
class Located:
    """A stretch of the text, and how well it fits the words looked for."""

    span: Span
    how: Location


def find_words(words: str, text: str, within: Span, *, near: int | None = None) -> Located | None:
    """Where `words` stand in ``text[within]``: of several places the first, or the one that begins nearest `near`."""
    wanted = [word.casefold() for word in _WORD.findall(words)]
    if not wanted:
        return None
    anchor = within.start if near is None else near
    bare = words.strip()
    exact = [
        Span(start=at, end=at + len(bare)) for at in _places(bare, text, within) if _is_whole(text, at, at + len(bare))
    ]
    if exact:
        return Located(span=min(exact, key=lambda span: abs(span.start - anchor)), how=Location.EXACT)
    there = [(match.group().casefold(), match.span()) for match in _WORD.finditer(text, within.start, within.end)]
    size = len(wanted)
    said = [word for word, _ in there]
    folded = [at for at in range(len(said) - size + 1) if said[at : at + size] == wanted]
    if folded:
        spans = [Span(start=there[at][1][0], end=there[at + size - 1][1][1]) for at in folded]
        return Located(span=min(spans, key=lambda span: abs(span.start - anchor)), how=Location.FOLDED)
    return _find_nearly(wanted, said, [span for _, span in there]) if size >= _FUZZY_WORDS else None


def _places(words: str, text: str, within: Span) -> list[int]:
    found, at = [], text.find(words, within.start, within.end)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1, within.end)
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def _find_nearly(wanted: list[str], said: list[str], spans: list[tuple[int, int]]) -> Located | None:
    """The stretch from the first to the last shared word, where nearly all words are shared in order."""
    blocks = [
        block for block in SequenceMatcher(None, said, wanted, autojunk=False).get_matching_blocks() if block.size
    ]
    shared = sum(block.size for block in blocks)
    if not blocks or shared < _FUZZY_SHARE * len(wanted):
        return None
    first, last = blocks[0].a, blocks[-1].a + blocks[-1].size - 1
    if shared < _FUZZY_SHARE * (last - first + 1):
        return None
    return Located(span=Span(start=spans[first][0], end=spans[last][1]), how=Location.FUZZY)
