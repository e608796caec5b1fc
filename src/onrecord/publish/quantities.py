"""Figures as the sources give them: side by side where they disagree, never averaged."""

from __future__ import annotations

from onrecord.model import Figure, FigureReport, Relation, record
from onrecord.publish.dates import explain_when, say_when
from onrecord.publish.index import Index, Name
from onrecord.publish.lines import Line, report_line

RELATIONS = (Relation.DISAGREE, Relation.SERIES, Relation.AGREE, Relation.SINGLE)
"""In the order a reader needs them."""


@record
class Value:
    """One report of a figure; `bar` is its size against the largest of the group, in per cent."""

    anchor: str
    written: str
    plain: str
    hedge: str
    bar: float
    said_by: tuple[Name, ...]
    as_of: str
    as_of_basis: str
    line: Line


@record
class FigureEntry:
    """One quantity with all its reports, the largest value first (a series: in time)."""

    anchor: str
    counted: str
    unit: str
    where: str
    relation: Relation
    values: tuple[Value, ...]
    articles: int
    """That print any of the reports, copies included."""
    sources: int
    """Independent ones: newsrooms behind the reports."""


@record
class FigureShelf:
    """The figures of one relation."""

    relation: Relation
    entries: tuple[FigureEntry, ...]


def figure_shelves(index: Index) -> tuple[FigureShelf, ...]:
    """Figures by how their reports stand to each other; disagreement first."""
    shelves = []
    for relation in RELATIONS:
        found = [figure for figure in index.debate.figures if figure.relation is relation]
        found.sort(key=lambda figure: (-len(figure.reports), figure.counted.casefold(), figure.id))
        if found:
            shelves.append(FigureShelf(relation=relation, entries=tuple(_entry(index, figure) for figure in found)))
    return tuple(shelves)


def _entry(index: Index, figure: Figure) -> FigureEntry:
    reports = [index.debate.figure_reports[each] for each in figure.reports]
    if figure.relation is Relation.SERIES:
        reports.sort(
            key=lambda r: (r.as_of.earliest.toordinal() if r.as_of else 0, *index.order(r.article_id, r.span.start))
        )
    else:
        reports.sort(key=lambda r: (-r.high, -r.low, *index.order(r.article_id, r.span.start)))
    largest = max((abs(report.high) for report in reports), default=0.0)
    return FigureEntry(
        anchor=f"f-{figure.id}",
        counted=figure.counted or figure.unit or "not said of what",
        unit=figure.unit if figure.counted else "",
        where=figure.where,
        relation=figure.relation,
        values=tuple(_value(index, report, largest) for report in reports),
        articles=index.sources.count_articles(report.evidence for report in reports),
        sources=index.sources.count_sources(report.evidence for report in reports),
    )


def _value(index: Index, report: FigureReport, largest: float) -> Value:
    text = index.article(report.article_id).text
    written = report.span.cut(text)
    plain = say_number(report.low, report.high)
    return Value(
        anchor=f"v-{report.id}",
        written=written,
        plain=plain if plain not in written else "",
        hedge=report.hedge if report.hedge.casefold() not in written.casefold() else "",
        bar=round(100 * abs(report.high) / largest, 2) if largest else 0.0,
        said_by=index.names(report.said_by),
        as_of=say_when(report.as_of) if report.as_of else "",
        as_of_basis=explain_when(report.as_of) if report.as_of else "",
        line=report_line(index, report.article_id, report.sentence, [(report.span, "value")]),
    )


def say_number(low: float, high: float) -> str:
    """The number in digits: "1,200,000,000", "20–30" for a range."""
    return _plain(low) if low == high else f"{_plain(low)}–{_plain(high)}"


def _plain(value: float) -> str:
    """Two decimals at most from 1 upward, four digits below; "65.6 million" times a million is no whole float."""
    return f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) >= 1 or value == 0 else f"{value:.4g}"
