"""Scores of network/ against matrices that Discourse Network Analyzer gave for the same settings.

Every setting is computed with ``compat="dna"``; `equal_by_default` counts those where the default method gives the
same. Cells are equal within 1e-9 of the larger one; below 1e-12 of the matrix's largest cell they are rounding
residues of a zero, counted as `rounding_only`.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import GoldError, OnRecordError
from onrecord.exchange.dna_table import read_dna_table
from onrecord.model import StatementTable, record
from onrecord.network import Compat, Network, Settings, TimeWindow, build, find_shares, iter_networks, parse_options
from onrecord.network.backbone import evaluate_backbone, nested_backbone
from onrecord.network.selection import select

RELATIVE = 1e-9
RESIDUE = 1e-12

NOT_OPTIONS = ("id", "fn", "ids", "fileFormat", "outfile", "p", "backbone", "method", "backboneSize", "T", "seed",
               "algorithm", "normalizeScores", "numClusters")  # fmt: skip
"""Keys of a golden's settings that tell the test program what to do, not how a network is made."""

UNSTABLE = ("nondeterministic", "unseeded")
FAILS = "DNA fails"


@record
class Golden:
    """One setting with what DNA returned for it; `kind` says which of DNA's functions was called."""

    id: str
    table: StatementTable
    settings: Settings
    kind: str
    entry: Mapping[str, Any]

    @property
    def flags(self) -> str:
        """What is known of the setting, in words."""
        return " ".join(self.entry.get("flags", ()))

    @property
    def is_unstable(self) -> bool:
        """Whether DNA itself gives another number at every run."""
        return any(word in self.flags for word in UNSTABLE)


def evaluate(path: Path) -> dict[str, float | int | bool]:
    """Counts of settings compared, mismatched, refused and answered; see ``evaluation.md``."""
    figures: Counter[str] = Counter(
        dict.fromkeys(
            ("n", "compared", "mismatches", "compared_other", "mismatches_other", "refused", "answered", "unstable",
             "matrices", "rounding_only", "equal_by_default"), 0,
        )
    )  # fmt: skip
    for _, outcome in iter_outcomes(path):
        figures.update(outcome)
        figures["n"] += 1
    return dict(figures)


def iter_outcomes(path: Path) -> Iterator[tuple[Golden, Counter[str]]]:
    """Each golden with the figures it adds."""
    with zipfile.ZipFile(path) as archive:
        read = _reader(archive)
        for golden in _iter_goldens(path, archive):
            yield golden, _score(golden, read)


def _reader(archive: zipfile.ZipFile) -> Callable[[str], tuple[list[str], list[str], NDArray[np.float64]]]:
    def read(name: str) -> tuple[list[str], list[str], NDArray[np.float64]]:
        rows = list(csv.reader(io.StringIO(archive.read(name).decode("utf-8"))))
        cells = np.array([row[1:] for row in rows[1:]], dtype=np.float64)
        return [row[0] for row in rows[1:]], rows[0][1:], cells.reshape(len(rows) - 1, len(rows[0]) - 1)

    return read


def _iter_goldens(path: Path, archive: zipfile.ZipFile) -> Iterator[Golden]:
    try:
        entries = json.loads(archive.read("index.json"))["entries"]
    except (KeyError, ValueError) as error:
        raise GoldError(f"{path} has no index of goldens: {error}.", expected="index.json with entries") from None
    tables: dict[tuple[str, str], StatementTable] = {}
    for entry in entries:
        options = {key: value for key, value in entry["settings"].items() if key not in NOT_OPTIONS}
        settings = parse_options({**options, "compat": Compat.DNA})
        key = (Path(entry["db"]).name, settings.statement_type)
        if key not in tables:
            tables[key] = read_dna_table(path.parent / key[0], key[1]).table
        kind = str(entry["settings"].get("fn", options.get("networkType", "network")))
        yield Golden(id=entry["settings"]["id"], table=tables[key], settings=settings, kind=kind, entry=entry)


