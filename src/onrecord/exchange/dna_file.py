"""Reading and writing a whole .dna file: every row of every table, unchanged there and back."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from onrecord.errors import DataError, InputError, StorageError
from onrecord.exchange.dna_schema import TABLES, Row, Table, create_sql
from onrecord.model import record

SQLITE_MAGIC = b"SQLite format 3\x00"


@record
class Problem:
    """Something in a file that DNA would choke on or misread: which row, what, what to do."""

    table: str
    row: int | str | None
    happened: str
    next_step: str

    def __str__(self) -> str:
        where = self.table if self.row is None else f"{self.table} row {self.row}"
        return f"{where}: {self.happened}. {self.next_step}."


@record
class DnaFile:
    """For each table its rows in key order; a row has a value per column of the schema. `problems` met in reading."""

    rows: Mapping[str, tuple[Row, ...]]
    problems: tuple[Problem, ...] = ()

    def __getitem__(self, table: str) -> tuple[Row, ...]:
        return self.rows.get(table, ())

    @property
    def version(self) -> str:
        """The version of DNA that the file names, or ''."""
        return next((str(row[1]) for row in self["SETTINGS"] if row[0] == "version"), "")


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection; InputError where the file is missing or no SQLite file."""
    try:
        with path.open("rb") as file:
            magic = file.read(len(SQLITE_MAGIC))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", expected="a .dna file") from None
    if magic != SQLITE_MAGIC:
        raise InputError(f"{path} is no SQLite file.", expected="a .dna file of Discourse Network Analyzer 3")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.text_factory = _lenient_text
    with closing(connection):
        try:
            yield connection
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"{path} is damaged: {error}.",
                expected="a whole SQLite file",
                next_step="Try `sqlite3 FILE .recover`, or a backup.",
            ) from None


def _lenient_text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def read_dna(path: Path) -> DnaFile:
    """Every row of a .dna file; what is missing or foreign is told in `problems`. InputError: not a DNA 3 file."""
    with opened(path) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        problems = check_tables(path, names)
        rows = {table.name: _read_rows(connection, table, problems) for table in TABLES if table.name in names}
    problems += check_version(rows.get("SETTINGS", ()))
    return DnaFile(rows=rows, problems=tuple(problems))


def check_tables(path: Path, names: set[str]) -> list[Problem]:
    """A problem per missing or unknown table; InputError where nothing can be read without it."""
    needed = {"DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES"}
    if not needed <= names:
        raise InputError(
            f"{path} lacks the tables {', '.join(sorted(needed - names))}.",
            expected="a .dna file of Discourse Network Analyzer 3",
            next_step="Open DNA 2 files in DNA 3 first (Import) and save them.",
        )
    known = {table.name for table in TABLES}
    lost = [lost_table(name) for name in sorted(known - names)]
    foreign = [
        Problem(table=name, row=None, happened="DNA knows no such table; it was not read",
                next_step="Keep the original if the table matters")
        for name in sorted(names - known) if not name.startswith("sqlite_")
    ]  # fmt: skip
    return lost + foreign


def lost_table(name: str) -> Problem:
    """The problem that a table is missing."""
    consequence = "DNA's window needs it" if name in ("REGEXES", "VARIABLELINKS") else "DNA cannot use the file"
    return Problem(
        table=name, row=None, happened=f"the table is missing; {consequence}",
        next_step="Write the file again with onrecord, which adds it empty",
    )  # fmt: skip


def lost_column(table: str, column: str) -> Problem:
    """The problem that a column is missing."""
    return Problem(
        table=table, row=None, happened=f"the column {column} is missing; DNA crashes on opening",
        next_step="Write the file again with onrecord, which adds its default",
    )  # fmt: skip


def utf16_length(text: str) -> int:
    """The length of a text in UTF-16 units, in which DNA counts."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def check_version(settings: tuple[Row, ...]) -> list[Problem]:
    """A problem where DNA's own version check would refuse the file."""
    version = next((str(row[1]) for row in settings if row[0] == "version"), "")
    if version.startswith("3.0"):
        return []
    said = f"the version is {version!r}" if version else "there is no row 'version'"
    remedy = "Open it with DNA 3.1" if version.startswith("3.1") else "Set Property 'version' to '3.0.11'"
    return [Problem(table="SETTINGS", row="version", happened=f"{said}; DNA 3.0 refuses the file", next_step=remedy)]


def _read_rows(connection: sqlite3.Connection, table: Table, problems: list[Problem]) -> tuple[Row, ...]:
    there = {row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")}
    columns = []
    for field in table.fields:
        if field.name in there:
            columns.append(field.name)
            continue
        columns.append("NULL" if field.default is None else repr(field.default))
        problems.append(lost_column(table.name, field.name))
    order = table.fields[0].name if table.fields[0].name in there else "rowid"
    return tuple(connection.execute(f"SELECT {', '.join(columns)} FROM {table.name} ORDER BY {order}").fetchall())


def write_dna(file: DnaFile, path: Path) -> None:
    """Write all rows to a new file at `path`, replacing what is there only once everything is written.

    DataError names a row that breaks a rule of the format; StorageError where the disk refuses.
    """
    handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        with closing(sqlite3.connect(temporary)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            with connection:
                for table in TABLES:
                    connection.execute(create_sql(table))
                    _write_rows(connection, table, file[table.name])
        temporary.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise StorageError(f"{path} cannot be written: {error}.") from None
    finally:
        temporary.unlink(missing_ok=True)


def _write_rows(connection: sqlite3.Connection, table: Table, rows: tuple[Row, ...]) -> None:
    insert = f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.fields))})"
    for row in _parents_first(table, rows):
        try:
            connection.execute(insert, row)
        except sqlite3.IntegrityError as error:
            raise DataError(
                f"{table.name} row {row[0]} breaks a rule of the .dna format: {error}.",
                expected=f"{', '.join(table.columns)} as DNA stores them",
                next_step="find_problems(file) lists all such rows; mend or drop them.",
            ) from None


def _parents_first(table: Table, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Entities may point to entities: those without a parent come first."""
    if table.name != "ENTITIES":
        return rows
    parent = table.place("ChildOf")
    done: set[object] = set()
    ordered: list[Row] = []
    waiting = list(rows)
    while waiting:
        ready = [row for row in waiting if row[parent] is None or row[parent] in done]
        if not ready:
            return (*ordered, *waiting)
        ordered += ready
        done.update(row[0] for row in ready)
        waiting = [row for row in waiting if row[0] not in done]
    return tuple(ordered)
