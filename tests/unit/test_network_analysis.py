"""Backbones, blocs, coalitions, scales, phases and error bars on debates whose answer is known."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from onrecord.errors import UsageError
from onrecord.model import StatementRow, StatementTable, table_of
from onrecord.network import (
    Aggregation,
    Compat,
    Duplicates,
    NetworkType,
    Settings,
    TimeWindow,
    find_shares,
    iter_networks,
    one_mode,
    two_mode,
)
from onrecord.network.backbone import evaluate_backbone, find_backbone, nested_backbone
from onrecord.network.change import Distance, find_change_points, find_phases, find_shifts
from onrecord.network.coalitions import Method, find_centralities, find_coalitions, find_scale, to_graph
from onrecord.network.polarisation import (
    Measure,
    Search,
    find_blocs,
    find_polarisation,
    ideal_measure,
    iter_polarisation,
    modularity,
)
from onrecord.network.uncertainty import (
    CodingErrors,
    Resampling,
    Unit,
    coalition_errors,
    edge_errors,
    index_errors,
    measure_errors,
    polarisation_errors,
    series_errors,
)

CAMPS = {"Ant": True, "Bee": True, "Cat": True, "Dog": False, "Eel": False, "Fox": False}
AGREE = Settings(network_type=NetworkType.ONE_MODE, qualifier_aggregation=Aggregation.CONGRUENCE)
SUBTRACT = replace(AGREE, qualifier_aggregation=Aggregation.SUBTRACT)


def _row(day: int, who: str, what: str, side: bool, source: str = "Echo") -> StatementRow:
    values = {"organization": who, "concept": what, "agreement": side}
    return StatementRow(
        date=date(2020, 1, 1) + timedelta(days=day), document=f"{source}{day}", source=source, values=values
    )


@pytest.fixture
def camps() -> StatementTable:
    """Three animals for the dam and the mill, three against both; everybody says it once in each of two papers."""
    return table_of(
        [
            _row(place + 10 * (source == "Post"), who, what, side, source)
            for place, (who, side) in enumerate(CAMPS.items())
            for what in ("dam", "mill")
            for source in ("Echo", "Post")
        ]
    )


@pytest.mark.parametrize("measure", Measure)
def test_two_camps_are_found_and_perfectly_polarised(camps: StatementTable, measure: Measure) -> None:
    """The true split is found whatever the start, and is as polarised as can be."""
    found = find_polarisation(camps, Settings(), Search(measure=measure, starts=3))
    assert found.members(0) == ("Ant", "Bee", "Cat")
    assert found.members(1) == ("Dog", "Eel", "Fox")
    assert found.ideal == pytest.approx(1.0)
    assert found.modularity == pytest.approx(0.5)


def test_the_wrong_split_is_less_polarised() -> None:
    """DNA keeps the farthest partition, which mixes the camps; here it scores lower than the camps."""
    camp = np.array([0, 0, 0, 1, 1, 1])
    agree = (camp[:, None] == camp[None, :]).astype(float)
    np.fill_diagonal(agree, 0.0)
    oppose = (camp[:, None] != camp[None, :]).astype(float)
    mixed = np.array([0, 1, 0, 1, 0, 1])
    assert ideal_measure(agree, oppose, camp) == pytest.approx(1.0)
    assert ideal_measure(agree, oppose, mixed) < 0.6
    assert modularity(agree, oppose, mixed) < 0 < modularity(agree, oppose, camp)


def test_blocs_do_not_depend_on_the_seed_where_the_answer_is_clear() -> None:
    """Different seeds, same camps; the first actor is always in bloc 0."""
    agree = np.kron(np.eye(2), np.ones((4, 4))) - np.eye(8)
    oppose = 1 - np.eye(8) - agree
    answers = {tuple(find_blocs(agree, oppose, Search(seed=seed)).tolist()) for seed in range(5)}
    assert answers == {(0, 0, 0, 0, 1, 1, 1, 1)}


def test_dnas_polarisation_is_refused_with_the_reason(camps: StatementTable) -> None:
    """A number that no two runs repeat is not offered under compat."""
    with pytest.raises(UsageError, match="unseeded"):
        find_polarisation(camps, Settings(compat=Compat.DNA))


def test_polarisation_of_windows(camps: StatementTable) -> None:
    """Each window has its own blocs and numbers."""
    settings = Settings(time_window=TimeWindow.EVENTS, window_size=22)
    found = list(iter_polarisation(camps, settings))
    assert len(found) == 2
    assert all(0 <= each.ideal <= 1 for each in found)


def test_an_empty_debate_is_not_polarised() -> None:
    """No actors, no blocs, no error."""
    found = find_polarisation(table_of([]), Settings())
    assert (found.actors, found.ideal, found.modularity) == ((), 0.0, 0.0)


@pytest.mark.parametrize("method", [Method.LOUVAIN, Method.GREEDY])
def test_coalitions_are_the_camps(camps: StatementTable, method: Method) -> None:
    """Groups come largest first, then by their first member."""
    found = find_coalitions(one_mode(camps, SUBTRACT), method)
    assert found.groups == (("Ant", "Bee", "Cat"), ("Dog", "Eel", "Fox"))
    assert found.modularity == pytest.approx(0.5)
    assert found.group_of()["Fox"] == 1


@pytest.mark.skipif(importlib.util.find_spec("igraph") is not None, reason="igraph is installed")
def test_gpl_methods_name_the_extra(camps: StatementTable) -> None:
    """Leiden and walktrap say what to install where igraph is missing."""
    with pytest.raises(UsageError, match="igraph"):
        find_coalitions(one_mode(camps, SUBTRACT), Method.LEIDEN)


def test_graphs_carry_weights_and_modes(camps: StatementTable) -> None:
    """Networkx objects are one call away, bipartite for two-mode networks."""
    assert to_graph(one_mode(camps, AGREE))["Ant"]["Bee"]["weight"] == 8
    graph = to_graph(two_mode(camps, Settings()))
    assert graph.nodes["dam"]["mode"] == 2
    assert graph["Ant"]["dam"]["weight"] == 2


def test_centralities_of_a_star() -> None:
    """The middle of a star is on all paths between its ends."""
    rows = [_row(0, "Hub", what, True) for what in ("a", "b", "c")]
    rows += [_row(0, who, what, True) for who, what in (("X", "a"), ("Y", "b"), ("Z", "c"))]
    central = {each.actor: each for each in find_centralities(one_mode(table_of(rows), AGREE))}
    assert central["Hub"].degree == 3
    assert central["Hub"].betweenness == pytest.approx(1.0)
    assert central["X"].betweenness == 0
    assert central["Hub"].eigenvector == pytest.approx(np.sqrt(0.5))


def test_a_scale_puts_the_camps_at_its_ends(camps: StatementTable) -> None:
    """One dimension holds the whole difference between two camps."""
    rows = [*_rows_of(camps), _row(0, "Ant", "tea", False), _row(0, "Dog", "tea", True)]
    scale = find_scale(two_mode(table_of(rows), replace(SUBTRACT, network_type=NetworkType.TWO_MODE)))
    assert scale.actors["Ant"] > 0 > scale.actors["Dog"]
    assert scale.share == pytest.approx(1.0, abs=0.2)


def _rows_of(table: StatementTable) -> list[StatementRow]:
    who, what, side = (table.find(name) for name in ("organization", "concept", "agreement"))
    assert who is not None
    assert what is not None
    assert side is not None
    return [
        _row(place, str(who.value(place)), str(what.value(place)), bool(side.value(place)))
        for place in range(len(table))
    ]


@pytest.fixture
def chatter() -> StatementTable:
    """Everybody speaks on the dam and two on the mill; one remark on tea ties nobody to anybody."""
    rows = [_row(0, who, "dam", True) for who in CAMPS]
    rows += [_row(1, who, "mill", True) for who in ("Ant", "Dog")]
    return table_of([*rows, _row(2, "Ant", "tea", True)])


@pytest.mark.parametrize("compat", Compat)
def test_what_ties_nobody_leaves_the_backbone_first(chatter: StatementTable, compat: Compat) -> None:
    """Nested removal begins with concepts without loss and ends with the one that carries the network."""
    rounds = nested_backbone(chatter, replace(AGREE, compat=compat))
    assert [removal.concepts for removal in rounds] == [("tea",), ("mill",), ("dam",)]
    assert rounds[0].kept_loss == 0
    assert rounds[0].statements == 8
    assert rounds[-1].removed_loss == 0


def test_the_degree_loss_by_hand(chatter: StatementTable) -> None:
    """DNA's loss of the dam alone: degrees 5 of six against 6, 6, 5, 5, 5, 5 of 32: |6/32 - 1/6| * 2 + ..."""
    found = evaluate_backbone(chatter, replace(AGREE, compat=Compat.DNA), ["dam"])
    assert found.kept_loss == pytest.approx(2 * abs(6 / 32 - 1 / 6) + 4 * abs(5 / 32 - 1 / 6))


