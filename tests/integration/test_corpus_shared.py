"""Real articles, where the shared folder stands beside the project: dates, noise, and every row accounted for."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from onrecord.corpus import Intake, infer_dates, iter_intake
from onrecord.corpus.copies.duplicates import find_duplicates

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEEDS = SHARED / "seeds"
GUARDIAN = SHARED / "data" / "guardian" / "articles.csv.zip"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seeds are not beside the project")
needs_guardian = pytest.mark.skipif(not GUARDIAN.is_file(), reason="the Guardian sample is not beside the project")


@pytest.fixture(scope="module")
def found() -> dict[str, Intake]:
    """Name of the file -> what became of it."""
    return {intake.article.origin.path[:-4]: intake for intake in iter_intake(SEEDS) if intake.article}


@needs_seeds
def test_corpus_reads_the_head_of_the_seeds(found: dict[str, Intake]) -> None:
    """Dates, titles, bylines and datelines are those that the gold states; none of its noise is left."""
    gold = json.loads((SEEDS / "gold.json").read_text("utf-8"))
    assert found.keys() == gold.keys()
    for name, wanted in gold.items():
        article, dated = found[name].article, found[name].dated
        assert article is not None
        assert (dated.when.earliest.isoformat() if dated else None) == wanted["date"]
        assert (wanted.get("title_has") or "") in article.title
        assert article.byline == wanted.get("byline", "")
        assert article.dateline == wanted.get("dateline", "")
        assert not [noise for noise in wanted["noise"] if noise in article.text]


@needs_seeds
def test_corpus_dates_the_undated_seed(found: dict[str, Intake]) -> None:
    """Among the others its window is at most twelve months wide, alone twenty-four; both hold the true day."""
    gold = json.loads((SEEDS / "gold.json").read_text("utf-8"))
    (name,) = [name for name, wanted in gold.items() if wanted["date"] is None]
    articles = [intake.article for intake in found.values() if intake.article]
    dated = {intake.dated.article_id: intake.dated for intake in found.values() if intake.dated}
    alone = found[name].article
    assert alone is not None
    for inferred, widest in ((infer_dates(articles, dated), 366), (infer_dates([alone], {}), 731)):
        (window,) = inferred
        first, last = gold[name]["date_window"]
        assert window.when.earliest.isoformat() <= first <= last <= window.when.latest.isoformat()
        assert window.when.days <= widest


@needs_guardian
def test_corpus_accounts_for_every_row_of_the_guardian_sample() -> None:
    """249 rows in a zip file are 249 articles, each with its date, none a copy of another."""
    with zipfile.ZipFile(GUARDIAN) as archive:
        assert len(archive.namelist()) == 1
    intakes = list(iter_intake(GUARDIAN))
    articles = [intake.article for intake in intakes if intake.article]
    assert (len(intakes), len(articles)) == (249, 249)
    assert all(intake.dated for intake in intakes)
    assert find_duplicates(articles, {}) == ()
