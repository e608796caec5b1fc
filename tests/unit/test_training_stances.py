"""Invented disputes as the stance model reads them, and what it costs it to misjudge pairs of texts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import DataError
from onrecord.training.stances_data import (
    AGAINST,
    FOR,
    OPEN,
    Claim,
    Dispute,
    Text,
    Wordings,
    read_disputes,
    split_disputes,
)

DISPUTE = """
debate: The tram in Osk
concepts:
  - {id: tram, claim: The tram should be built., description: The line to the harbour.}
  - {id: cost, claim: The tram costs too much.}
statements:
  - {text: "The mayor will not hear of rails.", tram: against}
  - {text: "It is money well spent, she said.", before: The tram will cost nine million., cost: against}
  - {text: "They would agree if rents stayed.", tram: conditional}
"""
WORDINGS = """
tram:
  for: {clauses: [rails belong in the street], nouns: [a line to the harbour], acts: [lay the rails]}
  against: {clauses: [the street can do without rails], nouns: [a halt to the works]}
"""


def test_a_dispute_is_read_with_its_wordings(tmp_path: Path) -> None:
    """What a statement points back to stands before it; a condition takes no side; a claim may have no wordings."""
    (tmp_path / "wordings").mkdir()
    (tmp_path / "osk.yaml").write_text(DISPUTE, encoding="utf-8")
    (tmp_path / "wordings" / "osk.yaml").write_text(WORDINGS, encoding="utf-8")
    (dispute,) = read_disputes(tmp_path)
    tram, cost = dispute.claims
    assert tram.worded[AGAINST] == Wordings(("the street can do without rails",), ("a halt to the works",), ())
    assert (tram.description, cost.worded) == ("The line to the harbour.", {})
    assert dispute.statements[1] == Text(
        "The tram will cost nine million. It is money well spent, she said.", {"cost": AGAINST}
    )
    assert dispute.statements[2].sides == {"tram": OPEN}


def test_a_side_that_is_none_is_named(tmp_path: Path) -> None:
    """A misspelt side stops the run with the file and the word."""
    (tmp_path / "osk.yaml").write_text(DISPUTE.replace("tram: against", "tram: agianst"), encoding="utf-8")
    with pytest.raises(DataError, match=r"osk\.yaml.*agianst"):
        read_disputes(tmp_path)


def test_a_folder_without_disputes_is_refused(tmp_path: Path) -> None:
    """Nothing to learn from is an error, not a model."""
    with pytest.raises(DataError, match="no dispute"):
        read_disputes(tmp_path)


def test_disputes_are_held_out_whole() -> None:
    """No dispute stands on both sides of a split, and the folds hold out each once."""
    disputes = [Dispute(name, (Claim("c", "The tram should be built.", "", {}),), ()) for name in "abcdefg"]
    held_names: list[str] = []
    for fold in range(3):
        learned, held = split_disputes(disputes, every=3, first=fold)
        assert sorted(one.name for one in (*learned, *held)) == list("abcdefg")
        held_names += [one.name for one in held]
    assert sorted(held_names) == list("abcdefg")


def test_pairs_of_texts_cost_what_they_are_misjudged() -> None:
    """Same side, opposite side, another claim; of a text without a side only that it speaks of the claim is asked."""
    torch = pytest.importorskip("torch")
    task = pytest.importorskip("onrecord.training.stances_task")
    rows = [task.Row([], sides) for sides in ({"a": FOR}, {"a": AGAINST}, {"a": OPEN}, {"b": FOR})]
    right = np.full((4, 4), 0)
    right[:3, :3] = [[1, 2, 1], [2, 1, 2], [1, 2, 1]]

    def cost(answers: np.ndarray) -> float:
        judged = torch.full((4, 4, 3), -9.0)
        judged.scatter_(-1, torch.tensor(answers)[..., None], -0.01)
        return float(task.judge_pairs(judged, rows))

    assert cost(right) < 0.02
    for row, column, wrong in ((0, 1, 1), (0, 3, 1), (1, 2, 0)):
        answers = right.copy()
        answers[row, column] = wrong
        assert cost(answers) > 0.3
    indifferent = right.copy()
    indifferent[0, 2] = 2
    assert cost(indifferent) < 0.02


def test_short_and_long_texts_come_back_in_their_order() -> None:
    """Texts are read in groups of like length and given back as they came."""
    torch = pytest.importorskip("torch")
    task = pytest.importorskip("onrecord.training.stances_task")
    rows = [task.Row([length] * length, {}) for length in (7, 2, 9, 4, 1, 3, 8, 5, 6, 10)]

    def network(pieces: object, mask: object) -> tuple[object, object]:
        counts = mask.sum(dim=1, keepdim=True)  # type: ignore[attr-defined]
        return counts, -counts

    topics, sides = task.read_rows(network, rows)
    assert torch.equal(topics[:, 0], torch.tensor([len(row.pieces) for row in rows]))
    assert torch.equal(sides, -topics)


def test_averages_of_epochs_are_blended(tmp_path: Path) -> None:
    """The mean of what each kept state holds as its running average."""
    torch = pytest.importorskip("torch")
    fit = pytest.importorskip("onrecord.training.encoder_fit")
    for number in (1, 2):
        torch.save({"average": [torch.full((2,), float(number))]}, tmp_path / f"epoch-{number}.pt")
    (blended,) = fit.blend_averages([tmp_path / "epoch-1.pt", tmp_path / "epoch-2.pt"])
    assert blended.tolist() == [1.5, 1.5]
