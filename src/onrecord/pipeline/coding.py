"""People's judgements on positions: brought into a record, and laid over what the machine proposes."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.model import (
    Actor,
    ArticleActor,
    Codebook,
    Judgement,
    Learned,
    Position,
    Side,
    Span,
    Statement,
    Verdict,
    find_standing,
    record,
)
from onrecord.positions.coding import Coding, correct, find_coding, judgement_of, latest_by_coder, place
from onrecord.positions.sheets import Passage, parse_sheet
from onrecord.store import View, Writer


@record
class Coded:
    """What became of a sheet: judgements stored, already known, left blank; a sentence for each row not used."""

    stored: int
    known: int
    blank: int
    problems: tuple[str, ...] = ()


def code_sheet(
    record_file: Path, sheet: str, *, when: datetime, who: str | None = None, name: str = "the sheet"
) -> Coded:
    """Store the judgements of a CSV sheet; rows that cannot be used are told, the others are stored.

    A judgement that repeats what its coder said last is known and not stored again.

    Raises:
        InputError: a sheet without the columns.
        UsageError: the record has no codebook yet.
    """
    with View(record_file) as view:
        concepts = {concept.id for concept in get_codebook(view).concepts}
        statements = _passages(view)
        said = latest_by_coder(iter_codings(view))
    read = parse_sheet(sheet, statements=statements, concepts=concepts, who=who, name=name)
    new = []
    for coding in read.codings:
        before = said.setdefault(coding.pair, {}).get(coding.who)
        if not coding.repeats(before):
            said[coding.pair][coding.who] = coding
            new.append(judgement_of(coding, when=when))
    with Writer(record_file) as writer:
        writer.write_judgements(new)
    return Coded(stored=len(new), known=len(read.codings) - len(new), blank=read.blank, problems=read.problems)


def _passages(view: View) -> dict[str, Passage]:
    """Where each statement stands. Actors go by their names in the article and all their names in the record."""
    names = {member: actor.names for actor in view.iter_records(Actor) for member in actor.members}
    actors: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for one in view.iter_records(ArticleActor):
        for name in (one.name, *names.get(one.id, ())):
            actors[one.article_id][" ".join(name.split()).casefold()][one.id] = None
    known = {article: {name: tuple(ids) for name, ids in found.items()} for article, found in actors.items()}
    texts = {article.id: article.text for article in view.iter_articles()}
    return {
        statement.id: Passage(
            text=texts[statement.article_id],
            span=_paragraph(texts[statement.article_id], statement.extent),
            actors=known.get(statement.article_id, {}),
        )
        for statement in view.iter_records(Statement)
    }


def _paragraph(text: str, extent: Span) -> Span:
    end = text.find("\n", extent.end)
    return Span(start=text.rfind("\n", 0, extent.start) + 1, end=len(text) if end < 0 else end)


def get_codebook(view: View) -> Codebook:
    """The codebook of a record.

    Raises:
        UsageError: there is none yet.
    """
    codebook = view.find_codebook()
    if codebook is None:
        raise UsageError(
            f"{view.path} has no codebook",
            expected="a record read against a codebook",
            next_step=f"run 'onrecord read {view.path} --codebook FILE' first",
        )
    return codebook


def iter_codings(view: View) -> Iterator[Coding]:
    """What coders said of statements and concepts, in the order in which they said it."""
    return (coding for judgement in find_standing(view.iter_judgements()) if (coding := find_coding(judgement)))


def list_judged_concepts(record_file: Path) -> tuple[str, ...]:
    """The concept that each judgement in force is on, one id for each pair and coder, and for each verdict."""
    with View(record_file) as view:
        said = latest_by_coder(iter_codings(view))
        concept_of = {one.id: one.concept_id for one in view.iter_records(Position)}
        verdicts = [one for one in find_standing(view.iter_judgements()) if find_coding(one) is None]
    coded = [concept_id for (_, concept_id), coders in said.items() for _ in coders]
    return (*coded, *(concept_of[one.subject] for one in verdicts if one.subject in concept_of))


@record
class Ground:
    """What positions stand on: the statements that count, who speaks each (article actors), and the codebook."""

    statements: Mapping[str, Statement]
    speakers: Mapping[str, tuple[str, ...]]
    codebook: Codebook

    def place(self, coding: Coding) -> Position | None:
        """The position of a coding where nothing was proposed; None while its statement or its concept is not there."""
        known = any(concept.id == coding.concept_id for concept in self.codebook.concepts)
        if coding.side is None or not known or coding.statement_id not in self.statements:
            return None
        return place(coding, self.statements[coding.statement_id], self.speakers, codebook=self.codebook.version)


def learned_positions(proposed: Iterable[Position], learned: Iterable[Learned], ground: Ground) -> Iterator[Position]:
    """Proposals as a head learned from judgements mends them: taken back, turned, added."""
    mended = {one.id: one for one in learned}
    for position in proposed:
        one = mended.pop(position.id, None)
        if one is None:
            yield position
        elif one.side:
            yield _mended(position, one)
    for one in mended.values():
        coding = Coding(
            statement_id=one.statement_id, concept_id=one.concept_id, side=one.side, who=one.provenance.stage
        )
        if added := ground.place(coding):
            yield _mended(added, one)


def judged_positions(
    proposed: Iterable[Position], verdicts: Mapping[str, Judgement], ground: Ground
) -> Iterator[Position]:
    """Positions after judgements: those proposed unless a person denied them, and those only a person found.

    `verdicts` are the last judgements by subject. A judgement on a statement that is no longer found, or on a concept
    the codebook no longer has, waits until it is there again.
    """
    codings = {subject: coding for subject, judgement in verdicts.items() if (coding := find_coding(judgement))}
    found = set()
    for position in proposed:
        found.add(position.id)
        judgement, coding = verdicts.get(position.id), codings.get(position.id)
        if coding:
            if coding.side:
                yield correct(position, coding)
        elif judgement is None:
            yield position
        elif judgement.verdict is not Verdict.REJECT:
            side = Side(dict(judgement.correction).get("side", position.side))
            yield _judged(position, side, judgement.who)
    for subject, coding in codings.items():
        if subject not in found and (added := ground.place(coding)):
            yield added


def _judged(position: Position, side: Side, who: str) -> Position:
    condition = position.condition if side is Side.CONDITIONAL else ""
    return dataclasses.replace(position, side=side, condition=condition, confidence=1.0, judged_by=who)


def _mended(position: Position, one: Learned) -> Position:
    assert one.side is not None
    return dataclasses.replace(
        position,
        side=one.side,
        condition="",
        confidence=one.confidence,
        provenance=one.provenance,
        judged_by="",
    )
