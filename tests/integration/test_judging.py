"""Decisions on actors in a record: seen everywhere at once, kept through new readings, with no article read again."""

from __future__ import annotations

import csv
import dataclasses
import json
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.cli.main import main
from onrecord.model import Actor
from onrecord.pipeline import run, stages

CODEBOOK = "debate: Bridge\nconcepts:\n  - id: bridge\n    claim: The bridge should be built.\n"
ARTICLES = {
    "one": "4 March 2023\n\nOmar Nuri said the bridge should be built. Ida Berg said she was against the bridge.\n",
    "two": "5 March 2023\n\nMasud Darwish said the bridge should be built. Ida Berg said nothing of it was true.\n",
}
LATER = "7 March 2023\n\nOmar Nuri said the bridge must be built.\n"

ANONYMOUS = (
    "A senior official in the ministry said the loan had failed, speaking on condition of anonymity. "
    "The harbour was closed on Monday and nobody was hurt in the storm."
)


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of two articles and what was read from them."""
    folder = tmp_path_factory.mktemp("judging")
    (folder / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    (folder / "in").mkdir()
    for name, text in ARTICLES.items():
        (folder / "in" / f"{name}.txt").write_text(text, "utf-8")
    out = str(folder / "out")
    assert main(["run", str(folder / "in"), "--codebook", str(folder / "codebook.yaml"), "--out", out]) == 0
    return folder / "out" / "debate.record"


@pytest.fixture
def record(read_once: Path, tmp_path: Path) -> Path:
    """A record of two articles, for one test."""
    (tmp_path / "in").mkdir()
    path = tmp_path / "debate.record"
    path.write_bytes(read_once.read_bytes())
    return path


def judge(record: Path, *words: str) -> int:
    """The exit code of a decision."""
    return main(["judge", str(record), *words, "--who", "ana"])


def people(record: Path) -> dict[str, Actor]:
    """The actors by name."""
    return {actor.name: actor for actor in pipeline.load_debate(record).actors.values()}


def test_a_merge_shows_in_tables_dossier_and_networks(record: Path, tmp_path: Path) -> None:
    """One actor holds both positions; nobody else is left of the two."""
    assert judge(record, "merge", "Omar Nuri", "Masud Darwish") == 0
    assert judge(record, "rename", "Omar Nuri", "Omar Nuri Pasha") == 0
    column = pipeline.statement_table(pipeline.load_debate(record)).find("actor")
    assert column is not None
    assert {column.value(row) for row in range(len(column.values))} == {"Omar Nuri Pasha", "Ida Berg"}
    assert main(["export", str(record), "--out", str(tmp_path / "tables")]) == 0
    with (tmp_path / "tables" / "statements.csv").open(encoding="utf-8") as file:
        assert {row["speaker"] for row in csv.DictReader(file)} == {"Omar Nuri Pasha", "Ida Berg"}
    assert main(["dossier", str(record), "--out", str(tmp_path / "d.html")]) == 0
    assert "merged by ana" in (tmp_path / "d.html").read_text("utf-8")


def test_decisions_outlive_changed_rules_and_further_articles(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every article is read anew under another version, one is added: merged stays merged, split stays split."""
    assert judge(record, "merge", "Omar Nuri", "Masud Darwish") == 0
    berg = people(record)["Ida Berg"]
    article = pipeline.load_debate(record).article_actors[berg.members[0]].article_id
    assert judge(record, "split", "Ida Berg", article) == 0
    bumped = tuple(dataclasses.replace(stage, version=f"{stage.version}+") for stage in stages.READING)
    for place in (stages, run):
        monkeypatch.setattr(place, "READING", bumped)
    (tmp_path / "in" / "later.txt").write_text(LATER, "utf-8")
    pipeline.add(record, [tmp_path / "in" / "later.txt"])
    done = pipeline.read(record, pipeline.Recipe(), executor=pipeline.LocalExecutor(1))
    assert done.read == 3
    found = [len(actor.members) for actor in pipeline.load_debate(record).actors.values()]
    assert sorted(found) == [1, 1, 3]


