"""Which reports speak of one quantity, and whether they agree, form a series or disagree; never an average.

One quantity: the same unit, noun, kind of thing and place, and enough said to know it: a shared modifier or owner, or
the same told of it with a shared part. A bare "people" or "crowns" is no quantity. Order does not matter.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from onrecord.figures.figures import VERSION
from onrecord.figures.leftout import FORMERLY
from onrecord.figures.lexicon import get_names, get_nouns_of_deeds, get_numbers, get_words
from onrecord.model import Dated, Figure, FigureReport, Provenance, Relation, When, record

_PROVENANCE = Provenance(stage="figures", version=VERSION)
_SERIES_DAYS = 92
"""Reports that speak of times further apart than this, with other values, are a series and no disagreement."""
_EVENT_DAYS = 31
"""Marches and arrests further apart are not one event."""
_ROUNDING = 0.05
"""Values that differ by less, where one of them is hedged, agree."""


_SMALL = frozenset({"the", "a", "an", "of", "in", "its", "their", "his", "her", "our", "some", "about", "and", "all"})
_LIKE_AMOUNT = 100
"""Equal values of at least this size, told by one word, are one quantity without more being said."""


@record
class Key:
    """What a report counts, by our names: unit, noun, `kind` by its modifiers, and what is told of it.

    `owner` are those who have it ("Norland keeps 1,800 soldiers"); `formerly`: a value said to have changed.
    """

    unit: str
    noun: str
    kind: frozenset[str]
    told: str = ""
    others: frozenset[str] = frozenset()
    formerly: bool = False

    @property
    def owner(self) -> frozenset[str]:
        """Those of whom it is said to be."""
        return self.others if self.told == "be" else frozenset()


def counted_key(report: FigureReport) -> Key:
    """What `report` counts; "US troops" and "American soldiers" are equal, and so are a fifth and 20 percent."""
    words = [get_name(word) for word in re.findall(r"[^\W_]+", report.counted.lower()) if word not in _SMALL]
    told, others = (report.told[0], report.told[1:]) if report.told else ("", ())
    told = get_names("told").get(told, told)
    formerly = FORMERLY in others
    others_named = frozenset(map(get_name, others)) - {FORMERLY}
    noun, kind = (words[-1], frozenset(words[:-1]) - {words[-1]}) if words else ("", frozenset())
    if noun in get_nouns_of_deeds():
        noun, told = get_nouns_of_deeds()[noun]
    if not (unit := _unit(report)):
        return Key(unit="", noun=noun, kind=kind, told=told, others=others_named, formerly=formerly)
    if told in ("be", "") and noun:
        told, others_named = noun, others_named | kind
    else:
        others_named |= {noun, *kind} - {""}
    return Key(unit=unit, noun="", kind=frozenset(), told=told, others=others_named - {told}, formerly=formerly)


def _unit(report: FigureReport) -> str:
    """The unit; a fraction of a thing is a share of it like a percentage."""
    is_fraction = not report.unit and 0 < report.high < 1
    return "percentage" if is_fraction else report.unit


def get_name(word: str) -> str:
    """Our name for a word that counts: its singular where we have none."""
    known = get_names("same")
    if word in known:
        return known[word]
    for ending, other in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and len(word) > 4 and not word.endswith(("ss", "us")):
            stem = word.removesuffix(ending) + other
            return known.get(stem, stem)
    return word


def is_one_quantity(one: FigureReport, other: FigureReport, dated: Mapping[str, Dated]) -> bool:
    """Whether two reports are of one quantity, with enough said to know it."""
    a, b = counted_key(one), counted_key(other)
    if (a.unit, a.noun) != (b.unit, b.noun) or not (a.noun or a.told):
        return False
    if not (_is_one_kind(a, b) and _is_one_place(one.where, other.where)):
        return False
    if a.told != b.told and a.told and b.told:
        return False
    if a.told in get_words("events") and _days_apart(_time_of(one, dated), _time_of(other, dated)) > _EVENT_DAYS:
        return False
    if not (a.told and b.told):
        return bool((a.kind | a.owner) & (b.kind | b.owner))
    if a.kind & b.kind or _share(a, b) or _is_like_amount(one, other) or (one.where and other.where):
        return True
    if one.article_id != other.article_id or a.told == "be":
        return False
    is_one_event = a.told in get_words("events") and not (a.others and b.others)
    return _are_side_by_side(one, other) or (is_one_event and one.said_by != other.said_by)


def _are_side_by_side(one: FigureReport, other: FigureReport) -> bool:
    """Whether one article sets them against each other: two speakers, or one sentence after the other."""
    if one.said_by and other.said_by:
        return one.said_by != other.said_by
    apart = abs(one.sentence.start - other.sentence.start)
    return one.told == other.told and apart <= max(len(one.sentence), len(other.sentence)) + 2


def _is_one_kind(a: Key, b: Key) -> bool:
    """Whether the modifiers are the same, or say of whom it is what the other's sentence says."""
    return a.kind <= b.kind | b.owner and b.kind <= a.kind | a.owner


