"""Options that several commands share, so that they read alike."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from onrecord.corpus import PRESETS, ColumnMapping, Reading, read_list
from onrecord.errors import UsageError
from onrecord.pipeline import Web

RecordFile = Annotated[Path, typer.Argument(metavar="RECORD", help="The record file.", show_default=False)]
SomePaths = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH", help="Files or folders of articles.", show_default=False)
]
Lists = Annotated[
    list[Path] | None,
    typer.Option("--urls", metavar="FILE", help="Fetch the pages of a list: an address a line.", show_default=False),
]
Feeds = Annotated[
    list[str] | None,
    typer.Option("--feed", metavar="URL", help="Fetch the pages that a news feed names.", show_default=False),
]
CodebookFile = Annotated[
    Path | None, typer.Option("--codebook", metavar="FILE", help="The concepts, a YAML file.", show_default=False)
]
ActorsFile = Annotated[
    Path | None,
    typer.Option("--actors", metavar="FILE", help="Who is known beforehand, CSV or YAML.", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help="Processes at work.", show_default="one per core")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=COLUMN",
        help="Which column of a table (or key of a JSON line) holds a field: text, title, date, outlet, url, byline, "
        "section, language, revised.",
        show_default=False,
    ),
]


Preset = Annotated[
    str,
    typer.Option(
        "--preset",
        metavar="TOOL",
        help=f"Whose names the columns have: {', '.join(PRESETS)}.",
        show_default="the usual names",
    ),
]
NamePattern = Annotated[
    str,
    typer.Option(
        "--name-pattern",
        metavar="REGEX",
        help="What the names of files say: groups named date, outlet, title, byline, section, url.",
        show_default=False,
    ),
]


def parse_reading(columns: list[str] | None, preset: str, name_pattern: str) -> Reading:
    """How to read files, by the options of a command.

    Raises:
        UsageError: a pair, a preset or a pattern that is none.
    """
    mapping = parse_columns(columns)
    if preset:
        mapping = dataclasses.replace(mapping or ColumnMapping(), preset=preset)
    return Reading(mapping=mapping, name_pattern=name_pattern)


def parse_web(paths: list[Path] | None, lists: list[Path] | None, feeds: list[str] | None) -> Web:
    """What to fetch, by the options of a command that also takes `paths`.

    Raises:
        InputError: a list that cannot be read.
        UsageError: a feed that is no address, or nothing to add at all.
    """
    for feed in feeds or []:
        if not is_address(feed):
            raise UsageError(
                f"--feed {feed!r} is no address", expected="http:// or https:// and a host",
                next_step="a feed that lies in a file is added by its path, as other files are",
            )  # fmt: skip
    web = Web(pages=tuple(page for each in lists or [] for page in read_list(each)), feeds=tuple(feeds or []))
    if not (paths or lists or feeds):
        raise UsageError("nothing to add is named", expected="PATH, --urls FILE or --feed URL",
                         next_step="name one of them")  # fmt: skip
    return web


def is_address(text: str) -> bool:
    """Whether an argument is an address of the web, and no path."""
    return text.startswith(("http://", "https://"))


def parse_columns(columns: list[str] | None) -> ColumnMapping | None:
    """``FIELD=COLUMN`` pairs as a mapping; None where none are given.

    Raises:
        UsageError: a pair without ``=``, or a field that does not exist.
    """
    if not columns:
        return None
    known = [field.name for field in dataclasses.fields(ColumnMapping) if field.name != "preset"]
    chosen: dict[str, str] = {}
    for pair in columns:
        field, equals, name = pair.partition("=")
        if not equals or field not in known:
            raise UsageError(
                f"--column {pair!r} maps nothing",
                expected=f"FIELD=COLUMN with a field of {', '.join(known)}",
                next_step="write --column text=body, say",
            )
        chosen[field] = name
    return ColumnMapping(**chosen)
