"""A debate as CSV tables: one row per statement, position, report, actor, article; every row quotes its sentence."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from onrecord.model import Actor, Debate, Position, Skip, Span, Statement, When

Row = dict[str, Any]


def write_tables(debate: Debate, folder: Path, *, separator: str = ",") -> list[Path]:
    """Write all tables of `debate` into `folder`, made if absent; UTF-8, one header line, `separator` between cells."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, rows in tables(debate).items():
        path = folder / f"{name}.csv"
        path.write_text(_csv(rows, COLUMNS[name], separator), encoding="utf-8", newline="")
        written.append(path)
    return written


def tables(debate: Debate) -> Mapping[str, list[Row]]:
    """All tables as rows, in the order of `COLUMNS`."""
    touched = {position.statement_id for position in debate.positions}
    statements = [_statement_row(debate, statement) for statement in debate.statements.values()]
    return {
        "statements": statements,
        "positions": [_position_row(debate, position) for position in debate.positions],
        "no_concept": [row for row in statements if row["statement"] not in touched],
        "events": list(_event_rows(debate)),
        "figures": list(_figure_rows(debate)),
        "actors": [_actor_row(debate, actor) for actor in debate.actors.values()],
        "articles": list(_article_rows(debate)),
    }


_STATEMENT = (
    "statement", "article", "outlet", "date", "speaker", "affiliation", "as_written", "cue", "kind", "negated",
    "content", "paragraph", "start", "end", "inside", "told_how", "title", "url",
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "statements": _STATEMENT,
    "positions": (
        "position", "concept", "claim", "side", "holder", "affiliation", "told_by", "condition", "confidence", "date",
        "outlet", "article", "statement", "content", "paragraph",
    ),
    "no_concept": _STATEMENT,
    "events": (
        "event", "type", "mode", "status", "earliest", "latest", "precision", "basis", "written", "who", "whom",
        "place", "report", "article", "outlet", "date", "sentence",
    ),
    "figures": (
        "figure", "relation", "counted", "unit", "low", "high", "hedge", "where", "as_of", "said_by", "as_written",
        "report", "article", "outlet", "date", "sentence",
    ),
    "actors": ("actor", "name", "kind", "names", "affiliations", "country", "statements", "positions"),
    "articles": (
        "article", "origin", "outlet", "title", "date", "rung", "byline", "dateline", "agency", "language",
        "status", "reason", "words", "statements", "url",
    ),
}  # fmt: skip


def _csv(rows: Iterable[Row], columns: tuple[str, ...], separator: str) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _source(debate: Debate, article_id: str) -> Row:
    return {
        "article": article_id,
        "outlet": debate.articles[article_id].outlet,
        "date": _day(debate.dated[article_id].when) if article_id in debate.dated else "",
    }


def _day(when: When | None) -> str:
    """An ISO day, or an ISO 8601 interval where the day is not known."""
    if when is None:
        return ""
    if when.earliest == when.latest:
        return when.earliest.isoformat()
    return f"{when.earliest.isoformat()}/{when.latest.isoformat()}"


def _names(actors: Iterable[Actor]) -> str:
    return "; ".join(actor.name for actor in actors)


def _paragraph(text: str, span: Span) -> str:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end - 1)
    return text[start : end if end >= 0 else len(text)].strip()


def _affiliation(debate: Debate, actors: Iterable[Actor], article_id: str) -> str:
    found = (debate.affiliation(actor, article_id) for actor in actors)
    return "; ".join(", ".join(filter(None, (a.role, a.organisation))) for a in found if a)


def _statement_row(debate: Debate, statement: Statement) -> Row:
    article = debate.articles[statement.article_id]
    speakers = debate.speakers(statement.id)
    spoken = debate.speaks.get(statement.id)
    return {
        **_source(debate, article.id),
        "statement": statement.id,
        "speaker": _names(speakers),
        "affiliation": _affiliation(debate, speakers, article.id),
        "as_written": statement.source.cut(article.text) if statement.source else "",
        "cue": statement.cue.cut(article.text) if statement.cue else "",
        "kind": statement.kind.value,
        "negated": "yes" if statement.negated else "",
        "content": statement.words(article.text),
        "paragraph": _paragraph(article.text, statement.content[0]),
        "start": statement.extent.start,
        "end": statement.extent.end,
        "inside": statement.outer or "",
        "told_how": spoken.basis if spoken else "",
        "title": article.title,
        "url": article.url,
    }


