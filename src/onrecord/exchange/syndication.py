"""The table of who carries whose words: one row for each article that took words from another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord.model import Article, Carries, Debate, Evidence, Sources, Span

COLUMNS = (
    "carries", "article", "outlet", "date", "agency", "of", "of_outlet", "of_date", "first_by", "share", "origin",
    "source", "words_taken", "words_cut", "words_added", "cut", "added", "status",
)  # fmt: skip
BETWEEN = " […] "
"""Between two stretches that were cut or added."""


def syndication_rows(debate: Debate) -> list[dict[str, Any]]:
    """All take-overs, oldest carrier first; `origin` is the article that ran most of these words first of all."""
    links = sorted(debate.carries, key=lambda link: (_day(debate, link.article_id) or "9999", link.article_id, link.of))
    copies = {copy.article_id for copy in debate.duplicates}
    sources = debate.sources()
    return [_row(debate, sources, link, link.article_id in copies) for link in links]


def _row(debate: Debate, sources: Sources, link: Carries, is_copy: bool) -> dict[str, Any]:
    carrier, lender = debate.articles[link.article_id], debate.articles[link.of]
    added, cut = link.find_added(carrier), link.find_cut(lender)
    longest = max((passage.there for passage in link.passages), key=len)
    words = Evidence(article_id=lender.id, span=longest)
    return {
        "carries": link.id,
        "article": carrier.id,
        "outlet": carrier.outlet,
        "date": _day(debate, carrier.id),
        "agency": carrier.agency,
        "of": lender.id,
        "of_outlet": lender.outlet,
        "of_date": _day(debate, lender.id),
        "first_by": link.first_by.value,
        "share": f"{link.share:.2f}",
        "origin": sources.find_origin(words).article_id,
        "source": sources.name_source(words),
        "words_taken": _count((passage.here for passage in link.passages), carrier),
        "words_cut": _count(cut, lender),
        "words_added": _count(added, carrier),
        "cut": BETWEEN.join(span.cut(lender.text) for span in cut),
        "added": BETWEEN.join(span.cut(carrier.text) for span in added),
        "status": "duplicate" if is_copy else "read",
    }


def _count(spans: Iterable[Span], article: Article) -> int:
    return sum(len(span.cut(article.text).split()) for span in spans)


def _day(debate: Debate, article_id: str) -> str:
    dated = debate.dated.get(article_id)
    return dated.when.earliest.isoformat() if dated else ""
