"""From files to a record: what is added, replaced, put back and counted, without reading a line of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli.main import main
from onrecord.model import Duplicate, Skip, Version
from onrecord.pipeline import load_debate
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
