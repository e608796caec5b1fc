"""What a headline has somebody say, where the body has the same somebody speak.

A headline is no prose: the parse of "KRG rejects pullout" is worth little, so its words are read by place. Somebody in
front of a colon, after a closing dash or "says", or before a verb of the lexicon speaks only if a source of the body
is named by the same last word: that keeps topics ("Analysis: ...") and nouns ("claims rejected") out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from onrecord.model import Analysis, Commitment, Provenance, Statement
from onrecord.statements.attribution import Run
from onrecord.statements.build import Builder
from onrecord.statements.find import VERSION
from onrecord.statements.lexicon import get_lexicon
from onrecord.statements.quotes import find_quotes

_LONGEST_SOURCE = 8
_SHORTEST_CONTENT = 2
_DASHES = frozenset({"-", "–", "—", "--"})
_INSIDE_NAMES = frozenset({"'s", "'", "’", "’s", "-", "&"})
_PARTICLES = frozenset({"up", "down", "off", "out", "back", "away", "through", "around"})
_SAYS = frozenset({"says", "say", "said", "warns", "warn", "claims", "claim"})
_WORD = re.compile(r"\w+")
_IRREGULAR = {"said": "say", "told": "tell", "wrote": "write", "found": "find", "swore": "swear", "sought": "seek"}


class _Reading(NamedTuple):
    """Source, cue and content in token indices, both ends included; the class of the cue."""

    source: Run
    cue: Run
    content: Run
    commitment: str


def find_headlines(analysis: Analysis, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """At most one statement per line of the headline; `echoes` is the statement of the body by the same source.

    Of several the one with most words in common, else the first.
    """
    made = Provenance(stage="statements", version=VERSION, model=analysis.provenance.model)
    builder = Builder(analysis, find_quotes(analysis.text, analysis.paragraphs), made)
    found = []
    for paragraph in analysis.paragraphs:
        if paragraph.end > analysis.body_start:
            break
        tokens = analysis.tokens_in(paragraph)
        for reading in _iter_readings(analysis, tokens) if tokens else ():
            echoed = _find_echoed(analysis, reading, statements)
            if echoed is not None:
                found.append(replace(_build(analysis, reading, builder), echoes=echoed.id))
                break
    return tuple(found)


def _build(analysis: Analysis, reading: _Reading, builder: Builder) -> Statement:
    statement = builder.build(
        [analysis.span(*reading.content)],
        source=analysis.span(*reading.source),
        cue=analysis.span(*reading.cue),
        negated=False,
    )
    return replace(statement, commitment=Commitment(reading.commitment))


# --- how a headline may be read, best reading first


def _iter_readings(analysis: Analysis, tokens: range) -> Iterator[_Reading]:
    words = [analysis.tokens[index].text.lower() for index in tokens]
    base, last = tokens[0], tokens[-1]
    yield from _by_verb(words, base)
    for place, word in enumerate(words):
        before, after = (base, base + place - 1), (base + place + 1, last)
        cue = (base + place, base + place)
        if word == ":" and 0 < place <= _LONGEST_SOURCE:
            yield from _worded(_Reading(before, cue, after, "said"), words, base)
        if word in _DASHES or word == ":":
            yield from _worded(_Reading(after, cue, before, "said"), words, base)
        if word in _SAYS and place and words[place - 1] in {",", "’", "'", "”", '"'}:
            commitment = get_lexicon().commitment[_forms()[word]]
            yield from _worded(_Reading(after, cue, (base, base + place - 1), commitment), words, base)


def _by_verb(words: Sequence[str], base: int) -> Iterator[_Reading]:
    """Somebody, then the first word that is a form of a verb of the lexicon and takes what follows."""
    for place, word in enumerate(words[: _LONGEST_SOURCE + 1]):
        lemma = _lemma(word)
        if not place or lemma is None:
            continue
        taken = _taken(lemma, words[place + 1 :])
        if taken is not None:
            width, commitment = taken
            reading = _Reading(
                (base, base + place - 1),
                (base + place, base + place + width),
                (base + place + width + 1, base + len(words) - 1),
                commitment,
            )
            yield from _worded(reading, words, base)
        return


def _worded(reading: _Reading, words: Sequence[str], base: int) -> Iterator[_Reading]:
    """The reading, where its source can name somebody and its content has words enough; full stops left out."""
    source = words[reading.source[0] - base : reading.source[1] - base + 1]
    content = words[reading.content[0] - base : reading.content[1] - base + 1]
    while content and content[-1] in {".", ",", ";", ":", *_DASHES}:
        content = content[:-1]
    is_name = all(word[:1].isalnum() or word in _INSIDE_NAMES for word in source)
    if (
        is_name
        and source
        and source[-1][:1].isalnum()
        and len(source) <= _LONGEST_SOURCE
        and sum(word[:1].isalnum() for word in content) >= _SHORTEST_CONTENT
    ):
        yield reading._replace(content=(reading.content[0], reading.content[0] + len(content) - 1))


@cache
def _forms() -> dict[str, str]:
    """Forms of the present and the past that a headline uses -> lemma, of every verb that takes something."""
    lexicon = get_lexicon()
    forms = dict(_IRREGULAR)
    verbs = lexicon.clause | lexicon.infinitive | lexicon.object | lexicon.taken_as | lexicon.prepositions.keys()
    for lemma in sorted(verbs):
        stem = lemma[:-1] + "i" if lemma[-1:] == "y" and lemma[-2:-1] not in "aeiou" else lemma
        ending = "es" if stem != lemma or lemma.endswith(("s", "sh", "ch", "x")) else "s"
        past = lemma + "d" if lemma.endswith("e") else stem + "ed"
        for form in (lemma, stem + ending, past):
            forms.setdefault(form, lemma)
    return forms


def _lemma(word: str) -> str | None:
    return _forms().get(word)


def _taken(lemma: str, after: Sequence[str]) -> tuple[int, str] | None:
    """How many of the words after the verb belong to the cue, and its class; None where it takes nothing of them."""
    lexicon = get_lexicon()
    following = after[0] if after else ""
    if (name := lexicon.by_preposition.get((lemma, following))) is not None:
        return 1, name
    if following == "to":
        return (0, lexicon.by_infinitive[lemma]) if lemma in lexicon.by_infinitive else None
    if following in {"", "by", "in", "on", "at", "for", "with", "of", "after", "over", "and", "as", *_PARTICLES}:
        return None
    if lemma in lexicon.clause or lemma in lexicon.object:
        return int(following == "that"), lexicon.commitment[lemma]
    has_quote = any(word in {"“", "‘", "'", '"', "’"} for word in after)
    return (0, lexicon.commitment[lemma]) if lemma in lexicon.taken_as and (has_quote or "as" in after) else None


# --- whom the body has speak


def _find_echoed(analysis: Analysis, reading: _Reading, statements: Sequence[Statement]) -> Statement | None:
    text = analysis.text
    source = _words(analysis.span(*reading.source).cut(text))
    content = _words(analysis.span(*reading.content).cut(text))
    if not source:
        return None
    best: tuple[int, int] | None = None
    for place, statement in enumerate(statements):
        named = _words(statement.source.cut(text)) if statement.source else []
        if source[-1] not in named:
            continue
        score = (len({*content} & {*_words(statement.words(text))}) + len({*source} & {*named}), -place)
        best = score if best is None else max(best, score)
    return None if best is None else statements[-best[1]]


def _words(text: str) -> list[str]:
    """Words of three letters or more (and capitals such as "EU"), lower case, a possessive left out."""
    words = [word for word in _WORD.findall(re.sub(r"['’]s\b", "", text)) if len(word) > 2 or word.isupper()]
    return [word.lower() for word in words]
