"""Which statements bear on which concepts, on which side, and whose position each is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from onrecord.model import Analysis, Codebook, Encoder, Position, Provenance, Refers, Statement
from onrecord.positions.guide import Guide, compile_codebook
from onrecord.positions.reading import StatementReader

VERSION = "1"


def find_positions(
    analysis: Analysis,
    statements: Sequence[Statement],
    refers: Sequence[Refers],
    codebook: Codebook,
    encoder: Encoder | None = None,
) -> tuple[Position, ...]:
    """The positions that the statements of an article take on the concepts of a codebook.

    A statement that bears on no concept gives none. The position of an inner statement belongs to its own
    speaker and is told by the outer one's.
    """
    guides = _compiled(codebook)
    reader = StatementReader(analysis, statements, guides)
    speakers = {one.statement_id: one.actor_ids for one in refers}
    by_id = {statement.id: statement for statement in statements}
    provenance = Provenance(stage="positions", version=VERSION, model=analysis.provenance.model)
    positions = []
    for statement in statements:
        holder = speakers.get(statement.id, ())
        told_by = _tellers(statement, by_id, speakers, holder)
        for finding in reader.read(statement):
            positions.append(
                Position(
                    article_id=analysis.article_id,
                    statement_id=statement.id,
                    concept_id=finding.concept_id,
                    side=finding.side,
                    holder=holder,
                    told_by=told_by,
                    condition=finding.condition.cut(analysis.text) if finding.condition else "",
                    evidence=finding.evidence,
                    confidence=finding.confidence,
                    codebook=codebook.version,
                    provenance=provenance,
                )
            )
    return tuple(positions)


@lru_cache(maxsize=4)
def _compiled(codebook: Codebook) -> tuple[Guide, ...]:
    return compile_codebook(codebook)


def _tellers(
    statement: Statement,
    by_id: dict[str, Statement],
    speakers: dict[str, tuple[str, ...]],
    holder: tuple[str, ...],
) -> tuple[str, ...]:
    outer = by_id.get(statement.outer) if statement.outer else None
    told = speakers.get(outer.id, ()) if outer else ()
    return tuple(actor for actor in told if actor not in holder)
