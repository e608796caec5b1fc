"""Figures of invented sentences, read from text to value and what is counted."""

from pathlib import Path

import pytest

from onrecord.figures import find_figures, group_figures
from onrecord.language import Parser
from onrecord.model import Analysis, Article, Origin, Provenance, Refers, Span, Statement, StatementKind
from onrecord.timeline import find_times

HAND = Provenance(stage="test", version="1")
FILE = Path(__file__).parent / "figures" / "figures.txt"


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The default parser, loaded once."""
    return Parser()


def analyse(parser: Parser, text: str) -> Analysis:
    """The analysis of a text that is an article."""
    analysis = parser.parse(Article(id="a", text=text, origin=Origin(path="a"), provenance=HAND))
    assert isinstance(analysis, Analysis)
    return analysis


def cases() -> list[tuple[str, list[str]]]:
    """Sentences and the figures wanted of them."""
    blocks = [
        [line for line in block.splitlines() if not line.startswith("#")]
        for block in FILE.read_text("utf-8").strip().split("\n\n")
    ]
    return [(lines[0], [line[2:] for line in lines[1:] if line != "="]) for lines in blocks]


@pytest.mark.parametrize(("text", "wanted"), cases())
def test_figures_of_a_sentence(parser: Parser, text: str, wanted: list[str]) -> None:
    """Value, unit, what is counted, hedge and place are as the sentence has them; labels, ages and dates are none."""
    analysis = analyse(parser, text)
    found = find_figures(analysis, find_times(analysis, None), (), ())
    shown = [
        f"{f'{f.low:g} {f.high:g} {f.unit}'.strip()} | {f.counted} | {f.hedge} | {f.where}".replace(
            "|  |", "| |"
        ).strip()
        for f in found
    ]
    assert shown == wanted


def test_a_part_agrees_over_articles_and_the_whole_is_wider(parser: Parser) -> None:
    """Two articles that tell the soldiers of one country agree; all foreign soldiers are a second quantity."""
    texts = {
        "a": "About 900 British soldiers are thought to be in Norway, fewer than last year.",
        "b": "There are 1,400 foreign troops in Norway, 900 of them British, to guard the strait.",
    }
    reports = []
    for name, text in texts.items():
        analysis = parser.parse(Article(id=name, text=text, origin=Origin(path=name), provenance=HAND))
        assert isinstance(analysis, Analysis)
        reports += find_figures(analysis, find_times(analysis, None), (), ())
    values = {report.id: report.low for report in reports}
    figures = [(f.relation.value, [values[each] for each in f.reports]) for f in group_figures(reports, {})]
    assert sorted(figures) == [("agree", [900, 900]), ("single", [1400])]


def test_a_figure_is_said_by_the_innermost_speaker(parser: Parser) -> None:
    """A figure inside a statement is its speaker's; one outside is the article's own."""
    text = "The mayor said that 40 homes had burned. Another 12 barns were lost."
    analysis = analyse(parser, text)
    statement = Statement(
        article_id="a",
        content=(Span(start=15, end=39),),
        source=Span(start=0, end=9),
        kind=StatementKind.INDIRECT,
        provenance=HAND,
    )
    refers = Refers(statement_id=statement.id, actor_ids=("mayor",), basis="x", confidence=1.0, provenance=HAND)
    found = find_figures(analysis, (), (statement,), (refers,))
    assert [(figure.low, figure.said_by) for figure in found] == [(40, ("mayor",)), (12, ())]
