"""Who stands together: groups of actors, central actors, and where actors and concepts lie on one scale."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from onrecord.errors import UsageError
from onrecord.model import record
from onrecord.network.network import Network
from onrecord.network.objects import get_igraph


class Method(StrEnum):
    """How coalitions are found. LEIDEN and WALKTRAP need the extra ``[graphs]`` (igraph: GPL)."""

    LOUVAIN = "louvain"
    GREEDY = "greedy modularity"
    LABELS = "label propagation"
    LEIDEN = "leiden"
    WALKTRAP = "walktrap"


@record
class Coalitions:
    """Groups of actors, the largest first, then by first member; `modularity` of the partition (Newman)."""

    groups: tuple[tuple[str, ...], ...]
    modularity: float
    method: Method

    def group_of(self) -> Mapping[str, int]:
        """The number of each actor's group."""
        return {actor: number for number, group in enumerate(self.groups) for actor in group}


def to_graph(network: Network) -> nx.Graph[str]:
    """A one-mode network as a networkx graph with `weight`; of a two-mode one bipartite, nodes marked ``mode`` 1 and 2.

    A label that is both an actor and a concept gets its concept node renamed ``label (2)``.
    """
    graph: nx.Graph[str] = nx.Graph()
    if network.is_one_mode:
        graph.add_nodes_from(network.rows, mode=1)
        graph.add_weighted_edges_from(network.edges())
        return graph
    taken = set(network.rows)
    concept = {name: f"{name} (2)" if name in taken else name for name in network.columns}
    graph.add_nodes_from(network.rows, mode=1)
    graph.add_nodes_from(concept.values(), mode=2)
    graph.add_weighted_edges_from((row, concept[column], weight) for row, column, weight in network.edges())
    return graph


def find_coalitions(
    network: Network, method: Method = Method.LOUVAIN, *, resolution: float = 1.0, seed: int = 0
) -> Coalitions:
    """Groups in a one-mode network; negative ties (subtract) count as none. Seeded; actors without ties stand alone."""
    graph = _positive(network)
    found = _METHODS[method](graph, resolution, seed) if graph.number_of_edges() else [{actor} for actor in graph]
    place = {actor: number for number, actor in enumerate(network.rows)}
    groups = [tuple(sorted(group, key=place.__getitem__)) for group in found]
    groups.sort(key=lambda group: (-len(group), place[group[0]]))
    partition = [set(group) for group in groups]
    quality = nx.community.modularity(graph, partition, resolution=resolution) if graph.number_of_edges() else 0.0
    return Coalitions(groups=tuple(groups), modularity=float(quality), method=method)


def _positive(network: Network) -> nx.Graph[str]:
    if not network.is_one_mode:
        raise UsageError("Coalitions are looked for in one-mode networks.", next_step="Call one_mode(table, settings).")
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(network.rows)
    graph.add_weighted_edges_from(edge for edge in network.edges() if edge[2] > 0)
    return graph


Groups = list[set[str]]


def _louvain(graph: nx.Graph[str], resolution: float, seed: int) -> Groups:
    return [set(group) for group in nx.community.louvain_communities(graph, resolution=resolution, seed=seed)]


def _greedy(graph: nx.Graph[str], resolution: float, seed: int) -> Groups:
    found = nx.community.greedy_modularity_communities(graph, weight="weight", resolution=resolution)
    return [set(group) for group in found]


def _labels(graph: nx.Graph[str], resolution: float, seed: int) -> Groups:
    found = nx.community.asyn_lpa_communities(graph, weight="weight", seed=seed)
    return [set(group) for group in found]


def _igraph(graph: nx.Graph[str]) -> Any:
    return get_igraph().Graph.from_networkx(graph)


def _leiden(graph: nx.Graph[str], resolution: float, seed: int) -> Groups:
    other = _igraph(graph)
    random.seed(seed)  # igraph draws from here
    found = other.community_leiden(objective_function="modularity", weights="weight", resolution=resolution)
    return [{other.vs[member]["_nx_name"] for member in group} for group in found]


def _walktrap(graph: nx.Graph[str], resolution: float, seed: int) -> Groups:
    other = _igraph(graph)
    found = other.community_walktrap(weights="weight").as_clustering()
    return [{other.vs[member]["_nx_name"] for member in group} for group in found]


_METHODS: Mapping[Method, Callable[[nx.Graph[str], float, int], Groups]] = {
    Method.LOUVAIN: _louvain,
    Method.GREEDY: _greedy,
    Method.LABELS: _labels,
    Method.LEIDEN: _leiden,
    Method.WALKTRAP: _walktrap,
}


@record
class Centrality:
    """How central an actor is: ties, their weight, shortest paths through it, and being tied to the central."""

    actor: str
    degree: int
    strength: float
    betweenness: float
    eigenvector: float


def find_centralities(network: Network) -> tuple[Centrality, ...]:
    """Of each actor of a one-mode network, on its positive ties; the heaviest tie is the shortest distance."""
    graph = _positive(network)
    distance = {(a, b): 1 / weight for a, b, weight in network.edges() if weight > 0}
    nx.set_edge_attributes(graph, distance, "distance")
    between = nx.betweenness_centrality(graph, weight="distance")
    cells = np.maximum(network.dense, 0.0)
    leading = np.abs(np.linalg.eigh(cells)[1][:, -1]) if cells.any() else np.zeros(len(network.rows))
    return tuple(
        Centrality(
            actor=actor,
            degree=int(graph.degree(actor)),
            strength=float(cells[place].sum()),
            betweenness=float(between[actor]),
            eigenvector=float(leading[place]),
        )
        for place, actor in enumerate(network.rows)
    )


@record
class Scale:
    """Actors and concepts on one line: those who share sides lie close. `share` of the variation it accounts for."""

    actors: Mapping[str, float]
    concepts: Mapping[str, float]
    share: float


def find_scale(network: Network) -> Scale:
    """The first dimension of a two-mode (subtract) network, rows and columns centred; the first actor is not negative.

    A principal component: coordinates are scaled so that actors' have variance 1 (0 where nothing varies).
    """
    if network.is_one_mode:
        raise UsageError("A scale is made of a two-mode network.", next_step="Call two_mode(table, settings).")
    cells = network.dense
    if cells.size == 0:
        return Scale(actors={}, concepts={}, share=0.0)
    centred = cells - cells.mean(axis=0, keepdims=True) - cells.mean(axis=1, keepdims=True) + cells.mean()
    left, sizes, right = np.linalg.svd(centred, full_matrices=False)
    total = float((sizes**2).sum())
    if total < 1e-18:
        zero = dict.fromkeys
        return Scale(actors=zero(network.rows, 0.0), concepts=zero(network.columns, 0.0), share=0.0)
    sign = -1.0 if left[np.flatnonzero(np.abs(left[:, 0]) > 1e-12)[0], 0] < 0 else 1.0
    spread = np.sqrt(len(cells))
    return Scale(
        actors=_named(network.rows, sign * left[:, 0] * spread),
        concepts=_named(network.columns, sign * right[0] * sizes[0] / spread),
        share=float(sizes[0] ** 2 / total),
    )


def _named(names: tuple[str, ...], values: NDArray[np.float64]) -> dict[str, float]:
    return dict(zip(names, values.tolist(), strict=True))
