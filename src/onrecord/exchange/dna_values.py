"""The values of a .dna file's variables: whole numbers read in bulk, entities as labels, what is wrong by row."""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.exchange.dna_file import Problem
from onrecord.exchange.dna_schema import DATA_TABLES
from onrecord.model import Column, DataType, record
from onrecord.model.table import column_of, sorted_labels

Numbers = NDArray[np.int64]


def row_problem(table: str, row: Any, happened: str, next_step: str) -> Problem:
    """A problem of one row."""
    return Problem(table=table, row=row, happened=happened, next_step=next_step)


def read_numbers(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], condition: str, problems: list[Problem]
) -> Numbers:
    """Whole numbers of a table, shape (columns, rows); rows with anything else are named and left out.

    SQLite joins them to one text, which is read twice as fast as rows of Python numbers.
    """
    where = f"FROM {table} WHERE {condition}"
    joined = " || ',' || ".join(columns)
    try:
        count, text = connection.execute(f"SELECT count(*), group_concat({joined}) {where}").fetchone()
    except sqlite3.OperationalError:
        return np.zeros((len(columns), 0), dtype=np.int64)
    flat = _parseread_numbers(text or "")
    if len(flat) == count * len(columns):
        return flat.reshape(-1, len(columns)).T
    sound = []
    for row in connection.execute(f"SELECT {', '.join(columns)} {where}"):
        if all(isinstance(value, int) for value in row):
            sound.append(row)
        else:
            problems.append(
                row_problem(table, row[0], f"{row} holds something else than numbers", "Store whole numbers")
            )
    return np.array(sound, dtype=np.int64).reshape(-1, len(columns)).T


def _parseread_numbers(text: str) -> Numbers:
    """Whole numbers joined by commas; nothing where something else is among them."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        try:
            return np.fromstring(text, dtype=np.int64, sep=",")
        except (ValueError, DeprecationWarning):
            return np.zeros(0, dtype=np.int64)


def find_places(keys: Numbers, wanted: Numbers) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each of `wanted` stands in the ascending `keys`, and whether it does."""
    if len(keys) == 0:
        return np.zeros(len(wanted), dtype=np.intp), np.zeros(len(wanted), dtype=np.bool_)
    gapless = int(keys[-1]) - int(keys[0]) + 1 == len(keys)
    place = np.clip(wanted - keys[0], 0, len(keys) - 1) if gapless else np.searchsorted(keys, wanted)
    place = np.minimum(place, len(keys) - 1)
    return place, keys[place] == wanted


def read_variables(
    connection: sqlite3.Connection, kind: int, ids: Numbers, problems: list[Problem]
) -> tuple[list[Column], NDArray[np.bool_]]:
    """A column per variable, and which statements have all their numbers."""
    complete = np.ones(len(ids), dtype=np.bool_)
    columns = []
    order = np.argsort(ids, kind="stable")
    asked = "SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = ? ORDER BY ID"
    for number, name, type_name in connection.execute(asked, (kind,)).fetchall():
        if type_name not in DATA_TABLES:
            problems.append(
                row_problem("VARIABLES", number, f"DataType is {type_name!r}", f"One of {', '.join(DATA_TABLES)}")
            )
            continue
        data_type = DataType(type_name)
        table = DATA_TABLES[type_name]
        value = "Entity" if data_type is DataType.SHORT_TEXT else "Value"
        if data_type is DataType.LONG_TEXT:
            columns.append(_long_texts(connection, number, name, ids, problems))
            continue
        statements, stored = read_numbers(connection, table, ("StatementId", value), f"VariableId = {number}", problems)
        place, known = find_places(ids[order], statements)
        rows = order[place[known]]
        values = np.zeros(len(ids), dtype=np.int64)
        times = np.bincount(rows, minlength=len(ids))
        values[rows] = stored[known]
        _tell_counts(table, name, ids, times, problems)
        if data_type is DataType.SHORT_TEXT:
            stored_entities = _Entities(statements=ids, entities=values, have=times > 0)
            columns.append(_short_texts(connection, number, name, stored_entities, problems))
            continue
        complete &= times > 0
        columns.append(Column(name=name, type=data_type, values=values))
        if data_type is DataType.BOOLEAN:
            for row in np.flatnonzero((values < 0) | (values > 1)).tolist():
                happened = f"{table} has the value {values[row]} of {name!r}; it counts as 0, as in DNA"
                problems.append(row_problem("STATEMENTS", int(ids[row]), happened, "Store 0 or 1"))
    return columns, complete


