"""From counts to the cells of a network: DNA's aggregations and normalisations, as matrix products.

With a[i, j, k] the number of statements of actor i on concept j at level k; formulas: docs/networks.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from onrecord.network.counts import DENSE_CELLS, Counts, Matrix, sum_of, times_number
from onrecord.network.settings import Aggregation, Compat, Normalization

Weight = Callable[[Any, Any], NDArray[np.float64]]


def one_mode_cells(
    counts: Counts,
    aggregation: Aggregation,
    normalization: Normalization,
    compat: Compat = Compat.NONE,
    *,
    activity: Matrix | None = None,
) -> Matrix:
    """Actor by actor: symmetric, diagonal 0. Normalisations count the cells of `activity`, by default of `counts`."""
    activity = counts.cells if activity is None else activity
    if aggregation in (Aggregation.IGNORE, Aggregation.COMBINE):
        total = counts.total()
        cells = _product(total, total)
    elif counts.values is not None:
        cells = _by_distance(counts, aggregation, compat)
    else:
        cells = _by_identity(counts, aggregation)
    cells = _without_diagonal(cells)
    if normalization is Normalization.AVERAGE:
        said = _sums(activity, 1)
        return _divided(cells, lambda i, j: (said[i] + said[j]) / 2)
    if normalization is Normalization.COSINE:
        said = _sums(activity, 1)
        return _divided(cells, lambda i, j: said[i] * said[j])
    if normalization is Normalization.JACCARD:
        return _divided(cells, _jaccard_weight(activity))
    return cells


def two_mode_cells(counts: Counts, aggregation: Aggregation, normalization: Normalization) -> Matrix:
    """Actor by concept."""
    total = counts.total()
    cells = _two_mode_sum(counts, total, aggregation)
    if normalization not in (Normalization.ACTIVITY, Normalization.PROMINENCE):
        return cells
    axis = 1 if normalization is Normalization.ACTIVITY else 0
    measure = _present(cells) if aggregation is Aggregation.COMBINE else total
    sums = _sums(measure, axis)
    return _divided(cells, (lambda i, _: sums[i]) if axis else (lambda _, j: sums[j]))


def _two_mode_sum(counts: Counts, total: Matrix, aggregation: Aggregation) -> Matrix:
    if aggregation is Aggregation.COMBINE:
        return sum_of([_present(counts.level(k)) * 2.0 ** (counts.levels - 1 - k) for k in range(counts.levels)])
    if aggregation is Aggregation.SUBTRACT and counts.signs is not None:
        signs = counts.signs
        return sum_of([counts.level(k) * signs[k] for k in range(counts.levels)])
    return total


def _by_distance(counts: Counts, aggregation: Aggregation, compat: Compat) -> Matrix:
    """Congruence weighs two statements on a concept by 1 - d, conflict by d: see `level_distance`."""
    values = counts.values if counts.values is not None else np.zeros(1)
    if aggregation is Aggregation.CONGRUENCE and len(values) == 2 and values[0] != values[1]:
        return _product(counts.cells, counts.cells)  # two levels are as far apart as levels can be
    distance = level_distance(values, compat)
    if compat is Compat.DNA and aggregation is Aggregation.SUBTRACT and counts.levels > 2:
        return _summed_in_turn(counts, distance)
    weight = {
        Aggregation.CONGRUENCE: 1 - distance,
        Aggregation.CONFLICT: distance,
        Aggregation.SUBTRACT: 1 - 2 * distance,
    }[aggregation]
    if np.array_equal(weight, np.eye(counts.levels)):
        return _product(counts.cells, counts.cells)
    parts = [counts.level(k) for k in range(counts.levels)]
    weighted = [_mixed(parts, weight[k]) for k in range(counts.levels)]
    return _product(counts.cells, _side_by_side(weighted))


def _mixed(parts: list[Matrix], weights: NDArray[np.float64]) -> Matrix:
    """The weighted sum of matrices; most weights of a boolean are 0."""
    used = [times_number(parts[k], float(weights[k])) for k in np.flatnonzero(weights).tolist()]
    return sum_of(used) if used else times_number(parts[0], 0.0)


def level_distance(values: NDArray[np.float64], compat: Compat = Compat.NONE) -> NDArray[np.float64]:
    """Difference over range between levels, shape (levels, levels); for one level alone 0 (DNA divides 0 by 0)."""
    span = values.max() - values.min()
    if span == 0:
        return np.full((len(values), len(values)), np.nan if compat is Compat.DNA else 0.0)
    return np.asarray(np.abs(values[:, None] - values[None, :]) / span, dtype=np.float64)


def _summed_in_turn(counts: Counts, distance: NDArray[np.float64]) -> Matrix:
    """Congruence added and conflict taken off pair by pair, so that rounding leaves DNA's residues (-3e-17 for 0)."""
    n, m = len(counts.rows), len(counts.columns)
    cells = _dense(counts.cells).reshape(n, counts.levels, m)
    result = np.zeros((n, n))
    for concept in range(m):
        for k in range(counts.levels):
            for other in range(counts.levels):
                pairs = np.outer(cells[:, k, concept], cells[:, other, concept])
                result += pairs * (1 - distance[k, other])
                result -= pairs * distance[k, other]
    return result


