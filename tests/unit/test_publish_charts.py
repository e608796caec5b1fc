"""Charts of networks: what is drawn, and that files stand alone."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import UsageError
from onrecord.model import StatementRow, StatementTable, table_of
from onrecord.network import Aggregation, NetworkType, Settings, TimeWindow, iter_networks, one_mode, two_mode
from onrecord.network.backbone import nested_backbone
from onrecord.network.change import find_phases
from onrecord.network.coalitions import find_coalitions, find_scale
from onrecord.network.polarisation import iter_polarisation
from onrecord.network.uncertainty import Interval
from onrecord.publish import charts

WEST = ("Pier Society", "Tide Watch")
EAST = ("Cannery", "Net Makers")
ALLIED = Settings(network_type=NetworkType.ONE_MODE, qualifier_aggregation=Aggregation.SUBTRACT)
MONTHLY = Settings(
    network_type=NetworkType.ONE_MODE,
    qualifier_aggregation=Aggregation.SUBTRACT,
    time_window=TimeWindow.MONTHS,
    window_size=2,
)


@pytest.fixture(scope="module")
def table() -> StatementTable:
    """Two camps that differ on two concepts, every fortnight of a year."""
    rows = [
        StatementRow(
            date=date(2023, 1, 2) + timedelta(days=14 * turn),
            document=f"d{turn}",
            source="Gull",
            values={"organization": who, "concept": what, "agreement": (who in WEST) == (what == "breakwater")},
        )
        for turn in range(26)
        for who in (*WEST, *EAST)
        for what in ("breakwater", "quota")
    ]
    return table_of(rows)


def values_of(chart: Any) -> list[dict[str, Any]]:
    """All rows of data that a chart carries, in the order in which it carries them."""
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


def test_a_heat_map_has_every_cell(table: StatementTable) -> None:
    """Rows times columns, with their values."""
    network = two_mode(table, Settings(qualifier_aggregation=Aggregation.SUBTRACT))
    cells = {(row["row"], row["column"]): row["value"] for row in values_of(charts.heat_map(network)) if "row" in row}
    assert len(cells) == 8
    assert cells["Cannery", "quota"] == 26
    assert cells["Cannery", "breakwater"] == -26


def test_nodes_and_ties_are_laid_out_alike_every_time(table: StatementTable) -> None:
    """The same seed gives the same picture, another one another."""
    network = one_mode(table, ALLIED)
    first, again, other = (json.dumps(charts.node_link(network, seed=seed).to_dict()) for seed in (4, 4, 5))
    assert first == again
    assert first != other


def test_opponents_lie_farther_apart_than_allies(table: StatementTable) -> None:
    """The longest tie between allies is shorter than the shortest one between opponents."""
    ties = [row for row in values_of(charts.node_link(one_mode(table, ALLIED))) if "tie" in row]
    length = {sign: [] for sign in ("positive", "negative")}
    for tie in ties:
        length[tie["sign"]].append(abs(complex(tie["x"] - tie["x2"], tie["y"] - tie["y2"])))
    assert max(length["positive"]) < min(length["negative"])


def test_parts_without_a_tie_between_them_stand_beside_each_other() -> None:
    """No node of one part lies within the other, and nobody lies on anybody."""
    said = (("Cannery", "quota"), ("Net Makers", "quota"), ("Pier Society", "breakwater"), ("Tide Watch", "breakwater"))
    rows = [
        StatementRow(
            date=date(2023, 1, 2),
            document="d",
            source="Gull",
            values={"organization": who, "concept": what, "agreement": True},
        )
        for who, what in said
    ]
    drawn = values_of(charts.node_link(two_mode(table_of(rows))))
    nodes = {row["node"]: (row["x"], row["y"]) for row in drawn if "node" in row}
    assert len(set(nodes.values())) == 6
    fish, stone = (
        [nodes[name] for name in part]
        for part in (("Cannery", "Net Makers", "quota"), ("Pier Society", "Tide Watch", "breakwater"))
    )
    assert any(
        max(at[axis] for at in one) < min(at[axis] for at in other)
        for one, other in ((fish, stone), (stone, fish))
        for axis in (0, 1)
    )


def test_coalitions_have_colours_of_their_own(table: StatementTable) -> None:
    """Each node is told its group."""
    network = one_mode(table, ALLIED)
    drawn = charts.coalition_map(network, find_coalitions(network))
    groups = {row["node"]: row["group"] for row in values_of(drawn) if "node" in row}
    assert groups["Cannery"] == groups["Net Makers"] != groups["Tide Watch"]


def test_a_series_carries_its_error_band() -> None:
    """Estimate, low and high of each window at its middle."""
    days = [datetime(2023, month, 1, tzinfo=UTC) for month in (1, 2)]
    bars = [Interval(estimate=0.5, low=0.4, high=0.7), Interval(estimate=0.6, low=0.5, high=0.9)]
    rows = values_of(charts.series(days, bars, title="an index"))
    assert [(row["value"], row["low"], row["high"]) for row in rows[:2]] == [(0.5, 0.4, 0.7), (0.6, 0.5, 0.9)]


def test_each_analysis_has_a_chart(table: StatementTable) -> None:
    """Polarisation, phases, backbone and scale are valid Vega-Lite with data."""
    networks = list(iter_networks(table, MONTHLY))
    drawn = (
        charts.polarisation_over_time(list(iter_polarisation(table, MONTHLY))),
        charts.phase_chart(networks, find_phases(networks)),
        charts.backbone_chart(nested_backbone(table, ALLIED)),
        charts.scale_chart(find_scale(two_mode(table, Settings(qualifier_aggregation=Aggregation.SUBTRACT)))),
    )
    assert all(values_of(chart) for chart in drawn)


def test_a_network_without_anything_is_drawn(tmp_path: Path) -> None:
    """Empty tables give empty pictures, no error."""
    empty = table_of([])
    for number, chart in enumerate((charts.heat_map(two_mode(empty)), charts.node_link(one_mode(empty)))):
        charts.write_chart(chart, tmp_path / f"{number}.svg")
        assert (tmp_path / f"{number}.svg").read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize(("suffix", "start"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".html", b"<!DOCTYPE html>")])
def test_files_stand_alone(table: StatementTable, tmp_path: Path, suffix: str, start: bytes) -> None:
    """A picture is what its name says and loads nothing."""
    path = tmp_path / f"chart{suffix}"
    charts.write_chart(charts.heat_map(two_mode(table)), path)
    written = path.read_bytes()
    assert written.lstrip().startswith(start)
    assert not re.search(rb"<(script|link)[^>]*\b(src|href)=", written)


def test_other_file_names_are_refused(tmp_path: Path) -> None:
    """The error names the endings that work."""
    with pytest.raises(UsageError, match=r"\.svg"):
        charts.write_chart(charts.node_link(one_mode(table_of([]))), tmp_path / "chart.gif")
