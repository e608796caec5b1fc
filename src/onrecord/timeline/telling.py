"""Is what a trigger tells specific enough to be one event? False events are worse than missed ones."""

from __future__ import annotations

from onrecord.model import Analysis, EventStatus, EventType, Token, When
from onrecord.timeline.lexicon import Need, get_lexicon
from onrecord.timeline.roles import Roles, find_subject
from onrecord.timeline.triggers import Trigger, is_occurring_verb

_THIRD = frozenset({"he", "she", "it", "they"})
"""Pronouns of somebody the story has named."""


def is_said_to_somebody(trigger: Trigger, when: When | None, roles: Roles) -> bool:
    """Whether the cue of a statement is an event beside it: an act with a date, or towards a named party."""
    return trigger.kind.mode not in get_lexicon().spoken or when is not None or roles.is_addressed


def is_told(analysis: Analysis, trigger: Trigger, status: EventStatus, when: When | None, roles: Roles) -> bool:
    """Whether a trigger with the date and participants of its own clause is an event."""
    if trigger.kind.need is Need.NAME and not roles.named:
        return False
    if trigger.kind.need is Need.DATE and when is None:
        return False
    if when is not None and status in (EventStatus.HAPPENED, EventStatus.PLANNED):
        return True
    if status is EventStatus.HAPPENED:
        return not trigger.is_noun and bool(roles.who and roles.named) and _is_told_as_new(analysis, trigger, roles)
    if status is EventStatus.PLANNED:
        known = roles.named > 1 or (trigger.kind.is_strong and bool(roles.who or (trigger.is_noun and roles.whom)))
        opens = not trigger.is_noun or is_occurring_verb(analysis.tokens[trigger.clause].lemma)
        return opens and known and _is_resolved(analysis, trigger)
    return when is not None and bool(roles.named or roles.who)


def _is_told_as_new(analysis: Analysis, trigger: Trigger, roles: Roles) -> bool:
    """Whether the clause tells it rather than reminds of it."""
    clause = analysis.tokens[trigger.clause]
    if clause.dep == "acl":
        by_somebody = any(analysis.tokens[child].dep == "agent" for child in analysis.children[trigger.clause])
        return trigger.kind.is_strong and by_somebody and analysis.tokens[trigger.clause - 1].text == ","
    if clause.dep == "relcl" or (clause.tag == "VBG" and not _is_after_talks(analysis, trigger)):
        return False
    return clause.tag in ("VBD", "VBG") or bool(roles.whom)


def _is_after_talks(analysis: Analysis, trigger: Trigger) -> bool:
    """Whether somebody speaks "after meeting" others: the talks are of the day."""
    return trigger.kind.type is EventType.CONSULT and analysis.tokens[trigger.clause].dep == "pcomp"


def _is_resolved(analysis: Analysis, trigger: Trigger) -> bool:
    """Whether a plan is stated outright ("will meet", "plans to table"), not conditional on anything."""
    clause = analysis.tokens[trigger.clause]
    if clause.dep not in ("ROOT", "ccomp", "conj", "xcomp") or analysis.tokens[clause.head].tag == "VBG":
        return False
    return not any(analysis.tokens[child].dep == "advcl" for child in analysis.children[trigger.clause])


def is_aside(analysis: Analysis, clause: int) -> bool:
    """Whether the clause only sets another in time or circumstance, so that its own day is another."""
    return analysis.tokens[clause].dep == "advcl"


def is_remembered(analysis: Analysis, clause: int) -> bool:
    """Whether a clause tells what came before the day of the story ("three months after the court froze the fund")."""
    return is_aside(analysis, clause) and any(
        analysis.tokens[child].dep == "mark" and analysis.tokens[child].text.lower() == "after"
        for child in analysis.children[clause]
    )


def is_news(analysis: Analysis, trigger: Trigger, roles: Roles, *, is_lead: bool) -> bool:
    """Whether an undated happening can be the day's news: a strong trigger in the simple past (in an opening
    paragraph in the perfect too), done by or to somebody who is not the teller.
    """
    if not trigger.kind.is_strong or trigger.kind.need is not Need.NOTHING:
        return False
    clause = analysis.tokens[trigger.clause]
    if trigger.is_noun:
        return trigger.clause != trigger.index and clause.tag == "VBD" and is_occurring_verb(clause.lemma)
    if _is_after_talks(analysis, trigger):
        return bool(roles.who)
    if clause.tag == "VB":
        return True
    if _is_subordinate(analysis, trigger.clause) or not _is_past(analysis, trigger.clause, perfect=is_lead):
        return False
    return bool(roles.who or roles.whom) or _has_noun_subject(analysis, trigger.index)


def is_plain_past(analysis: Analysis, trigger: Trigger) -> bool:
    """Whether a verb tells in the simple past and in a main clause what was done, as the news of a day is told."""
    clause = trigger.clause
    return (
        not trigger.is_noun
        and not is_aside(analysis, clause)
        and not _is_subordinate(analysis, clause)
        and _is_past(analysis, clause, perfect=False)
    )


def _has_noun_subject(analysis: Analysis, verb: int) -> bool:
    subjects = find_subject(analysis, verb)
    return bool(subjects) and all(
        analysis.tokens[s].pos in ("NOUN", "PROPN", "NUM") or analysis.tokens[s].text.lower() in _THIRD
        for s in subjects
    )


def _is_subordinate(analysis: Analysis, clause: int) -> bool:
    """Whether the clause is what a noun is described by or what somebody says or thinks; what stands before its
    speaker ("..., police said") is told as a main clause is.
    """
    current = clause
    while analysis.tokens[current].dep == "conj":
        current = analysis.tokens[current].head
    token = analysis.tokens[current]
    return token.dep in ("relcl", "acl", "csubj") or (token.dep == "ccomp" and token.head < clause)


def is_perfect(analysis: Analysis, clause: int) -> bool:
    """Whether the clause tells what has been by now, on whatever day ("has been arrested")."""
    return any(helper.lemma == "have" for helper in _helpers(analysis, clause))


def _is_past(analysis: Analysis, clause: int, *, perfect: bool) -> bool:
    """Whether the verb is in the simple past, active or passive; `perfect`: or in the present perfect."""
    while (
        analysis.tokens[clause].dep == "conj"
        and analysis.tokens[clause].tag == "VBN"
        and not _helpers(analysis, clause)
    ):
        clause = analysis.tokens[clause].head
    token, helpers = analysis.tokens[clause], _helpers(analysis, clause)
    if not helpers:
        return token.tag in ("VBD", "VBN")
    if token.tag != "VBN":
        return False
    if perfect and helpers[0].lemma == "have" and helpers[0].tag in ("VBZ", "VBP"):
        return True
    return len(helpers) == 1 and helpers[0].lemma == "be" and helpers[0].tag == "VBD"


def _helpers(analysis: Analysis, clause: int) -> list[Token]:
    return [analysis.tokens[child] for child in analysis.children[clause] if "aux" in analysis.tokens[child].dep]
