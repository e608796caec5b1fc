"""Who carries whose words: each text with who ran it first, who carries it, and what each cut or added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from onrecord.model import Article, Carries, Span, record
from onrecord.publish.index import Index
from onrecord.publish.lines import Where, place_of

SHOWN = 400
"""Code points of a stretch that was cut or added."""


@record
class CarrierEntry:
    """One article that took words from another; `depth` 0 took them from the first."""

    where: Where
    agency: str
    of: Where
    share: int
    """Of its words that stand in the other, in per cent."""
    depth: int
    cut: tuple[str, ...]
    added: tuple[str, ...]


@record
class TextEntry:
    """A text that several articles carry, the one that ran it first, and what tells that it was first."""

    first: Where
    agency: str
    first_by: str
    articles: int
    carriers: tuple[CarrierEntry, ...]


def text_entries(index: Index) -> tuple[TextEntry, ...]:
    """All texts that more than one article carries, the most carried first."""
    sources = index.sources
    takes: dict[str, list[Carries]] = defaultdict(list)
    for links in sources.taken.values():
        for link in links:
            takes[link.of].append(link)
    roots = [article_id for article_id in takes if article_id not in sources.taken]
    entries = []
    for root in sorted(roots, key=lambda each: index.order(each, 0)):
        carriers = tuple(_carriers(index, takes, root))
        entries.append(
            TextEntry(
                first=place_of(index, root),
                agency=index.article(root).agency,
                first_by="; ".join(sorted({link.first_by.value for link in takes[root]})),
                articles=1 + len({each.where.anchor for each in carriers}),
                carriers=carriers,
            )
        )
    return tuple(sorted(entries, key=lambda entry: -entry.articles))


def _carriers(index: Index, takes: dict[str, list[Carries]], root: str) -> Iterable[CarrierEntry]:
    """Depth first, each article's carriers in the order of their dates."""
    stack = [(link, 0) for link in _newest_first(index, takes[root])]
    while stack:
        link, depth = stack.pop()
        carrier, origin = index.article(link.article_id), index.article(link.of)
        yield CarrierEntry(
            where=place_of(index, carrier.id),
            agency=carrier.agency,
            of=place_of(index, origin.id),
            share=round(100 * link.share),
            depth=depth,
            cut=_words(link.find_cut(origin), origin),
            added=_words(link.find_added(carrier), carrier),
        )
        stack += [(each, depth + 1) for each in _newest_first(index, takes.get(carrier.id, []))]


def _newest_first(index: Index, links: list[Carries]) -> list[Carries]:
    return sorted(links, key=lambda link: index.order(link.article_id, 0), reverse=True)


def _words(spans: Iterable[Span], article: Article) -> tuple[str, ...]:
    stretches = (" ".join(span.cut(article.text).split()) for span in spans)
    return tuple(words if len(words) <= SHOWN else words[:SHOWN].rstrip() + " …" for words in stretches)
