"""How sure a network is: what it would have been with other statements, other sources, or other coding decisions.

Replicates draw units with replacement (Efron and Tibshirani, An Introduction to the Bootstrap, 1993): statements,
whole documents, or whole sources, since a syndicated story is one piece of evidence, not ten. Coding errors flip or
drop statements with rates measured from judgements or given. Labels stay those of the whole network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import UsageError
from onrecord.model import record
from onrecord.model.table import StatementTable
from onrecord.network.coalitions import find_coalitions
from onrecord.network.counts import Coded, Part, encode
from onrecord.network.network import Network, network_of
from onrecord.network.polarisation import Search, best_measure, bloc_settings
from onrecord.network.selection import Selection, get_column, select, values_at
from onrecord.network.settings import Aggregation, Kernel, Settings, TimeWindow
from onrecord.network.threads import one_thread
from onrecord.network.windows import Window, iter_windows

Floats = NDArray[np.float64]


class Unit(StrEnum):
    """What is drawn: single statements, documents, or sources (outlets)."""

    STATEMENT = "statement"
    DOCUMENT = "document"
    SOURCE = "source"


@record
class CodingErrors:
    """How often a coded statement has the wrong side (`flipped`) or is none at all (`spurious`); both 0 to 1."""

    flipped: float = 0.0
    spurious: float = 0.0

    def __post_init__(self) -> None:
        if not (0 <= self.flipped <= 1 and 0 <= self.spurious <= 1):
            raise UsageError(f"Error rates {self.flipped} and {self.spurious}.", expected="0 to 1")


def measure_errors(judged: int, *, flipped: int, spurious: int) -> CodingErrors:
    """Rates from people's judgements of `judged` statements, as means of Beta(1, 1) posteriors: never exactly 0."""
    if not (flipped >= 0 and spurious >= 0 and flipped + spurious <= judged):
        raise UsageError(f"{flipped} flipped and {spurious} spurious of {judged}.", expected="parts of the judged")
    return CodingErrors(flipped=(flipped + 1) / (judged + 2), spurious=(spurious + 1) / (judged + 2))


@record
class Resampling:
    """How replicates are drawn. The same seed gives the same replicates."""

    unit: Unit = Unit.SOURCE
    errors: CodingErrors = CodingErrors()
    times: int = 200
    level: float = 0.95
    seed: int = 0

    def __post_init__(self) -> None:
        if self.times < 2 or not 0 < self.level < 1:
            raise UsageError(f"{self.times} replicates at level {self.level}.", expected="2 or more, between 0 and 1")

    def bounds(self, values: Floats) -> tuple[Floats, Floats]:
        """The percentile interval of replicates along the first axis."""
        tail = (1 - self.level) / 2
        low, high = np.quantile(values, [tail, 1 - tail], axis=0)
        return low, high


@record
class Interval:
    """An estimate and its percentile interval."""

    estimate: float
    low: float
    high: float


@record
class EdgeErrors:
    """A network with the interval of each cell. `survives` marks ties that keep their sign throughout the interval.

    Arrays have the shape of the network. Single ties are the least certain part of a network: read indices and windows
    first, and of ties those that survive.
    """

    network: Network
    low: Floats
    high: Floats
    survives: NDArray[np.bool_]


@record
class CoalitionErrors:
    """How often two actors share a coalition (`together`, shape (actors, actors)), and how firm each coalition is."""

    actors: tuple[str, ...]
    together: Floats
    groups: tuple[tuple[str, ...], ...]
    stability: tuple[float, ...]
    """Per group, the mean share of replicates in which two of its members stand together; 1 for a group of one."""


def iter_replicates(table: StatementTable, settings: Settings, resampling: Resampling) -> Iterator[Network]:
    """Networks of resampled statements, all with the labels of the whole filtered set."""
    if settings.time_window is not TimeWindow.NO:
        raise UsageError("Replicates are of one period.", next_step="Call series_errors for windows.")
    selection = select(table, settings)
    coded = encode(selection, same_labels=True)
    for weights, flips in _iter_draws(selection, resampling):
        yield _replicate(selection, coded, weights, flips)


def _replicate(selection: Selection, coded: Coded, weights: Floats, flips: NDArray[np.bool_] | None) -> Network:
    drawn = np.flatnonzero(weights)
    counts = coded.count(drawn, weights[drawn], flipped=None if flips is None else flips[drawn])
    return network_of(selection, counts, start=selection.start, stop=selection.stop, statements=int(weights.sum()))


def _iter_draws(selection: Selection, resampling: Resampling) -> Iterator[tuple[Floats, NDArray[np.bool_] | None]]:
    """How often each statement of the filtered set is drawn, and which change sides."""
    random = np.random.default_rng(resampling.seed)
    unit_of = _units(selection, resampling.unit)
    units = int(unit_of.max()) + 1 if len(unit_of) else 0
    if units == 1:
        raise UsageError(
            f"All statements come from one {resampling.unit}; drawing it again says nothing.",
            expected="two or more, many for a good interval",
            next_step="Draw documents or statements instead.",
        )
    errors = resampling.errors
    for _ in range(resampling.times):
        drawn = np.bincount(random.integers(0, units, units), minlength=units) if units else np.zeros(0)
        weights = drawn[unit_of].astype(np.float64)
        if errors.spurious:
            weights = weights * (random.random(len(weights)) >= errors.spurious)
        yield weights, random.random(len(weights)) < errors.flipped if errors.flipped else None


