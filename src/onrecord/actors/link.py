"""Which actors of different articles are one: merged on evidence, in an order that no order of articles can change.

Invariants: a bare surname alone never merges two actors; every merge has its reason in `Actor.merged_because`;
a less specific name joins a more specific one only where exactly one fits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from onrecord.actors.article import PROVENANCE
from onrecord.actors.cast import organisation_key
from onrecord.actors.known import KnownActor, known_by_alias
from onrecord.actors.lexicon import nicknames, roles
from onrecord.actors.names import PersonName, can_be_same, fold, parse_name, skeleton
from onrecord.model import (
    Actor,
    ActorKind,
    Affiliation,
    ArticleActor,
    Basis,
    Dated,
    Precision,
    When,
)

_CLOSE_NAMES = 200
"""A name is compared with so many of its family and initial at most; beyond, only equal spellings merge."""


@dataclass(slots=True, eq=False)
class _Group:
    """Article actors held to be one so far."""

    name: PersonName
    members: list[ArticleActor]
    reasons: set[str] = field(default_factory=set)
    into: _Group | None = None

    def root(self) -> _Group:
        """The group that took this one in."""
        group = self
        while group.into is not None:
            group = group.into
        return group


def link_actors(
    actors: Sequence[ArticleActor], dated: Mapping[str, Dated], *, known: Iterable[KnownActor] = ()
) -> tuple[Actor, ...]:
    """The actors of the record, in the order of their ids. Cost is near linear in the number of distinct names.

    `known` actors (of an actor file) take all that is called by one of their names, before anything else is merged.
    """
    aliases = known_by_alias(known)
    taken: dict[str, list[ArticleActor]] = defaultdict(list)
    by_key: dict[str, list[ArticleActor]] = defaultdict(list)
    people = []
    for actor in sorted(actors, key=lambda actor: actor.id):
        if actor.kind is not ActorKind.ANONYMOUS and fold(actor.name) in aliases:
            taken[aliases[fold(actor.name)].name].append(actor)
        elif actor.kind is ActorKind.PERSON:
            people.append(actor)
        else:
            by_key[_key(actor)].append(actor)
    found = [_actor(members, {"same name"} if len(members) > 1 else set(), dated) for members in by_key.values()]
    found.extend(_actor(group.members, group.reasons, dated) for group in _group_people(people))
    found.extend(_known(aliases[fold(name)], members, dated) for name, members in taken.items())
    return tuple(sorted(found, key=lambda actor: actor.id))


def _known(known: KnownActor, members: list[ArticleActor], dated: Mapping[str, Dated]) -> Actor:
    """An actor of the actor file: called, typed and placed as the file says."""
    found = _actor(members, {"named in the actor file"}, dated)
    names = (known.name, *(name for name in found.names if name != known.name))
    return replace(found, name=known.name, kind=known.kind, names=names, country=known.country or found.country)


def _key(actor: ArticleActor) -> str:
    """What non-persons of one key share; unnamed ones share it with nobody."""
    if actor.kind is ActorKind.COUNTRY:
        return f"country {actor.country or fold(actor.name)}"
    if actor.kind is ActorKind.ORGANISATION:
        return f"organisation {organisation_key(actor.name)}"
    if actor.kind is ActorKind.GROUP and any(role.organisation for role in actor.affiliations):
        return f"group {fold(actor.name)}"
    return f"alone {actor.id}"


def _group_people(people: Iterable[ArticleActor]) -> list[_Group]:
    exact: dict[tuple[str, tuple[str, ...], str], _Group] = {}
    for actor in people:
        name = parse_name(actor.name)
        spelling = (skeleton(name.family), tuple(skeleton(word) for word in name.given), _place(actor, name))
        group = exact.get(spelling)
        if group is None:
            exact[spelling] = _Group(name=name, members=[actor])
        else:
            group.members.append(actor)
            group.reasons.add("same full name" if name.given else "same surname and office")
    families: dict[str, list[_Group]] = defaultdict(list)
    for (family, _, _), group in exact.items():
        families[family].append(group)
    for groups in families.values():
        _merge_family(groups)
    return [group for group in exact.values() if group.into is None]


def _place(actor: ArticleActor, name: PersonName) -> str:
    """What besides the name must agree at once: nothing for full names, the office for bare surnames."""
    if name.given:
        return ""
    offices = sorted(
        f"{role.role} {role.organisation}" for role in actor.affiliations if role.role and role.organisation
    )
    return offices[0] if offices else actor.id


def _merge_family(groups: list[_Group]) -> None:
    """Most specific names first; each less specific one joins where exactly one group fits it."""
    if len(groups) == 1:
        return
    groups.sort(key=lambda group: (-len(group.name.given), group.name.given, min(m.id for m in group.members)))
    alike: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        if not group.name.given:
            continue
        initials = _initials(group.name)
        near = {id(each): each for initial in initials for each in alike[initial][:_CLOSE_NAMES]}
        fitting = {id(each.root()): each.root() for each in near.values() if _can_merge(each, group)}
        _join_only(group, fitting, f"{_written(group)} fits only {{}}")
        for initial in initials:
            alike[initial].append(group)
    roots = [group for group in groups if group.name.given and group.into is None]
    for group in groups:
        if group.name.given or not roots:
            continue
        two = islice((each for each in roots if not _at_odds(each, group)), 2)
        fitting = {id(each): each for each in two}
        _join_only(group, fitting, f"surname {_written(group)} fits only {{}}")


def _initials(name: PersonName) -> list[str]:
    """First letters under which names that can be the same meet: of each given name, and of what it is short for."""
    words = {full for word in name.given for full in (word, *nicknames().get(word, ()))}
    return sorted({skeleton(word)[:1] for word in words})


def _join_only(group: _Group, fitting: dict[int, _Group], reason: str) -> None:
    if len(fitting) != 1:
        return
    target = next(iter(fitting.values()))
    group.into = target
    target.members.extend(group.members)
    target.reasons.update(group.reasons | {reason.format(_written(target))})


def _written(group: _Group) -> str:
    return min(group.members, key=lambda actor: (-len(actor.name), actor.name)).name


def _can_merge(one: _Group, other: _Group) -> bool:
    """Names that can be one person's, and one thing more: the same spelling, country or office."""
    if not can_be_same(one.name, other.name) or _at_odds(one, other):
        return False
    same_words = set(map(skeleton, other.name.given)) <= set(map(skeleton, one.name.given))
    return same_words or bool(_offices(one) & _offices(other)) or bool(_countries(one) & _countries(other))


