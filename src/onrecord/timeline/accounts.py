"""Who claims or denies a reported event: the speaker of the statement that tells it, or whoever denies it outright."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from onrecord.model import Analysis, EventStatus, Span, Statement
from onrecord.timeline.roles import MentionIndex, Roles, find_subject
from onrecord.timeline.status import is_denial_verb
from onrecord.timeline.triggers import Trigger

_CLIMB = 5
_HELD = frozenset({"ccomp", "xcomp", "pcomp", "acl", "dobj", "pobj", "prep", "conj", "nsubjpass"})
_OF = frozenset({"of", "for", "in", "that"})
_WILL = frozenset({"will", "would", "wo", "'ll", "’ll"})
_OWN = frozenset({"it", "he", "she", "they", "we"})


def announces_itself(analysis: Analysis, trigger: Trigger, roles: Roles) -> bool:
    """Whether somebody says what "it", "he", "she" or "they" will do and means the teller ("it would act")."""
    heads = [] if trigger.is_noun or roles.who else find_subject(analysis, trigger.clause)
    helpers = {analysis.tokens[child].text.lower() for child in analysis.children[trigger.clause]}
    return (
        analysis.tokens[trigger.clause].dep == "ccomp"
        and bool(helpers & _WILL)
        and any(analysis.tokens[head].text.lower() in _OWN for head in heads)
    )


class Accounts:
    """The statements of an article, asked for who answers for what a place of it tells."""

    def __init__(self, analysis: Analysis, statements: Sequence[Statement], mentions: MentionIndex) -> None:
        self._analysis = analysis
        self._mentions = mentions
        self._told = sorted(
            ((len(span), span.start, span, statement.source) for statement in statements for span in statement.content),
            key=lambda each: each[:2],
        )

    def find_teller(self, trigger: Trigger) -> tuple[str, ...]:
        """The actor who claims or denies what the trigger tells, by the innermost statement around it."""
        start = self._analysis.tokens[trigger.index].start
        for _, _, span, source in self._told:
            if span.start <= start < span.end:
                return self._actor(source, source) if source else ()
        for subject in self._deniers(trigger):
            found = self._actor(self._analysis.tokens[subject].span, self._analysis.tokens[subject].span)
            if found:
                return found
        return ()

    def is_denied_outright(self, trigger: Trigger, status: EventStatus) -> bool:
        """Whether a verb of denial stands above it ("denied bombing the bridge"), not a mere "not"."""
        return status is EventStatus.DENIED and self._denial_above(trigger) is not None

    def _deniers(self, trigger: Trigger) -> list[int]:
        verb = self._denial_above(trigger)
        return find_subject(self._analysis, verb) if verb is not None else []

    def _denial_above(self, trigger: Trigger) -> int | None:
        tokens, current = self._analysis.tokens, trigger.index
        for above in islice(self._analysis.iter_ancestors(trigger.index), _CLIMB):
            token = tokens[current]
            if token.dep not in _HELD or (token.dep == "prep" and token.text.lower() not in _OF):
                return None
            if is_denial_verb(tokens[above].lemma):
                return above
            current = above
        return None

    def _actor(self, span: Span, head: Span) -> tuple[str, ...]:
        found = self._mentions.find(span, head)
        return (found[0],) if found else ()
