"""Where a line of source text stood in the raw bytes: `Part` and `Line`, the small change of cleaning."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import field
from itertools import accumulate

from onrecord.model import Edit, EditKind, record


@record
class Part:
    """A stretch of a line and the raw bytes that hold it; `exact`: those bytes decode to exactly this text."""

    text: str
    raw_start: int
    raw_end: int
    exact: bool = True


@record
class Line:
    """One line (for most sources: one paragraph) with its parts in raw order. Its text is never empty.

    `tag` is the HTML element it came from and `link_share` the part of its characters inside links, where known.
    """

    text: str
    parts: tuple[Part, ...]
    encoding: str
    tag: str = ""
    link_share: float = 0.0
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """The character at which each part begins, and the end of the last."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", tuple(accumulate((len(part.text) for part in self.parts), initial=0)))

    @property
    def raw_start(self) -> int:
        """The first raw byte."""
        return self.parts[0].raw_start

    @property
    def raw_end(self) -> int:
        """One past the last raw byte."""
        return self.parts[-1].raw_end


def make_line(parts: Iterable[Part], encoding: str, *, tag: str = "", link_share: float = 0.0) -> Line | None:
    """A line of the parts that have text; None where there is none."""
    kept = tuple(part for part in parts if part.text)
    text = "".join(part.text for part in kept)
    if not text.strip():
        return None
    return Line(text=text, parts=kept, encoding=encoding, tag=tag, link_share=link_share)


def replace_ranges(line: Line, ranges: Sequence[tuple[int, int, str]]) -> Line | None:
    """`line` with each (start, end, after) of `ranges` (in order, disjoint) replaced; None where nothing is left."""
    parts: list[Part] = []
    done = 0
    for start, end, after in ranges:
        parts.extend(_cut(line, done, start))
        if after:
            old = _cut(line, start, end)
            parts.append(Part(text=after, raw_start=old[0].raw_start, raw_end=old[-1].raw_end, exact=False))
        done = end
    parts.extend(_cut(line, done, len(line.text)))
    return make_line(parts, line.encoding, tag=line.tag, link_share=line.link_share)


def cut_line(line: Line, start: int, end: int) -> Line | None:
    """Characters `start` to `end` of `line`; None where they are blank."""
    return make_line(_cut(line, start, end), line.encoding, tag=line.tag, link_share=line.link_share)


def strip_line(line: Line) -> Line | None:
    """`line` without white space at its ends (white space alone is not listed as a removal)."""
    start = len(line.text) - len(line.text.lstrip())
    end = len(line.text.rstrip())
    return line if (start, end) == (0, len(line.text)) else cut_line(line, start, end)


def edit_of(line: Line, kind: EditKind, reason: str, *, after: str = "") -> Edit:
    """The edit that drops `line` (or turns it into `after`)."""
    return Edit(kind=kind, before=line.text, after=after, raw_start=line.raw_start, raw_end=line.raw_end, reason=reason)


def edit_range(line: Line, start: int, end: int, kind: EditKind, *, after: str = "", reason: str = "") -> Edit:
    """The edit that turns characters `start` to `end` of `line` into `after`."""
    parts = _cut(line, start, end)
    return Edit(
        kind=kind,
        before=line.text[start:end],
        after=after,
        raw_start=parts[0].raw_start,
        raw_end=parts[-1].raw_end,
        reason=reason,
    )


def _cut(line: Line, start: int, end: int) -> list[Part]:
    """The parts of a stretch, found without a look at those before it: a line may take thousands of edits."""
    found: list[Part] = []
    for place in range(max(bisect_right(line.starts, start) - 1, 0), len(line.parts)):
        part, begin = line.parts[place], line.starts[place]
        if begin >= end:
            break
        low, high = max(start - begin, 0), min(end - begin, len(part.text))
        if low < high:
            found.append(_cut_part(part, low, high, line.encoding))
    return found


def _cut_part(part: Part, low: int, high: int, encoding: str) -> Part:
    if (low, high) == (0, len(part.text)):
        return part
    text = part.text[low:high]
    if not part.exact:
        return Part(text=text, raw_start=part.raw_start, raw_end=part.raw_end, exact=False)
    has_one_byte_each = part.raw_end - part.raw_start == len(part.text)
    raw_start = part.raw_start + (low if has_one_byte_each else len(part.text[:low].encode(encoding)))
    return Part(text=text, raw_start=raw_start, raw_end=raw_start + len(text.encode(encoding)))
