"""Which statements bear on which concepts, on which side, and whose position each is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.model import (
    Analysis,
    Codebook,
    Encoder,
    Position,
    Provenance,
    Refers,
    Span,
    StanceReader,
    Statement,
)
from onrecord.positions.examples import find_likenesses
from onrecord.positions.guide import Guide, compile_codebook
from onrecord.positions.reading import Finding, StatementReader
from onrecord.positions.weighing import believe, hear_silence
from onrecord.positions.wording import put_claim, write_out

VERSION = "4"


def find_positions(
    analysis: Analysis,
    statements: Sequence[Statement],
    refers: Sequence[Refers],
    codebook: Codebook,
    encoder: Encoder | None = None,
    stance_reader: StanceReader | None = None,
) -> tuple[Position, ...]:
    """The positions that the statements of an article take on the concepts of a codebook.

    A statement that bears on no concept gives none. The position of an inner statement belongs to its own
    speaker and is told by the outer one's. With a `stance_reader` the rules and the network each have their say; with
    an encoder, a statement that none of them could place is placed by the examples of the codebook it is like.
    """
    reader = StatementReader(analysis, statements, _compiled(codebook))
    findings = [reader.read(statement) for statement in statements]
    if stance_reader is not None:
        claims = [put_claim(concept.claim, concept.description) for concept in codebook.concepts]
        stances = stance_reader.read_stances(claims, [write_out(one, analysis.text) for one in statements])
        silence = hear_silence([[finding.side for finding in found] for found in findings], len(claims))
        findings = [
            _weighed(found, stance, statement, codebook, silence)
            for found, stance, statement in zip(findings, stances, statements, strict=True)
        ]
    if encoder is not None:
        findings = _with_likenesses(findings, analysis, statements, codebook, encoder)
    model = encoder.name if encoder else analysis.provenance.model
    made = Provenance(stage="positions", version=VERSION, model=model)
    return tuple(iter_positions(analysis, statements, findings, refers, codebook, made))


def iter_positions(
    analysis: Analysis,
    statements: Sequence[Statement],
    findings: Sequence[Sequence[Finding]],
    refers: Sequence[Refers],
    codebook: Codebook,
    provenance: Provenance,
) -> Iterator[Position]:
    """The findings of each statement as positions of its speaker, told by the speaker of the statement it stands in."""
    speakers = {one.statement_id: one.actor_ids for one in refers}
    by_id = {statement.id: statement for statement in statements}
    version = codebook.version
    for statement, found in zip(statements, findings, strict=True):
        for finding in found:
            yield Position(
                article_id=analysis.article_id,
                statement_id=statement.id,
                concept_id=finding.concept_id,
                side=finding.side,
                holder=speakers.get(statement.id, ()),
                told_by=_tellers(statement, by_id, speakers),
                condition=finding.condition.cut(analysis.text) if finding.condition else "",
                evidence=finding.evidence,
                confidence=finding.confidence,
                codebook=version,
                provenance=provenance,
            )


@lru_cache(maxsize=4)
def _compiled(codebook: Codebook) -> tuple[Guide, ...]:
    return compile_codebook(codebook)


def _weighed(
    found: Sequence[Finding],
    stances: Sequence[Sequence[float]],
    statement: Statement,
    codebook: Codebook,
    silence: float,
) -> list[Finding]:
    """The findings on a statement that are believed once the network's stance on each concept is heard."""
    ruled = {finding.concept_id: finding for finding in found}
    weighed = (
        _weigh(concept.id, ruled.get(concept.id), stance, statement.content[0], silence)
        for concept, stance in zip(codebook.concepts, stances, strict=True)
    )
    return [finding for finding in weighed if finding]


def _weigh(
    concept_id: str, rule: Finding | None, stance: Sequence[float], words: Span, silence: float
) -> Finding | None:
    """The rules' finding where the network does not speak it down, else what the network alone is sure of."""
    belief = believe(rule.side if rule else None, stance, silence)
    if belief is None:
        return None
    if rule is not None and rule.side is belief.side:
        return rule
    return Finding(concept_id=concept_id, side=belief.side, confidence=belief.confidence, evidence=words)


def _with_likenesses(
    findings: Sequence[list[Finding]],
    analysis: Analysis,
    statements: Sequence[Statement],
    codebook: Codebook,
    encoder: Encoder,
) -> list[list[Finding]]:
    """The findings, with those by example on concepts that no rule spoke to."""
    likenesses = find_likenesses([one.words(analysis.text) for one in statements], codebook, encoder)
    return [
        [
            *found,
            *(
                Finding(concept_id=like.concept_id, side=like.side, confidence=like.confidence, evidence=one.content[0])
                for like in likes
                if like.concept_id not in {finding.concept_id for finding in found}
            ),
        ]
        for one, found, likes in zip(statements, findings, likenesses, strict=True)
    ]


def _tellers(
    statement: Statement, by_id: dict[str, Statement], speakers: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    outer = by_id.get(statement.outer) if statement.outer else None
    told = speakers.get(outer.id, ()) if outer else ()
    return tuple(actor for actor in told if actor not in speakers.get(statement.id, ()))
