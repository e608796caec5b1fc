"""Which words stand around a finding, and which of them are marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from onrecord.model import Span, record

CONTEXT = 320
"""Code points kept before and after the marked words where no sentence border comes first."""
LONGEST = 1800
"""A line longer than this is cut, with an ellipsis."""

_BORDER = re.compile(r"\n+|(?<=[.!?…])[\"”’»)\]]*[^\S\n]+(?=[\"“‘«(\[]*[^\sa-z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Capt|Sgt|Rev|Hon|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"|(?<![^\W_])[A-Z](?:\.[A-Z])*)\.$"
)


@record
class Run:
    """Words of a line; `mark` is empty, or what they are: ``content``, ``source``, ``trigger``, ``value``."""

    text: str
    mark: str = ""


@lru_cache(maxsize=512)
def sentence_borders(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open sentences of `text` in order, without the space between them.

    The record keeps no parse, so this reads punctuation only: it serves to show context, not to find anything.
    """
    sentences, start = [], 0
    for border in _BORDER.finditer(text):
        tail = text[max(start, border.start() - 12) : border.start()]
        if "\n" not in border.group() and _ABBREVIATION.search(tail):
            continue
        closing = border.start() + len(border.group()) - len(border.group().lstrip('"”’»)]'))
        if closing > start:
            sentences.append((start, closing))
        start = border.end()
    if start < len(text):
        sentences.append((start, len(text)))
    return tuple(sentences)


@record
class Window:
    """What of a text is shown; `before` and `after`: whether a sentence was cut there."""

    span: Span
    before: bool = False
    after: bool = False


def find_window(text: str, spans: Sequence[Span], *, sentence: Span | None = None) -> Window:
    """The sentences of `text` that hold `spans` (`sentence`, where it is known), at most `CONTEXT` past either end."""
    low, high = min(span.start for span in spans), max(span.end for span in spans)
    if sentence is None:
        borders = sentence_borders(text) or ((0, len(text)),)
        first = max(0, bisect_right(borders, (low, len(text))) - 1)
        last = max(first, bisect_left(borders, (high, 0)) - 1)
        sentence = Span(start=borders[first][0], end=borders[last][1])
    outer_start, outer_end = min(low, sentence.start), max(high, sentence.end)
    start, end = max(outer_start, low - CONTEXT), min(outer_end, high + CONTEXT)
    end_shown = min(end, start + LONGEST)
    return Window(span=Span(start=start, end=end_shown), before=start > outer_start, after=end_shown < outer_end)


def mark_words(text: str, window: Window, marks: Iterable[tuple[Span, str]]) -> tuple[Run, ...]:
    """The window as runs, with the marked spans in it. Where marks overlap, the one that begins first wins."""
    runs = [Run(text="… ")] if window.before else []
    at, end = window.span.key
    for span, mark in sorted(marks, key=lambda item: item[0].key):
        start, stop = max(span.start, at), min(span.end, end)
        if start >= stop:
            continue
        if start > at:
            runs.append(Run(text=text[at:start]))
        runs.append(Run(text=text[start:stop], mark=mark))
        at = stop
    if at < end:
        runs.append(Run(text=text[at:end]))
    if window.after:
        runs.append(Run(text=" …"))
    return tuple(runs)
