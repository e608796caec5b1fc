"""Mutated inputs for every reader: no crash, no hang, nothing written, stored + skipped = found.

python benchmarks/corpus_fuzz.py --count 10000            # mutated inputs per reader
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from onrecord.corpus import iter_intake, read_bytes
from onrecord.errors import InputError

SLOWEST = 10.0
"""Seconds that one input may take, once tables and models are loaded."""
WORDS = (
    "the",
    "mayor",
    "of",
    "port",
    "elm",
    "said",
    "on",
    "monday",
    "that",
    "the",
    "barrier",
    "“would”",
    "not",
    "be",
    ",",
)
LINES = (
    "Dockers walk out", "By Ana Roe", "3 July 2021", "Comments", "The Latest", "Read more: x", "[Getty]", "HD x",
    "2 of 3 DOCUMENTS", "End of Document", "Length: 20 words", "Body", "Documents (3)", "1. Dockers walk out", "LP",
)  # fmt: skip


def make_text(chance: random.Random) -> str:
    """A made-up article with the dirt of exports and pages in it."""
    lines = []
    for _ in range(chance.randrange(1, 25)):
        words = " ".join(chance.choices(WORDS, k=chance.randrange(5, 40))).capitalize() + "."
        lines.append(chance.choice(LINES) if chance.random() < 0.4 else words)
    return "\n".join(lines)


def pack_txt(text: str) -> bytes:
    """A text file."""
    return text.encode("utf-8", "replace")


def pack_html(text: str) -> bytes:
    """A page."""
    rows = "".join(f"<div class='a b'><p>{row}</p></div>" for row in text.splitlines())
    return f"<html><head><title>x</title></head><body>{rows}</body></html>".encode("utf-8", "replace")


def pack_csv(text: str) -> bytes:
    """A table."""
    quoted = text.replace('"', '""')
    return "\n".join(["id,date,text", *(f'{number},2021-07-03,"{quoted}"' for number in range(3))]).encode()


def pack_jsonl(text: str) -> bytes:
    """JSON Lines."""
    return "\n".join(json.dumps({"text": text, "date": "2021-07-03"}) for _ in range(3)).encode()


def pack_json(text: str) -> bytes:
    """A JSON list."""
    return json.dumps([{"text": text, "date": "2021-07-03"}] * 3).encode()


def pack_docx(text: str) -> bytes:
    """A Word document."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rows = "".join(f"<w:p><w:r><w:t>{row}</w:t></w:r></w:p>" for row in text.splitlines())
    return pack_members(
        {"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{rows}</w:body></w:document>'.encode()}
    )


def pack_rtf(text: str) -> bytes:
    """A rich text file."""
    return ("{\\rtf1\\ansi " + text.replace("\n", "\\par\n") + "}").encode("ascii", "replace")


def pack_eml(text: str) -> bytes:
    """An e-mail."""
    message = EmailMessage()
    message["Subject"] = "Dockers"
    message.set_content(text)
    return bytes(message)


def pack_zip(text: str) -> bytes:
    """A zip file with members that mean harm."""
    return pack_members({"../../evil.txt": text.encode(), "/etc/x.csv": pack_csv(text), "b.txt": b"0" * 2_000_000})


def pack_feed(text: str) -> bytes:
    """A feed."""
    rows = "".join(f"<item><title>x</title><description>{row}</description></item>" for row in text.splitlines())
    return f"<rss><channel><title>x</title>{rows}</channel></rss>".encode("utf-8", "replace")


def pack_web_archive(text: str) -> bytes:
    """A web archive."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + pack_html(text)
    return b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(body), body)


def pack_pdf(text: str) -> bytes:
    """Something that begins like a PDF."""
    return b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + text.encode() + b"\ntrailer << /Root 1 0 R >>\n%%EOF"


def pack_members(members: dict[str, bytes]) -> bytes:
    """A zip file of `members`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


PACKERS: dict[str, Callable[[str], bytes]] = {
    ".txt": pack_txt, ".html": pack_html, ".csv": pack_csv, ".jsonl": pack_jsonl, ".json": pack_json,
    ".docx": pack_docx, ".rtf": pack_rtf, ".eml": pack_eml, ".zip": pack_zip, ".pdf": pack_pdf, ".xml": pack_feed,
    ".warc": pack_web_archive,
}  # fmt: skip


def mutate(raw: bytes, chance: random.Random) -> bytes:
    """Truncated, shuffled, re-encoded, with bytes flipped, doubled or taken from elsewhere."""
    for _ in range(chance.randrange(1, 4)):
        kind = chance.randrange(7)
        at = chance.randrange(len(raw) + 1)
        if kind == 0:
            raw = raw[:at]
        elif kind == 1:
            blocks = [raw[place : place + 37] for place in range(0, len(raw), 37)]
            chance.shuffle(blocks)
            raw = b"".join(blocks)
        elif kind == 2:
            raw = raw.decode("latin-1").encode(chance.choice(["utf-8", "utf-16", "utf-16-le", "utf-7"]))
        elif kind == 3:
            raw = raw[:at] + bytes(chance.randrange(256) for _ in range(chance.randrange(1, 30))) + raw[at:]
        elif kind == 4:
            raw = raw[:at] + raw[at : at + 200] * chance.randrange(1, 50) + raw[at:]
        elif kind == 5:
            raw = raw.replace(b'"', b"", chance.randrange(1, 4)).replace(b">", b"", chance.randrange(1, 4))
        else:
            raw = raw[at:] + raw[:at]
    return raw


def run(suffix: str, count: int, seed: int) -> dict[str, float]:
    """Read `count` mutated files of one type."""
    chance = random.Random(f"{suffix}{seed}")
    stored = skipped = refused = 0
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"input{suffix}"
        for _ in range(count):
            text, pack = make_text(chance), PACKERS[suffix]
            inside = chance.random() < 0.3
            path.write_bytes(
                pack(mutate(text.encode(), chance).decode("latin-1")) if inside else mutate(pack(text), chance)
            )
            before = time.perf_counter()
            try:
                for intake in iter_intake(path):
                    stored += intake.article is not None
                    skipped += intake.skip is not None
                    assert (intake.article is None) != (intake.skip is None)
            except InputError:
                refused += 1
            slowest = max(slowest, time.perf_counter() - before)
            assert list(Path(folder).iterdir()) == [path], "something was written"
    assert slowest < SLOWEST, f"{suffix}: {slowest:.1f} s"
    return {"stored": stored, "skipped": skipped, "refused": refused, "slowest_s": round(slowest, 3)}


def main() -> None:
    """Print one JSON object per reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    read_bytes("KIEL - Die Stadt wächst. Sie will über hundert Häuser bauen, sagte sie.".encode("latin-1"), "warm.txt")
    for suffix in PACKERS:
        if not arguments.only or suffix == arguments.only:
            figures = run(suffix, arguments.count, arguments.seed)
            sys.stdout.write(json.dumps({"reader": suffix, "n": arguments.count, **figures}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
