"""What a quantity counts: the noun it stands before, and the thing the sentence gives it to."""

from __future__ import annotations

import re

from onrecord.figures.quantities import Quantity
from onrecord.model import Analysis, record

_MODIFIES = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "poss", "advmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLIMB = 6
_SUM = re.compile(r"\d[\d.,]*\d|^[$€£¥]")
"""A token that is a number or sum of its own."""


@record
class Counted:
    """`unit`: tokens of the noun phrase that is counted (none for measures); `concept`: of what it is said."""

    unit: tuple[int, ...] = ()
    concept: tuple[int, ...] = ()


def find_counted(analysis: Analysis, quantity: Quantity) -> Counted:
    """The nouns of a quantity."""
    inside = analysis.tokens_in(quantity.span)
    if not inside:
        return Counted()
    head = get_outer_head(analysis, inside)
    unit: tuple[int, ...] = ()
    if not quantity.unit:
        noun = _counted_noun(analysis, quantity, head)
        if noun is not None:
            unit = _noun_phrase(analysis, noun, analysis.tokens_in(quantity.number).stop)
            head = noun
    if _only_frames(analysis, quantity, inside):
        return Counted(unit=unit)
    concept = _concept(analysis, head, frozenset(inside) | frozenset(unit), measured=bool(quantity.unit) or not unit)
    if quantity.unit and analysis.text[quantity.number.end : quantity.number.end + 1] == "-":
        concept = tuple(sorted({*concept, *_noun_after(analysis, inside)}))
    return Counted(unit=unit, concept=concept)


def _noun_after(analysis: Analysis, inside: range) -> list[int]:
    """The noun a hyphened measure stands before, past what is in parentheses: "a 9-mile (14 km) journey"."""
    depth = 0
    for index in range(inside.stop, min(inside.stop + 8, len(analysis.tokens))):
        token = analysis.tokens[index]
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.pos in ("NOUN", "PROPN") and token.dep != "compound":
            return [index]
        if depth == 0 and token.pos not in ("ADJ", "NOUN", "PROPN", "NUM", "ADV", "PUNCT"):
            return []
    return []


_FRAMES = frozenset({"past", "last", "next", "every", "previous", "coming", "recent"})


def _only_frames(analysis: Analysis, quantity: Quantity, inside: range) -> bool:
    """Whether it says when, or picks one out, and nothing of an amount: "the last three months", "one of the best"."""
    before = analysis.tokens[inside.start - 1].text.lower() if inside.start else ""
    if quantity.kind == "time":
        return before in _FRAMES
    after = analysis.tokens[inside.stop].text.lower() if inside.stop < len(analysis.tokens) else ""
    return quantity.number.cut(analysis.text).lower() == "one" and after == "of"


def get_outer_head(analysis: Analysis, inside: range) -> int:
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
        token.dep in ("nummod", "quantmod", "compound", "amod", "nmod", "predet")
        and above.pos in ("NOUN", "PROPN")
        and token.head > head
    ):
        return token.head
    for child in analysis.children[head]:
        if analysis.tokens[child].text.lower() == "of" and child > head:
            return next(
                (
                    grand
                    for grand in analysis.children[child]
                    if analysis.tokens[grand].dep == "pobj" and analysis.tokens[grand].pos in ("NOUN", "PROPN")
                ),
                None,
            )
    return _following_noun(analysis, analysis.tokens_in(quantity.span).stop, head)


def _following_noun(analysis: Analysis, after: int, head: int) -> int | None:
    """The plural that ends the words right after a number the parse left alone ("385 lightning strikes")."""
    for index in range(after, min(after + 3, len(analysis.tokens))):
        token = analysis.tokens[index]
        if analysis.sentence_of[index] != analysis.sentence_of[head] or token.pos not in ("ADJ", "NOUN", "PROPN"):
            return None
        if token.tag in ("NNS", "NNPS"):
            return index
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
    """Of what the quantity is said: the noun it modifies or is "of", what its unit is "of", the subject above it.

    A measure must be of something: failing all these, of the noun before it. A count need not.
    """
    found: list[int] = []
    token = analysis.tokens[head]
    if measured and token.dep in _MODIFIES and analysis.tokens[token.head].pos in ("NOUN", "PROPN"):
        found += _phrase(analysis, token.head)
    for child in analysis.children[head]:
        if analysis.tokens[child].dep == "prep" and analysis.tokens[child].text.lower() in ("of", "in", "for", "on"):
            found += [index for grand in analysis.children[child] for index in _phrase(analysis, grand)]
    found += _above(analysis, head, own, measured=measured)
    kept = _kept(analysis, found, own)
    if not kept and measured:
        kept = _kept(analysis, _noun_before(analysis, min(own)), own)
    return kept


