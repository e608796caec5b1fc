"""What is believed of a statement on a concept where the rules and the network that reads pairs each have their say.

A side's strength is how much likelier the network holds it than that the statement bears on nothing (nats), more where
the rules found that side, less where they found another. The weights were chosen on five debates that the network was
not made from (docs/positions.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from onrecord.model import Side
from onrecord.positions.wording import SIDES

RULED = 7.0
CONTRADICTED = 4.0
LEAST = 3.5
"""The strength from which a side is proposed: what the network says alone must be thirty times likelier than not."""


class Belief(NamedTuple):
    """The side that is believed, and how surely: even at the least strength, near one where there is much more."""

    side: Side
    confidence: float


def believe(ruled: Side | None, answer: Sequence[float]) -> Belief | None:
    """The side of one statement on one concept, or None where it does not bear on it.

    `ruled`: the side the rules found; `answer`: the network's log probabilities, in the order of `SIDES`.
    """
    strengths = {
        side: float(answer[place]) - float(answer[0]) + _rules_say(ruled, side)
        for place, side in enumerate(SIDES)
        if side is not None
    }
    side = max(strengths, key=lambda one: strengths[one])
    if strengths[side] < LEAST:
        return None
    return Belief(side, round(min(1 / (1 + exp(LEAST - strengths[side])), 0.95), 3))


def _rules_say(ruled: Side | None, side: Side) -> float:
    if ruled is None:
        return 0.0
    return RULED if ruled is side else -CONTRADICTED
