"""Reports of one quantity, side by side."""

import itertools
from datetime import date

import pytest

from onrecord.figures import group_figures
from onrecord.model import Basis, Dated, FigureReport, Precision, Provenance, Relation, Rung, Span, When

HAND = Provenance(stage="test", version="1")


def report(article: str, value: float, counted: str, **more: object) -> FigureReport:
    """A count told by an article."""
    fields: dict[str, object] = {
        "article_id": article,
        "sentence": Span(start=0, end=90),
        "span": Span(start=int(more.pop("at", 0)), end=80),  # type: ignore[call-overload]
        "low": value,
        "high": value,
        "counted": counted,
        "provenance": HAND,
    }
    return FigureReport(**{**fields, **more})  # type: ignore[arg-type]


def dated(article: str, day: date) -> Dated:
    """When an article appeared."""
    when = When(earliest=day, latest=day, precision=Precision.DAY, basis=Basis.WRITTEN)
    return Dated(article_id=article, when=when, rung=Rung.METADATA, provenance=HAND)


NOW = {"a": dated("a", date(2021, 3, 1)), "b": dated("b", date(2021, 3, 9)), "c": dated("c", date(2022, 3, 9))}


def test_part_and_whole_are_two_quantities() -> None:
    """Soldiers of one country in two articles agree; all foreign soldiers are another, wider quantity."""
    reports = [
        report("a", 900, "Bellish troops", where="Tarnov", hedge="Some"),
        report("b", 1400, "foreign soldiers", where="Tarnov"),
        report("b", 900, "Bellish soldiers", where="Tarnov", at=10),
    ]
    assert sorted((figure.relation, len(figure.reports)) for figure in group_figures(reports, NOW)) == [
        (Relation.AGREE, 2),
        (Relation.SINGLE, 1),
    ]


FLOOD = {"where": "Tarnov", "told": ("drown",)}


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (report("a", 12, "deaths", **FLOOD), report("b", 19, "deaths", **FLOOD), Relation.DISAGREE),
        (
            report("a", 12, "deaths", **FLOOD),
            report("b", 19, "people", where="Tarnov", told=("die",)),
            Relation.DISAGREE,
        ),
        (report("a", 120, "homes", **FLOOD), report("c", 190, "homes", **FLOOD), Relation.SERIES),
        (report("a", 12, "deaths", **FLOOD, hedge="at least"), report("b", 19, "deaths", **FLOOD), Relation.AGREE),
        (report("a", 61, "foul wells"), report("b", 40, "foul wells", hedge="no more than"), Relation.DISAGREE),
        (report("a", 1000, "homes", **FLOOD, hedge="about"), report("b", 980, "homes", **FLOOD), Relation.AGREE),
        (
            report("a", 0.2, "voters", told=("stay", "dern")),
            report("b", 20, "voters", unit="percentage", told=("stay", "dern")),
            Relation.AGREE,
        ),
        (report("a", 12, "deaths", unit="percentage"), report("b", 12, "deaths"), Relation.SINGLE),
    ],
)
def test_relations(one: FigureReport, other: FigureReport, relation: Relation) -> None:
    """Unlike values of one time disagree, of other times are a series; hedges and bounds leave room."""
    figures = group_figures([one, other], NOW)
    assert {figure.relation for figure in figures} == {relation}
    assert len(figures) == (2 if relation is Relation.SINGLE else 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (report("a", 12, "people"), report("b", 19, "people")),
        (report("a", 12, "people", told=("march",)), report("b", 19, "people", told=("march",))),
        (report("a", 12, "people", told=("depend", "river")), report("b", 19, "people", told=("displace", "river"))),
        (report("a", 12, "people", where="Tarnov"), report("b", 19, "people", where="Deron")),
        (report("a", 5e6, "crowns", told=("lend", "bank")), report("b", 9e6, "crowns", told=("lend", "council"))),
        (report("a", 500, "Bellish troops", told=("leave",)), report("b", 900, "Bellish troops", told=("be",))),
        (report("a", 500, "people", told=("march", "port")), report("c", 900, "people", told=("march", "port"))),
    ],
)
def test_too_little_said_is_no_group(one: FigureReport, other: FigureReport) -> None:
    """A bare noun, another thing told of it, other parts, another place or another event is not one quantity."""
    assert {figure.relation for figure in group_figures([one, other], NOW)} == {Relation.SINGLE}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            report("a", 1800, "soldiers", told=("keep", "belland")),
            report("b", 2000, "troops", told=("have", "belland")),
        ),
        (report("a", 1800, "Belland troops"), report("b", 2000, "troops", told=("station", "belland"))),
        (report("a", 5e6, "crowns", told=("cost", "project")), report("b", 9e6, "crowns", told=("cost", "bridge"))),
        (report("a", 500, "people", told=("march",), said_by=("x",)), report("a", 900, "crowd", at=9, said_by=("y",))),
        (report("a", 500, "men", told=("join~",)), report("a", 900, "men", at=9, told=("join~",))),
    ],
)
def test_enough_said_is_one_quantity(one: FigureReport, other: FigureReport) -> None:
    """An owner, a shared part, "the project", two speakers of one article or a second sentence make one quantity."""
    assert [figure.relation for figure in group_figures([one, other], NOW)] == [Relation.DISAGREE]


def test_a_value_said_to_have_changed_is_a_series() -> None:
    """A former value explains an older report of it."""
    reports = [
        report("b", 9e6, "crowns", told=("cost", "bridge")),
        report("b", 5e6, "crowns", told=("cost", "bridge", "formerly"), at=9),
        report("a", 5e6, "crowns", told=("cost", "bridge")),
    ]
    assert [figure.relation for figure in group_figures(reports, NOW)] == [Relation.SERIES]


def test_order_does_not_matter() -> None:
    """Any order of reports gives the same figures."""
    reports = [report("a", 12, "deaths"), report("b", 19, "deaths"), report("c", 3, "tons of grain")]
    assert len({group_figures(list(order), NOW) for order in itertools.permutations(reports)}) == 1
