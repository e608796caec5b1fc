"""From a plain statement table (CSV or XLSX, a row per statement) to a StatementTable; what each column is."""

from __future__ import annotations

import csv
import io
import re
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.exchange.dna_file import Problem
from onrecord.exchange.dna_schema import SHORT
from onrecord.model import DataType, StatementRow, StatementTable, record, table_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
EXCEL_DAYS = (10_000, 80_000)
"""Numbers in this range in a date column are Excel's days (1927 to 2119)."""

TRUE, FALSE = frozenset({"1", "true", "yes"}), frozenset({"0", "false", "no"})


@record
class SheetTable:
    """The statements of a sheet, which column played which role, and what could not be read."""

    table: StatementTable
    roles: Mapping[str, str]
    problems: tuple[Problem, ...]


def read_statements(path: Path, *, roles: Mapping[str, str] | None = None) -> SheetTable:
    """Read a CSV (comma, semicolon or tab) or XLSX file whose first row names the columns.

    `roles` says which column is ``date``, ``document``, ``title``, ``author``, ``source``, ``section``, ``type`` or
    ``text``; roles left out are found by usual names. Every other column becomes a variable under its own name:
    boolean if all values are 0/1, integer if whole numbers, else text. InputError: no such file, column or date.
    """
    return _table(path.name, list(_iter_rows(path)), roles or {})


def table_of_frame(frame: Any, *, roles: Mapping[str, str] | None = None) -> SheetTable:
    """The same from a data frame: pandas, polars, or anything with ``columns`` and ``frame[name]``."""
    header = [str(name) for name in frame.columns]
    columns = [[_cell(value) for value in frame[name]] for name in frame.columns]
    return _table("the data frame", [header, *map(list, zip(*columns, strict=True))], roles or {})


def _cell(value: Any) -> str:
    """A value as a sheet would write it; None and NaN are empty."""
    if value is None or value != value:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(int(value)) if isinstance(value, bool) else str(value)


def _table(name: str, rows: Sequence[Sequence[str]], roles: Mapping[str, str]) -> SheetTable:
    header = [column.strip() for column in rows[0]] if rows else []
    if not any(header):
        raise InputError(f"{name} is empty.", expected="a first row with column names")
    found = _find_roles(name, header, roles)
    body = [dict(zip(header, row, strict=False)) for row in rows[1:]]
    variables = _find_types([column for column in header if column and column not in found.values()], body)
    problems: list[Problem] = []
    statements = []
    for number, row in enumerate(body, start=2):
        if not any(row.values()):
            continue
        written = row.get(found["date"], "")
        day = parse_date(written)
        if day is None:
            said = f"{found['date']!r} is {written!r}, no date; the row was left out"
            problems.append(Problem(table=name, row=number, happened=said, next_step="Write 2024-12-31"))
            continue
        statements.append(_statement(row, day, found, variables))
    return SheetTable(table=table_of(statements, variables=variables), roles=found, problems=tuple(problems))


@cache
def _names() -> Mapping[str, Sequence[str]]:
    text = resources.files("onrecord.exchange").joinpath("sheets.toml").read_text("utf-8")
    names: Mapping[str, Sequence[str]] = tomllib.loads(text)["roles"]
    return names


def _find_roles(path: str, header: Sequence[str], given: Mapping[str, str]) -> Mapping[str, str]:
    lower = {name.casefold(): name for name in reversed(header) if name}
    found = {}
    for role, names in _names().items():
        if role in given:
            if given[role] not in header:
                raise InputError(f"{path} has no column {given[role]!r}.", expected=f"one of {', '.join(header)}")
            found[role] = given[role]
        elif match := next((lower[name] for name in names if name in lower and lower[name] not in found.values()), ""):
            found[role] = match
    if "date" not in found:
        raise InputError(
            f"{path} has no column that looks like a date.",
            expected=f"one named {', '.join(_names()['date'])}",
            next_step="Say which it is: roles={'date': COLUMN}.",
        )
    return found


