"""The order of work inside one article, readable from top to bottom.

A reading stage sees one article. Its work is keyed by a hash of all that its result depends on, so a stage
runs again only where its article, its rules, its settings or a stage before it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from onrecord import actors, figures, language, positions, statements, timeline
from onrecord.model import (
    Article,
    ArticleActor,
    EventReport,
    FigureReport,
    Position,
    Refers,
    Statement,
    When,
    content_id,
    record,
)
from onrecord.pipeline.draft import Draft
from onrecord.pipeline.recipe import Recipe


@record
class ReadingStage:
    """`read` turns a draft into records of the types `gives`; `needs` names the stages it builds on."""

    name: str
    version: str
    read: Callable[[Draft], Sequence[Any]]
    gives: tuple[type, ...]
    needs: tuple[str, ...] = ()


def _read_statements(draft: Draft) -> Sequence[Any]:
    return statements.find_statements(draft.analysis, tagger=draft.bench.tagger)


def _read_actors(draft: Draft) -> Sequence[Any]:
    found, refers = actors.find_actors(draft.analysis, draft.get(Statement))
    return (*found, *refers)


def _read_events(draft: Draft) -> Sequence[Any]:
    return timeline.find_events(draft.analysis, draft.times, draft.get(ArticleActor), draft.get(Statement))


def _read_figures(draft: Draft) -> Sequence[Any]:
    return figures.find_figures(draft.analysis, draft.times, draft.get(Statement), draft.get(Refers))


def _read_positions(draft: Draft) -> Sequence[Any]:
    codebook = draft.bench.codebook
    if codebook is None:
        return ()
    return positions.find_positions(
        draft.analysis, draft.get(Statement), draft.get(Refers), codebook, encoder=draft.bench.encoder
    )


READING: tuple[ReadingStage, ...] = (
    ReadingStage(
        name="statements", version=f"{language.VERSION}/{statements.VERSION}", read=_read_statements, gives=(Statement,)
    ),
    ReadingStage(
        name="actors",
        version=actors.VERSION,
        read=_read_actors,
        gives=(ArticleActor, Refers),
        needs=("statements",),
    ),
    ReadingStage(
        name="events",
        version=timeline.VERSION,
        read=_read_events,
        gives=(EventReport,),
        needs=("statements", "actors"),
    ),
    ReadingStage(
        name="figures",
        version=f"{timeline.VERSION}/{figures.VERSION}",
        read=_read_figures,
        gives=(FigureReport,),
        needs=("statements", "actors"),
    ),
    ReadingStage(
        name="positions",
        version=positions.VERSION,
        read=_read_positions,
        gives=(Position,),
        needs=("statements", "actors"),
    ),
)

_DATED = {"events", "figures"}


def recipe_hash(recipe: Recipe) -> str:
    """A hash of all settings and of every stage's version."""
    versions = [[stage.name, stage.version] for stage in READING]
    return content_id(
        "recipe",
        recipe.parser,
        recipe.attribution,
        recipe.sentences,
        recipe.codebook.version if recipe.codebook else None,
        versions,
    )


def work_keys(article: Article, published: When | None, recipe: Recipe) -> dict[str, str]:
    """For each reading stage the hash of all that its result on `article` depends on."""
    keys: dict[str, str] = {}
    for stage in READING:
        keys[stage.name] = content_id(
            "work",
            stage.name,
            stage.version,
            article.id,
            article.text,
            recipe.parser,
            recipe.attribution,
            [keys[name] for name in stage.needs],
            [published.earliest.isoformat(), published.latest.isoformat(), published.basis.value]
            if published and stage.name in _DATED
            else None,
            [recipe.codebook.version, recipe.sentences] if recipe.codebook and stage.name == "positions" else None,
        )
    return keys
