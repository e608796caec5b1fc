"""When an article without a date can have been published: the window its content and the rest of the record allow.

Kinds of evidence, all marked inferred: a dated copy of the same text; the day of the dateline; a day named with its
weekday; a fact that dated articles place in a year and this one names by month or day alone; and, for lack of better,
the latest day that text or captions name and the time from which the articles are that speak of the same names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from onrecord.corpus.copies.duplicates import find_duplicates
from onrecord.corpus.dates.named_day import DATELINE_REACH, find_named_days, place_dateline, place_day
from onrecord.corpus.dates.written_date import find_dates, get_date
from onrecord.corpus.tables import get_tables
from onrecord.model import Article, Basis, Dated, EditKind, Precision, Provenance, Rung, When, record

VERSION = "2"
PROVENANCE = Provenance(stage="corpus", version=VERSION)
YEAR = timedelta(days=365)
COPY_REACH = timedelta(days=7)
ALONE = 2 * YEAR
"""An article rarely names or shows a latest day that lies further back (stock pictures are renewed)."""
SHARED_NAMES = 5
"""Names that two articles have in common where they are of one debate."""
FEWEST_NEAR = 3
RARE = 3
"""A word that stands more often in an article is its topic and tells no fact from another."""
SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[A-ZÀ-Þ“\"‘])|\n")
AHEAD = re.compile(
    r"\b(?:will|would|shall|going to|expected|scheduled|due|plan(?:s|ned)?|upcoming|next|until|deadline|"
    r"by the end|ahead of|set to|to be)\b",
    re.IGNORECASE,
)
IN_YEAR = re.compile(r"\b(?:in|since|of|during|from|early|late|mid-?|back in)\s?-?(?P<y>(?:19|20)\d{2})\b")


@record
class Fact:
    """A sentence's words by which a fact is known again: rare names and word stems; and its day or year if told."""

    names: frozenset[str]
    stems: frozenset[str]
    sentence: str
    earliest: date | None = None
    latest: date | None = None


@record
class Window:
    """Days between which an article can have been published, and the words that say so."""

    earliest: date
    latest: date
    evidence: str


def infer_dates(articles: Sequence[Article], dated: Mapping[str, Dated]) -> tuple[Dated, ...]:
    """A window for each article that no rung of the ladder dated, where its content allows one (rung INFERRED).

    Linking: does not depend on the order of `articles`. A window is at most 24 months wide, at most 12 where
    another article dates a fact that this one names by month.
    """
    undated = [article for article in articles if article.id not in dated]
    if not undated:
        return ()
    stated = {article.id: dated[article.id] for article in articles if article.id in dated}
    copies = _date_of_copies(articles, stated)
    facts = [fact for article in sorted(articles, key=lambda one: one.id) if article.id in stated
             for fact in _iter_facts(article, stated[article.id].when.earliest)]  # fmt: skip
    index = _index(facts)
    days = [when.when.earliest for when in stated.values()]
    names = {article.id: _names(article) for article in articles if article.id in stated} if undated else {}
    found = []
    for article in sorted(undated, key=lambda one: one.id):
        own = _names(article)
        near = sorted(stated[key].when.earliest for key, others in names.items() if len(own & others) >= SHARED_NAMES)
        window = (
            copies.get(article.id)
            or _from_dateline(article, near)
            or _from_weekdays(article, days)
            or _from_facts(article, facts, index)
            or _alone(article, near)
        )
        if window:
            when = When(earliest=window.earliest, latest=window.latest, precision=Precision.INTERVAL,
                        basis=Basis.INFERRED, written=window.evidence)  # fmt: skip
            found.append(Dated(article_id=article.id, when=when, rung=Rung.INFERRED, evidence=window.evidence,
                               provenance=PROVENANCE))  # fmt: skip
    return tuple(found)


