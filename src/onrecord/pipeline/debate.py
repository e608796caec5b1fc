"""The whole debate after judgements: a function of the machine's records and people's decisions, nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from onrecord.model import (
    Actor,
    ActorKind,
    AnonymousSource,
    Article,
    ArticleActor,
    Carries,
    Codebook,
    Debate,
    Duplicate,
    Event,
    EventReport,
    Figure,
    FigureReport,
    Judgement,
    Learned,
    Position,
    Refers,
    Skip,
    Speaks,
    Statement,
    Verdict,
    Version,
    find_standing,
)
from onrecord.pipeline.coding import Ground, judged_positions, learned_positions
from onrecord.pipeline.linking import actor_of, dates_of, read_articles_of
from onrecord.store import View

T = TypeVar("T")


def load_debate(record_file: Path) -> Debate:
    """Everything in the record, judgements applied. Positions read against an older codebook are left out."""
    with View(record_file) as view:
        codebook = view.find_codebook()
        counted = read_articles_of(view)
        verdicts = {judgement.subject: judgement for judgement in find_standing(view.iter_judgements())}
        articles = {article.id: article for article in view.iter_articles()}
        found = {s.id: s for s in _judged(_of(view, Statement, counted), verdicts)}
        ordered = dict(sorted(found.items(), key=lambda item: _place(item[1], articles)))
        statements = {key: one for key, one in ordered.items() if one.echoes is None}
        actors = {actor.id: actor for actor in _judged(view.iter_records(Actor), verdicts)}
        leads_to = {member: actor for member, actor in actor_of(view).items() if actor in actors}
        reports = {report.id: report for report in _judged(_of(view, EventReport, counted), verdicts)}
        figures = {report.id: report for report in _judged(_of(view, FigureReport, counted), verdicts)}
        positions = _positions(view, counted, verdicts, statements, codebook) if codebook else []
        return Debate(
            name=view.find_setting("name") or record_file.stem,
            codebook=codebook,
            articles=articles,
            dated=dates_of(view),
            duplicates=tuple(view.iter_records(Duplicate)),
            versions=tuple(view.iter_records(Version)),
            carries=tuple(view.iter_records(Carries)),
            skips=tuple(view.iter_records(Skip)),
            statements=statements,
            headlines={key: one for key, one in ordered.items() if one.echoes in statements},
            speaks={
                s.statement_id: s
                for s in view.iter_records(Speaks)
                if s.statement_id in statements and all(actor_id in actors for actor_id in s.actor_ids)
            },
            article_actors={actor.id: actor for actor in _of(view, ArticleActor, counted)},
            actors=actors,
            actor_of=leads_to,
            anonymous=tuple(
                each
                for each in sorted(
                    _of(view, AnonymousSource, counted),
                    key=lambda each: (str(articles[each.article_id].origin), each.actor_id),
                )
                if _is_unnamed(actors, leads_to, each)
            ),
            positions=tuple(
                sorted(positions, key=lambda p: (*_place(statements[p.statement_id], articles), p.concept_id))
            ),
            event_reports=reports,
            events=tuple(_with_reports(view.iter_records(Event), reports)),
            figure_reports=figures,
            figures=tuple(_with_reports(view.iter_records(Figure), figures)),
        )


def _is_unnamed(actors: dict[str, Actor], leads_to: dict[str, str], source: AnonymousSource) -> bool:
    """Whether nobody decided meanwhile who the source is."""
    actor = actors.get(leads_to.get(source.actor_id, ""))
    return actor is not None and actor.kind in (ActorKind.ANONYMOUS, ActorKind.GROUP)


def _positions(
    view: View,
    counted: set[str],
    verdicts: dict[str, Judgement],
    statements: dict[str, Statement],
    codebook: Codebook,
) -> list[Position]:
    proposed = (
        position
        for position in _of(view, Position, counted)
        if position.statement_id in statements and position.codebook == codebook.version
    )
    speakers = {one.statement_id: one.actor_ids for one in view.iter_records(Refers)}
    ground = Ground(statements=statements, speakers=speakers, codebook=codebook)
    return list(judged_positions(learned_positions(proposed, view.iter_records(Learned), ground), verdicts, ground))


def _of(view: View, cls: type[T], counted: set[str]) -> Iterable[T]:
    return (item for item in view.iter_records(cls) if item.article_id in counted)  # type: ignore[attr-defined]


def _place(statement: Statement, articles: dict[str, Article]) -> tuple[str, int, int, str]:
    return (str(articles[statement.article_id].origin), *statement.extent.key, statement.id)


def _judged(found: Iterable[T], verdicts: dict[str, Judgement]) -> Iterable[T]:
    for item in found:
        judgement = verdicts.get(item.id)  # type: ignore[attr-defined]
        if judgement is None or judgement.verdict is Verdict.ACCEPT:
            yield item
        elif judgement.verdict is Verdict.CORRECT:
            yield _corrected(item, judgement)


def _corrected(item: T, judgement: Judgement) -> T:
    changes: dict[str, Any] = {}
    for name, value in judgement.correction:
        old = getattr(item, name)
        changes[name] = type(old)(value) if isinstance(old, Enum) else value
    return dataclasses.replace(item, **changes)  # type: ignore[type-var]


def _with_reports(found: Iterable[T], kept: dict[str, Any]) -> Iterable[T]:
    """Events and figures with the reports that judgements left them; those without any are gone."""
    for item in found:
        reports = tuple(report for report in item.reports if report in kept)  # type: ignore[attr-defined]
        if reports:
            yield dataclasses.replace(item, id=min(reports), reports=reports)  # type: ignore[type-var]
