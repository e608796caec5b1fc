"""``onrecord export``: the debate of a record as tables, or as a file of Discourse Network Analyzer."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.console import answer
from onrecord.cli.options import AsJson, RecordFile
from onrecord.exchange.dna_debate import dna_of
from onrecord.exchange.dna_file import write_dna
from onrecord.exchange.tables import write_tables
from onrecord.model import Debate


class Format(StrEnum):
    """What is written."""

    CSV = "csv"
    DNA = "dna"


def command(
    record: RecordFile,
    form: Annotated[Format, typer.Option("--format", help="CSV tables, or a .dna file.")] = Format.CSV,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="PATH", help="A folder for CSV (tables), a file for DNA (debate.dna)."),
    ] = None,
    separator: Annotated[str, typer.Option("--separator", help="Between cells of CSV: ',' or ';'.")] = ",",
    password: Annotated[str, typer.Option("--password", help="Of the coders in a .dna file.")] = "onrecord",
    as_json: AsJson = False,
) -> None:
    """Write what was found in RECORD for other tools."""
    debate = pipeline.load_debate(record)
    if form is Format.CSV:
        written = write_tables(debate, out or Path("tables"), separator=separator)
    else:
        written = [_write_dna(debate, out or Path("debate.dna"), password)]
    answer({"written": [str(path) for path in written]}, as_json=as_json, lines=[f"wrote {path}" for path in written])


def _write_dna(debate: Debate, path: Path, password: str) -> Path:
    write_dna(dna_of(debate, password=password), path)
    return path
