"""Corrected articles: which form is the newer, told by content alone, and what was changed."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

import pytest

from onrecord.corpus import compare, find_versions, read_bytes
from onrecord.corpus.copies.versions import plain_address
from onrecord.corpus.dates.revision import find_notes, parse_moment
from onrecord.model import (
    Article,
    Basis,
    Dated,
    Origin,
    Precision,
    Provenance,
    Rung,
    VersionBasis,
    When,
    article_id,
)

MADE = Provenance(stage="test", version="1")
URL = "https://www.harbourpost.example/news/ferry-fares"
TITLE = "Ferry fares will rise in spring"
LINES = (
    "The council voted on Tuesday to raise the price of a crossing for the first time in nine years.",
    "Dora Velasquez, who chairs the transport committee, said the boats could not be kept afloat otherwise.",
    "Islanders who gathered outside the hall called the decision a tax on living where they were born.",
    "The new price of 14 crowns is to be paid from the first of March, with half off for children.",
)
FIXED = (*LINES[:3], "The new price of 12 crowns is to be paid from the first of March, with half off for children.")


def form(
    lines: tuple[str, ...], *, url: str = URL, outlet: str = "Harbour Post", title: str = TITLE, revised: int = 0
) -> Article:
    text = "\n".join((title, *lines))
    return Article(
        id=article_id(text.encode(), outlet=outlet, url=f"{url}{revised}"),
        text=text,
        origin=Origin(path="page.html"),
        outlet=outlet,
        url=url,
        title=title,
        revised=datetime(2024, 2, 6, revised, tzinfo=UTC) if revised else None,
        provenance=MADE,
    )


def on(article: Article, day: date) -> dict[str, Dated]:
    when = When(earliest=day, latest=day, precision=Precision.DAY, basis=Basis.WRITTEN)
    return {article.id: Dated(article_id=article.id, when=when, rung=Rung.METADATA, provenance=MADE)}


def test_a_later_time_of_revision_makes_the_newer_version() -> None:
    """Of two forms at one address the one that says it was changed later counts, even if it is the shorter."""
    old, new = form(LINES, revised=9), form(FIXED[1:], revised=14)
    (found,) = find_versions([new, old], {})
    assert (found.article_id, found.of, found.basis) == (old.id, new.id, VersionBasis.DATED)
    assert found.evidence == "2024-02-06T09:00+00:00 / 2024-02-06T14:00+00:00"


def test_a_note_of_correction_makes_the_newer_version() -> None:
    """Without dates, the form that says it was corrected counts, though the other is longer."""
    note = "This article was amended on 7 February to give the right price."
    old, new = (
        form((*LINES, "Boats leave every hour, and every half hour in summer, unless fog holds them back.")),
        form((*FIXED, note)),
    )
    (found,) = find_versions([old, new], {})
    assert (found.article_id, found.basis, found.evidence) == (old.id, VersionBasis.CORRECTED, note)


def test_the_more_complete_form_counts_where_nothing_else_tells() -> None:
    """A story that grew replaces its first lines, found by outlet, headline and day where addresses differ."""
    old, new = form(LINES[:3], url=""), form(LINES, url="")
    (found,) = find_versions([old, new], on(old, date(2024, 2, 6)) | on(new, date(2024, 2, 6)))
    assert (found.article_id, found.basis) == (old.id, VersionBasis.COMPLETE)


def test_the_order_of_articles_changes_no_version() -> None:
    """Three forms are a chain from each to the next, in whatever order they came."""
    forms = [form(LINES[:3], revised=8), form(LINES, revised=9), form(FIXED, revised=10)]
    chains = {tuple((v.article_id, v.of) for v in find_versions(order, {})) for order in itertools.permutations(forms)}
    first, second, third = (each.id for each in forms)
    assert chains == {tuple(sorted([(first, second), (second, third)]))}


@pytest.mark.parametrize(
    "other",
    [
        form(LINES),
        form(FIXED, outlet="Island Courier", url=""),
        form(FIXED, url="", title="Fares: the day in brief"),
        form(("Nothing in this column has been written before.", "It goes on about bees, and then stops.")),
    ],
    ids=["same words", "another outlet", "another headline, no date", "another text at the address"],
)
def test_what_is_no_version(other: Article) -> None:
    """Copies, other newsrooms' stories and addresses used again are no versions."""
    assert find_versions([form(LINES, revised=9), other], {}) == ()


