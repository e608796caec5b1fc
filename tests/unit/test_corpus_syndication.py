"""Who carries whose words, and how many sources stand behind what several articles print."""

from __future__ import annotations

import dataclasses
import random
from datetime import date

import pytest

from onrecord.corpus import find_carried, find_overlaps
from onrecord.corpus.copies.syndication import align, cut_words
from onrecord.exchange.tables import tables
from onrecord.model import (
    Article,
    Basis,
    Carries,
    Dated,
    Debate,
    Evidence,
    FirstBy,
    Origin,
    Precision,
    Provenance,
    Rung,
    Span,
    Statement,
    StatementKind,
    When,
    article_id,
    sources_of,
)  # fmt: skip
from onrecord.publish.dossier import page_of, render_dossier

MADE = Provenance(stage="test", version="1")
DAY = {number: date(2021, 6, number) for number in range(1, 29)}
WIRE = """The harbour board of Orlen voted on Monday to close the eastern lock for nine weeks while divers inspect it.
Nearly four hundred barges will have to take the long way around the cape, the engineer Petra Sund told reporters.
“We would rather lose a season than a crew,” she said after the vote, which the shippers' guild had tried to postpone.
The guild's chairman, Anton Welk, called the decision hasty and said its members would seek compensation in court.
Ferries for passengers keep running, and the city has promised extra buses to the villages on the northern bank."""
OWN = """Bakers in the old town report that flour arrives two days late already, and some have begun to ration loaves.
At the corner shop of Mina Trost the shelves were half empty on Tuesday morning, though customers took it calmly.
Her supplier drives through the hills now, a detour of eighty kilometres over roads never built for lorries."""
OTHER = """Few towns live by their locks as Orlen does, and few councils have quarrelled over one for as long.
Divers found cracks in the lower hinges last autumn, yet a repair was put off twice for want of money."""


def make(text: str, outlet: str, *, agency: str = "") -> Article:
    key = article_id(text.encode(), outlet=outlet, url="")
    return Article(
        id=key, text=text, origin=Origin(path=f"{outlet}.txt"), outlet=outlet, agency=agency, provenance=MADE
    )


def on(**days: int) -> dict[str, date]:
    return {outlet: DAY[day] for outlet, day in days.items()}


def dates(articles: list[Article], days: dict[str, date]) -> dict[str, Dated]:
    return {
        article.id: Dated(
            article_id=article.id, rung=Rung.METADATA, provenance=MADE,
            when=When(earliest=days[article.outlet], latest=days[article.outlet], precision=Precision.DAY,
                      basis=Basis.WRITTEN),
        )
        for article in articles if article.outlet in days
    }  # fmt: skip


def carried(articles: list[Article], days: dict[str, date]) -> tuple[Carries, ...]:
    return find_carried(articles, dates(articles, days), find_overlaps(articles))


def says(article: Article, words: str) -> Statement:
    start = article.text.index(words)
    return Statement(
        article_id=article.id, content=(Span(start=start, end=start + len(words)),), kind=StatementKind.INDIRECT,
        provenance=MADE,
    )  # fmt: skip


def test_corpus_the_earlier_article_is_the_origin() -> None:
    """Of two articles of one text the later carries the earlier; what it cut and added is what does not align."""
    first = make(WIRE, "Orlen Post")
    lines = WIRE.splitlines()
    later = make("\n".join([*lines[:3], *OTHER.splitlines()[:1], lines[4]]), "Cape Times")
    (link,) = carried([later, first], on(**{"Orlen Post": 3, "Cape Times": 4}))
    assert (link.article_id, link.of, link.first_by) == (later.id, first.id, FirstBy.DATE)
    assert [span.cut(first.text) for span in link.find_cut(first)] == [lines[3]]
    assert [span.cut(later.text) for span in link.find_added(later)] == OTHER.splitlines()[:1]
    for passage in link.passages:
        assert passage.here.cut(later.text).casefold() == passage.there.cut(first.text).casefold()


