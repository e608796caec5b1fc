"""DNA 3.0's smoothed networks with their defects, for ``compat="dna"``: docs/dna-differences.md tells them one by one.

Distances are whole units; the triangular and epanechnikov kernels lean to one side; qualifier levels are ordered as
text and used by place; the diagonal stays; any normalisation is DNA's "average".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from onrecord.model import record
from onrecord.model.table import DataType, StatementTable, sorted_labels
from onrecord.network.calendar import LENGTHS, moment, months_between
from onrecord.network.counts import encode
from onrecord.network.kernels import half_size, iter_steps, period_of
from onrecord.network.network import Network
from onrecord.network.selection import Selection, get_column, select, values_at
from onrecord.network.settings import Aggregation, Kernel, NetworkType, Normalization, Settings, TimeWindow

Floats = NDArray[np.float64]
Where = tuple[NDArray[np.intp], ...]

KERNELS: Mapping[Kernel, Callable[[Floats], Floats]] = {
    Kernel.UNIFORM: lambda d: np.where(np.abs(d) <= 1, 0.5, 0.0),
    Kernel.EPANECHNIKOV: lambda d: np.where(np.abs(d) <= 1, 0.75 * (1 - d) ** 2, 0.0),
    Kernel.TRIANGULAR: lambda d: np.where(np.abs(d) <= 1, np.abs(1 - d), 0.0),
    Kernel.GAUSSIAN: lambda d: np.exp(-0.5 * d**2) / np.sqrt(2 * np.pi),
}

UNSUPPORTED = (TimeWindow.SECONDS, TimeWindow.EVENTS)
"""Units for which DNA returns nothing."""


@record
class _Levels:
    """Levels of the filtered set in text order, and the level of each statement; `numeric` unless they are text."""

    count: int
    of: NDArray[np.intp]
    sign: Floats
    numeric: bool


@record
class _Net:
    """What stays the same at every step."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    where: Where
    levels: _Levels
    pairs: NDArray[np.intp]
    congruent: Floats
    average: Floats


def iter_smoothed_as_dna(table: StatementTable, settings: Settings) -> Iterator[Network]:
    """What DNA 3.0.11 returns under `settings`, step by step."""
    selection = select(table, settings)
    if len(selection.kept) == 0 or settings.time_window in UNSUPPORTED:
        return
    times = np.asarray(table.times, dtype=np.int64)[selection.kept]
    net = _find_net(selection)
    first, last = period_of(selection, times)
    one = settings.network_type is NetworkType.ONE_MODE
    for step in iter_steps(selection, times):
        start, stop = max(first, step.start), min(last, step.stop)
        if settings.kernel is Kernel.GAUSSIAN:
            start, stop = first, last
        distance = 2 * _whole_units(settings.time_window, step.middle, times) / (2 * half_size(settings))
        weights = np.where((times >= start) & (times <= stop), KERNELS[settings.kernel](distance), 0.0)
        cells = (_one_mode if one else _two_mode)(settings, net, weights)
        if settings.normalize_to_one:
            with np.errstate(divide="ignore", invalid="ignore"):
                cells = cells / cells.sum()
        yield Network(
            rows=net.rows,
            columns=net.rows if one else net.columns,
            cells=cells,
            settings=settings,
            start=moment(start),
            middle=moment(step.middle),
            stop=moment(stop),
            statements=0,
            integer=False,
            notes=selection.notes,
        )


def _find_net(selection: Selection) -> _Net:
    settings = selection.settings
    one = settings.network_type is NetworkType.ONE_MODE
    counts = encode(selection, same_labels=True).count()
    rows, columns = counts.rows, counts.columns
    where, levels = _places(selection, rows, columns), _find_levels(selection)
    averaged = one and settings.normalization is not Normalization.NO
    return _Net(
        rows=rows,
        columns=columns,
        where=where,
        levels=levels,
        pairs=_find_pairs(where, levels) if one else np.zeros((2, 0), dtype=np.intp),
        congruent=_congruent(levels),
        average=_average(where, levels, (len(rows), len(columns), levels.count)) if averaged else np.zeros((0, 0)),
    )


def _places(selection: Selection, rows: tuple[str, ...], columns: tuple[str, ...]) -> Where:
    """Row and column of each statement of the filtered set."""
    settings = selection.settings
    found = []
    for name, document, labels in (
        (settings.variable1, settings.variable1_document, rows),
        (settings.variable2, settings.variable2_document, columns),
    ):
        column = get_column(selection.table, name, document=document)
        rank = {label: place for place, label in enumerate(labels)}
        places = np.array([rank.get(label, 0) for label in column.labels], dtype=np.intp)
        found.append(places[values_at(selection.table, column, selection.kept, document=document)])
    return tuple(found)


