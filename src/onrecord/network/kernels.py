"""Smoothed networks: at every step each statement counts less the further it lies from the middle of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from onrecord.model import record
from onrecord.model.table import StatementTable
from onrecord.network.calendar import moment, moved
from onrecord.network.counts import Coded, Matrix, encode, times_number
from onrecord.network.matrices import one_mode_cells, two_mode_cells
from onrecord.network.network import Network, effective
from onrecord.network.selection import Selection, select
from onrecord.network.settings import Kernel, NetworkType, Settings, TimeWindow
from onrecord.network.windows import iter_centres

Floats = NDArray[np.float64]

KERNELS: Mapping[Kernel, Callable[[Floats], Floats]] = {
    Kernel.UNIFORM: lambda d: np.where(np.abs(d) <= 1, 0.5, 0.0),
    Kernel.EPANECHNIKOV: lambda d: np.where(np.abs(d) <= 1, 0.75 * (1 - d**2), 0.0),
    Kernel.TRIANGULAR: lambda d: np.where(np.abs(d) <= 1, 1 - np.abs(d), 0.0),
    Kernel.GAUSSIAN: lambda d: np.exp(-0.5 * d**2) / np.sqrt(2 * np.pi),
}
"""Densities of the distance d from the middle, in half windows (Wand and Jones, Kernel Smoothing, 1995, 2.2)."""


@record
class Step:
    """One position of the window: its middle and reach, in epoch seconds (with events, places among the statements)."""

    start: int
    middle: int
    stop: int


def iter_smoothed(table: StatementTable, settings: Settings) -> Iterator[Network]:
    """One network per step; all have the same labels.

    A pair of statements on one concept counts sqrt(z1 z2), a statement z, its kernel weight. The gaussian kernel sees
    all statements, the others those inside the window. Normalisations divide by weighted activity.
    """
    selection = select(table, settings)
    if len(selection.kept) == 0:
        return
    times = np.asarray(table.times, dtype=np.int64)[selection.kept]
    density = KERNELS[settings.kernel]
    coded = encode(selection, same_labels=True)
    for step in iter_steps(selection, times):
        if settings.time_window is TimeWindow.EVENTS:
            distance = (np.arange(len(times)) - step.middle) / max(1, step.stop - step.middle)
        else:
            distance = 2 * (step.middle - times) / max(1, step.stop - step.start)
        yield _smoothed(selection, coded, times, step, density(distance.astype(np.float64)))


def half_size(settings: Settings) -> int:
    """How many units a smoothing window reaches to either side; odd sizes are rounded up."""
    return (settings.window_size + settings.window_size % 2) // 2


def iter_steps(selection: Selection, times: NDArray[np.int64]) -> Iterator[Step]:
    """Positions of the window from the first to the last statement; with indent_time whole windows only."""
    settings, half = selection.settings, half_size(selection.settings)
    if settings.time_window is TimeWindow.EVENTS:
        indent = half if settings.indent_time else 0
        for middle in range(indent, len(times) - indent):
            yield Step(start=middle - half, middle=middle, stop=middle + half)
        return
    unit = settings.time_window
    first, last = period_of(selection, times)
    if settings.indent_time:
        first, last = moved(first, unit, half), moved(last, unit, -half)
    for middle in iter_centres(unit, first, last):
        yield Step(start=moved(middle, unit, -half), middle=middle, stop=moved(middle, unit, half))


def period_of(selection: Selection, times: NDArray[np.int64]) -> tuple[int, int]:
    """From the first to the last statement of the filtered set, inside the period asked for."""
    return max(selection.start, int(times[0])), min(selection.stop, int(times[-1]))


def _smoothed(selection: Selection, coded: Coded, times: NDArray[np.int64], step: Step, weights: Floats) -> Network:
    settings = selection.settings
    inside = np.flatnonzero(weights)
    aggregation, normalization, notes = effective(settings)
    counts = coded.count(inside, weights[inside])
    one = settings.network_type is NetworkType.ONE_MODE
    if one:
        roots = coded.count(inside, np.sqrt(weights[inside]))
        cells = one_mode_cells(roots, aggregation, normalization, activity=counts.cells)
    else:
        cells = two_mode_cells(counts, aggregation, normalization)
    bounds = [step.start, step.middle, step.stop]
    if settings.time_window is TimeWindow.EVENTS:
        bounds = [int(times[min(max(place, 0), len(times) - 1)]) for place in bounds]
    start, middle, stop = (moment(bound) for bound in bounds)
    return Network(
        rows=counts.rows,
        columns=counts.rows if one else counts.columns,
        cells=_to_one(cells) if settings.normalize_to_one else cells,
        settings=settings,
        start=start,
        middle=middle,
        stop=stop,
        statements=len(inside),
        integer=False,
        notes=selection.notes + notes,
    )


def _to_one(cells: Matrix) -> Matrix:
    """Cells divided by the sum of their absolute values, which is 1 afterwards."""
    total = float(np.abs(cells.data if isinstance(cells, sparse.csr_array) else cells).sum())
    return times_number(cells, 1 / total) if total else cells
