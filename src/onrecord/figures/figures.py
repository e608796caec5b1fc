"""The figure reports of an article: which quantities are worth reporting, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.figures.counted import Counted, find_counted, get_outer_head
from onrecord.figures.leftout import LeftOut, find_left_out
from onrecord.figures.lexicon import get_units, get_words
from onrecord.figures.quantities import Quantity, find_quantities
from onrecord.figures.told import find_told
from onrecord.model import Analysis, FigureReport, Provenance, Refers, Span, Statement, TimeExpression, When, record

VERSION = "3"
_PROVENANCE = Provenance(stage="figures", version=VERSION)
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_EMPTY_NOUNS = frozenset(
    [
        "side",
        "thing",
        "way",
        "point",
        "time",
        "hand",
        "step",
        "reason",
        "part",
        "case",
        "question",
        "kind",
        "type",
        "sort",
        "word",
        "fact",
        "issue",
        "example",
        "other",
        "day",
        "place",
        "one",
        "rest",
        "sense",
        "front",
        "aspect",
    ]
)


@record
class NamedQuantity:
    """A quantity with unit and concept; a plain count has its noun for unit: `unit` by lemmas, `surface` as written."""

    quantity: Quantity
    unit: str
    surface: str
    concept: str


def name_quantities(analysis: Analysis, times: Sequence[TimeExpression]) -> tuple[NamedQuantity, ...]:
    """Every quantity of `analysis` with the words for what it counts."""
    named: list[NamedQuantity] = []
    for quantity in find_quantities(analysis, times):
        counted = find_counted(analysis, quantity)
        unit, surface = quantity.unit, quantity.surface
        if not unit and counted.unit:
            unit, surface = _noun_unit(analysis, counted.unit)
        concept = " ".join(analysis.tokens[index].text for index in counted.concept)
        if named and is_restated(analysis.text, named[-1].quantity, quantity):
            concept = named[-1].concept
        named.append(NamedQuantity(quantity=quantity, unit=unit, surface=surface, concept=concept))
    return tuple(named)


def is_restated(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity says the one before it again in another unit: "seven miles (11 km)"."""
    between = text[before.span.end : quantity.span.start]
    return bool(quantity.unit) and re.fullmatch(r"\s?[(\[/]\s?[^\s\d]{0,4}", between) is not None


def _noun_unit(analysis: Analysis, indices: Sequence[int]) -> tuple[str, str]:
    """A counted noun as a unit: by lemmas and as written; "517 rushing yards" are yards."""
    last = analysis.tokens[indices[-1]]
    known = get_units().get(last.text.lower())
    if known and known[0] not in ("share", "money"):
        return known[1], last.text
    kept = [index for index in indices if analysis.tokens[index].pos != "ADV"]
    surface = analysis.span(kept[0], kept[-1]).cut(analysis.text)
    lemmas = [analysis.tokens[i].text if analysis.tokens[i].pos == "PROPN" else analysis.tokens[i].lemma for i in kept]
    return " ".join(lemmas).replace(" - ", "-"), surface


def find_figures(
    analysis: Analysis,
    times: Sequence[TimeExpression],
    statements: Sequence[Statement],
    refers: Sequence[Refers],
) -> tuple[FigureReport, ...]:
    """The figures of the body, in text order; `refers` names the article actors behind the statements."""
    speakers = {refer.statement_id: refer.actor_ids for refer in refers}
    dates = [time for time in times if time.when is not None]
    reports: list[FigureReport] = []
    before: FigureReport | None = None
    last: Quantity | None = None
    for quantity in find_quantities(analysis, times):
        restated = last is not None and is_restated(analysis.text, last, quantity)
        last = quantity
        if restated:
            continue
        counted = find_counted(analysis, quantity)
        left_out = find_left_out(analysis, quantity, before, has_noun=bool(counted.unit))
        noun = left_out.counted if left_out else _counted_words(analysis, counted)
        if (
            not noun
            or not (left_out or _is_reported(analysis, quantity, counted))
            or _is_source(analysis.text, quantity, statements)
        ):
            continue
        index = analysis.tokens_in(quantity.number).start
        sentence = analysis.sentence_span(analysis.sentence_of[index])
        report = FigureReport(
            article_id=analysis.article_id,
            sentence=Span(start=min(sentence.start, quantity.span.start), end=max(sentence.end, quantity.span.end)),
            span=quantity.span,
            low=quantity.low,
            high=quantity.high,
            unit=left_out.unit if left_out else quantity.unit,
            counted=noun,
            hedge=quantity.hedge,
            where=_where(analysis, index, quantity, before),
            as_of=_as_of(analysis, index, dates),
            said_by=_said_by(quantity.span, statements, speakers),
            told=_told(analysis, quantity, counted, left_out),
            provenance=_PROVENANCE,
        )
        reports.append(report)
        before = report
    return tuple(reports)


def _counted_words(analysis: Analysis, counted: Counted) -> str:
    """The noun phrase counted, as written; for measures and shares the thing they are said of."""
    if counted.unit:
        return analysis.span(counted.unit[0], counted.unit[-1]).cut(analysis.text)
    if not counted.concept:
        return ""
    last = counted.concept[-1]
    first = last
    members = set(counted.concept)
    for index in reversed(counted.concept):
        if index == first or all(
            between in members or analysis.tokens[between].pos in ("ADP", "DET", "PUNCT", "PART")
            for between in range(index, first)
        ):
            first = index
        else:
            break
    return analysis.span(first, last).cut(analysis.text)


