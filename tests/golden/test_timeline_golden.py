"""Times and events of invented sentences, read from text to date."""

import re
from datetime import date
from pathlib import Path

import pytest

from onrecord.language import Parser
from onrecord.model import (
    ActorKind,
    Analysis,
    Article,
    ArticleActor,
    Basis,
    EventStatus,
    Mention,
    MentionForm,
    Origin,
    Precision,
    Provenance,
    When,
)
from onrecord.timeline import find_events, find_times

FOLDER = Path(__file__).parent / "timeline"
HAND = Provenance(stage="test", version="1")
MARK = re.compile(r"\[([^=\]]+) = ([^|\]]+?)(?: \| ([^\]]+))?\]")


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The default parser, loaded once."""
    return Parser()


def analyse(parser: Parser, text: str) -> Analysis:
    """The analysis of a text that is an article."""
    analysis = parser.parse(Article(id="a", text=text, origin=Origin(path="a"), provenance=HAND))
    assert isinstance(analysis, Analysis)
    return analysis


def window(written: str) -> When | None:
    """A publication day, a window, or none."""
    if written == "none":
        return None
    first, _, last = written.partition("..")
    days = date.fromisoformat(first), date.fromisoformat(last or first)
    return When(
        earliest=days[0],
        latest=days[1],
        precision=Precision.INTERVAL if last else Precision.DAY,
        basis=Basis.INFERRED if last else Basis.WRITTEN,
    )


def shown(when: When | None) -> str | None:
    """A date as the golden files write it."""
    if when is None:
        return None
    return f"{when.earliest}..{when.latest}" if when.earliest != when.latest else f"{when.earliest}"


def cases() -> list[tuple[str, str]]:
    """Publication and marked sentence of every line."""
    found, published = [], "none"
    for line in (FOLDER / "times.txt").read_text("utf-8").splitlines():
        if line.startswith("published "):
            published = line.removeprefix("published ")
        elif line and not line.startswith("#"):
            found.append((published, line))
    return found


@pytest.mark.parametrize(("published", "line"), cases())
def test_times_of_a_sentence(parser: Parser, published: str, line: str) -> None:
    """Every time a sentence names is found with its words, value and days, and nothing else."""
    text = MARK.sub(r"\1", line)
    wanted = [(words, value, days or None) for words, value, days in MARK.findall(line)]
    found = find_times(analyse(parser, text), window(published))
    assert [(time.span.cut(text), time.value, shown(time.when)) for time in found] == wanted


def event_cases() -> list[tuple[str, list[str]]]:
    """Sentences and the events wanted of them."""
    blocks = [
        [line for line in block.splitlines() if not line.startswith("#")]
        for block in (FOLDER / "events.txt").read_text("utf-8").split("\n\n")
    ]
    return [(lines[0], [line[2:] for line in lines[1:] if line != "="]) for lines in blocks]


def actors_of(analysis: Analysis) -> list[ArticleActor]:
    """Every named entity as an actor of its own."""
    return [
        ArticleActor(
            article_id="a",
            name=analysis.span(entity.first, entity.last).cut(analysis.text),
            kind=ActorKind.PERSON,
            mentions=(Mention(article_id="a", span=analysis.span(entity.first, entity.last), form=MentionForm.NAME),),
            provenance=HAND,
        )
        for entity in analysis.entities
    ]


@pytest.mark.parametrize(("text", "wanted"), event_cases())
def test_events_of_a_sentence(parser: Parser, text: str, wanted: list[str]) -> None:
    """Dated happenings are events with type, status and days; conditions, habits and fears are not."""
    analysis = analyse(parser, text)
    times = find_times(analysis, window("2021-03-17"))
    found = find_events(analysis, times, actors_of(analysis), (), window("2021-03-17"))
    assert [
        f"{event.type} {event.status} {event.trigger.cut(text)} {event.when.earliest}..{event.when.latest}"
        for event in found
        if event.when
    ] == wanted


def test_a_denial_names_who_denies(parser: Parser) -> None:
    """What a verb of denial governs is a denied event told by its subject, with or without a date."""
    text = "Belland denied bombing the bridge in Tarnov."
    analysis = analyse(parser, text)
    actors = actors_of(analysis)
    (report,) = find_events(analysis, (), actors, ())
    assert report.status is EventStatus.DENIED
    assert [actor.name for actor in actors if actor.id in report.told_by] == ["Belland"]
