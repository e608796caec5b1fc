"""A discourse network: labels, cells and the period they stand for; `build` makes it from a table and settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from onrecord.errors import UsageError
from onrecord.model import record
from onrecord.model.table import DataType, StatementTable
from onrecord.network.calendar import moment
from onrecord.network.counts import Counts, Matrix, count
from onrecord.network.matrices import one_mode_cells, two_mode_cells
from onrecord.network.selection import Selection, select
from onrecord.network.settings import Aggregation, NetworkType, Normalization, Settings

ONE_MODE_ONLY = frozenset({Normalization.AVERAGE, Normalization.JACCARD, Normalization.COSINE})
TWO_MODE_ONLY = frozenset({Normalization.ACTIVITY, Normalization.PROMINENCE})


@record
class Network:
    """`cells` has a row per label of `rows` and a column per label of `columns`: numpy, or scipy sparse where large.

    `start`, `middle` and `stop` bound the period; `statements` were counted; `integer` tells that all cells are whole
    numbers by construction. `notes` are sentences on settings that had no effect.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Matrix
    settings: Settings
    start: datetime
    middle: datetime
    stop: datetime
    statements: int
    integer: bool
    notes: tuple[str, ...] = ()

    @property
    def dense(self) -> NDArray[np.float64]:
        """The cells as a numpy array, shape (rows, columns)."""
        return self.cells if isinstance(self.cells, np.ndarray) else np.asarray(self.cells.toarray())

    @property
    def sparse(self) -> sparse.csr_array:
        """The cells as a scipy sparse array, shape (rows, columns)."""
        return sparse.csr_array(self.cells)

    @property
    def is_one_mode(self) -> bool:
        """Whether rows and columns are the same nodes."""
        return self.settings.network_type is NetworkType.ONE_MODE

    def edges(self) -> list[tuple[str, str, float]]:
        """(row, column, weight) of all cells that are not 0; of a one-mode network each pair once."""
        cells = sparse.coo_array(sparse.triu(self.sparse, k=1) if self.is_one_mode else self.cells)
        order = np.lexsort((cells.col, cells.row))
        return [
            (self.rows[i], self.columns[j], float(weight))
            for i, j, weight in zip(
                cells.row[order].tolist(), cells.col[order].tolist(), cells.data[order].tolist(), strict=True
            )
            if weight != 0
        ]


def build(table: StatementTable, settings: Settings | None = None) -> Network:
    """The network of the whole period under `settings`; UsageError for windows and event lists."""
    settings = settings or Settings()
    if settings.network_type is NetworkType.EVENT_LIST:
        raise UsageError("An event list is no matrix.", next_step="Call list_statements(table, settings).")
    if settings.qualifier_aggregation is Aggregation.CONGRUENCE_AND_CONFLICT:
        raise UsageError("'congruence & conflict' makes two networks.", expected="a time window, or one of the two")
    selection = select(table, settings)
    return network_of(selection, count(selection), start=selection.start, stop=selection.stop)


def one_mode(table: StatementTable, settings: Settings | None = None) -> Network:
    """The actor by actor network; by default organisation by concept, agreement ignored."""
    return build(table, replace(settings or Settings(), network_type=NetworkType.ONE_MODE))


def two_mode(table: StatementTable, settings: Settings | None = None) -> Network:
    """The actor by concept network; by default organisation by concept, agreement ignored."""
    return build(table, replace(settings or Settings(), network_type=NetworkType.TWO_MODE))


def network_of(
    selection: Selection,
    counts: Counts,
    *,
    start: int,
    stop: int,
    middle: int | None = None,
    statements: int | None = None,
) -> Network:
    """The network of `counts`, for a period in epoch seconds."""
    asked = selection.settings
    aggregation, normalization, notes = effective(asked)
    one = asked.network_type is NetworkType.ONE_MODE
    weighted = one and aggregation is not Aggregation.IGNORE and _is_integer_qualifier(selection)
    if one:
        cells = one_mode_cells(counts, aggregation, normalization, asked.compat)
    else:
        cells = two_mode_cells(counts, aggregation, normalization)
    return Network(
        rows=counts.rows,
        columns=counts.rows if one else counts.columns,
        cells=cells,
        settings=asked,
        start=moment(start),
        middle=moment((start + stop) / 2 if middle is None else middle),
        stop=moment(stop),
        statements=len(selection.kept) if statements is None else statements,
        integer=normalization is Normalization.NO and not weighted,
        notes=selection.notes + notes,
    )


def effective(settings: Settings) -> tuple[Aggregation, Normalization, tuple[str, ...]]:
    """What DNA makes of options that do not fit the network type, and a sentence on each replacement."""
    aggregation, normalization, notes = settings.qualifier_aggregation, settings.normalization, []
    one = settings.network_type is NetworkType.ONE_MODE
    kind = "one-mode" if one else "two-mode"
    foreign = {Aggregation.COMBINE} if one else {Aggregation.CONGRUENCE, Aggregation.CONFLICT}
    if settings.qualifier is None or aggregation in foreign:
        if aggregation is not Aggregation.IGNORE:
            why = "without a qualifier" if settings.qualifier is None else f"in a {kind} network"
            notes.append(f"Aggregation {str(aggregation)!r} has no meaning {why}; the qualifier was ignored.")
        aggregation = Aggregation.IGNORE
    if normalization in (TWO_MODE_ONLY if one else ONE_MODE_ONLY):
        notes.append(
            f"Normalization {str(normalization)!r} has no meaning in a {kind} network; cells were not divided."
        )
        normalization = Normalization.NO
    return aggregation, normalization, tuple(notes)


def _is_integer_qualifier(selection: Selection) -> bool:
    settings = selection.settings
    if settings.qualifier is None or settings.qualifier_document:
        return False
    column = selection.table.find(settings.qualifier)
    return column is not None and column.type is DataType.INTEGER
