"""A debate arranged for reading: what belongs to what, in which order, and under which anchor."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from onrecord.model import Actor, Article, Debate, Position, Sources, Statement, record

UNDATED = (date.max, date.max)
"""Where an undated article sorts: after all that are dated."""
WIDEST = 62
"""Days; an article whose window of publication is wider has no place in time, and counts as undated."""


@record
class Name:
    """An actor as a line names it; `anchor` is empty where no section of the page is about it."""

    text: str
    anchor: str = ""


@record
class Index:
    """The debate with its look-ups; every mapping keeps the order of the page."""

    debate: Debate
    spoken: Mapping[str, tuple[Statement, ...]]
    """Actor id -> what it says, oldest first."""
    held: Mapping[str, tuple[Position, ...]]
    """Actor id -> the positions it holds, oldest first."""
    positions: Mapping[str, tuple[Position, ...]]
    """Statement id -> the positions it shows."""
    nameless: tuple[Statement, ...]
    """Statements whose speaker could not be named."""
    actors: tuple[Actor, ...]
    """Everyone who says something or holds a position, the most on record first."""
    concepts: Mapping[str, str]
    """Concept id -> its anchor."""
    sources: Sources
    repeated: frozenset[str]
    """Statements whose words another statement holds already, in the article that ran them first."""

    def originals(self) -> tuple[Article, ...]:
        """Articles that are neither copies nor earlier versions, oldest first, undated ones last."""
        apart = self.debate.uncounted
        found = [article for article in self.debate.articles.values() if article.id not in apart]
        return tuple(sorted(found, key=lambda article: self.order(article.id, 0)))

    def article(self, article_id: str) -> Article:
        """The article with this id."""
        return self.debate.articles[article_id]

    def order(self, article_id: str, start: int) -> tuple[date, date, str, int]:
        """Sort key of a place: by date of publication, then by where it stands."""
        day = self.day(article_id)
        when = self.debate.dated[article_id].when if day else None
        ends = (when.earliest, when.latest) if when else UNDATED
        return (*ends, str(self.article(article_id).origin), start)

    def day(self, article_id: str) -> date | None:
        """The day of publication, or the middle of its window; None where that is wider than `WIDEST`."""
        dated = self.debate.dated.get(article_id)
        if dated is None or dated.when.days > WIDEST:
            return None
        return dated.when.earliest + timedelta(days=dated.when.days // 2)

    def holders(self, position: Position) -> tuple[Actor, ...]:
        """Whose position it is: its holders, or the speakers of its statement where none is named."""
        return self.debate.actors_of(position.holder) or self.debate.speakers(position.statement_id)

    def name(self, actor: Actor) -> Name:
        """How lines name `actor`."""
        listed = actor.id in self.spoken or actor.id in self.held
        return Name(text=actor.name, anchor=f"p-{actor.id}" if listed else "")

    def names(self, ids: Iterable[str]) -> tuple[Name, ...]:
        """Names behind ids of actors or of article actors, each once."""
        found = dict.fromkeys(self.debate.actor_of.get(each, each) for each in ids)
        return tuple(self.name(self.debate.actors[each]) for each in found if each in self.debate.actors)


def index_debate(debate: Debate) -> Index:
    """Arrange `debate`; the cost grows with the number of its records, not faster than a sort."""
    positions: dict[str, list[Position]] = defaultdict(list)
    for position in debate.positions:
        if position.statement_id in debate.statements:
            positions[position.statement_id].append(position)
    bare = Index(
        debate=debate, spoken={}, held={}, nameless=(), actors=(),
        positions={key: tuple(values) for key, values in positions.items()},
        concepts=_concept_anchors(debate), sources=debate.sources(), repeated=frozenset(),
    )  # fmt: skip
    spoken: dict[str, list[Statement]] = defaultdict(list)
    held: dict[str, list[Position]] = defaultdict(list)
    nameless = []
    for statement in sorted(
        debate.statements.values(), key=lambda s: (*bare.order(s.article_id, s.extent.start), s.id)
    ):
        speakers = debate.speakers(statement.id)
        for actor in speakers:
            spoken[actor.id].append(statement)
        if not speakers:
            nameless.append(statement)
        for position in bare.positions.get(statement.id, ()):
            for actor in bare.holders(position):
                held[actor.id].append(position)
    return Index(
        debate=debate,
        spoken={key: tuple(values) for key, values in spoken.items()},
        held={key: tuple(values) for key, values in held.items()},
        positions=bare.positions,
        nameless=tuple(nameless),
        actors=_ranked(debate, spoken, held),
        concepts=bare.concepts,
        sources=bare.sources,
        repeated=bare.sources.find_repeated({key: s.evidence for key, s in debate.statements.items()}),
    )


def _ranked(
    debate: Debate, spoken: Mapping[str, list[Statement]], held: Mapping[str, list[Position]]
) -> tuple[Actor, ...]:
    def rank(actor: Actor) -> tuple[int, int, str, str]:
        return (-len(held.get(actor.id, ())), -len(spoken.get(actor.id, ())), actor.name.casefold(), actor.id)

    return tuple(sorted((debate.actors[each] for each in {*spoken, *held}), key=rank))


def _concept_anchors(debate: Debate) -> dict[str, str]:
    anchors: dict[str, str] = {}
    for number, concept in enumerate(debate.codebook.concepts if debate.codebook else (), start=1):
        plain = "c-" + re.sub(r"[^\w-]+", "-", concept.id)
        anchors[concept.id] = plain if plain not in anchors.values() else f"{plain}-{number}"
    return anchors
