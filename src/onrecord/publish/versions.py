"""Articles that a newer form has replaced, and what was cut, added and changed in it."""

from __future__ import annotations

from onrecord.corpus import compare
from onrecord.model import Span, Version, record
from onrecord.publish.index import Index
from onrecord.publish.lines import Where, place_of
from onrecord.publish.sources import SHOWN


@record
class ChangeEntry:
    """One passage; `cut` and `added` are its words before and after, cut at `SHOWN`."""

    cut: str
    added: str


@record
class VersionEntry:
    """An earlier form of an article, what shows that the other is newer, and what differs."""

    where: Where
    of: Where
    basis: str
    evidence: str
    changes: tuple[ChangeEntry, ...]


def version_entries(index: Index) -> tuple[VersionEntry, ...]:
    """Earlier forms in the order of their dates."""
    articles = index.debate.articles
    found = [v for v in index.debate.versions if v.article_id in articles and v.of in articles]
    return tuple(_entry(index, v) for v in sorted(found, key=lambda v: index.order(v.article_id, 0)))


def _entry(index: Index, version: Version) -> VersionEntry:
    before, after = index.article(version.article_id).text, index.article(version.of).text
    return VersionEntry(
        where=place_of(index, version.article_id),
        of=place_of(index, version.of),
        basis=version.basis,
        evidence=version.evidence,
        changes=tuple(
            ChangeEntry(cut=_words(before, change.before), added=_words(after, change.after))
            for change in compare(before, after)
        ),
    )


def _words(text: str, span: Span | None) -> str:
    words = " ".join(text[span.start : span.end].split()) if span else ""
    return words if len(words) <= SHOWN else words[:SHOWN].rstrip() + " …"
