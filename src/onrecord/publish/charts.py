"""How networks and what is read out of them look: one Vega-Lite chart each, for notebooks and for files.

Every function returns an `altair.Chart` (or a layering or stacking of some) with its data inside; `write_chart` puts
one into a file. Data become charts without chance: layouts are seeded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import altair as alt
import networkx as nx

from onrecord.errors import UsageError
from onrecord.network import Network
from onrecord.network.backbone import Removal
from onrecord.network.change import Phases
from onrecord.network.coalitions import Coalitions, Scale, to_graph
from onrecord.network.polarisation import Polarisation
from onrecord.network.uncertainty import Interval

Drawing = alt.Chart | alt.LayerChart | alt.VConcatChart
Row = dict[str, Any]

FORMATS = (".svg", ".png", ".html")
AGAINST, NEITHER, FOR, INK, SOFT = "#a32c1e", "#f3f0e8", "#1f5f8b", "#1e1d1b", "#8d887d"
"""Red and blue, which those who tell no red from green can tell apart."""
COLOURS = ("#c98a00", "#76508e", "#3d8f8a", "#5b7f3b", "#8a5a3c", "#5b5b66", "#c25b8c", "#9aa33b")
"""Of groups and phases; none is a side's."""
WIDTH, HEIGHT, STEP = 640, 320, 26
NEGATIVE_PULL = 0.02
"""What a negative tie pulls, where the strongest positive one pulls 1: opponents lie apart, but in the picture."""
MOST_NUMBERS = 400
"""Up to this many cells of a heat map have their number written into them."""


