"""Which concepts carry a debate: those without which the actor network would no longer have its shape.

The loss of a set of concepts is the distance between the spectrum of the whole one-mode network and that of the network
made from these concepts alone (Leifeld, discourse network backbones). Spectrum: eigenvalues of the Laplacian, sorted,
divided by their sum; distance: Euclidean. DNA 3 intends this and computes degrees and their L1 distance instead, which
``compat="dna"`` gives.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import UsageError
from onrecord.model import record
from onrecord.model.table import StatementTable
from onrecord.network.counts import Counts, count
from onrecord.network.matrices import jaccard_weights, one_mode_cells
from onrecord.network.network import effective
from onrecord.network.selection import Selection, select
from onrecord.network.settings import Compat, NetworkType, Normalization, Settings
from onrecord.network.threads import one_thread

Floats = NDArray[np.float64]


@record
class Backbone:
    """Concepts kept and removed, and what each set alone loses of the spectrum (penalised where asked)."""

    kept: tuple[str, ...]
    removed: tuple[str, ...]
    kept_loss: float
    removed_loss: float


@record
class Removal:
    """A round of the nested backbone: the concepts taken out, the losses of what is left and of all that is out."""

    concepts: tuple[str, ...]
    kept_loss: float
    removed_loss: float
    statements: int


@record
class _Parts:
    """What adds up over concepts: cells before division, and what they are divided by."""

    cells: Floats
    activity: Floats
    weights: Floats | None

    def plus(self, other: _Parts, sign: float = 1.0) -> _Parts:
        """The sum, or with sign -1 the difference."""
        weights = None
        if self.weights is not None and other.weights is not None:
            weights = self.weights + sign * other.weights
        return _Parts(
            cells=self.cells + sign * other.cells, activity=self.activity + sign * other.activity, weights=weights
        )


class _Spectra:
    """Losses of sets of concepts of one network; remembers those it has computed."""

    def __init__(self, table: StatementTable, settings: Settings) -> None:
        settings = replace(settings, network_type=NetworkType.ONE_MODE, isolates=False)
        self.selection: Selection = select(table, settings)
        self.counts = count(self.selection)
        self.concepts = self.counts.columns
        self.aggregation, self.normalization, _ = effective(settings)
        self.compat = settings.compat
        self._known: dict[frozenset[int], float] = {}
        self._single = [self._parts((place,)) for place in range(len(self.concepts))]
        self.all = frozenset(range(len(self.concepts)))
        self.full = self._spectrum(self._parts(sorted(self.all)))

    def _parts(self, concepts: Iterable[int]) -> _Parts:
        m = len(self.counts.columns)
        places = [k * m + concept for k in range(self.counts.levels) for concept in concepts]
        cells = self.counts.cells
        dense = cells[:, places] if isinstance(cells, np.ndarray) else np.asarray(cells[:, places].toarray())
        some = Counts(
            rows=self.counts.rows,
            columns=tuple(self.counts.columns[concept] for concept in concepts),
            cells=dense,
            levels=self.counts.levels,
            values=self.counts.values,
            signs=self.counts.signs,
        )
        return _Parts(
            cells=np.asarray(one_mode_cells(some, self.aggregation, Normalization.NO)),
            activity=dense.sum(axis=1),
            weights=jaccard_weights(dense) if self.normalization is Normalization.JACCARD else None,
        )

    def parts_of(self, concepts: frozenset[int]) -> _Parts:
        """The parts of a set of concepts."""
        return self._parts(sorted(concepts))

    def moved(self, parts: _Parts, before: frozenset[int], after: frozenset[int]) -> _Parts:
        """The parts of the set `after`, from those of a set `before` that differs in few concepts."""
        for concept in before - after:
            parts = parts.plus(self._single[concept], -1.0)
        for concept in after - before:
            parts = parts.plus(self._single[concept])
        return parts

    def is_known(self, concepts: frozenset[int]) -> bool:
        """Whether the loss of a set has been computed before."""
        return concepts in self._known

    def loss(self, concepts: frozenset[int], parts: _Parts | None = None) -> float:
        """The distance of a set's spectrum from that of all concepts."""
        if concepts not in self._known:
            mine = self._spectrum(self.parts_of(concepts) if parts is None else parts)
            difference = mine - self.full
            dna = self.compat is Compat.DNA
            self._known[concepts] = float(np.abs(difference).sum() if dna else math.sqrt(difference @ difference))
        return self._known[concepts]

    def _spectrum(self, parts: _Parts) -> Floats:
        cells = parts.cells
        if self.normalization is not Normalization.NO:
            weights = self._weights(parts)
            cells = np.divide(cells, weights, out=np.zeros_like(cells), where=weights != 0)
        cells = np.maximum(cells, 0.0)
        degrees = cells.sum(axis=1)
        total = degrees.sum()
        dna = self.compat is Compat.DNA
        values = np.sort(degrees)[::-1] if dna else _laplacian_eigenvalues(cells, degrees)
        return values / total if total else np.zeros_like(degrees)

    def _weights(self, parts: _Parts) -> Floats:
        said = parts.activity
        if self.normalization is Normalization.COSINE:
            return np.outer(said, said)
        if parts.weights is not None:
            return parts.weights
        return (said[:, None] + said[None, :]) / 2

    def names(self, concepts: Iterable[int]) -> tuple[str, ...]:
        """The labels of concepts, in order."""
        return tuple(self.concepts[concept] for concept in sorted(concepts))

    def statements(self, concepts: frozenset[int]) -> int:
        """How many statements of the filtered set are on these concepts."""
        m = len(self.concepts)
        each = np.asarray(self.counts.cells.sum(axis=0)).ravel().reshape(self.counts.levels, m).sum(axis=0)
        return int(each[sorted(concepts)].sum())


