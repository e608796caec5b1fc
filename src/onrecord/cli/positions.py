"""``onrecord positions``: who stands where, what to ask a coder next, and what coders decided."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord import pipeline
from onrecord.cli.console import answer, say, warn
from onrecord.cli.options import AsJson, RecordFile
from onrecord.errors import InputError, UsageError
from onrecord.exchange.tables import tables
from onrecord.model import Debate
from onrecord.positions.coding import ANSWERS

SHEET = (
    "statement", "concept", "claim", "side", "holder", "condition", "who", "why", "proposed", "proposed_holder",
    "proposed_condition", "confidence", "speaker", "affiliation", "content", "paragraph", "outlet", "date", "title",
)  # fmt: skip
"""The columns of a sheet to fill in; the coder's are `side`, `who`, `why`, and, where they are not as proposed,
`holder` and `condition`."""


def command(
    record: RecordFile,
    concept: Annotated[
        str | None, typer.Option("--concept", metavar="ID", help="Of this concept only.", show_default=False)
    ] = None,
    ask: Annotated[
        int | None,
        typer.Option("--ask", metavar="N", min=1, help="Give the N pairs to judge next.", show_default=False),
    ] = None,
    judge: Annotated[
        Path | None,
        typer.Option("--judge", metavar="FILE", help="Bring in judgements from a CSV sheet.", show_default=False),
    ] = None,
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="The coder, of --judge and --ask.", show_default=False)
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a CSV sheet.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the positions of RECORD; give a sheet of what to judge next (--ask); bring judgements in (--judge)."""
    if judge is not None:
        _judge(record, judge, who, as_json=as_json)
        return
    debate = pipeline.load_debate(record)
    _check_concept(debate, concept)
    columns: tuple[str, ...]
    if ask is not None:
        rows, columns = _questions(record, debate, ask, concept=concept, who=who), SHEET
    else:
        rows = [row for row in tables(debate)["positions"] if concept in (None, row["concept"])]
        columns = tuple(rows[0]) if rows else ()
    if as_csv:
        say(_csv(rows, columns))
    else:
        answer({"positions" if ask is None else "questions": rows}, as_json=as_json, lines=_lines(rows, asked=ask))


def _judge(record: Path, sheet: Path, who: str | None, *, as_json: bool) -> None:
    done = pipeline.code_sheet(record, _read_sheet(sheet), when=datetime.now(UTC), who=who, name=sheet.name)
    for problem in done.problems:
        warn(problem)
    counts = {"stored": done.stored, "known": done.known, "blank": done.blank, "not_used": len(done.problems)}
    line = (
        f"{done.stored} judgements stored, {done.known} known before, {done.blank} rows left blank, "
        f"{len(done.problems)} rows not used"
    )
    answer({**counts, "problems": list(done.problems)}, as_json=as_json, lines=[line])


def _read_sheet(path: Path) -> str:
    """The text of a sheet as spreadsheets save it: UTF-8, UTF-16, or a Western 8-bit table."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"the sheet {path} cannot be read: {error.strerror}",
            expected="a CSV file",
            next_step="give the path of the sheet you filled in",
        ) from None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if raw.startswith(b"PK"):
        raise InputError(
            f"{path} is a workbook or an archive, not CSV",
            expected="a CSV file",
            next_step="save the sheet as CSV (UTF-8) in your spreadsheet",
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _check_concept(debate: Debate, concept: str | None) -> None:
    known = [each.id for each in debate.codebook.concepts] if debate.codebook else []
    if concept is not None and concept not in known:
        raise UsageError(
            f"the codebook of this record has no concept '{concept}'",
            expected=", ".join(known) or "a record read against a codebook",
            next_step="name one of them",
        )


def _questions(
    record: Path, debate: Debate, count: int, *, concept: str | None, who: str | None
) -> list[dict[str, Any]]:
    """Rows of a sheet, the pair that would teach most first."""
    asked = pipeline.find_questions(record, count, concept=concept, who=who)
    statements = {row["statement"]: row for row in tables(debate)["statements"]}
    proposed = {(one.statement_id, one.concept_id): one for one in debate.positions}
    claims = {each.id: each.claim for each in debate.codebook.concepts} if debate.codebook else {}
    rows = []
    for statement, concept_id in asked:
        position = proposed.get((statement, concept_id))
        known = {
            "concept": concept_id,
            "claim": claims[concept_id],
            "side": "",
            "holder": "",
            "condition": "",
            "who": who or "",
            "why": "",
            "proposed": position.side.value if position else "none",
            "proposed_holder": "; ".join(each.name for each in debate.actors_of(position.holder)) if position else "",
            "proposed_condition": position.condition if position else "",
            "confidence": f"{position.confidence:.2f}" if position else "",
        }
        row = statements[statement] | known
        rows.append({column: row[column] for column in SHEET})
    return rows


def _lines(rows: list[dict[str, Any]], *, asked: int | None) -> list[str]:
    if not rows:
        return ["no position was found" if asked is None else "there is nothing left to ask"]
    if asked is None:
        return [
            f"{row['statement']}  {row['concept']}  {row['side']} ({_sureness(row)})  "
            f"{row['holder'] or 'nobody named'}\n    {row['content']}"
            for row in rows
        ]
    head = f"say {', '.join(ANSWERS[:-1])} or {ANSWERS[-1]}; with --csv this is a sheet to fill in"
    return [
        head,
        *(
            f"{row['statement']}  {row['concept']}: {row['claim']}  proposed: {row['proposed']}\n"
            f"    {row['speaker'] or 'nobody named'}: {row['content']}"
            for row in rows
        ),
    ]


def _sureness(row: dict[str, Any]) -> str:
    return f"judged by {row['judged_by']}" if row["judged_by"] else f"{row['basis']}, {row['confidence']}"


def _csv(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().rstrip("\n")
