"""What a fetched answer holds: the article of a page, or the entries of a feed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from onrecord.corpus.build import Intake, build
from onrecord.corpus.dates.publication import Clue
from onrecord.corpus.found import Found, Source, problem
from onrecord.corpus.readers.containers import iter_documents, iter_pdf
from onrecord.corpus.readers.feed import Entry, find_entries, no_feed
from onrecord.corpus.readers.html_page import read_page
from onrecord.corpus.readers.text_file import read_text
from onrecord.corpus.web.fetch import Answer
from onrecord.model import Origin, Rung

PAGES = frozenset({"text/html", "application/xhtml+xml"})
FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "text/xml", "application/xml"})


def read_answer(answer: Answer, address: str, *, published: str = "") -> Iterator[Intake]:
    """The article that `address` gave; `published`: the day of publication as a feed states it."""
    clues = (Clue(rung=Rung.FIELD, text=published),) if published else ()
    for found in _iter_found(answer, Origin(path=address)):
        stated = found if found.problem else replace(found, url=answer.address, clues=(*found.clues, *clues))
        yield build(stated)


def read_problem(address: str, reason: str) -> Intake:
    """The skip of an address that gave no page."""
    return build(problem(Origin(path=address), reason))


def read_feed(answer: Answer, address: str) -> tuple[tuple[Entry, ...], tuple[Intake, ...]]:
    """The entries whose pages the feed that `address` gave names, each once, and what stands in the feed alone.

    A feed that is none holds one skip.
    """
    origin = Origin(path=address)
    linked: dict[str, Entry] = {}
    alone = []
    entries = find_entries(answer.raw, origin)
    for entry in entries:
        if entry.address:
            page = urljoin(answer.address, entry.address)
            linked.setdefault(page, replace(entry, address=page))
        else:
            alone.append(entry.found)
    if not entries:
        alone = [no_feed(answer.raw, origin)]
    return tuple(linked.values()), tuple(build(found) for found in alone)


def _iter_found(answer: Answer, origin: Origin) -> Iterator[Found]:
    raw, kind = answer.raw, answer.kind
    if kind in PAGES or (not kind and raw.lstrip()[:1] == b"<"):
        yield read_page(raw, origin, url=answer.address, charset=answer.charset)
    elif kind == "text/plain":
        yield read_text(raw, origin)
    elif kind == "application/pdf":
        yield from iter_documents(Source(origin=origin, size=len(raw), open=lambda: io.BytesIO(raw)), iter_pdf)
    elif kind in FEEDS:
        yield problem(origin, "the address gives a feed or other XML: feeds are fetched with --feed")
    else:
        yield problem(origin, f"the server sent {kind or 'nothing that it names'}; pages, texts and PDF files are read")
