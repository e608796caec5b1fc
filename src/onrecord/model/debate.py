"""A whole debate in memory: what the pages, tables, networks and scores are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from onrecord.model.actor import Actor, Affiliation, AnonymousSource, ArticleActor
from onrecord.model.article import Article, Dated, Duplicate, Version
from onrecord.model.codebook import Codebook
from onrecord.model.event import Event, EventReport
from onrecord.model.figure import Figure, FigureReport
from onrecord.model.position import Position
from onrecord.model.provenance import Skip
from onrecord.model.record import record
from onrecord.model.statement import Speaks, Statement
from onrecord.model.syndication import Carries, Sources, sources_of


@record
class Debate:
    """All records of a record file after judgements, each kind in a fixed order. Keys are record ids.

    `actor_of` leads from an article actor's id to the id of its actor; `speaks` is keyed by statement;
    `dated` by article. `headlines` are statements told apart so that nothing counts what the body says again; their
    speakers are those of the statement they echo. `skips` holds what was not read, `duplicates` what was read
    elsewhere, `versions` what was read in a newer form, `carries` whose words stand in which article.
    """

    name: str
    codebook: Codebook | None = None
    articles: Mapping[str, Article] = field(default_factory=dict)
    dated: Mapping[str, Dated] = field(default_factory=dict)
    duplicates: tuple[Duplicate, ...] = ()
    versions: tuple[Version, ...] = ()
    carries: tuple[Carries, ...] = ()
    skips: tuple[Skip, ...] = ()
    statements: Mapping[str, Statement] = field(default_factory=dict)
    headlines: Mapping[str, Statement] = field(default_factory=dict)
    speaks: Mapping[str, Speaks] = field(default_factory=dict)
    article_actors: Mapping[str, ArticleActor] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    actor_of: Mapping[str, str] = field(default_factory=dict)
    anonymous: tuple[AnonymousSource, ...] = ()
    positions: tuple[Position, ...] = ()
    event_reports: Mapping[str, EventReport] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    figure_reports: Mapping[str, FigureReport] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()

    @property
    def uncounted(self) -> frozenset[str]:
        """Articles that stand for no reading of their own: copies, and earlier versions."""
        return frozenset(copy.article_id for copy in self.duplicates) | {old.article_id for old in self.versions}

    def sources(self) -> Sources:
        """Look-ups from words to the articles that carry them and the newsroom they come from."""
        return sources_of(self.articles, self.carries)

    def actors_of(self, article_actor_ids: tuple[str, ...]) -> tuple[Actor, ...]:
        """The actors behind article actors, each once, in the order given."""
        ids = dict.fromkeys(self.actor_of[member] for member in article_actor_ids if member in self.actor_of)
        return tuple(self.actors[actor_id] for actor_id in ids)

    def speakers(self, statement_id: str) -> tuple[Actor, ...]:
        """Who speaks a statement; empty where nobody could be named."""
        spoken = self.speaks.get(statement_id)
        return tuple(self.actors[actor_id] for actor_id in spoken.actor_ids) if spoken else ()

    def unnamed_by_outlet(self) -> Mapping[str, tuple[AnonymousSource, ...]]:
        """The unnamed sources each outlet relies on, outlets in alphabetical order; articles without outlet are ""."""
        found: dict[str, list[AnonymousSource]] = {}
        for source in self.anonymous:
            found.setdefault(self.articles[source.article_id].outlet, []).append(source)
        return {outlet: tuple(sources) for outlet, sources in sorted(found.items())}

    def affiliation(self, actor: Actor, article_id: str) -> Affiliation | None:
        """What `actor` is said to be: by the actor file for the article's date, else by this article, else by others.

        A former role is no affiliation; a role without organisation answers where nobody names one.
        """
        here = [member for member in actor.members if member in self.article_actors]
        own = [self.article_actors[m] for m in here if self.article_actors[m].article_id == article_id]
        dated = self.dated.get(article_id)
        given = [each for each in actor.affiliations if each.evidence is None]
        read = [each for each in actor.affiliations if each.evidence is not None]
        timely = [each for each in given if not (each.valid and dated) or each.valid.overlaps(dated.when)]
        known = timely + [affiliation for member in own for affiliation in member.affiliations] + read
        held = [affiliation for affiliation in known if not affiliation.former]
        return next((affiliation for affiliation in held if affiliation.organisation), next(iter(held), None))
