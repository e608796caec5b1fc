"""The event reports of an article: dated happenings with a type, participants, place and status.

False events are worse than missed ones: a trigger without a date of its own or of its clause is reported only
where it happened, between named participants.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import (
    Analysis,
    ArticleActor,
    EventReport,
    EventStatus,
    EventType,
    Provenance,
    Span,
    Statement,
    StatementKind,
    TimeExpression,
    When,
)
from onrecord.timeline.dating import Times, by_governor, find_when
from onrecord.timeline.pair_features import Pair
from onrecord.timeline.pair_model import get_pair_model
from onrecord.timeline.places import name_place
from onrecord.timeline.roles import MentionIndex, Roles, find_roles
from onrecord.timeline.status import find_status, is_ahead, is_opening_verb
from onrecord.timeline.triggers import Kind, Trigger, is_happening_verb, iter_triggers

VERSION = "1"
_PROVENANCE = Provenance(stage="timeline", version=VERSION)


_OF_THE_LEXICON = frozenset({"meet", "visit", "phone", "vote", "hand over", "kill"})
_CLEARLY = 1.0
"""By so much the model must prefer another type (distance from the border); less made real articles worse."""
_SPOKEN = frozenset(
    {EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.CONSULT}
)
"""Events that are speech: where the trigger is the cue of a statement, the statement already tells it."""


def find_events(
    analysis: Analysis,
    times: Sequence[TimeExpression],
    actors: Sequence[ArticleActor],
    statements: Sequence[Statement],
) -> tuple[EventReport, ...]:
    """The event reports of the body of `analysis`, in text order; ids of `actors` as participants."""
    governed = by_governor(analysis, times)
    mentions = MentionIndex(actors)
    cues = {statement.cue.start for statement in statements if statement.cue}
    quoted = [span for s in statements if s.kind is StatementKind.DIRECT for span in s.content]
    found: dict[tuple[int, int], EventReport] = {}
    for trigger in iter_triggers(analysis):
        token = analysis.tokens[trigger.index]
        if (token.start in cues and trigger.kind.type in _SPOKEN) or any(
            span.start <= token.start < span.end for span in quoted
        ):
            continue
        report = _report(analysis, trigger, governed, mentions)
        if report:
            found.setdefault(report.trigger.key, report)
    return tuple(found[key] for key in sorted(found))


def _report(analysis: Analysis, trigger: Trigger, times: Times, mentions: MentionIndex) -> EventReport | None:
    status = _status(analysis, trigger)
    if status is None:
        return None
    when = find_when(analysis, trigger, times)
    roles = find_roles(analysis, trigger, mentions)
    if not _is_told(analysis, trigger, status, when, roles):
        return None
    kind = trigger.kind if status is EventStatus.DENIED else _kind(analysis, trigger, roles)
    return EventReport(
        article_id=analysis.article_id,
        sentence=analysis.sentence_span(analysis.sentence_of[trigger.index]),
        trigger=_trigger_span(analysis, trigger),
        type=kind.type,
        mode=kind.mode,
        status=status,
        who=roles.who,
        whom=roles.whom,
        place=name_place(analysis, trigger),
        when=when,
        provenance=_PROVENANCE,
    )


def _kind(analysis: Analysis, trigger: Trigger, roles: Roles) -> Kind:
    """The trigger's own type, unless both participants stand there and the words between clearly show another.

    The model knows what one does to another; what one does alone or together (visits, talks, votes) is the lexicon's.
    """
    if not roles.who or not roles.whom or trigger.kind.mode in _OF_THE_LEXICON:
        return trigger.kind
    sentence = analysis.sentences[analysis.sentence_of[trigger.index]]
    tokens = range(sentence.first, sentence.last + 1)
    model = get_pair_model()
    scores = model.scores(Pair(analysis=analysis, source=roles.source, target=roles.target, tokens=tokens))
    own = "YIELD" if trigger.kind.type in (EventType.CONCEDE, EventType.RETREAT) else trigger.kind.type.value
    best = int(scores.argmax())
    if scores[best] - scores[model.types.index(own)] <= _CLEARLY:
        return trigger.kind
    name = model.types[best]
    return Kind(type=EventType.CONCEDE if name == "YIELD" else EventType(name), mode="")


def _status(analysis: Analysis, trigger: Trigger) -> EventStatus | None:
    if not trigger.is_noun:
        return find_status(analysis, trigger.clause)
    clause = analysis.tokens[trigger.clause]
    modifiers = {analysis.tokens[child].text.lower() for child in analysis.children[trigger.index]}
    if "no" in modifiers:
        return None
    status = find_status(analysis, trigger.clause)
    if status is EventStatus.PLANNED and clause.tag in ("VBZ", "VBP") and not is_opening_verb(clause.lemma):
        return None
    if clause.pos in ("VERB", "AUX") and not is_happening_verb(clause.lemma):
        return None
    return EventStatus.PLANNED if status is EventStatus.HAPPENED and is_ahead(modifiers) else status


def _is_told(analysis: Analysis, trigger: Trigger, status: EventStatus, when: When | None, roles: Roles) -> bool:
    """Whether the report is specific enough to be one event."""
    if trigger.kind.weak and not roles.named:
        return False
    clause = analysis.tokens[trigger.clause]
    told_as_new = clause.dep != "relcl" and (clause.tag == "VBD" or bool(roles.whom))
    if status is EventStatus.HAPPENED and not trigger.is_noun and roles.who and roles.named and told_as_new:
        return True
    if status in (EventStatus.HAPPENED, EventStatus.PLANNED):
        return when is not None
    return when is not None and roles.named > 0


def _trigger_span(analysis: Analysis, trigger: Trigger) -> Span:
    return analysis.tokens[trigger.index].span
