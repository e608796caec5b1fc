"""Networks as the objects of other libraries, which are imported only here and only when asked for."""

from __future__ import annotations

import importlib
from typing import Any

from onrecord.errors import UsageError
from onrecord.network.network import Network


def to_frame(network: Network) -> Any:
    """The matrix as a pandas data frame: rows and columns are labelled.

    Raises:
        UsageError: pandas is not installed.
    """
    try:
        pandas = importlib.import_module("pandas")
    except ImportError:
        raise UsageError(
            "A data frame needs pandas, which is not installed.",
            expected="pandas",
            next_step="pip install pandas, or use network.dense with network.rows and network.columns.",
        ) from None
    return pandas.DataFrame(network.dense, index=list(network.rows), columns=list(network.columns))


def to_igraph(network: Network) -> Any:
    """An igraph graph: vertices have `name` and `mode` (1 rows, 2 columns of a two-mode network), edges `weight`.

    Raises:
        UsageError: igraph is not installed.
    """
    igraph = get_igraph()
    columns = () if network.is_one_mode else network.columns
    row = {label: place for place, label in enumerate(network.rows)}
    column = {label: len(row) + place for place, label in enumerate(columns)} if columns else row
    edges = network.edges()
    return igraph.Graph(
        n=len(row) + len(columns),
        edges=[(row[one], column[other]) for one, other, _ in edges],
        vertex_attrs={"name": [*network.rows, *columns], "mode": [1] * len(row) + [2] * len(columns)},
        edge_attrs={"weight": [weight for _, _, weight in edges]},
    )


def get_igraph() -> Any:
    """The library igraph (GPL)."""
    try:
        return importlib.import_module("igraph")
    except ImportError:
        raise UsageError(
            "This needs igraph, which is not installed.",
            expected="the extra onrecord[graphs] (igraph is GPL)",
            next_step="pip install 'onrecord[graphs]', or use networkx: coalitions.to_graph, method louvain.",
        ) from None
