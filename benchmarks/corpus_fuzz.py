"""Mutated inputs for every reader: no crash, no hang, nothing written, stored + skipped = found.

python benchmarks/corpus_fuzz.py --count 10000            # mutated inputs per reader
python benchmarks/corpus_fuzz.py --cases                   # a bomb, a million rows with one broken, and such
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

import pyarrow as pa
from pyarrow import parquet

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
PDF_SAFE = bytes(ord("?") if byte in b"()\\" else byte for byte in range(256))
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
    """A whole PDF: one page for every thirty lines, with a table of where its objects lie."""
    lines = [row.encode("latin-1", "replace").translate(PDF_SAFE) for row in text.splitlines()]
    streams = [b"BT /F1 11 Tf 14 TL 40 780 Td " + b"".join(b"(%s) Tj T* " % row for row in lines[at : at + 30]) + b"ET"
               for at in range(0, max(len(lines), 1), 30)]  # fmt: skip
    kids = b" ".join(b"%d 0 R" % (4 + 2 * page) for page in range(len(streams)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(streams)),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]  # fmt: skip
    for page, stream in enumerate(streams):
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                       b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * page))  # fmt: skip
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    packed, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(packed))
        packed += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(packed))
    return packed + head + table + end


def pack_parquet(text: str) -> bytes:
    """A Parquet file of three rows."""
    packed = io.BytesIO()
    plain = text.encode("utf-8", "replace").decode()
    rows = [{"id": number, "date": "2021-07-03", "text": plain} for number in range(3)]
    parquet.write_table(pa.Table.from_pylist(rows), packed)
    return packed.getvalue()


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
    ".warc": pack_web_archive, ".parquet": pack_parquet,
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
            before = time.process_time()
            try:
                for intake in iter_intake(path):
                    stored += intake.article is not None
                    skipped += intake.skip is not None
                    assert (intake.article is None) != (intake.skip is None)
            except InputError:
                refused += 1
            slowest = max(slowest, time.process_time() - before)
            assert list(Path(folder).iterdir()) == [path], "something was written"
    assert slowest < SLOWEST, f"{suffix}: {slowest:.1f} s"
    return {"stored": stored, "skipped": skipped, "refused": refused, "slowest_s": round(slowest, 3)}


def write_named_cases(folder: Path) -> dict[str, Path]:
    """The inputs that are known to hurt readers: a bomb, members that climb out, a long table with one broken row."""
    rows = b"".join(
        b"%d,2021-07-03,The board of port %d met on Monday and spoke for hours.\n" % (n, n) for n in range(10**6)
    )
    half = rows.find(b"\n", len(rows) // 2) + 1
    made = {
        "a bomb": ("bomb.zip", pack_members({"a.zip": pack_members({"a.txt": b"0" * 400_000_000})})),
        "members that climb out": ("climb.zip", pack_zip(make_text(random.Random(1)))),
        "a million rows, one broken": ("rows.csv", b"id,date,text\n" + rows[:half] + b'7,"2021-07-\n' + rows[half:]),
        "a charset that is not the one named": ("page.html", b"<meta charset=utf-8><p>" + WORDS[11].encode("utf-16")),
        "a whole PDF": ("whole.pdf", pack_pdf(make_text(random.Random(3)))),
    }
    for name, content in made.values():
        (folder / name).write_bytes(content)
    return {case: folder / name for case, (name, _) in made.items()}


def run_named_cases() -> list[dict[str, object]]:
    """Read each of them; the million rows as fast as they come, the others within the limit."""
    found: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as name:
        cases = write_named_cases(Path(name))
        before_files = sorted(Path(name).iterdir())
        for case, path in cases.items():
            before = time.process_time()
            stored = skipped = 0
            slowest, last = 0.0, before
            for intake in iter_intake(path):
                stored += intake.article is not None
                skipped += intake.skip is not None
                slowest, last = max(slowest, time.process_time() - last), time.process_time()
            seconds = time.process_time() - before
            found.append({"case": case, "stored": stored, "skipped": skipped, "seconds": round(seconds, 1),
                          "slowest_item_s": round(slowest, 2)})  # fmt: skip
            assert slowest < SLOWEST, f"{case}: {slowest:.1f} s"
        assert sorted(Path(name).iterdir()) == before_files, "something was written"
    return found


def main() -> None:
    """Print one JSON object per reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--cases", action="store_true", help="the named cases instead of mutated inputs")
    arguments = parser.parse_args()
    read_bytes("KIEL - Die Stadt wächst. Sie will über hundert Häuser bauen, sagte sie.".encode("latin-1"), "warm.txt")
    for case in run_named_cases() if arguments.cases else ():
        sys.stdout.write(json.dumps(case) + "\n")
    for suffix in () if arguments.cases else PACKERS:
        if not arguments.only or suffix == arguments.only:
            figures = run(suffix, arguments.count, arguments.seed)
            sys.stdout.write(json.dumps({"reader": suffix, "n": arguments.count, **figures}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