def write_chart(chart: Drawing, path: Path) -> None:
    """Write a chart as the file name says: .svg, .png (twice the size), or .html that needs no network.

    Raises:
        UsageError: another file name.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UsageError(f"{path.name} is no picture.", expected=f"a file ending in {', '.join(FORMATS)}")
    options: Mapping[str, dict[str, Any]] = {".html": {"inline": True}, ".png": {"scale_factor": 2}, ".svg": {}}
    chart.save(str(path), **options[suffix])


def heat_map(network: Network) -> Drawing:
    """The matrix of a network: colour from against (red) to for (blue), the number in the cell where there is room."""
    cells = network.dense.tolist()
    rows: list[Row] = [
        {"row": row, "column": column, "value": value}
        for row, line in zip(network.rows, cells, strict=True)
        for column, value in zip(network.columns, line, strict=True)
    ]
    most = max((abs(row["value"]) for row in rows), default=0.0) or 1.0
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("column:N", sort=list(network.columns), title=None, axis=alt.Axis(labelAngle=-40, labelLimit=220)),
        y=alt.Y("row:N", sort=list(network.rows), title=None, axis=alt.Axis(labelLimit=220)),
    )
    boxes = base.mark_rect(stroke="white").encode(
        color=alt.Color(
            "value:Q",
            scale=alt.Scale(domain=[-most, 0, most], range=[AGAINST, NEITHER, FOR], interpolate="rgb"),
            title=str(network.settings.qualifier_aggregation),
        ),
        tooltip=["row:N", "column:N", "value:Q"],
    )
    drawn: list[alt.Chart] = [boxes]
    if len(rows) <= MOST_NUMBERS:
        is_dark = abs(alt.datum.value) > 0.65 * most
        drawn.append(
            base.transform_filter("datum.value != 0")
            .mark_text(fontSize=11)
            .encode(
                text=alt.Text("value:Q", format="d" if network.integer else ".2~f"),
                color=alt.condition(is_dark, alt.value("white"), alt.value(INK)),
            )
        )
    sized = alt.layer(*drawn).properties(width=alt.Step(STEP * 1.4), height=alt.Step(STEP))
    return _titled(sized, _period(network))


def node_link(network: Network, *, groups: Coalitions | None = None, seed: int = 0) -> Drawing:
    """Nodes and ties: width is weight, red ties are negative; coloured by coalition, or actors apart from concepts.

    Laid out by springs (Fruchterman and Reingold) from a seeded start; see `NEGATIVE_PULL`.
    """
    graph = to_graph(network)
    edges: list[tuple[str, str, float]] = list(graph.edges.data("weight"))
    most = max((abs(weight) for _, _, weight in edges), default=1.0)
    springs: nx.Graph[str] = nx.Graph()
    springs.add_nodes_from(graph)
    springs.add_weighted_edges_from((one, other, max(weight / most, NEGATIVE_PULL)) for one, other, weight in edges)
    nodes = _nodes(graph, _laid_out(springs, seed), groups)
    layers = [_lines(edges, nodes)] if edges else []
    drawn = alt.layer(*layers, *_points(nodes)).resolve_scale(color="independent")
    return _titled(drawn.properties(width=WIDTH, height=WIDTH), _period(network))


def _laid_out(springs: nx.Graph[str], seed: int) -> dict[str, tuple[float, float]]:
    """Springs within each connected part; parts stand beside each other in rows, the largest first."""
    parts = sorted((sorted(part) for part in nx.connected_components(springs)), key=lambda part: (-len(part), part))
    room = 2.0 * len(springs) ** 0.5
    place: dict[str, tuple[float, float]] = {}
    left, top, height = 0.0, 0.0, 0.0
    for part in parts:
        radius = len(part) ** 0.5
        if left and left + 2 * radius > room:
            left, top, height = 0.0, top - height, 0.0
        middle = (left + radius, top - radius)
        found = nx.spring_layout(
            springs.subgraph(part), seed=seed, iterations=200, scale=0.8 * radius if len(part) > 1 else 0.0
        )
        place |= {name: (middle[0] + float(x), middle[1] + float(y)) for name, (x, y) in found.items()}
        left, height = left + 2 * radius, max(height, 2 * radius)
    return place


def _lines(edges: list[tuple[str, str, float]], nodes: list[Row]) -> alt.Chart:
    at = {node["node"]: node for node in nodes}
    rows: list[Row] = [
        {"x": at[one]["x"], "y": at[one]["y"], "x2": at[other]["x"], "y2": at[other]["y"], "tie": f"{one} – {other}",
         "weight": weight, "size": abs(weight), "sign": "negative" if weight < 0 else "positive"}
        for one, other, weight in edges
    ]  # fmt: skip
    signed = alt.Scale(domain=["positive", "negative"], range=[FOR, AGAINST])
    rules: alt.Chart = _placed(rows).mark_rule(opacity=0.45)
    return rules.encode(
        x2="x2:Q",
        y2="y2:Q",
        strokeWidth=alt.StrokeWidth("size:Q", scale=alt.Scale(range=[0.6, 7]), legend=None),
        stroke=alt.Stroke("sign:N", scale=signed, legend=alt.Legend(title="tie")),
        tooltip=["tie:N", "weight:Q"],
    )  # fmt: skip


def _points(nodes: list[Row]) -> list[alt.Chart]:
    """Marks, and the names above them."""
    shapes = alt.Scale(domain=["actor", "concept"], range=["circle", "square"])
    groups = sorted({node["group"] for node in nodes}, key=lambda group: (len(group), group))
    palette = _palette(groups)
    placed = _placed(nodes)
    marks = placed.mark_point(filled=True, opacity=1, size=130, stroke="white", strokeWidth=1).encode(
        color=alt.Color("group:N", scale=palette, title=None),
        shape=alt.Shape("kind:N", scale=shapes, legend=None),
        tooltip=["node:N"],
    )
    return [marks, placed.mark_text(dy=-13, fontSize=11, color=INK).encode(text="node:N")]


def _placed(rows: list[Row]) -> alt.Chart:
    hidden = alt.Axis(labels=False, ticks=False, grid=False, domain=False)
    span = alt.Scale(zero=False, nice=False, padding=45)
    return alt.Chart(_data(rows)).encode(
        x=alt.X("x:Q", axis=hidden, title=None, scale=span), y=alt.Y("y:Q", axis=hidden, title=None, scale=span)
    )


def _nodes(graph: nx.Graph[str], place: Mapping[str, tuple[float, float]], groups: Coalitions | None) -> list[Row]:
    group_of = groups.group_of() if groups is not None else {}
    modes: list[tuple[str, int]] = [(name, facts["mode"]) for name, facts in graph.nodes.items()]
    return [
        {
            "node": name,
            "x": place[name][0],
            "y": place[name][1],
            "kind": "actor" if mode == 1 else "concept",
            "group": f"coalition {group_of[name] + 1}" if name in group_of else "actor" if mode == 1 else "concept",
        }
        for name, mode in modes
    ]


def coalition_map(network: Network, found: Coalitions, *, seed: int = 0) -> Drawing:
    """A one-mode network with its coalitions in colours."""
    return node_link(network, groups=found, seed=seed)


def series(middles: Sequence[datetime], values: Sequence[Interval], *, title: str) -> Drawing:
    """An index over windows (their middles) with its error band (`uncertainty.series_errors`)."""
    rows: list[Row] = [
        {"day": middle.isoformat(), "value": value.estimate, "low": value.low, "high": value.high}
        for middle, value in zip(middles, values, strict=True)
    ]
    base = alt.Chart(_data(rows)).encode(x=_time("day"))
    band = base.mark_area(opacity=0.22, color=FOR).encode(y=alt.Y("low:Q", title=title), y2="high:Q")
    line = base.mark_line(color=FOR, point=alt.OverlayMarkDef(color=FOR, size=22)).encode(
        y=alt.Y("value:Q", title=title), tooltip=["day:T", "value:Q", "low:Q", "high:Q"]
    )
    return _titled(alt.layer(band, line).properties(width=WIDTH, height=HEIGHT), title)


def polarisation_over_time(found: Sequence[Polarisation]) -> Drawing:
    """Both measures of polarisation at the middle of each window (`polarisation.iter_polarisation`)."""
    rows: list[Row] = [
        {"day": (each.start + (each.stop - each.start) / 2).isoformat(), "measure": measure, "value": value}
        for each in found
        for measure, value in (("ideal", each.ideal), ("modularity", each.modularity))
    ]
    line = alt.Chart(_data(rows)).mark_line(point=alt.OverlayMarkDef(size=22))
    drawn = line.encode(
        x=_time("day"),
        y=alt.Y("value:Q", title="polarisation"),
        color=alt.Color("measure:N", scale=alt.Scale(domain=["ideal", "modularity"], range=[FOR, AGAINST])),
        tooltip=["day:T", "measure:N", "value:Q"],
    ).properties(width=WIDTH, height=HEIGHT)
    return _titled(drawn, "Polarisation over time")


def phase_chart(networks: Sequence[Network], found: Phases) -> Drawing:
    """How far each window's network lies from the one before, over the phases (`change.find_phases`) in bands."""
    middles = [network.middle for network in networks]
    steps: list[Row] = [
        {"day": middles[number].isoformat(), "distance": float(found.distances[before, number])}
        for before, number in pairwise(range(len(networks)))
    ]
    edges = [*(middles[phase.first] for phase in found.phases), middles[-1]] if networks else []
    bands: list[Row] = [
        {"from": start.isoformat(), "to": stop.isoformat(), "phase": f"phase {number}"}
        for number, (start, stop) in enumerate(pairwise(edges), start=1)
    ]
    names = [band["phase"] for band in bands]
    palette = _palette(names)
    areas = (
        alt.Chart(_data(bands))
        .mark_rect(opacity=0.22)
        .encode(x=_time("from"), x2="to:T", color=alt.Color("phase:N", scale=palette, sort=names, title=None))
    )
    line = (
        alt.Chart(_data(steps))
        .mark_line(color=INK, point=alt.OverlayMarkDef(color=INK, size=22))
        .encode(x=_time("day"), y=alt.Y("distance:Q", title="distance from the window before"))
    )
    return _titled(alt.layer(areas, line).properties(width=WIDTH, height=HEIGHT), "Phases")


