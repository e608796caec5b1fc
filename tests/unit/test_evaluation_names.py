"""The suite ``names``."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import GoldError
from onrecord.evaluation.names import Case, evaluate, read_cases, score


def case(*, same: bool, quality: str = "MEDIUM") -> Case:
    """A case whose names do not matter."""
    return Case(one="a", other="b", is_person=True, same=same, quality=quality)


def test_figures_are_counted_by_hand() -> None:
    """Two hits, one false alarm, one miss."""
    cases = [case(same=True), case(same=True), case(same=False), case(same=True, quality="STRONG")]
    figures = score(cases, [True, True, True, False])
    assert figures == {
        "precision": 0.6667, "recall": 0.6667, "f1": 0.6667, "accuracy": 0.5, "strong_wrong": 1, "n": 4
    }  # fmt: skip


def test_a_file_without_the_columns_is_no_gold(tmp_path: Path) -> None:
    """The error names what is missing."""
    path = tmp_path / "cases.csv"
    path.write_text("name1,name2\na,b\n", "utf-8")
    with pytest.raises(GoldError, match="is_match"):
        read_cases(path)


def test_the_suite_reads_a_file(tmp_path: Path) -> None:
    """Pairs are scored at the shipped threshold; a file not trained on is not called so."""
    path = tmp_path / "cases.csv"
    rows = ["schema,name1,name2,is_match,quality", "Person,Farid Mansour,Farid Mansour,true,STRONG"]
    path.write_text("\n".join([*rows, "Person,Farid Mansour,Olga Orlova,false,STRONG"]), "utf-8")
    figures = evaluate(path)
    assert (figures["f1"], figures["strong_wrong"], figures.get("trained_on")) == (1.0, 0, None)
