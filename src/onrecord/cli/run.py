"""``onrecord run``: add, read, dossier and tables in one go."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord import pipeline
from onrecord.actors import read_actor_file
from onrecord.cli import add, dossier, read
from onrecord.cli.console import answer, progress, warn
from onrecord.cli.language_model import Llm, LlmAnswers, LlmModel, LlmTimeout, Yes, ask_leave, find_settings
from onrecord.cli.options import (
    ActorsFile,
    AsJson,
    CodebookFile,
    Columns,
    Feeds,
    Jobs,
    Lists,
    NamePattern,
    Preset,
    SomePaths,
    parse_reading,
    parse_web,
)
from onrecord.corpus import PLAIN, Reading
from onrecord.exchange.tables import write_tables
from onrecord.language import ChatSettings
from onrecord.language.chat import TIMEOUT
from onrecord.positions import read_codebook

RECORD = "debate.record"
NOTHING = pipeline.Web()


def command(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write into.", show_default=False)],
    paths: SomePaths = None,
    lists: Lists = None,
    feeds: Feeds = None,
    codebook: CodebookFile = None,
    actors: ActorsFile = None,
    column: Columns = None,
    preset: Preset = "",
    name_pattern: NamePattern = "",
    jobs: Jobs = None,
    llm: Llm = None,
    llm_model: LlmModel = None,
    llm_answers: LlmAnswers = None,
    llm_timeout: LlmTimeout = TIMEOUT,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Read the articles at PATH..., --urls and --feed and write the record, the dossier and the tables into DIR."""
    reading = parse_reading(column, preset, name_pattern)
    web = parse_web(paths, lists, feeds)
    settings = find_settings(llm, llm_model, llm_answers, record=out / RECORD, timeout=llm_timeout)
    figures = run(
        paths or [], out, web=web, codebook=codebook, actors=actors, reading=reading, jobs=jobs, llm=settings, yes=yes
    )
    lines = [
        f"{figures['found']} articles found, {figures['skipped']} skipped",
        f"{figures['statements']} statements, {figures['positions']} positions, {figures['actors']} actors, "
        f"{figures['events']} events, {figures['figures']} figures",
        f"{figures['no_concept']} statements touch no concept (tables/no_concept.csv)",
        f"dossier  {figures['dossier']}",
        f"tables   {figures['tables']}",
        f"record   {figures['record']}",
    ]
    answer(figures, as_json=as_json, lines=lines)


def run(
    paths: list[Path],
    out: Path,
    *,
    codebook: Path | None,
    web: pipeline.Web = NOTHING,
    actors: Path | None = None,
    reading: Reading = PLAIN,
    jobs: int | None = None,
    llm: ChatSettings | None = None,
    yes: bool = False,
) -> dict[str, Any]:
    """Add, read, write dossier and tables; returns what was found and where it lies.

    `yes`: the language model of `llm` is asked without asking the user first.
    """
    concepts = read_codebook(codebook) if codebook else None
    known = read_actor_file(actors) if actors else None
    out.mkdir(parents=True, exist_ok=True)
    record = out / RECORD
    added = add.add_all(record, paths, web, reading=reading)
    for line in add.report_lines(added):
        warn(line)
    recipe = pipeline.Recipe(codebook=concepts, llm=llm)
    ask_leave(record, recipe, yes=yes)
    with progress("reading") as show:
        done = pipeline.read(record, recipe, actors=known, executor=pipeline.LocalExecutor(jobs), progress=show)
    read.warn_of(done)
    warn(read.reading_line(done))
    debate = pipeline.load_debate(record)
    dossier.write_dossier(debate, out / "dossier.html")
    write_tables(debate, out / "tables")
    touched = {position.statement_id for position in debate.positions}
    return {
        **add.report(added),
        "statements": len(debate.statements),
        "positions": len(debate.positions),
        "no_concept": len(set(debate.statements) - touched),
        "actors": len(debate.actors),
        "events": len(debate.events),
        "figures": len(debate.figures),
        "dossier": str(out / "dossier.html"),
        "tables": str(out / "tables"),
        "record": str(record),
    }
