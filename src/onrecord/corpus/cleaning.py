"""Which lines of a source are the article: the order in which furniture, captions, teasers and repeats go."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from onrecord.corpus.article_lines import FEWEST_LINES, Judge, choose
from onrecord.corpus.dates.written_date import WrittenDate
from onrecord.corpus.furniture import (
    EDIT_KIND,
    Role,
    count_words,
    is_prose,
    is_tail,
    is_teaser_head,
    normal_form,
    role_of,
)
from onrecord.corpus.head import Head, date_line, find_line_dates, get_agency, mark_head, read_dateline
from onrecord.corpus.line import Line, cut_line, edit_of, edit_range
from onrecord.model import Edit, EditKind, record

SHORTEST_REPEAT = 30
"""Letters and digits; shorter lines may stand twice ("He declined to comment.")."""
LONG_REPEAT = 25
"""Words; so long a paragraph is no refrain."""
BOX = 5
"""At most so many lines of a box of other articles in the middle of a text go with its heading."""


LAST_CREDIT = re.compile(r"\s*\((?:[A-Z]{2,5}|Reuters|Agencies|Xinhua|dpa)\)$")


@record
class DateLine:
    """A visible date line: its text, the date in it, and whether it is one of revision."""

    text: str
    date: WrittenDate
    revised: bool


@record
class Cleaned:
    """The article's lines, its head matter, its date lines, and everything that was taken out."""

    title: Line | None
    body: tuple[Line, ...]
    head: Head
    dates: tuple[DateLine, ...]
    edits: tuple[Edit, ...]


def clean(lines: Sequence[Line], *, title: str = "", judge: Judge | None = None) -> Cleaned:
    """Sort the lines of a source into article and the rest.

    `title`: the headline where the source names it. `judge`: the classifier of lines, for text without markup.
    """
    roles = [role_of(line.text) for line in lines]
    reasons: dict[int, str] = {}
    _mark_announced_captions(lines, roles)
    _spare_last_paragraph(lines, roles)
    _cut_tail(lines, roles, reasons, is_page=judge is None)
    head = mark_head(lines, roles, title)
    _mark_repeats(lines, roles, reasons)
    if judge and len(lines) >= FEWEST_LINES:
        _mark_unlikely(lines, roles, reasons, judge)
    head = _closing_agency(lines, roles, head)
    edits = [edit_of(line, EDIT_KIND[role], reasons.get(index, role.value))
             for index, (line, role) in enumerate(zip(lines, roles, strict=True)) if role in EDIT_KIND
             and role is not Role.TITLE]  # fmt: skip
    heading = next((line for line, role in zip(lines, roles, strict=True) if role is Role.TITLE), None)
    body = [line for line, role in zip(lines, roles, strict=True) if role is Role.BODY]
    head, dateline_edits = _take_dateline(body, head)
    found = _date_lines(lines, roles)
    return Cleaned(title=heading, body=tuple(body), head=head, dates=found, edits=(*edits, *dateline_edits))


def _spare_last_paragraph(lines: Sequence[Line], roles: list[Role]) -> None:
    """A last paragraph that ends in "(AFP)" is no caption: two paragraphs before it, none after, and no credit else."""
    prose = [index for index, line in enumerate(lines) if count_words(line.text) >= 8 and (
             is_prose(line.text) or LAST_CREDIT.search(line.text[-40:]))]  # fmt: skip
    if len(prose) > 2 and roles[prose[-1]] is Role.CAPTION and LAST_CREDIT.search(lines[prose[-1]].text[-40:]):
        roles[prose[-1]] = Role.BODY


def _cut_tail(lines: Sequence[Line], roles: list[Role], reasons: dict[int, str], *, is_page: bool) -> None:
    """Drop what follows a comment heading or a list of other articles, unless the article goes on after it.

    Where markup was read (`is_page`), running text after a list of other articles was chosen for good reasons.
    """
    words = [count_words(line.text) if role is Role.BODY and is_prose(line.text) else 0
             for line, role in zip(lines, roles, strict=True)]  # fmt: skip
    total, before = sum(words), 0
    for index, line in enumerate(lines):
        tail, teaser = is_tail(line.text), is_teaser_head(line.text)
        after = total - before
        if tail and (before >= 120 or before >= after) and before:
            _drop(range(index, len(lines)), lines, roles, reasons, Role.FURNITURE, f"after {line.text.strip()[:40]!r}")
            _name_teasers(index, lines, roles, reasons)
            return
        if teaser and before and before > 1.2 * after and not (is_page and after):
            _drop(range(index, len(lines)), lines, roles, reasons, Role.TEASER, f"after {line.text.strip()[:40]!r}")
            return
        if tail or teaser:
            roles[index] = Role.FURNITURE
            if teaser and before:
                _drop(_box(index, lines), lines, roles, reasons, Role.TEASER, f"box {line.text.strip()[:40]!r}")
        before += words[index]


