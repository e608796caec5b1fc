"""The only hand that writes a record file. Every call is one transaction: all of it is stored, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, delete, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DBAPIError

from onrecord.errors import StorageError
from onrecord.model import ActorFile, Article, Codebook, Import, Judgement, Skip
from onrecord.store import schema
from onrecord.store.codec import decode, encode
from onrecord.store.file import open_for_writing
from onrecord.store.kinds import key_of, name_of

ADDED = "corpus"
"""The stage of what `add` stores beside an article: its date, its skips."""

FORGET = "INSERT INTO article_search(article_search, rowid, title, text) VALUES ('delete', :number, :title, :text)"
REMEMBER = "INSERT INTO article_search(rowid, title, text) VALUES (:number, :title, :text)"


class Writer:
    """Writes to the record file at `path`, made if absent; use as a context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with _storage_errors(path):
            self._engine: Engine = open_for_writing(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that the record is one file again.

        At rest a record is in rollback mode: a reader then leaves nothing beside it. Where somebody still
        reads, SQLite keeps the log until the next writer closes.
        """
        with _storage_errors(self.path), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("PRAGMA busy_timeout=0")
            with suppress(DBAPIError):
                connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with _storage_errors(self.path), self._engine.begin() as connection:
            yield connection

    def write_setting(self, name: str, value: str) -> None:
        """Set a setting of the record (its name, its codebook)."""
        with self._transaction() as connection:
            row = upsert(schema.settings).values(name=name, value=value)
            connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))

    def write_codebook(self, codebook: Codebook) -> None:
        """Keep the codebook with the record, and name the record after its debate."""
        self.write_setting("codebook", encode(codebook))
        self.write_setting("name", codebook.debate)

    def write_actor_file(self, actors: ActorFile) -> None:
        """Keep what is known of actors with the record, for this and later linkings."""
        self.write_setting("actors", encode(actors))

    def write_articles(self, found: Sequence[tuple[Article, bytes, Sequence[Any]]]) -> list[bool]:
        """Store articles with their raw bytes and what was found beside each (its `Dated`, skips).

        Returns for each whether it was new; one that is already stored is left untouched.
        """
        new = []
        with self._transaction() as connection:
            for article, raw, beside in found:
                known = connection.execute(
                    select(schema.articles.c.id).where(schema.articles.c.id == article.id)
                ).first()
                new.append(known is None)
                if known is None:
                    connection.execute(insert(schema.articles).values(**_article_row(article, raw)))
                    _put(connection, beside, stage=ADDED, article_id=article.id)
        return new

    def write_import(self, done: Import, skips: Sequence[Skip]) -> None:
        """Enter what a file held, with its skips, in place of what it held when it was added before."""
        table = schema.records
        imports = select(table.c.key, table.c.body).where(table.c.kind == name_of(Import))
        with self._transaction() as connection:
            before = connection.execute(imports.where(table.c.key == done.id)).first()
            gone = set(decode(Import, before.body).skips) - set(done.skips) if before else set()
            for skip in sorted(gone):
                others = imports.where(table.c.key != done.id, table.c.body.contains(skip, autoescape=True))
                if connection.execute(others).first() is None:
                    connection.execute(delete(table).where(table.c.kind == name_of(Skip), table.c.key == skip))
            _put(connection, (*skips, done), stage=ADDED, article_id=None)

    def write_reading(self, article_id: str, results: Mapping[str, tuple[str, Sequence[Any]]]) -> None:
        """Replace what reading stages found in one article: stage name -> (work key, records)."""
        with self._transaction() as connection:
            for stage, (key, found) in results.items():
                table = schema.records
                connection.execute(delete(table).where(table.c.article_id == article_id, table.c.stage == stage))
                _put(connection, found, stage=stage, article_id=article_id)
                row = upsert(schema.work).values(article_id=article_id, stage=stage, key=key)
                connection.execute(row.on_conflict_do_update(index_elements=["article_id", "stage"], set_={"key": key}))

    def write_linking(self, stage: str, found: Iterable[Any]) -> None:
        """Replace all records of a linking stage."""
        with self._transaction() as connection:
            table = schema.records
            connection.execute(delete(table).where(table.c.article_id.is_(None), table.c.stage == stage))
            _put(connection, found, stage=stage, article_id=None)

    def write_judgement(self, judgement: Judgement) -> None:
        """Append a person's decision; the same decision twice is one."""
        self.write_judgements([judgement])

    def write_judgements(self, judgements: Iterable[Judgement]) -> None:
        """Append people's decisions, all of them or none."""
        with self._transaction() as connection:
            for judgement in judgements:
                _append(connection, judgement)

    def write_put_back(self, article: Article, cleaned: Article, judgement: Judgement) -> None:
        """Keep the decision, and let `article` stand for what cleaning had made of it, which stays stored beside it."""
        table = schema.articles
        row = _article_row(article, b"")
        if article != cleaned:
            body = {**json.loads(row["body"]), "cleaned": json.loads(encode(cleaned))}
            row["body"] = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        with self._transaction() as connection:
            _append(connection, judgement)
            old = connection.execute(
                select(table.c.number, table.c.title, table.c.text).where(table.c.id == article.id)
            ).one()
            # The index of words holds no texts of its own: it must be told what to forget.
            connection.execute(text(FORGET), {"number": old.number, "title": old.title, "text": old.text})
            changed = {name: row[name] for name in ("title", "text", "body")}
            connection.execute(update(table).where(table.c.id == article.id).values(**changed))
            connection.execute(text(REMEMBER), {"number": old.number, "title": row["title"], "text": row["text"]})

    def write_run(self, run: str, *, recipe: str, counts: Mapping[str, int]) -> None:
        """Enter a reading in the ledger; a run that changed nothing is entered once."""
        with self._transaction() as connection:
            row = upsert(schema.runs).values(id=run, recipe=recipe, counts=json.dumps(counts, sort_keys=True))
            connection.execute(row.on_conflict_do_nothing(index_elements=["id"]))


def _append(connection: Connection, judgement: Judgement) -> None:
    row = upsert(schema.judgements).values(id=judgement.id, subject=judgement.subject, body=encode(judgement))
    connection.execute(row.on_conflict_do_nothing(index_elements=["id"]))


def _article_row(article: Article, raw: bytes) -> dict[str, Any]:
    body = json.loads(encode(article))
    del body["text"]
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "url": article.url,
        "origin": str(article.origin),
        "language": article.language,
        "text": article.text,
        "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        "raw": raw,
    }


def _put(connection: Connection, found: Iterable[Any], *, stage: str, article_id: str | None) -> None:
    rows = [
        {
            "kind": name_of(type(item)),
            "key": key_of(item),
            "stage": stage,
            "article_id": article_id,
            "body": encode(item),
        }
        for item in found
    ]
    if rows:
        statement = upsert(schema.records)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["kind", "key"],
                set_={name: statement.excluded[name] for name in ("stage", "article_id", "body")},
            ),
            rows,
        )


@contextmanager
def _storage_errors(path: Path) -> Iterator[None]:
    """A disk that refuses becomes a StorageError; SQLite has rolled the transaction back."""
    try:
        yield
    except (DBAPIError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error)
        if "locked" in reason:
            expected, next_step = "no other command at work on it", "wait until it has ended and try again"
        else:
            expected, next_step = "a writable file with room left on the disk", "make room or choose another place"
        raise StorageError(
            f"{path} could not be written: {reason}",
            expected=expected,
            next_step=f"{next_step}; what was stored before is untouched",
        ) from error
