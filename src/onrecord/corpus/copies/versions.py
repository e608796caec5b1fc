"""Which article is an earlier form of which: same address, or same outlet with the same headline or day, and much text.

Which of two is the newer is told by their content alone, so that the order of adding changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations
from urllib.parse import parse_qsl, urlsplit

import numpy as np

from onrecord.corpus.copies.duplicates import find_pairs
from onrecord.corpus.copies.shingles import Hashes, shingle
from onrecord.corpus.dates.revision import find_notes
from onrecord.model import Article, Dated, Provenance, Version, VersionBasis, record

VERSION = "1"
PROVENANCE = Provenance(stage="corpus", version=VERSION)
SAME_ADDRESS = 0.3
"""The share of the shorter text's runs of words that must stand in the other: below it, an address was used again."""
SAME_HEADLINE_AND_DAY = 0.5
SAME_HEADLINE_OR_DAY = 0.8
"""A newsroom's next story of the day repeats its background, not four fifths of a text."""
FEW = 30
"""So many articles of one address are compared with each other without a search for likely pairs."""
TRACKING = re.compile(r"utm_|fbclid$|gclid$|mc_|cmp$|ref$|source$|share$|at_", re.IGNORECASE)
UNDATED = datetime.min.replace(tzinfo=UTC)


@record
class _Form:
    """One article as it is compared: its key tells the newer of two, field by field."""

    article: Article
    shingles: Hashes
    address: str
    headline: tuple[str, str]
    day: str
    notes: tuple[str, ...]
    moment: datetime

    @property
    def key(self) -> tuple[datetime, int, int, str]:
        return (self.moment, len(self.notes), self.words, self.article.id)

    @property
    def words(self) -> int:
        return len(self.article.text.split())

    @property
    def body(self) -> list[str]:
        return self.article.text.split()


def find_versions(articles: Sequence[Article], dated: Mapping[str, Dated]) -> tuple[Version, ...]:
    """For each earlier form of an article the next newer one. `dated`: the dates that articles state themselves.

    Linking: does not depend on the order of `articles`. Forms with the very same words are copies, not versions.
    """
    forms = _related([_form(article, dated.get(article.id)) for article in articles])
    newer: dict[str, tuple[_Form, _Form, float]] = {}
    for first, second in _iter_pairs(forms):
        share = _share(first, second)
        if first.body == second.body or share < _least(first, second):
            continue
        old, new = sorted((first, second), key=lambda form: form.key)
        if old.article.id not in newer or new.key < newer[old.article.id][1].key:
            newer[old.article.id] = (old, new, share)
    return tuple(_version(*newer[name]) for name in sorted(newer))


def _form(article: Article, dated: Dated | None) -> _Form:
    published = dated.when.earliest if dated else None
    moment = datetime(published.year, published.month, published.day, tzinfo=UTC) if published else UNDATED
    title = " ".join(re.findall(r"\w+", article.title.casefold()))
    return _Form(
        article=article,
        shingles=np.unique(shingle(article.text[article.body_start :])),
        address=plain_address(article.url),
        headline=(article.outlet.casefold(), title) if article.outlet and title else ("", ""),
        day=published.isoformat() if published else "",
        notes=find_notes(article),
        moment=max(article.revised or UNDATED, moment),
    )


def plain_address(url: str) -> str:
    """An address without what tells no two articles apart: scheme, "www.", fragment, tracking; "" for a home page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = re.sub(r"^(?:www\d?|m|amp)\.", "", (parts.hostname or ""))
    query = sorted(pair for pair in parse_qsl(parts.query) if not TRACKING.match(pair[0]))
    path = re.sub(r"/(?:index\.\w+|amp)?/?$", "", parts.path)
    return f"{host}{path}?{query}" if host and (path or query) else ""


def _keys(form: _Form) -> Iterator[tuple[str, ...]]:
    """What an article shares with its other forms: its address, or a headline or a day of its outlet."""
    outlet = form.article.outlet.casefold()
    if form.address:
        yield ("address", form.address)
    if form.headline[1]:
        yield ("headline", *form.headline)
    if form.day and outlet:
        yield ("day", outlet, form.day)


def _related(forms: Sequence[_Form]) -> list[_Form]:
    """The forms that can have another, ordered by id."""
    times = Counter(key for form in forms for key in _keys(form))
    related = [form for form in forms if any(times[key] > 1 for key in _keys(form))]
    return sorted(related, key=lambda form: form.article.id)


def _iter_pairs(forms: Sequence[_Form]) -> Iterator[tuple[_Form, _Form]]:
    likely = {(forms[i].article.id, forms[k].article.id): (forms[i], forms[k])
              for i, k in find_pairs([form.shingles for form in forms])}  # fmt: skip
    by_address: dict[str, list[_Form]] = defaultdict(list)
    for form in forms:
        if form.address:
            by_address[form.address].append(form)
    for group in by_address.values():
        if len(group) <= FEW:
            likely |= {(a.article.id, b.article.id): (a, b) for a, b in combinations(group, 2)}
    for name in sorted(likely):
        yield likely[name]


def _share(first: _Form, second: _Form) -> float:
    common = len(np.intersect1d(first.shingles, second.shingles, assume_unique=True))
    return common / min(len(first.shingles), len(second.shingles))


def _least(first: _Form, second: _Form) -> float:
    """The share that two articles need to be versions of one; more than 1 where they are none."""
    if first.address and first.address == second.address:
        return SAME_ADDRESS
    if first.article.outlet.casefold() != second.article.outlet.casefold() or not first.article.outlet:
        return 2.0
    headline = first.headline == second.headline and bool(first.headline[1])
    day = first.day == second.day and bool(first.day)
    if headline and (day or not first.day or not second.day):
        return SAME_HEADLINE_AND_DAY
    return SAME_HEADLINE_OR_DAY if headline or day else 2.0


def _version(old: _Form, new: _Form, share: float) -> Version:
    if new.moment != old.moment:
        basis, evidence = VersionBasis.DATED, f"{_told(old.moment)} / {_told(new.moment)}"
    elif len(new.notes) != len(old.notes):
        basis, evidence = VersionBasis.CORRECTED, next(note for note in new.notes if note not in old.notes)
    elif new.words != old.words:
        basis, evidence = VersionBasis.COMPLETE, f"{old.words} / {new.words} words"
    else:
        basis, evidence = VersionBasis.NOTHING, ""
    return Version(article_id=old.article.id, of=new.article.id, basis=basis, evidence=evidence,
                   share=round(share, 4), provenance=PROVENANCE)  # fmt: skip


def _told(moment: datetime) -> str:
    if moment == UNDATED:
        return "undated"
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat(timespec="minutes")
