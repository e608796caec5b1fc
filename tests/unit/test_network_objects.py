"""Networks as objects of pandas and igraph."""

from __future__ import annotations

import importlib
from datetime import date
from typing import Any

import pytest

from onrecord.errors import UsageError
from onrecord.model import StatementRow, table_of
from onrecord.network import Network, one_mode, two_mode
from onrecord.network.objects import to_frame, to_igraph

SAID = (("Cannery", "quota"), ("Cannery", "quota"), ("Tide Watch", "quota"), ("Tide Watch", "Cannery"))
TABLE = table_of(
    [
        StatementRow(
            date=date(2023, 1, 2),
            document="d",
            source="Gull",
            values={"organization": who, "concept": what, "agreement": True},
        )
        for who, what in (
            ("Cannery", "quota"),
            ("Cannery", "quota"),
            ("Tide Watch", "quota"),
            ("Tide Watch", "Cannery"),
        )
    ]
)


def test_a_data_frame_is_labelled() -> None:
    """Cells are found by their labels."""
    pytest.importorskip("pandas", reason="pandas is optional")
    assert to_frame(two_mode(TABLE)).loc["Cannery", "quota"] == 2


def test_igraph_has_vertices_of_both_modes() -> None:
    """A label that is an actor and a concept is two vertices."""
    pytest.importorskip("igraph", reason="igraph comes with the extra 'graphs'")
    graph = to_igraph(two_mode(TABLE))
    assert list(zip(graph.vs["name"], graph.vs["mode"], strict=True)) == [
        ("Cannery", 1), ("Tide Watch", 1), ("Cannery", 2), ("quota", 2),
    ]  # fmt: skip
    assert sorted(graph.es["weight"]) == [1, 1, 2]
    assert to_igraph(one_mode(TABLE)).es["weight"] == [2]


@pytest.mark.parametrize(("convert", "library"), [(to_frame, "pandas"), (to_igraph, "igraph")])
def test_what_is_missing_is_said(convert: Any, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library: which one, and how to get it."""

    def absent(name: str) -> None:
        raise ImportError(name)

    network: Network = two_mode(TABLE)
    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(UsageError, match=rf"{library}.*\n(.*\n)?Next: pip install"):
        convert(network)
