"""Reports of one event, joined over articles."""

import itertools
from datetime import date

from onrecord.model import Basis, EventReport, EventStatus, EventType, Precision, Provenance, Span, When
from onrecord.timeline import merge_events

HAND = Provenance(stage="test", version="1")


def on(first: str, last: str = "") -> When:
    """A day, or an interval."""
    days = date.fromisoformat(first), date.fromisoformat(last or first)
    return When(
        earliest=days[0],
        latest=days[1],
        precision=Precision.INTERVAL if last else Precision.DAY,
        basis=Basis.PUBLICATION,
    )


def report(article: str, when: When | None, *, who: str = "", whom: str = "", **more: object) -> EventReport:
    """A meeting, told by an article."""
    fields: dict[str, object] = {
        "article_id": article,
        "sentence": Span(start=0, end=50),
        "trigger": Span(start=int(more.pop("at", 10)), end=40),  # type: ignore[call-overload]
        "type": EventType.CONSULT,
        "mode": "meet",
        "who": (who,) if who else (),
        "whom": (whom,) if whom else (),
        "when": when,
        "provenance": HAND,
    }
    return EventReport(**{**fields, **more})  # type: ignore[arg-type]


ACTORS = {"k1": "kroll", "k2": "kroll", "b1": "belland", "b2": "belland", "z": "zander"}


def test_one_meeting_told_twice_is_one_event() -> None:
    """Reports with the same people on the same day are one event, planned and then held."""
    planned = report("a", on("2021-03-15"), who="k1", whom="b1", status=EventStatus.PLANNED)
    held = report("b", on("2021-03-15"), who="k2", whom="b2")
    (event,) = merge_events([planned, held], ACTORS)
    assert event.reports == tuple(sorted((planned.id, held.id)))
    assert event.status is EventStatus.HAPPENED
    assert (event.who, event.whom) == (("kroll",), ("belland",))


def test_other_people_or_days_are_other_events() -> None:
    """Reports that share no participant, or whose dates do not meet, stay apart."""
    reports = [
        report("a", on("2021-03-15"), who="k1", whom="b1"),
        report("b", on("2021-03-15"), who="z"),
        report("c", on("2021-03-22"), who="k1", whom="b1"),
    ]
    assert len(merge_events(reports, ACTORS)) == 3


def test_what_reports_disagree_on_is_named() -> None:
    """An event told at two places says that its reports disagree on where."""
    reports = [
        report("a", on("2021-03-15"), who="k1", whom="b1", place="Tarnov"),
        report("b", on("2021-03-15"), who="k2", whom="b2", place="Deron"),
    ]
    (event,) = merge_events(reports, ACTORS)
    assert event.disagree == ("where",)


def test_an_undated_repetition_joins_the_dated_report_of_its_article() -> None:
    """A report without a date joins the only one of its article that it can repeat."""
    reports = [report("a", on("2021-03-15"), who="k1", whom="b1"), report("a", None, who="k1", at=20)]
    (event,) = merge_events(reports, ACTORS)
    assert len(event.reports) == 2


def test_order_does_not_matter() -> None:
    """Any order of reports gives the same events."""
    reports = [
        report("a", on("2021-03-15"), who="k1", whom="b1"),
        report("b", on("2021-03-14", "2021-03-20"), who="k2"),
        report("c", on("2021-03-15"), who="z", whom="b2"),
        report("d", None, who="z"),
    ]
    results = {merge_events(list(order), ACTORS) for order in itertools.permutations(reports)}
    assert len(results) == 1


def strike(article: str, when: When | None, **more: object) -> EventReport:
    """An attack, told by an article."""
    return report(article, when, **{"type": EventType.ASSAULT, "mode": "strike", **more})  # type: ignore[arg-type]


PUBLISHED = {"a": on("2021-03-16"), "b": on("2021-03-18"), "c": on("2021-08-01")}


