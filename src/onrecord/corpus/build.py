"""From a found item to an article: repair, cleaning, text, offset map, date, id; or a skip with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from onrecord.corpus.article_lines import Judge, judge_lines
from onrecord.corpus.cleaning import Cleaned, clean
from onrecord.corpus.dates.publication import decide_publication
from onrecord.corpus.dates.revision import decide_revision
from onrecord.corpus.found import MAX_LINES, Found
from onrecord.corpus.line import Line, strip_line
from onrecord.corpus.repair import repair_lines
from onrecord.corpus.tongue import tell_language
from onrecord.model import Article, Dated, Edit, Origin, Piece, Provenance, Skip, Span, article_id, record

VERSION = "2"
PROVENANCE = Provenance(stage="corpus", version=VERSION)
FEWEST_WORDS = 5


@record
class Intake:
    """What became of one found item: an article with its raw bytes (and its date, if stated), or a skip."""

    raw: bytes
    origin: Origin
    claimed: int = 0
    """How many articles its file says it holds; 0 where it makes no claim."""
    article: Article | None = None
    dated: Dated | None = None
    skip: Skip | None = None


def build(found: Found, *, judge: Judge = judge_lines) -> Intake:
    """Make an article of a found item; `judge` tells article from furniture where no markup does."""
    if found.problem:
        return _skip(found, found.problem)
    if len(found.lines) > MAX_LINES:
        return _skip(found, f"the text has {len(found.lines):,} lines; an article has at most {MAX_LINES:,}")
    lines, repairs = repair_lines(list(found.lines))
    titles, title_repairs = repair_lines([found.title])
    title = titles[0]
    cleaned = clean(
        [line for line in lines if line], title=title.text if title else "", judge=None if found.is_page else judge
    )
    heading = cleaned.title or title
    if sum(len(re.findall(r"\w+", line.text)) for line in cleaned.body) < FEWEST_WORDS:
        return _skip(found, "no article text was left after cleaning" if cleaned.edits else "no article text")
    text, pieces, headline = assemble(heading, cleaned.body)
    outlet = found.outlet or outlet_of(found.url) or cleaned.head.outlet
    article = Article(
        id=article_id(found.raw, outlet=outlet, url=found.url),
        text=text,
        origin=found.origin,
        outlet=outlet,
        url=found.url,
        title=heading.text if heading else "",
        headline=headline,
        byline=found.byline or cleaned.head.byline,
        dateline=cleaned.head.dateline,
        agency=found.agency or cleaned.head.agency,
        section=found.section or cleaned.head.section,
        language=tell_language(text) or found.language,
        revised=decide_revision(found.revised, cleaned.dates),
        pieces=pieces,
        edits=_in_raw_order((*found.edits, *repairs, *title_repairs, *cleaned.edits), heading),
        provenance=PROVENANCE,
    )
    return Intake(
        raw=found.raw, origin=found.origin, claimed=found.claimed, article=article, dated=_date(found, cleaned, article)
    )


def outlet_of(url: str) -> str:
    """The host of an address without "www."; empty where the address has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|amp|edition)\.", "", host)


def assemble(heading: Line | None, body: Sequence[Line]) -> tuple[str, tuple[Piece, ...], Span | None]:
    """The text, one line per paragraph, with the raw place of every stretch; the headline stands first."""
    words: list[str] = []
    pieces: list[Piece] = []
    at = 0
    lines = [line for given in ([heading] if heading else []) + list(body) if (line := strip_line(given))]
    for line in lines:
        for part in line.parts:
            span = Span(start=at, end=at + len(part.text))
            pieces.append(Piece(span=span, raw_start=part.raw_start, raw_end=part.raw_end, exact=part.exact))
            at = span.end
        words.append(line.text)
        at += 1
    headline = Span(start=0, end=len(words[0])) if heading else None
    return "\n".join(words), tuple(pieces), headline


def _in_raw_order(edits: Sequence[Edit], heading: Line | None) -> tuple[Edit, ...]:
    """All edits but one that drops the very line that stands as headline."""
    shown = (heading.raw_start, heading.raw_end, "") if heading else None
    listed = (edit for edit in edits if (edit.raw_start, edit.raw_end, edit.after) != shown)
    return tuple(sorted(listed, key=lambda edit: (edit.raw_start, edit.raw_end, edit.kind)))


def _date(found: Found, cleaned: Cleaned, article: Article) -> Dated | None:
    decided = decide_publication(
        found.clues,
        cleaned.dates,
        text=article.text,
        url=found.url,
        path=found.origin.path if not found.origin.item else "",
    )
    if decided is None:
        return None
    return Dated(article_id=article.id, when=decided.when, rung=decided.rung, evidence=decided.evidence,
                 provenance=PROVENANCE)  # fmt: skip


def _skip(found: Found, reason: str) -> Intake:
    name = str(found.origin)
    return Intake(
        raw=found.raw,
        origin=found.origin,
        claimed=found.claimed,
        skip=Skip(article=name, origin=name, stage="corpus", reason=reason),
    )
