"""How the suite ``stance`` counts."""

from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import GoldError
from onrecord.evaluation.stance import expected_calibration_error, macro_f1, read_gold
from onrecord.model import Side

TABLE = (
    "sentence\tdisagree\tagree\tneutral\n"
    "It is hot.\t.1\t.8\t.1\nScreened.\t\t\t\nIt is hot.\t.1\t.8\t.1\nNo.\t.9\t0\t.1\n"
)


def test_screeners_and_repeats_are_dropped(tmp_path: Path) -> None:
    """A sentence counts once, with its largest column; rows without columns do not count."""
    path = tmp_path / "g.tsv"
    path.write_text(TABLE, "utf-8")
    texts, sides, shares = read_gold(path)
    assert (texts, sides) == (["It is hot.", "No."], [Side.FOR, Side.AGAINST])
    assert shares.shape == (2, 3)


def test_another_file_is_refused(tmp_path: Path) -> None:
    """A file without the columns is said to be no stance table."""
    path = tmp_path / "g.tsv"
    path.write_text("a\tb\n1\t2\n", "utf-8")
    with pytest.raises(GoldError, match="not the stance table"):
        read_gold(path)


def test_macro_f1_is_the_mean_over_sides() -> None:
    """A side never found counts 0."""
    gold = [Side.FOR, Side.AGAINST, Side.UNCLEAR]
    assert macro_f1(gold, gold) == 1
    assert macro_f1(gold, [Side.FOR] * 3) == pytest.approx(0.1667, abs=1e-4)


def test_calibration_error_is_the_gap_of_confidence() -> None:
    """Always sure at .8 and always right is .2 off; right four times in five is not off."""
    sure = np.tile([0.8, 0.1, 0.1], (10, 1))
    assert expected_calibration_error(sure, [Side.FOR] * 10) == pytest.approx(0.2)
