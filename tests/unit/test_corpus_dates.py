"""When an article was published: the ladder, its rungs, and what never counts."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.corpus import read_bytes
from onrecord.corpus.dates.publication import find_name_day, find_url_day, parse_day
from onrecord.corpus.dates.written_date import find_dates, is_month_first
from onrecord.model import Rung

BODY = "".join(
    f"<p>The lagoon council of {town} met on Monday and spoke of the barrier for four hours.</p>"
    for town in ("Salt Quay", "Port Elm", "Old Marsh", "Reed End")
)


def page(head: str, before: str = "", after: str = "") -> bytes:
    return f"<html><head>{head}</head><body><h1>Council meets</h1>{before}{BODY}{after}</body></html>".encode()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3 July 2021", date(2021, 7, 3)),
        ("July 3rd, 2021", date(2021, 7, 3)),
        ("03 July, 2021", date(2021, 7, 3)),
        ("2021-07-03T10:00:00Z", date(2021, 7, 3)),
        ("25-07-2021", date(2021, 7, 25)),
        ("07/25/2021", date(2021, 7, 25)),
        ("3. Juli 2021", date(2021, 7, 3)),
        ("3 juillet 2021", date(2021, 7, 3)),
        ("3 de julio de 2021", date(2021, 7, 3)),
        ("2021年7月3日", date(2021, 7, 3)),
        ("25.07.21", date(2021, 7, 25)),
    ],
)
def test_corpus_reads_written_dates(text: str, wanted: date) -> None:
    """Dates are read in the forms that outlets print."""
    assert [found.day for found in find_dates(text)] == [wanted]


@pytest.mark.parametrize("text", ["31-02-2021", "may resume 20", "2021", "July 2021", "1.2.3.4", "12/34/5678", ""])
def test_corpus_finds_no_date_where_none_stands(text: str) -> None:
    """Impossible days, bare years and version numbers are no dates."""
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("text", "month_first", "wanted"),
    [
        ("1625270400", False, date(2021, 7, 3)),
        ("1625270400000", False, date(2021, 7, 3)),
        ("20210703", False, date(2021, 7, 3)),
        ("Sat, 03 Jul 2021 10:00:00 GMT", False, date(2021, 7, 3)),
        ("03/07/2021", False, date(2021, 7, 3)),
        ("03/07/2021", True, date(2021, 3, 7)),
        ("Saturday 03/07/2021", True, date(2021, 7, 3)),
    ],
)
def test_corpus_parses_fields(text: str, month_first: bool, wanted: date) -> None:
    """Export fields are read, and a weekday beside the numbers outweighs the page's habit."""
    assert parse_day(text, month_first=month_first) == wanted


def test_corpus_tells_month_first_from_day_first() -> None:
    """Other dates of the page decide first, then the domain, then spelling and the twelve-hour clock."""
    sure = find_dates("07/25/2021")
    assert is_month_first("", others=sure)
    assert not is_month_first("The center of the labor dispute", url="https://paper.example.uk/a")
    assert is_month_first("The defense minister spoke at the center")
    assert not is_month_first("The defence minister spoke at the centre")
    assert is_month_first("", beside="9:12 PM")


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://a.example/world/2021/07/03/story.html", date(2021, 7, 3)),
        ("https://a.example/2021-07-03-story", date(2021, 7, 3)),
        ("https://a.example/2021/jul/03/story", date(2021, 7, 3)),
        ("https://a.example/news/030720211", date(2021, 7, 3)),
        ("https://a.example/story-20210703", date(2021, 7, 3)),
        ("https://a.example/story/1234567", None),
    ],
)
def test_corpus_finds_the_day_in_an_address(url: str, wanted: date | None) -> None:
    """Addresses hold days in several habits; long numbers are not days."""
    assert find_url_day(url) == wanted


def test_corpus_finds_the_day_in_a_file_name() -> None:
    """File names hold days with and without marks."""
    assert find_name_day("2021-07-03 paper - story.txt") == date(2021, 7, 3)
    assert find_name_day("story_20210703.txt") == date(2021, 7, 3)
    assert find_name_day("story 17.txt") is None


@pytest.mark.parametrize(
    ("head", "before", "url", "rung", "day"),
    [
        (
            '<meta property="article:published_time" content="2021-07-03T08:00:00Z">',
            "<p>5 July 2021</p>",
            "",
            Rung.METADATA,
            3,
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-07-04"}</script>',
            "",
            "",
            Rung.METADATA,
            4,
        ),
        ("", "<p>5 July 2021</p>", "https://a.example/2021/07/06/x", Rung.URL, 6),
        ("", "<p>Updated 9 July 2021</p><p>Published 5 July 2021</p>", "", Rung.VISIBLE, 5),
    ],
)
def test_corpus_climbs_the_ladder_from_the_top(head: str, before: str, url: str, rung: Rung, day: int) -> None:
    """The best rung that answers decides, and says that it did."""
    dated = read_bytes(page(head, before), "page.html", url=url).dated
    assert dated is not None
    assert (dated.rung, dated.when.earliest) == (rung, date(2021, 7, day))


def test_corpus_takes_no_date_from_captions_teasers_or_comments() -> None:
    """A page that shows dates only in captions, teasers and comments has no date."""
    caption = "<figure><figcaption>The harbour on 3 July 2014. Photo: Jo Karr / Delta News</figcaption></figure>"
    after = "<h3>Related articles</h3><p>Storm closes the pass</p><p>3 July 2015</p><h3>Comments</h3><p>4 July 2016</p>"
    assert read_bytes(page("", caption, after), "page.html").dated is None
