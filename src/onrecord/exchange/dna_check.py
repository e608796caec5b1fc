"""What DNA would choke on or misread in a .dna file: every rule that its own writer keeps, checked row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from onrecord.exchange.dna_file import DnaFile, Problem, check_version, lost_table, utf16_length
from onrecord.exchange.dna_schema import DATA_TABLES, SHORT, TABLE, TABLES, Field, Row, Table


def find_problems(file: DnaFile) -> tuple[Problem, ...]:
    """All problems of a file, those met in reading first; empty for a file DNA can use."""
    found = list(file.problems)
    if not file.problems:
        found += [lost_table(table.name) for table in TABLES if table.name not in file.rows]
        found += check_version(file["SETTINGS"])
    for table in TABLES:
        found += _check_rows(file, table)
    found += _check_relations(file)
    found += _check_offsets(file)
    found += _check_values(file)
    found += _check_entities(file)
    found += _check_attributes(file)
    return tuple(dict.fromkeys(found))


def _check_rows(file: DnaFile, table: Table) -> Iterator[Problem]:
    keys = {name: {row[0] for row in file[name]} for name in {field.of for field in table.fields if field.of}}
    for row in file[table.name]:
        for field, value in zip(table.fields, row, strict=True):
            said = _fault(field, value, keys, key=field is table.fields[0])
            if said:
                yield _problem(table, row, f"{field.name} is {value!r}; {said[0]}", said[1])
    for columns in filter(None, (table.unique, table.columns[:1])):
        places = [table.place(column) for column in columns]
        times = Counter(tuple(row[place] for place in places) for row in file[table.name])
        for row in file[table.name]:
            if times[tuple(row[place] for place in places)] > 1:
                yield _problem(table, row, f"another row has the same {', '.join(columns)}; DNA uses the last one",
                               "Keep one of them")  # fmt: skip
    if table.name in ("CODERRELATIONS", "VARIABLELINKS"):
        for row in file[table.name]:
            if row[1] is not None and row[1] == row[2]:
                yield _problem(table, row, f"it relates {row[1]} to itself", "Delete it")


def _fault(field: Field, value: object, keys: Mapping[str, set[object]], *, key: bool) -> tuple[str, str] | None:
    """What is wrong with a value, and what to do."""
    if value is None:
        must = field.required or key or field.name in ("Coder", "DocumentId", "StatementTypeId")
        return ("DNA fails or loses the row", f"Give it {_wanted(field)}") if must else None
    if isinstance(value, str) != field.text:
        if field.name == "Date":
            return "DNA silently finds no statements where a date is text", "Store whole seconds since 1970-01-01 UTC"
        return f"a {type(value).__name__} where {'text' if field.text else 'a whole number'} belongs", "Convert it"
    if field.of and value not in keys[field.of]:
        return f"{field.of} has no such row", f"Give it {_wanted(field)}"
    if field.short and len(str(value)) > SHORT:
        return f"that is {len(str(value))} characters", f"Shorten it to {SHORT}"
    if field.between and isinstance(value, int) and not field.between[0] <= value <= field.between[1]:
        return "it is out of range", f"Give it {_wanted(field)}"
    if field.among and value not in field.among:
        return "DNA knows no such kind", f"Give it {_wanted(field)}"
    return None


def _wanted(field: Field) -> str:
    if field.of:
        return f"the ID of a row of {field.of}"
    if field.between:
        return f"a whole number from {field.between[0]} to {field.between[1]}"
    if field.among:
        return f"one of {', '.join(field.among)}"
    return "text, '' at least" if field.text else "a whole number"


def _problem(table: Table, row: Row, happened: str, next_step: str) -> Problem:
    return Problem(table=table.name, row=row[0], happened=happened, next_step=next_step)


def _check_relations(file: DnaFile) -> Iterator[Problem]:
    coders = [row[0] for row in file["CODERS"]]
    there = {(row[1], row[2]) for row in file["CODERRELATIONS"]}
    for one in coders:
        for other in coders:
            if one != other and (one, other) not in there:
                said = f"coder {one} has no relation to coder {other}"
                remedy = "Add a row for every ordered pair of coders"
                yield Problem(table="CODERRELATIONS", row=None, happened=said, next_step=remedy)


def _check_offsets(file: DnaFile) -> Iterator[Problem]:
    table = TABLE["STATEMENTS"]
    text = {row[0]: row[2] for row in file["DOCUMENTS"]}
    for name, words in text.items():
        if isinstance(words, str) and "\r" in words:
            yield Problem(table="DOCUMENTS", row=name, happened="the text has carriage returns, which shift statements",
                          next_step="Store line feeds only and move the offsets")  # fmt: skip
    length = {name: utf16_length(words) for name, words in text.items() if isinstance(words, str)}
    for row in file["STATEMENTS"]:
        start, stop = row[3], row[4]
        if not (isinstance(start, int) and isinstance(stop, int)):
            continue
        if not 0 <= start < stop:
            yield _problem(table, row, f"it runs from {start} to {stop}", "Make 0 <= Start < Stop")
        elif stop > length.get(row[2], stop):
            yield _problem(table, row, f"it stops at {stop}, past the end of document {row[2]} ({length[row[2]]})",
                           "Mark the words again")  # fmt: skip


def _check_values(file: DnaFile) -> Iterator[Problem]:
    variables = {row[0]: row for row in file["VARIABLES"]}
    by_type: dict[object, list[Row]] = {}
    for row in variables.values():
        by_type.setdefault(row[3], []).append(row)
    have = {name: {(row[1], row[2]) for row in file[name]} for name in DATA_TABLES.values()}
    statement_type = {row[0]: row[1] for row in file["STATEMENTS"]}
    for statement, kind in statement_type.items():
        for variable in by_type.get(kind, ()):
            table = DATA_TABLES.get(variable[2], "")
            if table and (statement, variable[0]) not in have[table]:
                yield Problem(
                    table="STATEMENTS", row=statement,
                    happened=f"{table} has no value of {variable[1]!r}; DNA fails on networks or exports of this type",
                    next_step="Add a row; for 'no value' point to an entity ''",
                )  # fmt: skip
    for data_type, name in DATA_TABLES.items():
        for row in file[name]:
            variable_row = variables.get(row[2])
            if variable_row and variable_row[2] != data_type:
                yield _problem(TABLE[name], row, f"variable {row[2]} is {variable_row[2]}",
                               f"Move the value to {DATA_TABLES.get(variable_row[2], 'its own table')}")  # fmt: skip
            elif variable_row and row[1] in statement_type and variable_row[3] != statement_type[row[1]]:
                yield _problem(TABLE[name], row, f"variable {row[2]} belongs to another statement type than statement"
                               f" {row[1]}", "Delete the row")  # fmt: skip


def _check_entities(file: DnaFile) -> Iterator[Problem]:
    owner = {row[0]: row[1] for row in file["ENTITIES"]}
    for row in file["DATASHORTTEXT"]:
        if row[3] in owner and owner[row[3]] != row[2]:
            yield _problem(TABLE["DATASHORTTEXT"], row, f"entity {row[3]} belongs to variable {owner[row[3]]}, not"
                           f" {row[2]}; DNA fails on every network", "Point to an entity of the variable")  # fmt: skip


def _check_attributes(file: DnaFile) -> Iterator[Problem]:
    there = {(row[1], row[2]) for row in file["ATTRIBUTEVALUES"]}
    of: dict[object, list[object]] = {}
    for row in file["ATTRIBUTEVARIABLES"]:
        of.setdefault(row[1], []).append(row[0])
    for entity in file["ENTITIES"]:
        for attribute in of.get(entity[1], ()):
            if (entity[0], attribute) not in there:
                yield Problem(table="ENTITIES", row=entity[0],
                              happened=f"ATTRIBUTEVALUES has no row for its attribute {attribute}",
                              next_step="Add one with ''")  # fmt: skip
