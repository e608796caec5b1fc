"""From a .dna file to a StatementTable, reading only what networks need; what cannot be read is named and left out."""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import InputError
from onrecord.exchange.dna_file import Problem, check_tables, check_version, opened
from onrecord.exchange.dna_schema import DATA_TABLES
from onrecord.model import Column, DataType, StatementTable, record
from onrecord.model.table import DOCUMENT_FIELDS, column_of, sorted_labels

Numbers = NDArray[np.int64]

NO_CODER = -1


@record
class DnaTable:
    """The statements of one type, and what was wrong with the file."""

    table: StatementTable
    problems: tuple[Problem, ...]


@record
class _Documents:
    """Documents in (time, id) order; `ids` are DNA's."""

    ids: Numbers
    times: Numbers
    columns: tuple[Column, ...]


def read_dna_table(path: Path, statement_type: str = "DNA Statement", *, texts: bool = False) -> DnaTable:
    """The statements of `statement_type`; with `texts` also the marked words, cut as DNA does, in code points.

    InputError where the file is no DNA 3 file or has no such statement type.
    """
    with opened(path) as connection:
        problems = _check(path, connection)
        kind = _get_type(path, connection, statement_type)
        documents = _read_documents(connection, problems)
        rows = _read_statements(connection, kind, documents, problems)
        variables, complete = _read_variables(connection, kind, rows[0], problems)
        rows = rows[:, complete]
        ids, places, starts, stops, coders = rows
        table = StatementTable(
            ids=ids,
            times=documents.times[places],
            documents=places,
            starts=starts,
            stops=stops,
            coders=coders,
            variables=tuple(replace(c, values=np.asarray(c.values, dtype=np.int64)[complete]) for c in variables),
            document_columns=documents.columns,
            document_times=documents.times,
            texts=_cut(connection, kind, ids) if texts else (),
        )
    return DnaTable(table=table, problems=tuple(problems))


def _check(path: Path, connection: sqlite3.Connection) -> list[Problem]:
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    problems = check_tables(path, names)
    settings = connection.execute("SELECT Property, Value FROM SETTINGS").fetchall() if "SETTINGS" in names else ()
    return problems + check_version(tuple(settings))


def _get_type(path: Path, connection: sqlite3.Connection, label: str) -> int:
    types = connection.execute("SELECT Label, ID FROM STATEMENTTYPES ORDER BY ID").fetchall()
    for name, number in types:
        if name == label:
            return int(number)
    there = ", ".join(repr(name) for name, _ in types)
    raise InputError(f"{path} has no statement type {label!r}.", expected=f"one of {there}")


def _read_documents(connection: sqlite3.Connection, problems: list[Problem]) -> _Documents:
    rows = connection.execute("SELECT ID, Date, Author, Source, Section, Type, Title FROM DOCUMENTS").fetchall()
    dated = []
    for row in rows:
        time = row[1] if isinstance(row[1], int) else _time_of(row, problems)
        if time is not None:
            dated.append((time, *row))
    dated.sort(key=lambda row: (row[0], row[1]))
    times, ids, _, *texts = [list(column) for column in zip(*dated, strict=True)] if dated else [[]] * 8
    plain = dict(zip(("author", "source", "section", "type", "title"), texts, strict=True))
    for name, values in plain.items():
        if None in values:
            for number in [number for number, value in zip(ids, values, strict=True) if value is None]:
                said = f"{name.capitalize()} is NULL, which breaks DNA's event list"
                problems.append(_said("DOCUMENTS", number, said, "Store ''"))
            plain[name] = [value or "" for value in values]
    plain["id"] = [str(number) for number in ids]
    columns = tuple(column_of(name, DataType.SHORT_TEXT, plain[name]) for name in DOCUMENT_FIELDS)
    return _Documents(ids=np.array(ids, dtype=np.int64), times=np.array(times, dtype=np.int64), columns=columns)


