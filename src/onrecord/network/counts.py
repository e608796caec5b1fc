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
from onrecord.model.table import DataType
from onrecord.network.selection import Selection, get_column, values_at

Matrix = NDArray[np.float64] | sparse.csr_array
Part = slice | NDArray[np.intp]

EVERYTHING = slice(None)

DENSE_CELLS = 2**22
"""Arrays up to this many cells are numpy's (32 MB); larger ones are sparse."""


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


@record
class Axis:
    """A variable over the filtered set: `codes` are places in `labels`; `always` marks labels all counts show."""

    labels: NDArray[np.object_]
    codes: NDArray[np.int64]
    always: NDArray[np.bool_] | None

    def rank(self, part: Part) -> tuple[tuple[str, ...], NDArray[np.intp]]:
        """The labels met in a part of the statements (or `always`), and the place of each statement's label."""
        codes = self.codes[part]
        met = np.bincount(codes, minlength=len(self.labels)) > 0 if self.always is None else self.always
        return tuple(self.labels[met].tolist()), (met.cumsum() - 1)[codes]


@record
class Levels:
    """The qualifier over the filtered set: `codes` are places among its levels.

    `values` are the levels' numbers, None where they are text; `signs` what a statement adds to a two-mode subtract
    network: -1 and 1 for a boolean, the number itself for an integer. `local`: only levels met in a part count there.
    """

    count: int
    codes: NDArray[np.intp]
    values: NDArray[np.float64] | None = None
    signs: NDArray[np.float64] | None = None
    local: bool = False

    def rank(self, part: Part) -> tuple[int, NDArray[np.intp]]:
        """How many levels a part of the statements has, and the level of each statement."""
        codes = self.codes[part]
        if not self.local:
            return self.count, codes
        met = np.bincount(codes, minlength=self.count) > 0
        return max(1, int(met.sum())), (np.cumsum(met) - 1)[codes]


@record
class Coded:
    """The filtered set in whole numbers, ready to be counted part by part."""

    rows: Axis
    columns: Axis
    levels: Levels

    def count(
        self,
        part: Part = EVERYTHING,
        weights: NDArray[np.float64] | None = None,
        *,
        flipped: NDArray[np.bool_] | None = None,
    ) -> Counts:
        """Counts of a part of the filtered set (places in it), each statement as much as its weight.

        Statements `flipped` count at the opposite level: 1 for 0, the highest integer for the lowest.
        """
        rows, row_of = self.rows.rank(part)
        columns, column_of = self.columns.rank(part)
        levels, level_of = self.levels.rank(part)
        if flipped is not None:
            if self.levels.values is None:
                raise UsageError("Sides can only be flipped where the qualifier is boolean or integer.")
            level_of = np.where(flipped, levels - 1 - level_of, level_of)
        shape = (len(rows), levels * len(columns))
        return Counts(
            rows=rows,
            columns=columns,
            cells=tally(row_of, level_of * len(columns) + column_of, shape, weights),
            levels=levels,
            values=self.levels.values,
            signs=self.levels.signs,
        )


def encode(selection: Selection, *, same_labels: bool = False) -> Coded:
    """The filtered set of a selection in whole numbers.

    Labels are those met in each counted part; with `same_labels` those of the filtered set, with isolates those of the
    original set.
    """
    settings = selection.settings
    return Coded(
        rows=_axis(selection, settings.variable1, settings.variable1_document, same_labels),
        columns=_axis(selection, settings.variable2, settings.variable2_document, same_labels),
        levels=_levels(selection),
    )


def count(selection: Selection) -> Counts:
    """Counts of the whole filtered set."""
    return encode(selection).count()


def _axis(selection: Selection, name: str, document: bool, same_labels: bool) -> Axis:
    column = get_column(selection.table, name, document=document)
    if column.type is not DataType.SHORT_TEXT:
        raise UsageError(f"Variable {name!r} is {column.type}.", expected="short text for the nodes of a network")
    codes = values_at(selection.table, column, selection.kept, document=document)
    always = None
    if selection.settings.isolates or same_labels:
        places = selection.original if selection.settings.isolates else selection.kept
        shown = values_at(selection.table, column, places, document=document)
        always = np.bincount(shown, minlength=len(column.labels)) > 0
        if column.labels and column.labels[0] == "":
            always[0] = False
    labels = np.empty(len(column.labels), dtype=np.object_)
    labels[:] = column.labels
    return Axis(labels=labels, codes=codes, always=always)


def _levels(selection: Selection) -> Levels:
    """Always 0 and 1 for a boolean, otherwise the values of O; of a document field those of each part."""
    table, settings = selection.table, selection.settings
    if settings.qualifier is None:
        return Levels(count=1, codes=np.zeros(len(selection.kept), dtype=np.intp))
    document = settings.qualifier_document
    column = get_column(table, settings.qualifier, document=document)
    mine = values_at(table, column, selection.kept, document=document)
    if column.type is DataType.BOOLEAN:
        return Levels(
            count=2, codes=(mine == 1).astype(np.intp), values=np.array([0.0, 1.0]), signs=np.array([-1.0, 1.0])
        )
    domain = np.unique(values_at(table, column, selection.original, document=document))
    if len(domain) == 0:
        return Levels(count=1, codes=np.zeros(0, dtype=np.intp), values=np.zeros(1), signs=np.zeros(1))
    numbers = domain.astype(np.float64) if column.type is DataType.INTEGER else None
    codes = np.searchsorted(domain, mine)
    return Levels(count=len(domain), codes=codes, values=numbers, signs=numbers, local=document)


def tally(
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    shape: tuple[int, int],
    weights: NDArray[np.float64] | None = None,
) -> Matrix:
    """The sum of weights (by default the number) of each (row, column), shape `shape`."""
    room = shape[0] * shape[1]
    if weights is None and len(rows) < room:
        weights = np.ones(len(rows))  # cheaper than turning whole numbers into floats afterwards
    if room <= DENSE_CELLS:
        flat = np.bincount(rows * shape[1] + columns, weights, minlength=room)
        return flat.astype(np.float64, copy=False).reshape(shape)
    data = np.ones(len(rows)) if weights is None else weights
    return sparse.coo_array((data, (rows, columns)), shape=shape).tocsr()
