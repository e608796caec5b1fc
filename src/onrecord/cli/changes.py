"""``onrecord changes``: who changed position, with both sentences; who fell silent; who speaks with one voice."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from onrecord import pipeline
from onrecord.cli.console import answer
from onrecord.cli.options import AsJson, RecordFile
from onrecord.model import Debate
from onrecord.positions import Change, Silence, Stand, find_changes, find_silences, measure_unity


def command(
    record: RecordFile,
    days: Annotated[int, typer.Option("--silence", min=1, metavar="DAYS", help="A gap that counts as silence.")] = 180,
    as_json: AsJson = False,
) -> None:
    """Changes of position in RECORD with a test against noise, silences, and how far organisations speak as one."""
    debate = pipeline.load_debate(record)
    own, joint = pipeline.stands_of(debate), pipeline.stands_of(debate, by_organisation=True)
    changes = [_change(debate, change) for change in find_changes(own)]
    until = max((stand.day for stand in own), default=None)
    silences = find_silences(own, until=until, days=days) if until else ()
    several = {key for key in {(s.actor, s.concept_id) for s in joint} if _voices(joint, *key) > 1}
    unity = [
        {"organisation": actor, "concept": concept_id, "share": round(share, 3)}
        for (actor, concept_id), share in measure_unity(joint).items()
        if (actor, concept_id) in several
    ]
    lines = [
        *(
            f"{row['actor']} on {row['concept']}: {row['before']['side']} -> {row['after']['side']}, "
            f"chance {row['chance']:.2f}{' (may be noise)' * row['is_noise']}\n"
            f"    {row['before']['day']}: {row['before']['content']}\n"
            f"    {row['after']['day']}: {row['after']['content']}"
            for row in changes
        ),
        *(
            f"{one.actor} on {one.concept_id}: nothing from {one.start} to {one.end}, others {one.others} times, "
            f"chance {one.chance:.2f}{' (may be noise)' * one.is_noise}"
            for one in silences
        ),
        *(f"{row['organisation']} on {row['concept']}: {row['share']:.0%} on its majority's side" for row in unity),
    ]
    found: dict[str, Any] = {"changes": changes, "unity": unity}
    found["silences"] = [_silence(debate, one) for one in silences]
    answer(found, as_json=as_json, lines=lines or ["no change, no silence, no organisation with several voices"])


def _change(debate: Debate, change: Change) -> dict[str, Any]:
    return {
        "actor": change.actor,
        "concept": change.concept_id,
        "before": _stand(debate, change.before),
        "after": _stand(debate, change.after),
        "chance": round(change.chance, 4),
        "is_noise": change.is_noise,
    }


def _silence(debate: Debate, silence: Silence) -> dict[str, Any]:
    return {
        "actor": silence.actor,
        "concept": silence.concept_id,
        "start": silence.start.isoformat(),
        "end": silence.end.isoformat(),
        "before": _stand(debate, silence.before),
        "others": silence.others,
        "chance": round(silence.chance, 4),
        "is_noise": silence.is_noise,
    }


def _stand(debate: Debate, stand: Stand) -> dict[str, str]:
    statement = debate.statements[stand.statement_id]
    content = statement.words(debate.articles[statement.article_id].text)
    return {"side": stand.side.value, "day": stand.day.isoformat(), "statement": statement.id, "content": content}


def _voices(stands: tuple[Stand, ...], actor: str, concept_id: str) -> int:
    return len({stand.statement_id for stand in stands if (stand.actor, stand.concept_id) == (actor, concept_id)})
