"""The debate in time: a band for each concept, for above its line, against below, a mark for each position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.model import Position, Side, record
from onrecord.publish.dates import MONTHS
from onrecord.publish.index import Index
from onrecord.publish.lines import place_of

BINS = 60
"""Columns of the strip; marks of one column stand on each other."""
MOST = 4
"""Marks that stand in one column; a sign says how many more there are."""
MOST_TICKS = 7
CLOSEST_TICKS = 12
"""In per cent of the strip."""
FEWEST_DAYS = 2
HALVES = {Side.FOR: 1, Side.CONDITIONAL: 1, Side.AGAINST: -1, Side.UNCLEAR: 0}
"""Above the line, below it, or on it."""


@record
class Mark:
    """One position, on the line all of a column; `left` in per cent of the strip, `level` negative below the line."""

    left: float
    level: int
    side: Side
    target: str
    words: str


@record
class More:
    """So many more marks than a column has room for."""

    left: float
    half: int
    count: int


@record
class Band:
    """One concept's band."""

    anchor: str
    claim: str
    marks: tuple[Mark, ...]
    more: tuple[More, ...]


@record
class Tick:
    """A date on the axis, in per cent of the strip."""

    left: float
    label: str


@record
class Strip:
    """Everything the drawing needs; `undated` positions have no place on it, `depth` is the tallest pile."""

    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    undated: int
    depth: int


@record
class Placed:
    """A position on its day."""

    day: date
    name: str
    position: Position


def draw_strip(index: Index, stances: Mapping[tuple[str, str], Sequence[Position]]) -> Strip | None:
    """The strip, or None where positions fall on fewer than `FEWEST_DAYS` days."""
    placed: dict[str, list[Placed]] = {concept: [] for concept in index.concepts}
    undated = 0
    for (actor_id, concept), positions in stances.items():
        name = index.debate.actors[actor_id].name
        for position in positions:
            day = index.day(position.article_id)
            if day:
                placed[concept].append(Placed(day=day, name=name, position=position))
            else:
                undated += 1
    days = sorted({each.day for found in placed.values() for each in found})
    if len(days) < FEWEST_DAYS:
        return None
    ends = (days[0], days[-1])
    bands = tuple(_band(index, concept, found, ends) for concept, found in placed.items())
    depth = max(abs(mark.level) for band in bands for mark in band.marks)
    room = depth + any(band.more for band in bands)
    return Strip(bands=bands, ticks=find_ticks(*ends), undated=undated, depth=max(2, room))


def _band(index: Index, concept: str, found: Sequence[Placed], ends: tuple[date, date]) -> Band:
    filled: dict[tuple[int, int], list[Placed]] = defaultdict(list)
    for each in sorted(found, key=lambda each: (each.day, each.name, each.position.id)):
        filled[min(BINS - 1, int(_share(each.day, ends) * BINS)), HALVES[each.position.side]].append(each)
    marks, more = [], []
    for (column, half), piled in sorted(filled.items(), key=lambda item: item[0]):
        left = round(100 * (column + 0.5) / BINS, 2)
        if half:
            marks += [_mark(index, [each], left, half * level) for level, each in enumerate(piled[:MOST], start=1)]
        else:
            marks.append(_mark(index, piled, left, 0))
        if half and len(piled) > MOST:
            more.append(More(left=left, half=half, count=len(piled) - MOST))
    claim = index.debate.codebook.get(concept).claim if index.debate.codebook else concept
    return Band(anchor=index.concepts[concept], claim=claim, marks=tuple(marks), more=tuple(more))


def _mark(index: Index, piled: Sequence[Placed], left: float, level: int) -> Mark:
    return Mark(
        left=left,
        level=level,
        side=piled[0].position.side,
        target=f"s-{piled[0].position.statement_id}",
        words="; ".join(_words(index, each) for each in piled),
    )


def _words(index: Index, each: Placed) -> str:
    place = place_of(index, each.position.article_id)
    return f"{each.name}: {each.position.side}, {place.outlet}, {place.day}"


def _share(day: date, ends: tuple[date, date]) -> float:
    return (day - ends[0]).days / (ends[1] - ends[0]).days


def find_ticks(first: date, last: date) -> tuple[Tick, ...]:
    """First days of months, or of years over a long time, at most `MOST_TICKS`; both ends of a short time."""
    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    inside = [day for day in months if first <= day <= last]
    years = [day for day in inside if day.month == 1]
    if len(inside) < 2:
        labels = [(day, f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}") for day in (first, last)]
    elif len(inside) > 2 * MOST_TICKS and len(years) > 1:
        labels = [(day, str(day.year)) for day in years]
    else:
        labels = [(day, f"{MONTHS[day.month - 1][:3]} {day.year}") for day in inside]
    every = -(-len(labels) // MOST_TICKS)
    ticks: list[Tick] = []
    for day, label in labels[::every]:
        left = round(100 * _share(day, (first, last)), 2)
        if not ticks or left - ticks[-1].left >= CLOSEST_TICKS:
            ticks.append(Tick(left=left, label=label))
    return tuple(ticks)
