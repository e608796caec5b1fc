"""Reading, checking and writing .dna files: every rule of the format, one broken row at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from debate_by_hand import ferry_pile
from onrecord.errors import DataError, InputError
from onrecord.exchange.dna_check import find_problems
from onrecord.exchange.dna_debate import Utf16, dna_of, plain, short
from onrecord.exchange.dna_file import DnaFile, read_dna, write_dna
from onrecord.exchange.dna_password import hash_password, is_password
from onrecord.exchange.dna_schema import TABLES, create_sql
from onrecord.exchange.dna_table import read_dna_table
from onrecord.network import Aggregation, Settings, two_mode


@pytest.fixture(scope="module")
def file() -> DnaFile:
    """The ferry debate as rows."""
    return dna_of(ferry_pile().debate())


def _with(file: DnaFile, table: str, rows: Sequence[tuple[Any, ...]]) -> DnaFile:
    return replace(file, rows={**file.rows, table: tuple(rows)})


def _changed(file: DnaFile, table: str, column: int, value: Any, row: int = 0) -> DnaFile:
    rows = [list(each) for each in file[table]]
    rows[row][column] = value
    return _with(file, table, [tuple(each) for each in rows])


def _without(file: DnaFile, table: str, row: int = 0) -> DnaFile:
    return _with(file, table, [each for place, each in enumerate(file[table]) if place != row])


def _write_loosely(file: DnaFile, path: Path) -> None:
    """Write rows as they are, without any rule, as a foreign writer might."""
    connection = sqlite3.connect(path)
    for table in TABLES:
        if table.name in file.rows:
            connection.execute(f"CREATE TABLE {table.name} ({', '.join(table.columns)})")
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", file[table.name])
    connection.commit()
    connection.close()


def test_a_debate_becomes_a_file_without_problems(file: DnaFile, tmp_path: Path) -> None:
    """What we write keeps every rule, and reading it back gives the same rows."""
    assert find_problems(file) == ()
    write_dna(file, tmp_path / "ferry.dna")
    again = read_dna(tmp_path / "ferry.dna")
    assert again == file
    assert find_problems(again) == ()


def test_the_same_debate_gives_the_same_bytes(file: DnaFile, tmp_path: Path) -> None:
    """Nothing in the file depends on chance or time."""
    write_dna(file, tmp_path / "one.dna")
    write_dna(dna_of(ferry_pile().debate()), tmp_path / "two.dna")
    assert (tmp_path / "one.dna").read_bytes() == (tmp_path / "two.dna").read_bytes()


def test_the_machine_is_a_coder_of_its_own(file: DnaFile) -> None:
    """All statements belong to the coder "onrecord", who is related to Admin both ways."""
    assert [row[1] for row in file["CODERS"]] == ["Admin", "onrecord"]
    assert {row[5] for row in file["STATEMENTS"]} == {2}
    assert {(row[1], row[2]) for row in file["CODERRELATIONS"]} == {(1, 2), (2, 1)}
    assert is_password("onrecord", file["CODERS"][1][7])


def test_conditions_become_notes(file: DnaFile) -> None:
    """A conditional position is an annotation on the same words, not a side."""
    notes = [row[3] for row in file["DATALONGTEXT"]]
    assert any("conditional toll" in note and "condition: " in note for note in notes)


def test_networks_of_a_written_file_are_those_of_the_debate(file: DnaFile, tmp_path: Path) -> None:
    """Sides survive the way out and back: the isles are against the bridge, the union for the run."""
    write_dna(file, tmp_path / "ferry.dna")
    read = read_dna_table(tmp_path / "ferry.dna")
    network = two_mode(read.table, Settings(qualifier_aggregation=Aggregation.SUBTRACT))
    assert network.rows == ("Lower Isles", "Quay Union")
    assert network.dense.tolist() == [[-1, 0], [0, 1]]
    assert read.problems == ()


def test_the_schema_is_enforced_on_writing(file: DnaFile, tmp_path: Path) -> None:
    """A row that breaks a rule stops the writing and is named; no half file remains."""
    with pytest.raises(DataError, match="STATEMENTS row 1"):
        write_dna(_changed(file, "STATEMENTS", 4, 0), tmp_path / "broken.dna")
    assert not (tmp_path / "broken.dna").exists()


BREAKS: dict[str, tuple[Callable[[DnaFile], DnaFile], str]] = {
    "no version": (lambda f: _with(f, "SETTINGS", []), "SETTINGS row version: there is no row 'version'"),
    "version 2": (lambda f: _with(f, "SETTINGS", [("version", "2.0")]), "the version is '2.0'"),
    "version 3.1": (lambda f: _with(f, "SETTINGS", [("version", "3.1.2")]), "Open it with DNA 3.1"),
    "version 4": (lambda f: _with(f, "SETTINGS", [("version", "4.0")]), "DNA 3.0 refuses"),
    "no relations": (lambda f: _with(f, "CODERRELATIONS", []), "coder 1 has no relation to coder 2"),
    "own relation": (lambda f: _changed(f, "CODERRELATIONS", 2, 1), "it relates 1 to itself"),
    "no coder": (lambda f: _changed(f, "STATEMENTS", 5, None), "STATEMENTS row 1: Coder is None"),
    "unknown coder": (lambda f: _changed(f, "STATEMENTS", 5, 9), "CODERS has no such row"),
    "no short text": (lambda f: _without(f, "DATASHORTTEXT"), "DATASHORTTEXT has no value of 'person'"),
    "no boolean": (lambda f: _without(f, "DATABOOLEAN"), "DATABOOLEAN has no value of 'agreement'"),
    "no long text": (lambda f: _without(f, "DATALONGTEXT"), "DATALONGTEXT has no value of 'note'"),
    "foreign entity": (lambda f: _changed(f, "DATASHORTTEXT", 3, 4), "belongs to variable 2, not 1"),
    "unknown entity": (lambda f: _changed(f, "DATASHORTTEXT", 3, 99), "ENTITIES has no such row"),
    "null title": (lambda f: _changed(f, "DOCUMENTS", 1, None), "DOCUMENTS row 1: Title is None"),
    "text date": (lambda f: _changed(f, "DOCUMENTS", 9, "2020-01-01"), "silently finds no statements"),
    "boolean of 2": (lambda f: _changed(f, "DATABOOLEAN", 3, 2), "Value is 2; it is out of range"),
    "past the end": (lambda f: _changed(f, "STATEMENTS", 4, 9999), "past the end of document 2 (328)"),
    "empty span": (lambda f: _changed(f, "STATEMENTS", 4, 3), "to 3. Make 0 <= Start < Stop"),
    "two values": (
        lambda f: _with(f, "DATABOOLEAN", [*f["DATABOOLEAN"], (99, *f["DATABOOLEAN"][0][1:])]),
        "another row has the same StatementId, VariableId",
    ),
    "long name": (lambda f: _changed(f, "CODERS", 1, "x" * 191), "that is 191 characters"),
    "colour": (lambda f: _changed(f, "STATEMENTTYPES", 2, 256), "Red is 256"),
    "data type": (lambda f: _changed(f, "VARIABLES", 2, "number"), "DNA knows no such kind"),
    "attribute value": (lambda f: _without(f, "ATTRIBUTEVALUES"), "ENTITIES row 1: ATTRIBUTEVALUES has no row"),
    "carriage return": (lambda f: _changed(f, "DOCUMENTS", 2, "a\r\nb" * 99), "carriage returns"),
    "wrong table": (
        lambda f: _with(f, "DATAINTEGER", [(1, 1, 4, 1)]), "variable 4 is boolean. Move the value to DATABOOLEAN",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_every_broken_rule_is_a_sentence_that_names_the_row(file: DnaFile, name: str) -> None:
    """One broken row gives a problem that says which row, what is wrong and what to do."""
    break_it, expected = BREAKS[name]
    said = [str(problem) for problem in find_problems(break_it(file))]
    assert any(expected in sentence for sentence in said), said


@pytest.mark.parametrize("table", ["REGEXES", "CODERRELATIONS", "ATTRIBUTEVALUES"])
def test_a_missing_table_is_named_and_the_rest_is_read(file: DnaFile, tmp_path: Path, table: str) -> None:
    """Statements can be read without tables that only DNA's window needs."""
    rest = replace(file, rows={name: rows for name, rows in file.rows.items() if name != table})
    _write_loosely(rest, tmp_path / "loose.dna")
    assert any(str(problem).startswith(f"{table}: the table is missing") for problem in find_problems(rest))
    read = read_dna_table(tmp_path / "loose.dna")
    assert len(read.table) == 4
    assert any(problem.table == table for problem in read.problems)


