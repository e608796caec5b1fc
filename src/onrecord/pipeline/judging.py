"""People decide who is who: a decision is stored, and what was read is linked anew under it; no article is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from onrecord.actors import Places, find_overruled, place_of
from onrecord.errors import UsageError
from onrecord.model import (
    UNDONE,
    Actor,
    ActorKind,
    ArticleActor,
    Debate,
    Decision,
    Judgement,
    Pointer,
    Verb,
    Verdict,
    decisions_of,
    judge_identity,
    record,
)
from onrecord.pipeline.debate import load_debate
from onrecord.pipeline.linking import AFTER_READING
from onrecord.pipeline.run import link
from onrecord.store import View, Writer

_SHORTEST = 6
"""So many digits of an id, at least, stand for the whole."""


@record
class Judged:
    """A judgement, the earlier ones it overrules or undoes, and the actors that it touched, as they are now."""

    judgement: Judgement
    overruled: tuple[Judgement, ...]
    actors: tuple[Actor, ...]


def get_actor(debate: Debate, word: str) -> Actor:
    """The actor with this id (or its first digits), or else of this name or spelling.

    Raises:
        UsageError: nobody, or more than one.
    """
    actors = debate.actors.values()
    fitting = [actor for actor in actors if len(word) >= _SHORTEST and actor.id.startswith(word.lower())]
    fitting = fitting or [actor for actor in actors if actor.name.casefold() == word.casefold()]
    fitting = fitting or [actor for actor in actors if word.casefold() in (name.casefold() for name in actor.names)]
    if len(fitting) != 1:
        listed = ", ".join(f"{actor.id[:8]} ({actor.name})" for actor in fitting[:5])
        raise UsageError(
            f"{word!r} is {f'{len(fitting)} actors: {listed}' if fitting else 'no actor of this record'}",
            expected=f"an actor's name, or its id or the first {_SHORTEST} or more digits of it",
            next_step="'onrecord actors RECORD' lists actors with their ids",
        )
    return fitting[0]


def merge_actors(debate: Debate, one: Actor, other: Actor) -> Decision:
    """The decision that `one` and `other` are one actor, called as `one` where a person named both."""
    _require_two(one, other)
    return Decision(verb=Verb.MERGE, these=_places(debate, one.members), others=_places(debate, other.members))


def part_actors(debate: Debate, one: Actor, other: Actor) -> Decision:
    """The decision that `one` and `other` are two, whatever links them later."""
    _require_two(one, other)
    return Decision(verb=Verb.APART, these=_places(debate, one.members), others=_places(debate, other.members))


def split_actor(debate: Debate, actor: Actor, words: Sequence[str]) -> Decision:
    """The decision that what is spelled as one of `words`, or stands in an article of such an id, is somebody else.

    Raises:
        UsageError: a word that fits no member, or words that leave nobody behind.
    """
    members = [debate.article_actors[member] for member in actor.members if member in debate.article_actors]
    leaving = []
    for word in words:
        fitting = [member.id for member in members if _fits(member, word)]
        if not fitting:
            listed = "; ".join(f"{m.name!r} in article {m.article_id[:8]}" for m in members[:10])
            raise UsageError(
                f"{word!r} is no part of {actor.name}",
                expected="a spelling of the actor, or the id of an article that mentions it",
                next_step=f"it is made of {listed}",
            )
        leaving += fitting
    staying = [member.id for member in members if member.id not in leaving]
    if not leaving or not staying:
        raise UsageError(
            f"{actor.name} would be split into {len(leaving)} and {len(staying)} parts",
            expected="spellings or articles of some of its mentions",
            next_step="name fewer of them; 'rename' gives all of it another name",
        )
    return Decision(verb=Verb.APART, these=_places(debate, leaving), others=_places(debate, staying))


def call_actor(debate: Debate, actor: Actor, verb: Verb, value: str) -> Decision:
    """The decision that `actor` has the name, or is of the kind, `value`.

    Raises:
        UsageError: an empty name, or no kind of actor.
    """
    kinds = [kind.value for kind in ActorKind]
    if not value.strip() or (verb is Verb.RETYPE and value.strip() not in kinds):
        raise UsageError(
            f"{actor.name} cannot be given {value!r}",
            expected=f"a kind: {', '.join(kinds)}" if verb is Verb.RETYPE else "a name",
        )
    return Decision(verb=verb, these=_places(debate, actor.members), value=value.strip())


def decide(record_file: Path, decision: Decision, *, who: str, when: datetime, why: str = "") -> Judged:
    """Store `decision` and link anew; `when` in UTC."""
    judgement = judge_identity(decision, who=who, when=when, why=why)
    with View(record_file) as view:
        earlier = decisions_of(view.iter_judgements())
        overruled = find_overruled(decision, earlier, Places(view.iter_records(ArticleActor)))
    return _store(record_file, judgement, decision, overruled)


def undo(record_file: Path, word: str, *, who: str, when: datetime, why: str = "") -> Judged:
    """Undo the standing decision with this id (or its first digits), or ``last``.

    Raises:
        UsageError: no such decision stands.
    """
    with View(record_file) as view:
        standing = decisions_of(view.iter_judgements())
    fitting = standing[-1:] if word == "last" else [each for each in standing if each[0].id.startswith(word)]
    if len(fitting) != 1 or not word:
        raise UsageError(
            f"{word!r} is {len(fitting)} decisions on actors" if standing else "no decision on actors stands",
            expected="the id of one, or its first digits, or 'last'",
            next_step="'onrecord actors RECORD --judgements' lists them",
        )
    ((judgement, decision),) = fitting
    undone = Judgement(subject=judgement.id, kind=UNDONE, verdict=Verdict.REJECT, who=who, when=when, why=why)
    return _store(record_file, undone, decision, (judgement,))


def list_decisions(record_file: Path) -> list[tuple[Judgement, Decision, bool]]:
    """The decisions that stand, in their order, and whether each still finds somebody."""
    with View(record_file) as view:
        places = Places(view.iter_records(ArticleActor))
        standing = decisions_of(view.iter_judgements())
    return [
        (judgement, decision, bool(places.all(decision.these) and (not decision.others or places.all(decision.others))))
        for judgement, decision in standing
    ]


def find_told_apart(record_file: Path, debate: Debate) -> frozenset[tuple[str, str]]:
    """Pairs of actors, ids in order, that a standing decision says are two."""
    with View(record_file) as view:
        standing = decisions_of(view.iter_judgements())
    places = Places(debate.article_actors.values())
    pairs = set()
    for _, decision in standing:
        if decision.verb is Verb.APART:
            one, two = (
                {debate.actor_of[member.id] for member in places.all(side) if member.id in debate.actor_of}
                for side in (decision.these, decision.others)
            )
            pairs |= {(min(a, b), max(a, b)) for a in one for b in two}
    return frozenset(pairs)


def _store(record_file: Path, judgement: Judgement, decision: Decision, overruled: tuple[Judgement, ...]) -> Judged:
    with Writer(record_file) as writer:
        writer.write_judgement(judgement)
        link(record_file, writer, AFTER_READING)
    debate = load_debate(record_file)
    members = Places(debate.article_actors.values()).all((*decision.these, *decision.others))
    actors = debate.actors_of(tuple(member.id for member in members))
    return Judged(judgement=judgement, overruled=overruled, actors=actors)


def _places(debate: Debate, members: Sequence[str]) -> tuple[Pointer, ...]:
    """A place for each member, in the order of their ids."""
    return tuple(place_of(debate.article_actors[each]) for each in sorted(members) if each in debate.article_actors)


def _fits(member: ArticleActor, word: str) -> bool:
    return member.name.casefold() == word.casefold() or (
        len(word) >= _SHORTEST and member.article_id.startswith(word.lower())
    )


def _require_two(one: Actor, other: Actor) -> None:
    if one.id == other.id:
        raise UsageError(
            f"both are {one.name} ({one.id[:8]})",
            expected="two actors",
            next_step="'split' takes spellings or articles out of one actor",
        )
