"""Counting: shares, ratios and F1 pooled over articles, printed with the number behind each."""

from __future__ import annotations

from collections import defaultdict


class Tally:
    """Collects counts and gives them as one flat mapping; a share of nothing is None."""

    def __init__(self) -> None:
        self._parts: dict[str, list[float]] = {}
        self._sums: dict[str, int] = defaultdict(int)
        self._matched: dict[str, list[int]] = {}

    def share(self, name: str, right: bool) -> None:
        """One case that is right or not."""
        part = self._parts.setdefault(name, [0, 0])
        part[0] += right
        part[1] += 1

    def ratio(self, name: str, over: int, under: int) -> None:
        """Counts whose pooled ratio is wanted."""
        part = self._parts.setdefault(name, [0, 0])
        part[0] += over
        part[1] += under

    def count(self, name: str, number: int) -> None:
        """A plain sum."""
        self._sums[name] += number

    def matched(self, name: str, *, hits: int, found: int, wanted: int) -> None:
        """Counts whose pooled precision, recall and F1 are wanted."""
        part = self._matched.setdefault(name, [0, 0, 0])
        part[0] += hits
        part[1] += found
        part[2] += wanted

    def figures(self) -> dict[str, float | int | None]:
        """All figures with their ``n_``."""
        out: dict[str, float | int | None] = {}
        for name, (hits, found, wanted) in self._matched.items():
            out[f"{name}_f1"] = round(2 * hits / (found + wanted), 4) if found + wanted else None
            out[f"{name}_precision"] = round(hits / found, 4) if found else None
            out[f"{name}_recall"] = round(hits / wanted, 4) if wanted else None
            out[f"n_{name}"] = wanted
        for name, (over, under) in self._parts.items():
            out[name] = round(over / under, 4) if under else None
            out[f"n_{name}"] = int(under)
        return out | dict(self._sums)
