"""What is believed of a statement on a concept where the rules and the network that tells sides each have their say.

A side's strength is how much likelier the network holds it than that the statement bears on nothing (nats), more where
the rules found that side, less where they found another or, in an article where they often find one, none. The weights
were chosen on debates that the network was not made from (docs/positions.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

import numpy as np

from onrecord.model import Side

RULED = 3.1
CONTRADICTED = 5.9
LEAST = 0.6
"""The strength from which a side is proposed."""
SILENCE = 13.0
"""What it costs a side that the rules are silent on it, in an article where they speak to every statement."""
FEW, MANY = 0.5, 5.0
"""Statements with and without a side that are taken to have been read before the first of an article."""
CONCEPTS = 6
"""As many as the codebooks had that the weights were chosen with."""
CROWD = 0.75
"""How far more concepts lower the odds of each: 0 not at all, 1 as if all of them were equally likely."""
SIDES = (Side.FOR, Side.AGAINST)


class Belief(NamedTuple):
    """The side that is believed, and how surely: even at the least strength, near one where there is much more."""

    side: Side
    confidence: float


def hear_silence(ruled: Sequence[Sequence[Side]], concepts: int) -> float:
    """What the rules' silence on a side costs it in an article, from the sides they found in each of its statements.

    Where they speak often, a statement they passed over is likelier one that takes no side. The more `concepts` a
    codebook has, the less likely a statement bears on any one of them.
    """
    spoken = sum(any(side in SIDES for side in found) for found in ruled)
    return SILENCE * (spoken + FEW) / (len(ruled) + MANY) + CROWD * log(max(concepts / CONCEPTS, 1))


def believe(ruled: Side | None, stance: Sequence[float], silence: float) -> Belief | None:
    """The side of one statement on one concept, or None where it does not bear on it.

    `ruled`: the side the rules found; `stance`: log probabilities of no bearing, for, against; `silence`: what it
    costs a side that the rules found none.
    """
    nothing, pro, con = (float(value) for value in stance)
    strengths = {Side.FOR: pro - nothing, Side.AGAINST: con - nothing}
    if ruled is None:
        strengths = {side: strength - silence for side, strength in strengths.items()}
    else:
        strengths = {side: strength - CONTRADICTED for side, strength in strengths.items()}
        strengths[ruled] = _says(ruled, nothing, pro, con) + RULED
    side = max(strengths, key=lambda one: strengths[one])
    if strengths[side] < LEAST:
        return None
    return Belief(side, round(min(1 / (1 + exp(LEAST - strengths[side])), 0.95), 3))


def _says(side: Side, nothing: float, pro: float, con: float) -> float:
    """How the network speaks for a side; of a condition and of doubt it hears only that the statement bears."""
    taken = {Side.FOR: pro, Side.AGAINST: con}.get(side)
    return (float(np.logaddexp(pro, con)) if taken is None else taken) - nothing
