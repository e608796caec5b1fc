"""What a coder says of one statement and one concept: as a row of a sheet, as a judgement, as a position."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Set
from datetime import datetime

from onrecord.errors import InputError
from onrecord.model import Judgement, Position, Provenance, Side, Statement, Verdict, position_id, record, require

KIND = "position"
VERSION = "1"
NONE = "none"
"""How a sheet and a judgement write that a statement has no position on a concept."""
ANSWERS = (*(side.value for side in Side), NONE)
NEEDED = ("statement", "concept", "side")
SEPARATORS = ",;\t"


@record
class Coding:
    """`who` says that a statement takes `side` of a concept; None: that it has no position on it."""

    statement_id: str
    concept_id: str
    side: Side | None
    who: str
    why: str = ""

    def __post_init__(self) -> None:
        require(self.who.strip(), f"a judgement on statement {self.statement_id} by nobody", "the coder's name")

    @property
    def pair(self) -> tuple[str, str]:
        """Statement and concept."""
        return self.statement_id, self.concept_id


@record
class Sheet:
    """A sheet as read: the rows that can be used, how many were left blank, and a sentence for each that cannot."""

    codings: tuple[Coding, ...]
    blank: int
    problems: tuple[str, ...]


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
        ),
    )


def find_coding(judgement: Judgement) -> Coding | None:
    """The coding that a judgement keeps; None for judgements of other kinds."""
    said = dict(judgement.correction)
    if judgement.kind != KIND or set(said) != {"statement_id", "concept_id", "side"}:
        return None
    side = None if said["side"] == NONE else Side(said["side"])
    return Coding(
        statement_id=said["statement_id"],
        concept_id=said["concept_id"],
        side=side,
        who=judgement.who,
        why=judgement.why,
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
    """The position of a coding that takes a side where no rule found one; whoever speaks the statement holds it.

    `speakers` are article actors by statement.
    """
    require(coding.side, f"a position without side on statement {coding.statement_id}", "a side")
    assert coding.side is not None
    holder = speakers.get(statement.id, ())
    outer = speakers.get(statement.outer, ()) if statement.outer else ()
    return Position(
        article_id=statement.article_id,
        statement_id=statement.id,
        concept_id=coding.concept_id,
        side=coding.side,
        holder=holder,
        told_by=tuple(actor for actor in outer if actor not in holder),
        evidence=statement.content[0],
        confidence=1.0,
        codebook=codebook,
        provenance=Provenance(stage="judgement", version=VERSION),
        judged_by=coding.who,
    )


def parse_sheet(
    text: str, *, statements: Set[str], concepts: Set[str], who: str | None = None, name: str = "the sheet"
) -> Sheet:
    """The codings in a CSV text with the columns statement, concept, side, and who where `who` is not given.

    Cells are separated as the header line shows: by comma, semicolon or tab. Rows without a side are not judged yet.
    Raises InputError for a text without these columns, or with no coder's name at all.
    """
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator)
    rows.fieldnames = [heading.strip().lower() for heading in rows.fieldnames or []]
    missing = [column for column in NEEDED if column not in rows.fieldnames]
    if not who and "who" not in rows.fieldnames:
        missing.append("who")
    if missing:
        raise InputError(
            f"{name} has no column {' and no column '.join(missing)}",
            expected=f"a header line with {', '.join(NEEDED)}, and who unless --who names the coder",
            next_step="export a sheet with 'onrecord positions RECORD --ask 50 --csv', fill in 'side', bring it back",
        )
    codings, blank, problems = [], 0, []
    try:
        for row in rows:
            cells = {key: (value or "").strip() for key, value in row.items() if isinstance(value, str) and key}
            if not cells.get("side"):
                blank += 1
                continue
            problem = _problem(cells, statements, concepts, who)
            if problem:
                problems.append(f"{name}, line {rows.line_num}: {problem}")
                continue
            answer = cells["side"].lower()
            codings.append(
                Coding(
                    statement_id=cells["statement"],
                    concept_id=cells["concept"],
                    side=None if answer == NONE else Side(answer),
                    who=cells.get("who") or who or "",
                    why=cells.get("why", ""),
                )
            )
    except csv.Error as error:
        problems.append(f"{name}, line {rows.line_num}: {error}; the rows after it were not read")
    return Sheet(codings=tuple(codings), blank=blank, problems=tuple(problems))


def _problem(cells: Mapping[str, str], statements: Set[str], concepts: Set[str], who: str | None) -> str:
    """What keeps a row from being used, or nothing."""
    if cells["side"].lower() not in ANSWERS:
        return f"the side is '{cells['side']}', expected one of {', '.join(ANSWERS)}"
    if cells.get("statement", "") not in statements:
        return f"the record has no statement '{cells.get('statement', '')}', expected an id as the sheet was given out"
    if cells.get("concept", "") not in concepts:
        return (
            f"the codebook has no concept '{cells.get('concept', '')}', expected one of {', '.join(sorted(concepts))}"
        )
    if not (cells.get("who") or who):
        return "nobody is named in 'who', expected the coder's name there or in --who"
    return ""
