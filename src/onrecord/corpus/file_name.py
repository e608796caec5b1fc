"""What the name of a file says of its article, by a pattern that the user gives (as in DNA's folders of texts)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from onrecord.corpus.dates.publication import Clue
from onrecord.corpus.found import Found
from onrecord.corpus.line import Part, make_line
from onrecord.errors import UsageError
from onrecord.model import Rung

NAMED = frozenset(["date", "outlet", "title", "byline", "section", "url"])


@cache
def compile_pattern(pattern: str) -> re.Pattern[str] | None:
    """The pattern; None for an empty one. Raises UsageError for one that is none, or that names nothing."""
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise UsageError(f"the pattern for file names is no regular expression: {error}.", expected="Python's syntax",
                         next_step="correct it.") from error  # fmt: skip
    if pattern and (not compiled.groupindex or not compiled.groupindex.keys() <= NAMED):
        raise UsageError(
            f"the pattern for file names has the groups {sorted(compiled.groupindex)}.",
            expected=f"one or more of {', '.join(sorted(NAMED))}",
            next_step="name them with (?P<name>...).",
        )
    return compiled if pattern else None


def with_name(found: Found, pattern: re.Pattern[str]) -> Found:
    """`found` with what the name of its file says; what the source itself says comes first."""
    match = pattern.fullmatch(Path(found.origin.path).stem)
    if match is None or found.problem:
        return found
    said = {name: value.replace("_", " ").strip() for name, value in match.groupdict("").items()}
    date = said.pop("date", "")
    title = said.pop("title", "")
    end = len(found.raw)
    part = Part(text=title, raw_start=end, raw_end=end, exact=False)
    return replace(
        found,
        title=found.title or (make_line([part], "utf-8") if title else None),
        clues=(*found.clues, Clue(rung=Rung.FIELD, text=date)) if date else found.clues,
        outlet=found.outlet or said.get("outlet", ""),
        byline=found.byline or said.get("byline", ""),
        section=found.section or said.get("section", ""),
        url=found.url or said.get("url", ""),
    )
