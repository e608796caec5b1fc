"""Synthetic .dna files: 200 organisations, 100 concepts, 400 persons, skewed use, five years, a document per ten."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np

from onrecord.exchange.dna_schema import TABLES, create_sql

FIVE_YEARS = 5 * 365 * 86_400
START = 1_420_070_400  # 2015-01-01


def write_synthetic(path: Path, statements: int, seed: int = 1) -> None:
    """A .dna file of that many statements; the same seed gives the same file."""
    random = np.random.default_rng(seed)
    sizes = {1: 400, 2: 200, 3: 100}
    documents = max(1, statements // 10)
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    for table in TABLES:
        connection.execute(create_sql(table))
    many = connection.executemany
    connection.execute("INSERT INTO SETTINGS VALUES ('version', '3.0.11')")
    connection.execute("INSERT INTO CODERS (ID, Name, Password) VALUES (1, 'Admin', '')")
    connection.execute("INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 0, 0, 0)")
    kinds = [(1, "person", "short text"), (2, "organization", "short text"), (3, "concept", "short text"),
             (4, "agreement", "boolean")]  # fmt: skip
    many("INSERT INTO VARIABLES VALUES (?, ?, ?, 1)", kinds)
    dates = START + random.integers(0, FIVE_YEARS, documents)
    many(
        "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Date) VALUES (?, ?, ?, 1, ?)",
        ((i + 1, f"Document {i + 1}", "word " * 200, int(d)) for i, d in enumerate(dates)),
    )
    of = random.integers(0, documents, statements)
    start = random.integers(0, 800, statements)
    rows = zip(range(1, statements + 1), (of + 1).tolist(), start.tolist(), (start + 50).tolist(), strict=True)
    many("INSERT INTO STATEMENTS VALUES (?, 1, ?, ?, ?, 1)", rows)
    entity, key = 1, 1
    for variable, size in sizes.items():
        names = [f"{kinds[variable - 1][1]} {i:03}" for i in range(size)]
        many(
            "INSERT INTO ENTITIES (ID, VariableId, Value) VALUES (?, ?, ?)",
            ((entity + i, variable, name) for i, name in enumerate(names)),
        )
        weights = 1 / np.arange(1, size + 1) ** 0.8
        drawn = entity + random.choice(size, statements, p=weights / weights.sum())
        many(
            f"INSERT INTO DATASHORTTEXT VALUES (?, ?, {variable}, ?)",
            zip(range(key, key + statements), range(1, statements + 1), drawn.tolist(), strict=True),
        )
        entity, key = entity + size, key + statements
    agreement = (random.random(statements) < 0.6).astype(int).tolist()
    many(
        "INSERT INTO DATABOOLEAN VALUES (?, ?, 4, ?)",
        zip(range(1, statements + 1), range(1, statements + 1), agreement, strict=True),
    )
    connection.commit()
    connection.close()