def _find_types(names: Sequence[str], body: Sequence[Mapping[str, str]]) -> Mapping[str, DataType]:
    return {name: _type_of([row.get(name, "").strip() for row in body]) for name in names}


def _type_of(values: Sequence[str]) -> DataType:
    """Empty cells make a column text: DNA's numbers know no "no value"."""
    if values and all(value.casefold() in TRUE | FALSE for value in values):
        return DataType.BOOLEAN
    if values and all(re.fullmatch(r"[+-]?\d{1,9}", value) for value in values):
        return DataType.INTEGER
    return DataType.SHORT_TEXT if all(len(value) <= SHORT for value in values) else DataType.LONG_TEXT


def _statement(
    row: Mapping[str, str], day: date, roles: Mapping[str, str], variables: Mapping[str, DataType]
) -> StatementRow:
    plain = {role: row.get(name, "").strip() for role, name in roles.items() if role != "date"}
    fields = {role: value for role, value in plain.items() if role != "document"}
    values = {name: _value(row.get(name, "").strip(), kind) for name, kind in variables.items()}
    document = plain.get("document") or " | ".join([fields.get("title", ""), fields.get("source", ""), day.isoformat()])
    title, author, source, section, kind, text = (
        fields.get(role, "") for role in ("title", "author", "source", "section", "type", "text")
    )
    return StatementRow(
        date=day, document=document, values=values, title=title, author=author, source=source, section=section,
        type=kind, text=text,
    )  # fmt: skip


def _value(text: str, kind: DataType) -> str | int | bool:
    if kind is DataType.BOOLEAN:
        return text.casefold() in TRUE
    return int(text) if kind is DataType.INTEGER else text


def parse_date(text: str) -> date | None:
    """A date, a time, a year (its first day) or an Excel day number; None where it is none of these."""
    text = text.strip()
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 1, 1) if int(text) else None
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and EXCEL_DAYS[0] <= float(text) <= EXCEL_DAYS[1]:
        return (EXCEL_EPOCH + timedelta(days=float(text))).date()
    for form in ("%d.%m.%Y", "%Y/%m/%d", "%m/%d/%Y", "%d.%m.%Y %H:%M:%S"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _iter_rows(path: Path) -> Iterator[list[str]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", expected="a CSV or XLSX file") from None
    if raw[:2] == b"PK":
        yield from _iter_xlsx(path, raw)
        return
    text = raw.decode("utf-8-sig", "replace")
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(10**9)
    yield from csv.reader(io.StringIO(text), delimiter=delimiter)


def _iter_xlsx(path: Path, raw: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            shared = _shared_strings(archive)
            sheet = ET.fromstring(archive.read(_first_sheet(archive)))
    except (zipfile.BadZipFile, KeyError, ET.ParseError) as error:
        raise InputError(f"{path} is no workbook: {error}.", expected="an XLSX file with a sheet") from None
    for row in sheet.iter(f"{MAIN}row"):
        cells: dict[int, str] = {}
        for cell in row.iter(f"{MAIN}c"):
            cells[_column(cell.get("r", ""), len(cells))] = _cell_text(cell, shared)
        yield [cells.get(place, "") for place in range(max(cells, default=-1) + 1)]


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = ET.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(part.text or "" for part in item.iter(f"{MAIN}t")) for item in root.iter(f"{MAIN}si")]


def _first_sheet(archive: zipfile.ZipFile) -> str:
    book = ET.fromstring(archive.read("xl/workbook.xml"))
    wanted = next(book.iter(f"{MAIN}sheet")).get(f"{RELATIONS}id")
    for relation in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        if relation.get("Id") == wanted:
            target = relation.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError("the first sheet")


def _column(reference: str, otherwise: int) -> int:
    letters = re.match(r"[A-Z]+", reference)
    if not letters:
        return otherwise
    number = 0
    for letter in letters.group():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell_text(cell: ET.Element, shared: Sequence[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
    value = cell.findtext(f"{MAIN}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)]
    return value.removesuffix(".0")
