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


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (report("a", 12, "deaths"), report("b", 19, "deaths"), Relation.DISAGREE),
        (report("a", 12, "deaths"), report("c", 19, "deaths"), Relation.SERIES),
        (report("a", 12, "deaths", hedge="at least"), report("b", 19, "people killed"), Relation.SINGLE),
        (report("a", 12, "deaths", hedge="at least"), report("b", 19, "deaths"), Relation.AGREE),
        (report("a", 1000, "homes", hedge="about"), report("b", 980, "homes"), Relation.AGREE),
        (report("a", 12, "deaths", unit="percentage"), report("b", 12, "deaths"), Relation.SINGLE),
    ],
)
def test_relations(one: FigureReport, other: FigureReport, relation: Relation) -> None:
    """Unlike values of one time disagree, of other times are a series; hedges and bounds leave room."""
    figures = group_figures([one, other], NOW)
    assert {figure.relation for figure in figures} == {relation}
    assert len(figures) == (2 if relation is Relation.SINGLE else 1)


def test_order_does_not_matter() -> None:
    """Any order of reports gives the same figures."""
    reports = [report("a", 12, "deaths"), report("b", 19, "deaths"), report("c", 3, "tons of grain")]
    assert len({group_figures(list(order), NOW) for order in itertools.permutations(reports)}) == 1
