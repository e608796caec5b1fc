"""Exports of news archives (Nexis, Nexis Uni, Factiva): each document becomes an article, each missing one a skip.

Layouts as the vendors publish them; fixtures of ours stand for real exports, which cannot be had freely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.corpus.dates.publication import Clue
from onrecord.corpus.decoding import Decoded, split_lines
from onrecord.corpus.found import Found, problem
from onrecord.corpus.head import date_line
from onrecord.corpus.line import Line, cut_line, edit_of, strip_line
from onrecord.corpus.readers.segments import FACTIVA_END, Export, Segment, find_export, get_labels
from onrecord.model import EditKind, Origin, Rung, record

LABEL = re.compile(r"\s*([^\W\d_][\w' /-]{1,24}?)\s*:(?:\s+|$)")
WORD_COUNT = re.compile(r"\s*[\d.,]+\s+(?:words|wörter|mots|palabras|parole|palavras|woorden)\s*", re.IGNORECASE)
COPYRIGHT = re.compile(r"\s*(?:©|\(c\)|copyright\b).{0,300}|.{0,80}all rights reserved.{0,40}", re.IGNORECASE)
CODE = re.compile(r"\s*([A-Z]{2,3})(?:\s+|$)")


@record
class Roles:
    """Indices of the lines of a document: what is body, and the value of each field."""

    title: int
    body: tuple[int, ...]
    fields: dict[str, str]


def read_export(text: str, origin: Origin) -> list[Found] | None:
    """The documents of an export; None where `text` is none. What the file claims to hold and does not is named."""
    rows = text.splitlines()
    export = find_export(rows)
    if export is None:
        return None
    found = [_read_segment(rows, segment, export.kind, origin) for segment in export.segments]
    return [replace(each, claimed=export.claimed) for each in (*found, *_iter_missing(export, origin))]


def _iter_missing(export: Export, origin: Origin) -> Iterator[Found]:
    held = {segment.number for segment in export.segments}
    if len(held) >= export.claimed:
        return
    for number in range(1, export.claimed + 1):
        if number not in held:
            name = f" ({export.titles[number - 1]!r})" if number <= len(export.titles) else ""
            where = Origin(path=origin.path, item=number)
            yield problem(where, f"document {number} of {export.claimed}{name} is named by the file but not in it")


def _read_segment(rows: Sequence[str], segment: Segment, kind: str, origin: Origin) -> Found:
    """One document. Its raw bytes are the export's own words for it, in UTF-8."""
    where = Origin(path=origin.path, item=segment.number)
    # Blank lines between documents belong to neither: a document is the same whether another follows or not.
    text = "\n".join(rows[segment.first : segment.last]).strip("\n")
    raw = text.encode("utf-8", "ignore")
    lines, _ = split_lines(Decoded(text=raw.decode("utf-8"), encoding="utf-8"))
    words = [line.text.strip() if line else "" for line in lines]
    roles = _factiva_roles(words) if kind == "factiva" else _nexis_roles(words)
    if roles is None or not roles.body:
        return problem(where, f"no article text found between the marks of this {kind.capitalize()} document", raw)
    fields = roles.fields
    body = frozenset(roles.body)
    kept = [(_without_label(line, kind) if index in body else None) for index, line in enumerate(lines)]
    edits = tuple(edit_of(stripped, EditKind.HEAD, "export field")
                  for index, line in enumerate(lines) if line and index not in body and index != roles.title
                  and (stripped := strip_line(line)))  # fmt: skip
    language = fields.get("language", "").strip().casefold()
    return Found(
        origin=where, raw=raw, lines=kept, edits=edits,
        title=_without_label(lines[roles.title], kind) if 0 <= roles.title < len(lines) else None,
        byline=fields.get("byline", ""), outlet=fields.get("outlet", ""), section=fields.get("section", ""),
        agency=fields.get("agency", ""), language=get_labels()["languages"].get(language, language[:2]),
        clues=(Clue(rung=Rung.FIELD, text=fields["date"]),) if fields.get("date") else (), is_page=True,
    )  # fmt: skip


def _without_label(line: Line | None, kind: str) -> Line | None:
    """A line of the text without the code (Factiva) or label (a Nexis headline) in front of it."""
    if line is None:
        return None
    found = CODE.match(line.text) if kind == "factiva" else LABEL.match(line.text)
    named = found is not None and (
        found[1] in get_labels()["factiva"] if kind == "factiva"
        else found[1].casefold() in get_labels()["nexis"]["headline"])  # fmt: skip
    return strip_line(cut_line(line, found.end(), len(line.text)) or line) if found and named else strip_line(line)


