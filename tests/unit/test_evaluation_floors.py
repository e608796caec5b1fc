"""Floors: they hold, they sink loudly, and they cannot be lowered."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import GoldError
from onrecord.evaluation.floors import find_lowered, find_sunk, parse_floors, read_floors

FLOORS = """
[debate]
suite = "debate"
path = "seeds"
least = { recall = 0.55 }
most = { noise = 0, ratio = 3.0 }
"""


def test_figures_on_the_right_side_of_their_floors_pass() -> None:
    """Exactly at the floor is not below it."""
    (benchmark,) = parse_floors(FLOORS)
    assert find_sunk(benchmark, {"recall": 0.55, "noise": 0, "ratio": 2.9}) == []


@pytest.mark.parametrize(
    "figures",
    [
        {"recall": 0.54, "noise": 0, "ratio": 1},
        {"recall": 1, "noise": 1, "ratio": 1},
        {"recall": None, "noise": 0, "ratio": 1},
    ],
)
def test_a_figure_below_its_floor_is_named(figures: dict[str, float | None]) -> None:
    """A figure that could not be computed counts as sunk."""
    (benchmark,) = parse_floors(FLOORS)
    assert len(find_sunk(benchmark, figures)) == 1


@pytest.mark.parametrize(
    "now",
    [
        FLOORS.replace("0.55", "0.5"),
        FLOORS.replace("3.0", "4.0"),
        FLOORS.replace("noise = 0, ", ""),
        FLOORS.replace("[debate]", "[other]"),
    ],
)
def test_lowering_or_dropping_a_floor_is_noticed(now: str) -> None:
    """Lower, wider, left out or renamed: all are a lowered floor."""
    assert find_lowered(parse_floors(FLOORS), parse_floors(now))


def test_raising_a_floor_is_welcome() -> None:
    """Floors only rise."""
    assert find_lowered(parse_floors(FLOORS), parse_floors(FLOORS.replace("0.55", "0.9").replace("3.0", "2.0"))) == []


def test_a_benchmark_keeps_the_options_of_its_suite() -> None:
    """The same gold may be scored in several ways."""
    (benchmark,) = parse_floors(FLOORS + "options = { judgements = 50 }\n")
    assert benchmark.options == {"judgements": 50}


def test_the_shipped_floors_can_be_read() -> None:
    """Every benchmark of the repository names a suite, a path and at least one floor."""
    for benchmark in read_floors(Path(__file__).parents[2] / "benchmarks" / "floors.toml"):
        assert benchmark.floors


def test_a_missing_floors_file_is_an_error(tmp_path: Path) -> None:
    """A gate without floors would let everything through."""
    with pytest.raises(GoldError, match="no floors"):
        read_floors(tmp_path / "floors.toml")
