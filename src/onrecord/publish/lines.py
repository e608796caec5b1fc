"""One quoted line: the source sentence with the words that matter marked, who says so, where and when."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from onrecord.model import Commitment, Position, Rung, Side, Span, Statement, StatementKind, record
from onrecord.publish.dates import explain_when, say_when
from onrecord.publish.index import Index, Name
from onrecord.publish.sentences import Run, find_window, mark_words

NEAR = 300
"""A source further than this from the content is named, not quoted."""

SHORT = 60
"""Unmarked words longer than this are cut where a sentence is shown again."""


@record
class Where:
    """Where words were read: outlet and date of an article, and the anchor of its row."""

    outlet: str
    day: str
    basis: str
    """Which rung of the ladder gave the date; empty where there is none."""
    inferred: bool
    anchor: str
    title: str


@record
class Stand:
    """A position as a line shows it."""

    side: Side
    claim: str
    concept_anchor: str
    holders: tuple[Name, ...]
    tellers: tuple[Name, ...]
    condition: str
    confidence: int
    """In per cent."""
    judged_by: str = ""
    """The person who decided on the side; empty for a proposal."""
    learned: bool = False
    """Whether the proposal was learned from judgements."""


@record
class Line:
    """A quoted line; `anchor` is its id on the page, empty where the line stands elsewhere under that id."""

    anchor: str
    target: str
    runs: tuple[Run, ...]
    where: Where
    speakers: tuple[Name, ...] = ()
    kind: str = ""
    told_as: str = ""
    """What the speaker does with the words, where that is more than to say them."""
    outer: str = ""
    stands: tuple[Stand, ...] = ()
    again: bool = False
    """Whether the sentence stands in the line above, so that only the marked words are repeated."""


def place_of(index: Index, article_id: str) -> Where:
    """Outlet and date of an article, for the end of a line."""
    article = index.article(article_id)
    dated = index.debate.dated.get(article_id)
    return Where(
        outlet=article.outlet or str(article.origin),
        day=say_when(dated.when) if dated else "no date",
        basis=f"{dated.rung}; {explain_when(dated.when)}" if dated else "",
        inferred=dated is not None and dated.rung is Rung.INFERRED,
        anchor=f"a-{article_id}",
        title=article.title or str(article.origin),
    )


def statement_line(index: Index, statement: Statement, *, home: bool = False, concept: str | None = None) -> Line:
    """The line of a statement; `home`: the one place of the page that carries its anchor.

    With `concept` the line shows what the statement says of that concept alone.
    """
    text = index.article(statement.article_id).text
    spans = [*statement.content]
    marks = [(span, "content") for span in statement.content]
    for span in (statement.source, statement.cue):
        if span and _is_near(span, statement.extent):
            spans.append(span)
    if statement.source and _is_near(statement.source, statement.extent):
        marks.append((statement.source, "source"))
    outer = statement.outer if statement.outer in index.debate.statements else None
    return Line(
        anchor=f"s-{statement.id}" if home else "",
        target=f"s-{statement.id}",
        runs=mark_words(text, find_window(text, spans), marks),
        where=place_of(index, statement.article_id),
        speakers=tuple(index.name(actor) for actor in index.debate.speakers(statement.id)),
        kind=statement.kind if statement.kind is not StatementKind.DIRECT else "",
        told_as=_told_as(statement),
        outer=f"s-{outer}" if outer else "",
        stands=tuple(
            stand_of(index, position)
            for position in index.positions.get(statement.id, ())
            if concept in (None, position.concept_id)
        ),
    )


def _told_as(statement: Statement) -> str:
    """As in "denied", "not promised", "believes"; empty where somebody just says it."""
    commitment = statement.commitment or Commitment.SAID
    if commitment is Commitment.SAID and not statement.negated:
        return ""
    return f"not {commitment}" if statement.negated else commitment.value


def stand_of(index: Index, position: Position) -> Stand:
    """A position in words."""
    codebook = index.debate.codebook
    known = codebook is not None and position.concept_id in index.concepts
    return Stand(
        side=position.side,
        claim=codebook.get(position.concept_id).claim if codebook and known else position.concept_id,
        concept_anchor=index.concepts.get(position.concept_id, ""),
        holders=tuple(index.name(actor) for actor in index.holders(position)),
        tellers=index.names(position.told_by),
        condition=position.condition,
        confidence=round(100 * position.confidence),
        judged_by=position.judged_by,
        learned=position.basis == "learned",
    )


def fold_repeats(lines: Iterable[Line]) -> tuple[Line, ...]:
    """`lines` with a sentence that several in a row share shown once, on the first of them."""
    folded: list[Line] = []
    sentence = ("", "")
    for line in lines:
        own = (line.where.anchor, "".join(run.text for run in line.runs))
        if own == sentence:
            line = dataclasses.replace(line, runs=_marked_part(line.runs), again=True)
        sentence = own
        folded.append(line)
    return tuple(folded)


def _marked_part(runs: Sequence[Run]) -> tuple[Run, ...]:
    """From the first marked words to the last, with long gaps between them cut."""
    marked = [at for at, run in enumerate(runs) if run.mark]
    part = runs[marked[0] : marked[-1] + 1] if marked else runs
    return tuple(run if run.mark or len(run.text) <= SHORT else Run(text=" … ") for run in part)


def report_line(index: Index, article_id: str, sentence: Span, marks: Sequence[tuple[Span, str]]) -> Line:
    """The line of a report of an event or a figure."""
    text = index.article(article_id).text
    window = find_window(text, [span for span, _ in marks], sentence=sentence)
    return Line(anchor="", target="", runs=mark_words(text, window, marks), where=place_of(index, article_id))


def _is_near(span: Span, extent: Span) -> bool:
    return span.start > extent.start - NEAR and span.end < extent.end + NEAR
