"""GraphML, plain for Gephi, igraph, networkx and Cytoscape, or in the dialect that visone opens with its colours."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from enum import StrEnum
from pathlib import Path

from onrecord.exchange.nodes import Facts, Node, attribute_names, find_nodes, find_ties
from onrecord.exchange.text_file import write_xml, xml_text
from onrecord.network import Aggregation, Network

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
VISONE = "http://visone.info/xmlns"

GREEN, RED, BLUE, GREY = "#00ff00", "#ff0000", "#0000ff", "#808080"
MODE_COLOURS = {1: "#ffffff", 2: "#c0c0c0"}
CIRCLE = 300.0
"""Radius of the circle nodes are laid on, in visone's pixels."""


class Dialect(StrEnum):
    """PLAIN holds attributes only; VISONE adds shapes, colours and places."""

    PLAIN = "plain"
    VISONE = "visone"


def write_graphml(
    network: Network, path: Path, *, dialect: Dialect = Dialect.PLAIN, facts: Facts | None = None
) -> None:
    """A network as an undirected GraphML graph; ties of weight 0 are left out, each pair stands once.

    Nodes carry label, mode (1 actor, 2 concept), frequency and the attributes of `facts`; ties their weight and sign.
    """
    ET.register_namespace("", GRAPHML)
    ET.register_namespace("visone", VISONE)
    nodes = find_nodes(network, facts or {})
    root = ET.Element(_tag("graphml"))
    keys = _write_keys(root, nodes, dialect)
    graph = ET.SubElement(root, _tag("graph"), {"id": "G", "edgedefault": "undirected"})
    for number, node in enumerate(nodes):
        element = ET.SubElement(graph, _tag("node"), {"id": node.id})
        for name, value in _node_values(node):
            _data(element, keys["node", name], value)
        if dialect is Dialect.VISONE:
            _draw_node(element, node, number, len(nodes))
    for number, (one, other, weight) in enumerate(find_ties(network, nodes)):
        element = ET.SubElement(graph, _tag("edge"), {"id": f"e{number}", "source": one.id, "target": other.id})
        _data(element, keys["edge", "weight"], repr(weight))
        _data(element, keys["edge", "sign"], "positive" if weight > 0 else "negative")
        if dialect is Dialect.VISONE:
            _draw_edge(element, tie_colour(network, weight), weight)
    write_xml(path, root)


def tie_colour(network: Network, weight: float) -> str:
    """Green for agreement, red for disagreement; combined levels 1, 2, 3 are green, red, blue; grey without sides."""
    aggregation = network.settings.qualifier_aggregation
    if aggregation is Aggregation.COMBINE and not network.is_one_mode:
        return {1.0: GREEN, 2.0: RED, 3.0: BLUE}.get(weight, GREY)
    if aggregation is Aggregation.SUBTRACT:
        return GREEN if weight > 0 else RED
    return {Aggregation.CONGRUENCE: GREEN, Aggregation.CONFLICT: RED}.get(aggregation, GREY)


def _tag(name: str) -> str:
    return f"{{{GRAPHML}}}{name}"


def _node_values(node: Node) -> list[tuple[str, str]]:
    values = [("label", node.label), ("mode", str(node.mode)), *node.facts.attributes]
    if node.facts.color:
        values.append(("color", node.facts.color))
    if node.facts.frequency is not None:
        values.append(("frequency", str(node.facts.frequency)))
    return values


def _write_keys(root: ET.Element, nodes: tuple[Node, ...], dialect: Dialect) -> dict[tuple[str, str], str]:
    names = [("node", "label", "string"), ("node", "mode", "int"), ("node", "frequency", "int")]
    names += [("node", "color", "string")]
    taken = {name for _, name, _ in names}
    names += [("node", name, "string") for name in attribute_names(nodes) if name not in taken]
    names += [("edge", "weight", "double"), ("edge", "sign", "string")]
    keys = {}
    for number, (owner, name, kind) in enumerate(names):
        keys[owner, name] = f"d{number}"
        ET.SubElement(
            root, _tag("key"), {"id": f"d{number}", "for": owner, "attr.name": xml_text(name), "attr.type": kind}
        )
    if dialect is Dialect.VISONE:
        for owner in ("node", "edge"):
            key = {"id": f"graphics_{owner}", "for": owner, "attr.name": "graphics", "attr.type": "string"}
            ET.SubElement(root, _tag("key"), key)
    return keys


def _data(element: ET.Element, key: str, value: str) -> None:
    ET.SubElement(element, _tag("data"), {"key": key}).text = xml_text(value)


def _visone(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{VISONE}}}{name}", attributes)


def _draw_node(element: ET.Element, node: Node, number: int, nodes: int) -> None:
    angle = 2 * math.pi * number / max(1, nodes)
    data = ET.SubElement(element, _tag("data"), {"key": "graphics_node"})
    shape = _visone(data, "shapeNode")
    place = {"x": f"{CIRCLE * math.cos(angle):.1f}", "y": f"{CIRCLE * math.sin(angle):.1f}"}
    _visone(shape, "Geometry", height="20.0", width="20.0", **place)
    _visone(shape, "Fill", color=node.facts.color or MODE_COLOURS[node.mode], transparent="false")
    _visone(shape, "BorderStyle", color="#000000", type="line", width="1.0")
    _visone(shape, "NodeLabel").text = xml_text(node.label)
    _visone(shape, "Shape", type="ellipse" if node.mode == 1 else "rectangle")


def _draw_edge(element: ET.Element, colour: str, weight: float) -> None:
    data = ET.SubElement(element, _tag("data"), {"key": "graphics_edge"})
    line = _visone(data, "polyLineEdge")
    _visone(line, "LineStyle", color=colour, type="line", width=f"{min(10.0, max(0.5, abs(weight))):.2f}")
