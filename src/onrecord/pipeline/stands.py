"""A debate's positions as dated stands of actors, or of the organisations that actors speak for."""

from __future__ import annotations

from datetime import timedelta

from onrecord.model import ActorKind, Debate, Rung
from onrecord.positions import Stand


def stands_of(debate: Debate, *, by_organisation: bool = False) -> tuple[Stand, ...]:
    """One stand for each position and holder; positions of articles whose date is unknown or inferred have no place.

    With `by_organisation`, spokesmen and members stand for whom they speak for, and those who speak for nobody are
    left out.
    """
    stands = []
    for position in debate.positions:
        dated = debate.dated.get(position.article_id)
        if dated is None or dated.rung is Rung.INFERRED:
            continue
        for holder in debate.actors_of(position.holder):
            name = holder.name
            if by_organisation and holder.kind is ActorKind.PERSON:
                affiliation = debate.affiliation(holder, position.article_id)
                name = affiliation.organisation if affiliation else ""
            if name:
                stands.append(
                    Stand(
                        actor=name,
                        concept_id=position.concept_id,
                        side=position.side,
                        day=dated.when.earliest + timedelta(days=dated.when.days // 2),
                        statement_id=position.statement_id,
                        confidence=position.confidence,
                    )
                )
    return tuple(stands)
