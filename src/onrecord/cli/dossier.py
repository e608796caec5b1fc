"""``onrecord dossier``: the debate of a record as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.console import answer
from onrecord.cli.options import AsJson, RecordFile
from onrecord.model import Debate
from onrecord.publish import render_dossier


def command(
    record: RecordFile,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write it.")] = Path("dossier.html"),
    as_json: AsJson = False,
) -> None:
    """Write the dossier of RECORD: one HTML file that opens offline."""
    write_dossier(pipeline.load_debate(record), out)
    answer({"dossier": str(out)}, as_json=as_json, lines=[f"wrote {out}"])


def write_dossier(debate: Debate, out: Path) -> None:
    """Render `debate` into the file `out`."""
    out.write_text(render_dossier(debate), encoding="utf-8", newline="")