def _nexis_roles(words: Sequence[str]) -> Roles | None:
    labels = get_labels()["nexis"]
    fields: dict[str, str] = {}
    named: dict[int, str] = {}
    for index, text in enumerate(words):
        field = _field_of(text, labels)
        if field:
            named[index] = field
            fields.setdefault(field, text.split(":", 1)[1].strip() if ":" in text else "")
    dated = next((index for index, text in enumerate(words[:25]) if text and date_line(text)), -1)
    if dated >= 0:
        fields["date"] = words[dated]
    filled = [index for index in range(len(words)) if words[index] and not COPYRIGHT.fullmatch(words[index])]
    before = [index for index in filled if index < dated]
    fields["outlet"] = words[before[-1]] if before else ""
    start = _nexis_body_start(words, named)
    end = next(
        (index for index in sorted(named) if index >= start and named[index] in ("closing", "language")), len(words)
    )
    title = next((index for index, field in named.items() if field == "headline"), -1)
    if title < 0 and len(before) >= 2:
        title = before[-2]
    elif title < 0:
        title = next(
            (i for i in filled if i > dated and i not in named and i < start and not _is_edition(words[i])), -1
        )
    body = tuple(index for index in range(start, end) if words[index] and index not in named and index != title
                 and not COPYRIGHT.fullmatch(words[index]))  # fmt: skip
    return Roles(title=title, body=body, fields=fields)


def _field_of(text: str, labels: dict[str, list[str]]) -> str:
    found = LABEL.match(text)
    name = (found[1] if found else text).strip().casefold() if found or len(text) < 25 else ""
    return next((field for field, names in labels.items() if field != "end" and name in names), "")


def _nexis_body_start(words: Sequence[str], named: dict[int, str]) -> int:
    """After the line "Body", else after the last field before the first paragraph of running text."""
    start = next((index + 1 for index, field in named.items() if field == "body" and ":" not in words[index]), -1)
    if start >= 0:
        return start
    head = [index for index, field in named.items() if field in ("length", "byline", "section", "dateline", "summary")]
    first_long = next((i for i, text in enumerate(words) if len(text) > 200 and i not in named), len(words))
    return max((index + 1 for index in head if index < first_long), default=0)


def _is_edition(text: str) -> bool:
    return re.search(r"\b(?:edition|ausgabe|édition|edición)\b", text, re.IGNORECASE) is not None


def _factiva_roles(words: Sequence[str]) -> Roles | None:
    known = get_labels()["factiva"]
    coded = {index: found[1] for index, text in enumerate(words) if (found := CODE.match(text)) and found[1] in known}
    if len(set(coded.values())) >= 3:
        return _factiva_coded(words, coded, known)
    count = next((index for index, text in enumerate(words) if WORD_COUNT.fullmatch(text)), -1)
    if count < 0:
        return None
    before = [index for index in range(count) if words[index]]
    copyright_at = next((i for i in range(count, min(count + 12, len(words))) if COPYRIGHT.fullmatch(words[i])), -1)
    dated = next((i for i in range(count, min(count + 6, len(words))) if date_line(words[i])), -1)
    names = [
        index for index in range(dated + 1, copyright_at) if words[index] and not re.fullmatch(r"[\d:]+", words[index])
    ]
    byline = len(before) > 1 and len(words[before[-1]].split()) <= 8 and len(words[before[-1]]) < len(words[before[-2]])
    fields = {"date": words[dated] if dated >= 0 else "", "outlet": words[names[0]] if names else "",
              "language": words[names[-1]] if names else "", "byline": words[before[-1]] if byline else ""}  # fmt: skip
    title = (before[-2] if byline else before[-1]) if before else -1
    body = tuple(index for index in range(max(copyright_at, count) + 1, len(words)) if words[index]
                 and not FACTIVA_END.fullmatch(words[index]))  # fmt: skip
    return Roles(title=title, body=body, fields=fields)


def _factiva_coded(words: Sequence[str], coded: dict[int, str], known: dict[str, str]) -> Roles:
    """Two-letter codes stand before a value, or alone on the line above it."""
    fields: dict[str, str] = {}
    title, body, current = -1, [], ""
    for index, text in enumerate(words):
        code = coded.get(index)
        if code:
            current = known[code]
            found = CODE.match(text)
            text = text[found.end() :].strip() if found else text
        if not text or FACTIVA_END.fullmatch(words[index]):
            continue
        if current == "body":
            body.append(index)
        elif current == "title" and title < 0:
            title = index
        elif current not in ("", "-", "title"):
            fields.setdefault(current, text)
    return Roles(title=title, body=tuple(body), fields=fields)
