"""Whose a quoted speech is: the cue before, after or amid it, or that of the speech it continues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model import Analysis, Span
from onrecord.statements.attribution import Attribution, Run, within
from onrecord.statements.grammar import is_negated, is_verb, verb_group
from onrecord.statements.lexicon import get_lexicon
from onrecord.statements.quotes import Quote
from onrecord.statements.sources import find_source

_STOPS = frozenset({".", "!", "?", "…"})
_PAUSE = frozenset({",", ":", "—", "–", "--", "-"})
_SPEECH_WORDS = 6
_TITLE_WORDS = 7
_SHORT = 3
_BEFORE_TITLE = frozenset(
    {"on", "of", "in", "to", "from", "called", "titled", "entitled", "'s", "’s", "s", "the", "and", "with"}
)
_REACH = 30
"""How many tokens from a quote its cue is looked for."""

_AFTER_SOURCE = frozenset(
    {"in", "on", "at", "after", "during", "when", "as", "while", "to", "about", "for", "from", "last"}
)


@dataclass
class _Speech:
    """One attribution while its quotes are collected."""

    head: int
    cue: Run
    source: Run
    paragraph: int
    quotes: list[Run] = field(default_factory=list)
    is_open: bool = False


class QuoteReader:
    """Finds the attributions of the quoted speeches of one analysis."""

    def __init__(self, analysis: Analysis, quotes: Sequence[Quote]) -> None:
        self._analysis = analysis
        self._lexicon = get_lexicon()
        outer = [(quote, analysis.tokens_in(quote.span)) for quote in quotes if quote.depth == 0]
        self._quotes = [(quote, (inside[0], inside[-1])) for quote, inside in outer if len(inside)]
        self._quoted = {index for _, run in self._quotes for index in within(run)}

    def find(self) -> list[Attribution]:
        """The attributions, each with all the quotes it covers, in the order of their first quote."""
        speeches: list[_Speech] = []
        for quote, run in self._quotes:
            if not self._is_speech(quote, run):
                continue
            last = speeches[-1] if speeches else None
            own = self._cue_before(run) or self._cue_after(run)
            if last is not None and self._continues(last, quote, run, own):
                last.quotes.append(run)
            elif own is not None:
                head, cue, source = own
                speeches.append(_Speech(head, cue, source, quote.paragraph, [run]))
            else:
                continue
            speeches[-1].paragraph = quote.paragraph
            speeches[-1].is_open = not quote.closed
        return [self._attribution(speech) for speech in speeches]

    def _attribution(self, speech: _Speech) -> Attribution:
        content = tuple(run for run in speech.quotes)
        return Attribution(
            head=speech.head,
            cue=speech.cue,
            source=speech.source,
            content=content,
            negated=is_negated(self._analysis, speech.head),
            quoted=True,
        )

    def _word(self, index: int) -> str:
        return self._analysis.tokens[index].text

    def _is_speech(self, quote: Quote, run: Run) -> bool:
        """Not a mere word or name in quote marks: it ends like a sentence, or follows a colon, or is long."""
        if self._is_title(run):
            return False
        inner = quote.inner.cut(self._analysis.text).rstrip(" '’”\"")
        if inner[-1:] in ",.?!…—–":
            return True
        after = self._analysis.text[quote.span.end : quote.span.end + 1]
        starts_big = inner[:1].isupper()
        words = run[1] - run[0] - 1
        return (after == "," and words >= 2) or (starts_big and words >= _SPEECH_WORDS) or not quote.closed

    def _is_title(self, run: Run) -> bool:
        """A name in quote marks: few words, the long ones capitalised, after "on", "of", "called" and the like."""
        words = [self._word(index) for index in within(run) if self._word(index)[:1].isalnum()]
        before = self._word(run[0] - 1).lower() if run[0] > self._paragraph_start(run[0]) else ""
        is_named = all(word[:1].isupper() or word[:1].isdigit() for word in words if len(word) > _SHORT)
        return before in _BEFORE_TITLE and len(words) <= _TITLE_WORDS and is_named

    def _continues(self, last: _Speech, quote: Quote, run: Run, own: tuple[int, Run, Run] | None) -> bool:
        if own is not None and own[0] == last.head:
            return True
        paragraph = self._analysis.paragraphs[quote.paragraph]
        if last.is_open and quote.paragraph == last.paragraph + 1 and quote.span.start == paragraph.start:
            return True
        if own is not None or quote.paragraph != last.paragraph:
            return False
        between = range(last.quotes[-1][1] + 1, run[0])
        cue_sentence = self._analysis.sentence_of[last.head]
        return all(
            self._analysis.sentence_of[index] == cue_sentence or self._word(index) in _STOPS for index in between
        )

    def _cue_before(self, run: Run) -> tuple[int, Run, Run] | None:
        """The nearest speech verb before the quote, nothing but its addressee, place and time between."""
        index = run[0] - 1
        floor = max(self._paragraph_start(run[0]), run[0] - _REACH)
        while index >= floor and index not in self._quoted and self._word(index) not in _STOPS:
            if is_verb(self._analysis, index):
                if not self._is_cue(index):
                    return None
                if self._word(run[0] - 1) not in _PAUSE and index < run[0] - 3:
                    return None
                source = find_source(self._analysis, index)
                return None if source is None else (index, verb_group(self._analysis, index), source)
            index -= 1
        return None

    def _cue_after(self, run: Run) -> tuple[int, Run, Run] | None:
        """The first speech verb after the quote, where it or its subject stands next to the quote."""
        if self._last_mark(run) == "." or self._last_mark(run) == "…":
            return None
        start = run[1] + 1
        if start < len(self._analysis.tokens) and self._word(start) in _PAUSE:
            start += 1
        limit = min(self._paragraph_end(run[1]), run[1] + _REACH)
        for index in range(start, limit):
            if index in self._quoted or self._word(index) in _STOPS:
                return None
            if is_verb(self._analysis, index) and self._is_cue(index):
                source = self._source_beside(index, start, run)
                if source is not None and min(source[0], index) - start <= 2:
                    return index, verb_group(self._analysis, index), source
        return None

    def _source_beside(self, verb: int, start: int, run: Run) -> Run | None:
        source = find_source(self._analysis, verb)
        if source is not None and not any(index in self._quoted for index in within(source)) and source[0] > run[1]:
            return source
        if verb > start:
            return start, verb - 1
        last = verb
        while last + 1 < self._paragraph_end(verb) and not self._ends_source(last + 1):
            last += 1
        return (verb + 1, last) if last > verb else None

    def _ends_source(self, index: int) -> bool:
        word = self._word(index)
        return word in _STOPS or word in {",", ";", ":"} or index in self._quoted or word.lower() in _AFTER_SOURCE

    def _last_mark(self, run: Run) -> str:
        for index in range(run[1], run[0], -1):
            word = self._word(index)
            if word[-1:] not in "\"'”’»›":
                return word[-1:]
        return ""

    def _is_cue(self, index: int) -> bool:
        return self._lexicon.lemma_of(self._analysis.tokens[index]) in self._lexicon.quote

    def _paragraph_start(self, index: int) -> int:
        return self._paragraph_tokens(index)[0]

    def _paragraph_end(self, index: int) -> int:
        return self._paragraph_tokens(index)[1]

    def _paragraph_tokens(self, index: int) -> Run:
        number = self._analysis.sentences[self._analysis.sentence_of[index]].paragraph
        span: Span = self._analysis.paragraphs[number]
        inside = self._analysis.tokens_in(span)
        return inside[0], inside[-1] + 1