def _tell_counts(table: str, name: str, ids: Numbers, times: NDArray[np.intp], problems: list[Problem]) -> None:
    """Statements without a value and with several."""
    what = "the statement is left out" if table in ("DATABOOLEAN", "DATAINTEGER") else "read as ''"
    for statement in ids[times == 0].tolist():
        happened = f"{table} has no value of {name!r}; DNA fails on it; {what}"
        problems.append(row_problem("STATEMENTS", statement, happened, "Add the row; for 'no value' an entity ''"))
    for statement in ids[times > 1].tolist():
        happened = f"{table} has several values of {name!r}; the last one counts"
        problems.append(row_problem("STATEMENTS", statement, happened, "Keep one of them"))


@record
class _Entities:
    """The entity of each statement, where it has one."""

    statements: Numbers
    entities: Numbers
    have: NDArray[np.bool_]


def _short_texts(
    connection: sqlite3.Connection, variable: int, name: str, stored: _Entities, problems: list[Problem]
) -> Column:
    rows = connection.execute("SELECT ID, Value FROM ENTITIES WHERE VariableId = ?", (variable,)).fetchall()
    text = {number: value or "" for number, value in rows}
    _, known = find_places(np.array(sorted(text), dtype=np.int64), stored.entities)
    strange = stored.have & ~known
    for statement, entity in zip(stored.statements[strange].tolist(), stored.entities[strange].tolist(), strict=True):
        found = connection.execute("SELECT VariableId, Value FROM ENTITIES WHERE ID = ?", (entity,)).fetchone()
        text.setdefault(entity, (found[1] or "") if found else "")
        whose = f"belongs to variable {found[0]}" if found else "does not exist"
        happened = f"entity {entity} of {name!r} {whose}; DNA fails on every network; read as {text[entity]!r}"
        remedy = f"Point DATASHORTTEXT to an entity of variable {variable}"
        problems.append(row_problem("STATEMENTS", statement, happened, remedy))
    if not stored.have.all():
        text.setdefault(0, "")
    labels = sorted_labels(text.values())
    rank = {label: place for place, label in enumerate(labels)}
    numbers = sorted(text)
    coded = np.array([rank[text[number]] for number in numbers], dtype=np.int64)
    place, _ = find_places(np.array(numbers, dtype=np.int64), np.where(stored.have, stored.entities, 0))
    return Column(name=name, type=DataType.SHORT_TEXT, values=coded[place] if len(coded) else place, labels=labels)


def _long_texts(
    connection: sqlite3.Connection, variable: int, name: str, ids: Numbers, problems: list[Problem]
) -> Column:
    asked = "SELECT StatementId, Value FROM DATALONGTEXT WHERE VariableId = ? ORDER BY ID"
    try:
        rows = connection.execute(asked, (variable,)).fetchall()
    except sqlite3.OperationalError:
        rows = []
    found = dict(rows)
    order = np.argsort(ids, kind="stable")
    place, known = find_places(ids[order], np.array([row[0] for row in rows], dtype=np.int64))
    times = np.bincount(order[place[known]], minlength=len(ids))
    _tell_counts("DATALONGTEXT", name, ids, times, problems)
    return column_of(name, DataType.LONG_TEXT, [found.get(number) or "" for number in ids.tolist()])
