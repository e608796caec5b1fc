"""``onrecord watch``: add what comes into a folder or a news feed, as it comes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.add import report, report_lines
from onrecord.cli.console import answer, warn
from onrecord.cli.options import (
    AsJson,
    Columns,
    Jobs,
    NamePattern,
    Preset,
    RecordFile,
    is_address,
    parse_reading,
)
from onrecord.cli.read import reading_line
from onrecord.corpus import Reading
from onrecord.errors import InputError, UsageError
from onrecord.store import View

FOLDER_PAUSE = 60.0
FEED_PAUSE = 900.0
SHORTEST_FEED_PAUSE = 60.0
"""Seconds between two looks; to ask a server more often than once a minute is no manners."""
Look = Callable[[], tuple[pipeline.Added, tuple[InputError, ...]]]


def command(
    record: RecordFile,
    place: Annotated[
        str, typer.Argument(metavar="FOLDER|URL", help="The folder that fills, or the feed.", show_default=False)
    ],
    every: Annotated[
        float | None,
        typer.Option(
            "--every", min=0.1, metavar="SECONDS", help="Time between two looks.", show_default="60, for a feed 900"
        ),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Look once and end, for cron.")] = False,
    read_too: Annotated[bool, typer.Option("--read", help="Read what was added, by the record's codebook.")] = False,
    column: Columns = None,
    preset: Preset = "",
    name_pattern: NamePattern = "",
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Add to RECORD what is new in a folder or feed, again and again until Ctrl-C; files still being written wait."""
    look = _find_look(record, place, parse_reading(column, preset, name_pattern), every=every)
    try:
        while True:
            _look(look, record, once=once, read_too=read_too, jobs=jobs, as_json=as_json)
            if once:
                return
            time.sleep(every or (FEED_PAUSE if is_address(place) else FOLDER_PAUSE))
    except KeyboardInterrupt:
        warn("stopped; what was added is stored")


def _find_look(record: Path, place: str, reading: Reading, *, every: float | None) -> Look:
    if not is_address(place):
        return pipeline.Watcher(record, Path(place), reading=reading).look
    if every is not None and every < SHORTEST_FEED_PAUSE:
        raise UsageError(f"--every {every:g} asks a server every {every:g} s", next_step="choose a longer time",
                         expected=f"at least {SHORTEST_FEED_PAUSE:g} s between two looks at a feed")  # fmt: skip
    return lambda: (pipeline.fetch(record, pipeline.Web(feeds=(place,))), ())


def _look(look: Look, record: Path, *, once: bool, read_too: bool, jobs: int | None, as_json: bool) -> None:
    added, errors = look()
    for error in errors:
        warn(str(error))
    if added.found > added.known or added.unreached or once:
        answer(report(added), as_json=as_json, lines=report_lines(added))
    if added.stored and read_too:
        with View(record) as view:
            recipe = pipeline.Recipe(codebook=view.find_codebook())
        done = pipeline.read(record, recipe, executor=pipeline.LocalExecutor(jobs))
        warn(reading_line(done))
