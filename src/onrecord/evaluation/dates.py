"""Scores of the time grammar: TimeML folders, and the recogniser's specification cases."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from onrecord.errors import GoldError
from onrecord.language import Parser
from onrecord.model import (
    Analysis,
    Article,
    Basis,
    Origin,
    Precision,
    Provenance,
    TimeExpression,
    TimeType,
    When,
    content_id,
    record,
)
from onrecord.timeline import find_times
from onrecord.timeline.calendar import parse_days

_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@record
class GoldTime:
    """A TIMEX3 of the gold standard."""

    start: int
    end: int
    type: str
    value: str


@record
class GoldDocument:
    """A TimeML document: its text without tags, its own time, its time expressions."""

    name: str
    text: str
    written: str
    times: tuple[GoldTime, ...]


def read_timeml(path: Path) -> GoldDocument:
    """Read one `.tml` file; GoldError where it has no <TEXT>."""
    source = path.read_text("utf-8", "replace")
    body = re.search(r"<TEXT[^>]*>(.*?)</TEXT>", source, re.S)
    if not body:
        raise GoldError(f"{path} has no <TEXT>", expected="a TimeML document", next_step="check the folder")
    text, times = _untag(body[1])
    head = source[: body.start()] + source[body.end() :]
    written = ""
    for tag in re.findall(r"<TIMEX3([^>]*)>", head):
        attributes = dict(_ATTRIBUTE.findall(tag))
        if attributes.get("functionInDocument") in ("CREATION_TIME", "PUBLICATION_TIME") or not written:
            written = attributes.get("value", "")
    return GoldDocument(name=path.stem, text=text, written=written, times=tuple(times))


def _untag(source: str) -> tuple[str, list[GoldTime]]:
    pieces: list[str] = []
    times: list[GoldTime] = []
    length, last = 0, 0
    open_at: list[tuple[int, Mapping[str, str]]] = []
    for tag in _TAG.finditer(source):
        plain = html.unescape(source[last : tag.start()])
        pieces.append(plain)
        length, last = length + len(plain), tag.end()
        if tag[2] != "TIMEX3":
            continue
        if not tag[1]:
            open_at.append((length, dict(_ATTRIBUTE.findall(tag[3]))))
        elif open_at:
            start, attributes = open_at.pop()
            times.append(
                GoldTime(start=start, end=length, type=attributes.get("type", ""), value=attributes.get("value", ""))
            )
    pieces.append(html.unescape(source[last:]))
    return "".join(pieces), sorted(times, key=lambda time: (time.start, time.end))


def as_article(text: str, name: str) -> Article | None:
    """Gold text as an article of equal length, its lines joined to paragraphs; None where it is blank."""
    joined = re.sub(r"(?<!\n)\n(?!\s*\n)", " ", text)
    if not joined.strip():
        return None
    return Article(
        id=content_id("gold", name, text),
        text=joined,
        origin=Origin(path=name),
        provenance=Provenance(stage="evaluation", version="1"),
    )


def _published(value: str) -> When | None:
    days = parse_days(value)
    if days is None:
        return None
    return When(earliest=days[0], latest=days[0], precision=Precision.DAY, basis=Basis.WRITTEN, written=value)


def find_in(parser: Parser, document: GoldDocument) -> tuple[TimeExpression, ...]:
    """Our time expressions in a gold document; its own time is given."""
    article = as_article(document.text, document.name)
    analysis = parser.parse(article) if article else None
    return find_times(analysis, _published(document.written)) if isinstance(analysis, Analysis) else ()


@record
class Tally:
    """Counts of one or more documents."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    type: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            gold=self.gold + other.gold,
            found=self.found + other.found,
            strict=self.strict + other.strict,
            relaxed=self.relaxed + other.relaxed,
            value=self.value + other.value,
            type=self.type + other.type,
        )


def pair(gold: Sequence[GoldTime], found: Sequence[TimeExpression]) -> list[tuple[GoldTime, TimeExpression]]:
    """One-to-one pairs that overlap: equal offsets first, then in text order."""
    by_offset = {(time.span.start, time.span.end): time for time in found}
    pairs = [(time, by_offset.pop((time.start, time.end))) for time in gold if (time.start, time.end) in by_offset]
    taken = {id(time) for time, _ in pairs}
    left = sorted(by_offset.values(), key=lambda time: time.span.key)
    for time in gold:
        if id(time) in taken:
            continue
        match = next((other for other in left if other.span.start < time.end and time.start < other.span.end), None)
        if match:
            left.remove(match)
            pairs.append((time, match))
    return pairs


def tally(gold: Sequence[GoldTime], found: Sequence[TimeExpression]) -> Tally:
    """Counts of one document."""
    pairs = pair(gold, found)
    return Tally(
        gold=len(gold),
        found=len(found),
        strict=sum((a.start, a.end) == b.span.key for a, b in pairs),
        relaxed=len(pairs),
        value=sum(a.value == b.value for a, b in pairs),
        type=sum(a.type == b.type for a, b in pairs),
    )