def _told(analysis: Analysis, quantity: Quantity, counted: Counted, left_out: LeftOut | None) -> tuple[str, ...]:
    """What is told of the counted: of a number without a noun, where its own sentence does not say, what was before."""
    if left_out and left_out.told is not None:
        return left_out.told
    inside = analysis.tokens_in(quantity.span)
    head = counted.unit[-1] if counted.unit else get_outer_head(analysis, inside)
    return find_told(analysis, head, frozenset(inside) | frozenset(counted.unit))


_FEW = 10
"""So many speakers may be counted one by one; more of them are a figure."""
_COUNTED_SPEAKERS = re.compile(r"(?:(?:the|these|those|at|least|about|some|more|than|only)\s)*", re.IGNORECASE)


def _is_source(text: str, quantity: Quantity, statements: Sequence[Statement]) -> bool:
    """Whether it counts those who speak: "two officials said"."""
    return quantity.high < _FEW and any(
        statement.source is not None
        and statement.source.holds(quantity.span)
        and _COUNTED_SPEAKERS.fullmatch(text, statement.source.start, quantity.span.start) is not None
        for statement in statements
    )


def _is_reported(analysis: Analysis, quantity: Quantity, counted: Counted) -> bool:
    """Whether readers would call it a figure: not "one day", "two sides", ages and mere durations."""
    if quantity.kind == "time":
        return _is_term(analysis, quantity)
    if quantity.unit:
        return True
    if analysis.text[quantity.number.end : quantity.number.end + 1] in "-–" and not quantity.is_fraction:
        return False
    if not counted.unit:
        return False
    if analysis.tokens[counted.unit[-1]].lemma.lower() in _EMPTY_NOUNS:
        return False
    if quantity.high == 2 and _word_before(analysis, quantity) in ("the", "these", "those"):
        return False
    return quantity.is_fraction or quantity.high > 1


def _word_before(analysis: Analysis, quantity: Quantity) -> str:
    first = analysis.tokens_in(quantity.span).start
    return analysis.tokens[first - 1].text.lower() if first else ""


def _is_term(analysis: Analysis, quantity: Quantity) -> bool:
    """Whether a duration is what is agreed or planned: "a renewal for five years", "will be paid over ten years"."""
    if _word_before(analysis, quantity) not in ("for", "over") or quantity.high <= 1:
        return False
    inside = analysis.tokens_in(quantity.span)
    above = get_outer_head(analysis, inside)
    for _ in range(3):
        above = analysis.tokens[above].head
        token = analysis.tokens[above]
        if token.pos == "NOUN":
            return token.lemma.lower() in get_words("terms")
        if token.pos in ("VERB", "AUX"):
            return any(analysis.tokens[child].tag == "MD" for child in analysis.children[above])
    return False


def _where(analysis: Analysis, index: int, quantity: Quantity, before: FigureReport | None) -> str:
    """The place named in the sentence, the nearest after the figure first; "of which" figures share the one before."""
    sentence = analysis.sentences[analysis.sentence_of[index]]
    places = [
        entity
        for entity in analysis.entities_in(sentence.first, sentence.last)
        if entity.label in _PLACE_LABELS and _is_location(analysis, entity.first, entity.last)
    ]
    if not places:
        return ""
    after = [entity for entity in places if entity.first > index]
    chosen = after[0] if after else places[-1]
    return analysis.span(chosen.first, chosen.last).cut(analysis.text)


def _is_location(analysis: Analysis, first: int, last: int) -> bool:
    """Whether a place name stands after a preposition of place, and not as "US" in "US troops"."""
    for index in range(first, last + 1):
        above = analysis.tokens[index].head
        if not first <= above <= last:
            token = analysis.tokens[above]
            return token.pos == "ADP" and token.text.lower() in (
                "in",
                "at",
                "near",
                "across",
                "of",
                "to",
                "inside",
                "from",
            )
    return False


def _as_of(analysis: Analysis, index: int, dates: Sequence[TimeExpression]) -> When | None:
    """The date of the sentence nearest to the figure."""
    sentence = analysis.sentence_span(analysis.sentence_of[index])
    inside = [time for time in dates if sentence.holds(time.span) and not _is_bound(analysis, time)]
    position = analysis.tokens[index].start
    return min(inside, key=lambda time: (abs(time.span.start - position), time.span.start)).when if inside else None


def _is_bound(analysis: Analysis, time: TimeExpression) -> bool:
    """Whether the date only bounds a comparison ("since 2015")."""
    tokens = analysis.tokens_in(time.span)
    return (
        bool(tokens)
        and tokens.start > 0
        and analysis.tokens[tokens.start - 1].text.lower() in ("since", "until", "till")
    )


def _said_by(span: Span, statements: Sequence[Statement], speakers: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Who says so: the speaker of the innermost statement whose content holds the figure."""
    holding = [statement for statement in statements if any(part.holds(span) for part in statement.content)]
    if not holding:
        return ()
    inner = min(holding, key=lambda statement: (len(statement.extent), statement.id))
    return speakers.get(inner.id, ())
