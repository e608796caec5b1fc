"""``onrecord read``: find statements, actors, events, figures and positions in what was added."""

from __future__ import annotations

import dataclasses

from onrecord import pipeline
from onrecord.actors import read_actor_file
from onrecord.cli.console import answer, progress, warn
from onrecord.cli.language_model import Llm, LlmAnswers, LlmModel, LlmTimeout, Yes, ask_leave, find_settings
from onrecord.cli.options import ActorsFile, AsJson, CodebookFile, Jobs, RecordFile
from onrecord.language.chat import TIMEOUT
from onrecord.positions import read_codebook
from onrecord.store import View


def command(
    record: RecordFile,
    codebook: CodebookFile = None,
    actors: ActorsFile = None,
    jobs: Jobs = None,
    llm: Llm = None,
    llm_model: LlmModel = None,
    llm_answers: LlmAnswers = None,
    llm_timeout: LlmTimeout = TIMEOUT,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Read what is new or changed in RECORD; without --codebook or --actors, with those the record holds."""
    known = read_actor_file(actors) if actors else None
    with View(record) as view:
        concepts = read_codebook(codebook) if codebook else view.find_codebook()
    settings = find_settings(llm, llm_model, llm_answers, record=record, timeout=llm_timeout)
    recipe = pipeline.Recipe(codebook=concepts, llm=settings)
    ask_leave(record, recipe, yes=yes)
    with progress("reading") as show:
        done = pipeline.read(record, recipe, actors=known, executor=pipeline.LocalExecutor(jobs), progress=show)
    warn_of(done)
    answer(dataclasses.asdict(done), as_json=as_json, lines=[reading_line(done)])


def warn_of(done: pipeline.Done) -> None:
    """Say what could not be read as it should have been."""
    for defect in done.defects:
        warn(f"not read by a defect of onrecord: {defect}")
    for reason in done.unanswered:
        warn(f"read without the language model, which is asked again at the next reading: {reason}")


def reading_line(done: pipeline.Done) -> str:
    """The reading in one line."""
    return f"read {done.read}, unchanged {done.unchanged}, skipped {done.skipped}"
