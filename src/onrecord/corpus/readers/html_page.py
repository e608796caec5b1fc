"""Which blocks of an HTML page are the article, and what the page states of itself."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import trafilatura
from numpy.typing import NDArray

from onrecord.corpus.article_lines import choose
from onrecord.corpus.dates.publication import Clue
from onrecord.corpus.decoding import decode
from onrecord.corpus.found import MAX_ARTICLE_BYTES, MAX_LINES, Found, Source, problem
from onrecord.corpus.furniture import count_words, is_tail, is_teaser_head, normal_form
from onrecord.corpus.head import date_line
from onrecord.corpus.line import Line, edit_of, strip_line
from onrecord.corpus.readers.archive_export import read_export
from onrecord.corpus.readers.block_features import block_features
from onrecord.corpus.readers.markup import Block, Page, scan_page
from onrecord.corpus.readers.segments import MARK
from onrecord.corpus.readers.text_file import MAX_EXPORT_BYTES
from onrecord.corpus.trees import get_trees
from onrecord.model import Edit, EditKind, Origin, Rung, record

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
META_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dcterms.issued", "pubdate", "publishdate", "publish-date", "publication_date",
    "parsely-pub-date", "sailthru.date", "article.published", "published_at", "citation_publication_date",
    "originalpublicationdate", "timestamp", "og:pubdate", "rnews:datepublished", "displaydate", "ptime",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
)  # fmt: skip
"""Names of meta tags that state the day of publication, the surest first."""
META_REVISED = (
    "article:modified_time", "og:updated_time", "article:modified", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "modified", "revised", "og:modified_time", "updated_time",
)  # fmt: skip
"""Names of meta tags that state when the page was last changed, the surest first."""
VERSION = "blocks-1"
Judge = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Rows of block features -> the probability of each block that it belongs to the article."""
NEAR = 12
"""Blocks before and after the article's first in which a date line counts as its own."""
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


@record
class Statement:
    """What a page states of itself."""

    title: str = ""
    byline: str = ""
    outlet: str = ""
    url: str = ""
    section: str = ""
    revised: str = ""
    clues: tuple[Clue, ...] = ()


def iter_html_file(source: Source) -> Iterator[Found]:
    """The one article of an HTML page, or the many of an archive export."""
    if source.size > MAX_EXPORT_BYTES:
        yield problem(source.origin, f"the page has {source.size:,} bytes; at most {MAX_EXPORT_BYTES:,} are read")
        return
    raw = source.read()
    documents = _read_exported(raw, source.origin) if MARK.search(raw) else None
    if documents:
        yield from documents
    elif len(raw) > MAX_ARTICLE_BYTES:
        yield problem(source.origin, f"the page has {len(raw):,} bytes; at most {MAX_ARTICLE_BYTES:,} are read")
    else:
        yield read_page(raw, source.origin)


def _read_exported(raw: bytes, origin: Origin) -> list[Found] | None:
    decoded = decode(raw, _declared(raw))
    if decoded is None:
        return None
    return read_export("\n".join(block.line.text for block in scan_page(decoded).blocks), origin)


def _declared(raw: bytes) -> str:
    found = CHARSET.search(raw[:4000])
    return found[1].decode("ascii", "replace") if found else ""


def read_page(raw: bytes, origin: Origin, *, url: str = "", charset: str = "", judge: Judge | None = None) -> Found:
    """The article of an HTML page; all other blocks become edits.

    `charset` is what its server declared, which goes before what the page declares; `judge` the classifier of blocks.
    """
    if not raw.strip():
        return problem(origin, "the file is empty", raw)
    decoded = decode(raw, charset or _declared(raw))
    if decoded is None:
        return problem(origin, "the file is not text (binary data)", raw)
    page = scan_page(decoded)
    if not page.blocks:
        return problem(origin, "the page holds no text", raw)
    if len(page.blocks) > MAX_LINES:
        return problem(origin, f"the page has {len(page.blocks):,} blocks of text; at most {MAX_LINES:,} are read", raw)
    kept = find_article(page, decoded.text, judge or get_trees(VERSION).predict)
    said = read_statement(page)
    lines, edits = _sort_blocks(page.blocks, kept)
    return Found(
        origin=origin, raw=raw, lines=lines, edits=tuple(edits), title=_find_title(page, said.title),
        byline=said.byline, outlet=said.outlet, url=url or said.url, section=said.section,
        language=page.language.split("-")[0].lower()[:3], clues=said.clues, revised=said.revised,
        is_page=True,
    )  # fmt: skip