def _date_of_copies(articles: Sequence[Article], stated: Mapping[str, Dated]) -> dict[str, Window]:
    windows: dict[str, Window] = {}
    for duplicate in find_duplicates(articles, stated):
        for own, other in ((duplicate.article_id, duplicate.of), (duplicate.of, duplicate.article_id)):
            if own not in stated and other in stated and duplicate.share > 0.8:
                when = stated[other].when
                windows.setdefault(own, Window(earliest=when.earliest - COPY_REACH, latest=when.latest + COPY_REACH,
                                               evidence=f"a copy dated {when.earliest}"))  # fmt: skip
    return windows


def _from_facts(article: Article, facts: Sequence[Fact], index: Mapping[str, list[int]]) -> Window | None:
    """The days on which every fact that others date and this article names by month is less than a year old."""
    earliest, latest, evidence = date.min, date.max, ""
    for own in _iter_facts(article, None):
        if AHEAD.search(own.sentence):
            continue
        places = _iter_bare_days(own.sentence)
        for other in _find_same(own, facts, index):
            if other.earliest is None or other.latest is None:
                continue
            low, high = other.earliest, date.max
            for month, day in places:
                placed = _place(month, day, other.earliest, other.latest)
                if placed:
                    low, high = placed, placed + YEAR - timedelta(days=1)
            if max(low, earliest) <= min(high, latest):
                if (low, high) != (max(low, earliest), min(high, latest)) or not evidence:
                    evidence = other.sentence[:200]
                earliest, latest = max(low, earliest), min(high, latest)
    if not evidence:
        return None
    floor = _latest_named_day(article)
    if floor and earliest < floor <= latest:
        earliest = floor
    return Window(earliest=earliest, latest=min(latest, earliest + ALONE - timedelta(days=1)), evidence=evidence)


def _from_dateline(article: Article, near: Sequence[date]) -> Window | None:
    day = place_dateline(article, near)
    if day is None:
        return None
    return Window(earliest=day, latest=day + DATELINE_REACH, evidence=f"dateline, read as {day}")


def _from_weekdays(article: Article, days: Sequence[date]) -> Window | None:
    """Days named as "Sunday, September 24" lie in the year in which they were Sundays, and less than a year back."""
    floor = _latest_named_day(article)
    lows = [*([floor - YEAR] if floor else []), *([min(days) - YEAR] if days else [])]
    highs = [*([floor + ALONE] if floor else []), *([max(days) + YEAR] if days else [])]
    if not lows:
        return None
    placed = [
        day
        for sentence in SENTENCE_END.split(article.text[article.body_start :])
        if not AHEAD.search(sentence)
        for named in find_named_days(sentence)
        if (day := place_day(named, max(lows), min(highs)))
    ]
    if not placed or max(placed) - min(placed) >= YEAR:
        return None
    earliest, last = max([*placed, *([floor] if floor else [])]), min(placed) + YEAR - timedelta(days=1)
    if earliest > last:
        return None
    return Window(earliest=earliest, latest=last, evidence=f"names {max(placed)} by its weekday")


def _alone(article: Article, near: Sequence[date]) -> Window | None:
    """From the latest day that the article names on; in a year around dated articles that speak of the same names."""
    floor = _latest_named_day(article)
    if floor is None:
        return None
    window = Window(earliest=floor, latest=floor + ALONE - timedelta(days=1), evidence=f"names {floor}, nothing later")
    if len(near) < FEWEST_NEAR or near[-1] - near[0] >= YEAR:
        return window
    start = near[0] + (near[-1] - near[0]) / 2 - YEAR / 2
    earliest, latest = max(floor, start), min(window.latest, start + YEAR - timedelta(days=1))
    if earliest > latest:
        return window
    evidence = f"names {floor}; articles of {near[0]} to {near[-1]} speak of the same names"
    return Window(earliest=earliest, latest=latest, evidence=evidence)


def _names(article: Article) -> frozenset[str]:
    """Words with a capital inside sentences; months and weekdays are none."""
    calendar = {*get_tables().months, *get_tables().weekdays}
    words = re.findall(r"(?<=[a-z,] )[A-ZÀ-Þ]\w{3,}", article.text[article.body_start :])
    return frozenset(word for word in words if word.casefold() not in calendar)