def _score(golden: Golden, read: Callable[[str], Any]) -> Counter[str]:
    if FAILS in golden.flags:
        return Counter(_answer(golden))
    if golden.is_unstable:
        return Counter(["unstable"])
    if not golden.entry["matrices"]:
        found = Counter(["compared_other"])
        found["mismatches_other"] += not _is_same_other(golden)
        return found
    found = Counter(["compared"])
    gold = [read(matrix["file"]) for matrix in golden.entry["matrices"]]
    equal, residue = _compare(golden.table, golden.settings, gold)
    found["mismatches"] += not equal
    found["rounding_only"] += equal and residue
    found["matrices"] += len(gold)
    if equal:
        found["equal_by_default"] += _compare(golden.table, replace(golden.settings, compat=Compat.NONE), gold)[0]
    if "filteredIds" in golden.entry:
        found["compared_other"] += 1
        found["mismatches_other"] += not _is_same_other(golden)
    return found


def _answer(golden: Golden) -> list[str]:
    """Where DNA fails: do we answer, or refuse with a reason?"""
    try:
        networks_of(golden.table, replace(golden.settings, compat=Compat.NONE))
    except OnRecordError as error:
        return ["refused"] if error.happened else []
    return ["answered"]


def networks_of(table: StatementTable, settings: Settings) -> list[Network]:
    """All networks under `settings`: one, or one per window."""
    if settings.time_window is TimeWindow.NO:
        return [build(table, settings)]
    return list(iter_networks(table, settings))


def _compare(table: StatementTable, settings: Settings, gold: Sequence[Any]) -> tuple[bool, bool]:
    """Whether all networks equal the gold, and whether some cell does so only as a rounding residue."""
    try:
        ours = networks_of(table, settings)
    except OnRecordError:
        return False, False
    if len(ours) != len(gold):
        return False, False
    residue = False
    for network, (rows, columns, cells) in zip(ours, gold, strict=True):
        if list(network.rows) != rows or list(network.columns) != columns:
            return False, False
        close, exact = compare_cells(network.dense, cells)
        if not close:
            return False, False
        residue |= not exact
    return True, residue


def compare_cells(ours: NDArray[np.float64], gold: NDArray[np.float64]) -> tuple[bool, bool]:
    """Whether cells are equal, residues of rounding allowed, and whether they are without that allowance."""
    if ours.shape != gold.shape:
        return False, False
    larger = np.maximum(np.abs(ours), np.abs(gold))
    gap = np.abs(ours - gold)
    exact = (gap <= RELATIVE * larger) | (np.isnan(ours) & np.isnan(gold))
    floor = RESIDUE * np.nanmax(larger, initial=0.0)
    return bool(np.all(exact | (larger <= floor))), bool(np.all(exact))


def _is_same_other(golden: Golden) -> bool:
    """Losses, nested rounds, statement numbers: what an entry holds beside or instead of matrices."""
    entry, settings = golden.entry, golden.settings
    options = entry["settings"]
    if "loss" in entry:
        result = evaluate_backbone(golden.table, settings, options["backbone"], penalty=options.get("p", 0))
        return bool(np.allclose([result.kept_loss, result.removed_loss], entry["loss"], rtol=RELATIVE, atol=RESIDUE))
    if "nested" in entry:
        return _is_same_nested(golden)
    if "barplot" in entry:
        shares = find_shares(golden.table, replace(settings, qualifier=options["qualifier"]))
        bars = entry["barplot"]
        return bool(list(shares.values) == bars["values"] and shares.counts.tolist() == bars["counts"])
    selection = select(golden.table, settings)
    same = len(selection.kept) == entry.get("filtered", len(selection.kept))
    same &= len(selection.original) == entry.get("original", len(selection.original))
    if "filteredIds" in entry:
        same &= np.asarray(golden.table.ids)[selection.kept].tolist() == entry["filteredIds"]
    return bool(same)


def _is_same_nested(golden: Golden) -> bool:
    gold = golden.entry["nested"]
    rounds = nested_backbone(golden.table, golden.settings)
    if [concept for removal in rounds for concept in removal.concepts] != gold["entity"]:
        return False

    def each(values: Iterable[float]) -> list[float]:
        return [value for value, removal in zip(values, rounds, strict=True) for _ in removal.concepts]

    return bool(
        np.allclose(each(r.kept_loss for r in rounds), gold["backboneLoss"], rtol=RELATIVE, atol=RESIDUE)
        and np.allclose(each(r.removed_loss for r in rounds), gold["redundantLoss"], rtol=RELATIVE, atol=RESIDUE)
        and each(r.statements for r in rounds) == gold["numStatements"]
    )
