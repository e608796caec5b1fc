"""Invented disputes become pairs, and pairs vary without changing what they say."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from onrecord.errors import DataError
from onrecord.training.stances_data import AGAINST, CONDITIONAL, FOR, NONE, Pair, negate, read_gold, split_gold, vary

DISPUTE = """
debate: The tram in Osk
concepts:
  - {id: tram, claim: The tram should be built., description: The line to the harbour.}
  - {id: cost, claim: The tram costs too much.}
statements:
  - {text: "The mayor will not hear of rails.", tram: against}
  - {text: "It is money well spent, she said.", before: The tram will cost nine million., cost: against}
"""
PAIR = Pair("osk", "tram", "The tram should be built.", "The line to the harbour.", "Rain fell.", "He wants it.", FOR)


def test_a_statement_is_paired_with_every_concept_of_its_dispute(tmp_path: Path) -> None:
    """Concepts a statement does not name are those it does not bear on."""
    (tmp_path / "osk.yaml").write_text(DISPUTE, encoding="utf-8")
    pairs = read_gold(tmp_path)
    assert [(pair.claim[-6:], pair.side) for pair in pairs] == [
        ("built.", AGAINST), (" much.", NONE), ("built.", NONE), (" much.", AGAINST),
    ]  # fmt: skip
    assert pairs[2].before == "The tram will cost nine million."


def test_a_side_that_is_none_is_named(tmp_path: Path) -> None:
    """A misspelt side stops the run with the file and the word."""
    (tmp_path / "osk.yaml").write_text(DISPUTE.replace("tram: against", "tram: agianst"), encoding="utf-8")
    with pytest.raises(DataError, match=r"osk\.yaml.*agianst"):
        read_gold(tmp_path)


def test_a_folder_without_disputes_is_refused(tmp_path: Path) -> None:
    """Nothing to learn from is an error, not a model."""
    with pytest.raises(DataError, match="no dispute"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("claim", "reverse"),
    [
        ("The tram should be built.", "The tram should not be built."),
        ("Rents must not rise.", "Rents must rise."),
        ("The army is ready.", "The army is not ready."),
        ("Noise makes people ill.", None),
    ],
)
def test_claims_are_reversed_at_their_first_modal(claim: str, reverse: str | None) -> None:
    """What has no modal and no copula is left alone."""
    assert negate(claim) == reverse


def test_a_reversed_claim_turns_the_side() -> None:
    """For becomes against, no bearing stays none, and conditions are not turned at all."""
    chance = random.Random(1)
    turned = vary(PAIR, chance, turned=1.0)
    assert (turned.claim, turned.description, turned.side) == ("The tram should not be built.", "", AGAINST)
    assert vary(PAIR._replace(side=NONE), chance, turned=1.0).side == NONE
    assert vary(PAIR._replace(side=CONDITIONAL), chance, turned=1.0).claim == PAIR.claim


def test_disputes_are_held_out_whole() -> None:
    """No dispute stands on both sides of a split, and the folds hold out each once."""
    pairs = [PAIR._replace(dispute=name) for name in "abcdefg" for _ in range(3)]
    held_names: list[str] = []
    for fold in range(3):
        learned, held = split_gold(pairs, every=3, first=fold)
        assert not {pair.dispute for pair in learned} & {pair.dispute for pair in held}
        held_names += sorted({pair.dispute for pair in held})
    assert sorted(held_names) == list("abcdefg")
