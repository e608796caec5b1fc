"""``onrecord read``: find statements, actors, events, figures and positions in what was added."""

from __future__ import annotations

import dataclasses

from onrecord import pipeline
from onrecord.actors import read_actor_file
from onrecord.cli.console import answer, progress, warn
from onrecord.cli.options import ActorsFile, AsJson, CodebookFile, Jobs, RecordFile
from onrecord.positions import read_codebook
from onrecord.store import View


def command(
    record: RecordFile,
    codebook: CodebookFile = None,
    actors: ActorsFile = None,
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Read what is new or changed in RECORD; without --codebook or --actors, with those the record holds."""
    known = read_actor_file(actors) if actors else None
    with View(record) as view:
        concepts = read_codebook(codebook) if codebook else view.find_codebook()
    with progress("reading") as show:
        done = pipeline.read(
            record,
            pipeline.Recipe(codebook=concepts),
            actors=known,
            executor=pipeline.LocalExecutor(jobs),
            progress=show,
        )
    for defect in done.defects:
        warn(f"not read by a defect of onrecord: {defect}")
    answer(dataclasses.asdict(done), as_json=as_json, lines=[reading_line(done)])


def reading_line(done: pipeline.Done) -> str:
    """The reading in one line."""
    return f"read {done.read}, unchanged {done.unchanged}, skipped {done.skipped}"
