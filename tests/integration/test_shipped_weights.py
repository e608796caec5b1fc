"""The weights that ship: found whole, read whatever text they are given, and give the same twice."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.language.encoder import OnnxEncoder
from onrecord.language.network import ATTRIBUTION, WEIGHTS
from onrecord.language.words import WordReader
from onrecord.statements.tagger import Tagger

pytestmark = pytest.mark.skipif(not (WEIGHTS / ATTRIBUTION).is_dir(), reason="no weights in this checkout")

TEXT = (
    "The council will repair the old bridge next spring, Mayor Dana Whitlow said on Tuesday.\n"
    "Critics argued that the plan costs too much. “We never asked for a bridge,” one resident told reporters."
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The shipped model."""
    return Tagger(WordReader())


def test_plain_news_is_read_whole(tagger: Tagger) -> None:
    """A report, an argument and a quote each come back with source, cue and content."""
    found = [
        (
            one.source.cut(TEXT) if one.source else "",
            one.cue.cut(TEXT),
            " ".join(content.cut(TEXT) for content in one.contents),
        )
        for one in tagger.find(TEXT)
    ]
    assert [source for source, _, _ in found] == ["Mayor Dana Whitlow", "Critics", "one resident"]
    assert [cue.split()[0] for _, cue, _ in found] == ["said", "argued", "told"]
    assert "that the plan costs too much" in found[1][2]


@pytest.mark.parametrize(
    "text",
    [
        "", "\n\n", "“““", '"', "😀" * 50, "שלום “אמר” הוא", "HE SAID IT WAS OVER. " * 30,
        "and " * 20_000, "x" * 20_000, "“she said " * 300, "\u200b\ufeff",
    ],
)  # fmt: skip
def test_odd_text_is_read_with_exact_offsets(tagger: Tagger, text: str) -> None:
    """Whatever the text, nothing raises and all spans lie in it."""
    for one in tagger.find(text):
        for span in (one.cue, *one.contents, *([one.source] if one.source else [])):
            assert span.cut(text).strip() == span.cut(text) != ""


def test_the_same_text_gives_the_same_twice(tagger: Tagger) -> None:
    """Nothing is kept between texts."""
    first = tagger.find(TEXT)
    tagger.find("Something else, she said.")
    assert tagger.find(TEXT) == first


def test_sentences_that_mean_alike_lie_nearer() -> None:
    """Vectors have unit length, and a paraphrase is nearer than another subject."""
    texts = ["The bridge was closed.", "They shut the bridge.", "Prices of tea rose."]
    vectors = OnnxEncoder().encode(texts)
    assert np.allclose((vectors**2).sum(axis=1), 1, atol=1e-3)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
