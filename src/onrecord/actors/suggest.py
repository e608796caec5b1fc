"""Which actors may be one although nothing merged them: proposals for a person to decide, with their reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from onrecord.actors.lexicon import country_by_code
from onrecord.actors.link import POSSESSIVES
from onrecord.actors.names import parse_name, skeleton
from onrecord.actors.similarity import FEATURES, NameScore, score_names, threshold
from onrecord.model import Actor, ActorKind, record

_BLOCK = 60
"""Larger blocks of alike names are compared with their neighbours in alphabetical order only."""
_AGAINST = {
    "gender_clash": "One is a man's given name, the other a woman's.",
    "numbers_clash": "The numbers in them differ.",
    "forms_clash": "Their legal forms differ.",
    "initial_clash": "Their initials differ.",
    "patronymic": "Their fathers' names differ.",
}
"""What speaks against a pair, by the value that says so."""
_NUMBERS = {1: "One", 2: "Two", 3: "Three", 4: "Four"}


@record
class Suggestion:
    """Two actors that may be one: ids in order, the score (0 to 1), and what speaks for and against it in sentences."""

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
    shared = _organisations(first) & _organisations(second)
    because = (
        *_of_names(dict(zip(FEATURES, score.values, strict=True))),
        *(f"Both are said to belong to {organisation}." for organisation in sorted(shared)),
        *_of_countries(first.country, second.country),
    )
    return Suggestion(one=first.id, other=second.id, score=score, because=because)


def _of_names(values: Mapping[str, float]) -> Iterator[str]:
    """What the values of a pair of names say, a sentence each."""
    clashes, left, least = round(values["clashes"]), round(values["left_over"]), values["least"]
    if values["same_bag"]:
        yield "Both names have the same words" + ("." if values["in_order"] else ", in another order.")
    elif values["initials"]:
        yield "One name is made of the first letters of the other."
    elif values["joined"]:
        yield "One name writes as one word what the other parts."
    elif clashes:
        verb = "has" if clashes == 1 else "have"
        yield f"{_counted(clashes, 'word')} of the shorter name {verb} no like in the longer."
    elif least < 1:
        yield f"Every word has one like it in the other name; the two least alike agree by {least:.0%}."
    else:
        yield "Every word of the shorter name stands in the longer."
    if left:
        yield f"The longer name has {_counted(left, 'further word').lower()}."
    for feature, sentence in _AGAINST.items():
        if values[feature]:
            yield sentence


def _counted(number: int, noun: str) -> str:
    return f"{_NUMBERS.get(number, str(number))} {noun}{'' if number == 1 else 's'}"


def _of_countries(one: str, other: str) -> Iterator[str]:
    if one and other:
        names = [country_by_code()[code].name if code in country_by_code() else code for code in sorted((one, other))]
        yield f"Both are of {names[0]}." if one == other else f"One is of {names[0]}, the other of {names[1]}."


def _organisations(actor: Actor) -> set[str]:
    return {each.organisation for each in actor.affiliations if each.organisation}
