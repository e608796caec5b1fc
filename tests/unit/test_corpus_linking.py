"""Across articles: copies, and windows for articles without a date."""

from __future__ import annotations

import random
from datetime import date

import pytest

from onrecord.corpus import find_duplicates, infer_dates
from onrecord.corpus.copies.duplicates import OVERLAP_SHARE
from onrecord.model import (
    Article,
    Basis,
    Dated,
    DuplicateKind,
    Edit,
    EditKind,
    Origin,
    Precision,
    Provenance,
    Rung,
    When,
    article_id,
)

MADE = Provenance(stage="test", version="1")
WORDS = [
    f"{a}{b}{c}" for a in ("bar", "ten", "sol", "mir") for b in ("da", "lo", "fi", "nu") for c in ("n", "r", "k", "s")
]


def make(text: str, name: str, edits: tuple[Edit, ...] = ()) -> Article:
    key = article_id(text.encode(), outlet=name, url="")
    return Article(id=key, text=text, origin=Origin(path=name), outlet=name, edits=edits, provenance=MADE)


def on(article: Article, day: date) -> dict[str, Dated]:
    when = When(earliest=day, latest=day, precision=Precision.DAY, basis=Basis.WRITTEN)
    return {article.id: Dated(article_id=article.id, when=when, rung=Rung.METADATA, provenance=MADE)}


def story(seed: int, words: int = 300) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words))


def test_corpus_copies_are_linked_to_the_earliest() -> None:
    """The same text at two outlets is one text; the later article repeats the earlier one."""
    first, second, other = make(story(1), "a"), make(story(1), "b"), make(story(2), "c")
    dated = on(first, date(2020, 5, 2)) | on(second, date(2020, 5, 1)) | on(other, date(2020, 5, 1))
    (found,) = find_duplicates([other, first, second], dated)
    assert (found.article_id, found.of, found.kind, found.share) == (first.id, second.id, DuplicateKind.EXACT, 1.0)


def test_corpus_a_brief_is_contained_in_the_whole_article() -> None:
    """A shortened copy repeats the whole article even where it came out first."""
    whole, brief = make(story(1), "a"), make(story(1)[:700], "b")
    (found,) = find_duplicates([brief, whole], on(brief, date(2020, 5, 1)) | on(whole, date(2020, 5, 2)))
    assert (found.article_id, found.of, found.kind) == (brief.id, whole.id, DuplicateKind.CONTAINED)


def test_corpus_partial_overlap_is_found_on_request_only() -> None:
    """An article that takes over a third of another is no copy, but its debt can be asked for."""
    lender, borrower = make(story(1), "a"), make(story(1)[:900] + " " + story(2), "b")
    assert find_duplicates([lender, borrower], {}) == ()
    assert len(find_duplicates([lender, borrower], {}, least_share=OVERLAP_SHARE)) == 1


def test_corpus_common_quotes_make_no_overlap() -> None:
    """Two articles that share a speech in quotation marks and nothing else are not linked."""
    speech = f" “{story(3, 120)}” "
    pair = [make(story(1, 150) + speech, "a"), make(story(2, 150) + speech, "b")]
    assert find_duplicates(pair, {}, least_share=OVERLAP_SHARE) == ()


@pytest.mark.parametrize("seed", range(3))
def test_corpus_duplicates_do_not_depend_on_order(seed: int) -> None:
    """Any order of the articles gives the same links, and following them never leads in a circle."""
    articles = [make(story(number % 4) + f" {story(number, 4)}", str(number)) for number in range(12)]
    shuffled = random.Random(seed).sample(articles, len(articles))
    links = find_duplicates(articles, {})
    assert links == find_duplicates(shuffled, {})
    parent = {link.article_id: link.of for link in links}
    for start in parent:
        seen = {start}
        while start in parent:
            start = parent[start]
            assert start not in seen
            seen.add(start)


UNDATED = """The dockers of Port Elm walked out again this week over the tidal barrier.
Their anger goes back to the sinking of the ferry Halcyon off Reed Point on March 9, in which Captain Orla Venn drowned.
Talks with the ministry began on May 2 and are to go on next week."""
TELLS = (
    "The sinking last year of the ferry Halcyon off Reed Point, in which Captain Orla Venn drowned, is not forgotten."
)


def test_corpus_other_articles_date_an_undated_one() -> None:
    """A fact that a dated article places in a year, and this one names by day, gives a window of twelve months."""
    undated, telling = make(UNDATED, "a"), make(f"The harbour was quiet on Monday.\n{TELLS}", "b")
    (found,) = infer_dates([undated, telling], on(telling, date(2017, 6, 1)))
    assert found.rung is Rung.INFERRED
    assert found.when.basis is Basis.INFERRED
    assert found.when.earliest == date(2016, 3, 9)
    assert found.when.days <= 366
    assert "Halcyon" in found.evidence


