"""From an attribution in token indices to a Statement: whole quotes, its kind, one paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from onrecord.model import Analysis, Provenance, Span, Statement, StatementKind
from onrecord.statements.commitment import find_commitment
from onrecord.statements.quotes import Quote


class Builder:
    """Makes the statements of one analysis."""

    def __init__(self, analysis: Analysis, quotes: Sequence[Quote], provenance: Provenance) -> None:
        self._analysis = analysis
        self._provenance = provenance
        self._quotes: list[list[Span]] = []
        """Each outermost quote, followed by those inside it."""
        for quote in quotes:
            if quote.depth == 0:
                self._quotes.append([])
            if self._quotes:
                self._quotes[-1].append(quote.span)
        self._starts = [group[0].start for group in self._quotes]

    def build(
        self, content: Iterable[Span], *, source: Span | None, cue: Span, negated: bool, takes_quotes: bool = True
    ) -> Statement:
        """The statement of `content`; `takes_quotes`: a quote it begins or breaks off in is taken in whole."""
        spans = list(content)
        around = [quote for span in spans for quote in self._around(span) if not quote.holds(cue)]
        if takes_quotes:
            spans = [_whole_quotes(self._analysis.text, span, around) for span in spans]
        ordered = in_order(spans)
        kind = self._kind(ordered, around)
        return Statement(
            article_id=self._analysis.article_id,
            content=ordered,
            source=source,
            cue=cue,
            kind=kind,
            negated=negated,
            commitment=find_commitment(self._analysis, cue, kind),
            provenance=self._provenance,
        )

    def _around(self, span: Span) -> list[Span]:
        """The quotes that overlap `span`."""
        last = bisect_left(self._starts, span.end)
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        return [quote for group in self._quotes[first:last] for quote in group if quote.overlaps(span)]

    def _kind(self, content: Sequence[Span], quotes: Sequence[Span]) -> StatementKind:
        tokens = self._analysis.tokens
        indices = (index for span in content for index in self._analysis.tokens_in(span))
        starts = [tokens[index].start for index in indices if tokens[index].text[:1].isalnum()]
        inside = sum(
            bisect_right(starts, quote.end - 1) - bisect_left(starts, quote.start) for quote in in_order(quotes)
        )
        if not inside:
            return StatementKind.INDIRECT
        return StatementKind.DIRECT if inside == len(starts) else StatementKind.MIXED


def _whole_quotes(text: str, span: Span, quotes: Sequence[Span]) -> Span:
    """Take in the rest of a quote that the content begins or breaks off in, and the marks of one it fills."""
    start, end = span.start, span.end
    for quote in quotes:
        if (
            quote.start < start
            and end < quote.end
            and not _has_words(text[quote.start : start] + text[end : quote.end])
        ):
            return quote
        if quote.start < end < quote.end and quote.start >= start:
            end = quote.end
        if quote.start < start < quote.end and quote.end <= end:
            start = quote.start
    return Span(start=start, end=end)


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` in text order, those that overlap made one."""
    ordered: list[Span] = []
    for span in sorted(spans, key=lambda span: span.key):
        if ordered and span.start < ordered[-1].end:
            ordered[-1] = Span(start=ordered[-1].start, end=max(span.end, ordered[-1].end))
        else:
            ordered.append(span)
    return tuple(ordered)
