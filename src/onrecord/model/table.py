"""What a discourse network is made of: statements as rows, typed variables as columns.

Records, ``.dna`` files, spreadsheets and data frames are turned into a `StatementTable`; ``network/`` knows
nothing else. Columns hold whole numbers, so that numpy arrays fit as well as lists: text is coded as its place
among the column's distinct values.

Three lines lead from positions to a table::

    rows = [StatementRow(date=day, document=article_id, values={"organization": name, "concept": claim,
                         "agreement": side is Side.FOR}, source=outlet) for ...]
    table = table_of(rows)
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any, Protocol

from onrecord.model.record import record, require

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

DOCUMENT_FIELDS = ("author", "source", "section", "type", "id", "title")
"""What is known of a document, in DNA's words; each may stand in for a variable."""


class Ints(Protocol):
    """A sequence of whole numbers: list, tuple, ``range`` or one-dimensional numpy array."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __getitem__(self, index: Any, /) -> Any: ...


def label_key(label: str) -> bytes:
    """The sort key of labels: UTF-16 code units, as Java orders strings (capitals first, "Ä" after "z")."""
    return label.encode("utf-16-be", "surrogatepass")


def sorted_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """The distinct labels in the order of `label_key`."""
    distinct = set(labels)
    plain = all(map(str.isascii, distinct))
    return tuple(sorted(distinct) if plain else sorted(distinct, key=label_key))


def _is_sorted(labels: Sequence[str]) -> bool:
    """Whether labels are distinct and in order."""
    plain = all(map(str.isascii, labels))
    keys: Sequence[Any] = labels if plain else [label_key(label) for label in labels]
    return all(map(operator.lt, keys, islice(keys, 1, None)))


class DataType(StrEnum):
    """DNA's four kinds of variable."""

    SHORT_TEXT = "short text"
    LONG_TEXT = "long text"
    INTEGER = "integer"
    BOOLEAN = "boolean"

    @property
    def is_text(self) -> bool:
        """Whether values are coded as places in ``Column.labels``."""
        return self in (DataType.SHORT_TEXT, DataType.LONG_TEXT)


@record
class Column:
    """A variable's values, one per row: for text the place in `labels`, otherwise the number itself.

    Labels of short text are distinct and stand in the order of `label_key`; some may be unused. '' is "no value".
    """

    name: str
    type: DataType
    values: Ints
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(self.name, "a column without a name", "a name")
        require(self.type.is_text or not self.labels, f"column {self.name!r} ({self.type}) has labels", "none")
        if self.type is DataType.SHORT_TEXT:
            require(
                _is_sorted(self.labels),
                f"the labels of column {self.name!r} repeat or are out of order",
                "distinct labels in UTF-16 order",
            )

    def value(self, row: int) -> str | int:
        """The value of a row as a person reads it."""
        number = int(self.values[row])
        return self.labels[number] if self.type.is_text else number


@record
class StatementTable:
    """Statements in the order (time of the document, document id, start, stop, statement id).

    `times` are seconds since 1970-01-01 UTC; `documents` are places in the document columns, which have one value
    per document and the names of `DOCUMENT_FIELDS`. `starts` and `stops` are offsets into the document's text.
    `texts` holds the words of each statement, or nothing.
    """

    ids: Ints
    times: Ints
    documents: Ints
    starts: Ints
    stops: Ints
    coders: Ints
    variables: tuple[Column, ...]
    document_columns: tuple[Column, ...]
    document_times: Ints
    texts: Sequence[str] = ()

    def __post_init__(self) -> None:
        rows = len(self.ids)
        parts = (self.times, self.documents, self.starts, self.stops, self.coders)
        require(
            all(len(part) == rows for part in (*parts, *(column.values for column in self.variables))),
            f"columns of a table of {rows} statements differ in length",
            "one value per statement",
        )
        require(
            all(len(column.values) == len(self.document_times) for column in self.document_columns),
            f"columns of {len(self.document_times)} documents differ in length",
            "one value per document",
        )
        require(len(self.texts) in (0, rows), f"{len(self.texts)} texts for {rows} statements", "one each, or none")
        names = [column.name for column in self.variables]
        require(len(set(names)) == len(names), f"variables {names} repeat a name", "each name once")

    def __len__(self) -> int:
        return len(self.ids)

    def find(self, name: str, *, document: bool = False) -> Column | None:
        """The variable, or with `document` the document column, of that name."""
        columns = self.document_columns if document else self.variables
        return next((column for column in columns if column.name == name), None)


