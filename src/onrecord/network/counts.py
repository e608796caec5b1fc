"""How often each actor states each concept at each qualifier level: the array every network is made from."""

from __future__ import annotations

import operator
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from onrecord.errors import UsageError
from onrecord.model import record
from onrecord.model.table import Column, DataType, StatementTable
from onrecord.network.selection import Places, Selection, get_column, values_at

Matrix = NDArray[np.float64] | sparse.csr_array

DENSE_CELLS = 2**22
"""Arrays up to this many cells are numpy's (32 MB); larger ones are sparse."""


@record
class Levels:
    """The qualifier's levels and the level `of` each statement.

    `values` are their numbers, None where they are text; `signs` what a statement adds to a two-mode subtract
    network: -1 and 1 for a boolean, the number itself for an integer.
    """

    count: int
    of: NDArray[np.intp]
    values: NDArray[np.float64] | None = None
    signs: NDArray[np.float64] | None = None


@record
class Counts:
    """`cells` has a row per actor and, level after level, a column per concept: shape (n, levels * m)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Matrix
    levels: int
    values: NDArray[np.float64] | None = None
    signs: NDArray[np.float64] | None = None

    def level(self, k: int) -> Matrix:
        """Counts of one level, shape (n, m)."""
        m = len(self.columns)
        part: Matrix = self.cells[:, k * m : (k + 1) * m]
        return part

    def total(self) -> Matrix:
        """Counts over all levels, shape (n, m)."""
        return sum_of([self.level(k) for k in range(self.levels)])


def sum_of(parts: list[Any]) -> Matrix:
    """The sum of matrices of one kind."""
    result: Matrix = reduce(operator.add, parts)
    return result


def times_number(cells: Matrix, factor: float) -> Matrix:
    """Every cell times a number."""
    scaled: Matrix = cells * factor
    return scaled


def count(
    selection: Selection,
    places: Places | None = None,
    *,
    label_places: Places | None = None,
    weights: NDArray[np.float64] | None = None,
) -> Counts:
    """Counts of the statements at `places` (by default the filtered set), each as much as its weight.

    Labels are the values met at `label_places`: by default the counted statements, with isolates the original set.
    """
    table, settings = selection.table, selection.settings
    places = selection.kept if places is None else places
    if label_places is None:
        label_places = selection.original if settings.isolates else places
    rows, row_of = _labels(table, settings.variable1, settings.variable1_document, places, label_places)
    columns, column_of = _labels(table, settings.variable2, settings.variable2_document, places, label_places)
    levels = find_levels(selection, places)
    m = len(columns)
    return Counts(
        rows=rows,
        columns=columns,
        cells=tally(row_of, levels.of * m + column_of, (len(rows), levels.count * m), weights),
        levels=levels.count,
        values=levels.values,
        signs=levels.signs,
    )


def tally(
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    shape: tuple[int, int],
    weights: NDArray[np.float64] | None = None,
) -> Matrix:
    """The sum of weights (by default the number) of each (row, column), shape `shape`."""
    if shape[0] * shape[1] <= DENSE_CELLS:
        flat = np.bincount(rows * shape[1] + columns, weights, minlength=shape[0] * shape[1])
        return flat.astype(np.float64, copy=False).reshape(shape)
    data = np.ones(len(rows)) if weights is None else weights
    return sparse.coo_array((data, (rows, columns)), shape=shape).tocsr()


def _labels(
    table: StatementTable, name: str, document: bool, places: Places, label_places: Places
) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """The labels met at `label_places`, and for each statement of `places` the place of its label among them."""
    column = get_column(table, name, document=document)
    if column.type is not DataType.SHORT_TEXT:
        raise UsageError(f"Variable {name!r} is {column.type}.", expected="short text for the nodes of a network")
    met = np.bincount(values_at(table, column, label_places, document=document), minlength=len(column.labels)) > 0
    if column.labels and column.labels[0] == "":
        met[0] = False
    rank = np.cumsum(met) - 1
    labels = tuple(column.labels[i] for i in np.flatnonzero(met).tolist())
    return labels, rank[values_at(table, column, places, document=document)]


def find_levels(selection: Selection, places: Places) -> Levels:
    """Qualifier levels: always 0 and 1 for a boolean, the values of O otherwise, of `places` for a document field."""
    table, settings = selection.table, selection.settings
    if settings.qualifier is None:
        return Levels(count=1, of=np.zeros(len(places), dtype=np.intp))
    document = settings.qualifier_document
    column = get_column(table, settings.qualifier, document=document)
    mine = values_at(table, column, places, document=document)
    if column.type is DataType.BOOLEAN:
        return Levels(count=2, of=(mine == 1).astype(np.intp), values=np.array([0.0, 1.0]), signs=np.array([-1.0, 1.0]))
    domain = mine if document else values_at(table, column, selection.original, document=False)
    return _levels_among(column, mine, domain)


def _levels_among(column: Column, mine: NDArray[Any], domain: NDArray[Any]) -> Levels:
    if len(domain) == 0:
        return Levels(count=1, of=np.zeros(0, dtype=np.intp), values=np.zeros(1), signs=np.zeros(1))
    low, high = int(domain.min()), int(domain.max())
    if high - low < 2**20:
        met = np.bincount(domain - low, minlength=high - low + 1) > 0
        distinct = np.flatnonzero(met) + low
        of = (np.cumsum(met) - 1)[mine - low]
    else:
        distinct = np.unique(domain)
        of = np.searchsorted(distinct, mine)
    numbers = distinct.astype(np.float64) if column.type is DataType.INTEGER else None
    return Levels(count=len(distinct), of=of, values=numbers, signs=numbers)