@pytest.mark.parametrize(
    ("name", "left", "expected"),
    [
        ("no coder", 4, "it has no coder"),
        ("unknown coder", 4, "the unknown coder 9"),
        ("no short text", 4, "read as ''"),
        ("no boolean", 3, "left out"),
        ("foreign entity", 4, "belongs to variable 2"),
        ("unknown entity", 4, "does not exist"),
        ("text date", 4, "read as 2020-01-01"),
        ("null title", 4, "Title is NULL"),
        ("past the end", 4, "past the end of document 2 (328)"),
        ("two values", 4, "several values of 'agreement'"),
        ("boolean of 2", 4, "the value 2 of 'agreement'"),
        ("empty span", 4, ""),
        ("no long text", 4, ""),
    ],
)
def test_what_can_be_read_is_read(file: DnaFile, tmp_path: Path, name: str, left: int, expected: str) -> None:
    """A broken row costs at most its own statement, and the reader says so."""
    _write_loosely(BREAKS[name][0](file), tmp_path / "loose.dna")
    read = read_dna_table(tmp_path / "loose.dna", texts=True)
    assert len(read.table) == left
    assert any(expected in str(problem) for problem in read.problems) or not expected


def test_notes_can_be_read_with_gaps(file: DnaFile, tmp_path: Path) -> None:
    """A long text that is missing is '' and named by its statement."""
    _write_loosely(_without(file, "DATALONGTEXT"), tmp_path / "loose.dna")
    read = read_dna_table(tmp_path / "loose.dna", "Annotation")
    assert len(read.table) == 2
    assert any("DATALONGTEXT has no value of 'note'" in str(problem) for problem in read.problems)


