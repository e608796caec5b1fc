"""Where an article states offices: the words beside a name, in apposition to it, or after "is"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.actors.cast import Cast
from onrecord.actors.lexicon import roles, word_set
from onrecord.actors.mentions import Named
from onrecord.actors.words import words_between

LINKS = word_set("office_links")
DETERMINERS = word_set("determiners")
_STOPS = word_set("stops")
_SERVES = frozenset({"be", "serve", "head", "lead", "chair"})
_HYPHENS = frozenset("-–‑")
_DEFINITE = frozenset({"the", "his", "her", "its", "their"})
_INDEFINITE = frozenset({"a", "an"})
_CLOSING = frozenset({",", ".", ")", "–", "—", ";", "of"})
_OWNING = frozenset({"of", "for", "to"})
_REACH = 24
"""An office is stated within so many tokens of its holder."""


def iter_phrases(cast: Cast, named: Named) -> Iterator[tuple[int, int]]:
    """Token ranges beside a name that may state an office."""
    analysis = cast.analysis
    sentence = analysis.sentences[analysis.sentence_of[named.first]]
    before = _left_edge(cast, named.first, sentence.first)
    if named.title:
        before = min(_after_links(cast, before, named), _title_start(cast, named, sentence.first))
    if before < named.first:
        yield before, named.first - 1
    after = named.last + 1
    if after <= sentence.last and analysis.tokens[after].tag == "POS":
        return
    if after < sentence.last and analysis.tokens[after].text in (",", "(", "–", "—"):
        start = after + 3 if _serves(cast, after + 1) else after + 1
        end = _right_edge(cast, start, sentence.last)
        if end >= start:
            yield start, end
    head = analysis.tokens[named.last]
    governor = analysis.tokens[head.head]
    if head.dep == "nsubj" and governor.lemma == "be":
        for child in analysis.children[head.head]:
            if analysis.tokens[child].dep == "attr":
                first = min(analysis.subtree(child)[0], child)
                yield first, _right_edge(cast, first, sentence.last)
    opening = _title_start(cast, named, sentence.first) if named.title else named.first
    if before in (named.first, opening) and opening - 2 > sentence.first and analysis.tokens[opening - 1].text == ",":
        first = _left_edge(cast, opening - 1, sentence.first, bridges=_OWNING | {"at"})
        closes = after > sentence.last or analysis.tokens[after].text in _CLOSING
        if (
            first < opening - 1
            and closes
            and _is_definite(cast, first, also=_INDEFINITE if named.title else frozenset())
        ):
            yield first, opening - 2


def _title_start(cast: Cast, named: Named, floor: int) -> int:
    """Where the title of a name begins, with the nationality before it: "and" inside it bounds nothing."""
    tokens = cast.analysis.tokens
    words = words_between(cast.analysis, floor, named.first - 1) if floor < named.first else []
    start = words[-len(named.title.split()) :][0].first if words else named.first
    return start - 1 if start > floor and tokens[start - 1].text == named.nation else start


def _serves(cast: Cast, index: int) -> bool:
    """Whether "who is" or "who was" begins at token `index`."""
    who, verb = cast.analysis.tokens[index : index + 2] if index + 3 < len(cast.analysis.tokens) else (None, None)
    return who is not None and verb is not None and who.text.lower() == "who" and verb.lemma in _SERVES


def _after_links(cast: Cast, before: int, named: Named) -> int:
    """Where the office written right before a name begins: "adviser to" in front of it is someone else's."""
    words = words_between(cast.analysis, before, named.first - 1)
    office = len(named.title.split())
    for index in range(len(words) - office - 1, -1, -1):
        if words[index].lower in LINKS:
            return words[index + 1].first
    return before


def _is_definite(cast: Cast, first: int, *, also: frozenset[str]) -> bool:
    tokens = cast.analysis.tokens
    return tokens[first].text.lower() in _DEFINITE | also or first in cast.named_at


def _left_edge(cast: Cast, start: int, floor: int, *, bridges: frozenset[str] = _OWNING) -> int:
    """The first token of the noun phrase that ends before `start`: verbs, commas and most prepositions bound it."""
    tokens = cast.analysis.tokens
    index = start
    while index - 1 >= max(floor, start - _REACH):
        token = tokens[index - 1]
        lower = token.text.lower()
        if token.pos in ("VERB", "AUX", "PUNCT", "SCONJ", "PRON", "ADV", "INTJ") and not _inside_word(cast, index - 1):
            if not (token.pos == "PRON" and lower in DETERMINERS):
                break
        elif (
            (lower in ("and", "or", "but", "as", "than") and not _inside_word(cast, index - 1))
            or (token.pos == "ADP" and lower not in bridges and not _inside_word(cast, index - 1))
            or (lower in ("to", "for") and not (index > 1 and tokens[index - 2].text.lower() in roles().classes_of))
        ):
            break
        index -= 1
    return index


def _inside_word(cast: Cast, index: int) -> bool:
    """Whether token `index` is a hyphen inside a word, or the part of a word after one ("London-based")."""
    tokens = cast.analysis.tokens
    hyphen = index - 1 if tokens[index].text not in _HYPHENS and index else index
    return (
        tokens[hyphen].text in _HYPHENS
        and 0 < hyphen < len(tokens) - 1
        and tokens[hyphen - 1].end == tokens[hyphen].start
        and tokens[hyphen].end == tokens[hyphen + 1].start
    )


def _right_edge(cast: Cast, start: int, ceiling: int) -> int:
    """The last token of the phrase that begins at `start`."""
    tokens = cast.analysis.tokens
    index = start
    while index <= min(ceiling, start + _REACH):
        token = tokens[index]
        lower = token.text.lower()
        if token.pos in ("VERB", "AUX") and token.tag not in ("VBN", "VBG") and index not in cast.named_at:
            break
        if token.pos == "PUNCT" and not _inside_word(cast, index) and lower not in ("'", "’"):
            break
        if lower in _STOPS and lower != "and" and index > start:
            break
        index += 1
    return index - 1