def _mark_announced_captions(lines: Sequence[Line], roles: list[Role]) -> None:
    """A line that says "Image caption" makes a caption of the next one."""
    for index, line in enumerate(lines[:-1]):
        if re.fullmatch(r"(?:image|media|photo|video) caption[,:]?", line.text, re.IGNORECASE):
            roles[index], roles[index + 1] = Role.FURNITURE, Role.CAPTION


def _box(index: int, lines: Sequence[Line]) -> range:
    """The lines of a box of other articles that begins at `index`: all up to the next running text."""
    end = index + 1
    while end < len(lines) and end <= index + BOX and not is_prose(lines[end].text):
        end += 1
    return range(index + 1, end) if end <= index + BOX else range(0)


def _drop(
    where: range, lines: Sequence[Line], roles: list[Role], reasons: dict[int, str], role: Role, reason: str
) -> None:
    for index in where:
        if date_line(lines[index].text) is None or role is Role.TEASER or index > where.start:
            roles[index] = role
        reasons[index] = reason


def _name_teasers(start: int, lines: Sequence[Line], roles: list[Role], reasons: dict[int, str]) -> None:
    """Inside the tail, what follows the heading of other articles is a teaser."""
    first = next((i for i in range(start, len(lines)) if is_teaser_head(lines[i].text)), len(lines))
    _drop(range(first, len(lines)), lines, roles, reasons, Role.TEASER, "other articles")


def _mark_repeats(lines: Sequence[Line], roles: list[Role], reasons: dict[int, str]) -> None:
    """Of a paragraph that stands twice, the first copy stays; a standfirst before the date line yields to the body.

    Lines that come back three times and more are refrains (questions, items of lists): they stay unless they are long
    or stand in a passage that is repeated as a whole.
    """
    body_starts = max((i for i, role in enumerate(roles[:15]) if role in (Role.DATE, Role.BYLINE)), default=-1)
    body = [index for index, role in enumerate(roles) if role is Role.BODY]
    keys = {index: normal_form(lines[index].text) for index in body}
    times = Counter(keys.values())
    seen: dict[str, int] = {}
    follows = -1
    for index in body:
        key = keys[index]
        if len(key) < SHORTEST_REPEAT:
            continue
        first = seen.setdefault(key, index)
        refrain = times[key] > 2 and count_words(lines[index].text) < LONG_REPEAT and first != follows
        follows = first + 1
        if first == index or refrain:
            continue
        loser = first if first < body_starts < index else index
        seen[key] = index if loser == first else first
        roles[loser] = Role.REPEATED
        reasons[loser] = f"same as line {seen[key] + 1}"


def _mark_unlikely(lines: Sequence[Line], roles: list[Role], reasons: dict[int, str], judge: Judge) -> None:
    """Of the lines still thought to be the article, those go that the classifier does not choose."""
    body = [index for index, role in enumerate(roles) if role is Role.BODY]
    chances = judge([line.text for line in lines])[body]
    words = np.array([max(count_words(lines[index].text), 1) for index in body], dtype=float)
    for index, chance, kept in zip(body, chances, choose(chances, words), strict=True):
        if not kept:
            roles[index] = Role.FURNITURE
            reasons[index] = f"no line of the article, by its place and shape (p {chance:.2f})"


def _closing_agency(lines: Sequence[Line], roles: list[Role], head: Head) -> Head:
    """A line of nothing but an agency's name at the end of the text is its credit."""
    for index in range(max(len(lines) - 8, 0), len(lines)):
        agency = get_agency(lines[index].text)
        if agency and roles[index] is not Role.TEASER:
            roles[index] = Role.BYLINE
            return head if head.agency else dataclasses.replace(head, agency=agency)
    return head


def _take_dateline(body: list[Line], head: Head) -> tuple[Head, list[Edit]]:
    """Take the dateline off the first paragraph that has one (of the first three); `body` is changed in place."""
    for index, line in enumerate(body[:3]):
        found = read_dateline(line.text)
        rest = cut_line(line, found.end, len(line.text)) if found else None
        if found and rest:
            body[index] = rest
            agency = get_agency(found.source)
            source = "" if agency or not re.search(r"[A-Za-z]", found.source) else found.source
            edit = edit_range(line, 0, found.end, EditKind.HEAD, reason="dateline")
            agency, outlet = agency or head.agency, head.outlet or source
            return dataclasses.replace(head, dateline=found.place, agency=agency, outlet=outlet), [edit]
    return head, []


def _date_lines(lines: Sequence[Line], roles: Sequence[Role]) -> tuple[DateLine, ...]:
    found = []
    for line, role in zip(lines, roles, strict=True):
        for dated, revised in find_line_dates(line.text) if role is Role.DATE else ():
            found.append(DateLine(text=line.text, date=dated, revised=revised))
    return tuple(found)
