"""``onrecord judge``: a person's decision on who is who."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.console import answer, warn
from onrecord.cli.options import AsJson, RecordFile
from onrecord.errors import UsageError
from onrecord.model import Decision, Verb


class Verdict(StrEnum):
    """What can be decided."""

    MERGE = "merge"
    APART = "apart"
    SPLIT = "split"
    RENAME = "rename"
    RETYPE = "retype"
    UNDO = "undo"


WORDS = {
    Verdict.MERGE: "ACTOR ACTOR",
    Verdict.APART: "ACTOR ACTOR",
    Verdict.SPLIT: "ACTOR and the spellings or article ids that are somebody else",
    Verdict.RENAME: "ACTOR NAME",
    Verdict.RETYPE: "ACTOR KIND",
    Verdict.UNDO: "a judgement's id, or 'last'",
}


def command(
    record: RecordFile,
    verb: Annotated[Verdict, typer.Argument(metavar="VERB", show_default=False)],
    words: Annotated[list[str], typer.Argument(metavar="WORD", show_default=False)],
    who: Annotated[str, typer.Option("--who", metavar="NAME", help="Who decides.", show_default=False)],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.", show_default=False)] = "",
    as_json: AsJson = False,
) -> None:
    """Decide who is who in RECORD: merge A B, apart A B, split A SPELLING..., rename A NAME, retype A KIND, undo ID.

    A and B are actors' names or ids, as 'onrecord actors' lists them. Nothing is read again; decisions outlive
    new readings, the later of two that contradict each other wins, and each can be undone.
    """
    if not who.strip():
        raise UsageError("--who is empty", expected="the name of the person who decides")
    now = datetime.now(UTC)
    if verb is Verdict.UNDO:
        judged = pipeline.undo(record, _exactly(verb, words, 1)[0], who=who, when=now, why=why)
    else:
        judged = pipeline.decide(record, _decision(record, verb, words), who=who, when=now, why=why)
        for each in judged.overruled:
            warn(
                f"this overrules {each.id[:8]}, decided by {each.who} on {each.when:%Y-%m-%d}, which said the opposite"
            )
    figures = {
        "judgement": judged.judgement.id,
        "verb": verb.value,
        "overruled": [each.id for each in judged.overruled],
        "actors": [{"actor": each.id, "name": each.name, "kind": each.kind.value} for each in judged.actors],
    }
    lines = [f"{judged.judgement.id[:8]}  {verb.value}: now"]
    lines += [f"  {each.id[:8]}  {each.kind.value:12} {each.name}  ({'; '.join(each.names)})" for each in judged.actors]
    answer(figures, as_json=as_json, lines=lines)


def _decision(record: Path, verb: Verdict, words: Sequence[str]) -> Decision:
    debate = pipeline.load_debate(record)
    actor = pipeline.get_actor(debate, words[0])
    if verb is Verdict.SPLIT:
        return pipeline.split_actor(debate, actor, words[1:])
    _, word = _exactly(verb, words, 2)
    if verb in (Verdict.RENAME, Verdict.RETYPE):
        return pipeline.call_actor(debate, actor, Verb(verb.value), word)
    make = pipeline.merge_actors if verb is Verdict.MERGE else pipeline.part_actors
    return make(debate, actor, pipeline.get_actor(debate, word))


def _exactly(verb: Verdict, words: Sequence[str], count: int) -> Sequence[str]:
    if len(words) != count:
        raise UsageError(
            f"{verb} is given {len(words)} words: {', '.join(map(repr, words))}",
            expected=WORDS[verb],
            next_step="put names of several words in quotation marks",
        )
    return words
