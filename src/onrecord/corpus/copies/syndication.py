"""Who carries whose words: for each article that shares a text with others, where it took it from, word by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.corpus.copies.duplicates import OVERLAP_SHARE, Overlap, count_steps
from onrecord.corpus.copies.shingles import LENGTH, WORD
from onrecord.corpus.head import get_agency
from onrecord.model import Article, Carries, Dated, FirstBy, Passage, Provenance, Span, record

VERSION = "1"
PROVENANCE = Provenance(stage="corpus", version=VERSION)
GAP = 3
"""Words that an editor changed inside a passage without ending it."""
SHORTEST = 8
"""Words; shorter runs are phrases that anyone may use."""
LENDERS = 5
"""Of so many likest articles it is asked what they have lent."""
OWN = 0.1
"""An article took from a second one where that explains so much more of its words."""
OFTEN = 20
"""Of a run of words that comes back in a text, so many places are tried."""


@record
class Word:
    """A word, case folded, and where it stands."""

    text: str
    start: int
    end: int


First = tuple[bool, date, bool, int, str]
"""The order in which articles of one text were first: the agency's own, earlier, credited to one, more complete."""


def find_carried(
    articles: Sequence[Article], dated: Mapping[str, Dated], overlaps: Sequence[Overlap]
) -> tuple[Carries, ...]:
    """For each article that shares words with one that ran them first, what it carries and from where.

    Linking: does not depend on the order of `articles`. Mostly one record for each carrier; more where several
    articles explain different parts of it.
    """
    known = {article.id: article for article in articles}
    first = {article.id: _first(article, dated) for article in articles}
    lenders: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for overlap in overlaps:
        place = 0 if first[overlap.articles[0]] > first[overlap.articles[1]] else 1
        if overlap.is_taken(0, OVERLAP_SHARE) or overlap.is_taken(1, OVERLAP_SHARE):
            lenders[overlap.articles[place]].append((overlap.shares[place], overlap.articles[1 - place]))
    found = []
    for carrier, likest in sorted(lenders.items()):
        likest.sort(key=lambda one: (-round(one[0], 2), first[one[1]]))
        found += _find_taken(known[carrier], [(share, known[of]) for share, of in likest[:LENDERS]], first)
    return tuple(found)


def _find_taken(
    carrier: Article, lenders: Sequence[tuple[float, Article]], first: Mapping[str, First]
) -> list[Carries]:
    own = cut_words(carrier)
    covered: set[int] = set()
    found: list[Carries] = []
    for share, lender in lenders:
        other = cut_words(lender)
        runs = [run for run in align(own, other) if not covered.issuperset(range(run[0], run[1]))]
        new = {at for run in runs for at in range(run[0], run[1])} - covered
        if new and (not found or len(new) >= OWN * len(own)):
            covered |= new
            first_by = _why(first[lender.id], first[carrier.id])
            passages = tuple(_passage(own, other, run) for run in runs)
            found.append(Carries(article_id=carrier.id, of=lender.id, first_by=first_by, share=round(share, 4),
                                 passages=passages, provenance=PROVENANCE))  # fmt: skip
        if len(covered) > (1 - OWN) * len(own):
            break
    return found


def cut_words(article: Article) -> list[Word]:
    """The words of the body in order."""
    return [Word(text=found.group().casefold(), start=found.start(), end=found.end())
            for found in WORD.finditer(article.text, article.body_start)]  # fmt: skip


Run = tuple[int, int, int, int]
"""Half-open ranges of words: in the carrier, and in the other."""


def align(own: Sequence[Word], other: Sequence[Word]) -> list[Run]:
    """The passages that both have, in the carrier's order: runs of equal words, with small changes inside."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(other) - LENGTH + 1):
        places[tuple(word.text for word in other[at : at + LENGTH])].append(at)
    runs: list[Run] = []
    at = 0
    while at <= len(own) - LENGTH:
        starts = places.get(tuple(word.text for word in own[at : at + LENGTH]), ())[:OFTEN]
        follows = runs[-1][3] if runs else 0
        ends = [(_equal(own, other, at, start), -abs(start - follows), start) for start in starts]
        if not ends:
            at += 1
            continue
        length, _, start = max(ends)
        runs.append((at, at + length, start, start + length))
        at += length
    joined: list[Run] = []
    for run in runs:
        if joined and run[0] - joined[-1][1] <= GAP and 0 <= run[2] - joined[-1][3] <= GAP:
            run = (joined[-1][0], run[1], joined.pop()[2], run[3])
        joined.append(run)
    return [run for run in joined if run[1] - run[0] >= SHORTEST]


def _equal(own: Sequence[Word], other: Sequence[Word], at: int, start: int) -> int:
    """How many words from `at` and `start` on are the same."""
    length = LENGTH
    while (
        at + length < len(own) and start + length < len(other) and own[at + length].text == other[start + length].text
    ):
        length += 1
    return length


def _passage(own: Sequence[Word], other: Sequence[Word], run: Run) -> Passage:
    return Passage(
        here=Span(start=own[run[0]].start, end=own[run[1] - 1].end),
        there=Span(start=other[run[2]].start, end=other[run[3] - 1].end),
    )


def _first(article: Article, dated: Mapping[str, Dated]) -> First:
    known = dated.get(article.id)
    day = known.when.earliest if known else date.max
    return (not get_agency(article.outlet), day, not article.agency, -count_steps(article), article.id)


def _why(lender: First, carrier: First) -> FirstBy:
    """The first thing in which the two differ."""
    reasons = (FirstBy.AGENCY, FirstBy.DATE, FirstBy.CREDIT, FirstBy.LENGTH, FirstBy.NOTHING)
    return next(reason for reason, a, b in zip(reasons, lender, carrier, strict=True) if a != b)