def test_a_missing_column_is_named(file: DnaFile, tmp_path: Path) -> None:
    """DNA crashes without Refresh; we say so and read on."""
    write_dna(file, tmp_path / "old.dna")
    connection = sqlite3.connect(tmp_path / "old.dna")
    connection.execute("ALTER TABLE CODERS DROP COLUMN ColorByCoder")
    connection.close()
    for problems in (read_dna(tmp_path / "old.dna").problems, read_dna_table(tmp_path / "old.dna").problems):
        assert [str(problem)[:40] for problem in problems] == ["CODERS: the column ColorByCoder is missi"]


def test_an_unreadable_date_leaves_its_statements_out(file: DnaFile, tmp_path: Path) -> None:
    """Words instead of a date are named, and the other documents are read."""
    _write_loosely(_changed(file, "DOCUMENTS", 9, "in spring", row=1), tmp_path / "loose.dna")
    read = read_dna_table(tmp_path / "loose.dna")
    assert len(read.table) < 4
    assert any("'in spring'" in str(problem) for problem in read.problems)


def test_the_last_of_two_values_wins(file: DnaFile, tmp_path: Path) -> None:
    """As in DNA, a second row for a statement and variable overrules the first."""
    first = file["DATABOOLEAN"][0]
    rows = [*file["DATABOOLEAN"], (99, first[1], first[2], 1 - first[3])]
    _write_loosely(_with(file, "DATABOOLEAN", rows), tmp_path / "loose.dna")
    agreement = read_dna_table(tmp_path / "loose.dna").table.find("agreement")
    assert agreement is not None
    assert list(agreement.values).count(first[3]) == [row[3] for row in file["DATABOOLEAN"]].count(first[3]) - 1


def test_other_files_are_refused_with_a_reason(tmp_path: Path) -> None:
    """Neither a text file nor a foreign database passes for a .dna file."""
    (tmp_path / "text.dna").write_text("hello")
    with pytest.raises(InputError, match="no SQLite file"):
        read_dna(tmp_path / "text.dna")
    with pytest.raises(InputError, match="cannot be read"):
        read_dna(tmp_path / "absent.dna")
    sqlite3.connect(tmp_path / "other.dna").execute("CREATE TABLE t (x)").connection.close()
    with pytest.raises(InputError, match="lacks the tables"):
        read_dna(tmp_path / "other.dna")


def test_a_damaged_file_is_named(file: DnaFile, tmp_path: Path) -> None:
    """A file cut short is an input error, no traceback."""
    write_dna(file, tmp_path / "whole.dna")
    raw = (tmp_path / "whole.dna").read_bytes()
    (tmp_path / "cut.dna").write_bytes(raw[: len(raw) // 2])
    with pytest.raises(InputError, match="damaged"):
        read_dna(tmp_path / "cut.dna")


def test_an_unknown_statement_type_lists_those_there_are(file: DnaFile, tmp_path: Path) -> None:
    """The error names the types of the file."""
    write_dna(file, tmp_path / "ferry.dna")
    with pytest.raises(InputError, match="'Annotation'"):
        read_dna_table(tmp_path / "ferry.dna", "Statement")


def test_passwords_are_salted_and_checked() -> None:
    """The same password verifies under its own salt, composed or decomposed; anything else does not."""
    stored = hash_password("Zoë", bytes(range(16)))
    assert len(stored) == 64
    assert is_password("Zoe\u0308", stored)
    assert not is_password("Zoe", stored)
    assert not is_password("Zoë", "no hash at all")


def test_offsets_count_utf16_units() -> None:
    """A character outside the basic plane counts twice, as in Java."""
    place = Utf16("a🦊b")
    assert [place.offset(i) for i in range(4)] == [0, 1, 3, 4]


def test_texts_keep_their_length() -> None:
    """Carriage returns, NUL and lone surrogates are replaced one for one; long names are cut to 190."""
    assert plain("a\r\nb\rc\x00\ud800") == "a \nb\nc\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"
    assert len(short("y" * 300)) == 190


def test_every_table_can_be_created() -> None:
    """The SQL made from the schema is accepted by SQLite."""
    connection = sqlite3.connect(":memory:")
    for table in TABLES:
        connection.execute(create_sql(table))
