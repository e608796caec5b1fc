"""From a file or folder to articles: each found item ends as an article or as a skip, none silently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from onrecord.corpus.build import Intake, build
from onrecord.corpus.file_name import compile_pattern, with_name
from onrecord.corpus.found import Found, Source, problem
from onrecord.corpus.mapping import ColumnMapping
from onrecord.corpus.readers.containers import iter_documents, iter_docx, iter_mail, iter_pdf, iter_rtf, iter_zip
from onrecord.corpus.readers.csv_table import iter_csv
from onrecord.corpus.readers.feed import iter_feed
from onrecord.corpus.readers.html_page import iter_html_file, read_page
from onrecord.corpus.readers.json_lines import iter_json, iter_json_lines
from onrecord.corpus.readers.parquet import iter_parquet
from onrecord.corpus.readers.text_file import iter_text_file, read_text
from onrecord.corpus.readers.web_archive import iter_web_archive
from onrecord.errors import InputError
from onrecord.model import Origin, Skip, record


@record
class Reading:
    r"""How files are read: which column holds what, and what the names of files say.

    `name_pattern`: a regular expression for the names of files without their suffix, with groups named date, outlet,
    title, byline, section or url, such as ``(?P<date>\d{8})_(?P<outlet>[^_]+)_(?P<title>.+)``.
    Raises UsageError for a pattern that is none.
    """

    mapping: ColumnMapping | None = None
    name_pattern: str = ""

    def __post_init__(self) -> None:
        compile_pattern(self.name_pattern)


PLAIN = Reading()


@record
class File:
    """A file to read. `folder` is the name of the folder it was looked for in; `alone`: it was named itself."""

    path: Path
    origin: Origin
    folder: str
    alone: bool


def iter_files(path: Path) -> Iterator[File]:
    """`path`, or all files of the folder `path` (sorted, recursive; hidden ones are left out).

    Raises InputError where it does not exist.
    """
    if not path.exists():
        raise InputError(
            f"{path} does not exist.", expected="a file or folder with articles", next_step="check the path."
        )
    alone = path.is_file()
    root = path.parent if alone else path
    for file in [path] if alone else _iter_files(path):
        origin = Origin(path=file.relative_to(root).as_posix())
        yield File(path=file, origin=origin, folder=root.resolve().name, alone=alone)


def read_file(file: File, reading: Reading = PLAIN) -> Iterator[Intake]:
    """Every article of a file.

    Raises InputError where a table lacks a mapped column, or a file named itself cannot be read; in a folder that is
    a skip, as is each item that is no article.
    """
    named = compile_pattern(reading.name_pattern)
    for found in _iter_found(file, reading.mapping):
        yield build(with_name(found, named) if named else found)


def iter_intake(path: Path, *, mapping: ColumnMapping | None = None, name_pattern: str = "") -> Iterator[Intake]:
    """Every article of a file, or of all files of a folder; the same bytes a second time are a skip.

    Raises InputError and UsageError as `iter_files`, `read_file` and `Reading` do.
    """
    reading = Reading(mapping=mapping, name_pattern=name_pattern)
    seen: dict[str, str] = {}
    for file in iter_files(path):
        for intake in read_file(file, reading):
            yield skip_copy(intake, seen)


def read_bytes(raw: bytes, name: str, *, url: str = "") -> Intake:
    """The article of one page or text in memory; `name` says by its suffix which it is (.html or .txt)."""
    origin = Origin(path=name)
    page = name.lower().endswith((".html", ".htm", ".xhtml"))
    return build(read_page(raw, origin, url=url) if page else read_text(raw, origin))


def skip_copy(intake: Intake, seen: dict[str, str]) -> Intake:
    """The intake, or a skip where the very same bytes of the same outlet came before; `seen`: id -> origin."""
    article = intake.article
    if article is None:
        return intake
    name, first = str(article.origin), seen.setdefault(article.id, str(article.origin))
    if first == name:
        return intake
    reason = f"the same bytes as {first}"
    skip = Skip(article=name, origin=name, stage="corpus", reason=reason, duplicate_of=article.id)
    return replace(intake, article=None, dated=None, skip=skip)


def _iter_files(folder: Path) -> Iterator[Path]:
    hidden = re.compile(r"^[.~]|^__MACOSX$")
    for file in sorted(folder.rglob("*"), key=lambda file: file.relative_to(folder).parts):
        if file.is_file() and not any(hidden.match(part) for part in file.relative_to(folder).parts):
            yield file


def _iter_found(file: File, mapping: ColumnMapping | None) -> Iterator[Found]:
    origin = file.origin
    try:
        source = Source(origin=origin, size=file.path.stat().st_size, open=lambda: file.path.open("rb"))
        yield from iter_source(source, mapping)
    except OSError as error:
        if file.alone:
            raise InputError(f"{file.path} cannot be read: {error}.", expected="a readable file",
                             next_step="check its permissions.") from error  # fmt: skip
        yield problem(origin, f"the file cannot be read: {error.strerror or error}")
    except InputError as error:
        if file.alone or mapping is not None:
            raise
        yield problem(origin, error.happened)


READ = (
    ".txt .html .htm .xhtml .jsonl .ndjson .json .csv .tsv .parquet .pq .docx .rtf .pdf .eml .xml .rss .atom .rdf "
    ".warc .warc.gz .wacz .zip"
)
"""The types of files that are read."""


def iter_source(source: Source, mapping: ColumnMapping | None, *, depth: int = 0) -> Iterator[Found]:
    """The found items of a file, by its suffix; files inside of zip files up to three deep."""
    suffix = Path(source.origin.path).suffix.lower()
    match suffix:
        case ".txt":
            yield from iter_text_file(source)
        case ".html" | ".htm" | ".xhtml":
            yield from iter_html_file(source)
        case ".jsonl" | ".ndjson":
            yield from iter_json_lines(source, mapping)
        case ".json":
            yield from iter_json(source, mapping)
        case ".csv" | ".tsv":
            yield from iter_csv(source, mapping)
        case ".parquet" | ".pq":
            yield from iter_parquet(source, mapping)
        case ".docx":
            yield from iter_documents(source, iter_docx)
        case ".rtf":
            yield from iter_documents(source, iter_rtf)
        case ".pdf":
            yield from iter_documents(source, iter_pdf)
        case ".eml":
            yield from iter_documents(source, iter_mail)
        case ".xml" | ".rss" | ".atom" | ".rdf":
            yield from iter_documents(source, iter_feed)
        case _ if source.origin.path.lower().endswith((".warc", ".warc.gz")):
            yield from iter_web_archive(source)
        case ".zip" | ".wacz" if depth < 3:
            inside = partial(_iter_inside, mapping=mapping, depth=depth + 1)
            yield from iter_documents(source, partial(iter_zip, read_member=inside))
        case _:
            yield problem(
                source.origin,
                f"files of type {suffix or '(none)'} are not read; these are: {READ}",
            )


def _iter_inside(source: Source, *, mapping: ColumnMapping | None, depth: int) -> Iterator[Found]:
    """A member of a zip file; one that lacks the mapped columns costs itself alone."""
    try:
        yield from iter_source(source, mapping, depth=depth)
    except InputError as error:
        yield problem(source.origin, error.happened)
