"""A debate as CSV tables: one row per statement, position, report, actor, article; every row quotes its sentence.

Counts stand in two forms: what articles print, copies and carriers included, and the independent sources behind it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from onrecord.exchange.syndication import COLUMNS as COLUMNS_OF_SYNDICATION
from onrecord.exchange.syndication import syndication_rows
from onrecord.model import Actor, Debate, Position, Skip, Sources, Span, Statement, When

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
    sources = debate.sources()
    statements = [_statement_row(debate, sources, statement) for statement in debate.statements.values()]
    headlines = [_statement_row(debate, sources, statement) for statement in debate.headlines.values()]
    return {
        "statements": statements + headlines,
        "positions": [_position_row(debate, position) for position in debate.positions],
        "no_concept": [row for row in statements if row["statement"] not in touched],
        "events": list(_event_rows(debate, sources)),
        "figures": list(_figure_rows(debate, sources)),
        "actors": list(_actor_rows(debate, sources)),
        "anonymous": list(_anonymous_rows(debate)),
        "articles": list(_article_rows(debate)),
        "syndication": syndication_rows(debate),
    }


_STATEMENT = (
    "statement", "article", "outlet", "date", "speaker", "affiliation", "as_written", "cue", "kind", "commitment",
    "negated", "content", "paragraph", "start", "end", "inside", "headline_of", "told_how", "title", "url", "articles",
    "source",
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "statements": _STATEMENT,
    "positions": (
        "position", "concept", "claim", "side", "holder", "affiliation", "told_by", "condition", "confidence", "basis",
        "judged_by", "date",
        "outlet", "article", "statement", "content", "paragraph",
    ),
    "no_concept": _STATEMENT,
    "events": (
        "event", "type", "mode", "status", "earliest", "latest", "precision", "basis", "written", "who", "whom",
        "told_by", "place", "report", "article", "outlet", "date", "sentence", "source", "articles", "sources",
    ),
    "figures": (
        "figure", "relation", "counted", "unit", "low", "high", "hedge", "where", "as_of", "said_by", "as_written",
        "report", "article", "outlet", "date", "sentence", "source", "articles", "sources",
    ),
    "actors": (
        "actor", "name", "kind", "names", "affiliations", "country", "statements", "positions",
        "independent_statements", "independent_positions", "articles", "sources",
    ),
    "anonymous": ("actor", "name", "role", "side", "number", "reason", "statements", "article", "outlet", "date"),
    "articles": (
        "article", "origin", "outlet", "title", "date", "rung", "byline", "dateline", "agency", "language",
        "status", "reason", "words", "statements", "url", "independent_statements", "source",
    ),
    "syndication": COLUMNS_OF_SYNDICATION,
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


def _statement_row(debate: Debate, sources: Sources, statement: Statement) -> Row:
    article = debate.articles[statement.article_id]
    speakers = debate.speakers(statement.echoes or statement.id)
    spoken = debate.speaks.get(statement.echoes or statement.id)
    return {
        **_source(debate, article.id),
        "statement": statement.id,
        "speaker": _names(speakers),
        "affiliation": _affiliation(debate, speakers, article.id),
        "as_written": statement.source.cut(article.text) if statement.source else "",
        "cue": statement.cue.cut(article.text) if statement.cue else "",
        "kind": statement.kind.value,
        "commitment": statement.commitment or "",
        "negated": "yes" if statement.negated else "",
        "content": statement.words(article.text),
        "paragraph": _paragraph(article.text, statement.content[0]),
        "start": statement.extent.start,
        "end": statement.extent.end,
        "inside": statement.outer or "",
        "headline_of": statement.echoes or "",
        "told_how": spoken.basis if spoken else "",
        "title": article.title,
        "url": article.url,
        "articles": sources.count_articles([statement.evidence]),
        "source": sources.name_source(statement.evidence),
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
        "basis": position.basis,
        "judged_by": position.judged_by,
        "statement": statement.id,
        "content": statement.words(text),
        "paragraph": _paragraph(text, statement.content[0]),
    }


def _event_rows(debate: Debate, sources: Sources) -> Iterable[Row]:
    for event in debate.events:
        lines = [debate.event_reports[each].evidence for each in event.reports]
        counts = {"articles": sources.count_articles(lines), "sources": sources.count_sources(lines)}
        for report_id in event.reports:
            report = debate.event_reports[report_id]
            when = report.when
            yield {
                **_source(debate, report.article_id),
                **counts,
                "source": sources.name_source(report.evidence),
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
                "told_by": _names(debate.actors_of(report.told_by)),
                "place": report.place,
                "report": report.id,
                "sentence": report.sentence.cut(debate.articles[report.article_id].text),
            }


def _figure_rows(debate: Debate, sources: Sources) -> Iterable[Row]:
    for figure in debate.figures:
        lines = [debate.figure_reports[each].evidence for each in figure.reports]
        counts = {"articles": sources.count_articles(lines), "sources": sources.count_sources(lines)}
        for report_id in figure.reports:
            report = debate.figure_reports[report_id]
            text = debate.articles[report.article_id].text
            yield {
                **_source(debate, report.article_id),
                **counts,
                "source": sources.name_source(report.evidence),
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


def _actor_rows(debate: Debate, sources: Sources) -> Iterable[Row]:
    repeated = sources.find_repeated({key: statement.evidence for key, statement in debate.statements.items()})
    said: dict[str, list[str]] = {actor_id: [] for actor_id in debate.actors}
    held: dict[str, list[str]] = {actor_id: [] for actor_id in debate.actors}
    for statement_id, spoken in debate.speaks.items():
        for actor_id in spoken.actor_ids:
            said[actor_id].append(statement_id)
    for position in debate.positions:
        for actor in debate.actors_of(position.holder):
            held[actor.id].append(position.statement_id)
    for actor in debate.actors.values():
        lines = [debate.statements[key].evidence for key in dict.fromkeys((*said[actor.id], *held[actor.id]))]
        affiliations = dict.fromkeys(
            ", ".join(filter(None, ("former" if a.former else "", a.role, a.organisation))) for a in actor.affiliations
        )
        yield {
            "actor": actor.id,
            "name": actor.name,
            "kind": actor.kind.value,
            "names": "; ".join(actor.names),
            "affiliations": "; ".join(affiliations),
            "country": actor.country,
            "statements": len(said[actor.id]),
            "positions": len(held[actor.id]),
            "independent_statements": sum(key not in repeated for key in said[actor.id]),
            "independent_positions": sum(key not in repeated for key in held[actor.id]),
            "articles": sources.count_articles(lines),
            "sources": sources.count_sources(lines),
        }


def _status(skip: Skip | None) -> str:
    """``read``, ``earlier version``, ``duplicate`` or ``skipped``."""
    if skip is None:
        return "read"
    if skip.duplicate_of:
        return "earlier version" if skip.stage == "versions" else "duplicate"
    return "skipped"


def _anonymous_rows(debate: Debate) -> Iterable[Row]:
    said = Counter(
        (actor_id, debate.statements[spoken.statement_id].article_id)
        for spoken in debate.speaks.values()
        for actor_id in spoken.actor_ids
    )
    for source in debate.anonymous:
        actor = debate.actors[debate.actor_of[source.actor_id]]
        yield {
            **_source(debate, source.article_id),
            "actor": actor.id,
            "name": debate.article_actors[source.actor_id].name,
            "role": source.role,
            "side": source.side,
            "number": "" if source.number is None else source.number,
            "reason": source.reason,
            "statements": said[actor.id, source.article_id],
        }


def _article_rows(debate: Debate) -> Iterable[Row]:
    skipped = {skip.article: skip for skip in debate.skips}
    sources = debate.sources()
    repeated = sources.find_repeated({key: statement.evidence for key, statement in debate.statements.items()})
    said = Counter(statement.article_id for statement in debate.statements.values())
    again = Counter(debate.statements[key].article_id for key in repeated)
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
            "statements": said[article.id],
            "independent_statements": said[article.id] - again[article.id],
            "source": sources.name_article_source(article.id),
            "url": article.url,
        }
    for skip in skipped.values():
        yield {"article": skip.article, "origin": skip.origin, "status": "skipped", "reason": skip.reason}
