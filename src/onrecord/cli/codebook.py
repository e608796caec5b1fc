"""``onrecord codebook``: concepts suggested from a record, a codebook checked, two codebooks compared."""

from __future__ import annotations

import dataclasses
import warnings
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.console import answer, say
from onrecord.cli.options import AsJson, RecordFile
from onrecord.positions import CodebookWarning, compare_codebooks, read_codebook
from onrecord.positions.suggest import write_suggestions
from onrecord.store import View

command = typer.Typer(help="Suggest, check and compare codebooks.", no_args_is_help=True, rich_markup_mode=None)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A codebook, a YAML file.", show_default=False)]


@command.command("suggest")
def suggest(
    record: RecordFile,
    groups: Annotated[int | None, typer.Option("--groups", min=1, help="How many.", show_default="by size")] = None,
    as_json: AsJson = False,
) -> None:
    """Group the statements of RECORD into a codebook to fill in: typical statements as comments, claims left to you."""
    found = pipeline.suggest_concepts(record, groups=groups)
    if as_json:
        answer({"suggestions": [dataclasses.asdict(one) for one in found]}, as_json=True)
        return
    with View(record) as view:
        name = view.find_setting("name") or record.stem
    if found:
        say(write_suggestions(found, debate=name).rstrip("\n"))
    else:
        say("# too few different statements to group")


@command.command("check")
def check(file: File, as_json: AsJson = False) -> None:
    """Say what is doubtful in the codebook FILE: topics that are no claims, claims that mean the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CodebookWarning)
        codebook = read_codebook(file)
    doubts = pipeline.doubt_codebook(codebook)
    figures = {"concepts": len(codebook.concepts), "doubts": [dataclasses.asdict(doubt) for doubt in doubts]}
    lines = [doubt.message for doubt in doubts] or [f"{len(codebook.concepts)} concepts, nothing doubtful"]
    answer(figures, as_json=as_json, lines=lines)


@command.command("compare")
def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The codebook before.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The codebook after.", show_default=False)],
    record: Annotated[
        Path | None,
        typer.Option(
            "--record", metavar="RECORD", help="Count the positions and judgements touched.", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say which concepts are new, gone or reworded from OLD to NEW, and what of RECORD rests on them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CodebookWarning)
        before, after = read_codebook(old), read_codebook(new)
    positions = pipeline.load_debate(record).positions if record else ()
    judged = pipeline.list_judged_concepts(record) if record else ()
    revision = compare_codebooks(before, after, positions, judged)
    answer(dataclasses.asdict(revision), as_json=as_json, lines=str(revision).splitlines())
