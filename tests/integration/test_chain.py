"""The whole chain on the bundled debate and on real articles: what a user runs, and what must hold of it."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from onrecord import pipeline
from onrecord.cli.demo import BESIDE
from onrecord.cli.main import main
from onrecord.model import Dated, Duplicate, Judgement, Position, Skip, Statement, Verdict
from onrecord.positions import read_codebook
from onrecord.store import View, Writer

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
DEMO = ROOT / "src" / "onrecord" / "cli" / "demo"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's output folder."""
    out = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--out", str(out)]) == 0
    return out


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_demo_accounts_for_every_article(demo: Path) -> None:
    """Each item of the bundled folder is read, a duplicate, or skipped with a reason."""
    rows = table(demo, "articles")
    assert {row["status"] for row in rows} == {"read", "duplicate", "skipped"}
    assert all(row["reason"] for row in rows if row["status"] != "read")
    gold = json.loads((DEMO / "gold.json").read_text("utf-8"))
    assert sum(row["status"] != "skipped" for row in rows) == len(gold)


def test_every_line_of_the_tables_quotes_its_paragraph(demo: Path) -> None:
    """A statement's content and a report's sentence stand in the article, word for word."""
    with View(demo / "debate.record") as view:
        texts = {article.id: article.text for article in view.iter_articles()}
    statements = table(demo, "statements")
    assert len(statements) > 40
    for row in statements:
        assert texts[row["article"]][int(row["start"]) : int(row["end"])].startswith(row["content"].split(" … ")[0])
        assert row["paragraph"]
    for name in ("events", "figures"):
        assert all(row["sentence"] in texts[row["article"]] for row in table(demo, name))


def test_the_demo_finds_positions_and_lists_what_touches_no_concept(demo: Path) -> None:
    """Statements of the body are either behind a position or in the list of those that touch no concept."""
    touched = {row["statement"] for row in table(demo, "positions")}
    beside = {row["statement"] for row in table(demo, "no_concept")}
    assert touched
    assert beside
    assert not touched & beside
    assert touched | beside == {row["statement"] for row in table(demo, "statements") if not row["headline_of"]}


def test_the_same_input_gives_the_same_bytes(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dossier, tables and the record itself are equal, byte for byte, in one process or in two."""
    monkeypatch.setattr("onrecord.pipeline.executor.WORTH_A_PROCESS", 1)
    files = sorted(str(path) for path in DEMO.iterdir() if path.name not in BESIDE)
    assert main(["run", *files, "--codebook", str(DEMO / "codebook.yaml"), "--out", str(tmp_path), "--jobs", "2"]) == 0
    for path in sorted(demo.rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / path.relative_to(demo)).read_bytes(), path.name


def test_reading_again_reads_nothing(demo: Path, tmp_path: Path) -> None:
    """What is unchanged is not read; a changed codebook reruns positions only."""
    record = tmp_path / "debate.record"
    record.write_bytes((demo / "debate.record").read_bytes())
    codebook = read_codebook(DEMO / "codebook.yaml")
    again = pipeline.read(record, pipeline.Recipe(codebook=codebook))
    assert (again.read, again.unchanged > 0) == (0, True)
    other = tmp_path / "other.yaml"
    other.write_text("debate: Other\nconcepts:\n  - id: strike\n    claim: Dockers should end the strike.\n", "utf-8")
    with View(record) as view:
        before = {s.id: s for s in view.iter_records(Statement)}
    pipeline.read(record, pipeline.Recipe(codebook=read_codebook(other)))
    with View(record) as view:
        assert {s.id: s for s in view.iter_records(Statement)} == before
        assert {p.concept_id for p in view.iter_records(Position)} <= {"strike"}


def test_adding_an_article_reads_that_article(tmp_path: Path) -> None:
    """The work on the others is kept."""
    record = tmp_path / "r.record"
    for number, name in enumerate(["Ada Lunt", "Ida Brown"]):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"4 March 2023\n\n{name} said the bridge was safe. It opened in {2000 + number}.\n", "utf-8")
        pipeline.add(record, [path])
        assert pipeline.read(record, pipeline.Recipe()).read == 1


def test_the_order_of_adding_changes_nothing(tmp_path: Path) -> None:
    """Statements, actors, events and figures are the same whichever file came first."""
    files = sorted(path for path in DEMO.iterdir() if path.suffix in {".txt", ".html"})
    debates = []
    for name, order in (("a", files), ("b", files[::-1])):
        record = tmp_path / f"{name}.record"
        for file in order:
            pipeline.add(record, [file])
        pipeline.read(record, pipeline.Recipe())
        debates.append(pipeline.load_debate(record))
    one, other = debates
    assert list(one.statements) == list(other.statements)
    assert [(a.id, a.name) for a in one.actors.values()] == [(a.id, a.name) for a in other.actors.values()]
    assert [e.id for e in one.events] == [e.id for e in other.events]
    assert [f.reports for f in one.figures] == [f.reports for f in other.figures]


def test_a_rejected_statement_leaves_debate_and_tables(demo: Path, tmp_path: Path) -> None:
    """A judgement overrules the machine and outlives a new reading; its positions go with it."""
    record = tmp_path / "debate.record"
    record.write_bytes((demo / "debate.record").read_bytes())
    position = pipeline.load_debate(record).positions[0]
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with Writer(record) as writer:
        writer.write_judgement(
            Judgement(subject=position.statement_id, kind="statement", verdict=Verdict.REJECT, who="me", when=moment)
        )
    debate = pipeline.load_debate(record)
    assert position.statement_id not in debate.statements
    assert position.statement_id not in {p.statement_id for p in debate.positions}


BAD: dict[str, bytes] = {
    "empty.txt": b"",
    "spaces.txt": b" \n\t\n ",
    "binary.txt": bytes(range(256)) * 40,
    "picture.txt": b"\x89PNG\r\n\x1a\n" + b"\x00" * 500,
    "unclosed.html": b"<html><body><p>The mayor of Aldmoor said on Monday the bridge would stay open, <b>he <i>said",
    "broken.jsonl": b'{"text": "The mayor said no to the bridge."}\n{"text": \n',
}


def test_bad_files_are_skipped_with_a_reason_and_the_rest_is_read(tmp_path: Path) -> None:
    """Whatever is found ends as an article or as a skip."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    (folder / "good.txt").write_text(
        "Hallan, 4 March 2023\n\nThe mayor said the bridge would stay open until May.\n", "utf-8"
    )
    out = tmp_path / "out"
    assert main(["run", str(folder), "--out", str(out), "--json"]) == 0
    rows = table(out, "articles")
    skipped = {Path(row["origin"]).name for row in rows if row["status"] == "skipped"}
    assert {"empty.txt", "spaces.txt", "binary.txt", "picture.txt"} <= skipped
    assert all(row["reason"] for row in rows if row["status"] == "skipped")
    assert any(row["origin"].endswith("good.txt") and row["status"] == "read" for row in rows)


