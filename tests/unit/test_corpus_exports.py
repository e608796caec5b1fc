"""Archive exports and wrapped files: fixtures of ours after the layouts that the vendors publish."""

from __future__ import annotations

import gzip
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from onrecord.corpus import Intake, iter_intake
from onrecord.model import Article, Rung

FIRST = "The dockers of Port Elm walked out on Monday because of the tidal barrier, their union said."
SECOND = "“We were not asked,” said Olo Brandt, its chairman, who has led the union for nine years."
THIRD = "The ministry of waters said that talks would begin again in June, but named no day for them."

NEXIS_UNI = f"""User Name: Vera Stoll
Date and Time: Friday, May 11, 2018 10:00:00 AM CET
Job Number: 12345678
Documents (3)
1. Dockers walk out over barrier
Client/Matter: -None-
Search Terms: barrier AND dockers
2. Ministry names no day for talks
Client/Matter: -None-
3. Storm closes northern pass
Client/Matter: -None-

Dockers walk out over barrier
Delta News (Port Elm)
May 7, 2018 Monday
Copyright 2018 Delta News Limited All Rights Reserved
Section: HOME NEWS; Pg. 3
Length: 210 words
Byline: Ana Perin
Body
{FIRST}
{SECOND}
Classification
Language: ENGLISH
Publication-Type: Newspaper
Load-Date: May 8, 2018
End of Document
Ministry names no day for talks
Lagoon Post
8 May 2018
Copyright 2018 Lagoon Post
Length: 98 words
Body
{THIRD}
{FIRST}
Load-Date: May 9, 2018
End of Document
"""

NEXIS_OLD = f"""
                               1 of 2 DOCUMENTS


                             Delta News (Port Elm)

                              May 7, 2018 Monday
                                 First Edition

Dockers walk out over barrier

BYLINE: Ana Perin

SECTION: HOME NEWS; Pg. 3

LENGTH: 210 words

DATELINE: PORT ELM

 {FIRST}

 {SECOND}

LOAD-DATE: May 8, 2018

LANGUAGE: ENGLISH

               Copyright 2018 Delta News Limited
                      All Rights Reserved


                               2 of 2 DOCUMENTS


                                 Lagoon Post

                                 8. Mai 2018

HEADLINE: Ministry names no day for talks

LENGTH: 98 words

{THIRD}

{FIRST}

LOAD-DATE: May 9, 2018
"""

FACTIVA = f"""Dockers walk out over barrier
Ana Perin
210 words
7 May 2018
10:15
Delta News
DELTN
English
© Copyright 2018. Delta News Limited. All rights reserved.

{FIRST}

{SECOND}

Document DELTN00020180507ee57000jh

HD  Ministry names no day for talks
BY  By Tomas Vrel
WC  98 words
PD  8 May 2018
SN  Lagoon Post
SC  LAGOP
LA  English
CY  (c) 2018 Lagoon Post
LP
{THIRD}
TD
{FIRST}
NS  gstrik : Strikes
AN  Document LAGOP00020180508ee5800012

Document LAGOP00020180508ee5800012
"""


def articles_of(found: list[Intake]) -> list[Article]:
    return [intake.article for intake in found if intake.article]


def check_both(found: list[Intake]) -> None:
    one, two = articles_of(found)
    assert (one.title, one.outlet.split(" (")[0], one.byline) == (
        "Dockers walk out over barrier",
        "Delta News",
        "Ana Perin",
    )
    assert two.title == "Ministry names no day for talks"
    assert two.outlet == "Lagoon Post"
    assert one.text[one.body_start :].strip().splitlines() == [FIRST, SECOND]
    assert two.text[two.body_start :].strip().splitlines() == [THIRD, FIRST]
    dates = [intake.dated for intake in found if intake.dated]
    assert [(dated.when.earliest.isoformat(), dated.rung) for dated in dates] == [
        ("2018-05-07", Rung.FIELD),
        ("2018-05-08", Rung.FIELD),
    ]


