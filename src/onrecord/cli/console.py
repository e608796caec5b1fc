"""How a command talks: results on stdout, progress and warnings on stderr, one JSON object with ``--json``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_stdout = Console(highlight=False, soft_wrap=True)
_stderr = Console(stderr=True, highlight=False, soft_wrap=True)


def say(line: str) -> None:
    """A line of result."""
    _stdout.print(line, markup=False)


def warn(line: str) -> None:
    """A line about the work, not its result."""
    _stderr.print(line, markup=False)


def answer(figures: Mapping[str, Any], *, as_json: bool, lines: list[str] | None = None) -> None:
    """The result of a command: one JSON object, or `lines` (by default one ``name value`` line each)."""
    if as_json:
        say(json.dumps(figures, ensure_ascii=False))
        return
    for line in lines if lines is not None else [f"{name:28} {value}" for name, value in figures.items()]:
        say(line)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, on terminals only; call what it gives with (done, total)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_stderr, transient=True, disable=not _stderr.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
