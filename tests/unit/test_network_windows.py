"""Windows, kernels and what compat="dna" changes about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from onrecord.errors import UsageError
from onrecord.model import DataType, StatementRow, StatementTable, table_of
from onrecord.network import (
    Aggregation,
    Compat,
    Kernel,
    Network,
    NetworkType,
    Settings,
    TimeWindow,
    build,
    iter_networks,
    list_statements,
)
from onrecord.network.calendar import months_between, moved


def _row(day: int, who: str, side: bool = True, month: int = 1) -> StatementRow:
    values = {"organization": who, "concept": "dam", "agreement": side}
    return StatementRow(date=date(2020, month, day), document=f"{month}-{day}", values=values)


@pytest.fixture
def table() -> StatementTable:
    """Five statements on the 1st, 2nd, 4th, 6th and 9th of January."""
    return table_of([_row(1, "Ox"), _row(2, "Yak"), _row(4, "Ox"), _row(6, "Zebu", side=False), _row(9, "Yak")])


def _days(table: StatementTable, size: int, **more: object) -> list[Network]:
    settings = replace(Settings(time_window=TimeWindow.DAYS, window_size=size), **more)  # type: ignore[arg-type]
    return list(iter_networks(table, settings))


def test_windows_lie_inside_the_period_and_have_their_own_labels(table: StatementTable) -> None:
    """A window of three days moves a day at a time; each network shows who spoke in it."""
    networks = _days(table, 3)
    assert [network.middle.day for network in networks] == [2, 3, 4, 5, 6, 7, 8]
    assert [network.rows for network in networks[:3]] == [("Ox", "Yak"), ("Ox", "Yak"), ("Ox",)]
    assert [network.statements for network in networks] == [2, 2, 1, 2, 1, 1, 1]


def test_sizes_two_and_three_are_alike_and_one_is_an_instant(table: StatementTable) -> None:
    """DNA's window arithmetic: a window reaches size // 2 units to either side."""
    assert [n.start for n in _days(table, 2)] == [n.start for n in _days(table, 3)]
    assert all(network.start == network.stop for network in _days(table, 1))


def test_isolates_give_all_windows_the_same_labels(table: StatementTable) -> None:
    """With isolates every matrix has the labels of the whole period."""
    assert {network.rows for network in _days(table, 3, isolates=True)} == {("Ox", "Yak", "Zebu")}


def test_months_clamp_the_day_step_by_step() -> None:
    """From 31 January to 29 February, then to 29 March."""
    january = int(datetime(2020, 1, 31, tzinfo=UTC).timestamp())
    february = moved(january, TimeWindow.MONTHS, 1)
    march = moved(february, TimeWindow.MONTHS, 1)
    assert [datetime.fromtimestamp(time, UTC).day for time in (february, march)] == [29, 29]


@pytest.mark.parametrize(
    ("start", "stop", "months"),
    [((2020, 1, 31), (2020, 2, 29), 0), ((2020, 1, 15), (2020, 3, 15), 2), ((2020, 3, 15), (2020, 1, 16), -1)],
)
def test_months_between_days_are_whole(start: tuple[int, ...], stop: tuple[int, ...], months: int) -> None:
    """A month is full when its day is reached."""
    one, other = (int(datetime(*day, tzinfo=UTC).timestamp()) for day in (start, stop))  # type: ignore[misc]
    assert months_between(one, other) == months


def test_event_windows_hold_an_odd_number_of_statements(table: StatementTable) -> None:
    """Size 2 is the statement itself and one to either side."""
    networks = list(iter_networks(table, Settings(time_window=TimeWindow.EVENTS, window_size=2)))
    assert [network.statements for network in networks] == [3, 3, 3]
    assert networks[0].stop.day == 4


def test_congruence_and_conflict_alternate(table: StatementTable) -> None:
    """Each window gives two networks, of the same statements."""
    settings = Settings(
        network_type=NetworkType.ONE_MODE, time_window=TimeWindow.EVENTS, window_size=4,
        qualifier_aggregation=Aggregation.CONGRUENCE_AND_CONFLICT,
    )  # fmt: skip
    agree, oppose = list(iter_networks(table, settings))
    assert agree.rows == oppose.rows == ("Ox", "Yak", "Zebu")
    assert agree.dense[0, 1] == 4
    assert oppose.dense[0].tolist() == [0, 0, 2]