def _f1(right: int, counts: Tally) -> float:
    return 2 * right / (counts.gold + counts.found) if counts.gold + counts.found else 0.0


def evaluate(path: Path, *, pipeline: str | None = None) -> dict[str, float | int | bool]:
    """Score a folder of `.tml` (searched through), or of specification `.json`.

    strict: same offsets; relaxed: any overlap; value: relaxed F1 times the share of matched gold expressions
    whose value is identical (TempEval-3, UzZaman et al. 2013).
    """
    documents = sorted(path.rglob("*.tml")) if path.is_dir() else [path] if path.suffix == ".tml" else []
    if not documents:
        return evaluate_cases(path, pipeline=pipeline)
    parser = Parser(pipeline) if pipeline else Parser()
    counts = Tally()
    for name in documents:
        document = read_timeml(name)
        counts += tally(document.times, find_in(parser, document))
    return {
        "strict_f1": _f1(counts.strict, counts),
        "relaxed_f1": _f1(counts.relaxed, counts),
        "value_f1": _f1(counts.value, counts),
        "value_accuracy": counts.value / counts.relaxed if counts.relaxed else 0.0,
        "type_accuracy": counts.type / counts.relaxed if counts.relaxed else 0.0,
        "n_gold": counts.gold,
        "n_found": counts.found,
        "n_documents": len(documents),
    }


def evaluate_cases(path: Path, *, pipeline: str | None = None) -> dict[str, float | int | bool]:
    """Share of specification cases read right, over all and per file; see `is_right`."""
    files = sorted(path.glob("Date*.json")) if path.is_dir() else [path]
    files = [file for file in files if file.stem in CASE_FILES]
    if not files:
        raise GoldError(f"{path} holds no gold for dates", expected=".tml or Date*.json", next_step="check the path")
    parser = Parser(pipeline) if pipeline else Parser()
    figures: dict[str, float | int | bool] = {}
    right = total = 0
    for file in files:
        verdicts = [verdict for _, verdict in iter_verdicts(parser, file)]
        figures[f"{file.stem}_accuracy"] = sum(verdicts) / len(verdicts) if verdicts else 0.0
        right, total = right + sum(verdicts), total + len(verdicts)
    return {"case_accuracy": right / total if total else 0.0, "n_cases": total, **figures}


CASE_FILES = ("DateExtractor", "DateParser", "DatePeriodExtractor", "DatePeriodParser")


def iter_verdicts(parser: Parser, file: Path) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """Each case that is supported, and whether we read it right."""
    for case in json.loads(file.read_text("utf-8-sig")):
        if "NotSupported" not in case:
            yield case, is_right(parser, case)


def find_in_case(parser: Parser, case: Mapping[str, Any]) -> tuple[TimeExpression, ...]:
    """Our time expressions in a case's input, read on its reference day."""
    article = as_article(str(case["Input"]), "case")
    analysis = parser.parse(article) if article else None
    if not isinstance(analysis, Analysis):
        return ()
    reference = str(case.get("Context", {}).get("ReferenceDateTime", ""))[:10]
    return find_times(analysis, _published(reference) if reference else None)


def is_right(parser: Parser, case: Mapping[str, Any]) -> bool:
    """Whether each expected expression is found where it stands and dated as one of its two resolutions says.

    An expected period may be written with several of our expressions ("from May 4 to 9"): together they must
    reach from its first day to its last (the cases' end day, or the one before: they use both). A distance is
    dated by its unit, as TIMEX3 does: "two years ago" is a year, and must hold the day. A day that no calendar has
    must get none. A case that expects nothing is right where nothing is dated.
    """
    found = find_in_case(parser, case)
    dated = [time for time in found if time.type is not TimeType.SET]
    if not case["Results"]:
        return not any(time.when for time in dated)
    return all(_is_result_right(dated, result) for result in case["Results"])


def _is_result_right(found: Sequence[TimeExpression], result: Mapping[str, Any]) -> bool:
    start, end = result["Start"], result["Start"] + result["Length"]
    inside = [time for time in found if time.span.start < end and start < time.span.end]
    value = result.get("Value")
    if not value:
        return bool(inside)
    resolutions = [_resolution(value.get(key, {})) for key in ("FutureResolution", "PastResolution")]
    whens = [time.when for time in inside if time.when]
    if not any(resolutions):
        return not any(when.precision is Precision.DAY for when in whens)
    if not whens:
        return False
    first, last = min(when.earliest for when in whens), max(when.latest for when in whens)
    if any(first == days[0] and days[1] - timedelta(days=1) <= last <= days[1] for days in resolutions if days):
        return True
    by_unit = bool(re.search(r"\b(?:ago|from now|from today|later|before|hence|back)\b", str(result["Text"])))
    return by_unit and any(first <= days[0] == days[1] <= last for days in resolutions if days)


def _resolution(written: Mapping[str, str]) -> tuple[date, date] | None:
    """First and last day of a resolution; None for a null date."""
    first = written.get("date") or written.get("startDate")
    last = written.get("date") or written.get("endDate")
    if not first or not last or first == "0001-01-01":
        return None
    return date.fromisoformat(first), date.fromisoformat(last)