def _position_row(debate: Debate, position: Position) -> Row:
    statement = debate.statements[position.statement_id]
    text = debate.articles[position.article_id].text
    holders = debate.actors_of(position.holder)
    return {
        **_source(debate, position.article_id),
        "position": position.id,
        "concept": position.concept_id,
        "claim": debate.codebook.get(position.concept_id).claim if debate.codebook else "",
        "side": position.side.value,
        "holder": _names(holders),
        "affiliation": _affiliation(debate, holders, position.article_id),
        "told_by": _names(debate.actors_of(position.told_by)),
        "condition": position.condition,
        "confidence": f"{position.confidence:.2f}",
        "statement": statement.id,
        "content": statement.words(text),
        "paragraph": _paragraph(text, statement.content[0]),
    }


def _event_rows(debate: Debate) -> Iterable[Row]:
    for event in debate.events:
        for report_id in event.reports:
            report = debate.event_reports[report_id]
            when = report.when
            yield {
                **_source(debate, report.article_id),
                "event": event.id,
                "type": report.type.value,
                "mode": report.mode,
                "status": report.status.value,
                "earliest": when.earliest.isoformat() if when else "",
                "latest": when.latest.isoformat() if when else "",
                "precision": when.precision.value if when else "",
                "basis": when.basis.value if when else "",
                "written": when.written if when else "",
                "who": _names(debate.actors_of(report.who)),
                "whom": _names(debate.actors_of(report.whom)),
                "place": report.place,
                "report": report.id,
                "sentence": report.sentence.cut(debate.articles[report.article_id].text),
            }


def _figure_rows(debate: Debate) -> Iterable[Row]:
    for figure in debate.figures:
        for report_id in figure.reports:
            report = debate.figure_reports[report_id]
            text = debate.articles[report.article_id].text
            yield {
                **_source(debate, report.article_id),
                "figure": figure.id,
                "relation": figure.relation.value,
                "counted": report.counted,
                "unit": report.unit,
                "low": f"{report.low:g}" if abs(report.low) < 1e5 else f"{report.low:.0f}",
                "high": f"{report.high:g}" if abs(report.high) < 1e5 else f"{report.high:.0f}",
                "hedge": report.hedge,
                "where": report.where,
                "as_of": _day(report.as_of),
                "said_by": _names(debate.actors_of(report.said_by)),
                "as_written": report.span.cut(text),
                "report": report.id,
                "sentence": report.sentence.cut(text),
            }


def _actor_row(debate: Debate, actor: Actor) -> Row:
    said = sum(actor.id in spoken.actor_ids for spoken in debate.speaks.values())
    held = sum(actor in debate.actors_of(position.holder) for position in debate.positions)
    affiliations = dict.fromkeys(
        ", ".join(filter(None, ("former" if a.former else "", a.role, a.organisation))) for a in actor.affiliations
    )
    return {
        "actor": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "names": "; ".join(actor.names),
        "affiliations": "; ".join(affiliations),
        "country": actor.country,
        "statements": said,
        "positions": held,
    }


def _status(skip: Skip | None) -> str:
    """``read``, ``earlier version``, ``duplicate`` or ``skipped``."""
    if skip is None:
        return "read"
    if skip.duplicate_of:
        return "earlier version" if skip.stage == "versions" else "duplicate"
    return "skipped"


def _article_rows(debate: Debate) -> Iterable[Row]:
    skipped = {skip.article: skip for skip in debate.skips}
    said: dict[str, int] = {}
    for statement in debate.statements.values():
        said[statement.article_id] = said.get(statement.article_id, 0) + 1
    for article in debate.articles.values():
        dated, skip = debate.dated.get(article.id), skipped.pop(article.id, None)
        yield {
            **_source(debate, article.id),
            "origin": str(article.origin),
            "title": article.title,
            "rung": dated.rung.value if dated else "",
            "byline": article.byline,
            "dateline": article.dateline,
            "agency": article.agency,
            "language": article.language,
            "status": _status(skip),
            "reason": skip.reason if skip else "",
            "words": len(article.text.split()),
            "statements": said.get(article.id, 0),
            "url": article.url,
        }
    for skip in skipped.values():
        yield {"article": skip.article, "origin": skip.origin, "status": "skipped", "reason": skip.reason}
