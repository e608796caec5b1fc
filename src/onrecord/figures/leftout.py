"""What a number without its noun counts: "police spoke of 2,000", "the number of wells at 61", "14 of them"."""

from __future__ import annotations

import re

from onrecord.figures.lexicon import get_words
from onrecord.figures.quantities import Quantity
from onrecord.model import Analysis, FigureReport, record

_FACTOR = 20
"""A number that leaves out its noun is of the size of the one before it: at most this many times more or less."""
_YEARS = range(1800, 2101)
_CLOCK = frozenset({"at", "from", "until", "till", "by", "after", "before", "around", "since", "past"})
_COMPARED = re.compile(r"\b(?:from|instead of|rather than|compared (?:with|to)|against|versus)\s$")
"""What stands before the value that was, or that is no longer to be."""
_LINKS = frozenset({"prep", "pobj", "quantmod", "advmod", "conj", "dep", "npadvmod", "nummod", "attr", "dobj"})


@record
class LeftOut:
    """What a number without a noun counts; `told` is None where its own sentence tells what becomes of it."""

    counted: str
    unit: str = ""
    told: tuple[str, ...] | None = None


def find_left_out(
    analysis: Analysis, quantity: Quantity, before: FigureReport | None, *, has_noun: bool
) -> LeftOut | None:
    """The noun of a quantity that has none of its own; `before` is the figure before it in the article."""
    if before is not None and (found := _of_them(analysis, quantity, before) or _share_of(analysis, quantity, before)):
        return found
    if (
        has_noun
        or quantity.unit
        or quantity.is_fraction
        or quantity.high <= 1
        or _is_followed_by_noun(analysis, quantity)
    ):
        return None
    counting = _of_a_number(analysis, quantity)
    if counting or before is None:
        return counting
    return _as_before(analysis, quantity, before)


def _of_them(analysis: Analysis, quantity: Quantity, before: FigureReport) -> LeftOut | None:
    """Reads "2,500 of them Americans": the noun after, else what the figure before counts."""
    after = analysis.tokens_in(quantity.span).stop
    words = [token.text.lower() for token in analysis.tokens[after : after + 2]]
    if len(words) < 2 or words[0] != "of" or words[1] not in ("them", "these", "those", "which", "whom"):
        return None
    if not before.counted:
        return None
    head = before.counted.split()[-1]
    following = analysis.tokens[after + 2] if after + 2 < len(analysis.tokens) else None
    if following is None or following.pos not in ("NOUN", "PROPN", "ADJ"):
        return LeftOut(counted=head)
    kind = following.text
    if following.tag in ("NNPS", "NNS") or (kind[0].isupper() and kind.endswith("ns")):
        kind = kind.removesuffix("s")
    return LeftOut(counted=f"{kind} {head}" if kind[0].isupper() else following.text, told=before.told)


def _share_of(analysis: Analysis, quantity: Quantity, before: FigureReport) -> LeftOut | None:
    """Reads "of 1,412 votes, 71 percent went to": the share is one of what was counted before."""
    if quantity.unit != "percentage" and not quantity.is_fraction:
        return None
    inside, last = analysis.tokens_in(quantity.span), analysis.tokens_in(before.span)
    if (
        not inside
        or not last
        or not last.start
        or analysis.sentence_of[inside.start] != analysis.sentence_of[last.start]
    ):
        return None
    opens = analysis.tokens[last.start - 1].text
    is_of_another = inside.stop < len(analysis.tokens) and analysis.tokens[inside.stop].text.lower() == "of"
    if opens not in ("Of", "Among") or is_of_another or not before.counted:
        return None
    return LeftOut(counted=before.counted, unit=quantity.unit)


def _is_followed_by_noun(analysis: Analysis, quantity: Quantity) -> bool:
    """Whether a noun or adjective comes right after, or the number is part of a name or a hyphened word."""
    inside = analysis.tokens_in(quantity.span)
    if not inside:
        return True
    character = analysis.text[quantity.span.end : quantity.span.end + 1]
    following = analysis.tokens[inside.stop] if inside.stop < len(analysis.tokens) else None
    return character in ("-", "–", "/", ":") or (
        following is not None
        and following.pos in ("NOUN", "PROPN", "ADJ", "NUM", "SYM")
        and analysis.sentence_of[inside.stop - 1] == analysis.sentence_of[inside.stop]
    )


