"""Which actors may be one although nothing merged them: proposals for a person to decide, with their reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from onrecord.actors.link import POSSESSIVES
from onrecord.actors.names import parse_name, skeleton
from onrecord.actors.similarity import FEATURES, NameScore, score_names, threshold
from onrecord.model import Actor, ActorKind, record

_BLOCK = 60
"""Larger blocks of alike names are compared with their neighbours in alphabetical order only."""
_SAID = ("least", "whole", "words_fewer", "left_over", "clashes", "in_order")
"""The values that a person is shown first."""


@record
class Suggestion:
    """Two actors that may be one: ids in order, the score (0 to 1), what it rests on, what speaks for or against."""

    one: str
    other: str
    score: NameScore
    because: tuple[str, ...]


def suggest_merges(actors: Sequence[Actor]) -> tuple[Suggestion, ...]:
    """Pairs of persons, or of organisations, whose names score at the threshold or above; the best first."""
    blocks: dict[tuple[ActorKind, str], dict[str, Actor]] = defaultdict(dict)
    for actor in actors:
        is_own = actor.name.split()[0].lower() not in POSSESSIVES
        if is_own and actor.kind in (ActorKind.PERSON, ActorKind.ORGANISATION):
            for key in _keys(actor):
                blocks[actor.kind, key][actor.id] = actor
    pairs = {
        (min(a.id, b.id), max(a.id, b.id)): (a, b) for block in blocks.values() for a, b in _pairs(list(block.values()))
    }
    found = [_suggest(*pair) for pair in pairs.values()]
    chosen = [each for each in found if each.score.score >= threshold()]
    return tuple(sorted(chosen, key=lambda each: (-round(each.score.score, 6), each.one, each.other)))


def _keys(actor: Actor) -> set[str]:
    """Blocks: the skeleton's first letters of the family name, and of every longer word of an organisation."""
    if actor.kind is ActorKind.PERSON:
        name = parse_name(actor.name)
        return {skeleton(word)[:4] for word in (name.family, *name.given[:1]) if word}
    return {skeleton(word)[:5] for word in actor.name.split() if len(word) > 4}


def _pairs(block: list[Actor]) -> list[tuple[Actor, Actor]]:
    block.sort(key=lambda actor: (skeleton(actor.name), actor.id))
    if len(block) <= _BLOCK:
        return list(combinations(block, 2))
    return [(block[i], block[j]) for i in range(len(block)) for j in range(i + 1, min(i + 6, len(block)))]


def _suggest(one: Actor, other: Actor) -> Suggestion:
    first, second = sorted((one, other), key=lambda actor: actor.id)
    score = score_names(first.name, second.name, is_person=first.kind is ActorKind.PERSON)
    values = dict(zip(FEATURES, score.values, strict=True))
    because = [f"{name} {values[name]:.2f}" for name in _SAID]
    shared = _organisations(first) & _organisations(second)
    because.extend(f"both at {organisation}" for organisation in sorted(shared))
    if first.country and second.country:
        because.append("same country" if first.country == second.country else "different countries")
    return Suggestion(one=first.id, other=second.id, score=score, because=tuple(because))


def _organisations(actor: Actor) -> set[str]:
    return {each.organisation for each in actor.affiliations if each.organisation}
