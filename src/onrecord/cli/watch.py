"""``onrecord watch``: add what comes into a folder, as it comes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.add import report, report_lines
from onrecord.cli.console import answer, warn
from onrecord.cli.options import AsJson, Columns, Jobs, NamePattern, Preset, RecordFile, parse_reading
from onrecord.cli.read import reading_line
from onrecord.store import View


def command(
    record: RecordFile,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder that fills.", show_default=False)],
    every: Annotated[float, typer.Option("--every", min=0.1, metavar="SECONDS", help="Time between two looks.")] = 60.0,
    once: Annotated[bool, typer.Option("--once", help="Look once and end, for cron.")] = False,
    read_too: Annotated[bool, typer.Option("--read", help="Read what was added, by the record's codebook.")] = False,
    column: Columns = None,
    preset: Preset = "",
    name_pattern: NamePattern = "",
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Add to RECORD what is new in FOLDER, again and again until Ctrl-C; files still being written wait."""
    watcher = pipeline.Watcher(record, folder, reading=parse_reading(column, preset, name_pattern))
    try:
        while True:
            _look(watcher, record, once=once, read_too=read_too, jobs=jobs, as_json=as_json)
            if once:
                return
            time.sleep(every)
    except KeyboardInterrupt:
        warn("stopped; what was added is stored")


def _look(
    watcher: pipeline.Watcher, record: Path, *, once: bool, read_too: bool, jobs: int | None, as_json: bool
) -> None:
    added, errors = watcher.look()
    for error in errors:
        warn(str(error))
    if added.found or once:
        answer(report(added), as_json=as_json, lines=report_lines(added))
    if added.stored and read_too:
        with View(record) as view:
            recipe = pipeline.Recipe(codebook=view.find_codebook())
        done = pipeline.read(record, recipe, executor=pipeline.LocalExecutor(jobs))
        warn(reading_line(done))
