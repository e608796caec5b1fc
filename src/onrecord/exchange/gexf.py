"""GEXF 1.3 for Gephi: one network, or a series whose nodes and ties come and go on a time line."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.exchange.graphml import tie_colour
from onrecord.exchange.nodes import Facts, Node, NodeFacts, attribute_names
from onrecord.exchange.text_file import write_xml, xml_text
from onrecord.network import Network

GEXF = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"

Key = tuple[str, int]
"""A node by label and mode."""


def write_gexf(networks: Network | Sequence[Network], path: Path, *, facts: Facts | None = None) -> None:
    """One network as a static graph, or several windows as a dynamic one with a time stamp (the middle) for each.

    Gephi takes no negative weights: `weight` is the size of a tie, `sign` its direction, `value` the cell itself.
    UsageError for an empty series.
    """
    series = [networks] if isinstance(networks, Network) else list(networks)
    if not series:
        raise UsageError("There is no network to write.", expected="one network or more")
    dynamic = not isinstance(networks, Network)
    ET.register_namespace("", GEXF)
    ET.register_namespace("viz", VIZ)
    root = ET.Element(_tag("gexf"), {"version": "1.3"})
    meta = ET.SubElement(root, _tag("meta"))
    ET.SubElement(meta, _tag("creator")).text = "onrecord"
    attributes = {"defaultedgetype": "undirected", "mode": "dynamic" if dynamic else "static"}
    if dynamic:
        attributes |= {"timeformat": "dateTime", "timerepresentation": "timestamp"}
    graph = ET.SubElement(root, _tag("graph"), attributes)
    nodes = _write_nodes(graph, series, facts or {}, dynamic)
    _write_ties(graph, series, nodes, dynamic)
    write_xml(path, root)


def _tag(name: str) -> str:
    return f"{{{GEXF}}}{name}"


def _stamp(network: Network) -> str:
    return network.middle.strftime("%Y-%m-%dT%H:%M:%S")


def _keys(network: Network) -> list[Key]:
    rows = [(label, 1) for label in network.rows]
    return rows if network.is_one_mode else rows + [(label, 2) for label in network.columns]


def _write_nodes(graph: ET.Element, series: Sequence[Network], facts: Facts, dynamic: bool) -> dict[Key, Node]:
    stamps: dict[Key, list[str]] = {}
    for network in series:
        for key in _keys(network):
            stamps.setdefault(key, []).append(_stamp(network))
    nodes = {
        key: Node(id=f"n{number}", label=key[0], mode=key[1], facts=facts.get(key[0], NodeFacts()))
        for number, key in enumerate(stamps)
    }
    names = ["mode", "frequency", *attribute_names(tuple(nodes.values()))]
    declared = ET.SubElement(graph, _tag("attributes"), {"class": "node", "mode": "static"})
    for name in names:
        kind = "integer" if name in ("mode", "frequency") else "string"
        ET.SubElement(declared, _tag("attribute"), {"id": xml_text(name), "title": xml_text(name), "type": kind})
    parent = ET.SubElement(graph, _tag("nodes"))
    for key, node in nodes.items():
        element = ET.SubElement(parent, _tag("node"), {"id": node.id, "label": xml_text(node.label)})
        values = [("mode", str(node.mode)), *node.facts.attributes]
        if node.facts.frequency is not None:
            values.append(("frequency", str(node.facts.frequency)))
        holder = ET.SubElement(element, _tag("attvalues"))
        for name, value in values:
            ET.SubElement(holder, _tag("attvalue"), {"for": xml_text(name), "value": xml_text(value)})
        if dynamic:
            _write_spells(element, stamps[key])
        if node.facts.color:
            ET.SubElement(element, f"{{{VIZ}}}color", {"hex": node.facts.color})
    return nodes


def _write_spells(element: ET.Element, stamps: Sequence[str]) -> None:
    spells = ET.SubElement(element, _tag("spells"))
    for stamp in stamps:
        ET.SubElement(spells, _tag("spell"), {"timestamp": stamp})


def _write_ties(graph: ET.Element, series: Sequence[Network], nodes: dict[Key, Node], dynamic: bool) -> None:
    cells: dict[tuple[str, str], list[tuple[Network, float]]] = {}
    for network in series:
        mode = 1 if network.is_one_mode else 2
        for one, other, weight in network.edges():
            ends = (nodes[one, 1].id, nodes[other, mode].id)
            cells.setdefault(ends, []).append((network, weight))
    declared = ET.SubElement(graph, _tag("attributes"), {"class": "edge", "mode": "dynamic" if dynamic else "static"})
    for name, kind in (("weight", "double"), ("value", "double"), ("sign", "string")):
        if dynamic or name != "weight":
            ET.SubElement(declared, _tag("attribute"), {"id": name, "title": name, "type": kind})
    parent = ET.SubElement(graph, _tag("edges"))
    for number, ((source, target), values) in enumerate(cells.items()):
        attributes = {"id": f"e{number}", "source": source, "target": target}
        if not dynamic:
            attributes["weight"] = repr(abs(values[0][1]))
        element = ET.SubElement(parent, _tag("edge"), attributes)
        holder = ET.SubElement(element, _tag("attvalues"))
        for network, weight in values:
            facts = [("value", repr(weight)), ("sign", "positive" if weight > 0 else "negative")]
            when = {"timestamp": _stamp(network)} if dynamic else {}
            for name, value in ([("weight", repr(abs(weight)))] if dynamic else []) + facts:
                ET.SubElement(holder, _tag("attvalue"), {"for": name, "value": value, **when})
        if dynamic:
            _write_spells(element, [_stamp(network) for network, _ in values])
        ET.SubElement(element, f"{{{VIZ}}}color", {"hex": tie_colour(values[-1][0], values[-1][1])})
