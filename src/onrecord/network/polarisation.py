"""How far a debate falls into opposed blocs, and which they are.

Both measures sum a matrix over pairs in the same bloc, so one local search serves both. `ideal`: how near the debate is
to one where all congruence lies within blocs and all conflict between them, evenly spread (the measure DNA 3 means; its
program looks for the partition that is *farthest*). `modularity`: congruence within blocs beyond chance less conflict
within blocs beyond chance (Gómez, Jensen, Arenas, Physical Review E 80, 2009).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import UsageError
from onrecord.model import record
from onrecord.model.table import StatementTable
from onrecord.network.network import one_mode
from onrecord.network.series import iter_networks
from onrecord.network.settings import Aggregation, Compat, NetworkType, Normalization, Settings
from onrecord.network.threads import one_thread

Floats = NDArray[np.float64]
Blocs = NDArray[np.intp]


class Measure(StrEnum):
    """What the blocs are chosen to maximise. IDEAL keeps blocs of equal size, as its expectations need."""

    IDEAL = "ideal"
    MODULARITY = "modularity"


@record
class Search:
    """How blocs are looked for: how many, by which measure, from how many seeded random starts."""

    blocs: int = 2
    measure: Measure = Measure.IDEAL
    starts: int = 10
    seed: int = 0

    def __post_init__(self) -> None:
        if self.blocs < 2 or self.starts < 1:
            raise UsageError(f"{self.blocs} blocs from {self.starts} starts.", expected="at least 2 blocs and 1 start")


@record
class Polarisation:
    """Blocs of the actors and both measures of them. `ideal` is 1 for a debate of perfect camps, lower otherwise.

    `bloc` names each actor's bloc by number; bloc 0 holds the first actor.
    """

    actors: tuple[str, ...]
    bloc: tuple[int, ...]
    ideal: float
    modularity: float
    start: datetime
    stop: datetime

    def members(self, bloc: int) -> tuple[str, ...]:
        """The actors of one bloc."""
        return tuple(actor for actor, number in zip(self.actors, self.bloc, strict=True) if number == bloc)


def find_polarisation(table: StatementTable, settings: Settings, search: Search | None = None) -> Polarisation:
    """Polarisation over the whole period; congruence and conflict are average-normalised as in DNA."""
    congruence = one_mode(table, bloc_settings(settings, Aggregation.CONGRUENCE))
    conflict = one_mode(table, bloc_settings(settings, Aggregation.CONFLICT))
    with one_thread():
        bloc = find_blocs(congruence.dense, conflict.dense, search or Search())
    return _polarisation(congruence.rows, bloc, congruence.dense, conflict.dense, (congruence.start, congruence.stop))


def iter_polarisation(
    table: StatementTable, settings: Settings, search: Search | None = None
) -> Iterator[Polarisation]:
    """Polarisation of each window or kernel step. (DNA takes the subtract network for both matrices here.)"""
    congruence = iter_networks(table, bloc_settings(settings, Aggregation.CONGRUENCE))
    conflict = iter_networks(table, bloc_settings(settings, Aggregation.CONFLICT))
    for agree, oppose in zip(congruence, conflict, strict=True):
        with one_thread():
            bloc = find_blocs(agree.dense, oppose.dense, search or Search())
        yield _polarisation(agree.rows, bloc, agree.dense, oppose.dense, (agree.start, agree.stop))


def bloc_settings(settings: Settings, aggregation: Aggregation) -> Settings:
    """The settings of the congruence or conflict network that polarisation rests on."""
    if settings.compat is Compat.DNA:
        raise UsageError(
            "DNA's polarisation starts from unseeded random blocs and keeps the worst; its numbers cannot be repeated.",
            next_step="Leave compat out; docs/dna-differences.md shows a case.",
        )
    return replace(
        settings,
        network_type=NetworkType.ONE_MODE,
        qualifier_aggregation=aggregation,
        normalization=Normalization.AVERAGE,
    )


def best_measure(congruence: Floats, conflict: Floats, search: Search) -> float:
    """The value of the measure that `search` maximises, at the best blocs found."""
    bloc = find_blocs(congruence, conflict, search)
    return (modularity if search.measure is Measure.MODULARITY else ideal_measure)(congruence, conflict, bloc)


def find_blocs(congruence: Floats, conflict: Floats, search: Search) -> Blocs:
    """The bloc of each actor: the best of seeded local searches."""
    n = len(congruence)
    if n < search.blocs:
        return np.arange(n, dtype=np.intp)
    free = search.measure is Measure.MODULARITY
    gain = _modular_gain(congruence, conflict) if free else ideal_gain(congruence, conflict, search.blocs)
    improve = _moved if free else _swapped
    random = np.random.default_rng(search.seed)
    best, most = np.zeros(n, dtype=np.intp), -np.inf
    for _ in range(search.starts):
        bloc = improve(gain, random.permutation(np.arange(n) % search.blocs), search.blocs)
        value = _within(gain, bloc)
        if value > most + 1e-12:
            best, most = bloc, value
    return _renumbered(best)


def ideal_gain(congruence: Floats, conflict: Floats, blocs: int) -> Floats:
    """What a pair adds to the measure by being in one bloc, for blocs of equal size; shape (n, n)."""
    inside, between = _dyads(np.arange(len(congruence)) % blocs)
    agree, oppose = congruence.sum() / max(1.0, inside), conflict.sum() / max(1.0, between)
    apart = np.abs(conflict - oppose) + congruence
    together = np.abs(congruence - agree) + conflict
    gain = apart - together
    np.fill_diagonal(gain, 0.0)
    return np.asarray(gain, dtype=np.float64)


def _modular_gain(congruence: Floats, conflict: Floats) -> Floats:
    gain = _beyond_chance(congruence) - _beyond_chance(conflict)
    np.fill_diagonal(gain, 0.0)
    return gain


def _beyond_chance(cells: Floats) -> Floats:
    degrees, total = cells.sum(axis=1), cells.sum()
    return cells - np.outer(degrees, degrees) / total if total else np.zeros_like(cells)


def _dyads(bloc: Blocs) -> tuple[float, float]:
    """Ordered pairs within blocs and between them."""
    sizes = np.bincount(bloc).astype(np.float64)
    within = float((sizes * (sizes - 1)).sum())
    return within, len(bloc) * (len(bloc) - 1) - within


def _within(gain: Floats, bloc: Blocs) -> float:
    return float(gain[bloc[:, None] == bloc[None, :]].sum())


def _to_blocs(gain: Floats, bloc: Blocs, blocs: int) -> Floats:
    """What each actor has in common with each bloc, shape (n, blocs)."""
    return gain @ np.eye(blocs)[bloc]


def _swapped(gain: Floats, bloc: Blocs, blocs: int) -> Blocs:
    """Swap the pair of actors that raises the measure most until none does; sizes stay."""
    bloc = bloc.copy()
    common = _to_blocs(gain, bloc, blocs)
    everyone = np.arange(len(bloc))
    while True:
        mine = common[everyone, bloc]
        theirs = common[:, bloc]
        rise = theirs + theirs.T - mine[:, None] - mine[None, :] - 2 * gain
        rise[bloc[:, None] == bloc[None, :]] = 0.0
        i, j = divmod(int(rise.argmax()), len(bloc))
        if rise[i, j] <= 1e-12:
            return bloc
        change = gain[:, j] - gain[:, i]
        common[:, bloc[i]] += change
        common[:, bloc[j]] -= change
        bloc[i], bloc[j] = bloc[j], bloc[i]


def _moved(gain: Floats, bloc: Blocs, blocs: int) -> Blocs:
    """Move the actor that raises the measure most until none does; blocs may become unequal, even empty."""
    bloc = bloc.copy()
    common = _to_blocs(gain, bloc, blocs)
    everyone = np.arange(len(bloc))
    while True:
        rise = common - common[everyone, bloc][:, None]
        actor, target = divmod(int(rise.argmax()), blocs)
        if rise[actor, target] <= 1e-12:
            return bloc
        common[:, bloc[actor]] -= gain[:, actor]
        common[:, target] += gain[:, actor]
        bloc[actor] = target


def _renumbered(bloc: Blocs) -> Blocs:
    _, first = np.unique(bloc, return_index=True)
    order = {int(bloc[place]): number for number, place in enumerate(sorted(first.tolist()))}
    return np.array([order[int(number)] for number in bloc], dtype=np.intp)


def _polarisation(
    actors: tuple[str, ...], bloc: Blocs, congruence: Floats, conflict: Floats, period: tuple[datetime, datetime]
) -> Polarisation:
    return Polarisation(
        actors=actors,
        bloc=tuple(bloc.tolist()),
        ideal=ideal_measure(congruence, conflict, bloc),
        modularity=modularity(congruence, conflict, bloc),
        start=period[0],
        stop=period[1],
    )


def ideal_measure(congruence: Floats, conflict: Floats, bloc: Blocs) -> float:
    """1 less the distance from the ideal, 0 to 1: ties misplaced or unevenly spread, over all ties, counted twice.

    0 where there are no ties at all.
    """
    agree, oppose = congruence.sum(), conflict.sum()
    if agree + oppose == 0:
        return 0.0
    inside, between = _dyads(bloc)
    same = bloc[:, None] == bloc[None, :]
    np.fill_diagonal(same, False)
    other = bloc[:, None] != bloc[None, :]
    wanted_in, wanted_out = agree / inside if inside else 0.0, oppose / between if between else 0.0
    distance = (np.abs(congruence - wanted_in) + conflict)[same].sum()
    distance += (np.abs(conflict - wanted_out) + congruence)[other].sum()
    return float(1 - distance / (2 * (agree + oppose)))


def modularity(congruence: Floats, conflict: Floats, bloc: Blocs) -> float:
    """Signed modularity, -1 to 1; 0 where there are no ties."""
    total = congruence.sum() + conflict.sum()
    if total == 0:
        return 0.0
    same = bloc[:, None] == bloc[None, :]
    return float((_beyond_chance(congruence) - _beyond_chance(conflict))[same].sum() / total)
