"""Floors: figures that were reached and must not be lost. They stand in ``benchmarks/floors.toml`` and only rise."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from onrecord.errors import GoldError
from onrecord.model import record


@record
class Floor:
    """One pinned figure: at least `least`, or at most `most`."""

    figure: str
    least: float | None = None
    most: float | None = None

    def holds(self, value: float | None) -> bool:
        """Whether `value` is on the right side."""
        if value is None:
            return False
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def lowers(self, other: Floor) -> bool:
        """Whether this floor asks for less than `other` did."""
        if other.least is not None and (self.least is None or self.least < other.least):
            return True
        return other.most is not None and (self.most is None or self.most > other.most)


@record
class Benchmark:
    """A suite with its options, its gold below the data folder, and the floors of its figures."""

    name: str
    suite: str
    path: str
    floors: tuple[Floor, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


def read_floors(path: Path) -> tuple[Benchmark, ...]:
    """The benchmarks of a floors file, a table each: `suite`, `path`, maybe `options`, `[name.least]`, `[name.most]`.

    Raises:
        GoldError: no such file, or another layout.
    """
    try:
        return parse_floors(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise GoldError(
            f"{path} holds no floors: {error}", expected="benchmarks/floors.toml", next_step="restore it"
        ) from error


def parse_floors(text: str) -> tuple[Benchmark, ...]:
    """The benchmarks written in `text`."""
    return tuple(_benchmark(name, table) for name, table in tomllib.loads(text).items())


def _benchmark(name: str, table: Mapping[str, Any]) -> Benchmark:
    floors = [Floor(figure=figure, least=float(value)) for figure, value in table.get("least", {}).items()]
    floors += [Floor(figure=figure, most=float(value)) for figure, value in table.get("most", {}).items()]
    return Benchmark(
        name=name, suite=table["suite"], path=table["path"], floors=tuple(floors), options=table.get("options", {})
    )


def find_sunk(benchmark: Benchmark, figures: Mapping[str, Any]) -> list[str]:
    """What fell below its floor, a sentence each."""
    return [
        f"{benchmark.name}: {floor.figure} is {figures.get(floor.figure)}, its floor is "
        f"{f'at least {floor.least}' if floor.least is not None else f'at most {floor.most}'}"
        for floor in benchmark.floors
        if not floor.holds(figures.get(floor.figure))
    ]


def find_lowered(old: tuple[Benchmark, ...], new: tuple[Benchmark, ...]) -> list[str]:
    """Which floors of `old` are lower or gone in `new`, a sentence each."""
    kept = {(benchmark.name, floor.figure): floor for benchmark in new for floor in benchmark.floors}
    lowered = []
    for benchmark in old:
        for floor in benchmark.floors:
            now = kept.get((benchmark.name, floor.figure))
            if now is None or now.lowers(floor):
                lowered.append(
                    f"{benchmark.name}: the floor of {floor.figure} was {floor.least or floor.most}, now {now}"
                )
    return lowered
