"""Krippendorff's alpha on published examples."""

import pytest

from onrecord.positions import measure_agreement

A = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
B = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
C = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
D = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]


def test_four_observers_with_gaps() -> None:
    """Krippendorff 2011, example C: twelve units, four observers, missing data, nominal: .743."""
    assert measure_agreement(list(zip(A, B, C, D, strict=True))).alpha == pytest.approx(0.743, abs=0.0005)


def test_two_observers_binary() -> None:
    """Krippendorff 2011, example A: ten units, two observers, binary: .095."""
    one, two = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert measure_agreement(list(zip(one, two, strict=True))).alpha == pytest.approx(0.095, abs=0.0005)


def test_two_observers_nominal() -> None:
    """Krippendorff 2011, example B: twelve units, two observers, five values: .692."""
    units = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
    assert measure_agreement(units).alpha == pytest.approx(0.692, abs=0.0005)


def test_the_interval_holds_alpha_and_is_the_same_twice() -> None:
    """The bootstrap interval surrounds alpha and does not change from run to run."""
    units = list(zip(A, B, C, D, strict=True))
    found = measure_agreement(units, draws=200)
    assert found == measure_agreement(units, draws=200)
    assert found.low is not None
    assert found.high is not None
    assert found.alpha is not None
    assert found.low <= found.alpha <= found.high
    assert found.units == 11


def test_nothing_to_compare_has_no_alpha() -> None:
    """Without pairs, or where every value is the same, there is no alpha."""
    assert measure_agreement([(1, None), (None, 2)]).alpha is None
    assert measure_agreement([(1, 1), (1, 1)]).alpha is None
