"""What was read: articles with their dates and what cleaning took out, copies, and what was not read and why."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from onrecord.model import Article, Skip, record
from onrecord.publish.index import Index
from onrecord.publish.lines import Where, place_of

SHOWN = 160
"""Code points of a stretch that cleaning took out."""


@record
class Removed:
    """What cleaning took out or repaired, of one kind; `samples` are its words, cut at `SHOWN`."""

    kind: str
    count: int
    samples: tuple[str, ...]


@record
class ArticleEntry:
    """One article that was read."""

    where: Where
    rung: str
    evidence: str
    url: str
    origin: str
    byline: str
    statements: int
    events: int
    figures: int
    removed: tuple[Removed, ...]
    copies: tuple[Where, ...]
    """Articles that repeat this one."""


@record
class CopyEntry:
    """An article that repeats another and was not counted again."""

    where: Where
    of: Where
    kind: str
    share: int
    """Of its words that stand in the other, in per cent."""


@record
class SkipEntry:
    """Files or rows that were not read for one reason."""

    stage: str
    reason: str
    origins: tuple[str, ...]


def article_entries(index: Index) -> tuple[ArticleEntry, ...]:
    """All articles that were read and are no copy, oldest first, undated ones last."""
    debate = index.debate
    statements = Counter(statement.article_id for statement in debate.statements.values())
    events = Counter(report.article_id for report in debate.event_reports.values())
    figures = Counter(report.article_id for report in debate.figure_reports.values())
    copies = {copy.article_id for copy in debate.duplicates}
    found = sorted((a for a in debate.articles.values() if a.id not in copies), key=lambda a: index.order(a.id, 0))
    return tuple(_entry(index, a, statements[a.id], events[a.id], figures[a.id]) for a in found)


def _entry(index: Index, article: Article, statements: int, events: int, figures: int) -> ArticleEntry:
    dated = index.debate.dated.get(article.id)
    copies = [
        d.article_id for d in index.debate.duplicates if d.of == article.id and d.article_id in index.debate.articles
    ]
    return ArticleEntry(
        where=place_of(index, article.id),
        rung=dated.rung if dated else "",
        evidence=dated.evidence if dated else "",
        url=article.url,
        origin=str(article.origin),
        byline=article.byline,
        statements=statements,
        events=events,
        figures=figures,
        removed=removed_from(article),
        copies=tuple(place_of(index, each) for each in copies),
    )


def removed_from(article: Article) -> tuple[Removed, ...]:
    """Edits by kind, in the order met; runs of mere space are counted, not shown."""
    kinds: dict[str, list[str]] = {}
    for edit in article.edits:
        words = " ".join(edit.before.split())
        after = " ".join(edit.after.split())
        kinds.setdefault(edit.kind, []).append(f"{words} → {after}" if words and after else words)
    return tuple(
        Removed(kind=kind, count=len(all_), samples=tuple(_cut(words) for words in all_ if words))
        for kind, all_ in kinds.items()
    )


def copy_entries(index: Index) -> tuple[CopyEntry, ...]:
    """Copies in the order of their dates."""
    articles = index.debate.articles
    found = [d for d in index.debate.duplicates if d.article_id in articles and d.of in articles]
    found.sort(key=lambda d: index.order(d.article_id, 0))
    return tuple(
        CopyEntry(
            where=place_of(index, d.article_id), of=place_of(index, d.of), kind=d.kind, share=round(100 * d.share)
        )
        for d in found
    )


def skip_entries(index: Index) -> tuple[SkipEntry, ...]:
    """Skips by reason; a copy is no skip."""
    skips = sorted((s for s in index.debate.skips if not s.duplicate_of), key=_skip_key)
    return tuple(
        SkipEntry(stage=stage, reason=reason, origins=tuple(skip.origin or skip.article for skip in group))
        for (stage, reason), group in groupby(skips, key=lambda skip: (skip.stage, skip.reason))
    )


def _skip_key(skip: Skip) -> tuple[str, str, str, str]:
    return (skip.stage, skip.reason, skip.origin, skip.id)


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN else words[:SHOWN].rstrip() + " …"
