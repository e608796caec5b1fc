"""News sentences put together from wordings of a claim's sides."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest

from onrecord.training.stances_data import AGAINST, CONDITIONAL, FOR, NONE, UNCLEAR, Pair
from onrecord.training.stances_wordings import FRAMES, Worded, Wordings, iter_news, put_in_news, read_wordings, reword

WORDINGS = """
tram:
  for: {clauses: [rails belong in the street], nouns: [a line to the harbour], acts: [lay the rails]}
  against: {clauses: [the street can do without rails], nouns: [a halt to the works], acts: [tear out the rails]}
"""
PAIR = Pair("osk", "tram", "The tram should be built.", "", "", "He wants it.", FOR)
SIDES = {
    FOR: Wordings(("rails belong in the street",), ("a line to the harbour",), ("lay the rails",)),
    AGAINST: Wordings(("the street can do without rails",), ("a halt to the works",), ("tear out the rails",)),
}
TRAM = Worded("osk", "tram", "The tram should be built.", "", SIDES)
COST = Worded("osk", "cost", "The tram costs too much.", "", SIDES)


def test_wordings_are_read_for_the_claims_at_hand(tmp_path: Path) -> None:
    """Claims that are not learned from are left out, and so is everything where there is no folder."""
    (tmp_path / "osk.yaml").write_text(WORDINGS, encoding="utf-8")
    assert read_wordings(tmp_path, [PAIR]) == [TRAM]
    assert read_wordings(tmp_path, [PAIR._replace(dispute="other")]) == []
    assert read_wordings(tmp_path / "none", [PAIR]) == []


@pytest.mark.parametrize("kind", ["said", "wanted", "seen", "done", "happens"])
@pytest.mark.parametrize("treatment", ["kept", "turned", "open", "bound"])
def test_every_frame_names_who_speaks_and_what(kind: str, treatment: str) -> None:
    """No frame says more than it is given."""
    for frame in tomllib.loads(FRAMES.read_text(encoding="utf-8"))[kind][treatment]:
        filled = frame.format(s="Ada", x="WORDS", X="WORDS", k="COSTS FALL")
        assert "Ada" in filled
        assert filled.count("WORDS") == 1
        assert ("COSTS FALL" in filled) == (treatment == "bound" and "{k}" in frame)


def test_a_frame_keeps_or_turns_the_side_of_what_it_frames() -> None:
    """Over many sentences: who opposes a halt is for, who opposes the line is against, who asks takes no side."""
    chance = random.Random(2)
    seen = {put_in_news(TRAM, chance) for _ in range(12_000)}
    assert {side for _, side in seen} == {FOR, AGAINST, CONDITIONAL, UNCLEAR}
    for ending, side in (
        ("opposed a halt to the works.", FOR),
        ("opposed a line to the harbour.", AGAINST),
        ("rejected the claim that the street can do without rails.", FOR),
        ("refused to tear out the rails.", FOR),
        ("asked whether rails belong in the street.", UNCLEAR),
    ):
        assert {found for text, found in seen if text.endswith(ending)} == {side}


def test_a_claim_in_other_words_keeps_the_side_and_its_reverse_turns_it() -> None:
    """A condition stays one only beside a wording of the same side."""
    chance = random.Random(3)
    reworded = {reword(PAIR, TRAM, chance)[2:] for _ in range(20)}
    assert reworded == {
        ("Rails belong in the street.", "", "", "He wants it.", FOR),
        ("The street can do without rails.", "", "", "He wants it.", AGAINST),
    }
    bound = {reword(PAIR._replace(side=CONDITIONAL), TRAM, chance).claim for _ in range(20)}
    assert bound == {"Rails belong in the street."}


def test_what_a_sentence_does_not_speak_of_it_does_not_bear_on() -> None:
    """Each sentence is read with its own claim, sometimes with another of the dispute."""
    pairs = list(iter_news([TRAM, COST], random.Random(4), each=50))
    assert sum(pair.side == NONE for pair in pairs) > 20
    assert sum(pair.side != NONE for pair in pairs) >= 100
    assert {pair.concept for pair in pairs} == {"tram", "cost"}
