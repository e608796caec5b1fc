"""Which statements count: dates, lists, exclusions, empty values and duplicates, on tables checked by eye."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from onrecord.errors import UsageError
from onrecord.model import DataType, StatementRow, StatementTable, table_of
from onrecord.network import Aggregation, Compat, Duplicates, Settings, two_mode
from onrecord.network.selection import select


def _row(day: date, document: str, who: str, what: str, side: bool, **more: str) -> StatementRow:
    return StatementRow(
        date=day, document=document, values={"organization": who, "concept": what, "agreement": side}, **more
    )  # type: ignore[arg-type]


@pytest.fixture
def table() -> StatementTable:
    """One claim in the Januaries and in ISO weeks 1 of two years, twice in one document, once with nobody's name."""
    return table_of(
        [
            _row(date(2019, 1, 2), "a", "Ox", "dam", True, author="Ann", source="Echo"),
            _row(date(2019, 1, 2), "a", "Ox", "dam", True, author="Ann", source="Echo"),
            _row(date(2019, 1, 3), "b", "Ox", "dam", True, author="Bob", source="Echo"),
            _row(date(2019, 1, 9), "c", "Ox", "dam", False, author="Bob", source="Post"),
            _row(date(2020, 1, 2), "d", "Ox", "dam", True, author="", source="Post"),
            _row(date(2020, 6, 1), "e", "", "dam", True, author="Ann", source="Post"),
        ]
    )


@pytest.mark.parametrize(
    ("duplicates", "compat", "left"),
    [
        (Duplicates.INCLUDE, Compat.NONE, 5),
        (Duplicates.DOCUMENT, Compat.NONE, 4),
        (Duplicates.WEEK, Compat.NONE, 3),
        (Duplicates.WEEK, Compat.DNA, 2),
        (Duplicates.MONTH, Compat.NONE, 3),
        (Duplicates.MONTH, Compat.DNA, 2),
        (Duplicates.YEAR, Compat.NONE, 3),
        (Duplicates.ACROSS_RANGE, Compat.NONE, 2),
    ],
)
def test_duplicates_count_once_within_their_period(
    table: StatementTable, duplicates: Duplicates, compat: Compat, left: int
) -> None:
    """The same side of the same claim counts once per period; DNA's weeks and months forget the year."""
    settings = Settings(qualifier_aggregation=Aggregation.SUBTRACT, duplicates=duplicates, compat=compat)
    assert len(select(table, settings).kept) == left


def test_sides_are_ignored_in_duplicates_where_they_are_ignored_in_cells(table: StatementTable) -> None:
    """With the qualifier ignored, for and against are duplicates of each other."""
    assert len(select(table, Settings(duplicates=Duplicates.ACROSS_RANGE)).kept) == 1


def test_statements_without_a_name_do_not_count(table: StatementTable) -> None:
    """An empty organisation is no node."""
    assert two_mode(table).rows == ("Ox",)
    assert two_mode(table).statements == 5


def test_dates_are_inclusive(table: StatementTable) -> None:
    """A period holds the statements of its first and last second."""
    noon = datetime(2019, 1, 3, 12, tzinfo=UTC)
    assert len(select(table, Settings(start=noon, stop=noon)).kept) == 1


@pytest.mark.parametrize(("inverted", "left"), [(False, 2), (True, 3)])
def test_authors_are_left_out_or_kept_alone(table: StatementTable, inverted: bool, left: int) -> None:
    """An exclusion list drops, an inverted one keeps only."""
    settings = Settings(exclude_authors=("Ann", ""), invert_authors=inverted)
    assert len(select(table, settings).kept) == left


@pytest.mark.parametrize(("inverted", "left"), [(False, 0), (True, 1)])
def test_excluded_values_of_several_variables(table: StatementTable, inverted: bool, left: int) -> None:
    """Not inverted, any hit drops; inverted, every variable must hit. Booleans are written 0 and 1."""
    settings = Settings(exclude_values=(("organization", ("Ox",)), ("agreement", ("0",))), invert_values=inverted)
    assert len(select(table, settings).kept) == left


def test_isolates_keep_labels_of_dropped_statements(table: StatementTable) -> None:
    """With isolates an excluded concept stays as an empty column."""
    settings = Settings(exclude_values=(("concept", ("dam",)),), isolates=True)
    network = two_mode(table, settings)
    assert network.rows == ("Ox",)
    assert network.dense.tolist() == [[0]]


def test_a_missing_variable_is_named_with_those_there_are(table: StatementTable) -> None:
    """The error lists the variables of the table."""
    with pytest.raises(UsageError, match="no variable 'actor'") as caught:
        two_mode(table, Settings(variable1="actor"))
    assert "'organization'" in str(caught.value)


def test_numbers_are_no_nodes(table: StatementTable) -> None:
    """A boolean cannot be a variable of the network."""
    with pytest.raises(UsageError, match="short text"):
        two_mode(table, Settings(variable1="agreement"))


def test_large_integers_are_duplicates_except_in_dna() -> None:
    """DNA compares boxed integers by identity: equal values above 127 never are duplicates there."""
    rows = [
        StatementRow(date=date(2020, 1, 1), document="a", values={"organization": "Ox", "concept": "dam", "price": 500})
        for _ in range(2)
    ]
    kinds = {"organization": DataType.SHORT_TEXT, "concept": DataType.SHORT_TEXT, "price": DataType.INTEGER}
    settings = Settings(
        qualifier="price", qualifier_aggregation=Aggregation.SUBTRACT, duplicates=Duplicates.ACROSS_RANGE
    )
    table = table_of(rows, variables=kinds)
    assert two_mode(table, settings).statements == 1
    assert two_mode(table, Settings(**{**_fields(settings), "compat": Compat.DNA})).statements == 2


def _fields(settings: Settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in Settings.__slots__}


def test_labels_stand_in_java_order() -> None:
    """Capitals before small letters, umlauts after z, and signs outside the basic plane before U+FFxx."""
    names = ["zoo", "Zoo", "Ärzte", "ape", "🦊", "\uff21"]
    table = table_of([_row(date(2020, 1, 1), "a", name, "dam", True) for name in names])
    assert two_mode(table).rows == ("Zoo", "ape", "zoo", "Ärzte", "🦊", "\uff21")
