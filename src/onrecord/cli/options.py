"""Options that several commands share, so that they read alike."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.corpus import ColumnMapping

RecordFile = Annotated[Path, typer.Argument(metavar="RECORD", help="The record file.", show_default=False)]
Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help="Files or folders of articles.", show_default=False)
]
CodebookFile = Annotated[
    Path | None, typer.Option("--codebook", metavar="FILE", help="The concepts, a YAML file.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help="Processes at work.", show_default="one per core")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=COLUMN",
        help="Which column of a table (or key of a JSON line) holds a field: text, title, date, outlet, url, byline.",
        show_default=False,
    ),
]


def parse_columns(columns: list[str] | None) -> ColumnMapping | None:
    """``FIELD=COLUMN`` pairs as a mapping; None where none are given.

    Raises:
        UsageError: a pair without ``=``, or a field that does not exist.
    """
    return ColumnMapping.parse(columns) if columns else None
