"""What was read: articles with their dates and what cleaning took out, copies, and what was not read and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby

from onrecord.model import Article, Dated, Skip, record
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
    """One article, what was found in it, and `given_up`: why a stage did not read it, if one did not."""

    where: Where
    article: Article
    dated: Dated | None
    statements: int
    events: int
    figures: int
    removed: tuple[Removed, ...]
    copies: tuple[Where, ...]
    """Articles that repeat this one."""
    given_up: str


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
    """All articles that are no copies, with what was found in each."""
    debate = index.debate
    statements = Counter(statement.article_id for statement in debate.statements.values())
    events = Counter(report.article_id for report in debate.event_reports.values())
    figures = Counter(report.article_id for report in debate.figure_reports.values())
    copies: dict[str, list[Where]] = defaultdict(list)
    for copy in debate.duplicates:
        if copy.article_id in debate.articles:
            copies[copy.of].append(place_of(index, copy.article_id))
    given_up = {skip.article: f"{skip.stage}: {skip.reason}" for skip in debate.skips}
    return tuple(
        ArticleEntry(
            where=place_of(index, article.id),
            article=article,
            dated=debate.dated.get(article.id),
            statements=statements[article.id],
            events=events[article.id],
            figures=figures[article.id],
            removed=removed_from(article),
            copies=tuple(copies[article.id]),
            given_up=given_up.get(article.id, ""),
        )
        for article in index.originals()
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
    """What never became an article, by reason; copies and articles given up later have rows of their own."""
    apart = {skip.article for skip in index.debate.skips} & set(index.debate.articles)
    skips = sorted((s for s in index.debate.skips if not s.duplicate_of and s.article not in apart), key=_skip_key)
    return tuple(
        SkipEntry(stage=stage, reason=reason, origins=tuple(skip.origin or skip.article for skip in group))
        for (stage, reason), group in groupby(skips, key=lambda skip: (skip.stage, skip.reason))
    )


def _skip_key(skip: Skip) -> tuple[str, str, str, str]:
    return (skip.stage, skip.reason, skip.origin, skip.id)


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN else words[:SHOWN].rstrip() + " …"
