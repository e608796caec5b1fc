"""From files to a record: what is added, replaced, put back and counted, without reading a line of it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli.main import main
from onrecord.model import Duplicate, Import, Skip, Version
from onrecord.pipeline import Watcher, load_debate
from onrecord.pipeline.linking import BEFORE_READING
from onrecord.store import View, Writer

PRICE = "The new price of {} crowns is to be paid from the first of March, with half off for children and crews."


def page(price: int, modified: str) -> str:
    lines = (
        "The council voted on Tuesday to raise the price of a crossing for the first time in nine years.",
        "Dora Velasquez, who chairs the transport committee, said the boats could not be kept afloat otherwise.",
        "Islanders who gathered outside the hall called the decision a tax on living where they were born.",
        PRICE.format(price),
    )
    stated = {"@type": "NewsArticle", "headline": "Ferry fares will rise", "datePublished": "2024-02-06T06:00:00Z",
              "dateModified": modified, "url": "https://harbourpost.example/news/fares"}  # fmt: skip
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f'<html lang="en"><head><link rel="canonical" href="{stated["url"]}">'
        f'<script type="application/ld+json">{json.dumps(stated)}</script></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Ferry fares will rise</h1>{body}</article></body></html>"
    )


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """What a command answers with --json."""
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def link(record: Path) -> None:
    with Writer(record) as writer:
        for stage in BEFORE_READING:
            with View(record) as view:
                found = stage.link(view)
            writer.write_linking(stage.name, found)


def test_a_corrected_page_replaces_the_earlier_one_in_either_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both forms are kept, the later revision counts, and the command shows the words that changed."""
    old, new = tmp_path / "old.html", tmp_path / "new.html"
    old.write_text(page(14, "2024-02-06T09:00:00Z"), encoding="utf-8")
    new.write_text(page(12, "2024-02-07T09:00:00Z"), encoding="utf-8")
    answers = []
    for number, order in enumerate(((old, new), (new, old))):
        record = tmp_path / f"{number}.record"
        assert main(["add", str(record), *map(str, order)]) == 0
        link(record)
        answers.append(said(capsys, "articles", str(record), "--versions"))
        debate = load_debate(record)
        assert len(debate.articles) == 2
        assert not debate.duplicates
        (version,) = debate.versions
        assert debate.articles[version.of].origin.path == "new.html"
        (skip,) = debate.skips
        assert skip.duplicate_of == version.of
        with View(record) as view:
            assert {type(each) for kind in (Version, Duplicate, Skip) for each in view.iter_records(kind)} == {
                Version,
                Skip,
            }
    assert answers[0] == answers[1]
    (shown,) = answers[0]["versions"]
    assert shown["changes"] == [{"kind": "changed", "before": "14", "after": "12"}]


def test_an_edit_is_put_back_and_left_out_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The decision is kept, outlives adding again, changes what is searched and read, and can be undone itself."""
    file, record = tmp_path / "a.html", tmp_path / "a.record"
    file.write_text(page(14, "2024-02-06T09:00:00Z").replace("Home", "Tides and weather"), encoding="utf-8")
    assert main(["add", str(record), str(file)]) == 0
    (row,) = said(capsys, "articles", str(record))["articles"]
    before = said(capsys, "articles", str(record), row["article"][:8])
    (edit,) = [each for each in before["edits"] if each["before"] == "Tides and weather"]
    assert not said(capsys, "search", str(record), "tides")["hits"]

    assert "Tides and weather" in said(capsys, "restore", str(record), edit["edit"][:12], "--who", "ada")["text"]
    assert main(["add", str(record), str(file)]) == 0
    shown = said(capsys, "articles", str(record), row["article"])
    assert "Tides and weather" in shown["text"]
    assert [each["edit"] for each in shown["edits"] if each["put_back"]] == [edit["edit"]]
    assert said(capsys, "search", str(record), "tides")["hits"]

    said(capsys, "restore", str(record), edit["edit"], "--undo", "--who", "ada")
    assert said(capsys, "articles", str(record), row["article"]) == before
    assert not said(capsys, "search", str(record), "tides")["hits"]
    with View(record) as view:
        assert [(each.who, each.kind) for each in view.iter_judgements()] == [("ada", "edit")] * 2


@pytest.mark.parametrize("edit", ["", "nothing of the kind"])
def test_an_edit_that_is_none_is_refused(tmp_path: Path, edit: str) -> None:
    """No edit, or too many, is wrong use; nothing is judged."""
    record = tmp_path / "a.record"
    (tmp_path / "a.html").write_text(page(14, "2024-02-06T09:00:00Z"), encoding="utf-8")
    assert main(["add", str(record), str(tmp_path / "a.html")]) == 0
    assert main(["restore", str(record), edit]) == 2
    with View(record) as view:
        assert not list(view.iter_judgements())


EXPORT = """\
1 of 3 DOCUMENTS