def _kept(analysis: Analysis, found: list[int], own: frozenset[int]) -> tuple[int, ...]:
    return tuple(
        sorted(
            {
                index
                for index in found
                if index not in own
                and analysis.tokens[index].pos in ("NOUN", "PROPN", "ADJ", "NUM", "VERB")
                and not _SUM.search(analysis.tokens[index].text)
            }
        )
    )


def _noun_before(analysis: Analysis, first: int) -> list[int]:
    """The nearest noun before token `first` in its sentence, with its own words; else the first after it."""
    sentence = analysis.sentences[analysis.sentence_of[first]]
    before = range(first - 1, sentence.first - 1, -1)
    after = range(first + 1, sentence.last + 1)
    for index in (*before, *after):
        token = analysis.tokens[index]
        named = token.pos in ("NOUN", "PROPN") and token.dep not in ("compound", "npadvmod")
        if named and not _SUM.search(token.text):
            return _phrase(analysis, index)
    return []


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


def _above(analysis: Analysis, head: int, own: frozenset[int], *, measured: bool) -> list[int]:
    """The noun a quantity is "of"; else subject and object of the nearest clause above, unless it is part of them."""
    token = analysis.tokens[head]
    preposition = analysis.tokens[token.head]
    governs = analysis.tokens[preposition.head].pos in ("NOUN", "PROPN") and preposition.head not in own
    if token.dep == "pobj" and governs and (measured or preposition.text.lower() == "of"):
        return _phrase(analysis, preposition.head)
    return _clause_nouns(analysis, head, own)


def _clause_nouns(analysis: Analysis, head: int, own: frozenset[int]) -> list[int]:
    """Subjects and objects of the clauses above, up to the first that has a subject of its own."""
    found: list[int] = []
    current = head
    for _ in range(_CLIMB):
        token = analysis.tokens[current]
        if token.head == current:
            break
        if token.dep in _SUBJECTS:
            return found + _complement(analysis, token.head)
        came_from, current = current, token.head
        above = analysis.tokens[current]
        if above.pos not in ("VERB", "AUX"):
            continue
        named = [
            child
            for child in analysis.children[current]
            if child not in own
            and child != came_from
            and analysis.tokens[child].dep in (*_SUBJECTS, "dobj")
            and analysis.tokens[child].pos not in ("PRON", "DET")
        ]
        found += [index for subject in named for index in _phrase(analysis, subject)]
        found += _spent_on(analysis, current, came_from)
        if above.dep in ("relcl", "acl"):
            found += _phrase(analysis, above.head)
        if any(analysis.tokens[child].dep in _SUBJECTS for child in named):
            break
    return found


def _spent_on(analysis: Analysis, verb: int, after: int) -> list[int]:
    """What a sum after the verb goes "on" or "for"."""
    return [
        index
        for child in analysis.children[verb]
        if child > after
        and analysis.tokens[child].dep == "prep"
        and analysis.tokens[child].text.lower() in ("on", "for")
        for thing in analysis.children[child]
        if analysis.tokens[thing].dep == "pobj" and analysis.tokens[thing].pos in ("NOUN", "PROPN")
        for index in _phrase(analysis, thing)
    ]


def _complement(analysis: Analysis, verb: int) -> list[int]:
    """What the quantity, itself the subject, is said to be or do to."""
    return [
        index
        for child in analysis.children[verb]
        if analysis.tokens[child].dep in ("attr",)
        for index in _phrase(analysis, child)
    ]
