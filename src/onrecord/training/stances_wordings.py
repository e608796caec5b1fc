"""News sentences about a claim, put together from wordings of its two sides and frames that keep or turn them."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

from onrecord.training.stances_data import AGAINST, CONDITIONAL, FOR, NONE, SIDE_NAMES, TURNED, UNCLEAR, Pair

FRAMES = Path(__file__).with_name("frames.toml")
POLICY = frozenset(["should", "must", "ought", "may", "let", "right"])
REVERSED = 0.3
"""The share of the claims in other words that are the reverse."""
JOINED = 0.25
"""The share of the sentences that another one, on another claim, stands beside."""
UNSPOKEN = 0.7
"""How many claims a sentence is read with, on average, that it does not speak of."""
TREATMENTS = {"kept": 0.68, "turned": 0.24, "open": 0.04, "bound": 0.04}
"""How often a frame keeps the side of what it frames, turns it, leaves it open, or binds it to a condition."""


class Wordings(NamedTuple):
    """The wordings of one side of a claim: what its holders say, what they want, what they do."""

    clauses: tuple[str, ...]
    nouns: tuple[str, ...]
    acts: tuple[str, ...]


class Worded(NamedTuple):
    """A claim of a dispute, and the wordings for it and against it."""

    dispute: str
    concept: str
    claim: str
    description: str
    sides: dict[int, Wordings]

    @property
    def is_policy(self) -> bool:
        """Whether the claim says what should be, not what is."""
        return not POLICY.isdisjoint(self.claim.lower().split())


def read_wordings(folder: Path, pairs: Sequence[Pair]) -> list[Worded]:
    """The wordings of the claims in `pairs`, from the YAML files of a folder, one for each dispute; none without it."""
    claims = {(pair.dispute, pair.concept): (pair.claim, pair.description) for pair in pairs}
    worded = []
    for file in sorted(folder.glob("*.yaml")):
        for concept, sides in YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8")).items():
            both = {
                place: Wordings(*(tuple(sides[SIDE_NAMES[place]].get(kind) or ()) for kind in Wordings._fields))
                for place in (FOR, AGAINST)
            }
            if (file.stem, concept) in claims:
                worded.append(Worded(file.stem, concept, *claims[file.stem, concept], both))
    return worded


def reword(pair: Pair, worded: Worded, chance: random.Random) -> Pair:
    """The pair with its claim in other words, or reversed and its side turned (not where it is a condition)."""
    side = AGAINST if pair.side != CONDITIONAL and chance.random() < REVERSED else FOR
    claim = _begun(chance.choice(worded.sides[side].clauses)) + "."
    turned = TURNED.get(pair.side, pair.side) if side == AGAINST else pair.side
    return pair._replace(claim=claim, description="", side=turned)


def iter_news(worded: Sequence[Worded], chance: random.Random, *, each: int) -> Iterator[Pair]:
    """For each claim `each` news sentences, some with a sentence on another claim of the dispute behind them.

    Every other claim that a sentence does not speak of is one it does not bear on.
    """
    by_dispute: dict[str, list[Worded]] = {}
    for one in worded:
        by_dispute.setdefault(one.dispute, []).append(one)
    for one in worded:
        others = [other for other in by_dispute[one.dispute] if other is not one]
        for _ in range(each):
            text, side = put_in_news(one, chance)
            sides = {one.concept: side}
            if others and chance.random() < JOINED:
                other = chance.choice(others)
                more, sides[other.concept] = put_in_news(other, chance)
                text = " ".join((text, more) if chance.random() < 0.5 else (more, text))
            for read in (one, *others):
                if read.concept in sides or chance.random() < UNSPOKEN / max(len(others), 1):
                    found = sides.get(read.concept, NONE)
                    yield Pair(read.dispute, read.concept, read.claim, read.description, "", text, found)


def put_in_news(worded: Worded, chance: random.Random) -> tuple[str, int]:
    """A news sentence that takes a side of the claim (or bears on it without one), and that side."""
    side = chance.choice((FOR, AGAINST))
    wordings = worded.sides[side]
    kinds = {
        "said": (wordings.clauses, 0.5),
        "wanted" if worded.is_policy else "seen": (wordings.nouns, 0.3),
        "done" if worded.is_policy else "happens": (wordings.acts, 0.2),
    }
    kind = chance.choices([*kinds], [share if some else 0 for some, share in kinds.values()])[0]
    frames = _frames()[kind]
    treatments = [name for name in TREATMENTS if frames[name]]
    treatment = chance.choices(treatments, [TREATMENTS[name] for name in treatments])[0]
    sentence = _fill(chance.choice(frames[treatment]), chance.choice(kinds[kind][0]), chance)
    return sentence, {"kept": side, "turned": TURNED[side], "open": UNCLEAR, "bound": CONDITIONAL}[treatment]


def _fill(frame: str, wording: str, chance: random.Random) -> str:
    filling = _frames()["fill"]
    speaker, condition = chance.choice(filling["speaker"]), chance.choice(filling["condition"])
    return _begun(frame.format(s=speaker, x=wording, X=_begun(wording), k=condition)) + "."


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=1)
def _frames() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(FRAMES.read_text(encoding="utf-8"))
