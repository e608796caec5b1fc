"""Which time expression dates an event: the nearest one that its clause, or a clause above it, holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord.model import Analysis, TimeExpression, When
from onrecord.timeline.status import is_plan_verb
from onrecord.timeline.triggers import UNTIL, Trigger

_NOT_THE_DAY = frozenset({"since", "until", "till", "before", "after", "following", "through", "beyond", "from",
                         "between"})  # fmt: skip
"""Prepositions whose date bounds the event but is not its own."""
_BOUNDS = frozenset({"since", "until", "till", "before", "including", "excluding", "besides", "except", "than"})
"""Those that bound it also where the date stands deeper ("on leave until the hearing on Monday")."""
_CLIMB = 4
_WIDEST_DAYS = 31
"""A date that an event noun bears by itself is no wider than a month."""

_MEANWHILE = frozenset({"when", "as", "while"})

_COARSE_DAYS = 28
"""A clause about what came before or after another takes over its date only where that is this wide."""

Times = Mapping[int, list[TimeExpression]]


def by_governor(analysis: Analysis, times: Sequence[TimeExpression]) -> Times:
    """Dated time expressions under every token that governs them without a verb in between (that verb included)."""
    governed: defaultdict[int, list[TimeExpression]] = defaultdict(list)
    for time in times:
        if time.when is None or time.when.days > 3700:
            continue
        tokens = analysis.tokens_in(time.span)
        if not tokens:
            continue
        inside = set(tokens)
        head = next((index for index in tokens if analysis.tokens[index].head not in inside), tokens[0])
        governed[head].append(time)
        directly = analysis.tokens[_first_of_joined(analysis, head)].head
        for above in analysis.iter_ancestors(head):
            token = analysis.tokens[above]
            word = token.text.lower()
            bounds = _NOT_THE_DAY if above == directly else _BOUNDS
            if token.dep == "prep" and word in bounds:
                break
            governed[above].append(time)
            if _is_verb(analysis, above):
                break
    return governed


def _first_of_joined(analysis: Analysis, index: int) -> int:
    """The first of words joined by "and"."""
    while analysis.tokens[index].dep == "conj" and analysis.tokens[index].head < index:
        index = analysis.tokens[index].head
    return index


def find_when(analysis: Analysis, trigger: Trigger, times: Times) -> When | None:
    """The date of the event, with the words it was read from; None where no clause around it names one."""
    own = (
        _nearest(analysis, trigger.index, times.get(trigger.index, []))
        or (_of_its_plan(analysis, trigger.index, times) if trigger.is_noun else None)
        or _right_of(analysis, trigger, times)
        or _of_what_began(analysis, trigger, times)
    )
    if own or trigger.index == trigger.clause:
        return own or _inherited(analysis, trigger.clause, times)
    return _nearest(analysis, trigger.index, times.get(trigger.clause, [])) or _inherited(
        analysis, trigger.clause, times
    )


def find_named_day(analysis: Analysis, clause: int, times: Times) -> When | None:
    """The day that a clause itself names."""
    own = _nearest(analysis, clause, times.get(clause, []))
    return own if own and own.earliest == own.latest else None


def find_own_when(analysis: Analysis, noun: int, times: Times) -> When | None:
    """The date that an event noun itself bears ("the vote on 18 September", "elections planned for June"), narrow
    enough to be that of one happening.
    """
    direct = [time for time in times.get(noun, []) if _is_beside(analysis, noun, time)]
    own = _nearest(analysis, noun, direct) or _of_its_plan(analysis, noun, times)
    return own if own and own.days <= _WIDEST_DAYS else None


def _is_beside(analysis: Analysis, noun: int, time: TimeExpression) -> bool:
    """Whether a date hangs on the noun itself, by one preposition at most, and not on another noun below it."""
    tokens = analysis.tokens_in(time.span)
    head = next((index for index in tokens if analysis.tokens[index].head not in tokens), tokens[0])
    above = analysis.tokens[head].head
    if analysis.tokens[above].dep == "prep":
        above = analysis.tokens[above].head
    return above == noun or analysis.tokens[above].text.lower() == "due"


def _of_its_plan(analysis: Analysis, noun: int, times: Times) -> When | None:
    """The date of the participle that says an event noun is planned."""
    below = [
        time
        for child in analysis.children[noun]
        if analysis.tokens[child].dep == "acl" and is_plan_verb(analysis.tokens[child].lemma)
        for time in times.get(child, [])
    ]
    return _nearest(analysis, noun, below)


def find_end(analysis: Analysis, trigger: Trigger, times: Sequence[TimeExpression]) -> When | None:
    """The day up to which the trigger's verb says something is open ("has until 5 May", "runs until Friday")."""
    until = {
        grand
        for child in analysis.children[trigger.clause]
        if analysis.tokens[child].text.lower() in UNTIL
        for grand in analysis.children[child]
    }
    for time in times if until else ():
        if time.when and any(token in until for token in analysis.tokens_in(time.span)):
            return time.when
    return None


