"""Which reports tell of one event, over all articles; what they disagree on is kept.

Two reports are one event where type and mode agree, their dates meet, and they share a participant on each side
that both name, or place and day. The result does not depend on the order of reports or articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from onrecord.model import Event, EventReport, EventStatus, EventType, Provenance, When
from onrecord.timeline.events import VERSION
from onrecord.timeline.outcome import iter_spoken_of

_PROVENANCE = Provenance(stage="timeline", version=VERSION)
_OPEN_MODES = ("vote",)
"""What is planned without saying how it will end: a vote is announced as AGREE and may end as REJECT."""
_CLOSE_DAYS = 62
"""Reports with a date wider than this are merged only with reports of the same article-independent interval."""


def merge_events(
    reports: Sequence[EventReport], actor_of: Mapping[str, str], published: Mapping[str, When] | None = None
) -> tuple[Event, ...]:
    """Reports to events; `actor_of` leads from article actors to the actors of the record, `published` from articles
    to their dates, without which undated plans and denials of other articles find no event.
    """
    known = [_resolved(report, actor_of) for report in reports]
    ordered = sorted(known, key=lambda report: report.id)
    groups = _join(ordered, published or {})
    events = [_event(group) for group in groups]
    return tuple(sorted(events, key=_when_key))


def _resolved(report: EventReport, actor_of: Mapping[str, str]) -> EventReport:
    who = tuple(dict.fromkeys(actor_of.get(actor, actor) for actor in report.who))
    whom = tuple(dict.fromkeys(actor_of.get(actor, actor) for actor in report.whom))
    told_by = tuple(dict.fromkeys(actor_of.get(actor, actor) for actor in report.told_by))
    return replace(report, who=who, whom=whom, told_by=told_by)


def _join(reports: Sequence[EventReport], published: Mapping[str, When]) -> list[list[EventReport]]:
    parent = list(range(len(reports)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    blocks: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        if report.when:
            blocks["" if report.mode in _OPEN_MODES else report.type, report.mode].append(index)
    for block in blocks.values():
        block.sort(key=lambda index: (reports[index].when.earliest, index))  # type: ignore[union-attr]
        for a, b in _close_pairs(reports, block):
            if is_same(reports[a], reports[b]):
                parent[max(root(a), root(b))] = min(root(a), root(b))
    for index, dated in (*_iter_attached(reports), *iter_spoken_of(reports, published)):
        parent[max(root(index), root(dated))] = min(root(index), root(dated))
    groups: defaultdict[int, list[EventReport]] = defaultdict(list)
    for index, report in enumerate(reports):
        groups[root(index)].append(report)
    return [groups[key] for key in sorted(groups)]


def _iter_attached(reports: Sequence[EventReport]) -> Iterator[tuple[int, int]]:
    """Each undated report with the dated one of its article that it repeats, where just one can be meant."""
    by_article: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        by_article[report.article_id, report.type, report.mode].append(index)
    for block in by_article.values():
        dated = [index for index in block if reports[index].when]
        for index in block:
            if reports[index].when is None:
                fitting = [other for other in dated if _may_repeat(reports[index], reports[other])]
                if len(fitting) == 1:
                    yield index, fitting[0]


def _may_repeat(undated: EventReport, dated: EventReport) -> bool:
    people, others = {*undated.who, *undated.whom}, {*dated.who, *dated.whom}
    if undated.status is not dated.status or (people and others and not people & others):
        return False
    return bool(people & others) or undated.mode == "vote"


def _close_pairs(reports: Sequence[EventReport], block: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs whose dates meet; `block` is in order of first day."""
    pairs: list[tuple[int, int]] = []
    for position, a in enumerate(block):
        for b in block[position + 1 :]:
            first, second = reports[a].when, reports[b].when
            if first is None or second is None or second.earliest > first.latest:
                break
            pairs.append((a, b))
    return pairs


def is_same(one: EventReport, other: EventReport) -> bool:
    """Whether two reports of equal type and mode, whose dates meet, tell of one event; of unequal type, only a plan
    and its outcome do.
    """
    if one.when is None or other.when is None or not one.when.overlaps(other.when):
        return False
    if one.type is not other.type and (one.status is EventStatus.PLANNED) == (other.status is EventStatus.PLANNED):
        return False
    wide = max(one.when.days, other.when.days)
    people, others = {*one.who, *one.whom}, {*other.who, *other.whom}
    shared = people & others
    if wide > _CLOSE_DAYS:
        return (
            one.when.earliest == other.when.earliest and bool(shared) and len(shared) >= min(len(people), len(others))
        )
    if one.place and one.place == other.place and (shared or not people or not others):
        return True
    if not shared:
        return False
    return (_sides_meet(one.who, other.who) and _sides_meet(one.whom, other.whom)) or len(shared) >= 2


def _sides_meet(one: Sequence[str], other: Sequence[str]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _event(reports: Sequence[EventReport]) -> Event:
    first = min(reports, key=lambda report: report.id)
    status = next((s for s in _STATUS_ORDER if any(report.status is s for report in reports)), first.status)
    return Event(
        id=first.id,
        type=EventType(_commonest([report.type for report in reports if report.status is status])),
        status=status,
        reports=tuple(sorted(report.id for report in reports)),
        who=_most_told([report.who for report in reports]),
        whom=_most_told([report.whom for report in reports]),
        place=_commonest([report.place for report in reports if report.place]),
        when=_best_when([report.when for report in reports if report.when]),
        disagree=_disagreements(reports),
        provenance=_PROVENANCE,
    )


_STATUS_ORDER = (
    EventStatus.HAPPENED,
    EventStatus.PLANNED,
    EventStatus.CALLED_FOR,
    EventStatus.FEARED,
    EventStatus.DENIED,
)


def _most_told(sides: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    counts = Counter(actor for side in sides for actor in side)
    return tuple(sorted(counts, key=lambda actor: (-counts[actor], actor)))


def _commonest(values: Sequence[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""


def _best_when(whens: Sequence[When]) -> When | None:
    """The narrowest date told, of several the one told most often."""
    counts = Counter(whens)
    order = sorted(counts, key=lambda when: (when.days, -counts[when], when.earliest, when.written))
    return order[0] if order else None


def _disagreements(reports: Sequence[EventReport]) -> tuple[str, ...]:
    """What reports of one event differ on: "when", "where", "who", "whom", "status"."""
    found = []
    whens = [report.when for report in reports if report.when]
    if any(
        not a.overlaps(b)
        for a, b in combinations(sorted(set(whens), key=lambda w: (w.earliest, w.latest, w.written)), 2)
    ):
        found.append("when")
    if len({report.place for report in reports if report.place}) > 1:
        found.append("where")
    for name in ("who", "whom"):
        sides = [set(getattr(report, name)) for report in reports if getattr(report, name)]
        if sides and not set.intersection(*sides):
            found.append(name)
    if EventStatus.DENIED in {report.status for report in reports} and len({report.status for report in reports}) > 1:
        found.append("status")
    return tuple(found)


def _when_key(event: Event) -> tuple[bool, str, str]:
    return (event.when is None, event.when.earliest.isoformat() if event.when else "", event.id)
