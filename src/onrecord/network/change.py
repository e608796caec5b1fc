"""When a debate changes: how far networks of different times lie apart, where one phase ends and the next begins."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import UsageError
from onrecord.model import record
from onrecord.network.network import Network
from onrecord.network.threads import one_thread

Floats = NDArray[np.float64]


LEAST_NOISE = 1e-3
"""Noise is taken to be at least this part of the mean squared distance: a series without any has no free borders."""


class Distance(StrEnum):
    """How two networks are compared: cell by cell, or by the spectrum of their Laplacians."""

    CELLS = "absolute difference"
    SPECTRUM = "spectral"


@record
class Phase:
    """A stretch of windows in which the network stays much the same."""

    first: int
    last: int
    start: datetime
    stop: datetime


@record
class Phases:
    """The phases of a series, and the distances between all its networks, shape (networks, networks)."""

    phases: tuple[Phase, ...]
    distances: Floats


def find_phases(
    networks: Sequence[Network], *, distance: Distance = Distance.CELLS, penalty: float = 1.0, least: int = 2
) -> Phases:
    """Change points between networks of one series; a higher `penalty` finds fewer, `least` windows make a phase."""
    distances = network_distances(networks, distance)
    borders = find_change_points(distances, penalty=penalty, least=least, lag=_lag(networks))
    edges = [0, *borders, len(networks)]
    phases = tuple(
        Phase(first=first, last=after - 1, start=networks[first].middle, stop=networks[after - 1].middle)
        for first, after in pairwise(edges)
        if after > first
    )
    return Phases(phases=phases, distances=distances)


def _lag(networks: Sequence[Network]) -> int:
    """How many windows on the first that shares no time with one lies (windows overlap)."""
    apart = (place for place, network in enumerate(networks) if network.start > networks[0].stop)
    return next(apart, max(1, len(networks) - 1))


def network_distances(networks: Sequence[Network], distance: Distance = Distance.CELLS) -> Floats:
    """Distances between all pairs of networks, 0 to 2 for cells (each network scaled to a sum of 1 first).

    Networks are aligned by label; a label that one of them lacks counts as without ties there.
    """
    if not networks:
        return np.zeros((0, 0))
    features = _aligned(networks) if distance is Distance.CELLS else _spectra(networks)
    flat = features.reshape(len(networks), -1)
    if distance is Distance.CELLS:
        return np.array([np.abs(flat - row).sum(axis=1) for row in flat])
    return np.array([np.sqrt(((flat - row) ** 2).sum(axis=1)) for row in flat])


def _aligned(networks: Sequence[Network]) -> Floats:
    rows = sorted({label for network in networks for label in network.rows})
    columns = sorted({label for network in networks for label in network.columns})
    row_of = {label: place for place, label in enumerate(rows)}
    column_of = {label: place for place, label in enumerate(columns)}
    cells = np.zeros((len(networks), len(rows), len(columns)))
    for number, network in enumerate(networks):
        if network.rows and network.columns:
            where = np.ix_([row_of[label] for label in network.rows], [column_of[label] for label in network.columns])
            cells[number][where] = network.dense
    totals = np.abs(cells).sum(axis=(1, 2), keepdims=True)
    return np.asarray(np.divide(cells, totals, out=np.zeros_like(cells), where=totals > 0))


def _spectra(networks: Sequence[Network]) -> Floats:
    if not all(network.is_one_mode for network in networks):
        raise UsageError("Spectra are compared of one-mode networks.", expected="network_type onemode")
    cells = np.maximum(_aligned(networks), 0.0)
    degrees = cells.sum(axis=2)
    with one_thread():
        values = np.linalg.eigvalsh(np.eye(cells.shape[1]) * degrees[:, None, :] - cells)
    totals = values.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(values, totals, out=np.zeros_like(values), where=totals > 0))


def find_change_points(distances: Floats, *, penalty: float = 1.0, least: int = 2, lag: int = 1) -> tuple[int, ...]:
    """Where segments begin (0 left out) so that squared distances within them plus a price per segment are least.

    Exact, by dynamic programming over the within-segment scatter of a distance matrix (Harchaoui and Cappé, 2007).
    The price is `penalty` * log(n) * the median squared distance `lag` steps on: the noise of the series. Overlapping
    windows look alike by construction; `lag` is then the first step without overlap.
    """
    n = len(distances)
    if n < 2 * least or lag >= n:
        return ()
    squares = np.asarray(distances, dtype=np.float64) ** 2
    sums = np.zeros((n + 1, n + 1))
    sums[1:, 1:] = squares.cumsum(axis=0).cumsum(axis=1)
    noise = max(float(np.median(np.diagonal(squares, lag))), LEAST_NOISE * float(squares.mean()))
    price = penalty * math.log(n) * noise
    cost = np.full(n + 1, np.inf)
    cost[0] = -price
    before = np.zeros(n + 1, dtype=np.intp)
    for after in range(least, n + 1):
        first = np.arange(0, after - least + 1)
        scatter = sums[after, after] - sums[first, after] - sums[after, first] + sums[first, first]
        total = cost[first] + scatter / (2 * (after - first)) + price
        best = int(total.argmin())
        cost[after], before[after] = total[best], first[best]
    borders = []
    after = int(before[n])
    while after > 0:
        borders.append(after)
        after = int(before[after])
    return tuple(reversed(borders))


def find_shifts(values: Sequence[float], *, penalty: float = 1.0, least: int = 2) -> tuple[int, ...]:
    """Change points of the level of one index over time (density, polarisation ...)."""
    series = np.asarray(values, dtype=np.float64)
    return find_change_points(np.abs(series[:, None] - series[None, :]), penalty=penalty, least=least)
