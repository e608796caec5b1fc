"""From attributions to Statements: which are kept, how they nest, their kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.model import Analysis, Provenance, Span, Statement, StatementKind
from onrecord.statements.attribution import Attribution, Run, within
from onrecord.statements.named import iter_named
from onrecord.statements.quoted import QuoteReader
from onrecord.statements.quotes import Quote, find_quotes
from onrecord.statements.reported import iter_reported

VERSION = "1"
_SPEAKER_WORDS = frozenset({"i", "we", "you"})


def find_statements(analysis: Analysis) -> tuple[Statement, ...]:
    """The statements of the body, in the order of their beginning; inner ones name the one they stand in.

    First-person beliefs inside a quote ("I think ...") are part of the quote, not statements of their own.
    """
    quotes = find_quotes(analysis.text, analysis.paragraphs)
    reported = list(iter_reported(analysis))
    quoted = QuoteReader(analysis, quotes, reported).find()
    others = [*reported, *iter_named(analysis)]
    attributions = [
        found
        for found in _merge(quoted, others)
        if analysis.tokens[found.cue[0]].start >= analysis.body_start and not _is_speakers_own(analysis, found, quotes)
    ]
    return _nest([_statement(analysis, found, quotes) for found in attributions])


def _merge(quoted: Sequence[Attribution], others: Iterable[Attribution]) -> list[Attribution]:
    """One attribution per cue and sentence: quotes come before what the parse found, "made a claim" before "made"."""
    merged = list(quoted)
    place = {found.head: number for number, found in reversed(list(enumerate(quoted)))}
    for found in others:
        number = place.get(found.head)
        if number is not None and _touch(merged[number].content, found.content):
            merged[number] = replace(merged[number], content=_joined(merged[number].content, found.content))
        else:
            place.setdefault(found.head, len(merged))
            merged.append(found)
    covered = {index for found in merged for index in within(found.cue) if index != found.head}
    return [found for found in merged if found.head not in covered]


def _touch(one: Sequence[Run], other: Sequence[Run]) -> bool:
    return any(a[0] <= b[1] and b[0] <= a[1] for a in one for b in other)


def _joined(content: Sequence[Run], more: Sequence[Run]) -> tuple[Run, ...]:
    """`content` with those runs of `more` that lie wholly outside it, and those that lead into it."""
    runs = list(content)
    for run in more:
        touching = [other for other in runs if other[0] <= run[1] and run[0] <= other[1]]
        if not touching:
            continue
        merged = (min(run[0], *(o[0] for o in touching)), max(run[1], *(o[1] for o in touching)))
        runs = [other for other in runs if other not in touching] + [merged]
    return tuple(sorted(runs))


def _is_speakers_own(analysis: Analysis, found: Attribution, quotes: Sequence[Quote]) -> bool:
    if found.quoted or found.source is None:
        return False
    first, last = found.source
    return first == last and analysis.tokens[first].text.lower() in _SPEAKER_WORDS


def _statement(analysis: Analysis, found: Attribution, quotes: Sequence[Quote]) -> Statement:
    cue = analysis.span(*found.cue)
    around = [quote.span for quote in quotes if not quote.span.holds(cue)]
    content = tuple(
        span for span in (_whole_quotes(analysis.text, analysis.span(*run), around) for run in found.content)
    )
    return Statement(
        article_id=analysis.article_id,
        content=_in_order(content),
        source=analysis.span(*found.source) if found.source else None,
        cue=cue,
        kind=_kind(analysis, content, around),
        negated=found.negated,
        provenance=Provenance(stage="statements", version=VERSION, model=analysis.provenance.model),
    )


def _whole_quotes(text: str, span: Span, quotes: Sequence[Span]) -> Span:
    """Take in the rest of a quote that the content begins or breaks off in."""
    start, end = span.start, span.end
    for quote in quotes:
        if quote.start < start and end < quote.end and not _has_words(text, quote.start, start, end, quote.end):
            return quote
        if quote.start < end < quote.end and quote.start >= start:
            end = quote.end
        if quote.start < start < quote.end and quote.end <= end:
            start = quote.start
    return Span(start=start, end=end)


def _has_words(text: str, quote_start: int, start: int, end: int, quote_end: int) -> bool:
    return any(char.isalnum() for char in text[quote_start:start] + text[end:quote_end])


def _in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    ordered: list[Span] = []
    for span in sorted(spans, key=lambda span: span.key):
        if ordered and span.start < ordered[-1].end:
            ordered[-1] = Span(start=ordered[-1].start, end=max(span.end, ordered[-1].end))
        else:
            ordered.append(span)
    return tuple(ordered)


def _kind(analysis: Analysis, content: Sequence[Span], quotes: Sequence[Span]) -> StatementKind:
    words = [index for span in content for index in analysis.tokens_in(span) if analysis.tokens[index].text.isalnum()]
    inside = [index for index in words if any(q.start <= analysis.tokens[index].start < q.end for q in quotes)]
    if not inside:
        return StatementKind.INDIRECT
    return StatementKind.DIRECT if len(inside) == len(words) else StatementKind.MIXED


def _nest(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Give each statement whose cue stands in another's content the smallest such content's statement as `outer`."""
    ordered = sorted(statements, key=lambda one: (one.extent.start, -one.extent.end, one.id))
    return tuple(replace(one, outer=_outer_of(one, ordered)) for one in ordered)


def _outer_of(statement: Statement, others: Sequence[Statement]) -> str | None:
    cue = statement.cue
    if cue is None:
        return None
    holding = [
        (sum(len(span) for span in other.content), other.id)
        for other in others
        if other.id != statement.id and any(span.holds(cue) for span in other.content)
    ]
    return min(holding)[1] if holding else None
