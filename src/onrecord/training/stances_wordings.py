"""What is said of a claim: wordings of its two sides as they are, and in the frames of news that keep or turn them."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from onrecord.positions.wording import put_claim
from onrecord.training.stances_data import AGAINST, FOR, OPEN, Claim, Dispute, Text

FRAMES = Path(__file__).with_name("frames.toml")
POLICY = frozenset(["should", "must", "ought", "may", "let", "right"])
TREATMENTS = {"kept": 0.68, "turned": 0.24, "open": 0.04, "bound": 0.04}
"""How often a frame keeps the side of what it frames, turns it, leaves it open, or binds it to a condition."""
DESCRIBED = 0.4
"""How often a claim is read with its description."""
BARE, NEWS, STATEMENTS = 2, 2, 2
"""Texts drawn for each claim: bare wordings of each side, news sentences made of them, statements."""


def draw_texts(dispute: Dispute, chance: random.Random) -> list[Text]:
    """Some of what a dispute's people say, with its claims themselves."""
    texts: list[Text] = []
    for claim in dispute.claims:
        described = chance.random() < DESCRIBED
        texts.append(Text(put_claim(claim.claim, claim.description if described else ""), {claim.concept: FOR}))
        if claim.worded:
            texts += _draw_wordings(claim, chance)
            texts += (put_in_news(claim, chance) for _ in range(NEWS))
    count = min(STATEMENTS * len(dispute.claims) + 1, len(dispute.statements))
    return texts + chance.sample(dispute.statements, count)


def put_in_news(claim: Claim, chance: random.Random) -> Text:
    """A news sentence that takes a side of the claim, or bears on it without one."""
    side = chance.choice((FOR, AGAINST))
    wordings, is_policy = claim.worded[side], not POLICY.isdisjoint(claim.claim.lower().split())
    kinds = {
        "said": (wordings.clauses, 0.5),
        "wanted" if is_policy else "seen": (wordings.nouns, 0.3),
        "done" if is_policy else "happens": (wordings.acts, 0.2),
    }
    kind = chance.choices([*kinds], [share if some else 0 for some, share in kinds.values()])[0]
    frames = _frames()[kind]
    treatments = [name for name in TREATMENTS if frames[name]]
    treatment = chance.choices(treatments, [TREATMENTS[name] for name in treatments])[0]
    words = _fill(chance.choice(frames[treatment]), chance.choice(kinds[kind][0]), chance)
    return Text(words, {claim.concept: {"kept": side, "turned": -side}.get(treatment, OPEN)})


def _draw_wordings(claim: Claim, chance: random.Random) -> Iterator[Text]:
    for side, wordings in claim.worded.items():
        every: Sequence[str] = (*wordings.clauses, *wordings.nouns, *wordings.acts)
        for words in chance.sample(every, min(BARE, len(every))):
            yield Text(words, {claim.concept: side})


def _fill(frame: str, wording: str, chance: random.Random) -> str:
    filling = _frames()["fill"]
    speaker, condition = chance.choice(filling["speaker"]), chance.choice(filling["condition"])
    return _begun(frame.format(s=speaker, x=wording, X=_begun(wording), k=condition)) + "."


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=1)
def _frames() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(FRAMES.read_text(encoding="utf-8"))
