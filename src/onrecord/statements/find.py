"""From an analysis to its statements: what is kept of what the rules find, and of what a model finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from typing import Protocol

from onrecord.model import Analysis, Provenance, Span, Statement, StatementKind
from onrecord.statements.agreement import agree
from onrecord.statements.attribution import Attribution, Run, within
from onrecord.statements.build import Builder
from onrecord.statements.grammar import is_negated, is_verb
from onrecord.statements.lexicon import get_lexicon
from onrecord.statements.named import iter_named
from onrecord.statements.nesting import nest
from onrecord.statements.quoted import QuoteReader
from onrecord.statements.quotes import Quote, find_quotes
from onrecord.statements.reported import iter_reported
from onrecord.statements.states import iter_states
from onrecord.statements.tagger import Attributed

VERSION = "3"
_SPEAKER_WORDS = frozenset({"i", "we"})


class Finder(Protocol):
    """A model that finds outermost attributions in a text; `Tagger` is one."""

    @property
    def name(self) -> str:
        """Name and version of the model."""
        ...

    def find(self, text: str, body_start: int = 0) -> Sequence[Attributed]:
        """The attributions of the body."""
        ...


def find_statements(analysis: Analysis, *, tagger: Finder | None = None) -> tuple[Statement, ...]:
    """The statements of the body, in the order of their beginning; inner ones name the one they stand in.

    Without a `tagger` the rules find all; with one, `agreement` says which reading is believed. A speech
    that goes on in the next paragraph is a statement of its own there, with the same source and cue. First-person
    beliefs inside a quote ("I think ...") are part of the quote, not statements of their own.
    """
    quotes = find_quotes(analysis.text, analysis.paragraphs)
    model = analysis.provenance.model if tagger is None else tagger.name
    builder = Builder(analysis, quotes, Provenance(stage="statements", version=VERSION, model=model))
    ruled = [
        builder.build(
            (analysis.span(*run) for run in found.content),
            source=analysis.span(*found.source) if found.source else None,
            cue=analysis.span(*found.cue),
            negated=found.negated,
        )
        for found in _find_by_rules(analysis, quotes)
        if analysis.tokens[min(found.cue[0], found.content[0][0])].start >= analysis.body_start
    ]
    if tagger is None:
        return nest(ruled)
    tagged = [
        statement
        for found in tagger.find(analysis.text, analysis.body_start)
        for statement in _by_paragraph(analysis, found, builder)
        if not _is_act(analysis, statement)
    ]
    return nest(agree(ruled, tagged))


# --- what the rules find


def _find_by_rules(analysis: Analysis, quotes: Sequence[Quote]) -> list[Attribution]:
    reported = list(iter_reported(analysis))
    quoted = QuoteReader(analysis, quotes, reported).find()
    merged = _merge(quoted, [*reported, *iter_named(analysis), *iter_states(analysis)])
    inside = {index for quote in quotes if quote.depth == 0 for index in analysis.tokens_in(quote.span)}
    return [found for found in merged if found.quoted or not _is_speakers_own(analysis, found, inside)]


def _merge(quoted: Sequence[Attribution], others: Iterable[Attribution]) -> list[Attribution]:
    """One attribution per cue and paragraph: quotes before what the parse found, "made a claim" before "made"."""
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
    """`content` with the runs of `more` that touch it; a run that touches two of them joins them."""
    runs = list(content)
    for run in more:
        touching = [other for other in runs if other[0] <= run[1] and run[0] <= other[1]]
        if touching:
            merged = (min(run[0], *(o[0] for o in touching)), max(run[1], *(o[1] for o in touching)))
            runs = [other for other in runs if other not in touching] + [merged]
    return tuple(sorted(runs))


def _is_speakers_own(analysis: Analysis, found: Attribution, inside: Set[int]) -> bool:
    """Whether speakers tell of themselves inside their quote; outside of quotes "I" is the author."""
    if found.source is None or found.source[0] != found.source[1]:
        return False
    word = analysis.tokens[found.source[0]].text.lower()
    return word == "you" or (word in _SPEAKER_WORDS and found.source[0] in inside)


# --- what a model finds


def _is_act(analysis: Analysis, statement: Statement) -> bool:
    """Whether no words are told, only what somebody did to a thing ("signed the deal"), whatever a model says."""
    if statement.cue is None or statement.kind is not StatementKind.INDIRECT:
        return False
    tokens = analysis.tokens
    verbs = [index for index in analysis.tokens_in(statement.cue) if tokens[index].pos == "VERB"]
    if not verbs or get_lexicon().lemma_of(tokens[verbs[-1]]) not in get_lexicon().acts:
        return False
    inside = (index for span in statement.content for index in analysis.tokens_in(span))
    return not any(tokens[index].pos in {"VERB", "AUX"} for index in inside)


def _by_paragraph(analysis: Analysis, found: Attributed, builder: Builder) -> list[Statement]:
    groups: dict[int, list[Span]] = defaultdict(list)
    for span in found.contents:
        inside = analysis.tokens_in(span)
        if inside:
            groups[analysis.sentences[analysis.sentence_of[inside[0]]].paragraph].append(span)
    verbs = [index for index in analysis.tokens_in(found.cue) if is_verb(analysis, index)]
    negated = any(is_negated(analysis, verb) for verb in verbs[-1:])
    return [
        builder.build(spans, source=found.source, cue=found.cue, negated=negated, takes_quotes=False)
        for spans in groups.values()
    ]