def test_annealing_finds_the_best_pair_and_repeats(chatter: StatementTable) -> None:
    """Of all pairs, dam and mill lose nothing; the same seed gives the same answer."""
    found = find_backbone(chatter, AGREE, size=2, steps=200, seed=3)
    assert found.kept == ("dam", "mill")
    assert found.kept_loss == 0
    assert found == find_backbone(chatter, AGREE, size=2, steps=200, seed=3)


def test_a_penalty_makes_the_backbone_small() -> None:
    """Where every concept ties somebody, a price on size leaves the most telling one alone."""
    pairs = {"dam": CAMPS, "mill": ("Ant", "Dog", "Cat"), "tea": ("Bee", "Eel")}
    table = table_of([_row(day, who, what, True) for day, what in enumerate(pairs) for who in pairs[what]])
    assert find_backbone(table, AGREE, penalty=50, steps=300).kept == ("dam",)
    assert len(find_backbone(table, AGREE, penalty=0, steps=300).kept) == 2


def test_backbones_name_what_does_not_occur(chatter: StatementTable) -> None:
    """A misspelt concept is no silent loss."""
    with pytest.raises(UsageError, match="'damm'"):
        evaluate_backbone(chatter, AGREE, ["damm"])


def test_shares_of_values_and_levels(camps: StatementTable) -> None:
    """Every animal has a twelfth of the statements twice over, all on one side."""
    shares = find_shares(camps, Settings())
    assert shares.values == tuple(CAMPS)
    assert shares.levels == ("0", "1")
    assert shares.counts.tolist() == [[0, 4]] * 3 + [[4, 0]] * 3
    np.testing.assert_allclose(shares.of_all, 1 / 6)
    assert shares.within[0].tolist() == [0.0, 1.0]


