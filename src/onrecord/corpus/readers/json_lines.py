"""A JSON Lines file holds an article per line; a JSON file holds one article or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from onrecord.corpus.decoding import decode
from onrecord.corpus.found import MAX_ARTICLE_BYTES, Found, Source, problem
from onrecord.corpus.mapping import ALIASES, ColumnMapping, resolve
from onrecord.corpus.readers.rows import read_row
from onrecord.model import Origin

MAX_JSON_BYTES = 200_000_000


def iter_json_lines(source: Source, mapping: ColumnMapping | None) -> Iterator[Found]:
    """The lines of a JSON Lines file. Raises InputError where a mapped key is missing from the first object."""
    origin = source.origin
    with source.open() as file:
        number = 0
        while raw := file.readline(MAX_ARTICLE_BYTES + 1):
            whole = raw.endswith(b"\n") or len(raw) <= MAX_ARTICLE_BYTES
            while not whole and (more := file.readline(MAX_ARTICLE_BYTES)):
                whole = more.endswith(b"\n")
            if not raw.strip():
                continue
            number += 1
            where = Origin(path=origin.path, item=number)
            if len(raw) > MAX_ARTICLE_BYTES:
                yield problem(where, f"the line is longer than {MAX_ARTICLE_BYTES:,} bytes")
            else:
                yield _read_line(raw.rstrip(b"\r\n"), where, mapping)
        if number == 0:
            yield problem(origin, "the file is empty")


def iter_json(source: Source, mapping: ColumnMapping | None) -> Iterator[Found]:
    """The article or articles of a JSON file."""
    origin, size = source.origin, source.size
    if size > MAX_JSON_BYTES:
        yield problem(
            origin, f"the file has {size:,} bytes; JSON is read up to {MAX_JSON_BYTES:,}. JSON Lines has no limit"
        )
        return
    value = _parse(source.read())
    if isinstance(value, dict):
        value = next((value[key] for key in ("articles", "stories", "items", "results", "docs")
                      if isinstance(value.get(key), list)), [value])  # fmt: skip
    if not isinstance(value, list) or not value:
        yield problem(origin, "the file is not JSON with an article or a list of articles")
        return
    for number, entry in enumerate(value, start=1):
        where = Origin(path=origin.path, item=number if len(value) > 1 else 0)
        raw = json.dumps(entry, ensure_ascii=False).encode("utf-8", "surrogatepass")
        yield _read_entry(entry, raw, where, mapping)


def _read_line(raw: bytes, where: Origin, mapping: ColumnMapping | None) -> Found:
    return _read_entry(_parse(raw), raw, where, mapping)


def _read_entry(entry: Any, raw: bytes, where: Origin, mapping: ColumnMapping | None) -> Found:
    if not isinstance(entry, dict):
        return problem(where, "not a JSON object", raw)
    mapped = mapping if mapping and mapping.text in entry else None
    if mapping and mapping.text and mapped is None:
        return problem(where, f"the object has no key {mapping.text!r}", raw)
    columns = resolve(entry, _present(mapping, entry), str(where))
    if columns is None:
        return problem(where, f"no key for the article text among {', '.join(map(repr, list(entry)[:12]))}", raw)
    return read_row(entry, columns, raw, "utf-8", where)


def _present(mapping: ColumnMapping | None, entry: dict[str, Any]) -> ColumnMapping | None:
    """Keys may be absent from single objects: then nothing is read for them."""
    if mapping is None:
        return None
    names = {name: getattr(mapping, name) for name in ALIASES}
    return ColumnMapping(**{name: key if key in entry else "" for name, key in names.items()}, preset=mapping.preset)


def _parse(raw: bytes) -> Any:
    decoded = decode(raw)
    if decoded is None:
        return None
    try:
        return json.loads(decoded.text)
    except (ValueError, RecursionError):
        return None