def _latest_named_day(article: Article) -> date | None:
    """The latest day that lies in the past of the article: full dates and years of its text, dates of its captions."""
    days = [found.day for edit in article.edits if edit.kind is EditKind.CAPTION for found in find_dates(edit.before)]
    for sentence in SENTENCE_END.split(article.text):
        if not AHEAD.search(sentence):
            days += [found.day for found in find_dates(sentence)]
            days += [date(int(found["y"]), 1, 1) for found in IN_YEAR.finditer(sentence)]
    return max(days, default=None)


@cache
def _bare_day() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, get_tables().months), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<last>last\s+)?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<n>{names})\b\.?"
        r"(?:\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?)?(?!,?\s*\d)(?!\w)", re.IGNORECASE)  # fmt: skip


def _iter_bare_days(sentence: str) -> list[tuple[int, int]]:
    """(month, day) of dates without a year, day 0 for a month alone; "may" and "march" only with a capital."""
    found = []
    for match in _bare_day().finditer(sentence):
        if match["n"][0].isupper() and not (
            match["n"].lower() in ("may", "mar", "sun") and not (match["d1"] or match["d2"])
        ):
            found.append((get_tables().months[match["n"].lower()], int(match["d1"] or match["d2"] or 0)))
    return found


def _place(month: int, day: int, earliest: date, latest: date) -> date | None:
    for year in range(earliest.year, latest.year + 1):
        placed = get_date(year, month, day or 1)
        if placed and (earliest <= placed <= latest or (day == 0 and earliest.replace(day=1) <= placed <= latest)):
            return placed
    return None


def _iter_facts(article: Article, published: date | None) -> Iterator[Fact]:
    text = article.text[article.body_start :]
    counts = Counter(re.findall(r"\w+", text))
    for sentence in SENTENCE_END.split(text):
        words = re.findall(r"\w+", sentence)
        names = frozenset(word for word in words[1:] if word[0].isupper() and len(word) > 2 and counts[word] <= RARE)
        stems = frozenset(word[:6] for word in words if word[0].islower() and len(word) > 5)
        if len(names) >= 2 and stems:
            earliest, latest = _told(sentence, published) if published else (None, None)
            yield Fact(names=names, stems=stems, sentence=sentence, earliest=earliest, latest=latest)


def _told(sentence: str, published: date) -> tuple[date | None, date | None]:
    """When the fact of a sentence was, as an article published on this day tells it."""
    dates = find_dates(sentence)
    if len(dates) == 1:
        return dates[0].day, dates[0].day
    years = [int(found["y"]) for found in IN_YEAR.finditer(sentence)]
    if re.search(r"\blast year\b", sentence, re.IGNORECASE):
        years.append(published.year - 1)
    elif re.search(r"\b(?:earlier )?this year\b", sentence, re.IGNORECASE):
        years.append(published.year)
    named = re.findall(r"\b[A-Z][a-z]+\.? ((?:19|20)\d{2})\b", sentence)
    years += [int(year) for year in named]
    if len(set(years)) == 1:
        return date(years[0], 1, 1), min(date(years[0], 12, 31), published)
    bare = _iter_bare_days(sentence)
    if len(bare) == 1 and not years:
        month, day = bare[0]
        placed = [get_date(year, month, day or 1) for year in (published.year, published.year - 1)]
        past = [one for one in placed if one and one <= published]
        if past:
            return past[0], past[0] if day else min(past[0] + timedelta(days=30), published)
    return None, None


def _index(facts: Sequence[Fact]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for place, fact in enumerate(facts):
        for name in fact.names:
            index.setdefault(name, []).append(place)
    return index


def _find_same(own: Fact, facts: Sequence[Fact], index: Mapping[str, list[int]]) -> Iterator[Fact]:
    """Facts with three rare names and a stem in common, or two names and two stems."""
    shared = Counter(place for name in own.names for place in index.get(name, ()))
    for place, names in sorted(shared.items()):
        stems = len(own.stems & facts[place].stems)
        if (names >= 3 and stems >= 1) or (names == 2 and stems >= 2):
            yield facts[place]
