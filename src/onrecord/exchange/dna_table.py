"""From a .dna file to a StatementTable, reading only what networks need; what cannot be read is named and left out."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import InputError
from onrecord.exchange.dna_file import Problem, check_tables, check_version, lost_column, opened, utf16_length
from onrecord.exchange.dna_schema import TABLE
from onrecord.exchange.dna_values import Numbers, find_places, read_numbers, read_variables, row_problem
from onrecord.model import Column, DataType, StatementTable, record
from onrecord.model.table import DOCUMENT_FIELDS, column_of

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
        variables, complete = read_variables(connection, kind, rows[0], problems)
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
            texts=_cut(connection, kind, ids, problems) if texts else (),
        )
    return DnaTable(table=table, problems=tuple(problems))


def _check(path: Path, connection: sqlite3.Connection) -> list[Problem]:
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    problems = check_tables(path, names)
    if "CODERS" in names:
        there = {row[1] for row in connection.execute("PRAGMA table_info(CODERS)")}
        problems += [lost_column("CODERS", name) for name in TABLE["CODERS"].columns if name not in there]
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
                problems.append(row_problem("DOCUMENTS", number, said, "Store ''"))
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
        problems.append(row_problem("DOCUMENTS", row[0], said + "; its statements were left out", "Store seconds"))
        return None
    problems.append(row_problem("DOCUMENTS", row[0], f"{said}; read as {parsed.isoformat()} UTC", f"Store {seconds}"))
    return seconds


def _read_statements(
    connection: sqlite3.Connection, kind: int, documents: _Documents, problems: list[Problem]
) -> Numbers:
    """ID, place of the document, start, stop and coder, shape (5, statements), in DNA's order."""
    columns = ("ID", "DocumentId", "Start", "Stop", f"ifnull(Coder, {NO_CODER})")
    rows = read_numbers(connection, "STATEMENTS", columns, f"StatementTypeId = {kind}", problems)
    _check_coders(connection, rows, problems)
    order = np.argsort(documents.ids, kind="stable")
    place, known = find_places(documents.ids[order], rows[1])
    for number, document in rows[:2, ~known].T.tolist():
        problems.append(
            row_problem("STATEMENTS", number, f"document {document} is missing or undated", "Restore or delete it")
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
    _, known = find_places(np.array(sorted(coders), dtype=np.int64), rows[4])
    for number, coder in rows[[0, 4]][:, ~known].T.tolist():
        said = "no coder" if coder == NO_CODER else f"the unknown coder {coder}"
        problems.append(
            row_problem(
                "STATEMENTS", number, f"it has {said}; DNA fails on every network of its type", "Give it a coder's ID"
            )
        )


def _cut(connection: sqlite3.Connection, kind: int, ids: Numbers, problems: list[Problem]) -> list[str]:
    """The marked words; spans that reach past the end of their document are named."""
    asked = (
        "SELECT s.ID, substr(d.Text, s.Start + 1, s.Stop - s.Start), s.Stop > length(d.Text), s.Stop, d.ID"
        " FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId WHERE s.StatementTypeId = ?"
    )
    words = {}
    for number, text, is_past, stop, document in connection.execute(asked, (kind,)).fetchall():
        words[number] = text or ""
        if is_past:
            whole = connection.execute("SELECT Text FROM DOCUMENTS WHERE ID = ?", (document,)).fetchone()[0]
            if stop > utf16_length(str(whole)):
                happened = f"it stops at {stop}, past the end of document {document} ({utf16_length(str(whole))})"
                problems.append(row_problem("STATEMENTS", number, happened, "Mark the words again"))
    return [words.get(number, "") for number in ids.tolist()]
