"""The shared data sets: DNA's own matrices and files, and a hand-coded study."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.evaluation.networks import evaluate
from onrecord.exchange.dna_check import find_problems
from onrecord.exchange.dna_file import read_dna, write_dna
from onrecord.exchange.dna_password import is_password
from onrecord.exchange.networks import read_table
from onrecord.network import Aggregation, Settings, find_shares, two_mode

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the shared data folder is not beside this checkout")


def test_no_matrix_differs_from_dnas() -> None:
    """Every deterministic setting gives DNA's matrices, losses and counts."""
    figures = evaluate(DATA / "dna" / "goldens.zip")
    assert figures["compared"] >= 650
    assert figures["mismatches"] == 0
    assert figures["mismatches_other"] == 0
    assert figures["refused"] + figures["answered"] == 24


@pytest.mark.parametrize("name", ["sample", "rich"])
def test_reading_and_writing_back_changes_nothing(tmp_path: Path, name: str) -> None:
    """Every row of every table survives."""
    file = read_dna(DATA / "dna" / f"{name}.dna")
    write_dna(file, tmp_path / "again.dna")
    assert read_dna(tmp_path / "again.dna") == file


def test_dnas_own_file_has_no_problems_and_its_password_verifies() -> None:
    """What DNA wrote passes every check we make."""
    file = read_dna(DATA / "dna" / "sample.dna")
    assert find_problems(file) == ()
    assert all(is_password("sample", row[7]) for row in file["CODERS"])


def test_a_study_gives_its_network_and_shares() -> None:
    """A hand-coded statement table becomes a two-mode network and shares that add up."""
    table, problems = read_table(DATA / "heating" / "all_statements.xlsx")
    settings = Settings(variable1="actor_cat", variable2="concept_cat", qualifier_aggregation=Aggregation.SUBTRACT)
    network = two_mode(table, settings)
    assert problems == ()
    assert network.statements == len(table) == 559
    shares = find_shares(table, settings, variable="concept_cat")
    assert shares.counts.sum() == 559
    assert shares.of_all.sum() == pytest.approx(1.0)
