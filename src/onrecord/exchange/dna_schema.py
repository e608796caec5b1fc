"""What a .dna file is made of: tables, columns and rules of DNA 3.0 and 3.1, told as facts and turned into SQL.

Source: the format as restated from files and behaviour of Discourse Network Analyzer 3.0.7 to 3.1.2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.model import record

Row = tuple[Any, ...]

SHORT = 190
"""The most characters a short text may have."""

PERMISSIONS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
    "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip


@record
class Field:
    """A column of a table. `short` limits its length, `between` its values, `of` names the table it points to."""

    name: str
    text: bool = False
    required: bool = True
    default: str | int | None = None
    short: bool = False
    between: tuple[int, int] | None = None
    among: tuple[str, ...] = ()
    of: str = ""


@record
class Table:
    """A table; the first field is its key. `rules` are conditions on a row, `unique` a second key."""

    name: str
    fields: tuple[Field, ...]
    unique: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(field.name for field in self.fields)

    def place(self, column: str) -> int:
        """Where a column stands in a row."""
        return self.columns.index(column)


def _id() -> Field:
    return Field(name="ID")


def _short(name: str, default: str | None = None) -> Field:
    return Field(name=name, text=True, short=True, default=default)


def _long(name: str, default: str | None = None, *, required: bool = True) -> Field:
    return Field(name=name, text=True, default=default, required=required)


def _colour(*, required: bool = True) -> tuple[Field, ...]:
    default = 0 if required else None
    return tuple(
        Field(name=name, default=default, between=(0, 255), required=required) for name in ("Red", "Green", "Blue")
    )


def _flag(name: str, default: int = 1) -> Field:
    return Field(name=name, default=default, between=(0, 1))


def _to(name: str, table: str, *, required: bool = False) -> Field:
    return Field(name=name, of=table, required=required)


def _data(name: str, value: Field) -> Table:
    fields = (_id(), _to("StatementId", "STATEMENTS", required=True), _to("VariableId", "VARIABLES", required=True))
    return Table(name=name, fields=(*fields, value), unique=("StatementId", "VariableId"))


TABLES: tuple[Table, ...] = (
    Table(name="SETTINGS", fields=(_long("Property", required=False), _long("Value"))),
    Table(
        name="CODERS",
        fields=(
            _id(),
            _short("Name"),
            *_colour(),
            Field(name="Refresh", default=0, between=(0, 9999)),
            Field(name="FontSize", default=14, between=(1, 99)),
            _short("Password"),
            Field(name="PopupWidth", default=300, between=(100, 9999), required=False),
            _flag("ColorByCoder", 0),
            _flag("PopupDecoration", 0),
            _flag("PopupAutoComplete"),
            *(_flag(f"Permission{name}") for name in PERMISSIONS),
        ),
    ),
    Table(
        name="DOCUMENTS",
        fields=(
            _id(), _short("Title"), _long("Text"), _to("Coder", "CODERS"), _short("Author", ""), _short("Source", ""),
            _short("Section", ""), _long("Notes", ""), _short("Type", ""), Field(name="Date"),
        ),
    ),
    Table(name="STATEMENTTYPES", fields=(_id(), _short("Label"), *_colour())),
    Table(
        name="VARIABLES",
        fields=(
            _id(),
            _short("Variable"),
            Field(name="DataType", text=True, default="short text",
                  among=("short text", "long text", "integer", "boolean")),
            _to("StatementTypeId", "STATEMENTTYPES"),
        ),
        unique=("Variable", "StatementTypeId"),
    ),
    Table(
        name="VARIABLELINKS",
        fields=(_id(), _to("SourceVariableId", "VARIABLES"), _to("TargetVariableId", "VARIABLES")),
        rules=("SourceVariableId != TargetVariableId",),
    ),
    Table(name="REGEXES", fields=(Field(name="Label", text=True, short=True, required=False), *_colour())),
    Table(
        name="CODERRELATIONS",
        fields=(
            _id(), _to("Coder", "CODERS"), _to("OtherCoder", "CODERS"), _flag("viewStatements"),
            _flag("editStatements"), _flag("viewDocuments"), _flag("editDocuments"),
        ),
        rules=("Coder != OtherCoder",),
    ),
    Table(
        name="STATEMENTS",
        fields=(
            _id(), _to("StatementTypeId", "STATEMENTTYPES"), _to("DocumentId", "DOCUMENTS"), Field(name="Start"),
            Field(name="Stop"), _to("Coder", "CODERS"),
        ),
        rules=("Start >= 0", "Start < Stop"),
    ),
    _data("DATABOOLEAN", _flag("Value")),
    _data("DATAINTEGER", Field(name="Value", default=0)),
    Table(
        name="ENTITIES",
        fields=(
            _id(), _to("VariableId", "VARIABLES", required=True), _short("Value", ""), *_colour(required=False),
            _to("ChildOf", "ENTITIES"),
        ),
        unique=("VariableId", "Value"),
    ),
    _data("DATASHORTTEXT", _to("Entity", "ENTITIES", required=True)),
    _data("DATALONGTEXT", _long("Value", "", required=False)),
    Table(
        name="ATTRIBUTEVARIABLES",
        fields=(_id(), _to("VariableId", "VARIABLES", required=True), _short("AttributeVariable")),
        unique=("VariableId", "AttributeVariable"),
    ),
    Table(
        name="ATTRIBUTEVALUES",
        fields=(
            _id(), _to("EntityId", "ENTITIES", required=True),
            _to("AttributeVariableId", "ATTRIBUTEVARIABLES", required=True), _short("AttributeValue", ""),
        ),
        unique=("EntityId", "AttributeVariableId"),
    ),
)  # fmt: skip
"""Every table, each after those it points to."""

TABLE: Mapping[str, Table] = {table.name: table for table in TABLES}

DATA_TABLES: Mapping[str, str] = {
    "short text": "DATASHORTTEXT",
    "long text": "DATALONGTEXT",
    "integer": "DATAINTEGER",
    "boolean": "DATABOOLEAN",
}
"""Where the values of a variable stand, by its DataType."""


def create_sql(table: Table) -> str:
    """The statement that creates a table."""
    parts = [_column_sql(field, key=place == 0) for place, field in enumerate(table.fields)]
    if table.unique:
        parts.append(f"UNIQUE ({', '.join(table.unique)})")
    parts += [f"CHECK ({rule})" for rule in table.rules]
    parts += [
        f"FOREIGN KEY ({field.name}) REFERENCES {field.of} (ID) ON DELETE CASCADE" for field in table.fields if field.of
    ]
    return f"CREATE TABLE {table.name} ({', '.join(parts)})"


def _column_sql(field: Field, *, key: bool) -> str:
    words = [field.name, "TEXT" if field.text else "INTEGER"]
    if field.required:
        words.append("NOT NULL")
    if key:
        words.append("PRIMARY KEY")
    if field.default is not None:
        words.append(f"DEFAULT {field.default!r}")
    words += [f"CHECK ({condition})" for condition in conditions(field)]
    return " ".join(words)


def conditions(field: Field) -> Sequence[str]:
    """What SQLite is asked to check of one value."""
    found = []
    if field.short:
        found.append(f"length({field.name}) <= {SHORT}")
    if field.between:
        found.append(f"{field.name} BETWEEN {field.between[0]} AND {field.between[1]}")
    if field.among:
        found.append(f"{field.name} IN ({', '.join(map(repr, field.among))})")
    return found