@record
class StatementRow:
    """One statement on its way into a table. `document` is any id; rows of one document agree on its fields.

    A plain date counts as noon, so that time zones cannot move it to another day.
    """

    date: date | datetime
    document: str
    values: Mapping[str, str | int | bool]
    start: int = 0
    stop: int = 1
    coder: int = 1
    text: str = ""
    title: str = ""
    author: str = ""
    source: str = ""
    section: str = ""
    type: str = ""

    @property
    def time(self) -> int:
        """Seconds since 1970-01-01 UTC; a time without zone is taken as UTC, as DNA does."""
        if not isinstance(self.date, datetime):
            return int(
                (datetime(self.date.year, self.date.month, self.date.day, 12, tzinfo=UTC) - EPOCH).total_seconds()
            )
        zoned = self.date if self.date.tzinfo else self.date.replace(tzinfo=UTC)
        return (zoned - EPOCH) // timedelta(seconds=1)


STATEMENT_VARIABLES: Mapping[str, DataType] = {
    "person": DataType.SHORT_TEXT,
    "organization": DataType.SHORT_TEXT,
    "concept": DataType.SHORT_TEXT,
    "agreement": DataType.BOOLEAN,
}
"""The variables of DNA's own statement type "DNA Statement"."""


def table_of(
    rows: Sequence[StatementRow], *, variables: Mapping[str, DataType] = STATEMENT_VARIABLES
) -> StatementTable:
    """A table of `rows`; a value left out is '' (text), 0 (integer) or 1 (boolean), as in DNA."""
    ordered = sorted(rows, key=lambda row: (row.time, row.document, row.start, row.stop))
    documents = {row.document: row for row in reversed(ordered)}
    names = sorted(documents, key=lambda name: (documents[name].time, name))
    place = {name: index for index, name in enumerate(names)}
    return StatementTable(
        ids=range(1, len(ordered) + 1),
        times=[row.time for row in ordered],
        documents=[place[row.document] for row in ordered],
        starts=[row.start for row in ordered],
        stops=[row.stop for row in ordered],
        coders=[row.coder for row in ordered],
        variables=tuple(
            column_of(name, kind, [row.values.get(name, _ABSENT[kind]) for row in ordered])
            for name, kind in variables.items()
        ),
        document_columns=tuple(
            column_of(
                name,
                DataType.SHORT_TEXT,
                [key if name == "id" else getattr(documents[key], name) for key in names],
            )
            for name in DOCUMENT_FIELDS
        ),
        document_times=[documents[name].time for name in names],
        texts=[row.text for row in ordered] if any(row.text for row in ordered) else (),
    )


_ABSENT: Mapping[DataType, str | int] = {
    DataType.SHORT_TEXT: "",
    DataType.LONG_TEXT: "",
    DataType.INTEGER: 0,
    DataType.BOOLEAN: 1,
}


def column_of(name: str, kind: DataType, values: Sequence[str | int | bool]) -> Column:
    """A column of plain values, coded."""
    if not kind.is_text:
        return Column(name=name, type=kind, values=[int(value) for value in values])
    texts = [str(value) for value in values]
    labels = sorted_labels(texts)
    place = {label: index for index, label in enumerate(labels)}
    return Column(name=name, type=kind, values=[place[text] for text in texts], labels=labels)
