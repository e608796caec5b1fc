"""``onrecord search``: articles of a record that hold given words."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.console import answer
from onrecord.cli.options import AsJson, RecordFile
from onrecord.store import View


def command(
    record: RecordFile,
    words: Annotated[list[str], typer.Argument(metavar="WORD", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Find the articles of RECORD that hold all the words."""
    with View(record) as view:
        hits = [
            {"article": article_id, "title": view.get_article(article_id).title, "excerpt": excerpt}
            for article_id, excerpt in view.search(" ".join(words))
        ]
    lines = [f"{hit['article']}  {hit['title']}\n    {hit['excerpt']}" for hit in hits] or ["no article holds them"]
    answer({"hits": hits}, as_json=as_json, lines=lines)
