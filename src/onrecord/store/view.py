"""A read-only look at a record file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import func, select, text

from onrecord.errors import UsageError
from onrecord.model import ActorFile, Article, Codebook, Judgement
from onrecord.store import schema
from onrecord.store.codec import decode
from onrecord.store.file import open_for_reading
from onrecord.store.kinds import name_of

T = TypeVar("T")


class View:
    """Reads the record file at `path`; use as a context manager. Every order is fixed and stated."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = open_for_reading(path)
        self._connection = self._engine.connect()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._engine.dispose()

    def find_setting(self, name: str) -> str | None:
        """A setting of the record, or None."""
        table = schema.settings
        value: str | None = self._connection.execute(select(table.c.value).where(table.c.name == name)).scalar()
        return value

    def find_codebook(self) -> Codebook | None:
        """The codebook the record was last read against, or None."""
        stored = self.find_setting("codebook")
        return decode(Codebook, stored) if stored else None

    def find_actor_file(self) -> ActorFile | None:
        """Who is known before reading, or None."""
        stored = self.find_setting("actors")
        return decode(ActorFile, stored) if stored else None

    def iter_articles(self) -> Iterator[Article]:
        """All articles, ordered by id, so that the order of adding changes nothing."""
        table = schema.articles
        for row in self._connection.execute(select(table.c.text, table.c.body).order_by(table.c.id)):
            yield decode(Article, json.dumps({**json.loads(row.body), "text": row.text}))

    def get_article(self, article_id: str) -> Article:
        """One article.

        Raises:
            UsageError: no such article.
        """
        table = schema.articles
        row = self._connection.execute(select(table.c.text, table.c.body).where(table.c.id == article_id)).first()
        if row is None:
            raise _no_article(article_id)
        return decode(Article, json.dumps({**json.loads(row.body), "text": row.text}))

    def get_cleaned(self, article_id: str) -> Article:
        """One article as cleaning left it, before people put anything back.

        Raises:
            UsageError: no such article.
        """
        article = self.get_article(article_id)
        table = schema.articles
        body = self._connection.execute(select(table.c.body).where(table.c.id == article_id)).scalar() or "{}"
        cleaned = json.loads(body).get("cleaned")
        return decode(Article, json.dumps(cleaned)) if cleaned else article

    def get_raw(self, article_id: str) -> bytes:
        """The bytes an article was made from.

        Raises:
            UsageError: no such article.
        """
        table = schema.articles
        raw = self._connection.execute(select(table.c.raw).where(table.c.id == article_id)).scalar()
        if raw is None:
            raise _no_article(article_id)
        return bytes(raw)

    def count_articles(self) -> int:
        """How many articles are stored."""
        return self._connection.execute(select(func.count()).select_from(schema.articles)).scalar() or 0

    def iter_records(self, cls: type[T], *, article_id: str | None = None) -> Iterator[T]:
        """All records of one type, ordered by key; those of one article if `article_id` is given."""
        table = schema.records
        query = select(table.c.body).where(table.c.kind == name_of(cls)).order_by(table.c.key)
        if article_id is not None:
            query = query.where(table.c.article_id == article_id)
        for row in self._connection.execute(query):
            yield decode(cls, row.body)

    def read_work(self) -> dict[tuple[str, str], str]:
        """What was read: (article id, stage) -> work key."""
        table = schema.work
        return {(row.article_id, row.stage): row.key for row in self._connection.execute(select(table))}

    def iter_judgements(self, *, subject: str | None = None) -> Iterator[Judgement]:
        """People's decisions in the order they were made."""
        table = schema.judgements
        query = select(table.c.body).order_by(table.c.number)
        if subject is not None:
            query = query.where(table.c.subject == subject)
        for row in self._connection.execute(query):
            yield decode(Judgement, row.body)

    def read_runs(self) -> list[dict[str, Any]]:
        """The run ledger, oldest first: id, recipe, counts."""
        table = schema.runs
        rows = self._connection.execute(select(table).order_by(table.c.number))
        return [{"id": row.id, "recipe": row.recipe, "counts": json.loads(row.counts)} for row in rows]

    def search(self, words: str, *, limit: int = 20) -> list[tuple[str, str]]:
        """Articles that hold all `words`, best first: (article id, excerpt with the words in [brackets])."""
        query = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        if not query:
            return []
        rows = self._connection.execute(
            text(
                "SELECT articles.id AS id, snippet(article_search, 1, '[', ']', ' … ', 24) AS excerpt "
                "FROM article_search JOIN articles ON articles.number = article_search.rowid "
                "WHERE article_search MATCH :query ORDER BY rank, articles.id LIMIT :limit"
            ),
            {"query": query, "limit": limit},
        )
        return [(row.id, row.excerpt) for row in rows]


def _no_article(article_id: str) -> UsageError:
    return UsageError(
        f"there is no article {article_id!r} in this record",
        expected="the id of a stored article",
        next_step="'onrecord export' lists them in articles.csv",
    )
