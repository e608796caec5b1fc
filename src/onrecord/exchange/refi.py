"""Coded projects of MAXQDA, NVivo, ATLAS.ti and others, through REFI-QDA (.qdpx): a coded passage is a statement.

The codes of one passage are its values: the topmost code of each names the variable, the code itself the value, so that
Actors > Port Council, Concepts > New ferry and Side > against on the same words make one statement. Codes without a
parent are concepts. Standard: REFI-QDA 1.5, project exchange (positions count code points).
"""

from __future__ import annotations

import re
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from itertools import product
from pathlib import Path

from onrecord.errors import InputError
from onrecord.exchange.dna_file import Problem
from onrecord.exchange.dna_schema import SHORT
from onrecord.exchange.sheets import SheetTable, parse_date
from onrecord.model import DataType, StatementRow, record, table_of

QDA = "{urn:QDA-XML:project:1.0}"
CONCEPT, AGREEMENT = "concept", "agreement"
DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


@record
class Code:
    """A code and the variable it is a value of."""

    variable: str
    value: str


@record
class _Passage:
    """Coded words of one source, and their codes."""

    source: str
    start: int
    stop: int
    codes: tuple[Code, ...]


@record
class _Source:
    """A text with its name and day."""

    name: str
    text: str
    day: date


def read_refi(path: Path) -> SheetTable:
    """The coded passages of a project as statements; ``roles`` leads from variables to the topmost codes.

    A source's day is that of a variable named like a date, of its name (2024-05-06 ...), or else of its import, which
    is told as a problem. InputError: no REFI-QDA project.
    """
    problems: list[Problem] = []
    with _opened(path) as archive:
        root = _project(path, archive)
        codes = _find_codes(root)
        days = _case_days(root)
        sources = {
            source.get("guid", ""): _read_source(source, archive, days, problems) for source in _iter_sources(root)
        }
    passages = list(_iter_passages(root, codes, sources))
    sided = _side_variable(passages)
    names = sorted({code.variable for passage in passages for code in passage.codes} - {sided})
    variables = dict.fromkeys(names, DataType.SHORT_TEXT) | {AGREEMENT: DataType.BOOLEAN}
    rows = [row for passage in passages for row in _rows(passage, sources[passage.source], names, sided)]
    roles = {AGREEMENT: sided} if sided else {}
    return SheetTable(table=table_of(rows, variables=variables), roles=roles, problems=tuple(problems))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(f"{path} is no REFI-QDA project: {error}.", expected="a .qdpx file") from None


def _project(path: Path, archive: zipfile.ZipFile) -> ET.Element:
    name = next((name for name in archive.namelist() if name.lower().endswith(".qde")), None)
    try:
        return ET.fromstring(archive.read(name)) if name else ET.fromstring("")
    except ET.ParseError as error:
        raise InputError(
            f"{path} holds no readable project.qde: {error}.",
            expected="a .qdpx file exported as 'REFI-QDA project'",
        ) from None


def _find_codes(root: ET.Element) -> Mapping[str, Code]:
    found: dict[str, Code] = {}

    def walk(element: ET.Element, top: str) -> None:
        for code in element.findall(f"{QDA}Code"):
            name = _short(code.get("name", ""))
            found[code.get("guid", "")] = Code(variable=top.casefold() or CONCEPT, value=name)
            walk(code, top or name)

    for book in root.iter(f"{QDA}Codes"):
        walk(book, "")
    return found


def _short(text: str) -> str:
    return " ".join(text.split())[:SHORT]


def _iter_sources(root: ET.Element) -> Iterator[ET.Element]:
    for kind in ("TextSource", "PDFSource"):
        yield from root.iter(f"{QDA}{kind}")


