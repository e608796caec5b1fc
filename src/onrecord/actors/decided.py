"""What people decided, done over to what the machine linked: decisions in the order they were made, the later wins.

Invariants: a decision holds whatever the machine linked before it; every actor a decision touched says so in its
reasons; a place that names nobody any more changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.actors.lexicon import PARTICLES
from onrecord.actors.names import fold
from onrecord.model import (
    ActorKind,
    ArticleActor,
    Decision,
    Judgement,
    KnownActor,
    MentionForm,
    Pointer,
    Span,
    Verb,
)

_SMALL = frozenset({"the", "of", "a", "an", "and", "in", "for", "his", "her", "their", "its"})


@dataclass(slots=True, eq=False)
class Cluster:
    """Article actors held to be one; `name` and `kind` where a person gave them; `known`: as whom of the actor file."""

    members: list[ArticleActor]
    reasons: set[str] = field(default_factory=set)
    name: str = ""
    kind: ActorKind | None = None
    known: KnownActor | None = None


class Places:
    """Who is written where: from a place to the article actor that it names."""

    def __init__(self, members: Iterable[ArticleActor]) -> None:
        self._of: dict[str, list[ArticleActor]] = defaultdict(list)
        for member in members:
            self._of[member.article_id].append(member)

    def find(self, place: Pointer) -> ArticleActor | None:
        """The article actor at `place`, if a mention has its very borders or the name agrees; else the one so named.

        The borders of a mention may have moved since it was named, by new rules; the whole text too, by new cleaning:
        then somebody else stands there.
        """
        members = self._of.get(place.article_id, ())
        ranked = [
            (-_overlap(mention.span, place.span), len(mention.span), mention.id, member)
            for member in members
            for mention in member.mentions
            if _overlap(mention.span, place.span) > 0
        ]
        if ranked:
            *_, found = min(ranked, key=lambda row: row[:3])
            if not place.name or _is_called(found, place.name) or any(m.span == place.span for m in found.mentions):
                return found
        named = [member for member in members if place.name and fold(member.name) == fold(place.name)]
        return named[0] if len(named) == 1 else None

    def all(self, places: Iterable[Pointer]) -> tuple[ArticleActor, ...]:
        """The article actors at `places`, each once, in their order."""
        found = {member.id: member for place in places if (member := self.find(place))}
        return tuple(found.values())


def place_of(member: ArticleActor) -> Pointer:
    """The place that names an article actor: its first name in the text, or its first mention."""
    first = min(member.mentions, key=lambda mention: (mention.form is not MentionForm.NAME, mention.span.key))
    return Pointer(article_id=member.article_id, span=first.span, name=member.name)


def _overlap(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _is_called(member: ArticleActor, name: str) -> bool:
    """Whether the names share a word: new rules may find a longer or a shorter name of the same one."""
    return bool(set(fold(member.name).split()) & set(fold(name).split()) - PARTICLES - _SMALL)


def apply_decisions(clusters: Iterable[Cluster], decided: Sequence[tuple[Judgement, Decision]]) -> list[Cluster]:
    """The clusters after all decisions; those without members are gone."""
    kept = list(clusters)
    if not decided:
        return kept
    places = Places(member for cluster in kept for member in cluster.members)
    home = {member.id: cluster for cluster in kept for member in cluster.members}
    for judgement, decision in decided:
        these, others = places.all(decision.these), places.all(decision.others)
        because = judgement.who + (f": {judgement.why}" if judgement.why else "")
        if decision.verb is Verb.APART:
            kept += _part(these, others, home, because)
            continue
        one = _find_home(these, home)
        if one is None:
            continue
        if decision.verb is Verb.MERGE:
            _merge(one, _find_home(others, home), home, because)
        elif decision.verb is Verb.RENAME:
            one.name = decision.value
            one.reasons.add(f"named by {because}")
        else:
            one.kind = ActorKind(decision.value)
            one.reasons.add(f"typed by {because}")
    return [cluster for cluster in kept if cluster.members]


def find_overruled(
    decision: Decision, earlier: Iterable[tuple[Judgement, Decision]], places: Places
) -> tuple[Judgement, ...]:
    """The judgements that said of the same actors the opposite: `decision`, coming later, wins over them."""
    if decision.verb not in (Verb.MERGE, Verb.APART):
        return ()
    one, two = ({member.id for member in places.all(side)} for side in (decision.these, decision.others))
    found = []
    for judgement, before in earlier:
        these, others = ({member.id for member in places.all(side)} for side in (before.these, before.others))
        if decision.verb is Verb.MERGE and before.verb is Verb.APART:
            is_opposite = (these & one and others & two) or (these & two and others & one)
        elif decision.verb is Verb.APART and before.verb is Verb.MERGE:
            is_opposite = (these | others) & one and (these | others) & two
        else:
            continue
        if is_opposite:
            found.append(judgement)
    return tuple(found)


def _find_home(members: Sequence[ArticleActor], home: dict[str, Cluster]) -> Cluster | None:
    """The cluster that holds most of `members`, of equals the one with the smallest of them."""
    counts = Counter(id(home[member.id]) for member in members)
    ordered = sorted(members, key=lambda member: (-counts[id(home[member.id])], member.id))
    return home[ordered[0].id] if ordered else None


def _merge(one: Cluster, other: Cluster | None, home: dict[str, Cluster], because: str) -> None:
    if other is None or other is one:
        return
    one.members += other.members
    one.reasons |= other.reasons | {f"merged by {because}"}
    one.name, one.kind, one.known = one.name or other.name, one.kind or other.kind, one.known or other.known
    for member in other.members:
        home[member.id] = one
    other.members = []


def _part(
    these: Sequence[ArticleActor], others: Sequence[ArticleActor], home: dict[str, Cluster], because: str
) -> list[Cluster]:
    """Take `these`, and what is called as only they are, out of the clusters that hold `others` too."""
    named, unnamed = {member.id for member in these}, {member.id for member in others}
    called = {fold(member.name) for member in these} - {fold(member.name) for member in others}
    left = Cluster(members=[], reasons={f"told apart by {because}"})
    for cluster in dict.fromkeys(home[member.id] for member in others):
        if not any(member.id in named for member in cluster.members):
            continue
        leaving = [
            member
            for member in cluster.members
            if member.id in named or (member.id not in unnamed and fold(member.name) in called)
        ]
        gone = {member.id for member in leaving}
        cluster.members = [member for member in cluster.members if member.id not in gone]
        cluster.reasons.add(f"told apart by {because}")
        left.members += leaving
    for member in left.members:
        home[member.id] = left
    return [left] if left.members else []