def test_addresses_differ_only_by_what_names_an_article() -> None:
    """Scheme, www, tracking and fragment name no article; a home page names none at all."""
    assert plain_address("http://harbourpost.example/news/ferry-fares/?utm_source=x#top") == plain_address(URL)
    assert plain_address("https://a.example/story?id=1") != plain_address("https://a.example/story?id=2")
    assert plain_address("https://www.harbourpost.example/") == ""


def test_changes_are_passages_of_both_texts() -> None:
    """Alignment names what was changed, cut and added, and nothing of what stayed."""
    old, new = "\n".join(LINES), "\n".join((*FIXED[1:], "Fishing boats pay nothing."))
    told = [
        (change.kind, old[change.before.start : change.before.end] if change.before else "",
         new[change.after.start : change.after.end] if change.after else "")
        for change in compare(old, new)
    ]  # fmt: skip
    assert told == [
        ("cut", LINES[0], ""),
        ("changed", "14", "12"),
        ("added", "", "Fishing boats pay nothing."),
    ]
    assert compare(old, old.replace("\n", "\n\n")) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-02-06T15:30:00+01:00", datetime(2024, 2, 6, 14, 30, tzinfo=UTC)),
        ("Tue, 06 Feb 2024 14:30:00 GMT", datetime(2024, 2, 6, 14, 30, tzinfo=UTC)),
        ("1707229800", datetime(2024, 2, 6, 14, 30, tzinfo=UTC)),
        ("6 February 2024", datetime(2024, 2, 6, tzinfo=UTC)),
        ("soon", None),
        ("9" * 12, None),
    ],
)
def test_moments_of_revision_in_their_usual_forms(text: str, wanted: datetime | None) -> None:
    """ISO 8601, mail headers, seconds and bare days are read; what states no moment gives none."""
    assert parse_moment(text) == wanted


def test_a_page_states_its_revision() -> None:
    """JSON-LD's dateModified is kept with the article; it is no date of publication."""
    body = "".join(f"<p>{line}</p>" for line in LINES * 2)
    page = (
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "'
        f'{TITLE}", "datePublished": "2024-02-06T06:00:00Z", "dateModified": "2024-02-07T09:05:00Z"}}</script></head>'
        f"<body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    )
    intake = read_bytes(page.encode(), "page.html")
    assert intake.article
    assert intake.article.revised == datetime(2024, 2, 7, 9, 5, tzinfo=UTC)
    assert intake.dated
    assert intake.dated.when.earliest == date(2024, 2, 6)


@pytest.mark.parametrize(
    ("line", "is_note"),
    [
        ("Correction: an earlier version of this story misspelt the harbour master's name.", True),
        ("This article was amended on 3 May 2023. It first gave the fare as 14 crowns.", True),
        ("Clarification (4 May): the vote was by show of hands.", True),
        ("The minister said the correction of the accounts would take a year.", False),
        ("Prices were corrected for inflation.", False),
    ],
)
def test_notes_of_correction_are_told_from_news_of_corrections(line: str, is_note: bool) -> None:
    """Only what a newsroom says of its own article is a note."""
    assert bool(find_notes(form((*LINES, line)))) is is_note


def test_an_empty_text_is_compared_as_well() -> None:
    """Comparing with an empty text is one passage."""
    assert [change.kind for change in compare("", "New words.")] == ["added"]
    assert compare("", " \n ") == ()
