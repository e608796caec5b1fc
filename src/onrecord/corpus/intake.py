"""From a file or folder to articles: each found item ends as an article or as a skip, none silently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from onrecord.corpus.build import Intake, build
from onrecord.corpus.found import Found, Source, problem
from onrecord.corpus.line import Part, make_line
from onrecord.corpus.mapping import ColumnMapping
from onrecord.corpus.publication import Clue
from onrecord.corpus.readers.containers import iter_documents, iter_docx, iter_mail, iter_pdf, iter_rtf, iter_zip
from onrecord.corpus.readers.csv_table import iter_csv
from onrecord.corpus.readers.feed import iter_feed
from onrecord.corpus.readers.html_page import iter_html_file, read_page
from onrecord.corpus.readers.json_lines import iter_json, iter_json_lines
from onrecord.corpus.readers.text_file import iter_text_file, read_text
from onrecord.corpus.readers.web_archive import iter_web_archive
from onrecord.errors import InputError, UsageError
from onrecord.model import Origin, Rung, Skip


def iter_intake(path: Path, *, mapping: ColumnMapping | None = None, name_pattern: str = "") -> Iterator[Intake]:
    r"""Every article of a file, or of all files of a folder (sorted, recursive; hidden ones are left out).

    `name_pattern`: a regular expression for the names of files without their suffix, with groups named date, outlet,
    title, byline, section or url, such as ``(?P<date>\d{8})_(?P<outlet>[^_]+)_(?P<title>.+)``.

    Raises InputError where `path` does not exist, or where a table lacks a mapped column; UsageError for a pattern
    that is none. A file of a folder that cannot be read becomes a skip, as does each item that is no article.
    """
    named = _compile(name_pattern)
    if not path.exists():
        raise InputError(
            f"{path} does not exist.", expected="a file or folder with articles", next_step="check the path."
        )
    alone = path.is_file()
    root = path.parent if alone else path
    seen: dict[str, str] = {}
    for file in [path] if alone else _iter_files(path):
        origin = Origin(path=file.relative_to(root).as_posix())
        for found in _iter_found(file, origin, mapping, alone=alone):
            intake = build(_with_name(found, named) if named else found)
            yield _once(intake, seen)


NAMED = frozenset(["date", "outlet", "title", "byline", "section", "url"])


def _compile(pattern: str) -> re.Pattern[str] | None:
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise UsageError(f"the pattern for file names is no regular expression: {error}.", expected="Python's syntax",
                         next_step="correct it.") from error  # fmt: skip
    if pattern and (not compiled.groupindex or not compiled.groupindex.keys() <= NAMED):
        raise UsageError(
            f"the pattern for file names has the groups {sorted(compiled.groupindex)}.",
            expected=f"one or more of {', '.join(sorted(NAMED))}",
            next_step="name them with (?P<name>...).",
        )
    return compiled if pattern else None


def _with_name(found: Found, pattern: re.Pattern[str]) -> Found:
    """`found` with what the name of its file says; what the source itself says comes first."""
    match = pattern.fullmatch(Path(found.origin.path).stem)
    if match is None or found.problem:
        return found
    said = {name: value.replace("_", " ").strip() for name, value in match.groupdict("").items()}
    date = said.pop("date", "")
    title = said.pop("title", "")
    end = len(found.raw)
    part = Part(text=title, raw_start=end, raw_end=end, exact=False)
    return replace(
        found,
        title=found.title or (make_line([part], "utf-8") if title else None),
        clues=(*found.clues, Clue(rung=Rung.FIELD, text=date)) if date else found.clues,
        outlet=found.outlet or said.get("outlet", ""),
        byline=found.byline or said.get("byline", ""),
        section=found.section or said.get("section", ""),
        url=found.url or said.get("url", ""),
    )


def read_bytes(raw: bytes, name: str, *, url: str = "") -> Intake:
    """The article of one page or text in memory; `name` says by its suffix which it is (.html or .txt)."""
    origin = Origin(path=name)
    page = name.lower().endswith((".html", ".htm", ".xhtml"))
    return build(read_page(raw, origin, url=url) if page else read_text(raw, origin))


def _once(intake: Intake, seen: dict[str, str]) -> Intake:
    """The intake, or a skip where the very same bytes of the same outlet came before; `seen`: id -> origin."""
    article = intake.article
    if article is None:
        return intake
    name, first = str(article.origin), seen.setdefault(article.id, str(article.origin))
    if first == name:
        return intake
    reason = f"the same bytes as {first}"
    return Intake(raw=intake.raw, skip=Skip(article=name, origin=name, stage="corpus", reason=reason,
                                            duplicate_of=article.id))  # fmt: skip


def _iter_files(folder: Path) -> Iterator[Path]:
    hidden = re.compile(r"^[.~]|^__MACOSX$")
    for file in sorted(folder.rglob("*"), key=lambda file: file.relative_to(folder).parts):
        if file.is_file() and not any(hidden.match(part) for part in file.relative_to(folder).parts):
            yield file


def _iter_found(file: Path, origin: Origin, mapping: ColumnMapping | None, *, alone: bool) -> Iterator[Found]:
    try:
        source = Source(origin=origin, size=file.stat().st_size, open=lambda: file.open("rb"))
        yield from iter_source(source, mapping)
    except OSError as error:
        if alone:
            raise InputError(f"{file} cannot be read: {error}.", expected="a readable file",
                             next_step="check its permissions.") from error  # fmt: skip
        yield problem(origin, f"the file cannot be read: {error.strerror or error}")
    except InputError as error:
        if alone or mapping is not None:
            raise
        yield problem(origin, error.happened)


READ = (
    ".txt .html .htm .xhtml .jsonl .ndjson .json .csv .tsv .docx .rtf .pdf .eml .xml .rss .atom .rdf "
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
