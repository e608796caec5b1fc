"""Where the work is done: in this process, or on several. Results come in the order of the tasks either way."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Protocol

from onrecord.pipeline.draft import Workbench
from onrecord.pipeline.reading import Result, Task, read_article
from onrecord.pipeline.recipe import Recipe

WORTH_A_PROCESS = 12
"""Starting a process and loading the parser in it costs about as much as reading this many articles."""


class Executor(Protocol):
    """Reads articles; the same tasks give the same results, whoever runs them."""

    def run(self, tasks: Sequence[Task], recipe: Recipe) -> Iterator[Result]:
        """Yield one result per task, in order."""
        ...


class LocalExecutor:
    """Processes on this machine; `jobs` at most, fewer where there is little to do."""

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = jobs or os.cpu_count() or 1

    def run(self, tasks: Sequence[Task], recipe: Recipe) -> Iterator[Result]:
        """Yield one result per task, in order."""
        jobs = min(self.jobs, len(tasks) // WORTH_A_PROCESS)
        if jobs <= 1:
            yield from _run_here(tasks, recipe)
            return
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=_set_up, initargs=(recipe,)) as pool:
            yield from pool.map(_read, tasks, chunksize=2)


def _run_here(tasks: Iterable[Task], recipe: Recipe) -> Iterator[Result]:
    bench = Workbench(recipe)
    for task in tasks:
        yield read_article(task, bench)


_bench: Workbench | None = None


def _set_up(recipe: Recipe) -> None:
    global _bench
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    _bench = Workbench(recipe)


def _read(task: Task) -> Result:
    assert _bench is not None
    return read_article(task, _bench)
