"""Is a journey a visit, or does somebody merely travel? What nobody does in office is no consultation."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.model import ActorKind, Analysis, ArticleActor, EventType
from onrecord.timeline.lexicon import get_lexicon
from onrecord.timeline.roles import Roles, find_subject
from onrecord.timeline.triggers import Trigger

_NARRATOR = frozenset({"i", "me"})
_IN_OFFICE = (ActorKind.COUNTRY, ActorKind.ORGANISATION)


def is_private_journey(analysis: Analysis, trigger: Trigger, roles: Roles, actors: Mapping[str, ArticleActor]) -> bool:
    """Whether those who travel or flee have no office that the article tells: recruits, tourists, exiles."""
    tokens, lexicon = analysis.tokens, get_lexicon()
    flees = tokens[trigger.index].lemma.lower() == "flee"
    heads = find_subject(analysis, trigger.clause)
    words = {tokens[each].lemma.lower() for each in heads}
    if trigger.kind.type is EventType.CONSULT and words & _NARRATOR:
        return True
    if (
        (trigger.kind.mode != "visit" and not flees)
        or words & lexicon.officials
        or (flees and words & lexicon.fighters)
    ):
        return False
    are_described = bool(heads) and all(tokens[each].pos == "NOUN" for each in heads)
    if not are_described and any(_is_in_office(actors[each]) for each in roles.who):
        return False
    below = [tokens[each] for each in analysis.children[trigger.index]]
    return bool(heads or roles.who) or not trigger.is_noun or any(each.tag == "PRP$" for each in below)


def _is_in_office(actor: ArticleActor) -> bool:
    return actor.kind in _IN_OFFICE or bool(actor.affiliations)