def _units(selection: Selection, unit: Unit) -> NDArray[np.intp]:
    if unit is Unit.STATEMENT:
        return np.arange(len(selection.kept), dtype=np.intp)
    if unit is Unit.DOCUMENT:
        values = np.asarray(selection.table.documents, dtype=np.int64)[selection.kept]
    else:
        source = get_column(selection.table, "source", document=True)
        values = values_at(selection.table, source, selection.kept, document=True)
    return np.unique(values, return_inverse=True)[1]


def _whole(table: StatementTable, settings: Settings) -> Network:
    selection = select(table, settings)
    counts = encode(selection, same_labels=True).count()
    return network_of(selection, counts, start=selection.start, stop=selection.stop)


def edge_errors(table: StatementTable, settings: Settings, resampling: Resampling | None = None) -> EdgeErrors:
    """The network with an interval for every cell."""
    resampling = resampling or Resampling()
    whole = _whole(table, settings)
    with one_thread():
        cells = np.array([network.dense for network in iter_replicates(table, settings, resampling)])
    low, high = resampling.bounds(cells)
    return EdgeErrors(network=whole, low=low, high=high, survives=(low > 0) | (high < 0))


def index_errors(
    table: StatementTable,
    settings: Settings,
    index: Callable[[Network], float],
    resampling: Resampling | None = None,
) -> Interval:
    """A number made from a network (density, a share, modularity ...) with its interval."""
    resampling = resampling or Resampling()
    estimate = index(_whole(table, settings))
    with one_thread():
        values = np.array([index(network) for network in iter_replicates(table, settings, resampling)])
    low, high = resampling.bounds(values)
    return Interval(estimate=estimate, low=float(low), high=float(high))


def polarisation_errors(
    table: StatementTable, settings: Settings, search: Search | None = None, resampling: Resampling | None = None
) -> Interval:
    """The measure that `search` maximises, its blocs looked for anew in every replicate."""
    search, resampling = search or Search(), resampling or Resampling()
    agree, oppose = (bloc_settings(settings, kind) for kind in (Aggregation.CONGRUENCE, Aggregation.CONFLICT))
    estimate = best_measure(_whole(table, agree).dense, _whole(table, oppose).dense, search)
    with one_thread():
        values = [
            best_measure(one.dense, other.dense, search)
            for one, other in zip(
                iter_replicates(table, agree, resampling), iter_replicates(table, oppose, resampling), strict=True
            )
        ]
    low, high = resampling.bounds(np.array(values))
    return Interval(estimate=estimate, low=float(low), high=float(high))


def coalition_errors(
    table: StatementTable, settings: Settings, resampling: Resampling | None = None
) -> CoalitionErrors:
    """How stable Louvain coalitions are under resampling."""
    resampling = resampling or Resampling()
    whole = _whole(table, settings)
    groups = find_coalitions(whole, seed=resampling.seed).groups
    together = np.zeros((len(whole.rows), len(whole.rows)))
    with one_thread():
        for network in iter_replicates(table, settings, resampling):
            group_of = find_coalitions(network, seed=resampling.seed).group_of()
            number = np.array([group_of[actor] for actor in whole.rows])
            together += number[:, None] == number[None, :]
    together /= resampling.times
    place = {actor: number for number, actor in enumerate(whole.rows)}
    return CoalitionErrors(
        actors=whole.rows,
        together=together,
        groups=groups,
        stability=tuple(_mean_apart([place[actor] for actor in group], together) for group in groups),
    )


def _mean_apart(members: Sequence[int], together: Floats) -> float:
    """The mean over pairs of different members."""
    size = len(members)
    if size < 2:
        return 1.0
    return float((together[np.ix_(members, members)].sum() - size) / (size * (size - 1)))


def series_errors(
    table: StatementTable,
    settings: Settings,
    index: Callable[[Network], float],
    resampling: Resampling | None = None,
) -> tuple[Interval, ...]:
    """An index of every window with its interval; a replicate is drawn from the whole period and then windowed."""
    resampling = resampling or Resampling()
    if settings.kernel is not Kernel.NO:
        raise UsageError("Error bars are for windows without a kernel.", expected="kernel no")
    selection = select(table, settings)
    coded = encode(selection)
    draws = list(_iter_draws(selection, resampling))
    found = []
    with one_thread():
        for window in iter_windows(selection):
            part = np.arange(window.first, window.last)

            def measure(
                weights: Floats | None, flips: NDArray[np.bool_] | None, part: Part = part, window: Window = window
            ) -> float:
                counts = coded.count(
                    part, None if weights is None else weights[part], flipped=None if flips is None else flips[part]
                )
                return index(network_of(selection, counts, start=window.start, stop=window.stop))

            low, high = resampling.bounds(np.array([measure(weights, flips) for weights, flips in draws]))
            found.append(Interval(estimate=measure(None, None), low=float(low), high=float(high)))
    return tuple(found)
