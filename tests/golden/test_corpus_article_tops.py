"""The heads of scraped articles as outlets of many countries print them, and what is to be read there."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.corpus import read_bytes

BODY = """The harbour board of Orlen voted on Monday to close the eastern lock while divers inspect its gates.
Nearly four hundred barges will have to take the long way around the cape, the engineer Petra Sund told reporters.
“We would rather lose a season than a crew,” she said after the vote, which the shippers' guild had tried to postpone.
The guild's chairman, Anton Welk, called the decision hasty and said its members would seek compensation in court.
Ferries for passengers keep running, and the city has promised extra buses to the villages on the northern bank."""
CASES = Path(__file__).with_name("article_tops.txt").read_text("utf-8").split("=== ")[1:]


def read_top(top: str) -> dict[str, str]:
    """What is read from an article with this top, as a page saved as text."""
    joined = f"{top} {BODY}" if top.endswith(("–", "—", "-")) else f"{top}\n\n{BODY}"
    intake = read_bytes("\n\n".join(joined.splitlines()).encode(), "page.txt")
    assert intake.article
    article = intake.article
    return {
        "title": article.title, "outlet": article.outlet, "byline": article.byline, "agency": article.agency,
        "dateline": article.dateline, "day": intake.dated.when.earliest.isoformat() if intake.dated else "",
        "body": article.text[article.body_start :].strip(),
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.split("\n", 1)[0])
def test_corpus_reads_the_tops_of_articles(case: str) -> None:
    """Title, outlet, byline, agency, place and day come from the head, and nothing of it stays in the body."""
    fields, top = case.split("\n", 1)[1].split("\n\n", 1)
    wanted = dict(line.split(": ", 1) for line in fields.splitlines())
    found = read_top(top.strip())
    assert {key: found[key] for key in wanted} == {key: "" if value == "-" else value for key, value in wanted.items()}
    assert found["body"] == BODY