def _by_identity(counts: Counts, aggregation: Aggregation) -> Matrix:
    """Text levels agree only with themselves; conflict counts statements on cells where the other has none."""
    together = _product(counts.cells, counts.cells) if aggregation is not Aggregation.CONFLICT else None
    if together is not None and aggregation is Aggregation.CONGRUENCE:
        return together
    said = _sums(counts.cells, 1)
    shared = _dense(_product(counts.cells, _present(counts.cells)))
    alone = (said[:, None] - shared) + (said[None, :] - shared.T)
    return alone if together is None else _dense(together) - alone


def _jaccard_weight(cells: Matrix) -> Weight:
    said = _sums(cells, 1)
    shared, together = _product(cells, _present(cells)), _product(cells, cells)

    def weight(i: Any, j: Any) -> NDArray[np.float64]:
        mine, theirs = said[i] - _at(shared, i, j), said[j] - _at(shared, j, i)
        return np.asarray(mine + theirs + _at(together, i, j), dtype=np.float64)

    return weight


def jaccard_weights(cells: NDArray[np.float64]) -> NDArray[np.float64]:
    """What Jaccard divides by, for all pairs of rows; shape (n, n). Adds up over disjoint sets of columns."""
    place = np.arange(len(cells))
    return _jaccard_weight(cells)(place[:, None], place[None, :])


def _side_by_side(parts: list[Any]) -> Matrix:
    stacked: Matrix = np.hstack(parts) if isinstance(parts[0], np.ndarray) else sparse.hstack(parts, format="csr")
    return stacked


def _product(left: Matrix, right: Matrix) -> Matrix:
    """Left @ right.T; of sparse arrays a numpy array where the result is small."""
    result: Any = left @ right.T
    if not isinstance(result, np.ndarray) and result.shape[0] * result.shape[1] <= DENSE_CELLS:
        result = result.toarray()
    product: Matrix = result
    return product


def _present(cells: Matrix) -> Matrix:
    """1 where a count is above 0."""
    met: Any = cells > 0
    present: Matrix = met.astype(np.float64)
    return present


def _sums(cells: Matrix, axis: int) -> NDArray[np.float64]:
    return np.asarray(cells.sum(axis=axis), dtype=np.float64).ravel()


def _at(cells: Matrix, i: Any, j: Any) -> NDArray[np.float64]:
    """The cells at places (i, j); scipy answers with a sparse array, or a dense one where there are none."""
    found: Any = cells[i, j]
    is_sparse: bool = sparse.issparse(found)
    return np.asarray(found.toarray().ravel() if is_sparse else found, dtype=np.float64)


def _dense(cells: Matrix) -> NDArray[np.float64]:
    return cells if isinstance(cells, np.ndarray) else np.asarray(cells.toarray())


def _without_diagonal(cells: Matrix) -> Matrix:
    if isinstance(cells, np.ndarray):
        cells.reshape(-1)[:: len(cells) + 1] = 0.0
        return cells
    cells.setdiag(0.0)
    cells.eliminate_zeros()
    return cells


def _divided(cells: Matrix, weight: Weight) -> Matrix:
    """Each cell divided by its weight, 0 where the weight is 0. Only cells that are not 0 are looked at."""
    i, j = cells.nonzero()
    divisor = weight(i, j)
    values = _at(cells, i, j)
    quotients = np.divide(values, divisor, out=np.zeros_like(values), where=divisor != 0)
    if isinstance(cells, np.ndarray):
        result = np.zeros_like(cells)
        result[i, j] = quotients
        return result
    return sparse.coo_array((quotients, (i, j)), shape=cells.shape).tocsr()
