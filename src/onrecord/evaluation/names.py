"""The suite ``names``: pairs of names, the same actor or not, at the shipped threshold."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from pathlib import Path

from onrecord.actors.similarity import score_names, threshold, trained_on
from onrecord.errors import GoldError
from onrecord.model import record

_COLUMNS = {"schema", "name1", "name2", "is_match", "quality"}


@record
class Case:
    """A pair of names and whether they are one actor's; `quality` STRONG, MEDIUM or WEAK says how plain it is."""

    one: str
    other: str
    is_person: bool
    same: bool
    quality: str


def evaluate(path: Path) -> dict[str, float | int | bool]:
    """Precision, recall, F1 and accuracy of "the same"; how many STRONG cases are decided wrongly."""
    cases = read_cases(path)
    limit = threshold()
    found = [score_names(each.one, each.other, is_person=each.is_person).score >= limit for each in cases]
    figures: dict[str, float | int | bool] = dict(score(cases, found))
    if hashlib.sha256(path.read_bytes()).hexdigest() in trained_on():
        figures["trained_on"] = True
    return figures


def read_cases(path: Path) -> list[Case]:
    """The cases of a CSV file.

    Raises:
        GoldError: no file, a missing column, or a verdict that is neither true nor false.
    """
    if not path.is_file():
        raise GoldError(f"{path} is no file", expected="a CSV file of name pairs", next_step="check the path")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    missing = _COLUMNS - set(rows[0] if rows else ())
    if missing:
        raise GoldError(f"{path} lacks {sorted(missing)}", expected=f"columns {sorted(_COLUMNS)}, one row or more")
    wrong = {row["is_match"] for row in rows} - {"true", "false"}
    if wrong:
        raise GoldError(f"{path} has is_match {sorted(wrong)}", expected="true or false")
    return [
        Case(
            one=row["name1"],
            other=row["name2"],
            is_person=row["schema"] == "Person",
            same=row["is_match"] == "true",
            quality=row["quality"],
        )
        for row in rows
    ]


def score(cases: Sequence[Case], found: Sequence[bool]) -> dict[str, float | int]:
    """The figures of the suite for the verdicts `found`, one per case."""
    hits = sum(case.same and same for case, same in zip(cases, found, strict=True))
    right = sum(case.same == same for case, same in zip(cases, found, strict=True))
    called, wanted = sum(found), sum(case.same for case in cases)
    precision = hits / called if called else 0.0
    recall = hits / wanted if wanted else 0.0
    both = precision + recall
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / both, 4) if both else 0.0,
        "accuracy": round(right / len(cases), 4) if cases else 0.0,
        "strong_wrong": sum(
            case.quality == "STRONG" and case.same != same for case, same in zip(cases, found, strict=True)
        ),
        "n": len(cases),
    }