def _laplacian_eigenvalues(cells: Floats, degrees: Floats) -> Floats:
    """Ascending; an actor without ties adds a 0, so that only the others need solving."""
    tied = np.flatnonzero(degrees)
    laplacian = np.diag(degrees[tied]) - cells[np.ix_(tied, tied)]
    solved = np.linalg.eigvalsh(laplacian)
    return np.concatenate([np.zeros(len(degrees) - len(tied)), solved])


def evaluate_backbone(
    table: StatementTable, settings: Settings, concepts: Iterable[str], *, penalty: float = 0.0
) -> Backbone:
    """The losses of a given set of concepts and of the rest; UsageError for a concept that does not occur."""
    spectra = _Spectra(table, settings)
    place = {name: number for number, name in enumerate(spectra.concepts)}
    given = list(concepts)
    missing = [name for name in given if name not in place]
    if missing:
        raise UsageError(f"The concept {missing[0]!r} does not occur.", expected=f"one of {sorted(place)}")
    return _result(spectra, frozenset(place[name] for name in given), penalty)


def _result(spectra: _Spectra, kept: frozenset[int], penalty: float) -> Backbone:
    removed = spectra.all - kept
    return Backbone(
        kept=spectra.names(kept),
        removed=spectra.names(removed),
        kept_loss=spectra.loss(kept) * _factor(spectra, kept, penalty),
        removed_loss=spectra.loss(removed) * _factor(spectra, removed, penalty),
    )


def _factor(spectra: _Spectra, concepts: frozenset[int], penalty: float) -> float:
    """Smaller for smaller sets: exp(-penalty * share of concepts left out)."""
    everything = len(spectra.concepts)
    return math.exp(-penalty * (everything - len(concepts)) / everything) if everything else 1.0


def nested_backbone(table: StatementTable, settings: Settings) -> tuple[Removal, ...]:
    """Concepts in the order in which they can best be spared; tied ones go together."""
    with one_thread():
        return tuple(_iter_removals(_Spectra(table, settings)))


def _iter_removals(spectra: _Spectra) -> Iterator[Removal]:
    kept, parts = spectra.all, spectra.parts_of(spectra.all)
    while kept:
        rests = {concept: kept - {concept} for concept in sorted(kept)}
        losses = {concept: spectra.loss(rest, spectra.moved(parts, kept, rest)) for concept, rest in rests.items()}
        least = min(losses.values())
        out = [concept for concept in sorted(kept, reverse=True) if math.isclose(losses[concept], least, rel_tol=1e-12)]
        kept = kept - set(out)
        parts = spectra.parts_of(kept)
        yield Removal(
            concepts=tuple(spectra.concepts[concept] for concept in out),
            kept_loss=spectra.loss(kept),
            removed_loss=spectra.loss(spectra.all - kept),
            statements=spectra.statements(kept),
        )


def find_backbone(
    table: StatementTable,
    settings: Settings,
    *,
    size: int | None = None,
    penalty: float = 7.5,
    steps: int = 10_000,
    seed: int = 0,
) -> Backbone:
    """The best set of concepts found by simulated annealing: of `size` concepts, or of any with a `penalty` on size.

    Seeded; the set and the losses returned are those of the best state seen (DNA reports those of the last).
    """
    with one_thread():
        return _search(_Spectra(table, settings), size, penalty, steps, seed)


def _search(spectra: _Spectra, size: int | None, penalty: float, steps: int, seed: int) -> Backbone:
    everything = len(spectra.concepts)
    if everything < 2:
        return _result(spectra, spectra.all, 0.0)
    if size is not None and not 0 < size < everything:
        raise UsageError(f"The backbone is to have {size} concepts.", expected=f"1 to {everything - 1}")
    random = np.random.default_rng(seed)
    fixed = size is not None
    penalty = 0.0 if fixed else penalty
    start = size if size is not None else int(random.integers(1, everything))
    state = frozenset(random.choice(everything, start, replace=False).tolist())
    return _result(spectra, _anneal(spectra, state, penalty, random, steps=steps, fixed=fixed), penalty)


def _anneal(
    spectra: _Spectra, state: frozenset[int], penalty: float, random: np.random.Generator, *, steps: int, fixed: bool
) -> frozenset[int]:
    """DNA's cooling: temperature 1 - 1 / (1 + exp(5 - 12 t / T))."""
    parts = spectra.parts_of(state)
    now = spectra.loss(state, parts) * _factor(spectra, state, penalty)
    best, least = state, now
    for step in range(1, steps + 1):
        temperature = 1 - 1 / (1 + math.exp(5 - 12 * step / steps))
        proposal = _neighbour(state, len(spectra.concepts), random, fixed=fixed)
        new_parts = None if spectra.is_known(proposal) else spectra.moved(parts, state, proposal)
        then = spectra.loss(proposal, new_parts) * _factor(spectra, proposal, penalty)
        if then <= now or random.random() < math.exp(now - then) * temperature:
            parts = spectra.moved(parts, state, proposal) if new_parts is None else new_parts
            state, now = proposal, then
            if now < least:
                best, least = state, now
    return best


def _neighbour(state: frozenset[int], everything: int, random: np.random.Generator, *, fixed: bool) -> frozenset[int]:
    """One concept added, removed or swapped; neither none nor all remain."""
    inside = sorted(state)
    outside = [concept for concept in range(everything) if concept not in state]
    moves = ["swap"] if fixed else ["add"] * (len(outside) > 1) + ["remove"] * (len(inside) > 1) + ["swap"]
    move = moves[int(random.integers(len(moves)))]
    leaves = {inside[int(random.integers(len(inside)))]} if move != "add" else set()
    enters = {outside[int(random.integers(len(outside)))]} if move != "remove" else set()
    return (state - leaves) | enters
