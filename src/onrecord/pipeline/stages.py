"""The order of work inside one article, readable from top to bottom.

A reading stage sees one article. Its work is keyed by a hash of all that its result depends on, so a stage
runs again only where its article, its rules, its settings or a stage before it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from onrecord import actors, figures, language, positions, statements, timeline
from onrecord.model import (
    AnonymousSource,
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
from onrecord.positions.llm_reader import VERSION as LLM_POSITIONS
from onrecord.positions.llm_reader import find_positions_by_llm
from onrecord.statements.llm_reader import VERSION as LLM_STATEMENTS
from onrecord.statements.llm_reader import LlmReader


@record
class ReadingStage:
    """`read` turns a draft into records of the types `gives`; `needs` names the stages it builds on."""

    name: str
    version: str
    read: Callable[[Draft], Sequence[Any]]
    gives: tuple[type, ...]
    needs: tuple[str, ...] = ()


def _read_statements(draft: Draft) -> Sequence[Any]:
    found = draft.ask(
        lambda chat: statements.find_statements(draft.analysis, tagger=LlmReader(chat)),
        otherwise=lambda: statements.find_statements(draft.analysis, tagger=draft.bench.tagger),
    )
    return (*found, *statements.find_headlines(draft.analysis, found))


def _said(draft: Draft) -> tuple[Statement, ...]:
    """The statements of the body: what a headline says is counted nowhere."""
    return tuple(one for one in draft.get(Statement) if one.echoes is None)


def _read_actors(draft: Draft) -> Sequence[Any]:
    found, refers = actors.find_actors(draft.analysis, _said(draft))
    return (*found, *refers, *actors.find_anonymous(draft.analysis, found, refers))


def _read_events(draft: Draft) -> Sequence[Any]:
    return timeline.find_events(draft.analysis, draft.times, draft.get(ArticleActor), _said(draft), draft.published)


def _read_figures(draft: Draft) -> Sequence[Any]:
    return figures.find_figures(draft.analysis, draft.times, _said(draft), draft.get(Refers))


def _read_positions(draft: Draft) -> Sequence[Any]:
    codebook = draft.bench.codebook
    if codebook is None:
        return ()
    given = (draft.analysis, _said(draft), draft.get(Refers), codebook)
    return draft.ask(
        lambda chat: find_positions_by_llm(*given, chat),
        otherwise=lambda: positions.find_positions(
            *given, encoder=draft.bench.encoder, stance_reader=draft.bench.stance_reader
        ),
    )


READING: tuple[ReadingStage, ...] = (
    ReadingStage(
        name="statements", version=f"{language.VERSION}/{statements.VERSION}", read=_read_statements, gives=(Statement,)
    ),
    ReadingStage(
        name="actors",
        version=actors.VERSION,
        read=_read_actors,
        gives=(ArticleActor, Refers, AnonymousSource),
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

LLM_VERSIONS = {"statements": LLM_STATEMENTS, "positions": LLM_POSITIONS}
"""The stages that a language model reads instead, with the version of what it is asked."""

_DATED = {"events", "figures"}


def _position_settings(recipe: Recipe) -> list[str | None] | None:
    return [recipe.codebook.version, recipe.sentences, recipe.stances] if recipe.codebook else None


def recipe_hash(recipe: Recipe) -> str:
    """A hash of all settings and of every stage's version."""
    versions = [[stage.name, stage.version] for stage in READING]
    return content_id(
        "recipe",
        recipe.parser,
        recipe.attribution,
        recipe.sentences,
        recipe.stances,
        recipe.codebook.version if recipe.codebook else None,
        *([recipe.llm_key] if recipe.llm else []),
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
            _position_settings(recipe) if stage.name == "positions" else None,
            *([recipe.llm_key, LLM_VERSIONS[stage.name]] if recipe.llm and stage.name in LLM_VERSIONS else []),
        )
    return keys
