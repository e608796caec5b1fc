"""Whole debates against their gold: the bundled one and six more, each with floors that only rise."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.evaluation import evaluate
from onrecord.evaluation.floors import Benchmark, find_sunk, read_floors

ROOT = Path(__file__).resolve().parents[2]
OURS = [b for b in read_floors(ROOT / "benchmarks" / "floors.toml") if (ROOT / b.path).is_dir()]


@pytest.mark.parametrize("benchmark", OURS, ids=lambda benchmark: benchmark.name)
def test_a_debate_of_our_own_is_read_as_well_as_before(benchmark: Benchmark) -> None:
    """No figure falls below its floor."""
    assert find_sunk(benchmark, evaluate(benchmark.suite, ROOT / benchmark.path)) == []


def test_there_are_debates_of_our_own() -> None:
    """Two at least, so that the test above cannot pass empty."""
    assert len(OURS) >= 2