def test_corpus_a_caption_bounds_an_article_read_alone() -> None:
    """Read alone, an article is no older than its picture, and not more than two years younger."""
    caption = Edit(kind=EditKind.CAPTION, before="Dockers, Feb. 3, 2016. Photo: J. Karr", raw_start=0, raw_end=30)
    (found,) = infer_dates([make(UNDATED, "a", (caption,))], {})
    assert found.when.earliest == date(2016, 2, 3)
    assert found.when.days <= 731


def test_corpus_a_dated_copy_dates_an_undated_one() -> None:
    """A copy of a dated article came out within a week of it."""
    dated, undated = make(story(1), "a"), make(story(1), "b")
    (found,) = infer_dates([dated, undated], on(dated, date(2020, 5, 2)))
    assert found.when.earliest <= date(2020, 5, 2) <= found.when.latest
    assert found.when.days <= 15


PORT = (
    "The dockers of Port Elm met Captain Orla Venn and the pilots of Reed Point at Halcyon Hall in Salt Quay on Monday."
)

COMPANY = (
    "On day {} of the strike all Salt Quay came to Halcyon Hall; there Orla Venn told pilots from Reed and Elm no."
)


@pytest.mark.parametrize(
    ("named", "day"),
    [
        ("Sunday, September 24", date(2023, 9, 24)),
        ("Sunday 24 September", date(2023, 9, 24)),
        ("24 September, a Sunday", date(2023, 9, 24)),
        ("September 24 (Sunday)", date(2023, 9, 24)),
        ("Saturday, the 24th of September", date(2022, 9, 24)),
        ("Sun., Sept. 24th", date(2023, 9, 24)),
    ],
)
def test_corpus_a_weekday_fixes_the_year(named: str, day: date) -> None:
    """A day named with its weekday lies in the year in which it was one, and less than a year before the article."""
    undated = make(f"Seven in ten dockers voted no on {named}, the union said. The count took all night.", "a")
    telling = make("The harbour was quiet on Monday, and so were the docks.", "b")
    (found,) = infer_dates([undated, telling], on(telling, date(2023, 6, 1)))
    assert (found.when.earliest, found.when.days) == (day, 365)


def test_corpus_a_weekday_that_fits_no_near_year_fixes_nothing() -> None:
    """A weekday that the day had in no year around the record, or one of a plan, gives no window."""
    telling = make("The harbour was quiet on Monday, and so were the docks.", "b")
    for sentence in ("They voted on Thursday, September 24.", "They will vote on Sunday, September 24."):
        undated = make(f"The dockers of Port Elm are at odds with the council. {sentence}", "a")
        assert infer_dates([undated, telling], on(telling, date(2023, 6, 1))) == ()


def test_corpus_a_dateline_lies_near_the_articles_of_the_debate() -> None:
    """The day of a dateline lies in the year nearest to articles of the same names in which the lead's weekday fits."""
    dateline = Edit(
        kind=EditKind.HEAD, before="PORT ELM, 5 November (AP) - ", raw_start=0, raw_end=28, reason="dateline"
    )
    undated = make(PORT.replace("Monday", "Tuesday"), "a", (dateline,))
    others = [make(COMPANY.format(day), str(day)) for day in range(3)]
    dated = {
        key: one for number, other in enumerate(others) for key, one in on(other, date(2024, 8, 3 + number)).items()
    }
    (found,) = infer_dates([undated, *others], dated)
    assert found.when.earliest == date(2024, 11, 5)
    assert found.when.days <= 7
    assert infer_dates([undated], {}) == ()


def test_corpus_articles_of_the_same_names_narrow_a_window() -> None:
    """Where dated articles speak of the same names, an article with nothing but an old picture is of their year."""
    caption = Edit(kind=EditKind.CAPTION, before="Dockers, Feb. 3, 2016. Photo: J. Karr", raw_start=0, raw_end=30)
    undated = make(PORT, "a", (caption,))
    others = [make(COMPANY.format(day), str(day)) for day in range(3)]
    dated = {
        key: one for number, other in enumerate(others) for key, one in on(other, date(2016, 8, 3 + number)).items()
    }
    (found,) = infer_dates([undated, *others], dated)
    assert found.when.earliest >= date(2016, 2, 3)
    assert found.when.days <= 366
    assert found.when.earliest < date(2016, 8, 3) < found.when.latest


def test_corpus_nothing_to_go_by_gives_no_window() -> None:
    """An article that names no day gets no window."""
    assert infer_dates([make(story(1), "a")], {}) == ()