def test_a_denial_joins_what_it_denies() -> None:
    """An undated denial joins the attack its speaker is said to have made before that day; both are kept."""
    told = strike("a", on("2021-03-15"), who="k1", whom="z")
    denied = strike("b", None, status=EventStatus.DENIED, told_by=("k2",))
    (event,) = merge_events([told, denied], ACTORS, PUBLISHED)
    assert event.reports == tuple(sorted((told.id, denied.id)))
    assert event.status is EventStatus.HAPPENED
    assert event.disagree == ("status",)


def test_a_denial_of_something_else_stays_apart() -> None:
    """Who denies is nobody of the event, months lie between, another victim is named, or it comes later."""
    told = strike("a", on("2021-03-15"), who="k1", whom="z")
    for denial in (
        strike("b", None, status=EventStatus.DENIED, told_by=("b1",)),
        strike("c", None, status=EventStatus.DENIED, told_by=("k1",)),
        strike("b", None, status=EventStatus.DENIED, told_by=("k1",), whom="b1"),
        strike("b", on("2021-03-02"), status=EventStatus.DENIED, told_by=("k1",)),
    ):
        assert len(merge_events([told, denial], ACTORS, PUBLISHED)) == 2
    later = strike("b", on("2021-03-17"), who="k1", whom="z")
    assert (
        len(merge_events([later, strike("a", None, status=EventStatus.DENIED, told_by=("k1",))], ACTORS, PUBLISHED))
        == 2
    )


def test_a_denial_means_the_nearest_event() -> None:
    """Of two attacks that fit, the one nearer to the day of the denial is meant, in any order of reports."""
    reports = [
        strike("a", on("2021-02-01"), who="k1"),
        strike("a", on("2021-03-15"), who="k1", at=20),
        strike("b", None, status=EventStatus.DENIED, told_by=("k2",)),
    ]
    results = {merge_events(list(order), ACTORS, PUBLISHED) for order in itertools.permutations(reports)}
    (events,) = results
    assert [len(event.reports) for event in events] == [1, 2]


def test_a_plan_meets_its_outcome() -> None:
    """A vote announced for a week meets the vote lost on its Thursday, and takes its type and date from it."""
    vote = {"mode": "vote", "who": "k1"}
    planned = report("a", on("2021-03-15", "2021-03-21"), status=EventStatus.PLANNED, type=EventType.AGREE, **vote)
    lost = report("b", on("2021-03-18"), type=EventType.REJECT, **vote)
    (event,) = merge_events([planned, lost], ACTORS)
    assert (event.type, event.status) == (EventType.REJECT, EventStatus.HAPPENED)
    assert event.when == on("2021-03-18")


def test_two_votes_of_one_day_stay_two() -> None:
    """What was passed and what was rejected on one day are no plan and outcome."""
    vote = {"mode": "vote", "who": "k1"}
    passed = report("a", on("2021-03-18"), type=EventType.AGREE, **vote)
    lost = report("b", on("2021-03-18"), type=EventType.REJECT, **vote)
    assert len(merge_events([passed, lost], ACTORS)) == 2


def test_an_undated_plan_meets_a_later_outcome_of_the_same_parties() -> None:
    """A meeting announced without a day is the one those two held within two months, and no earlier one."""
    planned = report("a", None, who="k1", whom="b1", status=EventStatus.PLANNED)
    held = report("b", on("2021-03-17"), who="k2", whom="b2")
    assert len(merge_events([planned, held], ACTORS, PUBLISHED)) == 1
    earlier = report("b", on("2021-03-10"), who="k2", whom="b2")
    assert len(merge_events([planned, earlier], ACTORS, PUBLISHED)) == 2
    assert len(merge_events([planned, report("c", on("2021-08-01"), who="k2", whom="b2")], ACTORS, PUBLISHED)) == 2


def test_a_denial_joins_an_attack_by_nobody_named_at_its_place() -> None:
    """Where no attacker is told, the place must be the same."""
    told = strike("a", on("2021-03-15"), place="Tarnov")
    here = strike("b", None, status=EventStatus.DENIED, told_by=("k1",), place="Tarnov")
    nowhere = strike("b", None, status=EventStatus.DENIED, told_by=("k1",))
    assert len(merge_events([told, here], ACTORS, PUBLISHED)) == 1
    assert len(merge_events([told, nowhere], ACTORS, PUBLISHED)) == 2
