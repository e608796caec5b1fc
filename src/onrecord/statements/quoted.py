"""Whose a quoted speech is: the cue before, after or amid it, or that of the speech it continues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Analysis, Span, record
from onrecord.statements.attribution import Attribution, Run, within
from onrecord.statements.grammar import is_negated, is_passive, is_verb, verb_group
from onrecord.statements.lexicon import get_lexicon
from onrecord.statements.quotes import Quote
from onrecord.statements.sources import find_source

_STOPS = frozenset({".", "!", "?", "…"})
_PAUSE = frozenset({",", ":", "—", "–", "--", "-"})
_SPEECH_WORDS = 6
"""A quote of so many words that begins with a capital is speech, however it ends."""

_TITLE_WORDS = 7
_SHORT = 3
"""A name in quote marks has at most so many words, and those longer than this are capitalised."""

_NAME_WORDS = 8
"""How many words may stand before a colon that names a speaker."""

_NAMING = frozenset({"PROPN", "PRON", "PUNCT", "DET", "NOUN", "ADJ", "ADP", "PART", "NUM", "CCONJ"})
_REACH = 30
"""How many tokens from a quote its cue is looked for."""


@record
class _Speech:
    """Whose a quote is, and where it stands."""

    head: int
    cue: Run
    source: Run
    quote: Quote
    run: Run


class QuoteReader:
    """Finds the attributions of the quoted speeches of one analysis."""

    def __init__(self, analysis: Analysis, quotes: Sequence[Quote], reported: Sequence[Attribution]) -> None:
        self._analysis = analysis
        self._lexicon = get_lexicon()
        outer = [(quote, analysis.tokens_in(quote.span)) for quote in quotes if quote.depth == 0]
        self._quotes = [(quote, (inside[0], inside[-1])) for quote, inside in outer if len(inside)]
        self._quoted = {index for _, run in self._quotes for index in within(run)}
        self._reported = {analysis.sentence_of[found.head]: found for found in reported if self._is_speech_cue(found)}

    def find(self) -> list[Attribution]:
        """The attributions in the order of their first quote; quotes of one cue in one paragraph are one."""
        speeches: list[_Speech] = []
        for quote, run in self._quotes:
            if self._is_speech(quote, run):
                speech = self._speech(quote, run, speeches[-1] if speeches else None)
                speeches += [speech] if speech else []
        groups: dict[tuple[int, int], list[_Speech]] = {}
        for speech in speeches:
            groups.setdefault((speech.head, speech.quote.paragraph), []).append(speech)
        return [self._attribution(group) for group in groups.values()]

    def _attribution(self, group: Sequence[_Speech]) -> Attribution:
        return Attribution(
            head=group[0].head,
            cue=group[0].cue,
            source=group[0].source,
            content=tuple(speech.run for speech in group),
            negated=is_negated(self._analysis, group[0].head),
            quoted=True,
        )

    def _speech(self, quote: Quote, run: Run, last: _Speech | None) -> _Speech | None:
        """The quote with its own cue, or that of what it continues: the speech or the report just before it."""
        own = self._cue_before(quote, run) or self._cue_after(run)
        if own is not None:
            return _Speech(head=own[0], cue=own[1], source=own[2], quote=quote, run=run)
        if last is not None and self._continues(last, quote, run):
            return replace(last, quote=quote, run=run)
        sentence = self._analysis.sentence_of[run[0]]
        report = self._reported.get(sentence - 1)
        is_start = self._analysis.sentences[sentence].first == run[0]
        if report is None or report.source is None or not is_start or self._number(report.head) != quote.paragraph:
            return None
        return _Speech(head=report.head, cue=report.cue, source=report.source, quote=quote, run=run)

    def _is_speech_cue(self, found: Attribution) -> bool:
        return self._lexicon.lemma_of(self._analysis.tokens[found.head]) in self._lexicon.clause

    def _number(self, token: int) -> int:
        return self._analysis.sentences[self._analysis.sentence_of[token]].paragraph

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
        """A name in quote marks after "on", "of", "called" and the like."""
        before = self._word(run[0] - 1).lower() if run[0] > self._paragraph_start(run[0]) else ""
        return before in self._lexicon.before_title and self._is_named(run)

    def _is_named(self, run: Run) -> bool:
        """Few words, the long ones capitalised."""
        words = [self._word(index) for index in within(run) if self._word(index)[:1].isalnum()]
        long = [word for word in words if len(word) > _SHORT]
        return len(words) <= _TITLE_WORDS and all(word[:1].isupper() or word[:1].isdigit() for word in long)

    def _opens_sentence(self, run: Run) -> bool:
        return self._analysis.sentences[self._analysis.sentence_of[run[0]]].first == run[0]

    def _continues(self, last: _Speech, quote: Quote, run: Run) -> bool:
        """Whether the quote goes on with `last`: nothing but its cue between, or it opens a paragraph."""
        if quote.paragraph == last.quote.paragraph:
            allowed = {self._analysis.sentence_of[last.head], self._analysis.sentence_of[last.run[1]]}
            between = range(last.run[1] + 1, run[0])
            return all(self._analysis.sentence_of[index] in allowed or self._word(index) in _STOPS for index in between)
        return (
            quote.paragraph == last.quote.paragraph + 1
            and run[0] == self._paragraph_start(run[0])
            and self._number(last.head) in {last.quote.paragraph, last.quote.paragraph - 1}
        )

    def _cue_before(self, quote: Quote, run: Run) -> tuple[int, Run, Run] | None:
        """The nearest speech verb before the quote, nothing but its addressee, place and time between."""
        start = self._paragraph_start(run[0])
        if run[0] == start:
            if not start or self._word(start - 1) != ":":
                return None
            start = self._paragraph_start(start - 1)
        floor = max(start, run[0] - _REACH)
        for index in range(run[0] - 1, floor - 1, -1):
            if index in self._quoted or self._word(index) in _STOPS:
                break
            if is_verb(self._analysis, index):
                is_near = self._word(run[0] - 1) in _PAUSE or index >= run[0] - 3
                if not is_near or not (self._is_cue(index) or self._announces(index, run)):
                    return None
                source = find_source(self._analysis, index) or self._source_between(index + 1, run[0] - 2)
                return None if source is None else (index, verb_group(self._analysis, index), source)
        return self._named_before(start, run)

    def _announces(self, verb: int, run: Run) -> bool:
        """Before a colon any verb with a subject of its own may speak: "A witness demurred: ..."."""
        is_own = any(self._analysis.tokens[other].dep == "nsubj" for other in self._analysis.children[verb])
        return self._word(run[0] - 1) == ":" and is_own

    def _source_between(self, first: int, last: int) -> Run | None:
        """The words from `first` to `last`, if they can name somebody."""
        words = [self._analysis.tokens[index] for index in range(first, last + 1)]
        return (first, last) if words and all(word.pos in _NAMING for word in words) else None

    def _named_before(self, start: int, run: Run) -> tuple[int, Run, Run] | None:
        """A line such as "Larsen: ..." names the speaker by a colon alone."""
        colon = run[0] - 1
        if not 0 < colon - start <= _NAME_WORDS or self._word(colon) != ":":
            return None
        is_name = all(self._analysis.tokens[index].pos in _NAMING for index in range(start, colon))
        return (colon, (colon, colon), (start, colon - 1)) if is_name else None

    def _cue_after(self, run: Run) -> tuple[int, Run, Run] | None:
        """The first speech verb after the quote, where it or its subject stands next to the quote."""
        if self._last_mark(run) == "." or self._last_mark(run) == "…":
            return None
        start = run[1] + 1
        if start < len(self._analysis.tokens) and self._word(start) in _PAUSE:
            start += 1
        limit = min(self._paragraph_end(run[1]), run[1] + _REACH)
        is_pending = self._last_mark(run) == "," and self._opens_sentence(run) and not self._is_named(run)
        for index in range(start, limit):
            if index in self._quoted or self._word(index) in _STOPS:
                return None
            may_speak = self._is_cue(index) or (is_pending and not is_passive(self._analysis, index))
            if is_verb(self._analysis, index) and may_speak:
                source = self._source_beside(index, start, run)
                if source is not None and min(source[0], index) - start <= 2:
                    return index, verb_group(self._analysis, index), source
                return None
        return None

    def _source_beside(self, verb: int, start: int, run: Run) -> Run | None:
        """Who does `verb` beside a quote, by the parse or else by place: what stands between, or what follows."""
        source = find_source(self._analysis, verb)
        if source is not None and not any(index in self._quoted for index in within(source)) and source[0] > run[1]:
            return source
        if is_passive(self._analysis, verb):
            return None
        first = verb_group(self._analysis, verb)[0]
        if first > start:
            return self._source_between(start, first - 1)
        last = verb
        while last + 1 < self._paragraph_end(verb) and not self._ends_source(last + 1):
            last += 1
        return self._source_between(verb + 1, last)

    def _ends_source(self, index: int) -> bool:
        word = self._word(index)
        return (
            word in _STOPS
            or word in {",", ";", ":"}
            or index in self._quoted
            or word.lower() in self._lexicon.after_source
        )

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
