"""How matrices are compared with gold, and how goldens are counted, on cases made by hand."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from debate_by_hand import ferry_pile
from onrecord.errors import GoldError
from onrecord.evaluation.networks import compare_cells, evaluate
from onrecord.exchange.dna_debate import dna_of
from onrecord.exchange.dna_file import write_dna

SETTINGS = {"networkType": "twomode", "qualifierAggregation": "subtract"}
RIGHT = '"","bridge","run"\n"Lower Isles",-1,0\n"Quay Union",0,1\n'


@pytest.mark.parametrize(
    ("ours", "gold", "verdict"),
    [
        ([[1.0, 0.0]], [[1.0, 0.0]], (True, True)),
        ([[1.0, 0.0]], [[1.0 + 1e-10, 0.0]], (True, True)),
        ([[1.0, 0.0]], [[1.0, -2.8e-17]], (True, False)),
        ([[1.0, 0.0]], [[1.0, 1e-9]], (False, False)),
        ([[1.0, 0.0]], [[1.0 + 1e-8, 0.0]], (False, False)),
        ([[np.nan]], [[np.nan]], (True, True)),
        ([[0.0]], [[np.nan]], (False, False)),
        ([[1.0]], [[1.0, 0.0]], (False, False)),
    ],
)
def test_cells_are_equal_within_a_billionth(ours: Any, gold: Any, verdict: tuple[bool, bool]) -> None:
    """Beside that only residues of a zero are forgiven, and counted as such."""
    assert compare_cells(np.array(ours), np.array(gold)) == verdict


def _zip(folder: Path, *entries: dict[str, Any]) -> Path:
    write_dna(dna_of(ferry_pile().debate()), folder / "ferry.dna")
    with zipfile.ZipFile(folder / "goldens.zip", "w") as archive:
        archive.writestr("right.csv", RIGHT)
        archive.writestr("wrong.csv", RIGHT.replace("-1", "1"))
        archive.writestr("index.json", json.dumps({"entries": [{"db": "db/ferry.dna", **entry} for entry in entries]}))
    return folder / "goldens.zip"


def _entry(name: str, file: str = "right.csv", **more: Any) -> dict[str, Any]:
    matrices = [{"file": file}] if file else []
    return {"settings": {"id": name, **SETTINGS, **more.pop("settings", {})}, "matrices": matrices, **more}


def test_goldens_are_counted_as_the_rules_say(tmp_path: Path) -> None:
    """Right, wrong, random, failing in DNA, refused by us, and entries without a matrix, each in its own figure."""
    author = {"excludeVariables": ["author"], "excludeValues": ["Ann"]}
    path = _zip(
        tmp_path,
        _entry("right"),
        _entry("wrong", "wrong.csv"),
        _entry("random", flags=["nondeterministic: ties"]),
        _entry("failing", "", flags=["DNA fails on this setting"]),
        _entry("refused", "", flags=["DNA fails on this setting"], settings=author),
        _entry("counted", "", filtered=4, original=4),
        _entry("miscounted", "", filtered=3, original=4),
    )
    figures = evaluate(path)
    assert {name: figures[name] for name in figures if figures[name]} == {
        "n": 7, "compared": 2, "mismatches": 1, "compared_other": 2, "mismatches_other": 1, "refused": 1,
        "answered": 1, "unstable": 1, "matrices": 2, "equal_by_default": 1,
    }  # fmt: skip


def test_an_archive_without_index_is_named(tmp_path: Path) -> None:
    """No index, no goldens."""
    with zipfile.ZipFile(tmp_path / "goldens.zip", "w") as archive:
        archive.writestr("x", "y")
    with pytest.raises(GoldError, match="no index"):
        evaluate(tmp_path / "goldens.zip")
