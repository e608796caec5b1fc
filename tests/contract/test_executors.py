"""What every executor must do: the same results for the same tasks, in order, and no article lost to a defect."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.model import Article, Origin, Provenance, Skip, Statement, article_id
from onrecord.pipeline import Executor, LocalExecutor, Recipe
from onrecord.pipeline.reading import Task
from onrecord.pipeline.stages import READING, work_keys

TEXTS = (
    "Ada Lunt said the bridge would open in May.",
    "“It is safe,” the mayor told reporters.",
    "Engineers warned that the steel was old.",
    "Nothing was said.",
)


def tasks() -> list[Task]:
    made = []
    for number, text in enumerate(TEXTS):
        article = Article(
            id=article_id(text.encode(), outlet="", url=""),
            text=text,
            origin=Origin(path=f"{number}.txt"),
            language="en",
            provenance=Provenance(stage="corpus", version="1"),
        )
        due = work_keys(article, None, Recipe())
        made.append(Task(article=article, published=None, due=due, recipe_hash="r", run="run"))
    return made


@pytest.fixture(params=["here", "two processes"])
def executor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Executor:
    if request.param == "two processes":
        monkeypatch.setattr("onrecord.pipeline.executor.WORTH_A_PROCESS", 1)
        return LocalExecutor(2)
    return LocalExecutor(1)


def test_results_come_in_the_order_of_the_tasks_with_every_stage(executor: Executor) -> None:
    """One result per task, each with all stages that were due, stamped with recipe and run."""
    given = tasks()
    results = list(executor.run(given, Recipe()))
    assert [result.article_id for result in results] == [task.article.id for task in given]
    assert all(set(result.found) == {stage.name for stage in READING} for result in results)
    found = [item for result in results for item in result.found["statements"][1]]
    assert len(found) >= 3
    assert all((s.provenance.recipe_hash, s.provenance.run) == ("r", "run") for s in found)


def test_nothing_to_do_is_done_at_once(executor: Executor) -> None:
    """No tasks, no results."""
    assert list(executor.run([], Recipe())) == []


def test_a_defect_in_one_article_is_a_skip_and_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stage that broke leaves a skip that says so; later stages and articles are read."""
    from onrecord import statements

    whole = statements.find_statements

    def broken(analysis: object, **options: object) -> Sequence[Statement]:
        if "safe" in analysis.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError("boom")
        return whole(analysis, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(statements, "find_statements", broken)
    results = list(LocalExecutor(1).run(tasks(), Recipe()))
    assert [bool(result.defect) for result in results] == [False, True, False, False]
    (skip,) = results[1].found["statements"][1]
    assert isinstance(skip, Skip)
    assert "boom" in skip.reason