def _smoothed(table: StatementTable, kernel: Kernel, **more: object) -> list[Network]:
    settings = Settings(time_window=TimeWindow.DAYS, window_size=4, kernel=kernel, qualifier=None)
    return list(iter_networks(table, replace(settings, **more)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kernel", "at_middle", "a_day_off"),
    [(Kernel.UNIFORM, 0.5, 0.5), (Kernel.EPANECHNIKOV, 0.75, 0.5625), (Kernel.TRIANGULAR, 1.0, 0.5)],
)
def test_kernels_weigh_by_distance(table: StatementTable, kernel: Kernel, at_middle: float, a_day_off: float) -> None:
    """On the 1st, Ox speaks at the middle of the window, Yak half a half-window later."""
    first = _smoothed(table, kernel)[0]
    assert first.rows == ("Ox", "Yak", "Zebu")
    np.testing.assert_allclose(first.dense[:, 0], [at_middle, a_day_off, 0])


def test_kernels_are_symmetric_except_in_dna(table: StatementTable) -> None:
    """A day before counts as a day after; DNA's triangular kernel gives 1.5 to one and 0.5 to the other."""
    table = table_of([_row(1, "Ox"), _row(2, "Mid"), _row(3, "Yak")])
    ours = _smoothed(table, Kernel.TRIANGULAR)[1].dense[:, 0]
    dna = _smoothed(table, Kernel.TRIANGULAR, compat=Compat.DNA)[1].dense[:, 0]
    np.testing.assert_allclose(ours, [1, 0.5, 0.5])
    np.testing.assert_allclose(dna, [1, 0.5, 1.5])


def test_one_mode_kernels_take_the_root_of_both_weights(table: StatementTable) -> None:
    """A pair counts the geometric mean of its weights, and nobody is tied to itself."""
    cells = _smoothed(table, Kernel.TRIANGULAR, network_type=NetworkType.ONE_MODE)[0].dense
    np.testing.assert_allclose(cells[0], [0, np.sqrt(1.0 * 0.5), 0])


def test_seconds_and_events_can_be_smoothed_where_dna_gives_nothing(table: StatementTable) -> None:
    """Event steps have a statement in their middle; DNA returns an empty list."""
    assert len(_smoothed(table, Kernel.UNIFORM, time_window=TimeWindow.EVENTS)) == 5
    assert _smoothed(table, Kernel.UNIFORM, time_window=TimeWindow.EVENTS, compat=Compat.DNA) == []


def test_normalised_steps_sum_to_one(table: StatementTable) -> None:
    """With normalize_to_one the cells of every step sum to 1."""
    for network in _smoothed(table, Kernel.GAUSSIAN, normalize_to_one=True):
        assert network.dense.sum() == pytest.approx(1.0)


def test_indented_windows_stay_inside(table: StatementTable) -> None:
    """With indent_time the middle keeps half a window from both ends."""
    assert [network.middle.day for network in _smoothed(table, Kernel.UNIFORM, indent_time=True)] == [3, 4, 5, 6, 7]


@pytest.mark.parametrize("bad", [Settings(), Settings(time_window=TimeWindow.DAYS, window_size=0)])
def test_a_series_needs_a_window(table: StatementTable, bad: Settings) -> None:
    """Without a unit or a size there is nothing to iterate."""
    with pytest.raises(UsageError):
        iter_networks(table, bad)


def test_an_event_list_holds_every_statement_in_order() -> None:
    """Empty values stay, and each row tells statement, time, values and document."""
    events = list_statements(table_of([_row(2, ""), _row(1, "Ox")]))
    assert events.header[:4] == ("statement_id", "time", "person", "organization")
    assert [row[:4] for row in events.rows] == [
        (1, "2020-01-01 12:00:00", "", "Ox"),
        (2, "2020-01-02 12:00:00", "", ""),
    ]


def test_a_single_integer_level_is_full_congruence() -> None:
    """Where all give the same number they agree; DNA divides 0 by 0."""
    kinds = {"organization": DataType.SHORT_TEXT, "concept": DataType.SHORT_TEXT, "stars": DataType.INTEGER}
    rows = [
        StatementRow(date=date(2020, 1, 1), document="a", values={"organization": who, "concept": "dam", "stars": 3})
        for who in ("Ox", "Yak")
    ]
    settings = Settings(
        network_type=NetworkType.ONE_MODE, qualifier="stars", qualifier_aggregation=Aggregation.CONGRUENCE,
        time_window=TimeWindow.EVENTS, window_size=1,
    )  # fmt: skip
    table, whole = table_of(rows, variables=kinds), replace(settings, time_window=TimeWindow.NO)
    assert build(table, whole).dense[0, 1] == 1
    assert np.isnan(build(table, replace(whole, compat=Compat.DNA)).dense[0, 1])
