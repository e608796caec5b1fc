"""Does the clause around a time expression look back or ahead?"""

from __future__ import annotations

from onrecord.model import Analysis
from onrecord.timeline.status import is_timetable_verb

_AHEAD_MODALS = frozenset({"will", "wo", "'ll", "’ll", "shall", "ll"})
_AHEAD_VERBS = frozenset({"expect", "plan", "schedule", "set", "due", "intend", "slate", "propose", "hope", "aim",
                          "promise", "vow", "prepare", "decide", "agree", "want", "threaten"})  # fmt: skip
_ARRANGING = frozenset({"schedule", "plan", "slate"})
"""Verbs that put what they govern in the future even in the past tense ("scheduled a vote for Thursday")."""
_BOUNDS = frozenset(
    {"until", "till", "by", "payable", "effective", "due", "maturing", "starting", "scheduled", "slated"}
)
_CLIMB = 12


def find_tense(analysis: Analysis, first: int, *, bound: bool = True) -> int:
    """-1 past, +1 future, 0 present or unknown, of the words that govern token `first`.

    `bound`: whether "by" and "until" before it look ahead, as they do before a date and not before a length.
    """
    if _is_possessor(analysis, first):
        return -1
    if _is_past_perfect(analysis, first):
        return -1
    if bound and _is_bound_ahead(analysis, first):
        return 1
    for steps, index in enumerate(analysis.iter_ancestors(first)):
        if steps > _CLIMB:
            break
        token = analysis.tokens[index]
        if token.lemma in _ARRANGING:
            return 1
        if token.pos in ("VERB", "AUX"):
            tense = _tense_of(analysis, index)
            if tense is not None:
                return tense
        elif token.lemma in ("due",):
            return 1
    return _tense_of(analysis, analysis.sentences[analysis.sentence_of[first]].root) or 0


def _is_possessor(analysis: Analysis, first: int) -> bool:
    """Whether the words own something that has been ("Wednesday's ruling")."""
    return any(analysis.tokens[child].tag == "POS" for child in analysis.children[first])


def _is_past_perfect(analysis: Analysis, first: int) -> bool:
    """Whether the clause says what had been by then."""
    for index in analysis.iter_ancestors(first):
        below = [analysis.tokens[child] for child in analysis.children[index]]
        if any(token.text.lower() == "had" and token.dep == "aux" for token in below):
            return True
        if any(token.dep in ("nsubj", "nsubjpass") for token in below):
            return False
    return False


def _is_bound_ahead(analysis: Analysis, first: int) -> bool:
    """Whether the words right before say so: "until", "by", "as soon as", "payable", "effective"."""
    sentence = analysis.sentences[analysis.sentence_of[first]]
    before = [token.text.lower() for token in analysis.tokens[max(sentence.first, first - 5) : first]]
    while before and (before[-1] in ("on", "at", "in", "the", "a.m.", "p.m.", "est", "edt") or before[-1][0].isdigit()):
        before.pop()
    if not before:
        return False
    return before[-1] in _BOUNDS or before[-3:] in (["as", "soon", "as"], ["as", "early", "as"])


def _tense_of(analysis: Analysis, index: int) -> int | None:
    """The tense of one verb; None where it has none of its own (an infinitive, a participle): look above."""
    token = analysis.tokens[index]
    helpers = [
        analysis.tokens[child] for child in analysis.children[index] if analysis.tokens[child].dep in ("aux", "auxpass")
    ]
    if any(helper.text.lower() in _AHEAD_MODALS for helper in helpers):
        return 1
    if any(helper.tag == "VBD" for helper in helpers) or any(helper.lemma == "have" for helper in helpers):
        return -1
    if any(helper.text.lower() == "to" for helper in helpers):
        above = analysis.tokens[token.head]
        is_due = above.lemma in _AHEAD_VERBS or (above.lemma == "be" and token.dep == "xcomp")
        return 1 if is_due and token.head != index else None
    if any(helper.tag == "MD" for helper in helpers):
        return 1 if any(helper.text.lower() == "would" for helper in helpers) else 0
    if any(helper.tag in ("VBZ", "VBP") for helper in helpers):
        return 1 if token.tag == "VBG" else 0
    if token.tag == "VBN" and token.dep in ("acl", "advcl"):
        return 1 if token.lemma in _ARRANGING or token.lemma == "expect" else -1
    if token.tag in ("VBZ", "VBP"):
        return 1 if is_timetable_verb(token.lemma) else 0
    return -1 if token.tag == "VBD" else None
