"""What ``onrecord network --find`` finds: each takes a table and settings and gives plain values."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from onrecord.model import StatementTable
from onrecord.network import Aggregation, Network, NetworkType, Settings, TimeWindow, iter_networks, one_mode, two_mode
from onrecord.network.backbone import nested_backbone
from onrecord.network.change import find_phases
from onrecord.network.coalitions import find_centralities, find_coalitions, find_scale
from onrecord.network.polarisation import find_polarisation
from onrecord.network.uncertainty import Resampling, Unit, coalition_errors, edge_errors

Found = dict[str, Any]


def among_actors(settings: Settings) -> Settings:
    """Coalitions rest on shared sides; what is counted otherwise stays as it was set."""
    kept = settings.qualifier_aggregation in (Aggregation.CONGRUENCE, Aggregation.SUBTRACT)
    aggregation = settings.qualifier_aggregation if kept else Aggregation.CONGRUENCE
    return dataclasses.replace(settings, network_type=NetworkType.ONE_MODE, qualifier_aggregation=aggregation)


def windowed(settings: Settings) -> Settings:
    """Among actors, in the windows asked for, or else three months long."""
    asked = among_actors(settings)
    if settings.time_window is not TimeWindow.NO:
        return asked
    return dataclasses.replace(asked, time_window=TimeWindow.MONTHS, window_size=3)


def _allies(table: StatementTable, settings: Settings) -> Network:
    return one_mode(table, among_actors(settings))


def _find_coalitions(table: StatementTable, settings: Settings) -> Found:
    found = find_coalitions(_allies(table, settings))
    groups = {f"coalition {number}": list(group) for number, group in enumerate(found.groups, start=1)}
    if not any(len(group) > 1 for group in found.groups):
        return groups | {"modularity": round(found.modularity, 4)}
    stability = coalition_errors(table, among_actors(settings), Resampling(unit=Unit.STATEMENT)).stability
    return groups | {
        "modularity": round(found.modularity, 4),
        "stability": [round(share, 3) for share in stability],
    }


def _find_polarisation(table: StatementTable, settings: Settings) -> Found:
    found = find_polarisation(table, settings)
    blocs = {f"bloc {bloc + 1}": list(found.members(bloc)) for bloc in range(max(found.bloc, default=-1) + 1)}
    return blocs | {"ideal": round(found.ideal, 4), "modularity": round(found.modularity, 4)}


def _find_centralities(table: StatementTable, settings: Settings) -> Found:
    found = sorted(find_centralities(_allies(table, settings)), key=lambda c: (-c.strength, c.actor))
    return {
        c.actor: {"degree": c.degree, "strength": round(c.strength, 4), "betweenness": round(c.betweenness, 4)}
        for c in found
    }


def _find_scale(table: StatementTable, settings: Settings) -> Found:
    subtract = dataclasses.replace(
        settings, network_type=NetworkType.TWO_MODE, qualifier_aggregation=Aggregation.SUBTRACT
    )
    found = find_scale(two_mode(table, subtract))
    actors = {name: round(place, 3) for name, place in sorted(found.actors.items(), key=lambda item: item[1])}
    return {
        "actors": actors,
        "concepts": {name: round(place, 3) for name, place in found.concepts.items()},
        "share": round(found.share, 4),
    }


def _find_backbone(table: StatementTable, settings: Settings) -> Found:
    rounds = nested_backbone(table, among_actors(settings))
    return {", ".join(r.concepts): {"loss when it goes": round(r.kept_loss, 6)} for r in rounds}


def _find_phases(table: StatementTable, settings: Settings) -> Found:
    found = find_phases(list(iter_networks(table, windowed(settings))))
    return {
        f"phase {number}": f"{phase.start.date()} to {phase.stop.date()}"
        for number, phase in enumerate(found.phases, start=1)
    }


def _find_ties(table: StatementTable, settings: Settings) -> Found:
    found = edge_errors(table, settings, Resampling(unit=Unit.DOCUMENT))
    return {
        f"{row} / {column}": {
            "weight": weight,
            "low": round(float(found.low[i, j]), 4),
            "high": round(float(found.high[i, j]), 4),
            "survives": bool(found.survives[i, j]),
        }
        for row, column, weight in found.network.edges()
        for i, j in [(found.network.rows.index(row), found.network.columns.index(column))]
    }


ANALYSES: Mapping[str, Callable[[StatementTable, Settings], Found]] = {
    "coalitions": _find_coalitions,
    "polarisation": _find_polarisation,
    "centralities": _find_centralities,
    "scale": _find_scale,
    "backbone": _find_backbone,
    "phases": _find_phases,
    "ties": _find_ties,
}
"""Coalitions with their stability under resampling; ties with 95 % intervals from resampled documents."""