@pytest.mark.parametrize("agency_day", [2, 9])
def test_corpus_the_agency_itself_ran_it_first(agency_day: int) -> None:
    """An agency's own page is the origin of its text even where a carrier's page is dated earlier."""
    wire, carrier = make(WIRE, "AFP", agency="AFP"), make(WIRE, "Cape Times", agency="AFP")
    (link,) = carried([wire, carrier], on(AFP=agency_day, **{"Cape Times": 5}))
    assert (link.of, link.first_by) == (wire.id, FirstBy.AGENCY)


def test_corpus_on_one_day_the_credited_article_stands_nearer_to_the_wire() -> None:
    """Where dates do not tell, an article that names the agency comes before one that does not."""
    silent, credited = make(WIRE, "Cape Times"), make(WIRE, "Orlen Post", agency="AP")
    (link,) = carried([silent, credited], on(**{"Orlen Post": 3, "Cape Times": 3}))
    assert (link.of, link.first_by) == (credited.id, FirstBy.CREDIT)


def test_corpus_an_edited_copy_hands_its_edits_on() -> None:
    """A copy of an edited copy hangs below it, not below the first: it shares the edits."""
    edited = WIRE.replace("nine weeks", "two months") + "\n" + OWN.splitlines()[0]
    articles = [make(WIRE, "a"), make(edited, "b"), make(edited.replace("ration loaves", "ration bread"), "c")]
    links = {link.article_id: link.of for link in carried(articles, on(a=1, b=2, c=3))}
    assert links == {articles[1].id: articles[0].id, articles[2].id: articles[1].id}


def test_corpus_a_digest_takes_from_several() -> None:
    """An article put together from two others has a record for each, with the passages it took there."""
    first, second = make(WIRE, "a"), make(OWN, "b")
    digest = make(WIRE + "\n" + OWN, "c")
    links = carried([digest, second, first], on(a=1, b=1, c=2))
    assert {(link.article_id, link.of) for link in links} == {(digest.id, first.id), (digest.id, second.id)}


def test_corpus_moved_paragraphs_are_still_aligned() -> None:
    """A carrier that turns paragraphs round has every one of them in its passages."""
    lines = WIRE.splitlines()
    first, later = make(WIRE, "a"), make("\n".join([lines[2], lines[0], lines[1]]), "b")
    taken = sum(run[1] - run[0] for run in align(cut_words(later), cut_words(first)))
    assert taken == len(cut_words(later))


@pytest.mark.parametrize("seed", range(3))
def test_corpus_take_overs_do_not_depend_on_order(seed: int) -> None:
    """Any order of the articles gives the same records, and following them ends at one that took nothing."""
    chance = random.Random(seed)
    lines = [*WIRE.splitlines(), *OWN.splitlines(), *OTHER.splitlines()]
    articles = [make("\n".join(chance.sample(lines, 6)), f"outlet {number}") for number in range(9)]
    days = {article.outlet: DAY[chance.randrange(1, 4)] for article in articles}
    links = carried(articles, days)
    assert links == carried(chance.sample(articles, len(articles)), days)
    of = {}
    for link in links:
        of.setdefault(link.article_id, []).append(link.of)
    for start in of:
        reached, queue = set(), list(of[start])
        while queue:
            at = queue.pop()
            assert at != start
            if at not in reached:
                reached.add(at)
                queue += of.get(at, [])


def pile() -> tuple[dict[str, Article], list[Statement], Debate]:
    """A wire text at two outlets, a paper that took half of it and added its own, and one that reports for itself."""
    wire, copy = make(WIRE, "Orlen Post", agency="AP"), make(WIRE + " (AP)", "Cape Times")
    half = make("\n".join([*OWN.splitlines(), *WIRE.splitlines()[2:4]]), "Northbank Echo")
    alone = make(OTHER, "The Lock")
    articles = {article.id: article for article in (wire, copy, half, alone)}
    days = on(**{"Orlen Post": 1, "Cape Times": 1, "Northbank Echo": 2, "The Lock": 3})
    found = [
        says(wire, "We would rather lose a season than a crew"),
        says(half, "We would rather lose a season than a crew"),
        says(half, "flour arrives two days late already"),
        says(alone, "a repair was put off twice for want of money"),
    ]
    debate = Debate(
        name="The lock", articles=articles, dated=dates(list(articles.values()), days),
        carries=carried(list(articles.values()), days), statements={one.id: one for one in found},
    )  # fmt: skip
    return articles, found, debate


