"""How the values of a variable spread over the levels of the qualifier: the numbers behind a bar chart, and shares."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import UsageError
from onrecord.model import record
from onrecord.model.table import DataType, StatementTable
from onrecord.network.selection import get_column, select, values_at
from onrecord.network.settings import Settings


@record
class Shares:
    """`counts` has a row per value and a column per level; `levels` are the qualifier's, as written."""

    values: tuple[str, ...]
    levels: tuple[str, ...]
    counts: NDArray[np.int64]

    @property
    def of_all(self) -> NDArray[np.float64]:
        """Each value's part of all statements, shape (values,)."""
        total = self.counts.sum()
        return np.asarray(self.counts.sum(axis=1) / total if total else np.zeros(len(self.values)))

    @property
    def within(self) -> NDArray[np.float64]:
        """Each level's part of a value's statements, shape (values, levels)."""
        rows = self.counts.sum(axis=1, keepdims=True)
        return np.asarray(np.divide(self.counts, rows, out=np.zeros(self.counts.shape), where=rows > 0))


def find_shares(table: StatementTable, settings: Settings, *, variable: str | None = None) -> Shares:
    """Statements per value of `variable` (by default ``variable1``) and qualifier level, after all exclusions.

    Numbers come in their order, text in UTF-16 order; levels that no statement has are left out.
    """
    name = variable or settings.variable1
    document = settings.variable1_document if variable is None else False
    column = get_column(table, name, document=document)
    if column.type is not DataType.SHORT_TEXT:
        raise UsageError(f"Variable {name!r} is {column.type}.", expected="short text")
    alone = replace(settings, variable1=name, variable1_document=document)
    selection = select(table, replace(alone, variable2=name, variable2_document=document))
    values = values_at(table, column, selection.kept, document=document)
    if settings.qualifier is None:
        levels: tuple[str, ...] = ("",)
        level_of = np.zeros(len(values), dtype=np.intp)
    else:
        qualifier = get_column(table, settings.qualifier, document=settings.qualifier_document)
        stated = values_at(table, qualifier, selection.kept, document=settings.qualifier_document)
        distinct, level_of = np.unique(stated, return_inverse=True)
        levels = tuple(qualifier.labels[v] if qualifier.type.is_text else str(v) for v in distinct.tolist())
    met, row_of = np.unique(values, return_inverse=True)
    counts = np.zeros((len(met), len(levels)), dtype=np.int64)
    np.add.at(counts, (row_of, level_of), 1)
    return Shares(values=tuple(column.labels[v] for v in met.tolist()), levels=levels, counts=counts)
