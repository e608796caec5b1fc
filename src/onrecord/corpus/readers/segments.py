"""An export of a news archive, cut into its documents: where each begins and ends, and how many the file claims."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.model import record

NUMBERED = re.compile(
    r"\s*(?:(?:document|dokument|documento)\s+)?(\d{1,5})\s+(?:of|von|de|di|van|sur)\s+(\d{1,5})"
    r"(?:\s+(?:documents?|dokumenten?|documentos|documenti))?\s*", re.IGNORECASE)  # fmt: skip
LISTED = re.compile(r"\s*(?:documents?|dokumente|documentos|documenti|documenten)\s*\((\d{1,5})\)\s*", re.IGNORECASE)
ENTRY = re.compile(r"\s*(\d{1,5})\.\s+(\S.{5,300})")
COVER = re.compile(r"\s*(?:client/matter|search terms|search type|narrowed by|content type|narrowed)", re.IGNORECASE)
FACTIVA_END = re.compile(r"\s*(?:document|dokument|documento)\s+([A-Z0-9]{5,12}\d{8}[a-z0-9]{6,16})\s*", re.IGNORECASE)


MARK = re.compile(
    rb"end\0? \0?of\0? \0?d|ende des dok|fin du doc|fin del doc|fine del doc|fim do doc|einde van|"
    rb"\d\0? \0?(?:of|von|de|di|sur) \0?\d|docum|dokum", re.IGNORECASE)  # fmt: skip
"""Bytes without which a file is no export."""


@record
class Segment:
    """One document of an export: its lines (first, one past last) and its number as the file counts."""

    first: int
    last: int
    number: int


@record
class Export:
    """An export cut up. `claimed`: how many documents the file says it holds, 0 where it does not say."""

    kind: str
    segments: tuple[Segment, ...]
    claimed: int
    titles: tuple[str, ...]
    """The file's own list of contents, where it has one."""


@cache
def get_labels() -> dict[str, Any]:
    """The labels of ``exports.toml``."""
    return tomllib.loads(files("onrecord.corpus.readers").joinpath("exports.toml").read_text("utf-8"))


def find_export(lines: Sequence[str]) -> Export | None:
    """The documents of an export; None where `lines` are none."""
    ends = frozenset(get_labels()["nexis"]["end"])
    closing = [at for at, line in enumerate(lines) if line.strip().casefold() in ends]
    if closing:
        return _nexis_uni(lines, closing)
    numbered = [(at, found) for at, line in enumerate(lines) if (found := NUMBERED.fullmatch(line))]
    if len(numbered) >= 1 and _counts_up(numbered) and _has_nexis_label(lines):
        return _nexis(lines, numbered)
    factiva = [at for at, line in enumerate(lines) if FACTIVA_END.fullmatch(line)]
    if factiva:
        return _factiva(lines, factiva)
    return None


def _nexis_uni(lines: Sequence[str], closing: Sequence[int]) -> Export:
    cover = lines[: _end_of_cover(lines, closing[0])]
    titles = tuple(found[2].strip() for line in cover if (found := ENTRY.fullmatch(line)))
    stated = next((int(found[1]) for line in cover if (found := LISTED.fullmatch(line))), 0)
    starts = [len(cover), *(end + 1 for end in closing)]
    segments = [Segment(first=start, last=end, number=number)
                for number, (start, end) in enumerate(zip(starts, closing, strict=False), start=1)]  # fmt: skip
    if any(line.strip() for line in lines[starts[-1] :]) and _has_nexis_label(lines[starts[-1] :]):
        segments.append(Segment(first=starts[-1], last=len(lines), number=len(segments) + 1))
    return Export(kind="nexis", segments=tuple(segments), claimed=max(stated, len(titles)), titles=titles)


def _end_of_cover(lines: Sequence[str], first_end: int) -> int:
    """Where the cover page with its list of contents ends: after the list's last entry and what belongs to it."""
    last = 0
    for at, line in enumerate(lines[:first_end]):
        if LISTED.fullmatch(line) or ENTRY.fullmatch(line) or (last and COVER.match(line)):
            last = at + 1
        elif last and at > last + 8:
            break
    return last


def _nexis(lines: Sequence[str], numbered: Sequence[tuple[int, re.Match[str]]]) -> Export:
    starts = [at for at, _ in numbered]
    segments = tuple(
        Segment(first=start + 1, last=end, number=int(found[1]))
        for (start, found), end in zip(numbered, [*starts[1:], len(lines)], strict=True)
    )
    return Export(kind="nexis", segments=segments, claimed=max(int(found[2]) for _, found in numbered), titles=())


def _counts_up(numbered: Sequence[tuple[int, re.Match[str]]]) -> bool:
    numbers = [int(found[1]) for _, found in numbered]
    return numbers == sorted(set(numbers)) and len({found[2] for _, found in numbered}) == 1


def _has_nexis_label(lines: Sequence[str]) -> bool:
    labels = get_labels()["nexis"]
    wanted = frozenset((*labels["length"], "load-date"))
    return any(line.split(":")[0].strip().casefold() in wanted for line in lines if ":" in line)


def _factiva(lines: Sequence[str], ends: Sequence[int]) -> Export:
    starts = [0, *(end + 1 for end in ends)]
    segments = tuple(Segment(first=start, last=end + 1, number=number)
                     for number, (start, end) in enumerate(zip(starts, ends, strict=False), start=1))  # fmt: skip
    return Export(kind="factiva", segments=segments, claimed=0, titles=())
