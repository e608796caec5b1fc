"""Judgements on positions: given out as a sheet, brought in, learned from, shown; on a record made by hand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.cli.main import main
from onrecord.exchange.tables import tables
from onrecord.model import (
    Article,
    Codebook,
    Concept,
    Origin,
    Position,
    Provenance,
    Side,
    Span,
    Statement,
    StatementKind,
    article_id,
)
from onrecord.store import View, Writer

MADE = Provenance(stage="test", version="1")
BOOK = Codebook(
    debate="The lido",
    concepts=(
        Concept(id="lido", claim="The lido should be kept open."),
        Concept(id="fee", claim="Swimmers should pay more."),
    ),
)
SAID = [
    f"{who} {what}."
    for who in ("The mayor said", "The swimmers said", "The treasurer said")
    for what in ("the lido has to stay", "closing the lido is right", "tickets can cost more", "the summer was warm")
]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A dozen statements, of which the rules placed the first four, one of them wrongly."""
    path = tmp_path / "lido.record"
    text = "\n".join(SAID)
    raw = text.encode()
    key = article_id(raw, outlet="Post", url="")
    article = Article(id=key, text=text, outlet="Post", language="en", origin=Origin(path="lido.txt"), provenance=MADE)
    statements, start = [], 0
    for line in SAID:
        span = Span(start=start + line.index("said ") + 5, end=start + len(line) - 1)
        statements.append(Statement(article_id=key, content=(span,), kind=StatementKind.INDIRECT, provenance=MADE))
        start += len(line) + 1
    proposed = [
        Position(
            article_id=key, statement_id=one.id, concept_id=concept, side=side, evidence=one.content[0], confidence=0.8,
            codebook=BOOK.version, provenance=MADE,
        )
        for one, concept, side in zip(
            statements, ("lido", "lido", "fee", "fee"), (Side.FOR, Side.AGAINST, Side.FOR, Side.AGAINST), strict=False
        )
    ]  # fmt: skip
    with Writer(path) as writer:
        writer.write_codebook(BOOK)
        writer.write_articles([(article, raw, [])])
        writer.write_reading(key, {"test": ("key", [*statements, *proposed])})
    return path


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    assert main([str(word) for word in words]) == 0
    return capsys.readouterr().out


def sheet_of(capsys: pytest.CaptureFixture[str], record: Path, count: int) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(capsys, "positions", record, "--ask", str(count), "--csv"))))


def answer(row: dict[str, str]) -> str:
    """What a coder says who reads the words."""
    concept, words = row["concept"], row["content"]
    if "lido" in words and concept == "lido":
        return "for" if "stay" in words else "against"
    return "for" if "tickets" in words and concept == "fee" else "none"


def fill_in(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"side": answer(row)} for row in rows)
    return path


