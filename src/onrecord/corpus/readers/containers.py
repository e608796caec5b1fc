"""Files that hold text in wrapping: DOCX, RTF, PDF, e-mail, and zip files of anything that is read."""

from __future__ import annotations

import email
import email.policy
import io
import logging
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage, Message
from functools import partial
from pathlib import PurePosixPath

from lxml import etree

from onrecord.corpus.dates.publication import Clue
from onrecord.corpus.found import MAX_ARTICLE_BYTES, Found, Source, problem
from onrecord.corpus.readers.archive_export import read_export
from onrecord.corpus.readers.html_page import read_page
from onrecord.corpus.readers.text_file import read_text
from onrecord.model import Origin, Rung

MAX_CONTAINER_BYTES = 300_000_000
MAX_UNPACKED_BYTES = 2_000_000_000
MAX_MEMBERS = 200_000
MAX_RATIO = 200
"""A member that unpacks to more than so many times its packed size, and to more than a megabyte, is a bomb."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UNPACK_ERRORS = (
    zipfile.BadZipFile,
    RuntimeError,
    NotImplementedError,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
ReadBytes = Callable[[bytes, Origin], Iterator[Found]]


def iter_documents(source: Source, read: ReadBytes) -> Iterator[Found]:
    """Read a file whole with `read`, if it is not too large to be one."""
    if source.size > MAX_CONTAINER_BYTES:
        yield problem(source.origin, f"the file has {source.size:,} bytes; at most {MAX_CONTAINER_BYTES:,} are read")
        return
    yield from read(source.read(), source.origin)


def iter_words(text: str, origin: Origin) -> Iterator[Found]:
    """The article, or the articles of an archive export, that `text` holds."""
    documents = read_export(text, origin)
    if documents is None:
        raw = text.encode("utf-8", "ignore")
        if len(raw) > MAX_ARTICLE_BYTES:
            yield problem(origin, f"the text has {len(raw):,} bytes; an article has at most {MAX_ARTICLE_BYTES:,}")
        else:
            yield read_text(raw, origin)
        return
    yield from documents


def iter_docx(raw: bytes, origin: Origin) -> Iterator[Found]:
    """A Word document: the paragraphs of its main part."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            info = archive.getinfo("word/document.xml")
            if _is_bomb(info):
                yield problem(origin, "the document unpacks to far more than a document", raw)
                return
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
            tree = etree.fromstring(archive.read(info), parser)
    except (*UNPACK_ERRORS, KeyError, etree.XMLSyntaxError) as error:
        yield problem(origin, f"the file is no readable Word document ({type(error).__name__})", raw)
        return
    if tree is None:
        yield problem(origin, "the Word document holds no text", raw)
        return
    yield from iter_words("\n".join(map(_paragraph, tree.iter(f"{WORD}p"))), origin)


def _paragraph(paragraph: etree._Element) -> str:
    words = []
    for node in paragraph.iter():
        if node.tag == f"{WORD}t":
            words.append(node.text or "")
        elif node.tag in (f"{WORD}tab", f"{WORD}br", f"{WORD}cr"):
            words.append("\n" if node.tag != f"{WORD}tab" else "\t")
    return "".join(words)


def iter_rtf(raw: bytes, origin: Origin) -> Iterator[Found]:
    """A rich text file."""
    from striprtf.striprtf import rtf_to_text

    convert: Callable[..., str] = rtf_to_text
    if not raw.lstrip().startswith(b"{\\rtf"):
        yield problem(origin, "the file is no rich text (it does not begin with {\\rtf)", raw)
        return
    try:
        text = convert(raw.decode("latin-1"), encoding="cp1252", errors="replace")
    except Exception as error:  # the library raises whatever its state machine meets
        yield problem(origin, f"the rich text cannot be read ({type(error).__name__})", raw)
        return
    yield from iter_words(text.replace("\x00", ""), origin)


def iter_pdf(raw: bytes, origin: Origin) -> Iterator[Found]:
    """A PDF with text in it; pages that are pictures give nothing."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        pages = [page.extract_text() or "" for page in reader.pages[:2000]]
    except Exception as error:  # the library raises many kinds on broken files
        yield problem(origin, f"the PDF cannot be read ({type(error).__name__})", raw)
        return
    if not "".join(pages).strip():
        yield problem(origin, "the PDF holds no text (its pages are pictures)", raw)
        return
    yield from iter_words("\n".join(pages), origin)


def iter_mail(raw: bytes, origin: Origin) -> Iterator[Found]:
    """An e-mail: its subject is the title, its sender the outlet, its date the day; the HTML part only if no other."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = _mail_body(message)
    if body is None:
        yield problem(origin, "the e-mail holds no text", raw)
        return
    content, is_page = body
    found = read_page(content, origin) if is_page else read_text(content, origin)
    if found.problem:
        yield found
        return
    title = read_text(_header(message, "subject").encode("utf-8", "ignore"), origin)
    subject = next((line for line in title.lines if line), None)
    stamp = _header(message, "date")
    sender = re.sub(r"\s*<[^>]*>", "", _header(message, "from")).strip("\"' ")
    yield Found(
        origin=origin, raw=found.raw, lines=found.lines, edits=found.edits, title=found.title or subject,
        byline=found.byline, outlet=found.outlet or sender, url=found.url, clues=(*found.clues, *_stamp(stamp)),
        is_page=found.is_page,
    )  # fmt: skip


def _stamp(text: str) -> tuple[Clue, ...]:
    return (Clue(rung=Rung.FIELD, text=text),) if text else ()


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, IndexError, AttributeError):
        return ""


def _mail_body(message: EmailMessage) -> tuple[bytes, bool] | None:
    for kind in ("text/plain", "text/html"):
        for part in message.walk():
            if part.get_content_type() == kind:
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes) and payload.strip():
                    return payload, kind == "text/html"
    return None


def iter_zip(raw: bytes, origin: Origin, read_member: Callable[[Source], Iterator[Found]]) -> Iterator[Found]:
    """The members of a zip file, each read as a file of its name; nothing is written to disk."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except UNPACK_ERRORS as error:
        yield problem(origin, f"the file is no readable zip file ({type(error).__name__})", raw)
        return
    with archive:
        total = 0
        for info in sorted(archive.infolist()[:MAX_MEMBERS], key=lambda info: info.filename):
            name = PurePosixPath(info.filename).name
            if info.is_dir() or name.startswith((".", "~")) or "__MACOSX" in info.filename:
                continue
            where = Origin(path=f"{origin.path}!{info.filename}")
            total += info.file_size
            if _is_bomb(info) or total > MAX_UNPACKED_BYTES:
                yield problem(
                    where, f"the member unpacks from {info.compress_size:,} to {info.file_size:,} bytes: not read"
                )
                continue
            try:
                content = archive.read(info)
            except UNPACK_ERRORS as error:
                yield problem(where, f"the member cannot be unpacked ({type(error).__name__})")
                continue
            yield from read_member(Source(origin=where, size=len(content), open=partial(io.BytesIO, content)))


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > MAX_CONTAINER_BYTES or (
        info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(info.compress_size, 1)
    )
