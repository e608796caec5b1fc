"""Positions on shared data that does not travel with the project."""

from pathlib import Path

import pytest

from onrecord.evaluation import stance

SHARED = Path(__file__).resolve().parents[3] / "shared"
GWSD = SHARED / "data" / "gwsd" / "gwsd-train.tsv"


@pytest.mark.skipif(not GWSD.exists(), reason="the stance data set is not beside the repository")
def test_zero_shot_stance_holds_its_floor() -> None:
    """Before any judgement, sides of news sentences are found better than by likeness alone."""
    figures = stance.evaluate(GWSD)
    assert figures["n"] == 1842
    assert figures["macro_f1"] >= 0.45
