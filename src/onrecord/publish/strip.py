"""The debate in time: a band for each concept, for above its line, against below, a mark for each position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from onrecord.model import Position, Side, record
from onrecord.publish.camps import wrap
from onrecord.publish.dates import MONTHS
from onrecord.publish.index import Index
from onrecord.publish.lines import place_of

WIDTH, LEFT, RIGHT, TOP = 960, 230, 940, 18
BIN, STEP, MOST = 13, 12, 4
"""Width of a bin, height of a mark, and marks that stand in one bin before they are counted instead."""
CHARS_OF_CLAIM = 30
HALVES = {Side.FOR: -1, Side.CONDITIONAL: -1, Side.AGAINST: 1, Side.UNCLEAR: 0}
"""Above the line, below it, or on it."""
FEWEST_DAYS = 2


@record
class Mark:
    """One position; `words` say it, `target` is its line."""

    x: int
    y: int
    side: Side
    target: str
    words: str


@record
class More:
    """So many more marks than a bin has room for."""

    x: int
    y: int
    count: int


@record
class Band:
    """One concept's band; `y` is its line."""

    anchor: str
    rows: tuple[str, ...]
    y: int
    marks: tuple[Mark, ...]
    more: tuple[More, ...]


@record
class Tick:
    """A date on the axis."""

    x: int
    label: str


@record
class Strip:
    """Everything the drawing needs; `undated` positions have no place on it."""

    width: int
    height: int
    left: int
    right: int
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    undated: int


def draw_strip(index: Index, stances: Mapping[tuple[str, str], Sequence[Position]]) -> Strip | None:
    """The strip, or None where fewer than `FEWEST_DAYS` days show a position."""
    dated = index.debate.dated
    placed: dict[str, list[tuple[date, str, Position]]] = {concept: [] for concept in index.concepts}
    undated = 0
    for (actor_id, concept), positions in stances.items():
        for position in positions:
            if position.article_id in dated:
                when = dated[position.article_id].when
                middle = when.earliest + timedelta(days=when.days // 2)
                placed[concept].append((middle, index.debate.actors[actor_id].name, position))
            else:
                undated += 1
    days = sorted({day for found in placed.values() for day, _, _ in found})
    if len(days) < FEWEST_DAYS:
        return None
    band_height = 2 * STEP * MOST + 18
    bands = [
        _band(index, concept, found, TOP + band_height * row + band_height // 2, (days[0], days[-1]))
        for row, (concept, found) in enumerate(placed.items())
    ]
    return Strip(
        width=WIDTH, height=TOP + band_height * len(bands) + 26, left=LEFT, right=RIGHT, bands=tuple(bands),
        ticks=_ticks(days[0], days[-1]), undated=undated,
    )  # fmt: skip


def _x(day: date, ends: tuple[date, date]) -> int:
    share = (day - ends[0]).days / (ends[1] - ends[0]).days
    return LEFT + 12 + round(share * (RIGHT - LEFT - 24))


def _band(index: Index, concept: str, found: list[tuple[date, str, Position]], y: int, ends: tuple[date, date]) -> Band:
    filled: Counter[tuple[int, int]] = Counter()
    marks = []
    for day, name, position in sorted(found, key=lambda item: (item[0], item[1], item[2].id)):
        column = (_x(day, ends) - LEFT) // BIN
        half = HALVES[position.side]
        filled[column, half] += 1
        level = filled[column, half]
        if level > _room(half):
            continue
        place = place_of(index, position.article_id)
        marks.append(
            Mark(
                x=LEFT + column * BIN + BIN // 2,
                y=y + half * (level * STEP - 2),
                side=position.side,
                target=f"s-{position.statement_id}",
                words=f"{name}: {position.side}, {place.outlet}, {place.day}",
            )
        )
    more = [
        More(
            x=LEFT + column * BIN + BIN // 2,
            y=y + half * (MOST * STEP + 9) + (6 if half else 9),
            count=count - _room(half),
        )
        for (column, half), count in sorted(filled.items())
        if count > _room(half)
    ]
    claim = index.debate.codebook.get(concept).claim if index.debate.codebook else concept
    rows = wrap(claim, CHARS_OF_CLAIM)[:4]
    return Band(anchor=index.concepts[concept], rows=rows, y=y, marks=tuple(marks), more=tuple(more))


def _room(half: int) -> int:
    return MOST if half else 1


def _ticks(first: date, last: date) -> tuple[Tick, ...]:
    """Months while they have room, else years, else both ends."""
    months = [(year, month) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    starts = [date(year, month, 1) for year, month in months if first <= date(year, month, 1) <= last]
    if len(starts) < 2:
        return tuple(
            Tick(x=_x(day, (first, last)), label=f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}")
            for day in (first, last)
        )
    if len(starts) > 12:
        return _sparse([(day, str(day.year)) for day in starts if day.month == 1], (first, last))
    return _sparse([(day, f"{MONTHS[day.month - 1][:3]} {day.year}") for day in starts], (first, last))


def _sparse(labels: list[tuple[date, str]], ends: tuple[date, date]) -> tuple[Tick, ...]:
    every = -(-len(labels) // 10)
    return tuple(Tick(x=_x(day, ends), label=label) for day, label in labels[::every])
