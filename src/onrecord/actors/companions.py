"""What a name of one word names where other words of the article tell: a firm called by its first word, a country."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from onrecord.actors.lexicon import given_names, word_set
from onrecord.actors.names import fold
from onrecord.actors.sorts import Candidate, Sort, country_of, stands_in_place
from onrecord.model import Analysis

_CALLED_AFTER_OTHERS = word_set("called_after_others")
_ADJECTIVES = tuple(word_set("place_endings"))
_SHORTEST = 4
"""Shorter words have too many others that look like their adjectives."""


def told_by_others(
    analysis: Analysis,
    drafts: Collection[Candidate],
    surnames: Collection[str],
    sort_of: Callable[[Candidate], Sort | None],
) -> dict[str, Sort]:
    """What names of one word name, by folded text, where nothing but other names of the article tells it."""
    firms = _first_words([draft for draft in drafts if sort_of(draft) is Sort.ORGANISATION])
    located = {fold(draft.text) for draft in drafts if stands_in_place(analysis, draft)}
    written = {word.text for draft in drafts for word in draft.words if word.is_capital}
    written |= {
        token.text for token in analysis.tokens if token.tag in ("JJ", "NNP", "NNPS") and token.text[:1].isupper()
    }
    found: dict[str, Sort] = {}
    for draft in drafts:
        key = fold(draft.text)
        if len(draft.words) > 1 or draft.title or key in surnames or key in given_names() or country_of(draft.text):
            continue
        adjectives = adjectives_of(draft.text, written)
        if sort_of(draft) in (Sort.PERSON, None) and adjectives:
            found[key] = Sort.PLACE
            found.update({fold(each): Sort.PLACE for each in adjectives if fold(each) not in surnames})
        elif firms.get(key) and key not in located and not adjectives:
            found[key] = Sort.ORGANISATION
    return found


def _first_words(drafts: Iterable[Candidate]) -> dict[str, str]:
    """The one organisation by its first word; none where two begin so, or where they are called after others."""
    found: dict[str, str] = {}
    for draft in drafts:
        if len(draft.words) > 1:
            first, whole = fold(draft.words[0].text), fold(draft.text)
            is_named = draft.words[-1].is_capital and draft.words[-1].lower not in _CALLED_AFTER_OTHERS
            is_lone = found.get(first, whole) == whole and is_named
            found[first] = whole if is_lone else ""
    return found


def adjectives_of(place: str, written: Collection[str]) -> list[str]:
    """Words of `written` that are adjectives of `place`, or names of its people: "Tavrian", "Tavrians" of "Tavria"."""
    if len(place) < _SHORTEST:
        return []
    stems = {place, place[:-1]} if place[-1] in "aeiouy" else {place}
    made = {stem + ending for stem in stems for ending in _ADJECTIVES} - {place}
    return sorted(made & set(written))
