"""Which words attribute, what they take, and what their speaker commits to."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from onrecord.model import Token, record


@record
class Lexicon:
    """Lemmas by what they take; `prepositions` maps a verb to those it takes; `commitment` a lemma to its class."""

    clause: frozenset[str]
    quote: frozenset[str]
    infinitive: frozenset[str]
    object: frozenset[str]
    taken_as: frozenset[str]
    prepositions: dict[str, frozenset[str]]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    commitment: dict[str, str]
    by_preposition: dict[tuple[str, str], str]
    """The class of a verb with this preposition: "called for" demands."""
    by_infinitive: dict[str, str]
    light: frozenset[str]
    sides: frozenset[str]
    before_title: frozenset[str]
    after_source: frozenset[str]
    days: frozenset[str]
    documents: frozenset[str]
    taking_of: frozenset[str]
    views: frozenset[str]
    denying: frozenset[str]
    acts: frozenset[str]
    lemmas: dict[str, str]
    phrases: dict[str, list[list[str]]]
    """By their first word."""

    def lemma_of(self, token: Token) -> str:
        """The token's lemma, lower case, put right where the pipeline's lemmatizer is known to fail."""
        lemma = token.lemma.lower()
        return self.lemmas.get(lemma, lemma)


@cache
def get_lexicon() -> Lexicon:
    """The lexicon of ``cues.toml``; a lemma in several classes commits to the first."""
    table = tomllib.loads(resources.files("onrecord.statements").joinpath("cues.toml").read_text("utf-8"))
    helpers = table.pop("helpers")
    clause = _words(table, "clause")
    prepositions: dict[str, set[str]] = {}
    commitment: dict[str, str] = {}
    by_preposition: dict[tuple[str, str], str] = {}
    for name, frames in table.items():
        for verb, words in frames.get("preposition", {}).items():
            prepositions.setdefault(verb, set()).update(words)
            commitment.setdefault(verb, name)
            for word in words:
                by_preposition.setdefault((verb, word), name)
        for frame in ("clause", "infinitive", "object", "as", "nouns", "adjectives"):
            for word in frames.get(frame, ()):
                commitment.setdefault(word, name)
    for name, frames in table.items():
        for word in frames.get("quote", ()):
            commitment.setdefault(word, name)
    return Lexicon(
        clause=clause,
        quote=clause | _words(table, "quote"),
        infinitive=_words(table, "infinitive"),
        object=_words(table, "object"),
        taken_as=_words(table, "as"),
        prepositions={verb: frozenset(words) for verb, words in prepositions.items()},
        nouns=_words(table, "nouns"),
        adjectives=_words(table, "adjectives"),
        commitment=commitment,
        by_preposition=by_preposition,
        by_infinitive={verb: name for name in reversed(table) for verb in table[name].get("infinitive", ())},
        light=frozenset(helpers["light"]),
        sides=frozenset(helpers["sides"]),
        before_title=frozenset(helpers["before_title"]),
        after_source=frozenset(helpers["after_source"]),
        days=frozenset(helpers["days"]),
        documents=frozenset(helpers["documents"]),
        taking_of=frozenset(helpers["taking_of"]),
        views=frozenset(helpers["views"]),
        denying=frozenset(helpers["denying"]),
        acts=frozenset(helpers["acts"]),
        lemmas=helpers["lemmas"],
        phrases=_by_first_word(helpers["phrases"]),
    )


def _words(table: dict[str, Any], frame: str) -> frozenset[str]:
    return frozenset(word for frames in table.values() for word in frames.get(frame, ()))


def _by_first_word(phrases: list[str]) -> dict[str, list[list[str]]]:
    table: dict[str, list[list[str]]] = {}
    for phrase in phrases:
        words = phrase.split()
        table.setdefault(words[0], []).append(words)
    return table