def test_change_points_of_a_step() -> None:
    """A level that jumps twice has two borders; one that wobbles has none."""
    assert find_shifts([1, 1.1, 0.9, 1, 5, 5.1, 4.9, 5, 5, 1, 1.1, 1, 0.9]) == (4, 9)
    assert find_shifts([1, 2, 1, 2, 1, 2, 1, 1, 2, 2, 1]) == ()
    assert find_change_points(np.zeros((1, 1))) == ()


@pytest.mark.parametrize("distance", Distance)
def test_phases_end_where_the_alliances_change(distance: Distance) -> None:
    """In spring Ant and Bee agree, in summer Ant and Cat and Dog: two phases."""
    spring = [_row(day, who, "dam", True) for day in range(20) for who in ("Ant", "Bee")]
    summer = [_row(day, who, "mill", True) for day in range(20, 40) for who in ("Ant", "Cat", "Dog")]
    settings = replace(AGREE, time_window=TimeWindow.DAYS, window_size=1, isolates=True)
    found = find_phases(list(iter_networks(table_of(spring + summer), settings)), distance=distance)
    assert [(phase.first, phase.last) for phase in found.phases] == [(0, 19), (20, 39)]


def test_edges_that_rest_on_one_paper_do_not_survive(camps: StatementTable) -> None:
    """Ties found in both papers keep their sign; a tie that one paper made goes with it."""
    rows = [*_both_papers()] + [_row(30, who, "tea", True, "Echo") for who in ("Ant", "Dog")]
    rows += [_row(31, who, "tea", True, "Post") for who in ("Bee", "Eel")]
    errors = edge_errors(table_of(rows), AGREE, Resampling(unit=Unit.SOURCE, times=100))
    place = {actor: number for number, actor in enumerate(errors.network.rows)}
    assert errors.survives[place["Ant"], place["Bee"]]
    assert not errors.survives[place["Ant"], place["Dog"]]
    assert (errors.low <= errors.high).all()


