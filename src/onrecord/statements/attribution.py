"""An attribution as found in the parse, in token indices, before it becomes a Statement."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Analysis, record
from onrecord.statements.grammar import trim

Run = tuple[int, int]
"""First and last token, both included."""


@record
class Attribution:
    """Who attributes what by which words. `head` is the token the cue hangs on; `quoted`: found by its quote marks."""

    head: int
    cue: Run
    source: Run | None
    content: tuple[Run, ...]
    negated: bool = False
    quoted: bool = False


def to_runs(analysis: Analysis, tokens: Iterable[int]) -> tuple[Run, ...]:
    """Group `tokens` into contiguous runs, loose punctuation trimmed; a run without a word is left out."""
    runs: list[list[int]] = []
    for index in sorted(tokens):
        if runs and index == runs[-1][1] + 1:
            runs[-1][1] = index
        else:
            runs.append([index, index])
    return tuple(
        trim(analysis, first, last)
        for first, last in runs
        if any(analysis.tokens[index].text[:1].isalnum() for index in range(first, last + 1))
    )


def within(run: Run) -> range:
    """The tokens of a run."""
    return range(run[0], run[1] + 1)
