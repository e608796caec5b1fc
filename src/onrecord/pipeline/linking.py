"""The order of work across articles. A linking stage sees the record and replaces its own records, never others'.

Nothing here depends on the order in which articles were added: a view gives them ordered by id.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from onrecord import actors, corpus, figures, timeline
from onrecord.model import (
    Actor,
    ArticleActor,
    Dated,
    Duplicate,
    EventReport,
    FigureReport,
    Provenance,
    Refers,
    Rung,
    Skip,
    Speaks,
    Version,
    decisions_of,
    record,
)
from onrecord.store import View

SPEAKS_VERSION = "1"


@record
class LinkingStage:
    """`link` looks at the record and gives all records of this stage anew."""

    name: str
    link: Callable[[View], Sequence[Any]]


def dates_of(view: View) -> dict[str, Dated]:
    """When each article was published, as far as is known: article id -> Dated."""
    return {dated.article_id: dated for dated in view.iter_records(Dated)}


def _stated_dates(view: View) -> dict[str, Dated]:
    """The dates the articles state themselves; inferred ones are a linking stage's own."""
    return {key: dated for key, dated in dates_of(view).items() if dated.rung is not Rung.INFERRED}


def read_articles_of(view: View) -> set[str]:
    """The articles whose reading counts: those that repeat no other and of which there is no newer version."""
    copies = {duplicate.article_id for duplicate in view.iter_records(Duplicate)}
    return {article.id for article in view.iter_articles()} - copies - _superseded(view)


def _superseded(view: View) -> set[str]:
    return {version.article_id for version in view.iter_records(Version)}


def _link_versions(view: View) -> Sequence[Any]:
    articles = {article.id: article for article in view.iter_articles()}
    found = corpus.find_versions(tuple(articles.values()), _stated_dates(view))
    skips = tuple(
        Skip(
            article=version.article_id,
            origin=str(articles[version.article_id].origin),
            stage="versions",
            reason=f"an earlier version of {articles[version.of].origin} ({version.basis})",
            duplicate_of=version.of,
        )
        for version in found
    )
    return (*found, *skips)


def _link_duplicates(view: View) -> Sequence[Any]:
    stated = _stated_dates(view)
    earlier = _superseded(view)
    articles = {article.id: article for article in view.iter_articles() if article.id not in earlier}
    overlaps = corpus.find_overlaps(tuple(articles.values()))
    found = corpus.find_duplicates(tuple(articles.values()), stated, overlaps=overlaps)
    skips = tuple(
        Skip(
            article=duplicate.article_id,
            origin=str(articles[duplicate.article_id].origin),
            stage="duplicates",
            reason=f"{duplicate.kind} copy of {articles[duplicate.of].origin}",
            duplicate_of=duplicate.of,
        )
        for duplicate in found
    )
    return (*found, *skips, *corpus.find_carried(tuple(articles.values()), stated, overlaps))


def _link_dates(view: View) -> Sequence[Any]:
    return corpus.infer_dates(tuple(view.iter_articles()), _stated_dates(view))


def _link_actors(view: View) -> Sequence[Any]:
    counted = read_articles_of(view)
    members = [actor for actor in view.iter_records(ArticleActor) if actor.article_id in counted]
    file = view.find_actor_file()
    return actors.link_actors(
        members,
        dates_of(view),
        known=file.actors if file else (),
        decided=decisions_of(view.iter_judgements()),
    )


def actor_of(view: View) -> dict[str, str]:
    """From the id of an article actor to the id of its actor."""
    return {member: actor.id for actor in view.iter_records(Actor) for member in actor.members}


def _link_speakers(view: View) -> Sequence[Any]:
    leads_to = actor_of(view)
    made = Provenance(stage="speakers", version=SPEAKS_VERSION)
    spoken = []
    for refers in view.iter_records(Refers):
        ids = tuple(dict.fromkeys(leads_to[member] for member in refers.actor_ids if member in leads_to))
        if ids:
            spoken.append(
                Speaks(
                    statement_id=refers.statement_id,
                    actor_ids=ids,
                    basis=refers.basis,
                    confidence=refers.confidence,
                    provenance=made,
                )
            )
    return spoken


def _link_events(view: View) -> Sequence[Any]:
    counted = read_articles_of(view)
    reports = [report for report in view.iter_records(EventReport) if report.article_id in counted]
    dates = {article_id: dated.when for article_id, dated in dates_of(view).items()}
    return timeline.merge_events(reports, actor_of(view), dates)


def _link_figures(view: View) -> Sequence[Any]:
    counted = read_articles_of(view)
    reports = [report for report in view.iter_records(FigureReport) if report.article_id in counted]
    return figures.group_figures(reports, dates_of(view))


BEFORE_READING: tuple[LinkingStage, ...] = (
    LinkingStage(name="versions", link=_link_versions),
    LinkingStage(name="duplicates", link=_link_duplicates),
    LinkingStage(name="dates", link=_link_dates),
)
AFTER_READING: tuple[LinkingStage, ...] = (
    LinkingStage(name="linked actors", link=_link_actors),
    LinkingStage(name="speakers", link=_link_speakers),
    LinkingStage(name="merged events", link=_link_events),
    LinkingStage(name="grouped figures", link=_link_figures),
)
