"""What becomes of files: every found item ends as an article or as a skip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.corpus import ColumnMapping, Intake, iter_intake
from onrecord.errors import InputError, UsageError
from onrecord.model import EditKind, Rung

STORY = """Council of Arbel closes its only bridge over the Tamm

12-03-2019
Mira Olten
Mira Olten
Share

ARBEL, Tamm Valley — The mayor of Arbel said on Tuesday that the bridge would stay closed until spring.

“Nobody may cross,” she told reporters, adding that the river had taken two of its pillars.

Fishermen of the lower town want a ferry instead, and have asked the council to pay for it.

Comments

We moderate every comment that is sent to us by readers.
Post a comment
The Latest
Ferry to run again in May, says harbour master, three years after the flood took the bridge.
"""


def read(path: Path) -> list[Intake]:
    return list(iter_intake(path))


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_corpus_reads_head_matter_and_drops_what_is_no_article(tmp_path: Path) -> None:
    """A scraped text gives title, byline, dateline and date, and loses share bar, comments and teasers."""
    (intake,) = read(write(tmp_path, "story.txt", STORY))
    article, dated = intake.article, intake.dated
    assert article is not None
    assert dated is not None
    assert article.title == "Council of Arbel closes its only bridge over the Tamm"
    assert article.text[: article.body_start] == article.title
    assert (article.byline, article.dateline, article.language) == ("Mira Olten", "Arbel", "en")
    assert (dated.when.earliest.isoformat(), dated.rung) == ("2019-03-12", Rung.VISIBLE)
    assert article.text.count("\n") == 3
    assert not any(words in article.text for words in ("Share", "moderate", "Post a comment", "Ferry to run"))
    assert {edit.kind for edit in article.edits} >= {EditKind.HEAD, EditKind.FURNITURE, EditKind.TEASER}


def test_corpus_offset_map_is_exact_for_text_files(tmp_path: Path) -> None:
    """Every exact piece decodes from its raw bytes to the very characters of the text."""
    (intake,) = read(write(tmp_path, "story.txt", STORY))
    assert intake.article is not None
    for piece in intake.article.pieces:
        assert piece.exact
        assert intake.raw[piece.raw_start : piece.raw_end].decode() == piece.span.cut(intake.article.text)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("program.txt", bytes(range(256)) * 20, "binary"),
        ("long.txt", b"word " * 1_800_000, "at most"),
        ("line.txt", b"word " * 500_000, "one line"),
        ("notes.md", b"# Notes", "not read"),
        ("array.jsonl", b"[1, 2]\n", "not a JSON object"),
    ],
)
def test_corpus_skips_what_is_no_article_with_its_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """A file that holds no article becomes one skip that says why."""
    (intake,) = read(write(tmp_path, name, data))
    assert intake.article is None
    assert intake.skip is not None
    assert reason in intake.skip.reason


def test_corpus_broken_row_costs_itself_alone(tmp_path: Path) -> None:
    """An unclosed quote or a surplus cell in one row leaves all other rows of a CSV readable."""
    rows = [
        "id,date,text",
        '1,2020-01-02,"The council of Arbel met on Monday to speak about the bridge."',
        '2,2020-01-03,"This row never ends',
        '3,2020-01-04,"The mayor of Arbel said, ""in spring"", and went home early."',
        "4,2020-01-05,one,cell too many",
        '5,2020-01-06,"First paragraph of a longer story about the river.\nSecond paragraph of it, on two lines."',
    ]
    found = read(write(tmp_path, "table.csv", "\n".join(rows)))
    assert [intake.article is not None for intake in found] == [True, False, True, False, True]
    assert [intake.dated.when.earliest.day for intake in found if intake.dated] == [2, 4, 6]
    third = found[2].article
    assert third is not None
    assert 'said, "in spring", and' in third.text


def test_corpus_names_a_missing_column(tmp_path: Path) -> None:
    """A mapping to a column that is not there is refused, and the columns that are there are named."""
    path = write(tmp_path, "table.csv", "id,words\n1,hello\n")
    with pytest.raises(InputError, match=r"'body'.*mapped as text"):
        list(iter_intake(path, mapping=ColumnMapping(text="body")))
    with pytest.raises(InputError, match="no column for the article text"):
        list(iter_intake(path))


def test_corpus_reads_unclosed_html(tmp_path: Path) -> None:
    """Markup that never closes is still read."""
    page = (
        "<html><body><div><p>The minister of roads said on Monday that the bridge was closed <b>for two years "
        '<a href="x">because of the flood.<p>Nobody from the town of Arbel was asked about it, she added.<div'
    )
    (intake,) = read(write(tmp_path, "page.html", page))
    assert intake.article is not None
    assert "because of the flood." in intake.article.text


def test_corpus_reads_json_lines_with_usual_keys(tmp_path: Path) -> None:
    """Usual names of keys are known; a line that is no JSON costs itself alone."""
    entry = {
        "maintext": "The council of Arbel met on Monday to speak about the bridge.",
        "title": "Council meets",
        "date_publish": "2020-02-03 10:00:00",
        "authors": ["A. Roe", "B. Doe"],
        "source_domain": "arbel.example",
    }
    found = read(write(tmp_path, "many.jsonl", json.dumps(entry) + "\n{broken\n\n"))
    article = found[0].article
    assert article is not None
    assert (article.title, article.byline, article.outlet) == ("Council meets", "A. Roe, B. Doe", "arbel.example")
    assert found[0].dated is not None
    assert found[0].dated.rung is Rung.FIELD
    assert [intake.skip is None for intake in found] == [True, False]


def test_corpus_same_file_gives_same_records(tmp_path: Path) -> None:
    """Reading twice gives equal records."""
    path = write(tmp_path, "story.txt", STORY)
    assert read(path) == read(path)


def test_corpus_reads_metadata_from_file_names(tmp_path: Path) -> None:
    """A pattern that the user gives reads outlet, title and day from the name of the file."""
    body = "The mayor spoke of the bridge for two hours.\n\nNobody answered her.\n\nThe council went home at nine."
    path = write(tmp_path, "20190312_Delta News_Bridge stays closed.txt", body)
    pattern = r"(?P<date>\d{8})_(?P<outlet>[^_]+)_(?P<title>.+)"
    (intake,) = iter_intake(path, name_pattern=pattern)
    assert intake.article is not None
    assert intake.dated is not None
    assert (intake.article.outlet, intake.article.title) == ("Delta News", "Bridge stays closed")
    assert intake.dated.when.earliest.isoformat() == "2019-03-12"


@pytest.mark.parametrize("pattern", ["(", "(?P<colour>.*)", ".*"])
def test_corpus_refuses_a_pattern_that_names_nothing(tmp_path: Path, pattern: str) -> None:
    """A pattern that is none, or has no group that is known, is wrong use."""
    with pytest.raises(UsageError, match="pattern for file names"):
        list(iter_intake(write(tmp_path, "a.txt", STORY), name_pattern=pattern))


def test_corpus_reads_spreadsheet_exports(tmp_path: Path) -> None:
    """A tab-separated table in UTF-16, as spreadsheets write it, is read like any other."""
    rows = "date\ttext\n2019-03-12\tThe mayor of Arbel said that the bridge would stay closed.\n"
    (intake,) = read(write(tmp_path, "table.tsv", rows.encode("utf-16")))
    assert intake.article is not None
    assert intake.dated is not None
    assert intake.dated.when.earliest.day == 12


def test_corpus_reads_fields_that_hold_markup(tmp_path: Path) -> None:
    """A field that holds a piece of a page gives its paragraphs without tags and character references."""
    text = "<p>The mayor of Arbel &amp; her deputy spoke on Monday.</p><p>&ldquo;Nobody may cross,&rdquo; she said."
    text += "<br/>He agreed. \ud800</p>"
    (intake,) = read(write(tmp_path, "a.jsonl", json.dumps({"text": text})))
    assert intake.article is not None
    assert intake.article.text.splitlines() == [
        "The mayor of Arbel & her deputy spoke on Monday.", "“Nobody may cross,” she said.", "He agreed."]  # fmt: skip
