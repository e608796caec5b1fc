"""Which column or key of a table holds what: a mapping the user gives, or the names that tools commonly use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from onrecord.errors import InputError
from onrecord.model import record


@record
class ColumnMapping:
    """Names of columns (CSV) or keys (JSON); an empty one means: look for the usual names."""

    text: str = ""
    title: str = ""
    date: str = ""
    outlet: str = ""
    url: str = ""
    byline: str = ""
    revised: str = ""
    section: str = ""
    language: str = ""


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


def resolve(columns: Iterable[str], mapping: ColumnMapping | None, where: str) -> ColumnMapping | None:
    """The columns to read; None where no usual name for the text is among `columns`.

    Raises InputError where `mapping` names a column that is not there.
    """
    present = list(columns)
    by_name = {name.strip().casefold(): name for name in reversed(present)}
    chosen: dict[str, str] = {}
    for field in fields(ColumnMapping):
        wanted = getattr(mapping, field.name) if mapping else ""
        if wanted and wanted not in present:
            raise InputError(
                f"{where} has no column {wanted!r} (mapped as {field.name}).",
                expected=f"one of its columns: {', '.join(map(repr, present[:30]))}",
                next_step="correct the mapping or the file.",
            )
        usual = next((by_name[alias] for alias in ALIASES[field.name] if alias in by_name), "")
        chosen[field.name] = wanted or usual
    return ColumnMapping(**chosen) if chosen["text"] else None
