"""A Parquet file holds an article per row; rows are read a few at a time, as large files must be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from onrecord.corpus.found import Found, Source, problem
from onrecord.corpus.mapping import ColumnMapping, resolve
from onrecord.corpus.readers.rows import read_row
from onrecord.errors import InputError
from onrecord.model import Origin

BATCH = 64
"""Rows in memory at a time."""


def iter_parquet(source: Source, mapping: ColumnMapping | None) -> Iterator[Found]:
    """The rows of a Parquet file. Their raw bytes are the row as JSON: columns lie apart in the file.

    Raises InputError where a mapped column is missing, or where no column has a usual name for the text.
    """
    import pyarrow as pa
    from pyarrow import parquet

    origin = source.origin
    number = 0
    with source.open() as file:
        try:
            table = parquet.ParquetFile(file)
            names = list(table.schema_arrow.names)
        except (pa.ArrowException, OSError, ValueError) as error:
            yield problem(origin, f"the file is no readable Parquet file ({type(error).__name__})")
            return
        columns = resolve(names, mapping, origin.path)
        if columns is None:
            raise InputError(
                f"{origin.path} has no column for the article text among {', '.join(map(repr, names[:30]))}.",
                expected="a column named text, body, content ... or a mapping",
                next_step="name the column that holds the text.",
            )
        total = table.metadata.num_rows
        try:
            for batch in table.iter_batches(batch_size=BATCH, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield _read(row, columns, Origin(path=origin.path, item=number))
        except (pa.ArrowException, OSError, ValueError) as error:
            where = Origin(path=origin.path, item=number + 1)
            yield problem(where, f"rows {number + 1} to {total} cannot be read ({type(error).__name__})")
    if total == 0:
        yield problem(origin, "the table has no rows")


def _read(row: dict[str, Any], columns: ColumnMapping, origin: Origin) -> Found:
    plain = {name: _plain(value) for name, value in row.items()}
    raw = json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return read_row(plain, columns, raw, "utf-8", origin)


def _plain(value: Any) -> Any:
    """A cell as JSON can hold it; bytes are no text."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, bytes):
        return None
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
