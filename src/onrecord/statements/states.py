"""Positions told by what somebody is: "is opposed to ...", "was confident that ...", "is in favour of ..."."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Analysis
from onrecord.statements.attribution import Attribution, Run, to_runs, within
from onrecord.statements.grammar import child, children, is_negated, verb_group
from onrecord.statements.lexicon import get_lexicon
from onrecord.statements.sources import find_source

_COPULAS = frozenset({"be", "remain", "become", "seem", "stay", "feel", "appear"})


def iter_states(analysis: Analysis) -> Iterator[Attribution]:
    """Every attribution by a copula with an adjective or a phrase of the lexicon, in text order."""
    for index, token in enumerate(analysis.tokens):
        if token.lemma.lower() in _COPULAS:
            found = _by_adjective(analysis, index) or _by_side(analysis, index)
            if found:
                yield found


def _by_adjective(analysis: Analysis, copula: int) -> Attribution | None:
    adjective = child(analysis, copula, "acomp")
    if adjective is None or analysis.tokens[adjective].text.lower() not in get_lexicon().adjectives:
        return None
    clauses = [other for other in children(analysis, adjective, "ccomp", "xcomp") if other > adjective] or [
        other for other in children(analysis, copula, "ccomp") if other > adjective
    ]
    if clauses:
        return _attribution(analysis, copula, (adjective, adjective), clauses)
    prepositions = [other for other in children(analysis, adjective, "prep") if analysis.children[other]]
    if not prepositions:
        return None
    last = prepositions[0] if prepositions[0] == adjective + 1 else adjective
    return _attribution(analysis, copula, (adjective, last), list(analysis.children[prepositions[0]]))


def _by_side(analysis: Analysis, copula: int) -> Attribution | None:
    """The sides: "in favour of", "in support of", "against"."""
    for other in children(analysis, copula, "prep"):
        words = [token.text.lower() for token in analysis.tokens[other : other + 3]]
        if words[:1] == ["against"] and analysis.children[other] and child(analysis, copula, "attr") is None:
            return _attribution(analysis, copula, (other, other), list(analysis.children[other]))
        if len(words) == 3 and words[0] == "in" and words[1] in get_lexicon().sides and words[2] == "of":
            return _attribution(analysis, copula, (other, other + 2), list(analysis.children[other + 2]))
    return None


def _attribution(analysis: Analysis, copula: int, word: Run, parts: list[int]) -> Attribution | None:
    source = find_source(analysis, copula)
    if source is None:
        return None
    cue = (verb_group(analysis, copula)[0], word[1])
    tokens = {index for part in parts for index in analysis.subtree(part)} - set(within(cue)) - set(within(source))
    runs = to_runs(analysis, tokens)
    if not runs or cue[0] > word[0] or source[1] >= cue[0] > source[0]:
        return None
    return Attribution(head=copula, cue=cue, source=source, content=runs, negated=is_negated(analysis, copula))
