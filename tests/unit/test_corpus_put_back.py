"""What cleaning took out stands again where the bytes have it, and nothing else moves."""

from __future__ import annotations

import itertools
import textwrap

import pytest

from onrecord.corpus import put_back, read_bytes
from onrecord.errors import UsageError
from onrecord.model import Article, edit_id

BODY = (
    "The council voted on Tuesday to raise the price of a crossing for the first time in nine years.",
    "Dora Velasquez, who chairs the transport committee, said the boats could not be kept afloat otherwise.",
    "Islanders who gathered outside the hall called the decision a tax on living where they were born.",
)
TEXT = "\n\n".join(
    ("Ferry fares will rise", "6 February 2024", f"PORT ALDEN (AP) — {BODY[0]}", BODY[1], "Share this article", BODY[2],
     "Read more:", "Whales seen off the cape")
)  # fmt: skip


def cleaned(text: str, name: str = "a.txt") -> tuple[Article, bytes]:
    intake = read_bytes(text.encode(), name)
    assert intake.article
    return intake.article, intake.raw


def ids(article: Article, *words: str) -> set[str]:
    return {edit_id(article.id, edit) for edit in article.edits if edit.before.strip() in words}


def check_map(article: Article, raw: bytes) -> None:
    """Every exact piece decodes to its stretch of the text."""
    for piece in article.pieces:
        if piece.exact:
            assert raw[piece.raw_start : piece.raw_end].decode() == article.text[piece.span.start : piece.span.end]


def test_a_dropped_line_comes_back_in_its_place() -> None:
    """Lines stand in the order of the bytes, and leave the list of edits."""
    article, raw = cleaned(TEXT)
    assert "Share this article" not in article.text
    assert BODY[2] not in article.text, "this line shows what an undo is for: cleaning took it for furniture"
    again = put_back(article, raw, ids(article, "Share this article", BODY[2]))
    assert again.text.splitlines() == [*article.text.splitlines(), "Share this article", BODY[2]]
    early = put_back(article, raw, ids(article, "6 February 2024"))
    assert early.text.splitlines()[:2] == ["Ferry fares will rise", "6 February 2024"]
    assert len(again.edits) == len(article.edits) - 2
    assert (again.id, again.headline) == (article.id, article.headline)
    check_map(again, raw)


def test_a_dateline_comes_back_on_its_line() -> None:
    """What was cut off the front of a paragraph is no paragraph of its own."""
    article, raw = cleaned(TEXT)
    (dateline,) = [edit for edit in article.edits if edit.reason == "dateline"]
    again = put_back(article, raw, {edit_id(article.id, dateline)})
    assert f"PORT ALDEN (AP) — {BODY[0]}" in again.text.splitlines()
    check_map(again, raw)


def test_every_set_of_edits_can_be_put_back_in_any_order() -> None:
    """Putting back is a function of the set of edits; with all of them back nothing is listed."""
    article, raw = cleaned(TEXT)
    names = [edit_id(article.id, edit) for edit in article.edits]
    for size in (1, 2, len(names)):
        for chosen in itertools.islice(itertools.combinations(names, size), 12):
            again = put_back(article, raw, set(chosen))
            assert again == put_back(article, raw, list(reversed(chosen)))
            assert len(again.edits) == len(names) - size
            check_map(again, raw)
    assert put_back(article, raw, set()) == article


def test_a_repair_is_undone_inside_its_line() -> None:
    """An odd space that was made a plain one is an odd space again."""
    article, raw = cleaned(TEXT.replace("nine years", "nine\u2009years"))
    (repair,) = [edit for edit in article.edits if edit.before == "\u2009"]
    assert "nine years" in article.text
    assert "nine\u2009years" in put_back(article, raw, {edit_id(article.id, repair)}).text


def test_joined_lines_are_parted_again() -> None:
    """Lines that were joined because they broke at a fixed width end where they ended."""
    wrapped = "\n\n".join("\n".join(textwrap.wrap(" ".join(BODY * 2), 72)) for _ in "ab")
    article, raw = cleaned(f"Ferry fares will rise\n\n{wrapped}\n")
    joins = [edit for edit in article.edits if "\n" in edit.before]
    assert joins
    again = put_back(article, raw, {edit_id(article.id, joins[0])})
    assert len(again.text.splitlines()) == len(article.text.splitlines()) + 1


def test_a_repair_in_a_dropped_passage_is_refused() -> None:
    """There is no place for it, and the error says what to put back instead."""
    article, raw = cleaned(TEXT.replace("Share this article", "Share this\u2009article"))
    (repair,) = [edit for edit in article.edits if edit.before == "\u2009"]
    with pytest.raises(UsageError, match="put that passage back"):
        put_back(article, raw, {edit_id(article.id, repair)})


def test_blocks_of_a_page_come_back_as_paragraphs() -> None:
    """Between elements lies markup, so that no block is glued to another."""
    blocks = "".join(f"<p>{line}</p>" for line in BODY * 2)
    html = (
        "<html><body><nav><a href='/x'>Weather and tides</a></nav>"
        f"<article><h1>Ferry fares will rise</h1>{blocks}</article></body></html>"
    )
    article, raw = cleaned(html, "a.html")
    again = put_back(article, raw, ids(article, "Weather and tides"))
    assert again.text.splitlines()[:3] == ["Ferry fares will rise", "Weather and tides", BODY[0]]
