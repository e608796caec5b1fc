"""``onrecord add``: store articles in a record."""

from __future__ import annotations

import dataclasses

from onrecord import pipeline
from onrecord.cli.console import answer, progress
from onrecord.cli.options import AsJson, Columns, Paths, RecordFile, parse_columns


def command(record: RecordFile, paths: Paths, column: Columns = None, as_json: AsJson = False) -> None:
    """Store the articles found at PATH... in RECORD; what cannot be stored is skipped with its reason."""
    with progress("adding") as show:
        added = pipeline.add(record, paths, mapping=parse_columns(column), progress=lambda done: show(done, done))
    answer(dataclasses.asdict(added), as_json=as_json, lines=[import_line(added)])


def import_line(added: pipeline.Added) -> str:
    """The import report in one line: found = stored + known + skipped."""
    known = f", {added.known} known already" if added.known else ""
    skipped = f", {added.skipped} skipped (see articles.csv or the dossier for the reasons)" if added.skipped else ""
    return f"found {added.found}: {added.stored} stored{known}{skipped}"
