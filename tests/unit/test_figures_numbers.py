"""Numbers as texts write them."""

import pytest

from onrecord.figures.measures import find_money_before, find_rate, find_unit_after
from onrecord.figures.numbers import iter_numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2,500 troops", [(2500, 2500)]),
        ("$3.1 million", [(3.1e6, 3.1e6)]),
        ("2.5bn", [(2.5e9, 2.5e9)]),
        ("two and a half million", [(2.5e6, 2.5e6)]),
        ("a hundred and ten", [(110, 110)]),
        ("two dozen", [(24, 24)]),
        ("tens of thousands", [(10_000, 100_000)]),
        ("two-thirds", [(2 / 3, 2 / 3)]),
        ("one in five", [(0.2, 0.2)]),
        ("10^15 people", [(1e15, 1e15)]),
        ("4 hundred million", [(4e8, 4e8)]),
        ("1,2,3", []),
        ("12.34.56", []),
        ("", []),
    ],
)
def test_numbers(text: str, values: list[tuple[float, float]]) -> None:
    """Figures, words, scales and fractions give their value; a malformed number gives none."""
    found = [(number.low, number.high) for number in iter_numbers(text, 0, len(text))]
    assert [low for low, _ in found] == pytest.approx([low for low, _ in values])
    assert [high for _, high in found] == pytest.approx([high for _, high in values])


def test_units() -> None:
    """Signs of money stand before, units after, and "per" something after those."""
    money = find_money_before("HK$54", 3)
    assert money is not None
    assert money.name == "hong kong dollar"
    unit = find_unit_after("12 sq km", 2, 8)
    assert unit is not None
    assert (unit.name, unit.kind) == ("square kilometre", "area")
    assert find_rate(" a barrel", 0, 9) == ("a barrel", "barrel", 9)
    assert find_rate(" a year earlier", 0, 15) is None
    assert find_unit_after("5 C", 1, 3) is not None
    assert find_money_before("abc", 3) is None
