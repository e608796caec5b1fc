"""What the stance model learns from: invented disputes, the statements made in them, and wordings of both sides."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from onrecord.errors import DataError
from onrecord.model import Side

FOR, AGAINST, OPEN = 1, -1, 0
"""What a text says to a claim: it takes a side, or speaks of it and takes none."""
SIDES = {Side.FOR.value: FOR, Side.AGAINST.value: AGAINST, Side.CONDITIONAL.value: OPEN, Side.UNCLEAR.value: OPEN}
WORDINGS = "wordings"


class Text(NamedTuple):
    """Some words, and what they say to each concept they bear on."""

    words: str
    sides: Mapping[str, int]


class Wordings(NamedTuple):
    """The wordings of one side of a claim: what its holders say, what they want, what they do."""

    clauses: tuple[str, ...]
    nouns: tuple[str, ...]
    acts: tuple[str, ...]


class Claim(NamedTuple):
    """A concept of a dispute and the wordings of its sides; none where nobody wrote them."""

    concept: str
    claim: str
    description: str
    worded: Mapping[int, Wordings]


class Dispute(NamedTuple):
    """What is argued about, and what was said."""

    name: str
    claims: tuple[Claim, ...]
    statements: tuple[Text, ...]


def read_disputes(path: Path) -> list[Dispute]:
    """The disputes in the YAML files of a folder, with their wordings from the folder in it.

    Raises:
        DataError: no dispute in the folder, or a side that is none.
    """
    disputes = [_read_dispute(file) for file in sorted(path.glob("*.yaml"))]
    if not disputes:
        raise DataError(f"no dispute in {path}", expected="YAML files with concepts and statements")
    return disputes


def split_disputes(disputes: Sequence[Dispute], *, every: int, first: int = 0) -> tuple[list[Dispute], list[Dispute]]:
    """The disputes to learn from, and one in `every`."""
    mixed = sorted(disputes)
    random.Random(0).shuffle(mixed)
    held = mixed[first::every]
    return [dispute for dispute in mixed if dispute not in held], held


def _read_dispute(file: Path) -> Dispute:
    dispute, worded = _load(file), file.parent / WORDINGS / file.name
    wordings = _load(worded) if worded.is_file() else {}
    claims = tuple(
        Claim(one["id"], one["claim"], one.get("description", ""), _read_wordings(wordings.get(one["id"], {})))
        for one in dispute["concepts"]
    )
    ids = [claim.concept for claim in claims]
    return Dispute(file.stem, claims, tuple(_iter_statements(file, dispute["statements"], ids)))


def _iter_statements(file: Path, statements: Sequence[Mapping[str, str]], ids: Sequence[str]) -> Iterator[Text]:
    for statement in statements:
        sides = {name: statement[name] for name in ids if name in statement}
        if wrong := next((side for side in sides.values() if side not in SIDES), None):
            raise DataError(f"{file.name}: side {wrong!r}", expected=", ".join(SIDES), next_step="mend it")
        words = f"{statement.get('before', '')} {statement['text']}".strip()
        yield Text(words, {name: SIDES[side] for name, side in sides.items()})


def _read_wordings(sides: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[int, Wordings]:
    return {
        SIDES[side]: Wordings(*(tuple(kinds.get(kind) or ()) for kind in Wordings._fields))
        for side, kinds in sides.items()
    }


def _load(file: Path) -> Any:
    return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