def _right_of(analysis: Analysis, trigger: Trigger, times: Times) -> When | None:
    """A date that the parse hangs on the verb above, where the event noun stands between the two."""
    if trigger.index != trigger.clause:
        return None
    end = analysis.tokens[trigger.index].end
    verb = next((above for above in analysis.iter_ancestors(trigger.index) if _is_verb(analysis, above)), None)
    if verb is None or verb > trigger.index:
        return None
    return _nearest(analysis, trigger.index, [time for time in times.get(verb, []) if time.span.start >= end])


def _of_what_began(analysis: Analysis, trigger: Trigger, times: Times) -> When | None:
    """The date that hangs on the participle below the verb ("began building in May")."""
    below = [
        time
        for child in analysis.children[trigger.index]
        if analysis.tokens[child].dep == "xcomp" and analysis.tokens[child].tag == "VBG"
        for time in times.get(child, [])
    ]
    return _nearest(analysis, trigger.index, below)


def _is_before_or_after(analysis: Analysis, clause: int) -> bool:
    """Whether a clause set aside by a conjunction may tell of another day than the clause it hangs on."""
    words = {analysis.tokens[child].text.lower() for child in analysis.children[clause]}
    return analysis.tokens[clause].dep == "advcl" and not words & _MEANWHILE


def _is_when(analysis: Analysis, clause: int) -> bool:
    """Whether a clause says what was at a time just named ("in May, when parliament voted")."""
    words = {analysis.tokens[child].text.lower() for child in analysis.children[clause]}
    return analysis.tokens[clause].dep == "relcl" and "when" in words


def _is_buried(analysis: Analysis, noun: int) -> bool:
    """Whether other nouns stand between an event noun and its verb ("complained of the use of gas in the attack")."""
    found = 0
    for above in analysis.iter_ancestors(noun):
        if _is_verb(analysis, above):
            break
        found += analysis.tokens[above].pos in ("NOUN", "PROPN")
    return found > 1


def _is_verb(analysis: Analysis, index: int) -> bool:
    token = analysis.tokens[index]
    return token.pos in ("VERB", "AUX") and token.dep != "prep"


def _nearest(analysis: Analysis, index: int, times: Sequence[TimeExpression]) -> When | None:
    position = analysis.tokens[index].start
    return min(times, key=lambda time: (abs(time.span.start - position), time.span.start)).when if times else None


def _inherited(analysis: Analysis, clause: int, times: Times) -> When | None:
    """The date of a clause above, as long as the two tell of one happening."""
    current, coarse = clause, False
    if not _is_verb(analysis, clause) and _is_buried(analysis, clause):
        return None
    for steps, above in enumerate(analysis.iter_ancestors(clause)):
        if steps >= _CLIMB or _is_apart(analysis, current, above):
            return None
        coarse = coarse or _is_before_or_after(analysis, current)
        leads = _is_verb(analysis, above) or analysis.tokens[above].dep == "ROOT" or _is_when(analysis, current)
        if leads and (when := _nearest(analysis, clause, times.get(above, []))):
            return when if not coarse or when.days >= _COARSE_DAYS else None
        current = above
    return None


def _is_apart(analysis: Analysis, clause: int, above: int) -> bool:
    """Whether a clause tells of another happening than the words it hangs on: what is said or claimed, what describes
    a noun ("areas freed from the militia"), a date that is its bound.
    """
    token, noun = analysis.tokens[clause], analysis.tokens[above]
    if token.dep == "relcl":
        return not _is_when(analysis, clause)
    if token.dep in ("ccomp", "parataxis", "csubj"):
        return True
    if token.dep == "acl":
        names_it = noun.dep == "nsubj" and analysis.tokens[noun.head].lemma == "be"
        return token.tag not in ("VBG", "VB") and noun.dep != "ROOT" and not names_it
    if token.dep == "pcomp" and token.tag != "VBG":
        return True
    return token.dep in ("pcomp", "pobj") and analysis.tokens[above].text.lower() in _NOT_THE_DAY
