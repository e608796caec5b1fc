"""``onrecord doctor``: what is installed, which model reads, whether a record is sound."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import platform
import sqlite3
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord import language
from onrecord.cli.console import answer
from onrecord.cli.options import AsJson
from onrecord.store import View

SHOWN = ("onrecord", "spacy", "onnxruntime", "sqlalchemy", "trafilatura", "scikit-learn")


def command(
    record: Annotated[Path | None, typer.Argument(metavar="[RECORD]", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """Say what is installed, which parser reads and whether its files are the expected ones; look over RECORD."""
    facts: dict[str, Any] = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    facts |= {name: importlib.metadata.version(name) for name in SHOWN}
    facts |= {f"parser_{name}": value for name, value in dataclasses.asdict(language.pipeline_facts()).items()}
    if record is not None:
        facts |= _record_facts(record)
    answer(facts, as_json=as_json)


def _record_facts(record: Path) -> dict[str, Any]:
    with View(record) as view:
        codebook = view.find_codebook()
        return {
            "record": str(record),
            "articles": view.count_articles(),
            "readings": len(view.read_runs()),
            "judgements": sum(1 for _ in view.iter_judgements()),
            "codebook": codebook.debate if codebook else "none",
        }