def as_docx(text: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    rows = "".join(f"<w:p><w:r><w:t>{row}</w:t></w:r></w:p>" for row in text.splitlines())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{rows}</w:body></w:document>")
    return packed.getvalue()


def as_rtf(text: str) -> bytes:
    rows = "".join(
        "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in row) + "\\par\n"
        for row in text.splitlines()
    )
    return ("{\\rtf1\\ansi\\deff0 {\\fonttbl{\\f0 Times;}}\n" + rows + "}").encode("ascii")


def as_html(text: str) -> bytes:
    return ("<html><body>" + "".join(f"<p>{row}</p>" for row in text.splitlines()) + "</body></html>").encode()


@pytest.mark.parametrize("export", [NEXIS_UNI, NEXIS_OLD, FACTIVA], ids=["nexis uni", "nexis", "factiva"])
@pytest.mark.parametrize(
    ("suffix", "pack"), [(".txt", str.encode), (".docx", as_docx), (".rtf", as_rtf), (".html", as_html)]
)
def test_corpus_cuts_archive_exports(tmp_path: Path, export: str, suffix: str, pack: object) -> None:
    """Every document of an export becomes an article with its own head matter, in whichever file it comes."""
    path = tmp_path / f"export{suffix}"
    path.write_bytes(pack(export))  # type: ignore[operator]
    check_both(list(iter_intake(path)))


def test_corpus_names_a_document_that_the_export_lacks(tmp_path: Path) -> None:
    """What the list of contents names and the file does not hold is a skip with its title."""
    path = tmp_path / "export.txt"
    path.write_text(NEXIS_UNI)
    skips = [intake.skip for intake in iter_intake(path) if intake.skip]
    assert len(skips) == 1
    assert "document 3 of 3 ('Storm closes northern pass')" in skips[0].reason


def test_corpus_text_that_counts_is_no_export(tmp_path: Path) -> None:
    """An article that says "1 of 3" on a line of its own stays one article."""
    path = tmp_path / "a.txt"
    path.write_text(f"Pictures of the week\n\n1 of 3\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n")
    assert len(articles_of(list(iter_intake(path)))) == 1


def test_corpus_reads_mail(tmp_path: Path) -> None:
    """A newsletter gives its subject, sender and day."""
    message = EmailMessage()
    message["Subject"], message["From"] = "Dockers walk out", "Delta News <desk@delta.example>"
    message["Date"] = "Mon, 07 May 2018 10:00:00 +0200"
    message.set_content(f"{FIRST}\n\n{SECOND}\n")
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(message))
    (intake,) = iter_intake(path)
    assert intake.article is not None
    assert intake.dated is not None
    assert (intake.article.title, intake.article.outlet) == ("Dockers walk out", "Delta News")
    assert intake.dated.when.earliest.isoformat() == "2018-05-07"


def test_corpus_reads_zip_files_without_unpacking_to_disk(tmp_path: Path) -> None:
    """Members are read by their suffix, nested ones too; bombs and strange types are skips; nothing is written."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.txt", f"{SECOND}\n\n{THIRD}")
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../evil.txt", f"{FIRST}\n\n{SECOND}")
        archive.writestr("table.csv", f'text,date\n"{FIRST}",2018-05-07\n')
        archive.writestr("bomb.txt", b"0" * 30_000_000)
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr("picture.png", b"\x89PNG")
    found = list(iter_intake(path))
    assert len(articles_of(found)) == 3
    assert {intake.skip.reason.split(" ")[0] for intake in found if intake.skip} == {"the", "files"}
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", [".docx", ".rtf", ".pdf", ".zip", ".eml"])
@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 broken", b"{\\rtf1 {{{", b"%PDF-1.7 broken", b"\x00" * 100])
def test_corpus_broken_wrappings_are_skips(tmp_path: Path, suffix: str, raw: bytes) -> None:
    """A broken or empty wrapping is one skip with its reason."""
    path = tmp_path / f"file{suffix}"
    path.write_bytes(raw)
    found = list(iter_intake(path))
    assert len(found) == 1
    assert found[0].skip is not None


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Delta News</title><item><title>Dockers walk out &amp; march</title><link>https://delta.example/a</link>
<pubDate>Mon, 07 May 2018 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded></item>
<item><title>Only a title</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Delta News</title><entry>
<title>Dockers walk out &amp;amp; march</title><link href="https://delta.example/a"/>
<published>2018-05-07T10:00:00Z</published>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry>
<entry><title>x</title></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM], ids=["rss", "atom"])
def test_corpus_reads_feeds(tmp_path: Path, feed: str) -> None:
    """Entries with text are articles, those without are skips."""
    path = tmp_path / "feed.xml"
    path.write_text(feed)
    full, empty = list(iter_intake(path))
    assert full.article is not None
    assert full.dated is not None
    assert (full.article.title, full.article.outlet, full.article.url) == (
        "Dockers walk out & march", "Delta News", "https://delta.example/a")  # fmt: skip
    assert full.article.text[full.article.body_start :].strip().splitlines() == [FIRST, SECOND]
    assert full.dated.when.earliest.isoformat() == "2018-05-07"
    assert empty.skip is not None


def test_corpus_reads_feeds_with_names_that_are_no_names(tmp_path: Path) -> None:
    """A torn tag costs nothing but itself."""
    path = tmp_path / "feed.xml"
    path.write_text(
        RSS.replace("<item><title>Only a title</title></item>", "<descriptionLength:>9</descriptionLength:>")
    )
    (full,) = list(iter_intake(path))
    assert full.article is not None
    assert full.article.title == "Dockers walk out & march"


def as_record(kind: str, body: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://delta.example/2018/05/07/a\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_corpus_reads_web_archives(tmp_path: Path, packed: bool) -> None:
    """Response records with HTML are pages with their address; other records are not items; a torn end is a skip."""
    page = as_html("\n".join([FIRST, SECOND, THIRD]))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunked = head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    torn_record = b"WARC/1.0\r\nContent-Length: no\r\n\r\n"
    records = [as_record("warcinfo", b"x"), as_record("response", chunked), torn_record]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(map(gzip.compress, records)) if packed else b"".join(records))
    read, torn = list(iter_intake(path))
    assert read.article is not None
    assert read.dated is not None
    assert (read.article.outlet, read.dated.rung) == ("delta.example", Rung.URL)
    assert torn.skip is not None
