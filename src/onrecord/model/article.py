"""An article as stored: its text, where each part of the text stood in the raw bytes, and what was taken out."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from onrecord.model.provenance import Provenance
from onrecord.model.record import content_id, record, require
from onrecord.model.span import Span
from onrecord.model.when import When


@record
class Piece:
    """A stretch of ``Article.text`` and the raw bytes it came from.

    `exact`: the raw bytes decode to exactly these characters. Otherwise the raw range merely holds them
    (markup or repaired characters lie between).
    """

    span: Span
    raw_start: int
    raw_end: int
    exact: bool = True


class EditKind(StrEnum):
    """What cleaning did to a stretch of the source."""

    FURNITURE = "furniture"
    REPEATED = "repeated body"
    TEASER = "teaser"
    CAPTION = "caption"
    HEAD = "head matter"
    """A line taken out of the body because it became a field: date line, byline, outlet."""
    GARBLED = "garbled bytes"
    ENCODING = "encoding"
    SPACE = "space"


@record
class Edit:
    """One thing that cleaning dropped (`after` empty) or repaired. `before` is the source as first decoded."""

    kind: EditKind
    before: str
    after: str = ""
    raw_start: int
    raw_end: int
    reason: str = ""


def edit_id(article_id: str, edit: Edit) -> str:
    """What a judgement on `edit` names: a hash of the article's id and of all that the edit says but its reason."""
    return content_id("edit", article_id, edit.kind.value, edit.before, edit.after, edit.raw_start, edit.raw_end)


@record
class Origin:
    """Where an article came from: the file, and its place in it (row, line or document number; 0 for a whole file)."""

    path: str
    item: int = 0

    def __str__(self) -> str:
        return f"{self.path}#{self.item}" if self.item else self.path


@record
class Article:
    """One article. `text` holds headline (if any) and body, paragraphs parted by line ends, nothing invented.

    `headline` is where the title stands in `text` (always at its beginning); what follows it is body.
    `id` is a hash of raw bytes, outlet and address: the same bytes carried by two outlets are two articles.
    """

    id: str
    text: str
    origin: Origin
    outlet: str = ""
    url: str = ""
    title: str = ""
    headline: Span | None = None
    byline: str = ""
    dateline: str = ""
    agency: str = ""
    section: str = ""
    language: str = ""
    revised: datetime | None = None
    """When the source says it was last changed, in UTC; midnight where it names a day alone."""
    pieces: tuple[Piece, ...] = ()
    edits: tuple[Edit, ...] = ()
    provenance: Provenance

    def __post_init__(self) -> None:
        require(self.text.strip(), f"article {self.origin} has no text", "at least one word")
        last = 0
        for piece in self.pieces:
            require(
                last <= piece.span.start and piece.span.end <= len(self.text),
                f"offset map of {self.origin} is out of order at {piece.span}",
                "pieces in order, inside the text",
            )
            last = piece.span.end
        require(
            self.headline is None or self.headline.end <= len(self.text),
            f"headline of {self.origin} ends past its text",
            "a span of the text",
        )
        require(
            self.revised is None or self.revised.tzinfo is not None,
            f"time of revision {self.revised} of {self.origin} has no zone",
            "a time in UTC",
        )

    @property
    def body_start(self) -> int:
        """Where the body begins in `text`."""
        return self.headline.end if self.headline else 0


def article_id(raw: bytes, *, outlet: str, url: str) -> str:
    """The id of an article: a hash of its raw bytes, its outlet and its address."""
    return content_id("article", raw, outlet, url)


class Rung(StrEnum):
    """Which rung of the ladder gave a publication date, best first."""

    METADATA = "metadata"
    FIELD = "export field"
    URL = "url"
    VISIBLE = "visible line"
    FILE_NAME = "file name"
    INFERRED = "inferred from content"


@record
class Dated:
    """When an article was published, and which rung of the ladder says so. `evidence` quotes what was read."""

    article_id: str
    when: When
    rung: Rung
    evidence: str = ""
    provenance: Provenance


class DuplicateKind(StrEnum):
    """How one article repeats another."""

    EXACT = "exact"
    NEAR = "near"
    CONTAINED = "contained"


@record
class Duplicate:
    """`article_id` repeats `of`; `share` is the part of its words that stand in the other (0 to 1)."""

    id: str = field(init=False)
    article_id: str
    of: str
    kind: DuplicateKind
    share: float
    provenance: Provenance

    def __post_init__(self) -> None:
        require(self.article_id != self.of, f"article {self.article_id} is called its own duplicate", "two articles")
        object.__setattr__(self, "id", content_id("duplicate", self.article_id, self.of))


class VersionBasis(StrEnum):
    """What tells which of two versions of an article is the newer; the first that tells decides."""

    DATED = "dated later"
    """By the stated time of revision, or of publication where none of revision is stated."""
    CORRECTED = "says it was corrected"
    COMPLETE = "more complete"
    NOTHING = "nothing tells"
    """Same date, same length, no note: the ids decide, so that every order of adding gives the same."""


@record
class Version:
    """`article_id` is an earlier form of the article `of`, which counts in its place.

    `evidence` quotes what shows the newer form to be the newer; `share` is the part of the earlier one's runs of
    words that stand in it (0 to 1).
    """

    id: str = field(init=False)
    article_id: str
    of: str
    basis: VersionBasis
    evidence: str = ""
    share: float
    provenance: Provenance

    def __post_init__(self) -> None:
        require(self.article_id != self.of, f"article {self.article_id} is called its own version", "two articles")
        object.__setattr__(self, "id", content_id("version", self.article_id, self.of))
