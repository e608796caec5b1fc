"""Which column or key of a table holds what: a mapping the user gives, or the names that tools commonly use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.errors import InputError, UsageError
from onrecord.model import record


@record
class ColumnMapping:
    """Names of columns (tables) or keys (JSON); an empty one means: look for the usual names, or those of `preset`.

    Raises UsageError for a preset that does not exist.
    """

    text: str = ""
    title: str = ""
    date: str = ""
    outlet: str = ""
    url: str = ""
    byline: str = ""
    revised: str = ""
    section: str = ""
    language: str = ""
    preset: str = ""
    """Whose names are looked for, and no others: a key of `PRESETS`; "" for the usual ones."""

    def __post_init__(self) -> None:
        if self.preset and self.preset not in PRESETS:
            raise UsageError(
                f"there is no preset {self.preset!r}",
                expected=f"one of {', '.join(PRESETS)}",
                next_step="name one of them, or name the columns one by one",
            )

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """For each field the names it can have, the likeliest first."""
        return PRESETS[self.preset] if self.preset else ALIASES


ALIASES = {
    "text": ("text", "maintext", "body", "articlebody", "article_text", "full_text", "fulltext", "content", "story",
             "article", "story_text", "plain_text", "raw_text"),
    "title": ("title", "headline", "article_title", "head", "heading", "name"),
    "date": ("date", "date_publish", "publish_date", "published", "datepublished", "date_published", "pub_date",
             "pubdate", "published_at", "publication_date", "publishedat", "first_published", "published_date", "day"),
    "outlet": ("outlet", "source", "source_domain", "media_name", "publication", "publisher", "newspaper", "site_name",
               "pub_name", "domain", "source_name", "media"),
    "url": ("url", "link", "address", "canonical_url", "permalink", "uri", "weburl"),
    "byline": ("byline", "author", "authors", "by", "creator", "journalist", "writer"),
    "revised": ("revised", "date_modify", "datemodified", "date_modified", "modified", "updated", "updated_at",
                "last_modified", "modified_date"),
    "section": ("section", "category", "desk", "rubric", "topic"),
    "language": ("language", "lang"),
}  # fmt: skip
"""Usual names, the likeliest first: news-please, NGEC, Media Cloud, newspaper3k, schema.org, plain tables."""

PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "news-please": {
        "text": ("maintext",), "title": ("title", "title_page"), "date": ("date_publish",),
        "outlet": ("source_domain",), "url": ("url",), "byline": ("authors",), "revised": ("date_modify",),
        "language": ("language",),
    },
    "ngec": {
        "text": ("text", "story_text", "event_text", "body"), "title": ("title", "headline"),
        "date": ("date", "pub_date"), "outlet": ("publisher", "source", "pub_name"), "url": ("url",),
        "language": ("lang", "language"),
    },
    "mediacloud": {
        "text": ("text", "story_text"), "title": ("title",), "date": ("publish_date",), "language": ("language",),
        "outlet": ("media_name", "media_url"), "url": ("url",),
    },
}  # fmt: skip
"""The columns as the exports of these tools name them."""


def resolve(columns: Iterable[str], mapping: ColumnMapping | None, where: str) -> ColumnMapping | None:
    """The columns to read; None where no usual name for the text is among `columns`.

    Raises InputError where `mapping` names a column that is not there.
    """
    present = list(columns)
    by_name = {name.strip().casefold(): name for name in reversed(present)}
    chosen: dict[str, str] = {}
    asked = mapping or ColumnMapping()
    for field in ALIASES:
        wanted = getattr(asked, field)
        if wanted and wanted not in present:
            raise InputError(
                f"{where} has no column {wanted!r} (mapped as {field}).",
                expected=f"one of its columns: {', '.join(map(repr, present[:30]))}",
                next_step="correct the mapping or the file.",
            )
        usual = next((by_name[alias] for alias in asked.names.get(field, ()) if alias in by_name), "")
        chosen[field] = wanted or usual
    return ColumnMapping(**chosen) if chosen["text"] else None