def _case_days(root: ET.Element) -> Mapping[str, date]:
    """Days that cases give their sources, by variables of type date or named like one."""
    dated = {
        variable.get("guid", "")
        for variable in root.iter(f"{QDA}Variable")
        if variable.get("typeOfVariable") in ("Date", "DateTime") or variable.get("name", "").casefold() in _dates()
    }
    days: dict[str, date] = {}
    for case in [*root.iter(f"{QDA}Case"), *_iter_sources(root)]:
        for value in case.iter(f"{QDA}VariableValue"):
            reference = value.find(f"{QDA}VariableRef")
            text = next((child.text or "" for child in value if child is not reference), "")
            day = parse_date(text[:10])
            if day and reference is not None and reference.get("targetGUID") in dated:
                targets = [source.get("targetGUID", "") for source in case.iter(f"{QDA}SourceRef")]
                days.update(dict.fromkeys(targets or [case.get("guid", "")], day))
    return days


@cache
def _words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(resources.files("onrecord.exchange").joinpath("sheets.toml").read_text("utf-8"))


def _dates() -> Sequence[str]:
    return _words()["roles"]["date"]


def _read_source(
    source: ET.Element, archive: zipfile.ZipFile, days: Mapping[str, date], problems: list[Problem]
) -> _Source:
    name, guid = source.get("name", ""), source.get("guid", "")
    text = ""
    for holder in (source, source.find(f"{QDA}Representation")):
        if holder is not None and not text:
            text = holder.findtext(f"{QDA}PlainTextContent") or _internal(archive, holder.get("plainTextPath", ""))
    day = days.get(guid) or _day_in(name)
    if day is None:
        day = parse_date(source.get("creationDateTime", "")[:10]) or date(1970, 1, 1)
        said = f"no date of publication; {day}, when it was imported, was taken"
        problems.append(Problem(table="source", row=name, happened=said, next_step="Give sources a variable 'date'"))
    return _Source(name=name, text=text, day=day)


def _internal(archive: zipfile.ZipFile, address: str) -> str:
    name = address.removeprefix("internal://")
    for candidate in (f"sources/{name}", f"Sources/{name}", name):
        if name and candidate in archive.namelist():
            return archive.read(candidate).decode("utf-8-sig", "replace")
    return ""


def _day_in(name: str) -> date | None:
    found = DAY.search(name)
    return parse_date("-".join(found.groups())) if found else None


def _iter_passages(root: ET.Element, codes: Mapping[str, Code], sources: Mapping[str, _Source]) -> Iterator[_Passage]:
    for source in _iter_sources(root):
        coded: dict[tuple[int, int], dict[Code, None]] = {}
        for selection in source.iter(f"{QDA}PlainTextSelection"):
            place = (int(selection.get("startPosition", 0)), int(selection.get("endPosition", 0)))
            for reference in selection.iter(f"{QDA}CodeRef"):
                if reference.get("targetGUID") in codes and 0 <= place[0] < place[1]:
                    coded.setdefault(place, {})[codes[reference.get("targetGUID", "")]] = None
        for (start, stop), found in sorted(coded.items()):
            yield _Passage(source=source.get("guid", ""), start=start, stop=stop, codes=tuple(found))


def _side_variable(passages: Sequence[_Passage]) -> str:
    """The variable all of whose values are names of sides, or ''."""
    sides = {*_words()["sides"]["for"], *_words()["sides"]["against"]}
    values: dict[str, set[str]] = {}
    for passage in passages:
        for code in passage.codes:
            values.setdefault(code.variable, set()).add(code.value.casefold())
    return next((name for name in sorted(values) if values[name] <= sides), "")


def _rows(passage: _Passage, source: _Source, names: Sequence[str], sided: str) -> Iterator[StatementRow]:
    """A statement per combination of the passage's values; without a side it counts as agreement."""
    of = [[code.value for code in passage.codes if code.variable == name] or [""] for name in names]
    sides = [code.value.casefold() in _words()["sides"]["for"] for code in passage.codes if code.variable == sided]
    for values, agreement in product(product(*of), sides or [True]):
        stated: dict[str, str | int | bool] = dict(zip(names, values, strict=True))
        yield StatementRow(
            date=source.day,
            document=passage.source,
            values=stated | {AGREEMENT: agreement},
            start=passage.start,
            stop=passage.stop,
            text=source.text[passage.start : passage.stop],
            title=source.name,
        )
