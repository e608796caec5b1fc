"""Does the text say that an event happened, is planned, denied, feared or called for?"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from itertools import islice

from onrecord.model import Analysis, EventStatus


@cache
def _words(name: str) -> frozenset[str]:
    """A list of `status.toml`."""
    tables = tomllib.loads(resources.files(__package__).joinpath("status.toml").read_text("utf-8"))
    return frozenset(tables[name].split())


def find_status(analysis: Analysis, clause: int) -> EventStatus | None:
    """The status of the event whose clause is led by token `clause`; None where no single event is told of

    (a condition, a habit, a general truth, something that merely could be).
    """
    token = analysis.tokens[clause]
    if token.pos not in ("VERB", "AUX"):
        return _status_of_noun(analysis, clause)
    words = {analysis.tokens[child].text.lower() for child in analysis.children[clause]}
    if any(analysis.tokens[child].dep == "neg" for child in analysis.children[clause]):
        return EventStatus.DENIED if token.tag in ("VBD", "VBN", "VB") else None
    if _is_conditional(analysis, clause) or words & _words("repeated") or _is_nearly(analysis, clause, words):
        return None
    return _status_of_verb(analysis, clause)


def _is_nearly(analysis: Analysis, clause: int, words: set[str]) -> bool:
    """Whether it was not quite so ("all but declared war")."""
    before = [token.text.lower() for token in analysis.tokens[max(clause - 2, 0) : clause]]
    return bool(words & _words("nearly")) or before == ["all", "but"]


def _is_conditional(analysis: Analysis, clause: int) -> bool:
    return any(
        analysis.tokens[child].dep == "mark" and analysis.tokens[child].text.lower() in _words("conditions")
        for child in analysis.children[clause]
    )


def _status_of_verb(analysis: Analysis, clause: int) -> EventStatus | None:
    token = analysis.tokens[clause]
    helpers = [
        analysis.tokens[child]
        for child in analysis.children[clause]
        if analysis.tokens[child].dep in ("aux", "auxpass")
    ]
    texts = {helper.text.lower() for helper in helpers}
    if texts & {"will", "'ll", "’ll", "wo", "shall"}:
        return None if analysis.tokens[token.head].lemma.lower() in _words("doubted") else EventStatus.PLANNED
    if "would" in texts and "have" not in texts:
        return _status_of_would(analysis, clause)
    if texts & _words("modals"):
        return None
    if is_due(analysis, clause):
        return EventStatus.PLANNED
    if "to" in texts:
        if token.dep == "relcl" and _is_singled_out(analysis, token.head):
            return EventStatus.HAPPENED
        return _status_above(analysis, clause, EventStatus.PLANNED)
    if (
        token.tag == "VBD"
        or any(helper.tag == "VBD" for helper in helpers)
        or any(helper.lemma == "have" for helper in helpers)
    ):
        return _happened_unless_feared(analysis, clause)
    if token.tag == "VBN" and not helpers:
        return EventStatus.HAPPENED
    if token.tag == "VBG":
        if token.dep == "pcomp" and analysis.tokens[token.head].text.lower() == "after":
            return EventStatus.HAPPENED
        future = any(helper.tag in ("VBZ", "VBP") for helper in helpers)
        return EventStatus.PLANNED if future else _status_above(analysis, clause, None)
    if token.tag == "VBN" and token.lemma in _words("plan"):
        return EventStatus.PLANNED
    if token.tag in ("VBZ", "VBP") or any(helper.tag in ("VBZ", "VBP") for helper in helpers):
        return EventStatus.PLANNED if is_timetable_verb(analysis.tokens[clause].lemma) else None
    if token.dep == "conj" and token.head != clause:
        return find_status(analysis, token.head)
    return None


def is_due(analysis: Analysis, clause: int) -> bool:
    """Whether the clause says of its subject that it is to come ("the ruling is due in May"), and not what it is
    to do.
    """
    return analysis.tokens[clause].lemma == "be" and any(
        analysis.tokens[child].dep == "acomp"
        and analysis.tokens[child].text.lower() in _words("due")
        and not any(analysis.tokens[grand].dep == "xcomp" for grand in analysis.children[child])
        for child in analysis.children[clause]
    )


def is_talked_about(analysis: Analysis, noun: int) -> bool:
    """Whether an event noun stands under words that call for it, fear or deny it, or leave it open."""
    doubts = _words("open_nouns") | _words("calling_nouns") | _words("fearing_nouns") | _words("deny") | _words("fear")
    for above in islice(analysis.iter_ancestors(noun), 4):
        token = analysis.tokens[above]
        if token.text.lower() in _words("bounds"):
            return False
        if token.lemma.lower() in doubts | _words("call"):
            return True
    return False


def is_plan_verb(lemma: str) -> bool:
    """Whether a verb says that something is to be ("planned", "scheduled")."""
    return lemma in _words("plan")


def _is_singled_out(analysis: Analysis, noun: int) -> bool:
    """Whether an infinitive after the noun says what was done: "the only member to object", "the first to sign"."""
    words = {analysis.tokens[child].text.lower() for child in (noun, *analysis.children[noun])}
    verb = analysis.tokens[analysis.tokens[noun].head]
    return bool(words & _words("singled_out")) and verb.tag == "VBD"


def _status_of_would(analysis: Analysis, clause: int) -> EventStatus | None:
    """What was announced would happen is planned; what would happen on a condition is nothing."""
    token = analysis.tokens[clause]
    if token.dep in ("relcl", "advcl") or any(
        _is_conditional(analysis, child) and not _is_threat(analysis, child) for child in analysis.children[clause]
    ):
        return None
    for above in islice(analysis.iter_ancestors(clause), 2):
        lemma = analysis.tokens[above].lemma.lower()
        if lemma in _words("fear"):
            return EventStatus.FEARED
        if lemma in _words("deny"):
            return EventStatus.DENIED
    return EventStatus.PLANNED


def _is_threat(analysis: Analysis, condition: int) -> bool:
    """Whether a condition leaves it planned as things stand ("would strike on Friday unless the bill fell")."""
    return any(analysis.tokens[child].text.lower() in _words("threats") for child in analysis.children[condition])


def is_timetable_verb(lemma: str) -> bool:
    """Whether a verb in the present tense with a day beside it looks ahead ("the council meets on Friday")."""
    return lemma in _words("starting")


def _status_above(analysis: Analysis, clause: int, otherwise: EventStatus | None) -> EventStatus | None:
    """An infinitive or participle has the status its governor gives it: planned to, urged to, feared to, began to."""
    token = analysis.tokens[clause]
    if token.head == clause:
        return otherwise
    above = analysis.tokens[token.head]
    lemma = above.lemma.lower()
    if lemma in _words("done") and token.tag == "VB":
        return find_status(analysis, token.head)
    if (token.dep == "advcl" and above.pos == "VERB" and token.tag == "VB") or _is_conditional(analysis, token.head):
        return None
    for words, status in (
        (_words("call"), EventStatus.CALLED_FOR),
        (_words("fear"), EventStatus.FEARED),
        (_words("deny"), EventStatus.DENIED),
    ):
        if lemma in words:
            return status
    if lemma in _words("plan"):
        return EventStatus.PLANNED
    if lemma == "be" and token.dep == "xcomp":
        subjects = {
            analysis.tokens[c].lemma for c in analysis.children[token.head] if analysis.tokens[c].dep == "nsubj"
        }
        return None if subjects & _words("aims") else EventStatus.PLANNED
    return None


def _happened_unless_feared(analysis: Analysis, clause: int) -> EventStatus:
    token = analysis.tokens[clause]
    for above in islice(analysis.iter_ancestors(clause), 3):
        if analysis.tokens[above].lemma.lower() in _words("deny") and token.dep in ("ccomp", "acl"):
            return EventStatus.DENIED
    if token.dep == "ccomp" and token.head != clause:
        lemma = analysis.tokens[token.head].lemma.lower()
        if lemma in _words("deny"):
            return EventStatus.DENIED
        if lemma in ("fear", "suspect", "worry", "allege"):
            return EventStatus.FEARED
    return EventStatus.HAPPENED


def _status_of_noun(analysis: Analysis, index: int) -> EventStatus | None:
    """An event noun that no verb holds: planned, called for or feared by the words it hangs on."""
    for steps, above in enumerate(analysis.iter_ancestors(index)):
        token = analysis.tokens[above]
        lemma = token.lemma.lower()
        if lemma in _words("open_nouns"):
            return None
        if lemma in _words("calling_nouns"):
            return EventStatus.CALLED_FOR
        if lemma in _words("fearing_nouns"):
            return EventStatus.FEARED
        if lemma in _words("deny"):
            return EventStatus.DENIED
        if token.tag == "VB" and analysis.tokens[token.head].lemma.lower() in _words("done"):
            return None
        if token.pos in ("VERB", "AUX") and token.dep != "prep":
            status = find_status(analysis, above)
            return status if status in (EventStatus.HAPPENED, EventStatus.PLANNED) else None
        if steps > 4:
            break
    return EventStatus.HAPPENED


def is_opening_verb(lemma: str) -> bool:
    """Whether a verb in the present tense says that an event is about to begin ("talks open on Monday")."""
    return lemma in _words("opening")


def is_denial_verb(lemma: str) -> bool:
    """Whether a verb says that something is not so ("denied", "disputed")."""
    return lemma.lower() in _words("deny")


def is_ahead(words: set[str]) -> bool:
    """Whether modifiers of an event noun say it lies ahead."""
    return bool(words & _words("ahead"))
