"""What a coder's sheet says: CSV in, codings and the rows that cannot be used out."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Set

from onrecord.errors import InputError
from onrecord.model import Side, Span, find_words, record
from onrecord.positions.coding import ANSWERS, NONE, Coding

NEEDED = ("statement", "concept", "side")
SEPARATORS = ",;\t"
AND = ";"
"""What stands between several holders in one cell."""


@record
class Passage:
    """Where a statement stands: the `text` of its article, its paragraph's `span`, and the article's actors by name.

    Names are case-folded; a name of several article actors leads to all of them.
    """

    text: str
    span: Span
    actors: Mapping[str, tuple[str, ...]]


@record
class Sheet:
    """A sheet as read: the rows that can be used, how many were left blank, and a sentence for each that cannot."""

    codings: tuple[Coding, ...]
    blank: int
    problems: tuple[str, ...]


def parse_sheet(
    text: str,
    *,
    statements: Mapping[str, Passage],
    concepts: Set[str],
    who: str | None = None,
    name: str = "the sheet",
) -> Sheet:
    """The codings in a CSV text with the columns statement, concept, side, and who where `who` is not given.

    The columns holder, condition and why may stand beside them. Cells are separated as the header line shows: by
    comma, semicolon or tab. Rows without a side are not judged yet.
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
            cells["who"] = cells.get("who") or who or ""
            problem = _find_problem(cells, statements, concepts)
            if problem:
                problems.append(f"{name}, line {rows.line_num}: {problem}")
            else:
                codings.append(_coding(cells, statements[cells["statement"]]))
    except csv.Error as error:
        problems.append(f"{name}, line {rows.line_num}: {error}; the rows after it were not read")
    return Sheet(codings=tuple(codings), blank=blank, problems=tuple(problems))


def _coding(cells: Mapping[str, str], passage: Passage) -> Coding:
    answer = cells["side"].lower()
    return Coding(
        statement_id=cells["statement"],
        concept_id=cells["concept"],
        side=None if answer == NONE else Side(answer),
        who=cells["who"],
        why=cells.get("why", ""),
        holder=tuple(passage.actors[name][0] for name in _names(cells)),
        condition=_find_condition(cells, passage) or "",
    )


def _find_problem(cells: Mapping[str, str], statements: Mapping[str, Passage], concepts: Set[str]) -> str:
    """What keeps a row from being used, or nothing."""
    if cells["side"].lower() not in ANSWERS:
        return f"the side is '{cells['side']}', expected one of {', '.join(ANSWERS)}"
    if cells.get("statement", "") not in statements:
        return f"the record has no statement '{cells.get('statement', '')}', expected an id as the sheet was given out"
    if cells.get("concept", "") not in concepts:
        return (
            f"the codebook has no concept '{cells.get('concept', '')}', expected one of {', '.join(sorted(concepts))}"
        )
    if not cells["who"]:
        return "nobody is named in 'who', expected the coder's name there or in --who"
    passage = statements[cells["statement"]]
    return _find_holder_problem(cells, passage) or _find_condition_problem(cells, passage)


def _find_holder_problem(cells: Mapping[str, str], passage: Passage) -> str:
    for name in _names(cells):
        found = passage.actors.get(name, ())
        if len(found) != 1:
            problem = f"is the name of {len(found)} actors" if found else "is no actor"
            known = ", ".join(sorted(one for one, ids in passage.actors.items() if len(ids) == 1))
            return f"the holder '{name}' {problem} of the article, expected one of: {known or 'nobody'}"
    return ""


def _find_condition_problem(cells: Mapping[str, str], passage: Passage) -> str:
    wanted = cells.get("condition", "")
    if wanted and cells["side"].lower() != Side.CONDITIONAL:
        return (
            f"a condition is given, but the side is '{cells['side']}', expected '{Side.CONDITIONAL}', or no condition"
        )
    if wanted and _find_condition(cells, passage) is None:
        return f"the condition '{wanted}' does not stand in the statement's paragraph, expected words copied from it"
    return ""


def _find_condition(cells: Mapping[str, str], passage: Passage) -> str | None:
    found = find_words(cells.get("condition", ""), passage.text, passage.span)
    return found.span.cut(passage.text) if found else None


def _names(cells: Mapping[str, str]) -> list[str]:
    return [" ".join(name.split()).casefold() for name in cells.get("holder", "").split(AND) if name.strip()]
