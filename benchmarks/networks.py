"""How fast networks are, as ratios inside one run: `python benchmarks/networks.py [statements ...]` (one BLAS thread).

Ratios and their limits (issue 8): reading a .dna file to a bare SELECT of the same rows (1.5); a network to its matrix
products alone (2); duplicates to one sort of the keys (2); 58 windows to one network (5); 1,000,000 statements to
100,000 (12, under 4 GB). CPU seconds, best of several. Beside them DNA's own CPU seconds on 2 shared EPYC cores.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from networks_data import write_synthetic
from scipy import sparse

from onrecord.exchange.dna_table import read_dna_table
from onrecord.model import StatementTable
from onrecord.network import Aggregation, Compat, Duplicates, NetworkType, Settings, TimeWindow, build, iter_networks
from onrecord.network.backbone import find_backbone
from onrecord.network.polarisation import Measure, Search, find_polarisation
from onrecord.network.selection import select

SELECTS = (
    "SELECT Property, Value FROM SETTINGS",
    "SELECT Label, ID FROM STATEMENTTYPES",
    "SELECT ID, Variable, DataType FROM VARIABLES",
    "SELECT ID FROM CODERS",
    "SELECT ID, Value FROM ENTITIES",
    "SELECT ID, Date, Author, Source, Section, Type, Title FROM DOCUMENTS",
    "SELECT ID, DocumentId, Start, Stop, Coder FROM STATEMENTS WHERE StatementTypeId = 1",
    "SELECT StatementId, Entity FROM DATASHORTTEXT WHERE VariableId = 1",
    "SELECT StatementId, Entity FROM DATASHORTTEXT WHERE VariableId = 2",
    "SELECT StatementId, Entity FROM DATASHORTTEXT WHERE VariableId = 3",
    "SELECT StatementId, Value FROM DATABOOLEAN WHERE VariableId = 4",
)

DNA_SECONDS = {
    ("one-mode congruence", 1_000): 0.22, ("one-mode congruence", 10_000): 0.66,
    ("two-mode subtract", 1_000): 0.05, ("two-mode subtract", 10_000): 0.39,
    ("58 windows", 1_000): 0.15, ("58 windows", 10_000): 2.23,
    ("duplicates per document", 1_000): 0.67, ("duplicates per document", 10_000): 21.0,
}  # fmt: skip

ONE = Settings(network_type=NetworkType.ONE_MODE, qualifier_aggregation=Aggregation.CONGRUENCE)
TWO = Settings(network_type=NetworkType.TWO_MODE, qualifier_aggregation=Aggregation.SUBTRACT)
MONTHS = replace(
    ONE, time_window=TimeWindow.MONTHS, window_size=3, start=datetime(2015, 1, 1, tzinfo=UTC),
    stop=datetime(2019, 12, 31, 23, 59, 59, tzinfo=UTC),
)  # fmt: skip


def best(work: Callable[[], object], seconds: float = 1.0) -> float:
    """The least CPU seconds of one run, each sample holding as many runs as 20 ms allow."""
    start = time.perf_counter()
    work()
    number = max(1, int(0.02 / (time.perf_counter() - start)))
    least, until = float("inf"), time.monotonic() + seconds
    while True:
        start = time.process_time()
        for _ in range(number):
            work()
        least = min(least, (time.process_time() - start) / number)
        if time.monotonic() > until:
            return least


def bare_select(path: Path) -> None:
    """Fetch the rows that a table is made of, and nothing else."""
    connection = sqlite3.connect(path)
    for query in SELECTS:
        connection.execute(query).fetchall()
    connection.close()


def bare_products(table: StatementTable) -> Callable[[], object]:
    """The products a congruence network consists of: incidence of actors with concepts per side, and each squared."""
    actor, concept = (np.asarray(table.find(name).values) for name in ("organization", "concept"))
    side = np.asarray(table.find("agreement").values)
    statement = np.arange(len(table))
    shape_a, shape_c = (len(table), int(actor.max()) + 1), (len(table), int(concept.max()) + 1)
    parts = []
    for level in (0, 1):
        mine = statement[side == level]
        ones = np.ones(len(mine))
        parts.append(
            (
                sparse.csr_array((ones, (mine, actor[mine])), shape=shape_a).T.tocsr(),
                sparse.csr_array((ones, (mine, concept[mine])), shape=shape_c),
            )
        )

    def products() -> object:
        counts = [(actors @ concepts).toarray() for actors, concepts in parts]
        return sum(count @ count.T for count in counts)

    return products


def bare_sort(table: StatementTable) -> Callable[[], object]:
    """One sort of the keys that make two statements the same."""
    parts = [np.asarray(table.documents)] + [
        np.asarray(table.find(name).values) for name in ("organization", "concept", "agreement")
    ]
    keys = np.zeros(len(table), dtype=np.int64)
    for part in parts:
        keys = keys * (int(part.max()) + 1) + part
    return lambda: np.argsort(keys, kind="stable")


def measure(path: Path, statements: int) -> dict[str, float]:
    """CPU seconds of each task for one file."""
    table = read_dna_table(path).table
    once = replace(ONE, duplicates=Duplicates.DOCUMENT)
    plain = best(lambda: select(table, ONE))
    seconds = {
        "bare SELECT": best(lambda: bare_select(path)),
        "read": best(lambda: read_dna_table(path)),
        "bare products": best(bare_products(table)),
        "one-mode congruence": best(lambda: build(table, ONE)),
        "two-mode subtract": best(lambda: build(table, TWO)),
        "bare sort": best(bare_sort(table)),
        "duplicates": best(lambda: select(table, once)) - plain,
        "58 windows": best(lambda: list(iter_networks(table, MONTHS))),
    }
    windows = len(list(iter_networks(table, MONTHS)))
    print(f"\n{statements:,} statements ({windows} windows)")
    for task, spent in seconds.items():
        dna = DNA_SECONDS.get((task, statements))
        print(f"  {task:24} {spent:9.5f} s" + (f"   DNA {dna} s" if dna else ""))
    for name, task, base, limit in (
        ("reading / SELECT", "read", "bare SELECT", 1.5),
        ("network / products", "one-mode congruence", "bare products", 2),
        ("duplicates / sort", "duplicates", "bare sort", 2),
        ("windows / network", "58 windows", "one-mode congruence", 5),
    ):
        ratio = seconds[task] / seconds[base]
        print(f"  {name:24} {ratio:9.2f}   limit {limit}   {'ok' if ratio <= limit else 'OVER'}")
    from_file = (seconds["read"] + seconds["58 windows"]) / (seconds["read"] + seconds["one-mode congruence"])
    print(f"  {'both with reading':24} {from_file:9.2f}   (as DNA's seconds count)")
    return seconds


def main() -> None:
    """Measure the sizes asked for, then the backbone, then how time grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", type=int, nargs="*", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--analysis", action="store_true", help="also backbone and polarisation of 1,000 statements")
    asked = parser.parse_args()
    totals = {}
    with tempfile.TemporaryDirectory() as folder:
        for statements in asked.statements:
            path = Path(folder) / f"{statements}.dna"
            write_synthetic(path, statements)
            seconds = measure(path, statements)
            totals[statements] = seconds["read"] + seconds["one-mode congruence"] + seconds["two-mode subtract"]
        if asked.analysis:
            measure_analysis(Path(folder))
    if 100_000 in totals and 1_000_000 in totals:
        print(f"\n1,000,000 / 100,000 statements: {totals[1_000_000] / totals[100_000]:.1f}   limit 12")
    print(f"most memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB   limit 4")


def measure_analysis(folder: Path) -> None:
    """10,000 annealing steps on 1,000 statements, DNA's spectrum and the Laplacian; one greedy search for blocs."""
    path = folder / "1k.dna"
    write_synthetic(path, 1_000)
    table = read_dna_table(path).table
    for compat, name in ((Compat.DNA, "degrees, as DNA"), (Compat.NONE, "Laplacian")):
        settings = replace(TWO, compat=compat)
        start = time.process_time()
        find_backbone(table, settings, steps=10_000)
        print(f"  backbone, {name:20} {time.process_time() - start:6.2f} s   DNA about 2,100 s")
    for measure in Measure:
        start = time.process_time()
        find_polarisation(table, ONE, Search(measure=measure, starts=1))
        print(f"  polarisation, {measure:16} {time.process_time() - start:6.2f} s   DNA 16.2 s (greedy)")


if __name__ == "__main__":
    main()
