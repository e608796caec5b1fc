"""News sentences put together from wordings of a claim's sides."""

from __future__ import annotations

import random
import tomllib

import pytest

from onrecord.training.stances_data import AGAINST, FOR, OPEN, Claim, Dispute, Text, Wordings
from onrecord.training.stances_wordings import FRAMES, draw_texts, put_in_news

SIDES = {
    FOR: Wordings(("rails belong in the street",), ("a line to the harbour",), ("lay the rails",)),
    AGAINST: Wordings(("the street can do without rails",), ("a halt to the works",), ("tear out the rails",)),
}
TRAM = Claim("tram", "The tram should be built.", "The line to the harbour.", SIDES)
COST = Claim("cost", "The tram costs too much.", "", {})


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
    seen = {(text.words, text.sides["tram"]) for text in (put_in_news(TRAM, chance) for _ in range(12_000))}
    assert {side for _, side in seen} == {FOR, AGAINST, OPEN}
    for ending, side in (
        ("opposed a halt to the works.", FOR),
        ("opposed a line to the harbour.", AGAINST),
        ("rejected the claim that the street can do without rails.", FOR),
        ("refused to tear out the rails.", FOR),
        ("asked whether rails belong in the street.", OPEN),
    ):
        assert {found for words, found in seen if words.endswith(ending)} == {side}


def test_of_a_dispute_claims_wordings_news_and_statements_are_drawn() -> None:
    """Every claim stands for itself, with or without its description; one without wordings is drawn all the same."""
    said = tuple(Text(f"statement {number}", {}) for number in range(9))
    chance = random.Random(4)
    draws = [draw_texts(Dispute("osk", (TRAM, COST), said), chance) for _ in range(20)]
    assert {text.words for draw in draws for text in draw if text.words.startswith("The tram should")} == {
        "The tram should be built.",
        "The tram should be built. The line to the harbour.",
    }
    for draw in draws:
        assert Text("The tram costs too much.", {"cost": FOR}) in draw
        assert sum(text in said for text in draw) == 5
        assert {side for text in draw if "tram" in text.sides for side in text.sides.values()} >= {FOR, AGAINST}
