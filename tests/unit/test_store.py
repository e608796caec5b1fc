"""The record file: what goes in comes out, and nothing that goes wrong loses what was stored."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord.errors import RecordFileError, StorageError, UsageError
from onrecord.model import (
    Article,
    Basis,
    Codebook,
    Concept,
    Dated,
    Judgement,
    Origin,
    Precision,
    Provenance,
    Rung,
    Skip,
    Span,
    Statement,
    StatementKind,
    Verdict,
    When,
    article_id,
)
from onrecord.store import View, Writer

MADE = Provenance(stage="test", version="1")


def an_article(text: str = "The mayor said no.", name: str = "a.txt") -> Article:
    return Article(
        id=article_id(text.encode(), outlet="", url=""),
        text=text,
        origin=Origin(path=name),
        language="en",
        provenance=MADE,
    )


def a_date(article: Article) -> Dated:
    day = date(2023, 3, 4)
    when = When(earliest=day, latest=day, precision=Precision.DAY, basis=Basis.WRITTEN)
    return Dated(article_id=article.id, when=when, rung=Rung.VISIBLE, provenance=MADE)


def a_statement(article: Article, start: int = 0) -> Statement:
    return Statement(
        article_id=article.id, content=(Span(start=start, end=start + 4),), kind=StatementKind.DIRECT, provenance=MADE
    )


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "debate.record"
    with Writer(path) as writer:
        article = an_article()
        writer.write_articles([(article, b"raw \xff bytes", [a_date(article)])])
    return path


def test_an_article_comes_back_with_its_bytes_and_date(record: Path) -> None:
    """Text, raw bytes and what was found beside the article are all there."""
    with View(record) as view:
        assert list(view.iter_articles()) == [an_article()]
        assert view.get_article(an_article().id) == an_article()
        assert view.get_raw(an_article().id) == b"raw \xff bytes"
        assert list(view.iter_records(Dated)) == [a_date(an_article())]


def test_an_article_is_stored_once(record: Path) -> None:
    """Adding the same article again changes nothing and says so."""
    with Writer(record) as writer:
        assert writer.write_articles([(an_article(), b"other", [])]) == [False]
    with View(record) as view:
        assert view.count_articles() == 1
        assert view.get_raw(an_article().id) == b"raw \xff bytes"


def test_the_record_is_one_file_once_closed(record: Path) -> None:
    """No write-ahead log is left beside the record, by a writer or by a reader."""
    with View(record) as view:
        assert view.count_articles() == 1
    assert [path.name for path in record.parent.iterdir()] == ["debate.record"]


def test_a_new_reading_replaces_the_old_one_of_that_article_only(record: Path) -> None:
    """What a stage found before is gone, what it found elsewhere stays."""
    one, other = an_article(), an_article("Another text.", "b.txt")
    with Writer(record) as writer:
        writer.write_articles([(other, b"", [])])
        writer.write_reading(one.id, {"statements": ("k1", [a_statement(one), a_statement(one, 5)])})
        writer.write_reading(other.id, {"statements": ("k2", [a_statement(other)])})
        writer.write_reading(one.id, {"statements": ("k3", [a_statement(one, 9)])})
    with View(record) as view:
        assert list(view.iter_records(Statement, article_id=one.id)) == [a_statement(one, 9)]
        assert list(view.iter_records(Statement, article_id=other.id)) == [a_statement(other)]
        assert view.read_work() == {(one.id, "statements"): "k3", (other.id, "statements"): "k2"}


def test_a_linking_stage_replaces_its_own_records_only(record: Path) -> None:
    """Skips of one stage do not disturb those of another, nor what was stored when adding."""
    skips = [Skip(article="x", origin="x", stage=stage, reason="r") for stage in ("one", "two")]
    with Writer(record) as writer:
        writer.write_linking("one", skips[:1])
        writer.write_linking("two", skips[1:])
        writer.write_linking("one", [])
    with View(record) as view:
        assert list(view.iter_records(Skip)) == skips[1:]
        assert len(list(view.iter_records(Dated))) == 1


def test_judgements_are_kept_in_order_and_can_never_be_changed(record: Path) -> None:
    """Judgements are append-only, against raw SQL too."""
    first, second = (
        Judgement(subject="s", kind="statement", verdict=verdict, who="me", when=datetime(2023, 3, day, tzinfo=UTC))
        for day, verdict in ((9, Verdict.REJECT), (8, Verdict.ACCEPT))
    )
    with Writer(record) as writer:
        writer.write_judgement(first)
        writer.write_judgement(second)
        writer.write_judgement(first)
    with View(record) as view:
        assert list(view.iter_judgements(subject="s")) == [first, second]
    with sqlite3.connect(record) as raw:
        for change in ("DELETE FROM judgements", "UPDATE judgements SET body = ''"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                raw.execute(change)


def test_words_are_found_and_shown(record: Path) -> None:
    """Full-text search gives the article and the place; odd characters in the words are no syntax."""
    with View(record) as view:
        assert view.search("MAYOR said") == [(an_article().id, "The [mayor] [said] no.")]
        assert view.search('"mayor* NEAR(') == []
        assert view.search("   ") == []


def test_a_view_cannot_write(record: Path) -> None:
    """The file is opened read-only."""
    with View(record) as view, pytest.raises(Exception, match="readonly"):
        view._connection.exec_driver_sql("DELETE FROM articles")


def test_a_codebook_is_kept_with_the_record(record: Path) -> None:
    """The codebook comes back equal, and the record is named after its debate."""
    codebook = Codebook(debate="The bridge", concepts=(Concept(id="build", claim="Build it.", near=("pay",)),))
    with Writer(record) as writer:
        writer.write_codebook(codebook)
    with View(record) as view:
        assert view.find_codebook() == codebook
        assert view.find_setting("name") == "The bridge"


def test_a_full_disk_loses_nothing_that_was_stored(record: Path) -> None:
    """When the file can grow no more the transaction is rolled back whole and the error says what to do."""
    with Writer(record) as writer:
        with writer._engine.connect() as probe:
            pages = probe.exec_driver_sql("PRAGMA page_count").scalar_one()
        from sqlalchemy import event

        @event.listens_for(writer._engine, "connect")
        def _fill(connection: sqlite3.Connection, _: object) -> None:
            connection.execute(f"PRAGMA max_page_count={pages + 2}")

        big = [(an_article(f"{n} words", f"{n}.txt"), b"x" * 50_000, []) for n in range(5)]
        with pytest.raises(StorageError, match="make room"):
            writer.write_articles(big)
    with View(record) as view:
        assert list(view.iter_articles()) == [an_article()]


def test_a_record_from_a_newer_version_is_refused_and_left_alone(record: Path) -> None:
    """The error names the version; the file keeps every byte."""
    with sqlite3.connect(record) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    before = record.read_bytes()
    for use in (View, Writer):
        with pytest.raises(RecordFileError, match="newer onrecord"):
            use(record)
    assert record.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all, just text" * 40, b"PK\x03\x04"])
def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    """What is no record is neither read nor overwritten."""
    path = tmp_path / "x.record"
    path.write_bytes(content)
    for use in (View, Writer):
        with pytest.raises(RecordFileError):
            use(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    """A SQLite file that is not ours is no record."""
    path = tmp_path / "x.record"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE t (x)")
    raw.close()
    with pytest.raises(RecordFileError, match="no record of onrecord"):
        Writer(path)


def test_a_missing_record_is_named(tmp_path: Path) -> None:
    """The error tells how to make one."""
    with pytest.raises(RecordFileError, match="onrecord init"):
        View(tmp_path / "none.record")


def test_a_missing_article_is_wrong_use(record: Path) -> None:
    """Asking for an id that is not there is the caller's mistake."""
    with View(record) as view:
        for ask in (view.get_article, view.get_raw):
            with pytest.raises(UsageError, match="no article"):
                ask("nope")


def test_a_damaged_row_is_told_from_a_good_one(record: Path) -> None:
    """A stored record whose content does not give its id is not believed."""
    article = an_article()
    with Writer(record) as writer:
        writer.write_reading(article.id, {"statements": ("k", [a_statement(article)])})
    with sqlite3.connect(record) as raw:
        raw.execute("UPDATE records SET body = replace(body, '\"end\":4', '\"end\":6') WHERE kind = 'statement'")
    raw.close()
    with View(record) as view, pytest.raises(RecordFileError, match="cannot be read"):
        list(view.iter_records(Statement))
