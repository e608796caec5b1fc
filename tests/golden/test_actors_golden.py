"""Who is meant, in marked text, read as specification: see ``actors.txt``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.actors import find_actors
from onrecord.language import Parser
from onrecord.model import (
    ActorKind,
    Analysis,
    Article,
    ArticleActor,
    Origin,
    Provenance,
    Span,
    Statement,
    StatementKind,
    article_id,
)

CASES = Path(__file__).with_name("actors.txt")
PROVENANCE = Provenance(stage="test", version="1")
_MARK = re.compile(r"\{([^=}]*)=([^}]*)\}|\[([^\]]*)\]")


@dataclass
class Case:
    """A text, the sources in it with whom they mean, the contents, and the offices wanted."""

    title: str
    text: str
    sources: list[tuple[Span, str]]
    contents: list[Span]
    offices: list[str]


def read_cases() -> list[Case]:
    """Each block of the file."""
    cases = []
    for block in CASES.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            cases.append(read_case(lines))
    return cases


def read_case(lines: list[str]) -> Case:
    """A title, a marked text, offices."""
    marked, text, at = lines[1].replace("¶", "\n"), "", 0
    sources, contents = [], []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        words = mark[3] if mark[1] is None else mark[1]
        span = Span(start=len(text), end=len(text) + len(words))
        text += words
        at = mark.end()
        if mark[1] is None:
            contents.append(span)
        else:
            sources.append((span, mark[2]))
    return Case(lines[0], text + marked[at:], sources, contents, [line[2:] for line in lines[2:]])


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The default pipeline."""
    return Parser()


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.title)
def test_sources_mean_the_actors_marked(case: Case, parser: Parser) -> None:
    """Each source of the marked text means the actors written behind it, with the offices listed."""
    article = Article(
        id=article_id(case.text.encode(), outlet="", url=""),
        text=case.text,
        origin=Origin(path="case"),
        provenance=PROVENANCE,
    )
    analysis = parser.parse(article)
    assert isinstance(analysis, Analysis)
    statements = [
        Statement(
            article_id=article.id,
            content=(content,),
            source=source,
            kind=StatementKind.DIRECT if case.text[content.start - 1] == '"' else StatementKind.INDIRECT,
            provenance=PROVENANCE,
        )
        for (source, _), content in zip(case.sources, case.contents, strict=True)
    ]
    actors, refers = find_actors(analysis, statements)
    by_id = {actor.id: actor for actor in actors}
    meant = {each.statement_id: [by_id[key] for key in each.actor_ids] for each in refers}
    found = [" & ".join(map(written, meant.get(statement.id, []))) for statement in statements]
    assert found == [name for _, name in case.sources]
    offices = {f"{actor.name}: {office}" for actor in actors for office in offices_of(actor)}
    assert set(case.offices) <= offices


def written(actor: ArticleActor) -> str:
    """The actor as the file writes it."""
    return f"?{actor.name}" if actor.kind is ActorKind.ANONYMOUS else actor.name


def offices_of(actor: ArticleActor) -> list[str]:
    """The actor's offices as the file writes them."""
    return [
        f"{'former ' if each.former else ''}{each.role}{f', {each.organisation}' if each.organisation else ''}"
        for each in actor.affiliations
    ]
