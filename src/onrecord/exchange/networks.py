"""Which reader or writer a file name asks for: statement tables in, networks out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.exchange.dna_file import Problem
from onrecord.exchange.dna_table import read_dna_table
from onrecord.exchange.gexf import write_gexf
from onrecord.exchange.graphml import Dialect, write_graphml
from onrecord.exchange.matrices import write_matrix, write_series
from onrecord.exchange.refi import read_refi
from onrecord.exchange.sheets import read_statements
from onrecord.exchange.ucinet import write_dl
from onrecord.model import StatementTable
from onrecord.network import Network

TABLES = (".dna", ".csv", ".tsv", ".xlsx", ".qdpx")
NETWORKS = (".csv", ".graphml", ".gexf", ".dl")


def read_table(path: Path, *, statement_type: str = "DNA Statement") -> tuple[StatementTable, tuple[Problem, ...]]:
    """The statements of a .dna, .csv, .tsv, .xlsx or .qdpx file, and what was wrong with it."""
    suffix = path.suffix.lower()
    if suffix == ".dna":
        dna = read_dna_table(path, statement_type, texts=True)
        return dna.table, dna.problems
    if suffix not in TABLES:
        raise UsageError(f"{path.name} is no statement table.", expected=f"a file ending in {', '.join(TABLES)}")
    sheet = read_refi(path) if suffix == ".qdpx" else read_statements(path)
    return sheet.table, sheet.problems


def write_network(networks: Network | Sequence[Network], path: Path, *, visone: bool = False) -> None:
    """One network, or a series of windows (.csv, .gexf), as the file name says; `visone`: GraphML as visone has it."""
    suffix = path.suffix.lower()
    if suffix == ".gexf":
        write_gexf(networks, path)
    elif not isinstance(networks, Network):
        if suffix != ".csv":
            raise UsageError(f"{suffix or path.name} holds one network.", expected=".csv or .gexf for a series")
        write_series(networks, path)
    elif suffix == ".graphml":
        write_graphml(networks, path, dialect=Dialect.VISONE if visone else Dialect.PLAIN)
    elif suffix == ".dl":
        write_dl(networks, path)
    elif suffix == ".csv":
        write_matrix(networks, path)
    else:
        raise UsageError(f"{path.name} is no network file.", expected=f"a file ending in {', '.join(NETWORKS)}")