Harbour Post

February 6, 2024 Tuesday

Ferry fares will rise

BYLINE: Ada Lunt

LENGTH: 60 words

The council voted on Tuesday to raise the price of a crossing for the first time in nine years.

Islanders who gathered outside the hall called the decision a tax on living where they were born.

LOAD-DATE: February 7, 2024

2 of 3 DOCUMENTS

Harbour Post

February 8, 2024 Thursday

Fishing boats will pay nothing

LENGTH: 60 words

Boats that land their catch at the old pier are free of the new price, the harbour master said.

The exception holds for two years and can be renewed by the council without another vote.

LOAD-DATE: February 9, 2024
"""
LAST = """
3 of 3 DOCUMENTS

Harbour Post

February 10, 2024 Saturday

Whales seen off the cape

LENGTH: 60 words

A pod of eleven whales was seen from the cape on Friday, the largest in more than twenty winters.

Skippers were asked to keep four hundred metres away and to report where they are heading next.

LOAD-DATE: February 11, 2024
"""


def test_what_an_export_claims_is_held_against_what_was_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The missing document is named; once the file is whole, the record forgets that it ever lacked it."""
    file, record = tmp_path / "export.txt", tmp_path / "a.record"
    file.write_text(EXPORT, encoding="utf-8")
    torn = said(capsys, "add", str(record), str(file))
    assert (torn["found"], torn["stored"], torn["skipped"], torn["claimed"]) == (3, 2, 1, 3)
    assert torn["files"] == [{"name": "export.txt", "claimed": 3, "found": 3, "articles": 2, "copies": 0, "skipped": 1}]
    assert torn["skips"][0]["origin"] == "export.txt#3"
    with View(record) as view:
        assert [skip.origin for skip in view.iter_records(Skip)] == ["export.txt#3"]
    assert main(["add", str(record), str(file)]) == 0
    assert "says it holds 3: 2 articles, 1 skipped" in capsys.readouterr().out

    file.write_text(EXPORT + LAST, encoding="utf-8")
    whole = said(capsys, "add", str(record), str(file))
    assert (whole["found"], whole["stored"], whole["known"], whole["skipped"]) == (3, 1, 2, 0)
    with View(record) as view:
        assert not list(view.iter_records(Skip))
        (done,) = view.iter_records(Import)
        assert (done.claimed, done.found, done.articles) == (3, 3, 3)


def test_a_skip_that_another_file_still_gives_stays(tmp_path: Path) -> None:
    """Files of one name in two folders are two files: mending one does not mend the other."""
    record = tmp_path / "a.record"
    for month in ("january", "february"):
        (tmp_path / month).mkdir()
        (tmp_path / month / "export.txt").write_text(EXPORT, encoding="utf-8")
        assert main(["add", str(record), str(tmp_path / month)]) == 0
    (tmp_path / "january" / "export.txt").write_text(EXPORT + LAST, encoding="utf-8")
    assert main(["add", str(record), str(tmp_path / "january")]) == 0
    with View(record) as view:
        assert len(list(view.iter_records(Skip))) == 1
    (tmp_path / "february" / "export.txt").write_text(EXPORT + LAST, encoding="utf-8")
    assert main(["add", str(record), str(tmp_path / "february")]) == 0
    with View(record) as view:
        assert not list(view.iter_records(Skip))