def find_article(page: Page, text: str, judge: Judge) -> frozenset[int]:
    """Indices of the blocks that give the highest expected F1 of words."""
    chances = judge(block_features(page, votes_of(page, text)))
    words = np.array([max(count_words(block.line.text), 1) for block in page.blocks], dtype=float)
    return frozenset(np.flatnonzero(choose(chances, words)).tolist())


def votes_of(page: Page, text: str) -> list[float]:
    """For each block the share of its words that trafilatura takes for the article."""
    extracted = trafilatura.extract(text, include_comments=False) or ""
    paragraphs = {normal_form(paragraph) for paragraph in extracted.splitlines()}
    grams = {gram for paragraph in extracted.splitlines() for gram in _iter_grams(paragraph)}
    return [
        1.0 if normal_form(block.line.text) in paragraphs else _share(block.line.text, grams) for block in page.blocks
    ]


def _iter_grams(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return zip(words, words[1:], words[2:], words[3:], strict=False)


def _share(text: str, grams: set[tuple[str, ...]]) -> float:
    own = list(_iter_grams(text))
    return sum(gram in grams for gram in own) / len(own) if own else 0.0


def _sort_blocks(blocks: Sequence[Block], kept: frozenset[int]) -> tuple[list[Line], list[Edit]]:
    """The article's lines, with date lines that stand near its beginning; the rest as edits."""
    first = min(kept)
    lines: list[Line] = []
    edits: list[Edit] = []
    closed = False
    for index, block in enumerate(blocks):
        line = strip_line(block.line)
        if line is None:
            continue
        dated = date_line(line.text) is not None
        closed = closed or (index > first and index not in kept and (is_tail(line.text) or is_teaser_head(line.text)))
        if (index in kept and not (closed and dated)) or (dated and first - NEAR <= index < first):
            lines.append(line)
        else:
            edits.append(edit_of(line, EditKind.FURNITURE, f"page, <{line.tag}>" if line.tag else "page"))
    return lines, edits


def _find_title(page: Page, stated: str) -> Line | None:
    """The block that shows the headline: the one that reads as the page says, else its only first-level heading."""
    wanted = normal_form(stated or page.title)
    headings = [block.line for block in page.blocks if block.line.tag == "h1"]
    for line in [*headings, *(block.line for block in page.blocks)]:
        own = normal_form(line.text)
        if len(own) >= 12 and (own == wanted or (len(own) > 20 and own in wanted)):
            return strip_line(line)
    return strip_line(headings[0]) if len(headings) == 1 else None


def read_statement(page: Page) -> Statement:
    """Title, byline, outlet, address and dates from JSON-LD, meta tags and ``<time>`` elements, in this order."""
    meta: dict[str, str] = {}
    for key, content in page.meta:
        if content.strip():
            meta.setdefault(key, content.strip())
    article = next(_iter_articles(page), {})
    clues = [_text(article.get("datePublished"))]
    clues += [meta[key] for key in META_DATES if key in meta]
    clues += [stamp for stamp, words in page.times if re.search(r"publi|pubdate|posted|entry-date|dateline", words)]
    byline = _text(article.get("author")) or meta.get("author", "") or meta.get("article:author", "")
    return Statement(
        title=_text(article.get("headline")) or meta.get("og:title", "") or meta.get("twitter:title", ""),
        byline="" if byline.startswith(("http", "@")) else byline,
        outlet=meta.get("og:site_name", "") or _text(article.get("publisher")),
        url=page.canonical or meta.get("og:url", ""),
        section=meta.get("article:section", "") or _text(article.get("articleSection")),
        revised=_text(article.get("dateModified")) or next((meta[key] for key in META_REVISED if key in meta), ""),
        clues=tuple(Clue(rung=Rung.METADATA, text=clue) for clue in clues if clue),
    )


def _iter_articles(page: Page) -> Iterator[dict[str, Any]]:
    """JSON-LD objects of an article type, with a date before those without."""
    found: list[dict[str, Any]] = []
    for script in page.json_ld:
        try:
            queue = [json.loads(script.strip().strip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while queue and len(found) < 50:
            value = queue.pop(0)
            if isinstance(value, list):
                queue.extend(value[:50])
            elif isinstance(value, dict):
                kinds = value.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and re.search(r"article|posting|report", kind, re.I) for kind in kinds):
                    found.append(value)
                queue.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value)
    yield from sorted(found, key=lambda value: "datePublished" not in value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value[:5])))
    return ""
