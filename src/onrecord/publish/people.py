"""The actors' section: who each one is, how the articles write the name, and what is said, in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.model import Actor, ActorKind, Affiliation, AnonymousSource, Position, Side, When, record
from onrecord.publish.dates import say_interval
from onrecord.publish.index import Index
from onrecord.publish.lines import Line, fold_repeats, statement_line
from onrecord.publish.stands import side_last_taken

KINDS = {
    ActorKind.PERSON: "",
    ActorKind.ORGANISATION: "organisation",
    ActorKind.COUNTRY: "country",
    ActorKind.GROUP: "group, not named",
    ActorKind.ANONYMOUS: "not named",
}


REASONS = {
    "not_authorised": "not authorised to speak",
    "fear": "for fear",
    "private_talks": "on private talks",
    "sensitive": "a sensitive matter",
    "policy": "by rule of the house",
    "asked": "asked not to be named",
    "": "no reason given",
}
"""Why a source stays unnamed, as the page says it."""


@record
class Unnamed:
    """The unnamed sources one outlet relies on: how many, why, and each with its anchor and what is known of it."""

    outlet: str
    count: int
    reasons: str
    sources: tuple[tuple[str, str, str], ...]


@record
class Badge:
    """Where the actor stands on one concept, for the head of the entry."""

    side: Side
    claim: str
    anchor: str


@record
class ActorEntry:
    """One actor: `roles` as the articles state them and when, `others` the spellings besides the name."""

    anchor: str
    name: str
    kind: str
    role: str
    roles: tuple[str, ...]
    others: tuple[str, ...]
    merged_because: tuple[str, ...]
    badges: tuple[Badge, ...]
    spoken: int
    independent: int
    """Of all its lines, those that repeat no other."""
    lines: tuple[Line, ...]
    told: tuple[Line, ...]
    """Lines of other speakers that tell where this actor stands."""


def actor_entries(index: Index, stances: Mapping[tuple[str, str], Sequence[Position]]) -> tuple[ActorEntry, ...]:
    """An entry for everyone on record, in the order of the index."""
    return tuple(_entry(index, actor, stances) for actor in index.actors)


def unnamed_entries(index: Index) -> tuple[Unnamed, ...]:
    """Outlets with the unnamed sources each relies on, those with most first."""
    found = [
        Unnamed(
            outlet=outlet,
            count=len(sources),
            reasons=", ".join(
                f"{count} {reason}"
                for reason, count in Counter(REASONS.get(each.reason, each.reason) for each in sources).most_common()
            ),
            sources=tuple(_unnamed(index, each) for each in sources),
        )
        for outlet, sources in index.debate.unnamed_by_outlet().items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.outlet)))


def _unnamed(index: Index, source: AnonymousSource) -> tuple[str, str, str]:
    """Anchor, words of the article, and role, side and number where they say more."""
    name = index.debate.article_actors[source.actor_id].name
    number = f"{source.number} people" if (source.number or 0) > 1 else ""
    known = [each for each in (source.role, source.side, number) if each and each.casefold() not in name.casefold()]
    return f"p-{index.debate.actor_of[source.actor_id]}", name, ", ".join(known)


def _entry(index: Index, actor: Actor, stances: Mapping[tuple[str, str], Sequence[Position]]) -> ActorEntry:
    spoken = index.spoken.get(actor.id, ())
    own = {statement.id for statement in spoken}
    told = dict.fromkeys(p.statement_id for p in index.held.get(actor.id, ()) if p.statement_id not in own)
    concepts = index.debate.codebook.concepts if index.debate.codebook else ()
    return ActorEntry(
        anchor=f"p-{actor.id}",
        name=actor.name,
        kind=KINDS[actor.kind],
        role=next(iter(roles_of(actor)), ""),
        roles=dated_roles(actor),
        others=tuple(name for name in dict.fromkeys(actor.names) if name != actor.name),
        merged_because=tuple(dict.fromkeys(actor.merged_because)),
        badges=tuple(
            Badge(
                side=side_last_taken(stances[actor.id, c.id]),
                claim=c.claim,
                anchor=f"x-{actor.id}-{index.concepts[c.id]}",
            )
            for c in concepts
            if (actor.id, c.id) in stances
        ),
        spoken=len(spoken),
        independent=len({*own, *told} - index.repeated),
        lines=fold_repeats(
            statement_line(index, statement, home=index.debate.speakers(statement.id)[0].id == actor.id)
            for statement in spoken
        ),
        told=fold_repeats(statement_line(index, index.debate.statements[each]) for each in told),
    )


def roles_of(actor: Actor) -> tuple[str, ...]:
    """What the actor is said to be, each wording once: present roles first, of these the longest held."""
    ordered = sorted(actor.affiliations, key=lambda a: (a.former, -a.valid.days if a.valid else 0))
    return tuple(dict.fromkeys(say_affiliation(affiliation) for affiliation in ordered))


def say_affiliation(affiliation: Affiliation) -> str:
    """Role and organisation, as in "former adviser, KRG"."""
    words = ", ".join(part for part in (affiliation.role, affiliation.organisation) if part)
    return f"former {words}" if affiliation.former and "former" not in words.casefold() else words


def dated_roles(actor: Actor) -> tuple[str, ...]:
    """The roles, each with the time the articles give it, from the first to the last they name."""
    times: dict[str, list[When]] = {role: [] for role in roles_of(actor)}
    for affiliation in actor.affiliations:
        if affiliation.valid:
            times[say_affiliation(affiliation)].append(affiliation.valid)
    return tuple(
        f"{role} ({say_interval(min(w.earliest for w in whens), max(w.latest for w in whens))})" if whens else role
        for role, whens in times.items()
    )