def _find_levels(selection: Selection) -> _Levels:
    settings = selection.settings
    if settings.qualifier is None:
        zeros = np.zeros(len(selection.kept), dtype=np.intp)
        return _Levels(count=1, of=zeros, sign=np.ones(1), numeric=False)
    document = settings.qualifier_document
    column = get_column(selection.table, settings.qualifier, document=document)
    values = values_at(selection.table, column, selection.kept, document=document).tolist()
    texts = [column.labels[value] if column.type.is_text else str(value) for value in values]
    levels = sorted_labels(texts)
    rank = {level: place for place, level in enumerate(levels)}
    place = np.arange(len(levels), dtype=np.float64)
    sign = {DataType.BOOLEAN: 2 * place - 1, DataType.INTEGER: place}.get(column.type, np.ones(len(levels)))
    return _Levels(
        count=len(levels),
        of=np.array([rank[text] for text in texts], dtype=np.intp),
        sign=sign,
        numeric=not column.type.is_text,
    )


def _whole_units(unit: TimeWindow, middle: int, times: NDArray[np.int64]) -> Floats:
    """Units from each time to `middle`, truncated toward zero."""
    if unit in (TimeWindow.MONTHS, TimeWindow.YEARS):
        months = np.array([months_between(time, middle) for time in times.tolist()], dtype=np.float64)
        return np.trunc(months / 12) if unit is TimeWindow.YEARS else months
    if unit is TimeWindow.WEEKS:
        return np.trunc(np.trunc((middle - times) / LENGTHS[TimeWindow.DAYS]) / 7)
    return np.trunc((middle - times) / LENGTHS[unit])


def _two_mode(settings: Settings, net: _Net, weights: Floats) -> Floats:
    ignored = settings.qualifier_aggregation is Aggregation.IGNORE
    cells = np.zeros((len(net.rows), len(net.columns)))
    np.add.at(cells, net.where, weights if ignored else weights * net.levels.sign[net.levels.of])
    return cells


def _find_pairs(where: Where, levels: _Levels) -> NDArray[np.intp]:
    """All pairs of statements on one concept in the order of DNA's loops: actors, concept, levels; shape (2, pairs)."""
    rows, columns = where
    pairs = []
    for concept in np.unique(columns).tolist():
        mine = np.flatnonzero(columns == concept)
        pairs.append(np.stack([np.repeat(mine, len(mine)), np.tile(mine, len(mine))]))
    first, second = np.concatenate(pairs, axis=1) if pairs else np.zeros((2, 0), dtype=np.intp)
    of = levels.of
    order = np.lexsort((second, first, of[second], of[first], columns[first], rows[second], rows[first]))
    return np.stack([first[order], second[order]])


def _one_mode(settings: Settings, net: _Net, weights: Floats) -> Floats:
    """Pairs added one by one, so that underflow and rounding are DNA's."""
    first, second = net.pairs
    n = len(net.rows)
    shared = np.sqrt(weights[first] * weights[second])
    congruent = net.congruent[net.levels.of[first], net.levels.of[second]]
    if settings.qualifier_aggregation is Aggregation.IGNORE:
        terms = shared[:, None]
    elif settings.qualifier_aggregation is Aggregation.CONGRUENCE:
        terms = (shared * congruent)[:, None]
    elif settings.qualifier_aggregation is Aggregation.CONFLICT:
        terms = (shared * (1 - congruent))[:, None]
    else:
        terms = np.stack([shared * congruent, -(shared * (1 - congruent))], axis=1)
    cell = np.repeat(net.where[0][first] * n + net.where[0][second], terms.shape[1])
    cells: Floats = np.bincount(cell, terms.ravel(), minlength=n * n).astype(np.float64).reshape(n, n)
    return cells if settings.normalization is Normalization.NO else cells * net.average


def _average(where: Where, levels: _Levels, shape: tuple[int, int, int]) -> Floats:
    """DNA's factor for a pair of actors: the sum over concepts and levels of 2 / (statements of both)."""
    counted = np.zeros(shape)
    np.add.at(counted, (*where, levels.of), 1.0)
    both = counted[:, None] + counted[None, :]
    return np.asarray(np.divide(2.0, both, out=np.zeros_like(both), where=both > 0).sum(axis=(2, 3)))


def _congruent(levels: _Levels) -> Floats:
    """Congruence between levels by their place, shape (levels, levels); 1 throughout for text, NaN for one level."""
    if not levels.numeric:
        return np.ones((levels.count, levels.count))
    place = np.arange(levels.count)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.abs(1 - np.abs(place[:, None] - place[None, :]) / np.float64(levels.count - 1)))
