"""What a coder says of one statement and one concept: as a judgement, as a position."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime

from onrecord.model import Judgement, Position, Provenance, Side, Statement, Verdict, position_id, record, require

KIND = "position"
VERSION = "1"
NONE = "none"
"""How a sheet and a judgement write that a statement has no position on a concept."""
ANSWERS = (*(side.value for side in Side), NONE)


@record
class Coding:
    """`who` says that a statement takes `side` of a concept; None: that it has no position on it.

    `holder` are the article actors whose position it is, and `condition` its words as the article has them; both empty
    where they are as proposed.
    """

    statement_id: str
    concept_id: str
    side: Side | None
    who: str
    why: str = ""
    holder: tuple[str, ...] = ()
    condition: str = ""

    def __post_init__(self) -> None:
        require(self.who.strip(), f"a judgement on statement {self.statement_id} by nobody", "the coder's name")

    @property
    def pair(self) -> tuple[str, str]:
        """Statement and concept."""
        return self.statement_id, self.concept_id

    def repeats(self, other: Coding | None) -> bool:
        """Whether `other` says the same of the pair, for whatever reason."""
        return other is not None and (self.side, self.holder, self.condition) == (
            other.side,
            other.holder,
            other.condition,
        )


def judgement_of(coding: Coding, *, when: datetime) -> Judgement:
    """The judgement that keeps a coding."""
    return Judgement(
        subject=position_id(*coding.pair),
        kind=KIND,
        verdict=Verdict.CORRECT,
        who=coding.who,
        when=when,
        why=coding.why,
        correction=(
            ("statement_id", coding.statement_id),
            ("concept_id", coding.concept_id),
            ("side", coding.side.value if coding.side else NONE),
            *((("holder", " ".join(coding.holder)),) if coding.holder else ()),
            *((("condition", coding.condition),) if coding.condition else ()),
        ),
    )


def find_coding(judgement: Judgement) -> Coding | None:
    """The coding that a judgement keeps; None for judgements of other kinds."""
    said = dict(judgement.correction)
    if judgement.kind != KIND or not said.keys() >= {"statement_id", "concept_id", "side"}:
        return None
    side = None if said["side"] == NONE else Side(said["side"])
    return Coding(
        statement_id=said["statement_id"],
        concept_id=said["concept_id"],
        side=side,
        who=judgement.who,
        why=judgement.why,
        holder=tuple(said.get("holder", "").split()),
        condition=said.get("condition", ""),
    )


def latest_of(codings: Iterable[Coding]) -> dict[tuple[str, str], Coding]:
    """For each pair what was said of it last; pairs in the order in which they were first judged."""
    return {coding.pair: coding for coding in codings}


def latest_by_coder(codings: Iterable[Coding]) -> dict[tuple[str, str], dict[str, Coding]]:
    """For each pair what each coder said of it last."""
    latest: dict[tuple[str, str], dict[str, Coding]] = {}
    for coding in codings:
        latest.setdefault(coding.pair, {})[coding.who] = coding
    return latest


def place(
    coding: Coding,
    statement: Statement,
    speakers: Mapping[str, tuple[str, ...]],
    *,
    codebook: str,
) -> Position:
    """The position of a coding that takes a side where no rule found one.

    Whoever speaks the statement holds it, unless the coding names another. `speakers` are article actors by statement.
    """
    holder = speakers.get(statement.id, ())
    outer = speakers.get(statement.outer, ()) if statement.outer else ()
    bare = Position(
        article_id=statement.article_id,
        statement_id=statement.id,
        concept_id=coding.concept_id,
        side=coding.side or Side.UNCLEAR,
        holder=holder,
        told_by=tuple(actor for actor in outer if actor not in holder),
        evidence=statement.content[0],
        confidence=1.0,
        codebook=codebook,
        provenance=Provenance(stage="judgement", version=VERSION),
    )
    return correct(bare, coding)


def correct(position: Position, coding: Coding) -> Position:
    """The position as the coder says it is; whoever was thought to hold it tells it where another is named."""
    require(coding.side, f"a position without side on statement {coding.statement_id}", "a side")
    assert coding.side is not None
    condition = coding.condition or position.condition if coding.side is Side.CONDITIONAL else ""
    holder = coding.holder or position.holder
    tellers = dict.fromkeys((*position.told_by, *position.holder)) if coding.holder else position.told_by
    return dataclasses.replace(
        position,
        side=coding.side,
        condition=condition,
        holder=holder,
        told_by=tuple(actor for actor in tellers if actor not in holder),
        confidence=1.0,
        judged_by=coding.who,
    )
