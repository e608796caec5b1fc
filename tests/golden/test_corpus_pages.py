"""Scraped pages as they come, each line marked with what a careful reader calls it."""

from __future__ import annotations

import pytest

from onrecord.corpus import Intake, read_bytes
from onrecord.model import EditKind

AGENCY = """
furniture| Skip to main content
section  | World
title    | Lagoon towns reject plan for a tidal barrier
byline   | By Ana Perin and Tomas Vrel
date     | Updated 4 May 2018 10:12 GMT
date     | Published 3 May 2018
furniture| 4 Min Read
caption  | FILE PHOTO: The mayor of Salt Quay speaks to fishermen in the harbour, March 9, 2011. REUTERS/Jo Karr
dateline | SALT QUAY, May 3 (Reuters) -
body     | The four towns of the lagoon will not pay for a tidal barrier, their mayors said on Thursday.
body     | “We were told of the plan by the newspapers,” said Lida Marsh, who has led Salt Quay since 2009.
furniture| Advertisement
body     | The barrier would cost 410 million crowns and take nine years to build, according to the ministry.
furniture| Read more: Fishermen block the harbour of Salt Quay
body     | Engineers who drew the barrier said that without it the lower streets would flood every winter.
body     | The ministry did not answer a request for comment.
furniture| (Reporting by Ana Perin; Editing by Jo Karr)
furniture| Our Standards: The Thomson Reuters Trust Principles.
teaser   | More from World
teaser   | Storm closes the northern pass for a third day
teaser   | Nov 23, 2021
"""

REGIONAL = """
section  | Environment
title    | Minister: "No barrier without the towns"
date     | Fri, 11/05/2018 - 18:40
byline   | Korin Dahl
furniture| A+ A-
furniture| Share on Facebook
caption  | Fishermen in the harbour of Salt Quay on 1 February 2016 [File/Lagoon Press]
body     | The minister of waters has said that no tidal barrier will be built against the will of the lagoon towns.
body     | Speaking in parliament on Friday, Peer Halm called the plan “a proposal, not a decision”.
body     | The Minister said that talks would begin again in June.
body     | The opposition called on Halm to resign, and accused him of having hidden the costs for a year.
body     | Halm said that he would stay in office, and that every figure had been given to the committee.
furniture| Comments
furniture| We welcome comments that keep to the rules of our site.
furniture| Dora K. 12 May 2018 at 09:10
furniture| The minister should go and see the streets himself before he speaks of them again.
"""

TWICE = """
caption  | Sluices at the mouth of the lagoon, which were built in 1931. Photo: Vera Stoll / Delta News
dateline | PORT ELM —
body     | The union of dockers has joined the towns that speak against the tidal barrier at the lagoon's mouth.
body     | Its chairman, Olo Brandt, said on Monday that ships would have to wait for hours at the gates.
body     | “Nobody has shown us a timetable,” he told this paper, “and nobody has asked us for one.”
body     | The harbour office expects 2,300 ships this year, about as many as in the year before.
repeated | Its chairman, Olo Brandt, said on Monday that ships would have to wait for hours at the gates.
repeated | "Nobody has shown us a timetable," he told this paper, "and nobody has asked us for one."
repeated | The harbour office expects 2,300 ships this year, about as many as in the year before.
furniture| Follow us on Facebook
"""

KINDS = {
    "furniture": EditKind.FURNITURE, "section": EditKind.HEAD, "byline": EditKind.HEAD, "date": EditKind.HEAD,
    "caption": EditKind.CAPTION, "dateline": EditKind.HEAD, "teaser": EditKind.TEASER, "repeated": EditKind.REPEATED,
}  # fmt: skip


def read_marked(marked: str) -> tuple[Intake, list[tuple[str, str]]]:
    """The intake of the page without its marks, and the (mark, line) pairs; a dateline opens the line after it."""
    pairs = [(mark.strip(), line.strip()) for mark, line in (row.split("|", 1) for row in marked.strip().splitlines())]
    text = "\n".join(line for _, line in pairs).replace(" -\n", " - ").replace(" —\n", " — ")
    return read_bytes(text.encode(), "page.txt"), pairs


@pytest.mark.parametrize("marked", [AGENCY, REGIONAL, TWICE], ids=["agency", "regional", "twice"])
def test_corpus_sorts_the_lines_of_a_scraped_page(marked: str) -> None:
    """The text is headline and body, in order and complete; every other line is an edit of its own kind."""
    intake, pairs = read_marked(marked)
    article = intake.article
    assert article is not None
    assert article.text.splitlines() == [line for mark, line in pairs if mark in ("title", "body")]
    edits = {edit.before.strip(): edit.kind for edit in article.edits}
    for mark, line in pairs:
        if mark in KINDS and mark != "repeated":
            assert edits.get(line) == KINDS[mark], line


@pytest.mark.parametrize(
    ("marked", "date", "byline", "dateline", "agency"),
    [
        (AGENCY, "2018-05-03", "Ana Perin and Tomas Vrel", "Salt Quay", "Reuters"),
        (REGIONAL, "2018-05-11", "Korin Dahl", "", ""),
        (TWICE, None, "", "Port Elm", ""),
    ],
    ids=["agency", "regional", "twice"],
)
def test_corpus_reads_the_head_of_a_scraped_page(
    marked: str, date: str | None, byline: str, dateline: str, agency: str
) -> None:
    """Byline, dateline, agency and the day of publication come from the lines that state them, never from a caption."""
    intake, _ = read_marked(marked)
    assert intake.article is not None
    assert (intake.article.byline, intake.article.dateline, intake.article.agency) == (byline, dateline, agency)
    assert (intake.dated.when.earliest.isoformat() if intake.dated else None) == date
