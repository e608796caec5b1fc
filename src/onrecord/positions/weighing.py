"""What is believed of a statement on a concept where the rules and the network that reads pairs each have their say.

A side's strength is a weighted sum: how much likelier the network holds it than that the statement bears on nothing,
what the rules found for it, less what they found for the other. The weights were fitted on debates that
neither was made from (docs/positions.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Side, record
from onrecord.positions.wording import SIDES

NETWORK = 1.0
RULE = 3.0
CONTRADICTED = 1.0
LEAST = 0.5
"""The strength from which a side is proposed."""


@record
class Belief:
    """The side that is believed, and how surely (0 to 1)."""

    side: Side
    confidence: float


def believe(ruled: Mapping[Side, float], answer: Sequence[float]) -> Belief | None:
    """The side of one statement on one concept, or None where it does not bear on it.

    `ruled`: the confidence of the rules in the side they found; `answer`: the network's log probabilities (`SIDES`).
    """
    logs: NDArray[np.float64] = np.asarray(answer, dtype=np.float64)
    strengths = {
        side: NETWORK * float(logs[place] - logs[0])
        + RULE * ruled.get(side, 0.0)
        - CONTRADICTED * max((sure for other, sure in ruled.items() if other is not side), default=0.0)
        for place, side in enumerate(SIDES)
        if side is not None
    }
    side = max(strengths, key=lambda one: (strengths[one], one.value))
    if strengths[side] < LEAST:
        return None
    return Belief(side=side, confidence=round(min(float(1 / (1 + np.exp(-strengths[side]))), 0.99), 3))
