"""Networks of a five-statement debate, worked out by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from onrecord.errors import UsageError
from onrecord.model import StatementRow, StatementTable, table_of
from onrecord.network import Aggregation, Normalization, Settings, one_mode, parse_options, two_mode


def _row(day: int, document: str, organisation: str, concept: str, agreement: bool) -> StatementRow:
    values = {"organization": organisation, "concept": concept, "agreement": agreement}
    return StatementRow(date=date(2020, 1, day), document=document, values=values)


@pytest.fixture
def debate() -> StatementTable:
    """Ox and Yak agree on the dam; on the ferry Ox is for, Yak against; Zebu is against the dam."""
    return table_of(
        [
            _row(1, "a", "Ox", "dam", True),
            _row(1, "a", "Yak", "dam", True),
            _row(2, "b", "Yak", "ferry", False),
            _row(2, "b", "Ox", "ferry", True),
            _row(3, "c", "Zebu", "dam", False),
        ]
    )


def test_two_mode_subtract_counts_for_minus_against(debate: StatementTable) -> None:
    """A cell of the subtract network is the statements for minus the statements against."""
    network = two_mode(debate, Settings(qualifier_aggregation=Aggregation.SUBTRACT))
    assert network.rows == ("Ox", "Yak", "Zebu")
    assert network.columns == ("dam", "ferry")
    assert network.dense.tolist() == [[1, 1], [1, -1], [-1, 0]]


def test_two_mode_combine_keeps_levels_apart(debate: StatementTable) -> None:
    """Combine tells only-for (1), only-against (2) and both (3) apart."""
    network = two_mode(debate, Settings(qualifier_aggregation=Aggregation.COMBINE))
    assert network.dense.tolist() == [[1, 1], [1, 2], [2, 0]]


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [
        (Aggregation.IGNORE, [[0, 2, 1], [2, 0, 1], [1, 1, 0]]),
        (Aggregation.CONGRUENCE, [[0, 1, 0], [1, 0, 0], [0, 0, 0]]),
        (Aggregation.CONFLICT, [[0, 1, 1], [1, 0, 1], [1, 1, 0]]),
        (Aggregation.SUBTRACT, [[0, 0, -1], [0, 0, -1], [-1, -1, 0]]),
    ],
)
def test_one_mode_counts_pairs_of_statements(
    debate: StatementTable, aggregation: Aggregation, expected: list[list[int]]
) -> None:
    """One-mode cells count pairs of statements on one concept: of equal sides, of opposed sides, or the difference."""
    assert one_mode(debate, Settings(qualifier_aggregation=aggregation)).dense.tolist() == expected


@pytest.mark.parametrize(
    ("normalization", "expected"),
    [(Normalization.AVERAGE, 1 / 2), (Normalization.COSINE, 1 / 4), (Normalization.JACCARD, 1 / 3)],
)
def test_one_mode_normalisations_divide_by_activity(
    debate: StatementTable, normalization: Normalization, expected: float
) -> None:
    """Ox and Yak made two statements each, one of them the same: average 1/2, cosine 1/(2*2), Jaccard 1/3."""
    settings = Settings(qualifier_aggregation=Aggregation.CONGRUENCE, normalization=normalization)
    np.testing.assert_allclose(one_mode(debate, settings).dense[0, 1], expected)


def test_edges_list_each_pair_once(debate: StatementTable) -> None:
    """A one-mode edge list holds each pair once, without zeros."""
    settings = Settings(qualifier_aggregation=Aggregation.CONGRUENCE)
    assert one_mode(debate, settings).edges() == [("Ox", "Yak", 1.0)]


def test_an_empty_table_gives_an_empty_network() -> None:
    """No statements, no nodes, no error."""
    assert two_mode(table_of([])).dense.shape == (0, 0)
    assert one_mode(table_of([])).edges() == []


def test_rdna_options_are_understood_as_written() -> None:
    """A call copied from a methods section gives the same settings."""
    settings = parse_options(
        {"variable1": "person", "qualifierAggregation": "subtract", "startDate": "01.02.2020", "excludeAuthors": "Doe",
         "excludeValues": {"concept": ["dam", "ferry"]}}
    )  # fmt: skip
    assert settings.qualifier_aggregation is Aggregation.SUBTRACT
    assert settings.start is not None
    assert settings.start.isoformat() == "2020-02-01T00:00:00+00:00"
    assert settings.exclude_authors == ("Doe",)
    assert settings.exclude_values == (("concept", ("dam", "ferry")),)


def test_an_unknown_option_is_named() -> None:
    """A misspelt option is not ignored."""
    with pytest.raises(UsageError, match="qualifier_agregation"):
        parse_options({"qualifierAgregation": "subtract"})


def test_a_value_that_does_not_occur_is_reported(debate: StatementTable) -> None:
    """Excluding a misspelt value says so instead of doing nothing."""
    network = two_mode(debate, Settings(exclude_values=(("organization", ("Oxx",)),)))
    assert network.notes == ("The value 'Oxx' does not occur in 'organization'.",)
