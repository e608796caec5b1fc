"""Statements in marked text, read as specification: see ``statements.txt``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from onrecord.language import Parser
from onrecord.model import (
    Analysis,
    Article,
    Origin,
    Provenance,
    Span,
    Statement,
    article_id,
)
from onrecord.statements import find_statements

CASES = Path(__file__).with_name("statements.txt")
_TAG = re.compile(r"\[(says|who|cue)([\d+]*):")
_OUTCOME = re.compile(r"(\d+) (direct|indirect|mixed)(?: in (\d+))?( not)?")


@dataclass
class Wanted:
    """One statement of a case."""

    says: list[str] = field(default_factory=list)
    who: list[str] = field(default_factory=list)
    cue: list[str] = field(default_factory=list)
    kind: str = ""
    inside: str | None = None
    negated: bool = False


@dataclass
class Case:
    """A text and the statements wanted in it."""

    title: str
    text: str
    wanted: dict[str, Wanted]


def read_cases() -> Iterator[Case]:
    """Each block of the file: title, marked text, outcome."""
    for block in CASES.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            title, marked, outcome = lines
            text, spans = read_marked(marked.replace("¶", "\n"))
            yield Case(title, text, read_wanted(text, spans, outcome))


def read_marked(marked: str) -> tuple[str, list[tuple[str, str, int, int]]]:
    """The plain text, and the marked stretches as (role, number, start, end)."""
    plain, spans, open_tags, at = "", [], [], 0
    while at < len(marked):
        if tag := _TAG.match(marked, at):
            open_tags.append((tag[1], tag[2] or "1", len(plain)))
            at = tag.end()
        elif marked[at] == "]" and open_tags:
            role, numbers, start = open_tags.pop()
            spans += [(role, number, start, len(plain)) for number in numbers.split("+")]
            at += 1
        else:
            plain += marked[at]
            at += 1
    return plain, sorted(spans, key=lambda span: span[2])


def read_wanted(text: str, spans: list[tuple[str, str, int, int]], outcome: str) -> dict[str, Wanted]:
    """The wanted statements by number; marks in a case without outcome are there to be ignored."""
    wanted: dict[str, Wanted] = defaultdict(Wanted)
    for number, kind, inside, negated in _OUTCOME.findall(outcome):
        wanted[number].kind, wanted[number].inside, wanted[number].negated = kind, inside or None, bool(negated)
    for role, number, start, end in spans:
        if number in wanted:
            getattr(wanted[number], role).append(text[start:end])
    return dict(wanted)


def parse(parser: Parser, text: str) -> Analysis:
    """The analysis of `text` as an article without headline."""
    raw = text.encode()
    analysis = parser.parse(
        Article(
            id=article_id(raw, outlet="", url=""),
            text=text,
            origin=Origin(path="case"),
            provenance=Provenance(stage="test", version="1"),
        )
    )
    assert isinstance(analysis, Analysis)
    return analysis


def cut(text: str, span: Span | None) -> str | None:
    """The words of `span`, without the comma that closes an apposition."""
    return span.cut(text).rstrip(",") if span else None


def find_one(found: tuple[Statement, ...], wanted: Wanted, text: str) -> Statement:
    """The statement with the wanted content and cue."""
    cue = wanted.cue[0] if wanted.cue else None
    same = [
        one
        for one in found
        if [span.cut(text) for span in one.content] == wanted.says and (cue is None or cut(text, one.cue) == cue)
    ]
    shown = [(cut(text, one.source), cut(text, one.cue), one.words(text)) for one in found]
    assert len(same) == 1, f"wanted {wanted.says} by {cue!r}, found {shown}"
    return same[0]


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The default pipeline."""
    return Parser()


@pytest.mark.parametrize("case", list(read_cases()), ids=lambda case: case.title)
def test_case(parser: Parser, case: Case) -> None:
    """The statements of the text are those marked in it, no more and no fewer."""
    found = find_statements(parse(parser, case.text))
    ids = {number: find_one(found, wanted, case.text).id for number, wanted in case.wanted.items()}
    by_id = {one.id: one for one in found}
    for number, wanted in case.wanted.items():
        one = by_id[ids[number]]
        assert cut(case.text, one.source) == (wanted.who[0] if wanted.who else None)
        assert one.kind == wanted.kind
        assert one.negated == wanted.negated
        assert one.outer == (ids[wanted.inside] if wanted.inside else None)
    assert len(found) == len(case.wanted), [(one.words(case.text)) for one in found]


def test_there_are_many_cases() -> None:
    """The specification has forty cases or more."""
    assert len(list(read_cases())) >= 40
