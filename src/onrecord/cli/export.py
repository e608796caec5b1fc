"""``onrecord export``: the debate of a record as tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.console import answer
from onrecord.cli.options import AsJson, RecordFile
from onrecord.exchange.tables import write_tables


def command(
    record: RecordFile,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write into.")] = Path("tables"),
    separator: Annotated[str, typer.Option("--separator", help="Between cells: ',' or ';'.")] = ",",
    as_json: AsJson = False,
) -> None:
    """Write statements, positions, events, figures, actors and articles of RECORD as CSV."""
    written = write_tables(pipeline.load_debate(record), out, separator=separator)
    answer({"tables": [str(path) for path in written]}, as_json=as_json, lines=[f"wrote {path}" for path in written])
