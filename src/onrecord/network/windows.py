"""Which periods a moving window stands for, and the network of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from onrecord.model import record
from onrecord.model.table import StatementTable
from onrecord.network.calendar import LENGTHS, moved
from onrecord.network.counts import encode
from onrecord.network.network import Network, network_of
from onrecord.network.selection import Selection, select
from onrecord.network.settings import Aggregation, Settings, TimeWindow


@record
class Window:
    """A period in epoch seconds, both ends included, and the statements of the filtered set that fall in it."""

    start: int
    middle: int
    stop: int
    first: int
    last: int


def iter_windowed(table: StatementTable, settings: Settings) -> Iterator[Network]:
    """One network per window, in order of time; two with "congruence & conflict".

    Duplicates, exclusions and levels are those of the whole period. With isolates all networks have the same labels.
    """
    selection = select(table, settings)
    variants = [
        replace(selection, settings=replace(settings, qualifier_aggregation=aggregation))
        for aggregation in _aggregations(settings)
    ]
    coded = encode(selection)
    for window in iter_windows(selection):
        counts = coded.count(slice(window.first, window.last))
        for variant in variants:
            yield network_of(
                variant,
                counts,
                start=window.start,
                middle=window.middle,
                stop=window.stop,
                statements=window.last - window.first,
            )


def _aggregations(settings: Settings) -> tuple[Aggregation, ...]:
    if settings.qualifier_aggregation is Aggregation.CONGRUENCE_AND_CONFLICT:
        return (Aggregation.CONGRUENCE, Aggregation.CONFLICT)
    return (settings.qualifier_aggregation,)


def iter_windows(selection: Selection) -> Iterator[Window]:
    """The windows of a selection under its settings."""
    if selection.settings.time_window is TimeWindow.EVENTS:
        yield from _event_windows(selection)
    else:
        yield from _calendar_windows(selection)


def _event_windows(selection: Selection) -> Iterator[Window]:
    """2 * floor(size / 2) + 1 statements around each; statements of one time stand in table order (DNA: at random)."""
    half = selection.settings.window_size // 2
    times = np.asarray(selection.table.times, dtype=np.int64)[selection.kept].tolist()
    for middle in range(half, len(times) - half):
        first, last = middle - half, middle + half
        yield Window(start=times[first], middle=times[middle], stop=times[last], first=first, last=last + 1)


def _calendar_windows(selection: Selection) -> Iterator[Window]:
    """Centres move by one unit from the start of the period; windows that do not lie inside it are dropped.

    A window reaches size // 2 units (DNA rounds so: sizes 2 and 3 are alike, 1 is an instant) to either side.
    """
    unit = selection.settings.time_window
    half = selection.settings.window_size // 2
    times = np.asarray(selection.table.times, dtype=np.int64)[selection.kept]
    reaches = [
        (moved(middle, unit, -half), middle, moved(middle, unit, half))
        for middle in iter_centres(unit, selection.start, selection.stop)
    ]
    inside = [reach for reach in reaches if reach[0] >= selection.start and reach[2] <= selection.stop]
    firsts = np.searchsorted(times, [start for start, _, _ in inside], "left").tolist()
    lasts = np.searchsorted(times, [stop for _, _, stop in inside], "right").tolist()
    for (start, middle, stop), first, last in zip(inside, firsts, lasts, strict=True):
        yield Window(start=start, middle=middle, stop=stop, first=first, last=last)


def iter_centres(unit: TimeWindow, start: int, stop: int) -> Iterator[int]:
    """Every unit from `start` to `stop`; months and years clamp the day, step after step (31 Jan, 29 Feb, 29 Mar)."""
    if unit in LENGTHS:
        yield from range(start, stop + 1, LENGTHS[unit])
        return
    centre = start
    while centre <= stop:
        yield centre
        centre = moved(centre, unit, 1)
