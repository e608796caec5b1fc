"""``onrecord add``: store articles in a record, and account for everything that was found."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from onrecord import pipeline
from onrecord.cli.console import answer, progress
from onrecord.cli.options import AsJson, Columns, NamePattern, Paths, Preset, RecordFile, parse_reading

MOST_LINES = 20
"""Lines of the report for skips; all of them stand in the record."""


def command(
    record: RecordFile,
    paths: Paths,
    column: Columns = None,
    preset: Preset = "",
    name_pattern: NamePattern = "",
    as_json: AsJson = False,
) -> None:
    """Store the articles found at PATH... in RECORD; what cannot be stored is skipped with its reason."""
    reading = parse_reading(column, preset, name_pattern)
    with progress("adding") as show:
        added = pipeline.add(record, paths, reading=reading, progress=lambda done: show(done, done))
    answer(report(added), as_json=as_json, lines=report_lines(added))


def report(added: pipeline.Added) -> dict[str, Any]:
    """The import report: found = stored + known + copies + skipped; files that claim something or lack something."""
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
            if file.claimed or file.skips
        ],
        "skips": [{"origin": skip.origin, "reason": skip.reason} for skip in added.skips],
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
    ordered = sorted(added.skips, key=lambda skip: skip.reason)
    reasons = [(reason, [skip.origin for skip in group]) for reason, group in groupby(ordered, key=lambda s: s.reason)]
    for reason, origins in reasons[:MOST_LINES]:
        more = f" and {len(origins) - 3} more" if len(origins) > 3 else ""
        lines.append(f"  not stored: {', '.join(origins[:3])}{more}: {reason}")
    return lines + ([f"  and {len(reasons) - MOST_LINES} more reasons"] if len(reasons) > MOST_LINES else [])
