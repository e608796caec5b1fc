"""``onrecord actors``: who is in a record, who may be one, and what people decided on them."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord import pipeline
from onrecord.actors import suggest_merges
from onrecord.cli.console import answer
from onrecord.cli.options import AsJson, RecordFile
from onrecord.model import Actor, ActorKind, Debate


class Only(StrEnum):
    """Kinds of actors."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    GROUP = "group"
    ANONYMOUS = "anonymous"


def command(
    record: RecordFile,
    kind: Annotated[Only | None, typer.Option("--kind", help="Actors of this kind only.", show_default=False)] = None,
    suggest: Annotated[bool, typer.Option("--suggest", help="Pairs that may be one, with reasons.")] = False,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Unnamed sources, by outlet.")] = False,
    judgements: Annotated[bool, typer.Option("--judgements", help="What people decided on actors.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the actors of RECORD, those with most statements first; `judge` merges, splits and renames them."""
    if judgements:
        _list_judgements(record, as_json=as_json)
        return
    debate = pipeline.load_debate(record)
    chosen = [actor for actor in debate.actors.values() if kind is None or actor.kind is ActorKind(kind.value)]
    if suggest:
        _list_suggestions(record, debate, chosen, as_json=as_json)
        return
    if anonymous:
        _list_anonymous(debate, as_json=as_json)
        return
    said = Counter(actor_id for spoken in debate.speaks.values() for actor_id in spoken.actor_ids)
    chosen.sort(key=lambda actor: (-said[actor.id], -len(actor.members), actor.name.casefold(), actor.id))
    rows = [_row(debate, actor, said[actor.id]) for actor in chosen]
    lines = [
        f"{row['actor'][:8]}  {row['kind']:12} {row['statements']:4} statements {row['articles']:4} articles  "
        f"{row['name']}" + (f"  ({'; '.join(row['affiliations'][:2])})" if row["affiliations"] else "")
        for row in rows
    ]
    answer({"actors": rows}, as_json=as_json, lines=lines or ["no actors: has RECORD been read?"])


def _row(debate: Debate, actor: Actor, said: int) -> dict[str, Any]:
    articles = {debate.article_actors[each].article_id for each in actor.members if each in debate.article_actors}
    affiliations = [", ".join(filter(None, (each.role, each.organisation))) for each in actor.affiliations]
    return {
        "actor": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "statements": said,
        "articles": len(articles),
        "names": list(actor.names),
        "affiliations": list(dict.fromkeys(affiliations)),
        "country": actor.country,
        "wikidata": actor.wikidata,
        "taken_as_one_by": list(actor.merged_because),
    }


def _list_suggestions(record: Path, debate: Debate, chosen: list[Actor], *, as_json: bool) -> None:
    apart = pipeline.find_told_apart(record, debate)
    rows: list[dict[str, Any]] = [
        {
            "one": each.one,
            "one_name": debate.actors[each.one].name,
            "other": each.other,
            "other_name": debate.actors[each.other].name,
            "score": round(each.score.score, 3),
            "because": list(each.because),
        }
        for each in suggest_merges(chosen)
        if (each.one, each.other) not in apart
    ]
    lines = [
        f"{row['score']:.2f}  {row['one'][:8]} {row['one_name']}  =  {row['other'][:8]} {row['other_name']}"
        f"\n      {' '.join(row['because'])}"
        for row in rows
    ]
    answer({"suggestions": rows}, as_json=as_json, lines=lines or ["no two actors look like one"])


def _list_anonymous(debate: Debate, *, as_json: bool) -> None:
    rows: list[dict[str, Any]] = [
        {
            "outlet": outlet,
            "sources": len(sources),
            "reasons": dict(Counter(each.reason or "none given" for each in sources).most_common()),
            "each": [
                {
                    "name": debate.article_actors[each.actor_id].name,
                    "article": each.article_id,
                    "role": each.role,
                    "side": each.side,
                    "number": each.number,
                    "reason": each.reason,
                }
                for each in sources
            ],
        }
        for outlet, sources in debate.unnamed_by_outlet().items()
    ]
    lines = []
    for row in rows:
        reasons = ", ".join(f"{count} {reason}" for reason, count in row["reasons"].items())
        lines.append(f"{row['sources']:4}  {row['outlet'] or 'no outlet named'}  (reason: {reasons})")
        lines += [f"        {each['name']}" + _typed(each) for each in row["each"]]
    answer({"outlets": rows}, as_json=as_json, lines=lines or ["no unnamed source is quoted"])


def _typed(source: dict[str, Any]) -> str:
    number = f"{source['number']} people" if (source["number"] or 0) > 1 else ""
    known = "; ".join(filter(None, (source["role"], source["side"], number, source["reason"])))
    return f"  ({known})" if known else ""


def _list_judgements(record: Path, *, as_json: bool) -> None:
    rows: list[dict[str, Any]] = [
        {
            "judgement": judgement.id,
            "verb": decision.verb.value,
            "value": decision.value,
            "who": judgement.who,
            "when": judgement.when.isoformat(),
            "why": judgement.why,
            "finds_somebody": finds,
        }
        for judgement, decision, finds in pipeline.list_decisions(record)
    ]
    lines = [
        f"{row['judgement'][:8]}  {row['when'][:10]}  {row['who']}  {row['verb']} {row['value']}  {row['why']}"
        + ("" if row["finds_somebody"] else "  (whom it names is not in the record any more)")
        for row in rows
    ]
    answer({"judgements": rows}, as_json=as_json, lines=lines or ["nobody decided anything on actors"])
