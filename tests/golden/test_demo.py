"""The bundled debate through the whole chain: what its README promises a careful reader."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.model import Debate, Relation, Rung, Side
from onrecord.positions import read_codebook
from onrecord.publish import render_dossier
from onrecord.publish.dossier import page_of

NOT_ARTICLES = {"README.md", "codebook.yaml", "gold.json"}


def _read(folder: Path, record: Path) -> Debate:
    pipeline.add(record, [file for file in sorted(folder.iterdir()) if file.name not in NOT_ARTICLES])
    pipeline.read(record, pipeline.Recipe(codebook=read_codebook(folder / "codebook.yaml")))
    return pipeline.load_debate(record)


@pytest.fixture(scope="module")
def debate(tmp_path_factory: pytest.TempPathFactory) -> Debate:
    """The bundled debate as it is read."""
    with as_file(files("onrecord.cli") / "demo") as folder:
        return _read(folder, tmp_path_factory.mktemp("demo") / "demo.record")


def _origin(debate: Debate, article_id: str) -> str:
    return str(debate.articles[article_id].origin)


def test_every_article_is_accounted_for(debate: Debate) -> None:
    """Fourteen articles, one of them a copy of the wire's, and one row without text."""
    assert len(debate.articles) == 14
    assert [(_origin(debate, d.article_id), _origin(debate, d.of)) for d in debate.duplicates] == [
        ("courier-berths.txt", "wire.jsonl#2")
    ]
    assert [skip.origin for skip in debate.skips if not skip.duplicate_of] == ["ledger.csv#4"]


def test_the_undated_article_gets_a_window_and_not_the_day_of_its_photo(debate: Debate) -> None:
    """The caption's day in 2022 is not when the strike was reported; the true days lie in the window."""
    (strike,) = [a.id for a in debate.articles.values() if a.origin.path == "dock-strike.txt"]
    dated = debate.dated.get(strike)
    if dated:
        assert dated.rung is Rung.INFERRED
        assert dated.when.days > 1
        assert dated.when.earliest.isoformat() <= "2023-05-18"
        assert dated.when.latest.isoformat() >= "2023-05-19"


def test_two_people_of_one_surname_stay_two(debate: Debate) -> None:
    """The mayor and the union's general secretary are both called Breck, and nobody is just Breck."""
    names = sorted(actor.name for actor in debate.actors.values() if "Breck" in actor.name)
    assert names == ["Hanna Breck", "Tomas Breck"]


def test_the_fisheries_minister_changes_position(debate: Debate) -> None:
    """Oskan is against the barrage in March and for it in May."""
    turns = {(change.name.text, change.concept_anchor): change for change in page_of(debate).changes}
    turn = turns["Davit Oskan", "c-barrage"].turns[0]
    assert (turn.before, turn.after) == (Side.AGAINST, Side.FOR)
    assert (turn.before_line.where.day, turn.after_line.where.day) == ("4 March 2023", "26 May 2023")


def test_a_position_told_by_a_spokesman_is_not_his(debate: Debate) -> None:
    """Arlow says that Vance wants the loan: she does, he tells it."""
    told = [p for p in debate.positions if p.concept_id == "loan" and p.told_by]
    assert ("Leonor Vance", "Piet Arlow") in {
        (holder.name, teller.name)
        for position in told
        for holder in debate.actors_of(position.holder)
        for teller in debate.actors_of(position.told_by)
    }


def test_the_numbers_of_jobs_stand_side_by_side(debate: Debate) -> None:
    """900 by the ministry and 350 by the university are one disagreement."""
    found = [
        {debate.figure_reports[report].high for report in figure.reports}
        for figure in debate.figures
        if figure.relation is Relation.DISAGREE
    ]
    assert any({900, 350} <= values for values in found)


def test_the_gold_speaks_of_this_folder() -> None:
    """Every article of the gold, and every word it quotes, is there."""
    folder = files("onrecord.cli") / "demo"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    assert len(gold) == 14
    assert sum(len(article["statements"]) for article in gold.values()) == 117
    concepts = {"barrage", "referendum", "jobs", "compensation", "loan"}
    used = {concept for article in gold.values() for s in article["statements"] for concept in s["positions"]}
    assert used == concepts


def test_the_same_articles_give_the_same_page(debate: Debate, tmp_path: Path) -> None:
    """A second reading renders to the same bytes."""
    with as_file(files("onrecord.cli") / "demo") as folder:
        again = _read(folder, tmp_path / "again.record")
    assert render_dossier(again) == render_dossier(debate)
