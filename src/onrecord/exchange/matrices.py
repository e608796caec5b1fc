"""Networks as text tables: a matrix or its edges as CSV, plain or as DNA writes them, and event lists."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from onrecord.exchange.text_file import write_text
from onrecord.network import EventList, Network


class Dialect(StrEnum):
    """PLAIN: commas, full precision, spreadsheet rules. DNA: semicolons, six decimals, double quotes made single."""

    PLAIN = "plain"
    DNA = "dna"


def write_matrix(network: Network, path: Path, *, dialect: Dialect = Dialect.PLAIN) -> None:
    """The matrix with row and column labels; the corner cell is empty."""
    labels = [_label(label, dialect) for label in network.columns]
    rows = [
        [_label(label, dialect), *(_number(cell, network.integer, dialect) for cell in cells)]
        for label, cells in zip(network.rows, network.dense.tolist(), strict=True)
    ]
    write_text(path, _table([_label("", dialect), *labels], rows, dialect))


def write_edges(network: Network, path: Path, *, dialect: Dialect = Dialect.PLAIN) -> None:
    """A line per tie: source, target, weight; of a one-mode network each pair once."""
    rows = [
        [_label(one, dialect), _label(other, dialect), _number(weight, network.integer, dialect)]
        for one, other, weight in network.edges()
    ]
    write_text(path, _table(["source", "target", "weight"], rows, dialect))


def write_series(networks: Iterable[Network], path: Path) -> None:
    """The edges of many windows in one table: start, middle, stop, source, target, weight."""
    rows = [
        [*(bound.isoformat() for bound in (network.start, network.middle, network.stop)), one, other,
         _number(weight, network.integer, Dialect.PLAIN)]
        for network in networks
        for one, other, weight in network.edges()
    ]  # fmt: skip
    write_text(path, _table(["start", "middle", "stop", "source", "target", "weight"], rows, Dialect.PLAIN))


def write_event_list(events: EventList, path: Path, *, dialect: Dialect = Dialect.PLAIN) -> None:
    """The statements behind a network, one per line."""
    rows = [[_label(str(value), dialect) for value in row] for row in events.rows]
    write_text(path, _table(list(events.header), rows, dialect))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], dialect: Dialect) -> str:
    out = io.StringIO()
    if dialect is Dialect.PLAIN:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
        return out.getvalue()
    for row in (header, *rows):
        out.write(";".join(row) + "\n")
    return out.getvalue()


def _label(text: str, dialect: Dialect) -> str:
    if dialect is Dialect.PLAIN:
        return text
    plain = text.replace('"', "'").replace(";", ",").replace("\r", " ").replace("\n", " ")
    return f'"{plain}"'


def _number(value: float, integer: bool, dialect: Dialect) -> str:
    if dialect is Dialect.DNA:
        return str(round(value)) if integer else f"{value:.6f}"
    return str(round(value)) if value.is_integer() else repr(value)