def _is_one_place(one: str, other: str) -> bool:
    return not one or not other or _place(one) == _place(other)


def _place(where: str) -> frozenset[str]:
    return frozenset(get_name(word) for word in re.findall(r"[^\W_]+", where.lower()) if word not in _SMALL)


def _share(a: Key, b: Key) -> bool:
    """Whether they share who or what takes part; "the project" may be any name."""
    general = get_words("general")
    named, named_too = (a.others | a.kind) - general, (b.others | b.kind) - general
    if named & named_too:
        return True
    return a.told != "be" and bool(a.others and b.others) and not (named and named_too)


def _is_like_amount(one: FigureReport, other: FigureReport) -> bool:
    return one.low == other.low and one.high == other.high and one.high >= _LIKE_AMOUNT


def group_figures(reports: Sequence[FigureReport], dated: Mapping[str, Dated]) -> tuple[Figure, ...]:
    """Figures with all their reports; `dated` is keyed by article. Every report is of one quantity with each other."""
    by_noun: defaultdict[tuple[str, str], list[list[FigureReport]]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.id):
        key = counted_key(report)
        groups = by_noun[key.unit, key.noun]
        home = next(
            (group for group in groups if all(is_one_quantity(report, member, dated) for member in group)), None
        )
        if home is None:
            groups.append([report])
        else:
            home.append(report)
    figures = [_figure(group, dated) for groups in by_noun.values() for group in groups]
    return tuple(sorted(figures, key=lambda figure: figure.id))


def _figure(reports: Sequence[FigureReport], dated: Mapping[str, Dated]) -> Figure:
    first = min(reports, key=lambda report: report.id)
    return Figure(
        id=first.id,
        counted=_commonest([report.counted for report in reports]),
        unit=first.unit,
        where=_commonest([report.where for report in reports]),
        reports=tuple(sorted(report.id for report in reports)),
        relation=_relation(reports, dated),
        provenance=_PROVENANCE,
    )


def _commonest(values: Sequence[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def _relation(reports: Sequence[FigureReport], dated: Mapping[str, Dated]) -> Relation:
    """How the values stand to each other: alike, or unlike at one time (disagreement), or unlike at other times."""
    if len(reports) == 1:
        return Relation.SINGLE
    unlike = [(a, b) for i, a in enumerate(reports) for b in reports[i + 1 :] if not agree(a, b)]
    if not unlike:
        return Relation.AGREE
    former = [report for report in reports if FORMERLY in report.told]
    at_one_time = any(
        _days_apart(_time_of(a, dated), _time_of(b, dated)) <= _SERIES_DAYS
        and not any(agree(value, one) for value in (a, b) for one in former)
        for a, b in unlike
    )
    return Relation.DISAGREE if at_one_time else Relation.SERIES


def agree(one: FigureReport, other: FigureReport) -> bool:
    """Whether both can be true at once: ranges that meet, bounds that hold the other, rounding where one is hedged."""
    low, high = _bounds(one)
    low_too, high_too = _bounds(other)
    return low <= high_too and low_too <= high


def _bounds(report: FigureReport) -> tuple[float, float]:
    scale = 100 if _unit(report) == "percentage" != report.unit else 1
    low, high = scale * report.low, scale * report.high
    sign = get_numbers()["hedges"].get(report.hedge.lower(), report.hedge)
    if sign == ">":
        return low, float("inf")
    if sign == "<":
        return float("-inf"), high
    slack = _ROUNDING * abs(high) if report.hedge else 0.0
    return low - slack, high + slack


def _time_of(report: FigureReport, dated: Mapping[str, Dated]) -> When | None:
    if report.as_of:
        return report.as_of
    published = dated.get(report.article_id)
    return published.when if published else None


def _days_apart(one: When | None, other: When | None) -> int:
    if one is None or other is None:
        return 0
    if one.overlaps(other):
        return 0
    first, last = sorted((one, other), key=lambda when: when.earliest)
    return (last.earliest - first.latest).days
