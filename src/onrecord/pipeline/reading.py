"""Reading one article: the stages that are due, in order, ending in records or in a skip with its reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.model import Article, Provenance, Skip, When, record
from onrecord.pipeline.draft import Draft, Workbench
from onrecord.pipeline.stages import READING

WITHOUT_LLM = "without the language model"
"""Marks the work of an article on which the language model was to be heard and was not, so that it stays due."""


@record
class Task:
    """One article to read: which stages are due under which work key, and what the other stages found before."""

    article: Article
    published: When | None
    due: Mapping[str, str]
    known: tuple[Any, ...] = ()
    recipe_hash: str
    run: str


@record
class Result:
    """What reading an article gave: stage -> (work key, records). `defect` is set where our own code failed."""

    article_id: str
    found: Mapping[str, tuple[str, Sequence[Any]]]
    defect: str | None = None
    unanswered: tuple[str, ...] = ()
    """Why the language model was not heard; what was found without it is found again at the next reading."""


def read_article(task: Task, bench: Workbench) -> Result:
    """Run the stages that are due.

    A stage that fails by a defect of ours ends in a skip that says so; the other stages of the article,
    and the other articles, are read all the same.
    """
    draft = Draft(task.article, task.published, bench)
    draft.put(task.known)
    results: dict[str, tuple[str, Sequence[Any]]] = {}
    failed: str | None = None
    for stage in READING:
        if stage.name not in task.due:
            continue
        found: Sequence[Any]
        try:
            found = (draft.parse,) if isinstance(draft.parse, Skip) else stage.read(draft)
        except Exception as error:
            failed = f"{stage.name}: {type(error).__name__}: {error}"
            found = (_defect(task.article, stage.name, error),)
        stamped = tuple(_stamp(item, task) for item in found)
        draft.put(item for item in stamped if not isinstance(item, Skip))
        key = task.due[stage.name]
        results[stage.name] = (f"{key} {WITHOUT_LLM}" if draft.unanswered else key, stamped)
    unanswered = tuple(draft.unanswered)
    return Result(article_id=task.article.id, found=results, defect=failed, unanswered=unanswered)


def _defect(article: Article, stage: str, error: Exception) -> Skip:
    return Skip(
        article=article.id,
        origin=str(article.origin),
        stage=stage,
        reason=f"a defect of onrecord: {type(error).__name__}: {error}",
    )


def _stamp(item: Any, task: Task) -> Any:
    made = getattr(item, "provenance", None)
    if not isinstance(made, Provenance):
        return item
    return dataclasses.replace(item, provenance=dataclasses.replace(made, recipe_hash=task.recipe_hash, run=task.run))
