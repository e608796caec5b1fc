"""Which PLOVER event type a pair of participants shows: a linear model over `pair_features`.

Weights lie in `weights/pairs-VERSION.npz`; how they are made: `training/events.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.model import record
from onrecord.timeline.pair_features import Pair, count_features, weigh

VERSION = "1"
QUADS: Mapping[str, str] = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1",
    "YIELD": "2", "CONCEDE": "2", "RETREAT": "2", "COOPERATE": "2", "AID": "2",
    "REQUEST": "3", "REJECT": "3", "ACCUSE": "3", "THREATEN": "3",
    "COERCE": "4", "ASSAULT": "4", "PROTEST": "4", "MOBILIZE": "4", "SANCTION": "4",
}  # fmt: skip
"""PLOVER's four classes: verbal and material cooperation, verbal and material conflict."""


@record
class PairModel:
    """Feature names with their rarity, weights (features, types) and biases (types); CONCEDE and RETREAT are YIELD."""

    types: tuple[str, ...]
    rarity: Mapping[str, float]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    rows: Mapping[str, int]
    """The row of `weights` for each feature."""

    def scores(self, pair: Pair) -> NDArray[np.float32]:
        """Distance from the border of each type, in the order of `types`."""
        found = weigh(count_features(pair), self.rarity)
        rows = np.array([self.rows[name] for name in found], dtype=np.int64)
        values = np.array(list(found.values()), dtype=np.float32)
        scores: NDArray[np.float32] = self.bias + values @ self.weights[rows]
        return scores

    def classify(self, pair: Pair) -> str:
        """The likeliest type."""
        return self.types[int(np.argmax(self.scores(pair)))]


@cache
def get_pair_model() -> PairModel:
    """The model that ships."""
    with resources.files(__package__).joinpath(f"weights/pairs-{VERSION}.npz").open("rb") as file:
        return unpack(np.load(file, allow_pickle=False))


def pack(model: PairModel) -> dict[str, Any]:
    """The arrays of a model as they are written: names as one UTF-8 text, weights in half precision."""
    return {
        "types": np.array(model.types),
        "names": np.frombuffer("\n".join(model.rarity).encode(), dtype=np.uint8),
        "rarity": np.array(list(model.rarity.values()), dtype=np.float16),
        "weights": model.weights.astype(np.float16),
        "bias": model.bias.astype(np.float32),
    }


def unpack(arrays: Mapping[str, Any]) -> PairModel:
    """The model of arrays as `pack` gives them."""
    names = bytes(arrays["names"]).decode().split("\n")
    rarity = dict(zip(names, map(float, arrays["rarity"]), strict=True))
    return PairModel(
        types=tuple(map(str, arrays["types"])),
        rarity=rarity,
        weights=arrays["weights"].astype(np.float32),
        bias=arrays["bias"].astype(np.float32),
        rows={name: row for row, name in enumerate(names)},
    )
