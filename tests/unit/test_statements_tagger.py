"""What the tagger reads, and what it makes of a reader's scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from onrecord.statements.decoder import LABELS
from onrecord.statements.tagger import Tagger
from onrecord.statements.tagger_words import (
    CAPITAL,
    CAPITALS,
    CLOSES,
    DIGITS,
    INSIDE,
    LOWER,
    MARK,
    OPENS,
    OUTSIDE,
    split_words,
)


class WordList:
    """A reader that knows a role for some words; what stands next on the left is linked."""

    name = "by-hand"

    def __init__(self, **labels: str) -> None:
        self.labels = labels
        left = [5.0] * 8 + [0.0] * 56
        self.decoder: dict[str, Any] = {
            "transitions": np.zeros((13, 13)).tolist(),
            "opening": {"source": 0.0, "cue": 0.0, "content": 0.0},
            "place_source": left,
            "place_content": left,
            "no_source": [0.0, 0.0, 0.0, 0.0, -1.0],
        }

    def read(self, words: Sequence[str], writing: NDArray[np.int64]) -> tuple[Any, Any]:
        """Five for the known label of a word."""
        scores = np.zeros((len(words), 13), dtype=np.float32)
        for index, word in enumerate(words):
            scores[index, LABELS.index(self.labels.get(word, "O"))] = 5
        return scores, np.zeros((len(words), 16), dtype=np.float32)


READER = WordList(Mina="S-source", said="S-cue", rain="B-content", would="I-content", come="E-content")


def test_words_are_cut_as_annotators_cut_them() -> None:
    """Clitics, abbreviations, numbers, dashes and marks are words of their own."""
    forms = split_words("The U.S. didn't pay $1,200.50 -- “it’s theirs” ... yes").forms
    assert forms == [
        "The", "U.S.", "did", "n't", "pay", "$", "1,200.50", "--", "“", "it", "’s", "theirs", "”", "...", "yes",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("“a b” c", [OPENS, INSIDE, INSIDE, CLOSES, OUTSIDE]),
        ('"a" b', [OPENS, INSIDE, CLOSES, OUTSIDE]),
        ("'' a '' b", [OPENS, INSIDE, CLOSES, OUTSIDE]),
        ("“a\n“b” c", [OPENS, INSIDE, OPENS, INSIDE, CLOSES, OUTSIDE]),
        ("“a\nb", [OPENS, INSIDE, OUTSIDE]),
    ],
)
def test_each_word_knows_whether_it_stands_in_quotes(text: str, quotes: list[int]) -> None:
    """Curly, straight and doubled marks open and close; a paragraph begins outside."""
    assert split_words(text).writing[:, 1].tolist() == quotes


def test_case_and_breaks_are_told() -> None:
    """Lower case, a capital, capitals, digits, a mark; the first word of each paragraph is one after a break."""
    writing = split_words("we Met NATO 12 .\nThen").writing
    assert writing[:, 0].tolist() == [LOWER, CAPITAL, CAPITALS, DIGITS, MARK, CAPITAL]
    assert writing[:, 2].tolist() == [1, 0, 0, 0, 0, 1]


def test_an_attribution_is_cut_from_the_text_exactly() -> None:
    """Source, cue and content come back as spans of the text that was given."""
    text = "On Monday, Mina  said rain would come, and left."
    (found,) = Tagger(READER).find(text)
    assert found.source is not None
    assert (found.source.cut(text), found.cue.cut(text)) == ("Mina", "said")
    assert [span.cut(text) for span in found.contents] == ["rain would come"]


def test_the_headline_is_read_but_not_reported() -> None:
    """What stands before the body gives context only."""
    text = "Mina said rain would come\nMina said rain would come"
    assert len(Tagger(READER).find(text, text.index("\n"))) == 1
    assert len(Tagger(READER).find(text)) == 2


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "😀", '"', "'", "‏שלום “ ”", "SAID " * 400, "a" * 5000])
def test_odd_text_is_read_without_a_word(text: str) -> None:
    """Nothing raises, and nothing is found where nothing is said."""
    assert Tagger(READER).find(text) == ()