def _at_odds(one: _Group, other: _Group) -> bool:
    first, second = _countries(one), _countries(other)
    return bool(first and second and not first & second)


def _countries(group: _Group) -> set[str]:
    return {actor.country for actor in group.members if actor.country}


def _offices(group: _Group) -> set[str]:
    table = roles()
    return {
        office
        for actor in group.members
        for role in actor.affiliations
        for office in (fold(role.organisation), *table.classes_of.get(role.role, ()))
        if office and office not in ("person", "family", "official")
    }


def _actor(members: list[ArticleActor], reasons: set[str], dated: Mapping[str, Dated]) -> Actor:
    members = sorted(members, key=lambda member: member.id)
    counts = Counter(member.name for member in members)
    names = tuple(sorted(counts, key=lambda name: (-counts[name], -len(name), name)))
    kinds = Counter(member.kind for member in members)
    countries = Counter(member.country for member in members if member.country)
    return Actor(
        id=members[0].id,
        name=_display(counts),
        kind=max(kinds, key=lambda kind: (kinds[kind], kind)),
        names=names,
        members=tuple(member.id for member in members),
        affiliations=_affiliations(members, dated),
        country=max(countries, key=lambda code: (countries[code], code), default=""),
        merged_because=tuple(sorted(reasons)),
        provenance=PROVENANCE,
    )


def _display(counts: Counter[str]) -> str:
    """The most frequent of the names that say given name and surname; of equals the longest."""
    fullest = max(min(len(fold(name).split()), 2) for name in counts)
    full = [name for name in counts if min(len(fold(name).split()), 2) == fullest]
    return max(full, key=lambda name: (counts[name], len(name), name))


def _affiliations(members: list[ArticleActor], dated: Mapping[str, Dated]) -> tuple[Affiliation, ...]:
    """Each role and organisation once, valid from the first to the last article that states it."""
    found: dict[tuple[str, str, bool], list[tuple[Affiliation, When | None]]] = defaultdict(list)
    for member in members:
        when = dated[member.article_id].when if member.article_id in dated else None
        for role in member.affiliations:
            found[role.role, fold(role.organisation), role.former].append((role, when))
    merged = []
    for _, stated in sorted(found.items(), key=lambda item: (not (item[0][0] and item[0][1]), -len(item[1]), item[0])):
        days = [when for _, when in stated if when]
        role = min((each for each, _ in stated), key=lambda each: (each.evidence.article_id, each.evidence.span.key))
        merged.append(
            Affiliation(
                role=role.role,
                organisation=role.organisation,
                former=role.former,
                valid=_from_to(days) if days and not role.former else None,
                evidence=role.evidence,
            )
        )
    return tuple(merged)


def _from_to(days: list[When]) -> When:
    earliest, latest = min(when.earliest for when in days), max(when.latest for when in days)
    precision = Precision.DAY if earliest == latest else Precision.INTERVAL
    return When(earliest=earliest, latest=latest, precision=precision, basis=Basis.PUBLICATION)
