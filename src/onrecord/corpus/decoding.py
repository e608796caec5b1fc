"""Which characters the raw bytes hold: byte order mark, UTF-8, the declared charset, then the likeliest one."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.corpus.line import Line, Part, make_line
from onrecord.corpus.tongue import tell_language
from onrecord.model import Edit, EditKind, record

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
STATEFUL = ("iso2022", "iso-2022", "hz", "utf7", "utf-7")
"""Encodings in which a byte's meaning depends on the bytes before it: their lines cannot be cut exactly."""
MAX_INVALID_SHARE = 0.02
"""Up to this share of invalid bytes a text still counts as UTF-8 with damage."""
LATIN_CHARSETS = {
    "cp1250": ("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"), "cp1254": ("tr", "az"),
    "cp1257": ("et", "lv", "lt"), "cp1258": ("vi",),
}  # fmt: skip
"""Windows charsets by language; cp1252 for all others that are written in Latin letters."""
MAX_LATIN_SHARE = 0.15
SAMPLE = 200_000
"""Bytes looked at to guess a charset."""
LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")


@record
class Decoded:
    """Text, the encoding it was read with and the bytes before it. `damaged`: invalid bytes stand as surrogates."""

    text: str
    encoding: str
    skipped: int = 0
    damaged: bool = False


def decode(raw: bytes, declared: str = "") -> Decoded | None:
    """Decode `raw`; None where it is not text (binary data). `declared` is the charset the source names itself."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _as_text(raw, encoding, len(mark))
    wide = _find_wide(raw)
    if wide:
        return _as_text(raw, wide, 0)
    if _looks_binary(raw):
        return None
    try:
        return Decoded(text=raw.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    damaged = _as_damaged(raw)
    if damaged is not None:
        return damaged
    for encoding in (_known(declared), _latin(raw), _guess(raw), "cp1252", "latin-1"):
        if encoding:
            decoded = _strict(raw, encoding)
            if decoded is not None:
                return decoded
    return None


def split_lines(decoded: Decoded) -> tuple[list[Line | None], list[Edit]]:
    """The lines of a text with their raw places; None stands for a blank line. Damaged bytes become edits."""
    lines: list[Line | None] = []
    edits: list[Edit] = []
    exact = not decoded.encoding.replace("_", "-").startswith(STATEFUL)
    at, begin = decoded.skipped, 0
    for end_of_line in [*LINE_END.finditer(decoded.text), None]:
        stop = end_of_line.start() if end_of_line else len(decoded.text)
        text = decoded.text[begin:stop]
        size = len(text.encode(decoded.encoding, "surrogateescape"))
        parts = (
            _parts(text, at, decoded, edits)
            if decoded.damaged
            else [Part(text=text, raw_start=at, raw_end=at + size, exact=exact)]
        )
        lines.append(make_line(parts, decoded.encoding))
        at += size
        if end_of_line:
            at += len(end_of_line.group().encode(decoded.encoding))
            begin = end_of_line.end()
    return lines, edits


DAMAGE = re.compile(r"[\udc80-\udcff]+")


def _parts(text: str, at: int, decoded: Decoded, edits: list[Edit]) -> list[Part]:
    parts: list[Part] = []
    for piece in re.split(r"([\udc80-\udcff]+)", text):
        if not piece:
            continue
        raw = piece.encode(decoded.encoding, "surrogateescape")
        if DAMAGE.match(piece):
            after = _read_cp1252(raw)
            before = raw.decode("latin-1")
            kind, reason = (
                (EditKind.ENCODING, "single bytes of cp1252") if after else (EditKind.GARBLED, "invalid bytes")
            )
            edits.append(
                Edit(kind=kind, before=before, after=after, raw_start=at, raw_end=at + len(raw), reason=reason)
            )
            parts.append(Part(text=after, raw_start=at, raw_end=at + len(raw), exact=False))
        else:
            parts.append(Part(text=piece, raw_start=at, raw_end=at + len(raw)))
        at += len(raw)
    return parts


def _read_cp1252(raw: bytes) -> str:
    """What a lone invalid byte means where it is a cp1252 letter or punctuation mark, as editors leave behind."""
    if len(raw) > 1:
        return ""
    try:
        char = raw.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return char if char.isalpha() or char in "‘’“”–—…€£•\xa0" else ""


def _find_wide(raw: bytes) -> str:
    """UTF-16 without a mark shows as zero bytes at every other place."""
    sample = raw[:4000]
    if len(sample) < 8 or len(raw) % 2:
        return ""
    half = len(sample) // 2
    for encoding, zeros in (("utf-16-le", sample[1::2].count(0)), ("utf-16-be", sample[0::2].count(0))):
        if zeros > 0.6 * half and sample.count(0) - zeros < 0.05 * half:
            return encoding
    return ""


def _looks_binary(raw: bytes) -> bool:
    sample = raw[:SAMPLE]
    control = sum(sample.count(code) for code in (*range(8), *range(14, 27), *range(28, 32)))
    return b"\x00" in sample or control > 0.01 * len(sample)


def _as_text(raw: bytes, encoding: str, skipped: int) -> Decoded | None:
    try:
        return Decoded(text=raw[skipped:].decode(encoding), encoding=encoding, skipped=skipped)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            return None
        return Decoded(
            text=raw[skipped:].decode("utf-8", "surrogateescape"), encoding="utf-8", skipped=skipped, damaged=True
        )


def _as_damaged(raw: bytes) -> Decoded | None:
    text = raw.decode("utf-8", "surrogateescape")
    invalid = sum(len(run) for run in DAMAGE.findall(text))
    valid = sum(1 for char in text if "\x80" <= char < "\udc80" or char > "\udcff")
    if invalid > MAX_INVALID_SHARE * len(text) or (invalid > valid and invalid > 3):
        return None
    return Decoded(text=text, encoding="utf-8", damaged=True)


def _known(name: str) -> str:
    """The Python codec of a declared charset; web pages that say Latin-1 mean cp1252 (WHATWG Encoding)."""
    try:
        codec = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return ""
    if not getattr(codec, "_is_text_encoding", True):
        return ""
    return "cp1252" if codec.name in ("iso8859-1", "ascii") else codec.name


def _latin(raw: bytes) -> str:
    """The single-byte charset of the language, where most bytes are plain letters of the Latin alphabet."""
    sample = raw[:SAMPLE]
    high = len(sample.translate(None, bytes(range(128))))
    if high > MAX_LATIN_SHARE * len(sample):
        return ""
    language = tell_language(sample.decode("ascii", "ignore"))
    return next((charset for charset, languages in LATIN_CHARSETS.items() if language in languages), "cp1252")


def _guess(raw: bytes) -> str:
    best = from_bytes(raw[:SAMPLE], steps=5, chunk_size=512).best()
    return best.encoding if best else ""


def _strict(raw: bytes, encoding: str) -> Decoded | None:
    """`raw` in `encoding`, if it decodes and encodes back to the same bytes (the offset map rests on that)."""
    try:
        text = raw.decode(encoding)
        if text.encode(encoding) != raw or len(CONTROL.findall(text)) > 0.01 * len(text):
            return None
    except (UnicodeError, LookupError):
        return None
    return Decoded(text=text, encoding=encoding)