def test_fifty_megabytes_of_one_line_do_no_harm(tmp_path: Path) -> None:
    """A file no article can be that long is skipped by name, and does not hold up the others."""
    path = tmp_path / "huge.txt"
    path.write_bytes(b"the mayor said no and " * 2_400_000)
    record = tmp_path / "r.record"
    added = pipeline.add(record, [path])
    done = pipeline.read(record, pipeline.Recipe())
    with View(record) as view:
        reasons = [skip.reason for skip in view.iter_records(Skip)]
    assert added.found == 1
    assert not done.defects
    assert len(reasons) == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (
            "twice.yaml",
            "debate: X\nconcepts:\n  - id: a\n    claim: A is good.\n  - id: a\n    claim: B is good.\n",
            "a",
        ),
        ("unknown.yaml", "debate: X\nconcepts:\n  - id: a\n    claim: A is good.\n    colour: red\n", "colour"),
    ],
)
def test_a_bad_codebook_is_refused_before_anything_is_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, says: str
) -> None:
    """The error names what is wrong; nothing is half written."""
    (tmp_path / name).write_text(content, "utf-8")
    out = tmp_path / "out"
    code = main(["run", str(DEMO), "--codebook", str(tmp_path / name), "--out", str(out)])
    assert code == 1
    assert says in capsys.readouterr().err
    assert not out.exists()


def test_a_table_without_the_mapped_column_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The error names the column and those there are; what was stored stays."""
    path = tmp_path / "articles.csv"
    path.write_text("headline,story\nOne,The mayor said no to the bridge on Monday.\n", "utf-8")
    record = tmp_path / "r.record"
    assert main(["add", str(record), str(DEMO / "dock-strike.txt")]) == 0
    assert main(["add", str(record), str(path), "--column", "text=body"]) in (1, 2)
    assert "body" in capsys.readouterr().err
    with View(record) as view:
        assert view.count_articles() == 1


def test_a_missing_path_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1 and the path."""
    assert main(["run", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 1
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the seed articles lie beside the developers' checkout only"
)
def test_the_seeds_are_dated_right_and_clean(tmp_path: Path) -> None:
    """Two days and one window; no furniture is left."""
    from onrecord.evaluation import evaluate

    figures = evaluate("debate", SHARED / "seeds")
    assert figures["date_accuracy"] == 1
    assert figures["noise_kept"] == 0


def _guardian() -> Path:
    return SHARED / "data" / "guardian" / "articles.csv.zip"


@pytest.mark.skipif(not _guardian().is_file(), reason="the real articles lie beside the developers' checkout only")
def test_real_articles_run_through_with_every_one_accounted_for(tmp_path: Path) -> None:
    """Thirty of the 249 rows here; benchmarks/real_volume.py reads them all."""
    with zipfile.ZipFile(_guardian()) as archive:
        rows: list[dict[str, Any]] = list(
            csv.DictReader(archive.read(archive.namelist()[0]).decode("utf-8").splitlines(True))
        )
    path = tmp_path / "articles.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows[:30])
    record = tmp_path / "r.record"
    added = pipeline.add(record, [path])
    done = pipeline.read(record, pipeline.Recipe())
    assert added.found == 30
    assert added.found == added.stored + added.known + added.copies + added.skipped
    assert done.defects == ()
    with View(record) as view:
        copies = len(list(view.iter_records(Duplicate)))
        assert done.read + done.unchanged + done.skipped + copies == added.stored
        assert len(list(view.iter_records(Dated))) == added.stored
