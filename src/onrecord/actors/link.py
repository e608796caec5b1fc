"""Which actors of different articles are one: merged on evidence, in an order that no order of articles can change.

Invariants: a bare surname alone never merges two actors; every merge has its reason in `Actor.merged_because`;
a less specific name joins a more specific one only where exactly one fits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from onrecord.actors.article import PROVENANCE
from onrecord.actors.cast import organisation_key
from onrecord.actors.decided import Cluster, apply_decisions
from onrecord.actors.known import Aliases
from onrecord.actors.lexicon import nicknames, roles
from onrecord.actors.names import PersonName, can_be_same, fold, parse_name, skeleton
from onrecord.model import (
    Actor,
    ActorKind,
    Affiliation,
    ArticleActor,
    Basis,
    Dated,
    Decision,
    Judgement,
    KnownActor,
    Precision,
    When,
)

IN_THE_FILE = "named in the actor file"
POSSESSIVES = frozenset({"my", "our", "his", "her", "its", "their"})
"""What begins so ("her office") is somebody's, and in another article somebody else's."""

_CLOSE_NAMES = 200
"""A name is compared with so many of its family and initial at most; beyond, only equal spellings merge."""


@dataclass(slots=True, eq=False)
class _Group:
    """Article actors held to be one so far."""

    name: PersonName
    members: list[ArticleActor]
    reasons: set[str] = field(default_factory=set)
    known: KnownActor | None = None
    into: _Group | None = None

    def root(self) -> _Group:
        """The group that took this one in."""
        group = self
        while group.into is not None:
            group = group.into
        return group


def link_actors(
    actors: Sequence[ArticleActor],
    dated: Mapping[str, Dated],
    *,
    known: Iterable[KnownActor] = (),
    decided: Sequence[tuple[Judgement, Decision]] = (),
) -> tuple[Actor, ...]:
    """The actors of the record, in the order of their ids. Cost is near linear in the number of distinct names.

    `known` actors (of an actor file) take all that is called by one of their names, before anything else is merged.
    What people `decided`, in the order of their deciding, comes last and wins.
    """
    aliases = Aliases(known)
    by_key: dict[str, Cluster] = {}
    people: list[tuple[ArticleActor, KnownActor | None]] = []
    for actor in sorted(actors, key=lambda actor: actor.id):
        of_file = aliases.find(actor)
        if (of_file.kind if of_file else actor.kind) is ActorKind.PERSON:
            people.append((actor, of_file))
            continue
        cluster = by_key.setdefault(f"known {of_file.name}" if of_file else _key(actor), Cluster(members=[]))
        cluster.members.append(actor)
        cluster.known = of_file
        if of_file or len(cluster.members) > 1:
            cluster.reasons.add(IN_THE_FILE if of_file else "same name")
    clusters = [*by_key.values(), *_group_people(people)]
    found = [_actor(cluster, dated) for cluster in apply_decisions(clusters, decided)]
    return tuple(sorted(found, key=lambda actor: actor.id))


def _key(actor: ArticleActor) -> str:
    """What non-persons of one key share; unnamed ones share it with nobody."""
    if actor.name.split()[0].lower() in POSSESSIVES:
        return f"alone {actor.id}"
    if actor.kind is ActorKind.COUNTRY:
        return f"country {actor.country or fold(actor.name)}"
    if actor.kind is ActorKind.ORGANISATION:
        return f"organisation {organisation_key(actor.name)}"
    if actor.kind is ActorKind.GROUP and any(role.organisation for role in actor.affiliations):
        return f"group {fold(actor.name)}"
    return f"alone {actor.id}"


def _group_people(people: Iterable[tuple[ArticleActor, KnownActor | None]]) -> list[Cluster]:
    exact: dict[tuple[str, tuple[str, ...], str], _Group] = {}
    for actor, of_file in people:
        name = parse_name(of_file.name if of_file else actor.name)
        place = IN_THE_FILE if of_file else _place(actor, name)
        spelling = (skeleton(name.family), tuple(skeleton(word) for word in name.given), place)
        group = exact.setdefault(spelling, _Group(name=name, members=[], known=of_file))
        if of_file:
            group.reasons.add(IN_THE_FILE)
        elif group.members:
            group.reasons.add("same full name" if name.given else "same surname and office")
        group.members.append(actor)
    families: dict[str, list[_Group]] = defaultdict(list)
    for (family, _, _), group in exact.items():
        families[family].append(group)
    for groups in families.values():
        _merge_family(groups)
    return [
        Cluster(members=group.members, reasons=group.reasons, known=group.known)
        for group in exact.values()
        if group.into is None
    ]


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
    target.known = target.known or group.known
    target.reasons.update(group.reasons | {reason.format(_written(target))})


def _written(group: _Group) -> str:
    return min(group.members, key=lambda actor: (-len(actor.name), actor.name)).name


def _can_merge(one: _Group, other: _Group) -> bool:
    """Names that can be one person's, and one thing more: the same spelling, country or office."""
    if one.known and other.known:
        return False
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


def _actor(cluster: Cluster, dated: Mapping[str, Dated]) -> Actor:
    """Called, typed and placed as people decided, else as the actor file says, else as the articles write."""
    members, known = sorted(cluster.members, key=lambda member: member.id), cluster.known
    counts = Counter(member.name for member in members)
    kinds = Counter(member.kind for member in members)
    countries = Counter(member.country for member in members if member.country)
    name = cluster.name or (known.name if known else _display(counts))
    names = sorted(counts, key=lambda name: (-counts[name], -len(name), name))
    most = max(kinds, key=lambda kind: (kinds[kind], kind))
    country = max(countries, key=lambda code: (countries[code], code), default="")
    return Actor(
        id=members[0].id,
        name=name,
        kind=cluster.kind or (known.kind if known else most),
        names=tuple(dict.fromkeys([*([known.name] if known else []), *names])),
        members=tuple(member.id for member in members),
        affiliations=(*(known.affiliations if known else ()), *_affiliations(members, dated)),
        country=(known.country if known else "") or country,
        wikidata=known.wikidata if known else "",
        merged_because=tuple(sorted(cluster.reasons)),
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
        role = min((each for each, _ in stated), key=_evidence_key)
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


def _evidence_key(affiliation: Affiliation) -> tuple[str, tuple[int, int]]:
    evidence = affiliation.evidence
    return (evidence.article_id, evidence.span.key) if evidence else ("", (0, 0))


def _from_to(days: list[When]) -> When:
    earliest, latest = min(when.earliest for when in days), max(when.latest for when in days)
    precision = Precision.DAY if earliest == latest else Precision.INTERVAL
    return When(earliest=earliest, latest=latest, precision=precision, basis=Basis.PUBLICATION)