def test_names_of_files_say_what_the_pattern_asks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Outlet and day stand in the name; a pattern without such groups is wrong use before anything is read."""
    file, record = tmp_path / "20240206_Harbour-Post_Fares.txt", tmp_path / "a.record"
    file.write_text("The council voted on Tuesday to raise the price of a crossing once more.\n", encoding="utf-8")
    pattern = r"(?P<date>\d{8})_(?P<outlet>[^_]+)_(?P<title>.+)"
    assert main(["add", str(record), str(file), "--name-pattern", pattern]) == 0
    (row,) = said(capsys, "articles", str(record))["articles"]
    assert (row["date"], row["outlet"], row["title"]) == ("2024-02-06", "Harbour-Post", "Fares")
    assert main(["add", str(record), str(file), "--name-pattern", "(?P<colour>.+)"]) == 2
    assert main(["add", str(record), str(file), "--preset", "nexis"]) == 2


STORY = "The council voted on Tuesday to raise the price of a crossing for the {} time in nine years.\n"


def test_a_watched_folder_gives_each_file_once_and_waits_for_one_that_grows(tmp_path: Path) -> None:
    """New files are added, known ones are not, a file that changes while it is looked at waits for the next look."""
    folder, record = tmp_path / "in", tmp_path / "a.record"
    folder.mkdir()
    (folder / "one.txt").write_text(STORY.format("first"), encoding="utf-8")
    growing = folder / "two.txt"
    growing.write_text("The council", encoding="utf-8")
    watcher = Watcher(
        record, folder, wait=lambda: growing.write_text(STORY.format("second"), encoding="utf-8") and None
    )
    assert [file.name for file in watcher.look()[0].files] == ["one.txt"]
    rested = Watcher(record, folder, wait=lambda: None)
    assert [file.name for file in rested.look()[0].files] == ["two.txt"]
    assert rested.look()[0].found == 0
    growing.write_text(STORY.format("third") * 2, encoding="utf-8")
    assert [file.name for file in rested.look()[0].files] == ["two.txt"]
    (folder / "two.txt").unlink()
    assert rested.look()[0].found == 0


def _hear_interrupts() -> None:
    """As a terminal starts a process; tests that run in the background hand down that Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_watch_is_a_process_that_stops_cleanly(tmp_path: Path) -> None:
    """Started on a real folder it adds what comes, ends with 0 on Ctrl-C, and leaves one sound file."""
    folder, record = tmp_path / "in", tmp_path / "a.record"
    folder.mkdir()
    command = [sys.executable, "-m", "onrecord.cli.main", "watch", str(record), str(folder), "--every", "0.1", "--json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, preexec_fn=_hear_interrupts) as process:
        try:
            (folder / "one.txt").write_text(STORY.format("first"), encoding="utf-8")
            assert process.stdout
            first = json.loads(process.stdout.readline())
            process.send_signal(signal.SIGINT)
            _, stderr = process.communicate(timeout=30)
        finally:
            process.kill()
    assert (first["found"], first["stored"]) == (1, 1)
    assert process.returncode == 0
    assert "stopped" in stderr
    with View(record) as view:
        assert view.count_articles() == 1
    assert [path.name for path in tmp_path.glob("a.record*")] == ["a.record"]


def test_watch_once_tells_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For cron: one look, a report, and nothing the second time; a folder that is not there is named."""
    folder, record = tmp_path / "in", tmp_path / "in" / "a.record"
    folder.mkdir()
    (folder / "one.txt").write_text(STORY.format("first"), encoding="utf-8")
    assert said(capsys, "watch", str(record), str(folder), "--once")["stored"] == 1
    assert said(capsys, "watch", str(record), str(folder), "--once")["found"] == 0
    assert main(["watch", str(record), str(tmp_path / "nowhere"), "--once"]) == 1