def _time_of(row: Sequence[Any], problems: list[Problem]) -> int | None:
    """Seconds of a date that is no whole number, where it can be made out."""
    said = f"Date is {row[1]!r}, not whole seconds since 1970; DNA silently finds no statements"
    try:
        parsed = datetime.fromisoformat(str(row[1]))
        seconds = int((parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        problems.append(_said("DOCUMENTS", row[0], said + "; its statements were left out", "Store seconds"))
        return None
    problems.append(_said("DOCUMENTS", row[0], f"{said}; read as {parsed.isoformat()} UTC", f"Store {seconds}"))
    return seconds


def _said(table: str, row: Any, happened: str, next_step: str) -> Problem:
    return Problem(table=table, row=row, happened=happened, next_step=next_step)


def _numbers(
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
    flat = _parse_numbers(text or "")
    if len(flat) == count * len(columns):
        return flat.reshape(-1, len(columns)).T
    sound = []
    for row in connection.execute(f"SELECT {', '.join(columns)} {where}"):
        if all(isinstance(value, int) for value in row):
            sound.append(row)
        else:
            problems.append(_said(table, row[0], f"{row} holds something else than numbers", "Store whole numbers"))
    return np.array(sound, dtype=np.int64).reshape(-1, len(columns)).T


def _parse_numbers(text: str) -> Numbers:
    """Whole numbers joined by commas; nothing where something else is among them."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        try:
            return np.fromstring(text, dtype=np.int64, sep=",")
        except (ValueError, DeprecationWarning):
            return np.zeros(0, dtype=np.int64)


def _read_statements(
    connection: sqlite3.Connection, kind: int, documents: _Documents, problems: list[Problem]
) -> Numbers:
    """ID, place of the document, start, stop and coder, shape (5, statements), in DNA's order."""
    columns = ("ID", "DocumentId", "Start", "Stop", f"ifnull(Coder, {NO_CODER})")
    rows = _numbers(connection, "STATEMENTS", columns, f"StatementTypeId = {kind}", problems)
    _check_coders(connection, rows, problems)
    order = np.argsort(documents.ids, kind="stable")
    place, known = _find(documents.ids[order], rows[1])
    for number, document in rows[:2, ~known].T.tolist():
        problems.append(
            _said("STATEMENTS", number, f"document {document} is missing or undated", "Restore or delete it")
        )
    rows = np.vstack([rows[:1], order[place][None, :], rows[2:]])[:, known]
    return rows[:, _order(rows)]


def _order(rows: Numbers) -> NDArray[np.intp]:
    """By document, start, stop and ID; rows come by ID, so that one stable sort of the rest packed does."""
    _, documents, starts, stops, _ = rows
    if rows.shape[1] == 0:
        return np.zeros(0, dtype=np.intp)
    low, span = int(starts.min()), int(starts.max()) - int(starts.min()) + 1
    first, room = int(stops.min()), int(stops.max()) - int(stops.min()) + 1
    if (int(documents.max()) + 1) * span * room >= 2**63:
        return np.lexsort((rows[0], stops, starts, documents))
    return np.argsort((documents * span + (starts - low)) * room + (stops - first), kind="stable")


def _check_coders(connection: sqlite3.Connection, rows: Numbers, problems: list[Problem]) -> None:
    try:
        coders = [number for (number,) in connection.execute("SELECT ID FROM CODERS")]
    except sqlite3.OperationalError:
        return
    _, known = _find(np.array(sorted(coders), dtype=np.int64), rows[4])
    for number, coder in rows[[0, 4]][:, ~known].T.tolist():
        said = "no coder" if coder == NO_CODER else f"the unknown coder {coder}"
        problems.append(
            _said(
                "STATEMENTS", number, f"it has {said}; DNA fails on every network of its type", "Give it a coder's ID"
            )
        )


def _find(keys: Numbers, wanted: Numbers) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each of `wanted` stands in the ascending `keys`, and whether it does."""
    if len(keys) == 0:
        return np.zeros(len(wanted), dtype=np.intp), np.zeros(len(wanted), dtype=np.bool_)
    gapless = int(keys[-1]) - int(keys[0]) + 1 == len(keys)
    place = np.clip(wanted - keys[0], 0, len(keys) - 1) if gapless else np.searchsorted(keys, wanted)
    place = np.minimum(place, len(keys) - 1)
    return place, keys[place] == wanted


def _read_variables(
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
                _said("VARIABLES", number, f"DataType is {type_name!r}", f"One of {', '.join(DATA_TABLES)}")
            )
            continue
        data_type = DataType(type_name)
        table = DATA_TABLES[type_name]
        value = "Entity" if data_type is DataType.SHORT_TEXT else "Value"
        if data_type is DataType.LONG_TEXT:
            columns.append(_long_texts(connection, number, name, ids))
            continue
        statements, stored = _numbers(connection, table, ("StatementId", value), f"VariableId = {number}", problems)
        place, known = _find(ids[order], statements)
        values = np.zeros(len(ids), dtype=np.int64)
        have = np.zeros(len(ids), dtype=np.bool_)
        values[order[place[known]]] = stored[known]
        have[order[place[known]]] = True
        for lost in ids[~have].tolist():
            what = "read as ''" if data_type is DataType.SHORT_TEXT else "left out"
            problems.append(
                _said("STATEMENTS", lost, f"{table} has no value of {name!r}; DNA fails on it; {what}", "Add the row")
            )
        if data_type is DataType.SHORT_TEXT:
            columns.append(_short_texts(connection, number, name, values, have, ids, problems))
        else:
            complete &= have
            columns.append(Column(name=name, type=data_type, values=values))
    return columns, complete


def _short_texts(
    connection: sqlite3.Connection,
    variable: int,
    name: str,
    entities: Numbers,
    have: NDArray[np.bool_],
    ids: Numbers,
    problems: list[Problem],
) -> Column:
    stored = dict(connection.execute("SELECT ID, Value FROM ENTITIES WHERE VariableId = ?", (variable,)).fetchall())
    text = {number: value or "" for number, value in stored.items()}
    keys = np.array(sorted(text), dtype=np.int64)
    _, known = _find(keys, entities)
    for statement, entity in zip(ids[have & ~known].tolist(), entities[have & ~known].tolist(), strict=True):
        found = connection.execute("SELECT VariableId, Value FROM ENTITIES WHERE ID = ?", (entity,)).fetchone()
        text.setdefault(entity, (found[1] or "") if found else "")
        whose = f"belongs to variable {found[0]}" if found else "does not exist"
        problems.append(
            _said(
                "STATEMENTS",
                statement,
                f"entity {entity} of {name!r} {whose}; DNA fails on every network; read as {text[entity]!r}",
                f"Point DATASHORTTEXT to an entity of variable {variable}",
            )
        )
    if not have.all():
        text.setdefault(0, "")
    labels = sorted_labels(text.values())
    rank = {label: place for place, label in enumerate(labels)}
    keys = np.array(sorted(text), dtype=np.int64)
    coded = np.array([rank[text[number]] for number in keys.tolist()], dtype=np.int64)
    place, _ = _find(keys, np.where(have, entities, 0))
    return Column(name=name, type=DataType.SHORT_TEXT, values=coded[place] if len(coded) else entities, labels=labels)


def _long_texts(connection: sqlite3.Connection, variable: int, name: str, ids: Numbers) -> Column:
    try:
        found = dict(
            connection.execute(
                "SELECT StatementId, Value FROM DATALONGTEXT WHERE VariableId = ?", (variable,)
            ).fetchall()
        )
    except sqlite3.OperationalError:
        found = {}
    return column_of(name, DataType.LONG_TEXT, [found.get(number) or "" for number in ids.tolist()])


def _cut(connection: sqlite3.Connection, kind: int, ids: Numbers) -> list[str]:
    words = dict(
        connection.execute(
            "SELECT s.ID, substr(d.Text, s.Start + 1, s.Stop - s.Start) FROM STATEMENTS s"
            " JOIN DOCUMENTS d ON d.ID = s.DocumentId WHERE s.StatementTypeId = ?",
            (kind,),
        ).fetchall()
    )
    return [words.get(number) or "" for number in ids.tolist()]
