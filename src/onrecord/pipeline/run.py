"""A reading: link what needs no reading, read the articles that are due, link what was read, enter it in the ledger."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from onrecord.model import ActorFile, Article, Skip, content_id, record
from onrecord.pipeline.executor import Executor, LocalExecutor
from onrecord.pipeline.linking import AFTER_READING, BEFORE_READING, LinkingStage, dates_of, read_articles_of
from onrecord.pipeline.reading import Task
from onrecord.pipeline.recipe import Recipe
from onrecord.pipeline.stages import READING, recipe_hash, work_keys
from onrecord.pipeline.teaching import propose_anew
from onrecord.store import View, Writer

READABLE = {"en"}
"""Languages the reading supports; articles in others are stored and skipped by name."""


@record
class Done:
    """What a reading did. `read` counts articles on which at least one stage ran."""

    read: int
    unchanged: int
    skipped: int
    defects: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    """Why the language model was not heard, each reason once, with the number of articles it concerns."""


def read(
    record_file: Path,
    recipe: Recipe,
    *,
    actors: ActorFile | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Done:
    """Read what is new or changed in the record; ten articles added means ten articles read.

    `actors`, who is known beforehand, is kept with the record and used by later readings too.

    Raises:
        RecordFileError: no such record.
        StorageError: the disk refused; the articles read so far are stored.
    """
    with View(record_file):
        pass
    with Writer(record_file) as writer:
        if recipe.codebook is not None:
            writer.write_codebook(recipe.codebook)
        if actors is not None:
            writer.write_actor_file(actors)
        link(record_file, writer, BEFORE_READING)
        tasks, skips, unchanged, run = _plan(record_file, recipe)
        writer.write_linking("languages", skips)
        defects, unanswered = [], Counter[str]()
        for done, result in enumerate((executor or LocalExecutor()).run(tasks, recipe), start=1):
            writer.write_reading(result.article_id, result.found)
            if result.defect:
                defects.append(f"{result.article_id} {result.defect}")
            unanswered.update(set(result.unanswered))
            progress(done, len(tasks))
        link(record_file, writer, AFTER_READING)
        counts = {"read": len(tasks), "unchanged": unchanged, "skipped": len(skips), "defects": len(defects)}
        writer.write_run(run, recipe=recipe_hash(recipe), counts=counts)
    propose_anew(record_file)
    silences = tuple(f"{reason} ({count} articles)" for reason, count in sorted(unanswered.items()))
    return Done(read=len(tasks), unchanged=unchanged, skipped=len(skips), defects=tuple(defects), unanswered=silences)


def link(record_file: Path, writer: Writer, stages: Sequence[LinkingStage]) -> None:
    """Do linking stages over, each seeing what those before it left."""
    for stage in stages:
        with View(record_file) as view:
            found = stage.link(view)
        writer.write_linking(stage.name, found)


def plan(record_file: Path, recipe: Recipe) -> list[Task]:
    """The articles that a reading by `recipe` would read, with what is due in each."""
    return _plan(record_file, recipe)[0]


def _plan(record_file: Path, recipe: Recipe) -> tuple[list[Task], list[Skip], int, str]:
    """What is due: the tasks, the articles no stage can read, how many need nothing, and the run's id."""
    tasks, skips, unchanged = [], [], 0
    with View(record_file) as view:
        dated, work, counted = dates_of(view), view.read_work(), read_articles_of(view)
        run_number = len(view.read_runs())
        for article in view.iter_articles():
            if article.id not in counted:
                continue
            if article.language not in READABLE:
                skips.append(_foreign(article))
                continue
            published = dated[article.id].when if article.id in dated else None
            keys = work_keys(article, published, recipe)
            due = {name: key for name, key in keys.items() if work.get((article.id, name)) != key}
            if not due:
                unchanged += 1
                continue
            task = Task(
                article=article,
                published=published,
                due=due,
                known=_known(view, article.id, due),
                recipe_hash=recipe_hash(recipe),
                run="",
            )
            tasks.append(task)
    run = content_id("run", recipe_hash(recipe), run_number, [task.article.id for task in tasks])
    return [dataclasses.replace(task, run=run) for task in tasks], skips, unchanged, run


def _known(view: View, article_id: str, due: dict[str, str]) -> tuple[Any, ...]:
    """What the stages that are not due found in the article before."""
    fresh = [cls for stage in READING if stage.name not in due for cls in stage.gives]
    found: list[Any] = []
    for cls in fresh:
        found += view.iter_records(cls, article_id=article_id)
    return tuple(found)


def _foreign(article: Article) -> Skip:
    return Skip(
        article=article.id,
        origin=str(article.origin),
        stage="language",
        reason=f"written in {article.language!r}; the reading supports {', '.join(sorted(READABLE))}"
        if article.language
        else "its language could not be told",
    )
