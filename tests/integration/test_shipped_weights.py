"""The weights that ship: found whole, read whatever text they are given, and give the same twice."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.language.encoder import OnnxEncoder
from onrecord.language.network import ATTRIBUTION, WEIGHTS
from onrecord.language.stances import StanceReader
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


CLAIMS = ["The old bridge should be torn down.", "The council is out of money."]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The mayor wants the bridge demolished.", 1),
        ("Residents called for the demolition of the bridge.", 1),
        ("The bridge has to stay, the mayor said.", 2),
        ("Residents opposed the demolition of the bridge.", 2),
        ("There is no need to pull the bridge down, she said.", 2),
        ("The choir will sing on Sunday.", 0),
    ],
)
def test_sides_are_told_without_a_word_of_the_claim(text: str, side: int) -> None:
    """Plain sentences on a plain claim: likelier for, against, or not on it."""
    stances = StanceReader().read_stances(CLAIMS[:1], [text])
    assert stances.shape == (1, 1, 3)
    assert stances[0, 0].argmax() == side


def test_stances_are_the_same_in_any_company() -> None:
    """What else is read beside a text changes nothing; probabilities sum to one; odd texts are read too."""
    reader = StanceReader()
    texts = ["The bridge has to stay.", "", "😀" * 50, "and " * 5_000, "\u200b\ufeff"]
    together = reader.read_stances(CLAIMS, texts)
    assert np.allclose(np.exp(together).sum(axis=-1), 1, atol=1e-4)
    assert np.array_equal(reader.read_stances(CLAIMS[1:], texts[:1])[:, 0], together[:1, 1])
    assert reader.read_stances(CLAIMS, []).shape == (0, 2, 3)
