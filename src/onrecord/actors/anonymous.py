"""What is known of a source without a name: its role, its side, how many they are, and why they stay unnamed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from onrecord.actors.article import PROVENANCE
from onrecord.actors.lexicon import country_by_code, number_words
from onrecord.model import ActorKind, Analysis, AnonymousSource, ArticleActor, Refers, Span

_NUMBER = re.compile(r"\b(\d{1,3})\b")


def find_anonymous(
    analysis: Analysis, actors: Iterable[ArticleActor], refers: Iterable[Refers]
) -> tuple[AnonymousSource, ...]:
    """The unnamed among those an article quotes, in their order. Groups count where they have a role or a reason."""
    quoted = {actor_id for each in refers for actor_id in each.actor_ids}
    unnamed = (ActorKind.ANONYMOUS, ActorKind.GROUP)
    found = (_type(analysis, actor) for actor in actors if actor.id in quoted and actor.kind in unnamed)
    return tuple(each for each in found if each)


def _type(analysis: Analysis, actor: ArticleActor) -> AnonymousSource | None:
    reason = _reason(analysis, actor)
    if actor.kind is ActorKind.GROUP and not (actor.affiliations or reason):
        return None
    return AnonymousSource(
        actor_id=actor.id,
        article_id=actor.article_id,
        role=next((each.role for each in actor.affiliations if each.role), ""),
        side=_side(actor),
        number=_number(actor),
        reason=reason,
        provenance=PROVENANCE,
    )


def _side(actor: ArticleActor) -> str:
    organisation = next((each.organisation for each in actor.affiliations if each.organisation), "")
    return organisation or (country_by_code()[actor.country].name if actor.country in country_by_code() else "")


def _number(actor: ArticleActor) -> int | None:
    if actor.kind is ActorKind.ANONYMOUS:
        return 1
    words = actor.name.lower().split()
    written = next((number_words()[word] for word in words if word in number_words()), None)
    digits = _NUMBER.search(actor.name)
    if written or digits:
        return int(written or (digits[1] if digits else 0))
    return None


@cache
def _reasons() -> tuple[tuple[str, re.Pattern[str]], ...]:
    path = resources.files("onrecord.actors").joinpath("tables").joinpath("reasons.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple((name, re.compile("|".join(cues), re.IGNORECASE)) for name, cues in table.items())


def _reason(analysis: Analysis, actor: ArticleActor) -> str:
    """The first class of reason stated in a sentence that mentions the source, or right after it."""
    for mention in actor.mentions:
        tokens = analysis.tokens_in(mention.span)
        if not tokens:
            continue
        number = analysis.sentence_of[tokens[0]]
        after = min(number + 1, len(analysis.sentences) - 1)
        near = Span(start=analysis.sentence_span(number).start, end=analysis.sentence_span(after).end)
        text = near.cut(analysis.text)
        found = next((name for name, cues in _reasons() if cues.search(text)), "")
        if found:
            return found
    return ""
