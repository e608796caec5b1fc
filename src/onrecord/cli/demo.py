"""``onrecord demo``: the bundled debate, from articles to dossier."""

from __future__ import annotations

import importlib.resources
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import run as run_command
from onrecord.cli.options import AsJson

BUNDLED = importlib.resources.files("onrecord.cli") / "demo"
BESIDE = {"README.md", "codebook.yaml", "gold.json"}


def command(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write into.")] = Path(
        "onrecord-demo"
    ),
    as_json: AsJson = False,
) -> None:
    """Read the bundled debate (invented, with the dirt real scrapes have) and write its dossier."""
    with importlib.resources.as_file(BUNDLED) as folder:
        articles = sorted(path for path in folder.iterdir() if path.name not in BESIDE)
        run_command.command(out, articles, codebook=folder / "codebook.yaml", as_json=as_json)