def _both_papers() -> list[StatementRow]:
    return [
        _row(place + 10 * (source == "Post"), who, "dam", side, source)
        for place, (who, side) in enumerate(CAMPS.items())
        for source in ("Echo", "Post")
    ]


def test_one_source_cannot_be_resampled() -> None:
    """An interval from one paper would be a false certainty."""
    table = table_of([_row(0, "Ant", "dam", True), _row(1, "Bee", "dam", True)])
    with pytest.raises(UsageError, match="one source"):
        edge_errors(table, AGREE, Resampling(unit=Unit.SOURCE))


def test_replicates_repeat_with_their_seed(camps: StatementTable) -> None:
    """The same seed gives the same intervals, another seed others."""
    one, again, other = (
        index_errors(camps, AGREE, lambda network: float(network.dense.sum()), Resampling(unit=unit, seed=seed))
        for unit, seed in ((Unit.STATEMENT, 1), (Unit.STATEMENT, 1), (Unit.STATEMENT, 2))
    )
    assert one == again
    assert one.estimate == other.estimate
    assert one.low < one.estimate < one.high


def test_coding_errors_blur_the_camps(camps: StatementTable) -> None:
    """With every tenth side wrong, a perfectly polarised debate is estimated less so."""
    sure = polarisation_errors(camps, Settings(), None, Resampling(unit=Unit.STATEMENT, times=30))
    blurred = polarisation_errors(
        camps, Settings(), None, Resampling(unit=Unit.STATEMENT, times=30, errors=CodingErrors(flipped=0.2))
    )
    assert sure.estimate == blurred.estimate == pytest.approx(1.0)
    assert blurred.low < sure.low


def test_coalitions_of_clear_camps_are_stable(camps: StatementTable) -> None:
    """Members of a camp stand together in nearly all replicates."""
    errors = coalition_errors(camps, SUBTRACT, Resampling(unit=Unit.STATEMENT, times=30))
    assert errors.groups == (("Ant", "Bee", "Cat"), ("Dog", "Eel", "Fox"))
    assert min(errors.stability) > 0.5
    assert errors.together.diagonal().tolist() == [1.0] * 6


def test_windows_have_intervals_too(camps: StatementTable) -> None:
    """A series of indices comes with an interval for each window; duplicates were removed before drawing."""
    settings = replace(AGREE, time_window=TimeWindow.DAYS, window_size=5, duplicates=Duplicates.DOCUMENT)
    found = series_errors(
        camps, settings, lambda network: float(network.dense.sum()), Resampling(unit=Unit.DOCUMENT, times=20)
    )
    assert len(found) == len(list(iter_networks(camps, settings)))
    assert all(interval.low <= interval.high for interval in found)


def test_error_rates_measured_from_judgements_are_never_zero() -> None:
    """Ten judged and none wrong leaves a twelfth of doubt."""
    rates = measure_errors(10, flipped=0, spurious=2)
    assert (rates.flipped, rates.spurious) == (pytest.approx(1 / 12), pytest.approx(3 / 12))
    with pytest.raises(UsageError):
        measure_errors(1, flipped=1, spurious=1)
