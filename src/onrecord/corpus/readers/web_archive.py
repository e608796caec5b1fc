"""A web archive (WARC 1.0 and 1.1, plain or gzipped) holds a page per response record; the rest is named and left.

Read after ISO 28500: a version line, headers, an empty line, Content-Length bytes.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.corpus.found import MAX_ARTICLE_BYTES, Found, Source, problem
from onrecord.corpus.readers.html_page import read_page
from onrecord.model import Origin

MAX_HEADER_LINES = 200
UNPACK_ERRORS = (zlib.error, OSError, EOFError, ValueError)


def iter_web_archive(source: Source) -> Iterator[Found]:
    """The HTML pages of an archive; responses of other types are left out, broken records end the file with a skip."""
    with source.open() as packed:
        file: BinaryIO = io.BufferedReader(packed) if isinstance(packed, io.RawIOBase) else packed
        zipped = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        stream = gzip.GzipFile(fileobj=file) if zipped else file
        number = 0
        try:
            while (headers := _read_headers(stream)) is not None:
                length = int(headers.get("content-length", ""))
                body = stream.read(min(length, MAX_ARTICLE_BYTES + 1))
                if length > len(body):
                    _skip_bytes(stream, length - len(body))
                number += 1
                found = _read_record(headers, body, length, Origin(path=source.origin.path, item=number))
                if found:
                    yield found
        except UNPACK_ERRORS as error:
            yield problem(source.origin, f"the archive breaks off after {number} records ({type(error).__name__})")
        if number == 0:
            yield problem(source.origin, "the file is no web archive: it holds no record")


def _read_headers(stream: BinaryIO | gzip.GzipFile) -> dict[str, str] | None:
    line = stream.readline(1000)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(1000)
    if not line.startswith(b"WARC/"):
        if line:
            raise ValueError("no record begins here")
        return None
    return _headers(stream)


def _headers(stream: BinaryIO | gzip.GzipFile) -> dict[str, str]:
    found: dict[str, str] = {}
    for _ in range(MAX_HEADER_LINES):
        line = stream.readline(20_000)
        if line.strip() == b"":
            return found
        name, _, value = line.decode("utf-8", "replace").partition(":")
        found[name.strip().lower()] = value.strip()
    return found


def _skip_bytes(stream: BinaryIO | gzip.GzipFile, count: int) -> None:
    while count > 0 and (chunk := stream.read(min(count, 1 << 20))):
        count -= len(chunk)


def _read_record(headers: dict[str, str], body: bytes, length: int, origin: Origin) -> Found | None:
    """The page of a response record; None for requests, metadata and everything that is no HTML."""
    if headers.get("warc-type", "").lower() != "response":
        return None
    stream = io.BytesIO(body)
    if not stream.readline(1000).startswith(b"HTTP/"):
        return None
    http = _headers(stream)
    if "html" not in http.get("content-type", "").lower():
        return None
    if length > MAX_ARTICLE_BYTES:
        return problem(origin, f"the page has {length:,} bytes; at most {MAX_ARTICLE_BYTES:,} are read")
    page = _decode_body(stream.read(), http)
    if page is None:
        return problem(origin, f"the page's encoding {http.get('content-encoding')!r} cannot be undone")
    return read_page(page, origin, url=headers.get("warc-target-uri", "").strip("<>"))


def _decode_body(body: bytes, http: dict[str, str]) -> bytes | None:
    if "chunked" in http.get("transfer-encoding", "").lower():
        body = _unchunk(body)
    encoding = http.get("content-encoding", "").lower()
    if encoding in ("", "identity"):
        return body
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return None
    try:
        unpacker = zlib.decompressobj(47 if "gzip" in encoding else -15)
        return unpacker.decompress(body, MAX_ARTICLE_BYTES)
    except zlib.error:
        return None


def _unchunk(body: bytes) -> bytes:
    """RFC 9112, 7.1; a body that is not chunked after all comes back as it is."""
    parts: list[bytes] = []
    at = 0
    while found := re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r\n").match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[found.end() : found.end() + size])
        at = found.end() + size + 2
    return b"".join(parts) or body