def test_a_sheet_goes_out_is_filled_in_and_comes_back(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Judged positions are the coder's everywhere; a sheet brought in twice is known; nothing is asked twice."""
    rows = sheet_of(capsys, record, 10)
    assert len({(row["statement"], row["concept"]) for row in rows}) == 10
    sheet = fill_in(tmp_path / "sheet.csv", rows)
    assert json.loads(run(capsys, "positions", record, "--judge", sheet, "--who", "Ida", "--json"))["stored"] == 10
    assert json.loads(run(capsys, "positions", record, "--judge", sheet, "--who", "Ida", "--json"))["known"] == 10
    after = {(p.statement_id, p.concept_id): p for p in pipeline.load_debate(record).positions}
    for row in rows:
        position = after.get((row["statement"], row["concept"]))
        if answer(row) == "none":
            assert position is None
        else:
            assert position is not None
            assert (position.side, position.judged_by, position.confidence) == (answer(row), "Ida", 1)
    found = [row for row in tables(pipeline.load_debate(record))["positions"] if row["basis"] == "judged"]
    assert found
    assert {row["judged_by"] for row in found} == {"Ida"}
    asked = {(row["statement"], row["concept"]) for row in rows}
    assert not asked & {(row["statement"], row["concept"]) for row in sheet_of(capsys, record, 10)}


def test_a_judgement_outlives_a_new_reading(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a person found where the rules found nothing stays, and comes back with its statement."""
    statement = list(pipeline.load_debate(record).statements)[8]
    sheet = tmp_path / "own.csv"
    sheet.write_text(f"statement;concept;side;who\n{statement};lido;for;Bo\n{statement};gone;for;Bo\n", "utf-8")
    run(capsys, "positions", record, "--judge", sheet)
    with View(record) as view:
        (article,) = view.iter_articles()
        statements = list(view.iter_records(Statement))
    for found in ([], statements):
        with Writer(record) as writer:
            writer.write_reading(article.id, {"test": ("another key", found)})
        positions = pipeline.load_debate(record).positions
        assert [(p.statement_id, p.judged_by) for p in positions] == ([(statement, "Bo")] if found else [])


def test_a_head_learned_from_judgements_proposes_and_never_overrules(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The curve starts at the rules alone; what is learned is marked and leaves judgements as they are."""
    assert main(["learn", str(record)]) == 2
    assert "--ask" in capsys.readouterr().err
    sheet = fill_in(tmp_path / "sheet.csv", sheet_of(capsys, record, 16))
    run(capsys, "positions", record, "--judge", sheet, "--who", "Ida")
    judged = {p.id: p.side for p in pipeline.load_debate(record).positions if p.judged_by}
    lesson = json.loads(run(capsys, "learn", record, "--json"))
    assert lesson["judgements"] == 16
    assert [point["judgements"] for point in lesson["curve"]] == [0, 10, 12]
    positions = pipeline.load_debate(record).positions
    assert {p.id: p.side for p in positions if p.judged_by} == judged
    assert all(p.basis == "learned" for p in positions if p.provenance.model and not p.judged_by)
    assert lesson == json.loads(run(capsys, "learn", record, "--json"))


def test_a_sheet_that_is_none_is_refused_and_stores_nothing(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Workbooks, missing files and foreign concepts are said in a sentence."""
    book = tmp_path / "sheet.xlsx"
    book.write_bytes(b"PK\x03\x04 and so on")
    for words in (["--judge", book], ["--judge", tmp_path / "none.csv"]):
        assert main(["positions", str(record), *map(str, words), "--who", "Ida"]) == 1
    assert main(["positions", str(record), "--concept", "bridge"]) == 2
    assert "bridge" in capsys.readouterr().err
    with View(record) as view:
        assert not list(view.iter_judgements())


def test_two_coders_and_the_machine_are_compared(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Alpha between people and of the rules with people, for all concepts and for each."""
    assert "nothing was judged" in run(capsys, "agreement", record)
    rows = sheet_of(capsys, record, 10)
    for who in ("Ida", "Bo"):
        run(capsys, "positions", record, "--judge", fill_in(tmp_path / "sheet.csv", rows), "--who", who)
    found = json.loads(run(capsys, "agreement", record, "--json"))["agreement"]
    people = next(row for row in found if (row["between"], row["concept"]) == ("people", ""))
    assert (people["alpha"], people["units"]) == (1, 10)
    machine = next(row for row in found if (row["between"], row["concept"]) == ("machine", ""))
    assert machine["alpha"] < 1
    assert {row["concept"] for row in found} == {"", "lido", "fee"}


def test_codebooks_are_suggested_checked_and_compared(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is suggested can be read as it stands; what changes is named with the positions that rest on it."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    assert "too few" in run(capsys, "codebook", "suggest", record)
    old.write_text(f"debate: d\nconcepts: [{{id: lido, claim: '{BOOK.concepts[0].claim}'}}]", "utf-8")
    new.write_text("debate: d\nconcepts: [{id: lido, claim: The lido should be closed.}]", "utf-8")
    assert "1 concepts" in run(capsys, "codebook", "check", old)
    said = run(capsys, "codebook", "compare", old, new, "--record", record)
    assert said.splitlines() == ["changed: lido", "2 positions on 'lido' are to be read again"]
    sheet = fill_in(tmp_path / "sheet.csv", sheet_of(capsys, record, 10))
    run(capsys, "positions", record, "--judge", sheet, "--who", "Ida")
    new.write_text("debate: d\nconcepts: [{id: fee, claim: Swimmers should pay more.}]", "utf-8")
    counts = json.loads(run(capsys, "codebook", "compare", old, new, "--record", record, "--json"))
    assert counts["orphaned"]["lido"] == sum(row["concept"] == "lido" for row in csv.DictReader(sheet.open("r")))
