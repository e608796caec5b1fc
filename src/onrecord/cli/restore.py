"""``onrecord restore``: put back what cleaning took out of an article."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.console import answer, warn
from onrecord.cli.options import AsJson, RecordFile
from onrecord.model import Verdict


def command(
    record: RecordFile,
    edit: Annotated[
        str,
        typer.Argument(
            metavar="EDIT", help="The id of an edit ('articles' lists them), or how it begins.", show_default=False
        ),
    ],
    undo: Annotated[bool, typer.Option("--undo", help="Leave out again what was put back.")] = False,
    who: Annotated[str, typer.Option("--who", help="Who decides.", show_default="the user of this computer")] = "",
    why: Annotated[str, typer.Option("--why", help="The reason, kept with the decision.", show_default=False)] = "",
    as_json: AsJson = False,
) -> None:
    """Put one removal or repair of cleaning back into its article of RECORD; the next reading reads it again."""
    done = pipeline.judge_edit(
        record,
        edit,
        verdict=Verdict.ACCEPT if undo else Verdict.REJECT,
        who=who or getpass.getuser(),
        when=datetime.now(UTC),
        why=why,
    )
    if done.lost:
        warn(f"{done.lost} judged statements of this article have moved in its text: look at them again after reading")
    article = done.article
    told = "left out again of" if undo else "put back into"
    answer(
        {"article": article.id, "origin": str(article.origin), "text": article.text, "judgements_moved": done.lost},
        as_json=as_json,
        lines=[f"{told} {article.origin}; 'onrecord read {record}' reads it again"],
    )