def backbone_chart(rounds: Sequence[Removal]) -> Drawing:
    """The nested backbone: what is lost as concepts go, the least needed first (`backbone.nested_backbone`)."""
    rows: list[Row] = [
        {"round": number, "concept": ", ".join(each.concepts), "loss": each.kept_loss, "statements": each.statements}
        for number, each in enumerate(rounds, start=1)
    ]
    drawn = (
        alt.Chart(_data(rows))
        .mark_bar(color=FOR)
        .encode(
            y=alt.Y("concept:N", sort=alt.EncodingSortField("round"), title="taken out, in order",
                    axis=alt.Axis(labelLimit=260)),
            x=alt.X("loss:Q", title="loss of the network that is left"),
            tooltip=["concept:N", "loss:Q", "statements:Q"],
        )
        .properties(width=WIDTH * 2 // 3, height=alt.Step(STEP))
    )  # fmt: skip
    return _titled(drawn, "Backbone")


def scale_chart(found: Scale) -> Drawing:
    """Actors, and below them concepts, on one line (`coalitions.find_scale`)."""
    parts = [
        _dots(sorted(places.items(), key=lambda item: (item[1], item[0])), title)
        for places, title in ((found.actors, "actors"), (found.concepts, "concepts"))
        if places
    ]
    drawn = alt.vconcat(*parts).resolve_scale(x="independent")
    return _titled(drawn, f"One line accounts for {found.share:.0%} of the variation")


def _dots(places: list[tuple[str, float]], title: str) -> Any:
    rows: list[Row] = [{"name": name, "place": place} for name, place in places]
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("place:Q", title=None),
        y=alt.Y("name:N", sort=[name for name, _ in places], title=title, axis=alt.Axis(labelLimit=260, grid=True)),
    )
    middle = alt.Chart(_data([{"place": 0}])).mark_rule(color=SOFT).encode(x="place:Q")
    dots = base.mark_point(filled=True, opacity=1, size=80, color=FOR)
    return alt.layer(middle, dots).properties(width=WIDTH * 2 // 3, height=alt.Step(STEP * 0.8))


def _data(rows: list[Row]) -> alt.InlineData:
    return alt.InlineData(values=rows)


def _time(field: str) -> alt.X:
    months = alt.Axis(format="%-d %b %Y", labelOverlap=True)
    return alt.X(f"{field}:T", scale=alt.Scale(type="utc"), title=None, axis=months)


def _palette(names: list[str]) -> alt.Scale:
    return alt.Scale(domain=names, range=[COLOURS[number % len(COLOURS)] for number in range(len(names))])


def _period(network: Network) -> str:
    return f"{network.start.date()} to {network.stop.date()}, {network.statements:,} statements"


def _titled(chart: Any, title: str) -> Drawing:
    titled: Drawing = chart.properties(title=title, background="white").configure_view(stroke=None)
    return titled
