"""Whose words an article carries, and how many sources stand behind what several articles print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import StrEnum

from onrecord.model.article import Article
from onrecord.model.provenance import Provenance
from onrecord.model.record import content_id, record, require
from onrecord.model.span import Evidence, Span

HELD = 0.5
"""Words stand in a passage where at least this share of them does."""
WHOLE = 0.8
"""From this share on, a carrier prints the text of another, and an agency that it credits is that text's source."""


class FirstBy(StrEnum):
    """What tells who of two articles ran the words first."""

    AGENCY = "it is the agency's own"
    DATE = "it is dated earlier"
    CREDIT = "it credits an agency"
    LENGTH = "it is more complete"
    NOTHING = "nothing tells them apart"


@record
class Passage:
    """A stretch of the carrying article (`here`) and the same words in the article it took them from (`there`)."""

    here: Span
    there: Span


@record
class Carries:
    """`article_id` carries words that `of` ran first; what lies between the passages was added, or cut from `of`.

    `share` is the part of the carrier's runs of five words that stand in `of` (0 to 1). Following `of` never leads in
    a circle. An article that took from several has one record for each.
    """

    id: str = field(init=False)
    article_id: str
    of: str
    first_by: FirstBy
    share: float
    passages: tuple[Passage, ...]
    provenance: Provenance

    def __post_init__(self) -> None:
        require(self.article_id != self.of, f"article {self.article_id} is said to carry itself", "two articles")
        require(self.passages, f"article {self.article_id} carries nothing of {self.of}", "at least one passage")
        object.__setattr__(self, "id", content_id("carries", self.article_id, self.of))

    def find_added(self, carrier: Article) -> tuple[Span, ...]:
        """The stretches of the carrier's body that do not stand in the other."""
        return _between([passage.here for passage in self.passages], carrier)

    def find_cut(self, origin: Article) -> tuple[Span, ...]:
        """The stretches of the other's body that the carrier left out."""
        return _between([passage.there for passage in self.passages], origin)


@record
class Sources:
    """Leads from words in an article to all articles that carry them and to the newsroom they come from."""

    articles: Mapping[str, Article]
    taken: Mapping[str, tuple[Carries, ...]]
    """Carrier -> what it took."""
    given: Mapping[str, tuple[Carries, ...]]
    """Article -> what others took from it."""

    def find_carriers(self, words: Evidence) -> Mapping[str, Span]:
        """All articles that print these words, with where they stand in each; the article itself among them."""
        found, queue = {words.article_id: words.span}, [words]
        while queue:
            at = queue.pop()
            ways = [(link.of, p.here, p.there) for link in self.taken.get(at.article_id, ()) for p in link.passages]
            ways += [(link.article_id, p.there, p.here) for link in self.given.get(at.article_id, ())
                     for p in link.passages]  # fmt: skip
            for other, here, there in ways:
                if other not in found and _holds(here, at.span):
                    found[other] = _moved(at.span, here, there)
                    queue.append(Evidence(article_id=other, span=found[other]))
        return found

    def find_origin(self, words: Evidence) -> Evidence:
        """Where these words were printed first, as far as the record shows."""
        step: Evidence | None = words
        while step:
            words, step = step, self._find_lender(step)
        return words

    def _find_lender(self, words: Evidence) -> Evidence | None:
        for link in self.taken.get(words.article_id, ()):
            for passage in link.passages:
                if _holds(passage.here, words.span):
                    return Evidence(article_id=link.of, span=_moved(words.span, passage.here, passage.there))
        return None

    def name_source(self, words: Evidence) -> str:
        """The newsroom these words come from: an agency, an outlet, or the id of an article that names neither."""
        return self._name_newsroom(self.find_origin(words).article_id)

    def name_article_source(self, article_id: str) -> str:
        """The newsroom an article as a whole comes from: its own, unless most of it was taken from another."""
        while likest := next((link for link in self.taken.get(article_id, ()) if link.share >= HELD), None):
            article_id = likest.of
        return self._name_newsroom(article_id)

    def _name_newsroom(self, article_id: str) -> str:
        origin = self.articles[article_id]
        credited = [self.articles[link.article_id].agency for link in self.given.get(origin.id, ())
                    if link.share >= WHOLE]  # fmt: skip
        return origin.agency or next(filter(None, credited), "") or origin.outlet or origin.id

    def count_articles(self, lines: Iterable[Evidence]) -> int:
        """How many articles print any of these words, copies and carriers included."""
        return len({article_id for words in lines for article_id in self.find_carriers(words)})

    def count_sources(self, lines: Iterable[Evidence]) -> int:
        """How many newsrooms stand behind these words: copies and carriers of one origin count once."""
        return len({self.name_source(words) for words in lines})

    def find_repeated(self, lines: Mapping[str, Evidence]) -> frozenset[str]:
        """Keys of those lines whose words another line holds already, in an article that ran them before.

        Two lines of one article never repeat each other.
        """
        repeated: set[str] = set()
        kept: dict[str, list[Evidence]] = defaultdict(list)
        first = {key: self.find_origin(words) for key, words in lines.items()}

        def order(key: str) -> tuple[bool, str, tuple[int, int], str]:
            own = lines[key]
            return (first[key].article_id != own.article_id, own.article_id, own.span.key, key)

        carried = {words.article_id for key, words in first.items() if words.article_id != lines[key].article_id}
        for key in sorted((key for key in lines if first[key].article_id in carried), key=order):
            origin, carrier = first[key], lines[key].article_id
            others = [held.span for held in kept[origin.article_id] if held.article_id != carrier]
            if any(_holds(held, origin.span) or _holds(origin.span, held) for held in others):
                repeated.add(key)
            else:
                kept[origin.article_id].append(Evidence(article_id=carrier, span=origin.span))
        return frozenset(repeated)


def sources_of(articles: Mapping[str, Article], carries: Iterable[Carries]) -> Sources:
    """Look-ups over `carries`, of which those that name an unknown article are left out."""
    taken: dict[str, list[Carries]] = defaultdict(list)
    given: dict[str, list[Carries]] = defaultdict(list)
    for link in sorted(carries, key=lambda link: (link.article_id, -link.share, link.of)):
        if link.article_id in articles and link.of in articles:
            taken[link.article_id].append(link)
            given[link.of].append(link)
    return Sources(
        articles=articles,
        taken={key: tuple(links) for key, links in taken.items()},
        given={key: tuple(links) for key, links in given.items()},
    )


def _between(spans: Iterable[Span], article: Article) -> tuple[Span, ...]:
    gaps, at = [], article.body_start
    for span in (*sorted(spans, key=lambda span: span.key), None):
        start, end = (span.start, span.end) if span else (len(article.text),) * 2
        words = article.text[at:start]
        if any(char.isalnum() for char in words):
            left = at + len(words) - len(words.lstrip(" \n.,;:!?–—-"))
            gaps.append(Span(start=left, end=left + len(article.text[left:start].rstrip(" \n“‘(["))))
        at = max(at, end)
    return tuple(gaps)


def _holds(passage: Span, span: Span) -> bool:
    return min(passage.end, span.end) - max(passage.start, span.start) >= HELD * (span.end - span.start)


def _moved(span: Span, here: Span, there: Span) -> Span:
    """The same words in the other article; exact where a passage is printed letter by letter, else near."""
    start = there.start + max(span.start - here.start, 0)
    start = min(start, there.end - 1)
    return Span(
        start=start, end=max(start + 1, min(there.end, start + min(span.end, here.end) - max(span.start, here.start)))
    )
