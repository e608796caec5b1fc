"""The event reports of an article: dated happenings with a type, participants, place and status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.model import (
    Analysis,
    ArticleActor,
    EventReport,
    EventStatus,
    EventType,
    MentionForm,
    Provenance,
    Statement,
    StatementKind,
    TimeExpression,
    When,
    record,
)
from onrecord.timeline.accounts import Accounts, announces_itself
from onrecord.timeline.dating import Times, by_governor, find_end, find_named_day, find_own_when, find_when
from onrecord.timeline.distance import count_from, find_distance, find_distance_back
from onrecord.timeline.lexicon import Kind, get_lexicon
from onrecord.timeline.pair_features import Pair
from onrecord.timeline.pair_model import get_pair_model
from onrecord.timeline.places import name_place
from onrecord.timeline.roles import MentionIndex, Roles, find_roles
from onrecord.timeline.scene import Scene, Told
from onrecord.timeline.status import find_status, is_ahead, is_due, is_opening_verb, is_talked_about
from onrecord.timeline.telling import (
    is_aside,
    is_news,
    is_perfect,
    is_plain_past,
    is_remembered,
    is_said_to_somebody,
    is_told,
)
from onrecord.timeline.travel import is_private_journey
from onrecord.timeline.triggers import Trigger, is_happening_verb, iter_triggers

VERSION = "6"
_PROVENANCE = Provenance(stage="timeline", version=VERSION)


_INDEFINITE = frozenset({"a", "an", "another", "every", "each", "such", "future", "possible"})
"""Words before a noun that names no one happening."""

_CLEARLY = 1.0
"""By so much the model must prefer another type (distance from the border); less made real articles worse."""


@record
class _Candidate:
    """A trigger with what its own clause tells."""

    trigger: Trigger
    status: EventStatus
    when: When | None
    roles: Roles
    told_by: tuple[str, ...]
    is_denied: bool
    """Outright, by a verb of denial."""


def find_events(
    analysis: Analysis,
    times: Sequence[TimeExpression],
    actors: Sequence[ArticleActor],
    statements: Sequence[Statement],
    published: When | None = None,
) -> tuple[EventReport, ...]:
    """The event reports of the body of `analysis`, in text order; ids of `actors` as participants.

    `published`: nothing happened later than that; a day ahead makes a meeting a planned one, and dates no past verb.
    """
    governed = by_governor(analysis, times)
    mentions = MentionIndex(actors)
    accounts = Accounts(analysis, statements, mentions)
    known = {actor.id: actor for actor in actors}
    found = []
    for trigger in _own_triggers(analysis, statements):
        status = _status(analysis, trigger, governed)
        end = find_end(analysis, trigger, times) if trigger.kind.mode in get_lexicon().ending else None
        if end and status is not EventStatus.DENIED:
            status = EventStatus.PLANNED
        roles = find_roles(analysis, trigger, mentions)
        if status is None or is_private_journey(analysis, trigger, roles, known):
            continue
        teller = accounts.find_teller(trigger)
        if status is EventStatus.PLANNED and teller and announces_itself(analysis, trigger, roles):
            is_named = any(mention.form is MentionForm.NAME for mention in known[teller[0]].mentions)
            roles = replace(roles, who=teller, named=roles.named + is_named)
        when = end or find_when(analysis, trigger, governed)
        if when and published:
            status, when = _timely(trigger, status, when, published)
        found.append(
            _Candidate(
                trigger=trigger,
                status=status,
                when=when,
                roles=roles,
                told_by=teller,
                is_denied=accounts.is_denied_outright(trigger, status),
            )
        )
    cues = {statement.cue.start for statement in statements if statement.cue}
    told = [Told(index=c.trigger.index, kind=c.trigger.kind, status=c.status, when=c.when) for c in found]
    scene = Scene(analysis, times, told)
    reports: dict[tuple[int, int], EventReport] = {}
    for candidate in found:
        clause = candidate.trigger.clause
        distance = find_distance(analysis, clause, times) if candidate.when is None else None
        back = find_distance_back(analysis, clause, times) if candidate.when is None else None
        if distance:
            when = count_from(analysis, distance, told)
            placed = _placed(analysis, replace(candidate, when=when), None)
        elif back and (when := count_from(analysis, back, told, find_named_day(analysis, back.target, governed))):
            placed = _placed(analysis, replace(candidate, when=when), None)
        else:
            placed = _placed(analysis, candidate, scene)
            if placed and placed.when and candidate.when is None and published:
                placed = placed if placed.when.earliest <= published.latest else replace(placed, when=None)
        is_cue = analysis.tokens[candidate.trigger.index].start in cues
        if placed and (not is_cue or is_said_to_somebody(placed.trigger, placed.when, placed.roles)):
            report = _report(analysis, placed)
            reports.setdefault(report.trigger.key, report)
    return tuple(reports[key] for key in sorted(reports))


def _timely(trigger: Trigger, status: EventStatus, when: When, published: When) -> tuple[EventStatus, When | None]:
    """Nothing happened after publication: a noun is then planned, a verb undated; what a noun names before it was."""
    if status is EventStatus.HAPPENED and when.earliest > published.latest:
        return (EventStatus.PLANNED, when) if trigger.is_noun else (status, None)
    if status is EventStatus.PLANNED and trigger.is_noun and when.latest < published.earliest:
        return EventStatus.HAPPENED, when
    return status, when


def _own_triggers(analysis: Analysis, statements: Sequence[Statement]) -> Iterator[Trigger]:
    """Triggers outside direct quotations, without words that only say again what their verb or subject reports."""
    quoted = [span for s in statements if s.kind is StatementKind.DIRECT for span in s.content]
    reported: dict[int, Trigger] = {}
    for trigger in iter_triggers(analysis):
        start = analysis.tokens[trigger.index].start
        if any(span.start <= start < span.end for span in quoted):
            continue
        verb = _verb_above(analysis, trigger.index) if trigger.is_noun else trigger.index
        told = reported.setdefault(verb, trigger)
        kinds = told.kind, trigger.kind
        if told is trigger or (kinds[0].type is not kinds[1].type and kinds[0].mode != kinds[1].mode):
            yield trigger


def _verb_above(analysis: Analysis, index: int) -> int:
    """The verb that governs a noun; the noun itself where none does."""
    return next((a for a in analysis.iter_ancestors(index) if analysis.tokens[a].pos == "VERB"), index)


def _placed(analysis: Analysis, candidate: _Candidate, scene: Scene | None) -> _Candidate | None:
    """The candidate with its date, where it is an event: told by its clause, or news of the day the story tells of;
    without a scene only the former.
    """
    trigger, status, when, roles = candidate.trigger, candidate.status, candidate.when, candidate.roles
    told = is_told(analysis, trigger, status, when, roles) or (candidate.is_denied and bool(candidate.told_by))
    if scene is None or when is not None or status is not EventStatus.HAPPENED:
        return candidate if told else None
    if told and is_plain_past(analysis, trigger):
        when = scene.find_when(trigger.index, trigger.kind)
    elif is_news(analysis, trigger, roles, is_lead=scene.is_lead(trigger.index)):
        undated = is_aside(analysis, trigger.clause) or is_perfect(analysis, trigger.clause)
        when = None if undated else scene.find_when(trigger.index, trigger.kind)
        told = told or when is not None or scene.is_lead(trigger.index) or is_remembered(analysis, trigger.clause)
    return replace(candidate, when=when) if told else None


def _report(analysis: Analysis, candidate: _Candidate) -> EventReport:
    trigger, roles = candidate.trigger, candidate.roles
    kind = trigger.kind if candidate.status is EventStatus.DENIED else _kind(analysis, trigger, roles)
    return EventReport(
        article_id=analysis.article_id,
        sentence=analysis.sentence_span(analysis.sentence_of[trigger.index]),
        trigger=analysis.tokens[trigger.index].span,
        type=kind.type,
        mode=kind.mode,
        status=candidate.status,
        who=roles.who,
        whom=roles.whom,
        told_by=candidate.told_by,
        place=name_place(analysis, trigger),
        when=candidate.when,
        provenance=_PROVENANCE,
    )


def _kind(analysis: Analysis, trigger: Trigger, roles: Roles) -> Kind:
    """The trigger's own type, unless both participants stand there and the words between clearly show another.

    The model knows what one does to another; what one does alone or together (visits, talks, votes) is the lexicon's.
    """
    if not roles.who or not roles.whom or trigger.kind.mode in get_lexicon().tied:
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


def _status(analysis: Analysis, trigger: Trigger, times: Times) -> EventStatus | None:
    if not trigger.is_noun:
        return find_status(analysis, trigger.clause)
    modifiers = {analysis.tokens[child].text.lower() for child in analysis.children[trigger.index]}
    if modifiers & {"no", "any"}:
        return None
    status = _status_by_verb(analysis, trigger)
    if status is None and not modifiers & _INDEFINITE and not is_talked_about(analysis, trigger.index):
        status = EventStatus.HAPPENED if find_own_when(analysis, trigger.index, times) else None
    return EventStatus.PLANNED if status is EventStatus.HAPPENED and is_ahead(modifiers) else status


def _status_by_verb(analysis: Analysis, trigger: Trigger) -> EventStatus | None:
    """The status of an event noun by the verb it belongs to, if that says that it takes place."""
    clause = analysis.tokens[trigger.clause]
    status = find_status(analysis, trigger.clause)
    if is_due(analysis, trigger.clause):
        return status
    if status is EventStatus.PLANNED and clause.tag in ("VBZ", "VBP") and not is_opening_verb(clause.lemma):
        return None
    if clause.pos in ("VERB", "AUX") and not is_happening_verb(clause.lemma):
        return None
    return status
