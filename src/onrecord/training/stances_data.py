"""What the stance model learns from: invented disputes, whose statements each take a side of some of the concepts."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

from onrecord.errors import DataError
from onrecord.positions.wording import SIDES

MODAL = re.compile(r"\b(should|must|can|could|will|may|is|are|was|were|would)\b")
NEGATED = re.compile(r"\b(should|must|can|could|will|may|is|are|was|were|would) not\b")
NONE, FOR, AGAINST, CONDITIONAL, UNCLEAR = range(len(SIDES))
SIDE_NAMES = tuple(side.value if side else "none" for side in SIDES)
TURNED = {FOR: AGAINST, AGAINST: FOR}


class Pair(NamedTuple):
    """A statement of a dispute and one of its concepts; `side` is an index of ``positions.SIDES``."""

    dispute: str
    concept: str
    claim: str
    description: str
    before: str
    text: str
    side: int


def read_gold(path: Path) -> list[Pair]:
    """Every statement with every concept of its dispute, from the YAML files of a folder.

    Raises:
        DataError: no dispute in the folder, or a side that is none.
    """
    pairs = [pair for file in sorted(path.glob("*.yaml")) for pair in _iter_pairs(file)]
    if not pairs:
        raise DataError(f"no dispute in {path}", expected="YAML files with concepts and statements")
    return pairs


def _iter_pairs(file: Path) -> Iterator[Pair]:
    dispute = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    sides = [side.value if side else None for side in SIDES]
    for statement in dispute["statements"]:
        for concept in dispute["concepts"]:
            side = statement.get(concept["id"])
            if side not in sides:
                raise DataError(
                    f"{file.name}: side {side!r}", expected=", ".join(one for one in sides if one), next_step="mend it"
                )
            yield Pair(
                dispute=file.stem,
                concept=concept["id"],
                claim=concept["claim"],
                description=concept.get("description", ""),
                before=statement.get("before", ""),
                text=statement["text"],
                side=sides.index(side),
            )


def negate(claim: str) -> str | None:
    """The claim's reverse, made at its first modal or copula; None where it has neither."""
    if match := NEGATED.search(claim):
        return f"{claim[: match.start()]}{match[1]}{claim[match.end() :]}"
    if match := MODAL.search(claim):
        return f"{claim[: match.end()]} not{claim[match.end() :]}"
    return None


def vary(pair: Pair, chance: random.Random, *, turned: float) -> Pair:
    """The pair as it might have been put: its claim reversed, no description, what stands before left out."""
    reverse = negate(pair.claim) if pair.side != CONDITIONAL and chance.random() < turned else None
    if reverse:
        return pair._replace(claim=reverse, description="", side=TURNED.get(pair.side, pair.side))
    described, begun = chance.random() < 0.7, chance.random() < 0.85
    return pair._replace(description=pair.description if described else "", before=pair.before if begun else "")


def split_gold(pairs: Sequence[Pair], *, every: int, first: int = 0) -> tuple[list[Pair], list[Pair]]:
    """The pairs to learn from, and those of one dispute in `every`."""
    disputes = sorted({pair.dispute for pair in pairs})
    random.Random(0).shuffle(disputes)
    held = set(disputes[first::every])
    return [pair for pair in pairs if pair.dispute not in held], [pair for pair in pairs if pair.dispute in held]
