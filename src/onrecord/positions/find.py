"""Which statements bear on which concepts, on which side, and whose position each is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.model import (
    Analysis,
    Codebook,
    Encoder,
    PairReader,
    Position,
    Provenance,
    Refers,
    Span,
    Statement,
)
from onrecord.positions.examples import find_likenesses
from onrecord.positions.guide import Guide, compile_codebook
from onrecord.positions.nearest import find_nearest
from onrecord.positions.reading import Finding, StatementReader
from onrecord.positions.weighing import believe
from onrecord.positions.wording import put_claim, write_out

VERSION = "3"


def find_positions(
    analysis: Analysis,
    statements: Sequence[Statement],
    refers: Sequence[Refers],
    codebook: Codebook,
    encoder: Encoder | None = None,
    pair_reader: PairReader | None = None,
) -> tuple[Position, ...]:
    """The positions that the statements of an article take on the concepts of a codebook.

    A statement that bears on no concept gives none. The position of an inner statement belongs to its own
    speaker and is told by the outer one's. With a `pair_reader` the rules and the network each have their say; with
    an encoder, a statement that none of them could place is placed by the examples of the codebook it is like.
    """
    reader = StatementReader(analysis, statements, _compiled(codebook))
    findings = [reader.read(statement) for statement in statements]
    if pair_reader is not None:
        written = [write_out(statement, analysis.text) for statement in statements]
        nearest = find_nearest(written, codebook, encoder)
        findings = [
            _weighed(found, words, near, statement, codebook, pair_reader)
            for found, words, near, statement in zip(findings, written, nearest, statements, strict=True)
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
    written: str,
    near: frozenset[str],
    statement: Statement,
    codebook: Codebook,
    pair_reader: PairReader,
) -> list[Finding]:
    """The findings on a statement that are believed once the network has read it with the claims near to it."""
    ruled = {finding.concept_id: finding for finding in found}
    read = [concept for concept in codebook.concepts if concept.id in near or concept.id in ruled]
    answers = pair_reader.read_pairs([(put_claim(one.claim, one.description), written) for one in read])
    weighed = (
        _weigh(concept.id, ruled.get(concept.id), answer, statement.content[0])
        for concept, answer in zip(read, answers, strict=True)
    )
    return [finding for finding in weighed if finding]


def _weigh(concept_id: str, rule: Finding | None, answer: Sequence[float], words: Span) -> Finding | None:
    """The rules' finding where the network does not speak it down, else what the network alone is sure of."""
    belief = believe(rule.side if rule else None, answer)
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
