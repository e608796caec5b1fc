"""``onrecord add``: store articles of files and of the web in a record, and account for everything that was found."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from onrecord import pipeline
from onrecord.cli.console import answer, progress
from onrecord.cli.options import (
    AsJson,
    Columns,
    Feeds,
    Lists,
    NamePattern,
    Preset,
    RecordFile,
    SomePaths,
    parse_reading,
    parse_web,
)
from onrecord.corpus import Reading
from onrecord.model import Skip

MOST_LINES = 20
"""Lines of the report for skips; all of them stand in the record."""


def command(
    record: RecordFile,
    paths: SomePaths = None,
    lists: Lists = None,
    feeds: Feeds = None,
    column: Columns = None,
    preset: Preset = "",
    name_pattern: NamePattern = "",
    as_json: AsJson = False,
) -> None:
    """Store the articles found at PATH..., --urls and --feed in RECORD; what cannot be stored is skipped and named."""
    reading = parse_reading(column, preset, name_pattern)
    added = add_all(record, paths or [], parse_web(paths, lists, feeds), reading=reading)
    answer(report(added), as_json=as_json, lines=report_lines(added))


def add_all(record: Path, paths: list[Path], web: pipeline.Web, *, reading: Reading) -> pipeline.Added:
    """Store what lies at `paths` and what `web` names, with a bar for each."""
    added = pipeline.Added()
    if paths:
        with progress("adding") as show:
            added += pipeline.add(record, paths, reading=reading, progress=lambda done: show(done, done))
    if web.pages or web.feeds:
        with progress("fetching") as show:
            added += pipeline.fetch(record, web, progress=lambda done: show(done, done))
    return added


def report(added: pipeline.Added) -> dict[str, Any]:
    """The import report: found = stored + known + copies + skipped, each file and address with its own."""
    return {
        "found": added.found,
        "stored": added.stored,
        "known": added.known,
        "copies": added.copies,
        "skipped": added.skipped,
        "claimed": added.claimed,
        "files": [
            {
                "name": file.name,
                "claimed": file.claimed,
                "found": file.found,
                "articles": file.articles,
                "copies": file.copies,
                "skipped": len(file.skips) - file.copies,
            }
            for file in added.files
        ],
        "skips": [{"origin": skip.origin, "reason": skip.reason} for skip in added.skips],
        "unreached": [{"origin": skip.origin, "reason": skip.reason} for skip in added.unreached],
    }


def report_lines(added: pipeline.Added) -> list[str]:
    """The import report for reading: the sum, what files claim themselves, and every reason with its first files."""
    parts = [f"{added.stored} stored"]
    parts += [f"{added.known} known already"] if added.known else []
    parts += [f"{added.copies} the same bytes again"] if added.copies else []
    parts += [f"{added.skipped} skipped"] if added.skipped else []
    lines = [f"found {added.found}: {', '.join(parts)}"]
    lines += [
        f"  {file.name} says it holds {file.claimed}: {file.articles} articles, {len(file.skips)} skipped"
        for file in added.files
        if file.claimed
    ]
    lines += _reason_lines("not stored", added.skips)
    return lines + _reason_lines("not reached again, what was stored stays", added.unreached)


def _reason_lines(what: str, skips: Iterable[Skip]) -> list[str]:
    """A line for each reason, with the first files or addresses that have it."""
    ordered = sorted(skips, key=lambda skip: skip.reason)
    reasons = [(reason, [skip.origin for skip in group]) for reason, group in groupby(ordered, key=lambda s: s.reason)]
    lines = []
    for reason, origins in reasons[:MOST_LINES]:
        more = f" and {len(origins) - 3} more" if len(origins) > 3 else ""
        lines.append(f"  {what}: {', '.join(origins[:3])}{more}: {reason}")
    return lines + ([f"  and {len(reasons) - MOST_LINES} more reasons"] if len(reasons) > MOST_LINES else [])
