"""What holds of every statement table: counting by hand, in any order, dense or sparse, gives the same network."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.model import StatementRow, table_of
from onrecord.network import (
    Aggregation,
    Compat,
    Duplicates,
    Kernel,
    Normalization,
    Settings,
    TimeWindow,
    build,
    counts,
    iter_networks,
    matrices,
    one_mode,
    parse_options,
    two_mode,
)
from onrecord.network.selection import first_of_each

rows = st.lists(
    st.builds(
        lambda day, who, what, side: StatementRow(
            date=date(2020, 1, 1) + timedelta(days=day),
            document=str(day),
            values={"organization": who, "concept": what, "agreement": side},
        ),
        st.integers(0, 400),
        st.sampled_from(["", "Ox", "yak", "Äon", "🦊"]) | st.text(max_size=3),
        st.sampled_from(["dam", "ferry", "mill"]),
        st.booleans(),
    ),
    max_size=25,
)


@given(rows)
def test_subtract_is_for_minus_against(statements: list[StatementRow]) -> None:
    """Each cell is counted by hand."""
    expected: Counter[tuple[str, str]] = Counter()
    for row in statements:
        who, what = str(row.values["organization"]), str(row.values["concept"])
        expected[who, what] += 1 if row.values["agreement"] else -1
    network = two_mode(table_of(statements), Settings(qualifier_aggregation=Aggregation.SUBTRACT))
    found = {(one, other): weight for one, other, weight in network.edges()}
    assert found == {key: value for key, value in expected.items() if value and key[0]}


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(statements: list[StatementRow], random: object) -> None:
    """Shuffled rows give the same matrix."""
    shuffled = list(statements)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    asked = Settings(qualifier_aggregation=Aggregation.CONGRUENCE, normalization=Normalization.JACCARD)
    one, other = one_mode(table_of(statements), asked), one_mode(table_of(shuffled), asked)
    assert one.rows == other.rows
    assert one.dense.tolist() == other.dense.tolist()


@given(rows)
def test_one_mode_networks_are_symmetric_and_subtract_is_the_difference(statements: list[StatementRow]) -> None:
    """Congruence less conflict is subtract, and nobody is tied to itself."""
    table = table_of(statements)
    agree, oppose, less = (
        one_mode(table, Settings(qualifier_aggregation=kind)).dense
        for kind in (Aggregation.CONGRUENCE, Aggregation.CONFLICT, Aggregation.SUBTRACT)
    )
    assert (agree - oppose).tolist() == less.tolist()
    assert less.tolist() == less.T.tolist()
    assert not np.diagonal(less).any()


@pytest.mark.parametrize("aggregation", [Aggregation.IGNORE, Aggregation.CONGRUENCE, Aggregation.SUBTRACT])
@pytest.mark.parametrize("normalization", list(Normalization))
@given(statements=rows)
@settings(max_examples=10)
def test_sparse_counting_gives_the_same(
    aggregation: Aggregation, normalization: Normalization, statements: list[StatementRow]
) -> None:
    """Large networks are counted in sparse arrays; small ones come out the same that way."""
    table = table_of(statements)
    asked = Settings(qualifier_aggregation=aggregation, normalization=normalization)
    whole = [build(table, asked).dense for build in (one_mode, two_mode)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts, "DENSE_CELLS", 0)
        patch.setattr(matrices, "DENSE_CELLS", 0)
        sparse = [build(table, asked).dense for build in (one_mode, two_mode)]
    for one, other in zip(whole, sparse, strict=True):
        np.testing.assert_allclose(one, other)


@given(rows)
def test_duplicates_never_add(statements: list[StatementRow]) -> None:
    """The longer the period within which repeats count once, the fewer statements."""
    table = table_of(statements)
    left = [
        two_mode(table, Settings(duplicates=period)).statements
        for period in (
            Duplicates.INCLUDE,
            Duplicates.DOCUMENT,
            Duplicates.MONTH,
            Duplicates.YEAR,
            Duplicates.ACROSS_RANGE,
        )
    ]
    assert left == sorted(left, reverse=True)


@given(st.lists(st.tuples(st.integers(-(2**62), 2**62), st.integers(0, 3)), min_size=1, max_size=30))
def test_first_of_each_is_the_first_of_each(pairs: list[tuple[int, int]]) -> None:
    """However large the keys, the first row of each combination is marked."""
    marked = first_of_each([np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True)])
    assert marked.tolist() == [pairs.index(pair) == place for place, pair in enumerate(pairs)]


options = st.fixed_dictionaries(
    {
        "network_type": st.sampled_from(["onemode", "twomode"]),
        "qualifier": st.sampled_from(["agreement", "concept", None]),
        "qualifier_aggregation": st.sampled_from(list(Aggregation)),
        "normalization": st.sampled_from(list(Normalization)),
        "duplicates": st.sampled_from(list(Duplicates)),
        "isolates": st.booleans(),
        "time_window": st.sampled_from(["no", "events", "days", "weeks", "months", "years"]),
        "window_size": st.integers(0, 70),
        "kernel": st.sampled_from(list(Kernel)),
        "indent_time": st.booleans(),
        "normalize_to_one": st.booleans(),
        "exclude_values": st.sampled_from([{}, {"organization": "Ox"}, {"agreement": ["0"], "concept": "mill"}]),
        "invert_values": st.booleans(),
        "compat": st.sampled_from(list(Compat)),
    }
)


@given(rows, options)
@settings(deadline=None, max_examples=100)
def test_any_options_give_networks_or_a_reason(statements: list[StatementRow], asked: dict[str, object]) -> None:
    """No combination of options breaks; shapes fit labels; what cannot be done is said."""
    table, chosen = table_of(statements), parse_options(asked)
    try:
        whole = chosen.time_window is TimeWindow.NO
        networks = [build(table, chosen)] if whole else list(islice(iter_networks(table, chosen), 30))
    except UsageError:
        return
    for network in networks:
        assert network.dense.shape == (len(network.rows), len(network.columns))
        assert network.start <= network.middle <= network.stop
