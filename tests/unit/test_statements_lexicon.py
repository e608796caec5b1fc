"""The words that attribute."""

from __future__ import annotations

import pytest

from onrecord.statements.lexicon import get_lexicon


@pytest.mark.parametrize(
    ("lemma", "commitment"),
    [
        ("say", "said"),
        ("claim", "claimed"),
        ("deny", "denied"),
        ("warn", "warned"),
        ("promise", "promised"),
        ("demand", "demanded"),
        ("ask", "asked"),
        ("believe", "believes"),
        ("support", "supports"),
        ("oppose", "opposes"),
        ("show", "shown"),
    ],
)
def test_each_class_of_commitment_has_its_verb(lemma: str, commitment: str) -> None:
    """A lemma tells what its speaker commits to."""
    assert get_lexicon().commitment[lemma] == commitment


def test_what_takes_a_clause_takes_a_quote() -> None:
    """Every verb of clauses may stand beside a quote; the reverse does not hold."""
    lexicon = get_lexicon()
    assert lexicon.clause < lexicon.quote


def test_words_are_lower_case_lemmas() -> None:
    """The file holds lemmas as the parser writes them."""
    lexicon = get_lexicon()
    words = lexicon.quote | lexicon.infinitive | lexicon.object | lexicon.taken_as | lexicon.nouns
    assert all(word == word.lower().strip() for word in words)
