"""What a quantity counts: the noun it stands before, and the thing the sentence gives it to."""

from __future__ import annotations

from onrecord.figures.quantities import Quantity
from onrecord.model import Analysis, record

_MODIFIES = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "poss", "advmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLIMB = 6


@record
class Counted:
    """`unit`: token indices of the noun phrase that is counted (empty for measures); `concept`: of what it is said of."""

    unit: tuple[int, ...] = ()
    concept: tuple[int, ...] = ()


def find_counted(analysis: Analysis, quantity: Quantity) -> Counted:
    """The nouns of a quantity."""
    inside = analysis.tokens_in(quantity.span)
    if not inside:
        return Counted()
    head = _outer_head(analysis, inside)
    unit: tuple[int, ...] = ()
    if not quantity.unit:
        noun = _counted_noun(analysis, quantity, head)
        if noun is not None:
            unit = _noun_phrase(analysis, noun, analysis.tokens_in(quantity.number).stop)
            head = noun
    concept = _concept(analysis, head, frozenset(inside) | frozenset(unit), measured=bool(quantity.unit))
    return Counted(unit=unit, concept=concept)


def _outer_head(analysis: Analysis, inside: range) -> int:
    """The token of the quantity that hangs on one outside it."""
    for index in reversed(inside):
        above = analysis.tokens[index].head
        if above not in inside or above == index:
            return index
    return inside[-1]


def _counted_noun(analysis: Analysis, quantity: Quantity, head: int) -> int | None:
    token = analysis.tokens[head]
    above = analysis.tokens[token.head]
    if (
        token.dep in ("nummod", "quantmod", "compound", "amod", "nmod")
        and above.pos in ("NOUN", "PROPN")
        and token.head > head
    ):
        return token.head
    for child in analysis.children[head]:
        if analysis.tokens[child].text.lower() == "of" and child > head:
            return next((grand for grand in analysis.children[child] if analysis.tokens[grand].dep == "pobj"), None)
    after = analysis.tokens_in(quantity.span).stop
    if (
        after < len(analysis.tokens)
        and analysis.tokens[after].tag in ("NNS", "NNPS")
        and analysis.sentence_of[after] == analysis.sentence_of[head]
    ):
        return after
    return None


def _noun_phrase(analysis: Analysis, noun: int, first: int) -> tuple[int, ...]:
    """The noun with the adjectives and nouns before it, from token `first` on."""
    return tuple(
        index
        for index in range(min(first, noun), noun + 1)
        if index >= first
        and (
            index == noun
            or analysis.tokens[index].pos in ("ADJ", "NOUN", "PROPN", "NUM", "VERB", "PUNCT", "ADV", "PART", "CCONJ")
        )
    )


def _concept(analysis: Analysis, head: int, own: frozenset[int], *, measured: bool) -> tuple[int, ...]:
    found: list[int] = []
    token = analysis.tokens[head]
    if measured and token.dep in _MODIFIES and analysis.tokens[token.head].pos in ("NOUN", "PROPN"):
        found += _phrase(analysis, token.head)
    for child in analysis.children[head]:
        if analysis.tokens[child].dep == "prep" and analysis.tokens[child].text.lower() in ("of", "in", "for", "on"):
            found += [index for grand in analysis.children[child] for index in _phrase(analysis, grand)]
    found += _subject(analysis, head, own)
    return tuple(
        sorted(
            {
                index
                for index in found
                if index not in own and analysis.tokens[index].pos in ("NOUN", "PROPN", "ADJ", "NUM")
            }
        )
    )


def _phrase(analysis: Analysis, head: int) -> list[int]:
    """A noun with its own modifiers, and of what it is."""
    found: list[int] = []
    queue = [head]
    while queue and len(found) < 12:
        current = queue.pop()
        found.append(current)
        for child in analysis.children[current]:
            token = analysis.tokens[child]
            if token.dep in ("compound", "amod", "poss", "nmod", "pobj") or (
                token.dep == "prep" and token.text.lower() in ("of", "in", "for")
            ):
                queue.append(child)
    return found


def _subject(analysis: Analysis, head: int, own: frozenset[int]) -> list[int]:
    """The subject of the nearest clause above, unless the quantity is part of it; else the noun above it."""
    current = head
    for _ in range(_CLIMB):
        token = analysis.tokens[current]
        if token.head == current:
            break
        if token.dep in _SUBJECTS:
            return _complement(analysis, token.head)
        current = token.head
        above = analysis.tokens[current]
        if above.pos in ("VERB", "AUX"):
            subjects = [
                child
                for child in analysis.children[current]
                if analysis.tokens[child].dep in _SUBJECTS and child not in own
            ]
            named = [child for child in subjects if analysis.tokens[child].pos in ("NOUN", "PROPN")]
            if named:
                return [index for subject in named for index in _phrase(analysis, subject)]
            if above.dep in ("relcl", "acl"):
                return _phrase(analysis, above.head)
    return []


def _complement(analysis: Analysis, verb: int) -> list[int]:
    """What the quantity, itself the subject, is said to be or do to."""
    return [
        index
        for child in analysis.children[verb]
        if analysis.tokens[child].dep in ("attr",)
        for index in _phrase(analysis, child)
    ]
