"""The day an article tells of, for a happening whose own clause names none.

A story keeps its day until it names another: the date of the happening told in the sentence before, else that of its
opening sentences, else that of the only dated event of its kind, where many
act together and it is then told again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from onrecord.model import Analysis, Basis, EventStatus, TimeExpression, When, record
from onrecord.timeline.lexicon import Kind, get_lexicon
from onrecord.timeline.tense import find_tense

_WIDEST_DAYS = 7
_DAY = re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}")
"""A day, though not all of its digits be known."""
_LEAST_WORDS = 8
_OPENING = 2
"""So many sentences of the first paragraph are the opening."""


@record
class Told:
    """An event found so far: its token, kind and own date."""

    index: int
    kind: Kind
    status: EventStatus
    when: When | None


class Scene:
    """Dates around a place in the text."""

    def __init__(self, analysis: Analysis, times: Sequence[TimeExpression], told: Sequence[Told]) -> None:
        self._analysis = analysis
        self._of_kind = Counter(event.kind for event in told if event.when)
        self._dates = {event.kind: event.when for event in told if event.when}
        self._dated = [
            event
            for event in told
            if event.status is EventStatus.HAPPENED
            and event.when
            and _is_narrow(event.when)
            and not _is_background(analysis, event.index)
        ]
        self._places = [event.index for event in self._dated]
        self._lead = _lead_sentence(analysis)
        self._times_of: defaultdict[int, list[TimeExpression]] = defaultdict(list)
        for time in times:
            place = analysis.token_at(time.span.start)
            if place is not None:
                self._times_of[analysis.sentence_of[place]].append(time)
        self._day = _opening_day(analysis, times, self._opening())

    def is_lead(self, index: int) -> bool:
        """Whether the token stands in the opening sentences."""
        return self._analysis.sentence_of[index] in self._opening()

    def _opening(self) -> range:
        """The first sentences of the first paragraph."""
        sentences = self._analysis.sentences
        last = self._lead
        while last + 1 < min(self._lead + _OPENING, len(sentences)) and (
            sentences[last + 1].paragraph == sentences[self._lead].paragraph
        ):
            last += 1
        return range(self._lead, last + 1)

    def find_when(self, index: int, kind: Kind) -> When | None:
        """The date of a happening of that kind told at token `index`; None where its sentence names another time."""
        when = self._told_around(index, kind)
        times = self._times_of[self._analysis.sentence_of[index]]
        return None if when and any(_is_other(time, when) for time in times) else when

    def _told_around(self, index: int, kind: Kind) -> When | None:
        place = bisect_left(self._places, index)
        before = self._dated[place - 1] if place else None
        if before and self._follows(before.index, index):
            return before.when
        if self.is_lead(index):
            after = self._dated[place] if place < len(self._dated) else None
            if after and after.kind.type is kind.type and self._steps(index, after.index) <= 1:
                return after.when
        if self._day is None and self._of_kind[kind] == 1 and kind.mode in get_lexicon().collective:
            return self._dates[kind]
        return self._day

    def _follows(self, before: int, index: int) -> bool:
        """Whether a token stands in the same sentence or the next of its paragraph."""
        sentences, of = self._analysis.sentences, self._analysis.sentence_of
        return self._steps(before, index) <= 1 and sentences[of[before]].paragraph == sentences[of[index]].paragraph

    def _steps(self, first: int, second: int) -> int:
        return self._analysis.sentence_of[second] - self._analysis.sentence_of[first]


def _is_narrow(when: When) -> bool:
    """Whether a date is that of one happening: a week at most, or a day that an undated article leaves open."""
    return when.days <= _WIDEST_DAYS or when.basis is Basis.INFERRED


def _is_other(time: TimeExpression, when: When) -> bool:
    """Whether words of time speak of other days, or of the past at large ("recently")."""
    return time.value == "PAST_REF" or (time.when is not None and not time.when.overlaps(when))


def _is_background(analysis: Analysis, index: int) -> bool:
    """Whether a happening only tells more of somebody or something ("the capital, where talks failed on Monday")."""
    above = [index, *analysis.iter_ancestors(index)]
    return any(analysis.tokens[each].dep in ("relcl", "acl") for each in above)


def _lead_sentence(analysis: Analysis) -> int:
    """The first sentence of the body that is of some length."""
    for number, sentence in enumerate(analysis.sentences):
        if (
            analysis.tokens[sentence.first].start >= analysis.body_start
            and sentence.last - sentence.first >= _LEAST_WORDS
        ):
            return number
    return len(analysis.sentences)


def _opening_day(analysis: Analysis, times: Sequence[TimeExpression], opening: range) -> When | None:
    """The day, counted from publication, that the opening names for what has been."""
    for time in times:
        if (
            time.when is None
            or time.when.basis not in (Basis.PUBLICATION, Basis.INFERRED)
            or not _DAY.match(time.value)
        ):
            continue
        index = analysis.token_at(time.span.start)
        if index is None:
            continue
        sentence = analysis.sentence_of[index]
        if sentence >= opening.stop:
            return None
        if sentence in opening and find_tense(analysis, index) < 0:
            return time.when
    return None
