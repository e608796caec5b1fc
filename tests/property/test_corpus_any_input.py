"""Whatever the bytes: no reader fails, offsets are exact, and nothing of a text file is lost without an edit."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.corpus import Intake, find_duplicates, infer_dates, iter_intake, read_bytes

ODD = [
    "“", "”", "’", "Ìý", "°®Âþ", "\u00a0", "\u200b", "🙂", "شارع", "\ufeff", "\r\n", "\n", "\n\n", "\x0c", "\u2028",
    " ", "--", "Comments", "By Ana Roe", "3 July 2021",
    "03/07/2021", "PORT ELM (AP) —", "[Getty]", "Read more: x", "A+ A-",
    "<p>", "</div>", "<", "&amp;", "&#x110000;", "<!--", "<script>", "\udc80", "(", "ALL CAPITALS HERE AND THERE",
    "The mayor said on Monday that the bridge was closed.", "1" * 40, "a" * 300, "â€œ", "Ã¼", "\x00", "\ue000",
]  # fmt: skip
PIECES = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=12)), max_size=60)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def encode(pieces: list[str]) -> bytes:
    return " ".join(pieces).encode("utf-8", "surrogateescape" if "\udc80" in "".join(pieces) else "strict")


def check(intake: Intake) -> None:
    assert (intake.article is None) != (intake.skip is None)
    if intake.article is None:
        return
    text = intake.article.text
    last = 0
    for piece in intake.article.pieces:
        assert last <= piece.span.start
        assert not text[last : piece.span.start].strip()
        assert 0 <= piece.raw_start <= piece.raw_end <= len(intake.raw)
        last = piece.span.end
    assert last == len(text)
    assert all(0 <= edit.raw_start <= edit.raw_end <= len(intake.raw) for edit in intake.article.edits)


@SETTINGS
@given(PIECES, st.sampled_from(["page.txt", "page.html"]))
def test_corpus_reads_any_pieces(pieces: list[str], name: str) -> None:
    """Text and markup of any kind end as an article with a whole offset map, or as a skip."""
    try:
        raw = encode(pieces)
    except UnicodeEncodeError:
        return
    intake = read_bytes(raw, name)
    check(intake)
    assert intake == read_bytes(raw, name)


@SETTINGS
@given(st.binary(max_size=400))
def test_corpus_reads_any_bytes(raw: bytes) -> None:
    """Bytes of any kind end as an article or as a skip."""
    for name in ("page.txt", "page.html"):
        check(read_bytes(raw, name))


@SETTINGS
@given(PIECES)
def test_corpus_loses_no_word_of_a_text_file(pieces: list[str]) -> None:
    """Every byte that is no white space lies in a piece of the text or in an edit."""
    try:
        raw = encode(pieces)
    except UnicodeEncodeError:
        return
    intake = read_bytes(raw, "page.txt")
    if intake.article is None:
        return
    covered = bytearray(len(raw))
    for span in (*intake.article.pieces, *intake.article.edits):
        covered[span.raw_start : span.raw_end] = b"\x01" * (span.raw_end - span.raw_start)
    lost = bytes(byte for byte, seen in zip(raw, covered, strict=True) if not seen)
    assert (
        not lost.decode("utf-8", "ignore")
        .strip("\ufeff \t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\u00a0\u3000")
        .strip()
    )


@SETTINGS
@given(st.lists(PIECES, max_size=6), st.sampled_from([".csv", ".jsonl", ".json"]))
def test_corpus_reads_any_table(rows: list[list[str]], suffix: str) -> None:
    """Tables of any kind give articles and skips only; linking takes whatever came in."""
    lines = ["text,date", *(" ".join(row).replace("\udc80", "") for row in rows)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{suffix}"
        path.write_bytes("\n".join(lines).encode("utf-8", "replace"))
        found = list(iter_intake(path))
    for intake in found:
        check(intake)
    articles = [intake.article for intake in found if intake.article]
    dated = {intake.dated.article_id: intake.dated for intake in found if intake.dated}
    find_duplicates(articles, dated, least_share=0.2)
    infer_dates(articles, dated)
