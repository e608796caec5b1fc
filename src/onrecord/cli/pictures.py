"""Which chart ``onrecord network --chart`` draws: of the network, or of what ``--find`` asks for."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from onrecord.cli.analyses import among_actors, windowed
from onrecord.errors import UsageError
from onrecord.model import StatementTable
from onrecord.network import (
    Aggregation,
    Network,
    NetworkType,
    Settings,
    TimeWindow,
    build,
    iter_networks,
    one_mode,
    two_mode,
)
from onrecord.network.backbone import nested_backbone
from onrecord.network.change import find_phases
from onrecord.network.coalitions import find_coalitions, find_scale
from onrecord.network.polarisation import iter_polarisation
from onrecord.network.uncertainty import Resampling, Unit, series_errors
from onrecord.publish import charts
from onrecord.publish.charts import Drawing


def draw(table: StatementTable, settings: Settings, find: str | None) -> Drawing:
    """Two-mode networks as a heat map, one-mode ones as nodes and ties, windows as a series; or an analysis."""
    if find is not None:
        if find not in PICTURES:
            raise UsageError(f"there is no chart of {find!r}", expected=", ".join(PICTURES), next_step="name one")
        return PICTURES[find](table, settings)
    if settings.time_window is not TimeWindow.NO:
        return _series(table, settings)
    network = build(table, settings)
    return charts.node_link(network) if settings.network_type is NetworkType.ONE_MODE else charts.heat_map(network)


def _series(table: StatementTable, settings: Settings) -> Drawing:
    middles = [network.middle for network in iter_networks(table, settings)]
    values = series_errors(table, settings, _sum_of_cells, Resampling(unit=Unit.DOCUMENT))
    return charts.series(middles, values, title=f"sum of all cells ({settings.qualifier_aggregation})")


def _sum_of_cells(network: Network) -> float:
    return float(network.cells.sum())


def _coalitions(table: StatementTable, settings: Settings) -> Drawing:
    network = one_mode(table, among_actors(settings))
    return charts.coalition_map(network, find_coalitions(network))


def _polarisation(table: StatementTable, settings: Settings) -> Drawing:
    return charts.polarisation_over_time(list(iter_polarisation(table, windowed(settings))))


def _scale(table: StatementTable, settings: Settings) -> Drawing:
    subtract = dataclasses.replace(
        settings, network_type=NetworkType.TWO_MODE, qualifier_aggregation=Aggregation.SUBTRACT
    )
    return charts.scale_chart(find_scale(two_mode(table, subtract)))


def _backbone(table: StatementTable, settings: Settings) -> Drawing:
    return charts.backbone_chart(nested_backbone(table, among_actors(settings)))


def _phases(table: StatementTable, settings: Settings) -> Drawing:
    networks = list(iter_networks(table, windowed(settings)))
    return charts.phase_chart(networks, find_phases(networks))


def _links(table: StatementTable, settings: Settings) -> Drawing:
    return charts.node_link(build(table, settings))


PICTURES: Mapping[str, Callable[[StatementTable, Settings], Drawing]] = {
    "coalitions": _coalitions,
    "polarisation": _polarisation,
    "scale": _scale,
    "backbone": _backbone,
    "phases": _phases,
    "ties": _links,
}
