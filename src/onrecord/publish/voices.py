"""Who of one house takes the other side than its head, and who fell silent while others went on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.actors.lexicon import roles
from onrecord.model import Actor, ActorKind, Position, Side, record
from onrecord.positions.changes import TAKEN, find_silences
from onrecord.publish.dates import say_day
from onrecord.publish.index import Index, Name
from onrecord.publish.lines import Line
from onrecord.publish.stands import Stances, dated_stands, line_on, side_last_taken

LEADING = frozenset(
    {
        "leader", "director", "president", "prime_minister", "minister", "foreign_minister", "defence_minister",
        "finance_minister", "interior_minister", "governor", "mayor", "monarch", "general",
    }
)  # fmt: skip
"""Classes of roles that lead a house."""
SECOND = frozenset({"deputy", "vice", "assistant", "former"})
"""Words that make of such a role one that does not lead."""


@record
class Voice:
    """One voice of a house: who, in which role, on which side last, and the line that shows it."""

    name: Name
    role: str
    side: Side
    line: Line


@record
class House:
    """An organisation whose voices take both sides of a claim: its `heads`, and those who speak for it or belong to it.

    `heads` may be empty. The organisation itself counts among them.
    """

    name: Name
    claim: str
    concept_anchor: str
    heads: tuple[Voice, ...]
    members: tuple[Voice, ...]


@record
class Quiet:
    """An actor of whom nothing is found on a claim for a time, while others are: more than chance would explain."""

    name: Name
    claim: str
    concept_anchor: str
    start: str
    end: str
    """Empty where it lasts to the end of the record."""
    others: int
    line: Line


def find_houses(index: Index, stances: Stances) -> tuple[House, ...]:
    """Organisations with voices for and against a claim; those whose head is on record first."""
    known = _organisations(index)
    voices: dict[tuple[str, str], list[tuple[bool, Voice]]] = defaultdict(list)
    names: dict[str, Name] = {}
    for actor in index.actors:
        for concept_id in index.concepts:
            shown = _shown(stances.get((actor.id, concept_id), ()))
            if shown is None:
                continue
            house, role = _house(index, actor, shown.article_id)
            if house:
                place = known.get(house.casefold())
                key = place.id if place else house.casefold()
                names.setdefault(key, index.name(place) if place else Name(text=house))
                voice = Voice(name=index.name(actor), role=role, side=shown.side, line=line_on(index, shown))
                voices[key, concept_id].append((actor.kind is not ActorKind.PERSON or _is_leading(role), voice))
    found = [
        House(
            name=names[key],
            claim=_claim(index, concept_id),
            concept_anchor=index.concepts[concept_id],
            heads=tuple(voice for leads, voice in heard if leads),
            members=tuple(voice for leads, voice in heard if not leads),
        )
        for (key, concept_id), heard in voices.items()
        if len({voice.side for _, voice in heard}) > 1
    ]
    return tuple(sorted(found, key=lambda house: not house.heads))


def find_quiet(index: Index, stances: Stances) -> tuple[Quiet, ...]:
    """Silences of half a year and more that are no noise, those in which others say most first."""
    stands = dated_stands(index, stances)
    until = max((stand.day for stand in stands), default=None)
    silences = find_silences(stands, until=until) if until else ()
    by_statement = {(p.statement_id, p.concept_id): p for positions in stances.values() for p in positions}
    found = [
        Quiet(
            name=index.name(index.debate.actors[one.actor]),
            claim=_claim(index, one.concept_id),
            concept_anchor=index.concepts[one.concept_id],
            start=say_day(one.start),
            end="" if one.end == until else say_day(one.end),
            others=one.others,
            line=line_on(index, by_statement[one.before.statement_id, one.concept_id]),
        )
        for one in silences
        if not one.is_noise
    ]
    return tuple(sorted(found, key=lambda quiet: -quiet.others))


def _shown(positions: Sequence[Position]) -> Position | None:
    """The position that shows the side last taken, where that is for or against; its own words before others'."""
    side = side_last_taken(positions) if positions else Side.UNCLEAR
    if side not in TAKEN:
        return None
    same = [position for position in positions if position.side is side]
    return next((position for position in reversed(same) if not position.told_by), same[-1])


def _organisations(index: Index) -> dict[str, Actor]:
    """Organisations by each of their names, case-folded."""
    return {
        name.casefold(): actor
        for actor in index.debate.actors.values()
        if actor.kind is ActorKind.ORGANISATION
        for name in (*actor.names, actor.name)
    }


def _house(index: Index, actor: Actor, article_id: str) -> tuple[str, str]:
    """The organisation an actor stands for, and its role there; both empty where it stands for itself.

    A house has a name: "the government" of one article need not be that of another.
    """
    if actor.kind is ActorKind.ORGANISATION:
        return actor.name, ""
    if actor.kind is not ActorKind.PERSON:
        return "", ""
    affiliation = index.debate.affiliation(actor, article_id)
    if affiliation is None or affiliation.organisation.islower():
        return "", ""
    return affiliation.organisation, affiliation.role


def _is_leading(role: str) -> bool:
    table = roles().classes_of
    words = role.casefold().replace("-", " ").split()
    if not words or SECOND.intersection(words):
        return False
    return bool((table.get(" ".join(words)) or table.get(words[-1], frozenset())) & LEADING)


def _claim(index: Index, concept_id: str) -> str:
    concept = index.debate.codebook.get(concept_id) if index.debate.codebook else None
    return concept.claim if concept else concept_id
