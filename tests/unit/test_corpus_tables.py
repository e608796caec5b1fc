"""Tables of articles: Parquet, and the columns of the tools that write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from onrecord.corpus import ColumnMapping, iter_intake
from onrecord.errors import InputError, UsageError

TEXT = "The council voted on Tuesday to raise the price of a crossing.\n\nIslanders called it a tax on living there."


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    parquet.write_table(pa.Table.from_pylist(rows), path)
    return path


def test_parquet_rows_are_articles(tmp_path: Path) -> None:
    """Times, lists and nulls of a column are read as what they say; a row without text is a skip."""
    rows: list[dict[str, object]] = [
        {"maintext": TEXT, "title": "Fares", "date_publish": datetime(2024, 2, 6, 9, tzinfo=UTC),
         "authors": ["Ada Lunt", "Bo Reed"], "source_domain": "harbourpost.example", "blob": b"\xff",
         "date_modify": None},
        {"maintext": None, "title": "Nothing", "date_publish": None, "authors": [], "source_domain": "", "blob": b"",
         "date_modify": "2024-02-07"},
    ]  # fmt: skip
    one, none = iter_intake(write(tmp_path / "news.parquet", rows))
    assert one.article
    assert one.dated
    assert one.article.text.splitlines()[1] == TEXT.splitlines()[0]
    assert (one.article.byline, one.article.outlet) == ("Ada Lunt, Bo Reed", "harbourpost.example")
    assert one.dated.when.earliest == date(2024, 2, 6)
    assert none.skip
    assert str(none.origin) == "news.parquet#2"


@pytest.mark.parametrize("cut", [0, 3, 40, 400])
def test_a_torn_parquet_file_is_a_skip(tmp_path: Path, cut: int) -> None:
    """The table of contents stands at the end: without it nothing can be read, and that is said."""
    path = write(tmp_path / "news.parquet", [{"text": TEXT}])
    path.write_bytes(path.read_bytes()[:cut])
    (found,) = iter_intake(path)
    assert found.skip
    assert "Parquet" in found.skip.reason


def test_a_damaged_page_of_parquet_costs_what_lies_in_it(tmp_path: Path) -> None:
    """Rows before the damage are kept, the rest is named."""
    path = write(tmp_path / "news.parquet", [{"text": TEXT + str(number)} for number in range(3)])
    raw = bytearray(path.read_bytes())
    raw[4:60] = b"\xff" * 56
    path.write_bytes(raw)
    found = list(iter_intake(path))
    assert found
    assert all(each.skip for each in found)


def test_a_table_without_text_is_refused(tmp_path: Path) -> None:
    """The error names the columns there are."""
    with pytest.raises(InputError, match="'colour'"):
        list(iter_intake(write(tmp_path / "news.parquet", [{"colour": "red"}])))


@pytest.mark.parametrize(
    ("preset", "columns"),
    [
        (
            "news-please",
            {"maintext": TEXT, "text": "a caption", "date_publish": "2024-02-06", "source_domain": "a.example"},
        ),
        ("ngec", {"event_text": TEXT, "content": "other", "pub_date": "2024-02-06", "publisher": "a.example"}),
        ("mediacloud", {"text": TEXT, "body": "other", "publish_date": "2024-02-06", "media_name": "a.example"}),
    ],
)
def test_a_preset_reads_the_columns_of_its_tool_and_no_others(
    tmp_path: Path, preset: str, columns: dict[str, object]
) -> None:
    """Text, day and outlet come from the columns that the tool writes, though others have likelier names."""
    path = write(tmp_path / "news.parquet", [columns])
    (found,) = iter_intake(path, mapping=ColumnMapping(preset=preset))
    assert found.article
    assert found.dated
    assert found.article.text.startswith(TEXT[:40])
    assert (found.article.outlet, found.dated.when.earliest) == ("a.example", date(2024, 2, 6))


def test_a_preset_that_is_none_is_wrong_use() -> None:
    """The error lists the presets."""
    with pytest.raises(UsageError, match="mediacloud"):
        ColumnMapping(preset="nexis")