def _of_a_number(analysis: Analysis, quantity: Quantity) -> LeftOut | None:
    """Reads "put the number of wells at 61", "the crowd was 4,000", "a workforce of 900": a noun that is a count."""
    current = analysis.tokens_in(quantity.span)[-1]
    for _ in range(4):
        token = analysis.tokens[current]
        above = token.head
        if above == current or token.dep not in _LINKS:
            return None
        name = analysis.tokens[above]
        if name.pos == "NOUN":
            return _counting(analysis, above)
        if name.pos in ("VERB", "AUX"):
            roles = {analysis.tokens[child].dep: child for child in analysis.children[above] if child != current}
            nouns = [roles[dep] for dep in ("dobj", "nsubj", "nsubjpass") if dep in roles]
            return next((found for noun in nouns if (found := _counting(analysis, noun))), None)
        current = above
    return None


def _counting(analysis: Analysis, noun: int) -> LeftOut | None:
    lemma = analysis.tokens[noun].lemma.lower()
    if lemma in get_words("gatherings"):
        return LeftOut(counted=analysis.tokens[noun].text)
    if lemma not in get_words("counts"):
        return None
    for child in analysis.children[noun]:
        if analysis.tokens[child].text.lower() == "of":
            for thing in analysis.children[child]:
                if analysis.tokens[thing].dep == "pobj":
                    first = min(
                        [thing, *(each for each in analysis.children[thing] if _is_before(analysis, each, thing))]
                    )
                    return LeftOut(counted=analysis.span(first, thing).cut(analysis.text), told=("be",))
    before = [each for each in analysis.children[noun] if analysis.tokens[each].dep == "compound"]
    return LeftOut(counted=analysis.tokens[before[-1]].text, told=("be",)) if before else None


def _is_before(analysis: Analysis, index: int, noun: int) -> bool:
    return index < noun and analysis.tokens[index].dep in ("amod", "compound")


def _as_before(analysis: Analysis, quantity: Quantity, before: FigureReport) -> LeftOut | None:
    """Reads "5,000 people attended; police spoke of 2,000": the noun of the figure just before, of a like size."""
    inside = analysis.tokens_in(quantity.span)
    last = analysis.tokens_in(before.span)
    if not last or not before.counted or _is_moment(analysis, quantity, inside.start):
        return None
    sentence, earlier = analysis.sentence_of[inside.start], analysis.sentence_of[last.start]
    if sentence - earlier not in (0, 1) or "\n" in analysis.text[before.span.end : quantity.span.start]:
        return None
    token = analysis.tokens[inside[-1]]
    if token.dep in ("nsubj", "nsubjpass") and quantity.high <= before.high:
        return LeftOut(counted=before.counted, unit=before.unit)
    if not _is_like(quantity, before):
        return None
    word = analysis.tokens[inside.start - 1].text.lower() if inside.start else ""
    lead = analysis.text[max(0, quantity.span.start - 24) : quantity.span.start].lower()
    if _COMPARED.search(lead) and not quantity.hedge and sentence == earlier:
        return LeftOut(counted=before.counted, unit=before.unit, told=(*before.told, FORMERLY))
    if word in ("to", "-", "–") and sentence == earlier:
        return LeftOut(counted=before.counted, unit=before.unit, told=())
    if token.dep in ("pobj", "dobj", "attr", "conj", "neg", "appos", "ROOT"):
        return LeftOut(counted=before.counted, unit=before.unit, told=before.told)
    return None


FORMERLY = "formerly"
"""The last word of what is told of a value that is said to have changed or to be no longer meant."""


def _is_like(quantity: Quantity, before: FigureReport) -> bool:
    return before.low > 0 and not quantity.vague and 1 / _FACTOR <= quantity.high / before.high <= _FACTOR


def _is_moment(analysis: Analysis, quantity: Quantity, first: int) -> bool:
    """Whether the bare number may be an hour, a year or an age: "at six", "by 2030", "aged between 19 and 33"."""
    if re.search(r"\bage[ds]?\s(?:\w+\s){0,2}$", analysis.text[max(0, quantity.span.start - 24) : quantity.span.start]):
        return True
    word = analysis.tokens[first - 1].text.lower() if first else ""
    written = quantity.number.cut(analysis.text)
    is_year = quantity.low in _YEARS and re.fullmatch(r"\d{4}", written) is not None
    return is_year or (quantity.high <= 24 and word in _CLOCK)
