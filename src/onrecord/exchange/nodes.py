"""What is told of a node beside its name, in every graph format alike."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.model import record
from onrecord.network import Network


@record
class NodeFacts:
    """`color` is "#rrggbb" or '' for none; `frequency` how many statements carry it; `attributes` anything else."""

    color: str = ""
    frequency: int | None = None
    attributes: tuple[tuple[str, str], ...] = ()


Facts = Mapping[str, NodeFacts]
"""By label."""

NO_FACTS = NodeFacts()


@record
class Node:
    """A node of an exported graph. `mode` is 1 for rows, 2 for the columns of a two-mode network."""

    id: str
    label: str
    mode: int
    facts: NodeFacts


def find_nodes(network: Network, facts: Facts) -> tuple[Node, ...]:
    """Rows first, then the columns of a two-mode network; ids are n0, n1 ..."""
    labels = [(label, 1) for label in network.rows]
    if not network.is_one_mode:
        labels += [(label, 2) for label in network.columns]
    return tuple(
        Node(id=f"n{number}", label=label, mode=mode, facts=facts.get(label, NO_FACTS))
        for number, (label, mode) in enumerate(labels)
    )


def find_ties(network: Network, nodes: tuple[Node, ...]) -> list[tuple[Node, Node, float]]:
    """The ties between exported nodes."""
    row = {node.label: node for node in nodes if node.mode == 1}
    column = row if network.is_one_mode else {node.label: node for node in nodes if node.mode == 2}
    return [(row[one], column[other], weight) for one, other, weight in network.edges()]


def attribute_names(nodes: tuple[Node, ...]) -> list[str]:
    """All attributes that some node has, in the order met."""
    return list(dict.fromkeys(name for node in nodes for name, _ in node.facts.attributes))
