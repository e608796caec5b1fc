"""What stands in the dossier, for whom it is safe, and that it stays the same."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest

from debate_by_hand import Pile, ferry_pile, large_pile, on, window
from onrecord.model import Concept, Debate, Rung, Side, Skip
from onrecord.publish import render_dossier
from onrecord.publish.dossier import page_of

VOID = {"meta", "link", "br", "input", "img", "hr"}


class Page(HTMLParser):
    """Tags, ids, links and visible text of a page; complains where tags do not match."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.headings: list[int] = []
        self.scripts = 0
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        known = dict(attrs)
        self.ids += [known["id"] or ""] if "id" in known else []
        self.links += [known["href"] or ""] if tag == "a" and "href" in known else []
        self.loaded += [known[name] or "" for name in ("src", "srcset", "data", "action") if name in known]
        self.loaded += [known["href"] or ""] if tag == "link" else []
        self.headings += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []
        self.scripts += tag == "script"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in {"script", "style"}:
            self.words.append(data)

    @property
    def text(self) -> str:
        """The visible words with single spaces."""
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="module")
def html() -> str:
    """The dossier of the ferry debate."""
    return render_dossier(ferry_pile().debate())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    """The same, taken apart."""
    return Page(html)


def test_words_of_articles_never_become_markup(html: str, page: Page) -> None:
    """A script in an article is shown as words and runs nowhere."""
    assert page.scripts == 1
    assert "<script>alert" not in html
    assert "<script>alert('x')</script>" in page.text


def test_hostile_names_stay_words() -> None:
    """Outlets, titles, actors and claims with quotes and angle brackets cannot leave their attributes."""
    pile = ferry_pile()
    key = pile.article('"><img src=x onerror=1>', None, "</title><b>bold", "Some <i>words</i> here.")
    pile.says(key, 'Eve "onclick=" <x>', "<i>words</i>")
    page = Page(render_dossier(pile.debate()))
    assert page.loaded == ["data:,"]
    assert "</title><b>bold" in page.text


def test_nothing_is_loaded_from_anywhere(html: str, page: Page) -> None:
    """The page names no address to load from, and forbids itself to."""
    assert page.loaded == ["data:,"]
    assert "default-src 'none'" in html
    assert not re.search(r"https?:|//[a-z]", re.sub(r"<script>.*?</script>", "", html, flags=re.S))
    assert not re.search(r"url\(|@import|fetch\(|import\(", html)


def test_every_link_leads_somewhere_and_every_anchor_is_one(page: Page) -> None:
    """Inner links have a target; ids are given once."""
    assert len(page.ids) == len(set(page.ids))
    assert not {link for link in page.links if link.startswith("#")} - {f"#{each}" for each in page.ids}


def test_headings_are_in_order(page: Page) -> None:
    """One first-level heading, and no level is jumped over."""
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_the_standfirst_counts_what_was_read(page: Page) -> None:
    """Articles, independent ones, outlets, statements, actors and the period, with a word of caution."""
    assert "4 articles from 3 outlets, 3 of them independent: 7 statements by 5 actors" in page.text
    assert "14 January – 3 April 2022" in page.text
    assert "is a proposal until a person has agreed" in page.text


def test_the_same_debate_gives_the_same_bytes(html: str) -> None:
    """Rendering twice changes nothing."""
    assert render_dossier(ferry_pile().debate()) == html


def test_each_actor_counts_once_at_the_side_last_taken() -> None:
    """Who was against and is for now counts as for, and once."""
    page = page_of(ferry_pile().debate())
    tallies = {tally.side: [name.text for name in tally.names] for tally in page.concepts[0].tallies}
    assert tallies == {Side.FOR: ["Ada Moor", "Ben Moor"]}


def test_a_change_of_position_shows_both_sentences() -> None:
    """The earlier and the later line stand side by side."""
    (change,) = page_of(ferry_pile().debate()).changes
    (turn,) = change.turns
    assert (change.name.text, turn.before, turn.after) == ("Ada Moor", Side.AGAINST, Side.FOR)
    assert turn.before_line.where.day == "14 January 2022"
    assert turn.after_line.where.day == "2 April 2022"


def test_undated_articles_show_no_change() -> None:
    """Without a date nobody can be said to have turned."""
    pile = ferry_pile()
    debate = pile.debate()
    undated = Debate(**{name: getattr(debate, name) for name in Debate.__slots__} | {"dated": {}})
    assert page_of(undated).changes == ()


def test_a_told_position_belongs_to_its_holder() -> None:
    """It stands in the holder's row and says who told it."""
    page = page_of(ferry_pile().debate())
    ada = next(row for row in page.rows if row.name.text == "Ada Moor")
    assert ada.cells[2] is not None
    (line,) = ada.cells[2].lines
    assert [name.text for name in line.stands[0].tellers] == ["Spokesman"]
    assert "Spokesman" not in {row.name.text for row in page.rows}
    entry = next(actor for actor in page.actors if actor.name == "Ada Moor")
    assert len(entry.told) == 1


def test_every_line_shows_its_sentence_outlet_and_date() -> None:
    """No line without evidence."""
    page = page_of(ferry_pile().debate())
    lines = [line for actor in page.actors for line in actor.lines]
    lines += [line for row in page.rows for cell in row.cells if cell for line in cell.lines]
    assert lines
    for line in lines:
        assert any(run.mark == "content" for run in line.runs)
        assert line.where.outlet
        assert line.where.day


def test_undated_events_stand_apart() -> None:
    """An event without a date is not put on the timeline."""
    chronicle = page_of(ferry_pile().debate()).chronicle
    assert [stretch.title for stretch in chronicle.stretches] == ["January 2022", "April 2022"]
    assert [event.day for event in chronicle.undated] == [""]


