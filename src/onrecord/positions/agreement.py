"""How far coders agree, people or machines: Krippendorff's alpha with a bootstrap interval.

Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), nominal data; the interval resamples units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from random import Random

from onrecord.model import record

Unit = Sequence[Hashable | None]


@record
class Agreement:
    """`alpha` (1 perfect, 0 chance; None where nothing varies), its interval, and how many units were paired."""

    alpha: float | None
    low: float | None
    high: float | None
    units: int


def measure_agreement(units: Sequence[Unit], *, draws: int = 1000, level: float = 0.95, seed: int = 0) -> Agreement:
    """Agreement over `units`, each the values its coders gave (None: not coded)."""
    paired = [counts for unit in units if (counts := Counter(v for v in unit if v is not None)).total() > 1]
    random = Random(seed)
    drawn = (get_alpha([random.choice(paired) for _ in paired]) for _ in range(draws if paired else 0))
    alphas = sorted(alpha for alpha in drawn if alpha is not None)
    tail = int((1 - level) / 2 * len(alphas))
    return Agreement(
        alpha=get_alpha(paired),
        low=alphas[tail] if alphas else None,
        high=alphas[-1 - tail] if alphas else None,
        units=len(paired),
    )


def get_alpha(paired: Sequence[Counter[Hashable]]) -> float | None:
    """Alpha of units given as counts of values, each with two values or more; None where all values are one."""
    totals: Counter[Hashable] = Counter()
    unlike = 0.0
    for counts in paired:
        size = counts.total()
        totals.update(counts)
        unlike += sum(count * (size - count) for count in counts.values()) / (size - 1)
    n = totals.total()
    expected = sum(count * (n - count) for count in totals.values())
    return 1 - (n - 1) * unlike / expected if expected else None
