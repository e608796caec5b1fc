"""A CSV file holds an article per row; a broken row costs that row alone."""

from __future__ import annotations

import csv
import io
from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from onrecord.corpus.dates.written_date import Order, find_dates
from onrecord.corpus.decoding import SAMPLE, decode
from onrecord.corpus.found import MAX_ARTICLE_BYTES, Found, Source, problem
from onrecord.corpus.mapping import ColumnMapping, resolve
from onrecord.corpus.readers.rows import read_row
from onrecord.errors import InputError
from onrecord.model import Origin

WIDE = ("utf-16", "utf-32")
"""Spreadsheets export such text; its rows are kept as UTF-8."""
DELIMITERS = ",;\t|"
HABIT = 2_000
"""So many rows are asked whether a column of dates writes the month first."""
csv.field_size_limit(MAX_ARTICLE_BYTES)


def iter_csv(source: Source, mapping: ColumnMapping | None) -> Iterator[Found]:
    """The rows of a CSV file (comma, semicolon, tab or bar; the first row names the columns).

    Raises InputError where a mapped column is missing, or where no column has a usual name for the text.
    """
    origin = source.origin
    with source.open() as file:
        encoding, skipped = _find_encoding(file)
        if not encoding:
            yield problem(origin, "the file is not text (binary data)")
            return
        file.seek(skipped)
        if encoding.startswith(WIDE):
            file, encoding = io.BytesIO(file.read().decode(encoding, "replace").encode("utf-8", "ignore")), "utf-8"
        rows = _Rows(file, encoding)
        header = rows.read_header()
        if header is None:
            yield problem(origin, "the file is empty")
            return
        columns = resolve(header, mapping, origin.path)
        if columns is None:
            raise InputError(
                f"{origin.path} has no column for the article text among {', '.join(map(repr, header[:30]))}.",
                expected="a column named text, body, content ... or a mapping",
                next_step="name the column that holds the text.",
            )
        begin = file.tell()
        month_first = _is_month_first(rows, header.index(columns.date)) if columns.date else None
        rows.go_back(begin)
        for number, (raw, cells, reason) in enumerate(rows, start=1):
            where = Origin(path=origin.path, item=number)
            if reason:
                yield problem(where, reason, raw)
            else:
                yield read_row(
                    dict(zip(header, cells, strict=True)), columns, raw, encoding, where, month_first=month_first
                )


def _find_encoding(file: BinaryIO) -> tuple[str, int]:
    sample = file.read(SAMPLE)
    if not sample.strip():
        return "utf-8", 0
    if len(sample) == SAMPLE and b"\x00" not in sample:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    decoded = decode(sample)
    if decoded is None:
        return "", 0
    return decoded.encoding, decoded.skipped


def _is_month_first(rows: _Rows, place: int) -> bool | None:
    """Whether the column at `place` writes the month first; None where no row, or as many rows either way, tells."""
    orders = Counter(
        found[0].order
        for _, cells, reason in islice(rows, HABIT)
        if not reason and (found := find_dates(cells[place][:200]))
    )
    month_first, day_first = orders[Order.MONTH_FIRST], orders[Order.DAY_FIRST]
    return None if month_first == day_first else month_first > day_first


class _Rows:
    """Rows with their raw bytes. A row that does not parse, or has too many or too few cells, costs its first line."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._encoding = encoding
        self._waiting: deque[bytes] = deque()
        self._delimiter = ","
        self._width = 0

    def read_header(self) -> list[str] | None:
        """The names of the columns; None where there is no row."""
        line = self._next_line()
        while line is not None and not line.strip():
            line = self._next_line()
        if line is None:
            return None
        text = self._decode(line)
        self._delimiter = max(DELIMITERS, key=text.count)
        self._waiting.appendleft(line)
        raw, cells, _ = self._next_row()
        self._width = len(cells)
        return cells if raw else None

    def __iter__(self) -> Iterator[tuple[bytes, list[str], str]]:
        while True:
            raw, cells, reason = self._next_row()
            if not raw:
                return
            if raw.strip():
                yield raw, cells, reason

    def go_back(self, begin: int) -> None:
        """Read on from byte `begin` of the file, the first after the header."""
        self._file.seek(begin)
        self._waiting.clear()

    def _next_row(self) -> tuple[bytes, list[str], str]:
        taken: list[bytes] = []

        def lines() -> Iterator[str]:
            size = 0
            while size <= MAX_ARTICLE_BYTES:
                line = self._next_line()
                if line is None:
                    return
                taken.append(line)
                size += len(line)
                yield self._decode(line)

        reason = ""
        try:
            cells = next(csv.reader(lines(), delimiter=self._delimiter, strict=True), [])
            if self._width and cells and len(cells) != self._width:
                reason = f"the row has {len(cells)} cells, the header {self._width}"
        except csv.Error as error:
            cells, reason = [], f"the row is broken: {error}"
        if reason and len(taken) > 1:
            self._waiting.extendleft(reversed(taken[1:]))
            del taken[1:]
        return b"".join(taken), cells, reason

    def _next_line(self) -> bytes | None:
        if self._waiting:
            return self._waiting.popleft()
        return self._file.readline(MAX_ARTICLE_BYTES + 1) or None

    def _decode(self, line: bytes) -> str:
        return line.decode(self._encoding, "replace").replace("\x00", "")