def test_disagreeing_figures_stand_side_by_side() -> None:
    """Both values as written, the larger first, with who says so; no average."""
    (shelf,) = page_of(ferry_pile().debate()).shelves
    (figure,) = shelf.entries
    assert [(value.written, [name.text for name in value.said_by]) for value in figure.values] == [
        ("300", ["Quay Union"]),
        ("120", []),
    ]


def test_statements_beside_the_concepts_are_listed(page: Page) -> None:
    """What touches no claim is shown, also where nobody is named."""
    assert [len(each.lines) for each in page_of(ferry_pile().debate()).beside] == [1, 1]
    assert "speaker not named" in page.text


def test_articles_copies_and_skips_are_accounted_for(page: Page) -> None:
    """Each article is read, a copy, or skipped with its reason."""
    made = page_of(ferry_pile().debate())
    assert (len(made.articles), len(made.copies), len(made.skips)) == (3, 1, 1)
    assert "94 % of its words stand in Isles Radio, 2 April 2022" in page.text
    assert "no text" in page.text


def test_a_debate_without_anything_still_makes_a_page() -> None:
    """An empty record gives a page that says what was not found."""
    page = Page(render_dossier(Debate(name="Nothing yet")))
    assert "No codebook was given" in page.text
    assert "Nobody was found to say anything." in page.text
    assert len(page.ids) == len(set(page.ids))


def test_concept_ids_of_any_shape_get_anchors_of_their_own() -> None:
    """Spaces, slashes and look-alikes in concept ids do not break links."""
    pile = Pile(concepts=tuple(Concept(id=each, claim=f"Claim {each}.") for each in ("a b", "a/b", "é", "a-b")))
    ids = [each for each in Page(render_dossier(pile.debate())).ids if each.startswith("c-")]
    assert len(set(ids)) == 4
    assert not [each for each in ids if re.search(r"[\s/]", each)]


def test_a_large_debate_stays_light() -> None:
    """250 articles with 3,000 statements give a page under eight megabytes in a few seconds."""
    debate = large_pile().debate()
    began = time.process_time()
    html = render_dossier(debate)
    assert time.process_time() - began < 10
    assert len(html.encode()) < 8_000_000
    assert len(set(Page(html).ids)) == len(Page(html).ids)


def test_a_sentence_that_lines_share_is_shown_once() -> None:
    """The first line has the sentence; those right below repeat only their own marked words."""
    pile = ferry_pile()
    key = pile.article("Isles Radio", None, "Later", "Cy Orr said that he feared the fog and hated the wind.")
    pile.says(key, "Cy Orr", "he feared the fog and hated the wind")
    pile.says(key, "Cy Orr", "the fog")
    (entry,) = [actor for actor in page_of(pile.debate()).actors if actor.name == "Cy Orr"]
    assert ["".join(run.text for run in line.runs) for line in entry.lines] == [
        "Cy Orr said that he feared the fog and hated the wind.",
        "the fog",
    ]
    assert [line.again for line in entry.lines] == [False, True]


def test_an_article_that_a_stage_gave_up_says_so() -> None:
    """It stays in the table with the reason, and does not count as read."""
    pile = ferry_pile()
    key = pile.article("Isles Radio", None, "Endless", "Word after word.")
    pile.skips.append(Skip(article=key, origin="endless.txt", stage="language", reason="over the size"))
    made = page_of(pile.debate())
    assert [entry.given_up for entry in made.articles if entry.article.id == key] == ["language: over the size"]
    assert (made.counts.articles, made.counts.read) == (5, 3)
    assert [entry.reason for entry in made.skips] == ["no text"]


def test_a_claim_that_somebody_opposes_is_the_most_disputed() -> None:
    """The larger smaller camp decides; where all agree nothing is disputed."""
    pile = ferry_pile()
    assert page_of(pile.debate()).disputed is None
    key = pile.article("Isles Radio", on("2022-05-01"), "No", "“Stop the ferry,” Cy Orr said.")
    pile.stands(pile.says(key, "Cy Orr", "Stop the ferry"), "run", Side.AGAINST, "Cy Orr")
    disputed = page_of(pile.debate()).disputed
    assert disputed is not None
    assert disputed.claim == "The night ferry should keep running."


def test_what_an_actor_says_outweighs_what_others_tell_of_it() -> None:
    """In one article the actor's own side counts, wherever the told one stands."""
    pile = ferry_pile()
    key = pile.article(
        "Isles Radio", on("2022-06-01"), "Yes", "“Build it,” Ada Moor said. Ben Moor said she was against it."
    )
    pile.stands(pile.says(key, "Ada Moor", "Build it"), "bridge", Side.FOR, "Ada Moor")
    pile.stands(pile.says(key, "Ben Moor", "she was against it"), "bridge", Side.AGAINST, "Ada Moor", "Ben Moor")
    tallies = {tally.side: tally.count for tally in page_of(pile.debate()).concepts[2].tallies}
    assert tallies == {Side.FOR: 1}


def test_an_article_of_a_wide_window_has_no_place_in_time() -> None:
    """A window of a year is no day: its lines stand last and off the strip."""
    pile = ferry_pile()
    key = pile.article(
        "Isles Radio", window("2022-01-01", "2022-12-31"), "Some day", "“Yes,” Ada Moor said.", rung=Rung.INFERRED
    )
    pile.stands(pile.says(key, "Ada Moor", "Yes"), "run", Side.FOR, "Ada Moor")
    made = page_of(pile.debate())
    assert made.strip is not None
    assert made.strip.undated == 1
    ada = next(actor for actor in made.actors if actor.name == "Ada Moor")
    assert [line.where.inferred for line in ada.lines] == [False, False, True]
