"""Which statements count: dates, document lists, excluded values, empty values, duplicates (in DNA's order).

The original set O passes dates and document lists; the filtered set F loses excluded values, empty values and
duplicates. Both are ascending places in the table.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import UsageError
from onrecord.model import record
from onrecord.model.table import EPOCH, Column, DataType, Ints, StatementTable
from onrecord.network.settings import Aggregation, Compat, Duplicates, NetworkType, Settings

Places = NDArray[np.intp]

DAY = 86_400


@record
class Selection:
    """O and F of a table under settings; `start` and `stop` are the period asked for, in epoch seconds.

    `notes` are sentences on settings that had no effect (a value that does not occur, say).
    """

    table: StatementTable
    settings: Settings
    start: int
    stop: int
    original: Places
    kept: Places
    notes: tuple[str, ...] = ()


def seconds(moment: datetime) -> int:
    """Epoch seconds; a time without zone is UTC."""
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (zoned - EPOCH) // timedelta(seconds=1)


def select(table: StatementTable, settings: Settings) -> Selection:
    """The statements of `table` that count under `settings`."""
    notes: list[str] = []
    document_times = np.asarray(table.document_times, dtype=np.int64)
    times = np.asarray(table.times, dtype=np.int64)
    have = len(document_times) > 0
    start = seconds(settings.start) if settings.start else int(document_times.min()) if have else 0
    stop = seconds(settings.stop) if settings.stop else int(document_times.max()) if have else 0
    first, last = np.searchsorted(times, start, "left"), np.searchsorted(times, stop, "right")
    original: Places = np.arange(first, max(first, last), dtype=np.intp)
    for field, listed, inverted in settings.document_lists:
        if listed:
            hit = _hits(get_column(table, field, document=True), listed, notes)
            original = original[hit[taken(table.documents, original)] == inverted]
    kept = _without_excluded(table, settings, original, notes)
    kept = _without_empty(table, settings, kept)
    kept = _without_duplicates(table, settings, kept)
    return Selection(
        table=table, settings=settings, start=start, stop=stop, original=original, kept=kept, notes=tuple(notes)
    )


def get_column(table: StatementTable, name: str, *, document: bool = False) -> Column:
    """The column of that name; UsageError says which there are."""
    column = table.find(name, document=document)
    if column is None:
        there = [c.name for c in (table.document_columns if document else table.variables)]
        kind = "document field" if document else "variable"
        raise UsageError(f"The table has no {kind} {name!r}.", expected=f"one of {', '.join(map(repr, there))}")
    return column


def values_at(table: StatementTable, column: Column, places: Places, *, document: bool) -> NDArray[np.int64]:
    """The coded values of a variable or document field for the statements at `places`."""
    values = np.asarray(column.values, dtype=np.int64)
    if document:
        return values[taken(table.documents, places)]
    return taken(values, places)


def taken(values: Ints, places: Places) -> NDArray[np.int64]:
    """The values at ascending places; all of them, uncopied, where the places are all there are."""
    array = np.asarray(values, dtype=np.int64)
    return array if len(places) == len(array) else array[places]


def _hits(column: Column, listed: tuple[str, ...], notes: list[str]) -> NDArray[np.bool_]:
    """For each coded value (text) or row (number): is it listed? Values are compared as text."""
    wanted = set(listed)
    if column.type.is_text:
        there: set[str] = set(column.labels)
        hit = np.fromiter((label in wanted for label in column.labels), dtype=np.bool_, count=len(column.labels))
        result: NDArray[np.bool_] = hit[np.asarray(column.values, dtype=np.int64)]
    else:
        values = np.asarray(column.values, dtype=np.int64)
        distinct, inverse = np.unique(values, return_inverse=True)
        there = {str(value) for value in distinct.tolist()}
        hit = np.fromiter((str(value) in wanted for value in distinct.tolist()), dtype=np.bool_, count=len(distinct))
        result = hit[inverse]
    notes.extend(f"The value {value!r} does not occur in {column.name!r}." for value in listed if value not in there)
    return result


def _without_excluded(table: StatementTable, settings: Settings, places: Places, notes: list[str]) -> Places:
    for name, listed in settings.exclude_values:
        if listed:
            hit = _hits(get_column(table, name), listed, notes)
            places = places[hit[places] == settings.invert_values]
    return places


def _without_empty(table: StatementTable, settings: Settings, places: Places) -> Places:
    if settings.network_type is NetworkType.EVENT_LIST:
        return places
    for column, document in _key_columns(table, settings):
        if column.type is DataType.SHORT_TEXT and column.labels and column.labels[0] == "":
            places = places[values_at(table, column, places, document=document) != 0]
    return places


def _key_columns(table: StatementTable, settings: Settings) -> list[tuple[Column, bool]]:
    """The columns that make two statements the same: both variables, and the qualifier unless it is ignored."""
    keys = [
        (get_column(table, settings.variable1, document=settings.variable1_document), settings.variable1_document),
        (get_column(table, settings.variable2, document=settings.variable2_document), settings.variable2_document),
    ]
    if settings.qualifier is not None and settings.qualifier_aggregation is not Aggregation.IGNORE:
        document = settings.qualifier_document
        keys.append((get_column(table, settings.qualifier, document=document), document))
    return keys


def _without_duplicates(table: StatementTable, settings: Settings, places: Places) -> Places:
    if settings.duplicates is Duplicates.INCLUDE or len(places) == 0:
        return places
    keys = [values_at(table, column, places, document=document) for column, document in _key_columns(table, settings)]
    keys.append(period(table, settings, places))
    kept = first_of_each(keys)
    if settings.compat is Compat.DNA and len(keys) == 4:
        column = get_column(table, settings.qualifier or "", document=settings.qualifier_document)
        if column.type is DataType.INTEGER:
            # Java compares boxed integers by identity; only -128..127 are shared objects.
            kept |= (keys[2] < -128) | (keys[2] > 127)
    return places[kept]


def period(table: StatementTable, settings: Settings, places: Places) -> NDArray[np.int64]:
    """A number that is equal for statements within which duplicates are looked for."""
    how = settings.duplicates
    if how is Duplicates.DOCUMENT:
        return taken(table.documents, places)
    if how is Duplicates.ACROSS_RANGE:
        return np.zeros(len(places), dtype=np.int64)
    days = np.floor_divide(taken(table.times, places), DAY)
    if how is Duplicates.YEAR:
        return _years(days)
    ignores_year = settings.compat is Compat.DNA
    if how is Duplicates.MONTH:
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        return months % 12 if ignores_year else months
    weeks = (days + 3) // 7  # the epoch was a Thursday; ISO weeks begin on Monday
    if not ignores_year:
        return weeks
    thursday = weeks * 7
    return (thursday - _years(thursday).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)) // 7


def _years(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Years since 1970 of days since 1970-01-01."""
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)


def first_of_each(keys: list[NDArray[np.int64]]) -> NDArray[np.bool_]:
    """Marks the first row of each combination of `keys`: one sort, of keys and places packed into one number."""
    rows = len(keys[0])
    place_bits = rows.bit_length()
    packed, room = np.zeros(rows, dtype=np.int64), 1
    for key in keys:
        low = int(key.min())
        span = int(key.max()) - low + 1
        if (room * span) << place_bits >= 2**63:
            packed = np.unique(packed, return_inverse=True)[1].astype(np.int64)
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
            room, low, span = int(packed.max()) + 1, 0, int(key.max()) + 1
        packed *= span
        packed += key if low == 0 else key - low
        room *= span
    packed <<= place_bits
    packed |= np.arange(rows)
    packed.sort()
    group = packed >> place_bits
    new = np.ones(rows, dtype=np.bool_)
    np.not_equal(group[1:], group[:-1], out=new[1:])
    first = np.zeros(rows, dtype=np.bool_)
    first[packed[new] & ((1 << place_bits) - 1)] = True
    return first