def test_a_decision_reads_no_article(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read stays as it was; a reading afterwards has nothing to do."""
    assert judge(record, "merge", "Omar Nuri", "Masud Darwish") == 0
    done = pipeline.read(record, pipeline.Recipe(codebook=pipeline.load_debate(record).codebook))
    assert (done.read, done.unchanged) == (0, 2)


def test_the_command_says_what_it_overrules_and_undoes_it(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Merge, then apart, then undo: one actor, two, one."""
    assert judge(record, "merge", "Omar Nuri", "Masud Darwish") == 0
    one = people(record)
    capsys.readouterr()
    assert judge(record, "split", "Omar Nuri", "Masud Darwish") == 0
    assert "overrules" in capsys.readouterr().err
    assert "Masud Darwish" in people(record)
    assert judge(record, "undo", "last") == 0
    assert people(record) == one
    assert main(["actors", str(record), "--judgements", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out.splitlines()[-1])["judgements"]
    assert (row["verb"], row["who"], row["finds_somebody"]) == ("merge", "ana", True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["merge", "Ida Berg", "Nobody"], "'Nobody'"),
        (["merge", "Ida Berg"], "ACTOR ACTOR"),
        (["merge", "Ida Berg", "Ida Berg"], "two actors"),
        (["split", "Ida Berg", "Ida Berg"], "split into 2 and 0"),
        (["split", "Ida Berg", "Bergson"], "'Bergson'"),
        (["retype", "Ida Berg", "ghost"], "'ghost'"),
        (["rename", "Ida Berg", " "], "a name"),
        (["undo", "last"], "no decision"),
    ],
)
def test_a_decision_on_nobody_is_wrong_use(
    record: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    """The error names the word; nothing is stored."""
    assert judge(record, *words) == 2
    assert says in capsys.readouterr().err
    assert pipeline.list_decisions(record) == []


def test_an_actor_file_is_kept_for_later_readings(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given once, it names articles added later; a decision wins over it; a wrong file stores nothing."""
    file = tmp_path / "actors.csv"
    file.write_text("name,aliases,role,organisation\nOmar Nuri,Masud Darwish,mayor,Verona\n", "utf-8")
    assert main(["read", str(record), "--actors", str(file)]) == 0
    assert len(people(record)["Omar Nuri"].members) == 2
    (tmp_path / "in" / "later.txt").write_text(LATER, "utf-8")
    pipeline.add(record, [tmp_path / "in" / "later.txt"])
    assert main(["read", str(record)]) == 0
    known = people(record)["Omar Nuri"]
    assert len(known.members) == 3
    assert known.affiliations[0].organisation == "Verona"
    assert judge(record, "split", "Omar Nuri", "Masud Darwish") == 0
    assert len(people(record)["Omar Nuri"].members) == 2
    file.write_text("name,kind\nOmar Nuri,ghost\n", "utf-8")
    assert main(["read", str(record), "--actors", str(file)]) == 1
    assert "line 2" in capsys.readouterr().err
    assert len(people(record)["Omar Nuri"].members) == 2


def test_unnamed_sources_are_counted_by_outlet_until_somebody_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Command, table and dossier list them with the reason given; who is decided on is unnamed no more."""
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"outlet": "The Courier", "title": "Loan", "date": "2023-03-04", "text": ANONYMOUS}), "utf-8"
    )
    out = tmp_path / "out"
    assert main(["run", str(tmp_path / "a.jsonl"), "--out", str(out)]) == 0
    record = out / "debate.record"
    capsys.readouterr()
    assert main(["actors", str(record), "--anonymous", "--json"]) == 0
    (outlet,) = json.loads(capsys.readouterr().out)["outlets"]
    assert (outlet["outlet"], outlet["sources"], outlet["reasons"]) == ("The Courier", 1, {"asked": 1})
    with (out / "tables" / "anonymous.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["role"], row["number"], row["statements"]) == ("senior official", "1", "1")
    assert "asked not to be named" in (out / "dossier.html").read_text("utf-8")
    assert judge(record, "retype", row["actor"], "person") == 0
    assert pipeline.load_debate(record).anonymous == ()