def test_model_words_of_a_wire_count_once() -> None:
    """Three articles print the sentence; one newsroom, the agency, stands behind all of them."""
    _, found, debate = pile()
    sources = debate.sources()
    lines = [found[0].evidence, found[1].evidence]
    assert sources.count_articles(lines) == 3
    assert sources.count_sources(lines) == 1
    assert sources.name_source(found[1].evidence) == "AP"
    assert sources.count_sources([one.evidence for one in found]) == 3


def test_model_a_paper_is_the_source_of_what_it_added() -> None:
    """What a paper wrote itself is its own, though it took another half of the article from the wire."""
    _, found, debate = pile()
    assert debate.sources().name_source(found[2].evidence) == "Northbank Echo"


def test_model_a_statement_taken_over_is_repeated() -> None:
    """A sentence in a partial take-over repeats the one in the article that ran it first; nothing else does."""
    _, found, debate = pile()
    assert debate.sources().find_repeated({one.id: one.evidence for one in found}) == {found[1].id}


def test_model_a_carrier_that_is_read_for_a_shorter_origin_repeats_nothing() -> None:
    """Where the first article's statement is not among them, the carrier's counts."""
    _, found, debate = pile()
    assert debate.sources().find_repeated({found[1].id: found[1].evidence}) == frozenset()


def test_model_the_agency_is_the_source_where_only_a_carrier_credits_it() -> None:
    """An outlet that prints a wire text without credit is not its source once a whole copy names the agency."""
    silent, credited = make(WIRE, "Cape Times"), make(WIRE, "Orlen Post", agency="AP")
    links = carried([silent, credited], on(**{"Cape Times": 1, "Orlen Post": 2}))
    sources = sources_of({one.id: one for one in (silent, credited)}, links)
    assert sources.name_source(Evidence(article_id=silent.id, span=Span(start=0, end=40))) == "AP"
    assert sources.name_article_source(credited.id) == "AP"


def test_exchange_tables_count_in_two_forms() -> None:
    """Statements say how many articles print them and whose they are; syndication.csv has a row for each take-over."""
    articles, _, debate = pile()
    found = tables(debate)
    by_words = {(row["outlet"], row["content"]): (row["articles"], row["source"]) for row in found["statements"]}
    assert by_words["Northbank Echo", "We would rather lose a season than a crew"] == (3, "AP")
    assert by_words["Northbank Echo", "flour arrives two days late already"] == (1, "Northbank Echo")
    rows = {row["outlet"]: row for row in found["syndication"]}
    assert set(rows) == {"Cape Times", "Northbank Echo"}
    assert rows["Northbank Echo"]["added"].startswith("Bakers in the old town")
    assert "Ferries for passengers" in rows["Northbank Echo"]["cut"]
    assert articles[rows["Northbank Echo"]["of"]].text.startswith("The harbour board")
    counts = {row["outlet"]: (row["statements"], row["independent_statements"]) for row in found["articles"]}
    assert counts["Northbank Echo"] == (2, 1)


def test_publish_the_dossier_shows_who_carries_whose_words() -> None:
    """The articles' section names who ran a text first, who carries it, and what each cut and added."""
    _, _, debate = pile()
    page = page_of(debate)
    (text,) = page.syndication
    assert (text.first.outlet, text.agency, text.articles) == ("Orlen Post", "AP", 3)
    assert [each.where.outlet for each in text.carriers] == ["Cape Times", "Northbank Echo"]
    assert (page.counts.statements, page.counts.independent) == (4, 3)
    html = render_dossier(debate)
    assert "Who carries whose words" in html
    assert "(3 of them independent)" in html


def test_publish_a_debate_without_take_overs_shows_no_tree() -> None:
    """Where nobody carries anybody's words the section says nothing about it."""
    _, _, debate = pile()
    assert "Who carries whose words" not in render_dossier(dataclasses.replace(debate, carries=()))
