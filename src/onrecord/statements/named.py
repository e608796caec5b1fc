"""Attribution by nouns and prepositions: "the claim that ...", "their call for ...", "according to ..."."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Analysis
from onrecord.statements.attribution import Attribution, Run, to_runs, within
from onrecord.statements.grammar import child, find_subject, is_verb, verb_group
from onrecord.statements.lexicon import get_lexicon
from onrecord.statements.sources import owner_of, source_phrase

_CARRIES = frozenset({"for", "to", "against", "about", "over"})
_OPENS_CLAUSE = frozenset({"that", "to", "for", "not"})
_JOINS = frozenset({"conj", "ccomp", "advcl", "dep"})


def iter_named(analysis: Analysis) -> Iterator[Attribution]:
    """Every attribution by a noun of the lexicon or by "according to" and the like, in text order."""
    lexicon = get_lexicon()
    for index, token in enumerate(analysis.tokens):
        found = None
        if token.text.lower() in lexicon.phrases:
            found = _by_phrase(analysis, index)
        elif token.pos == "NOUN" and lexicon.lemma_of(token) in lexicon.nouns:
            found = _by_noun(analysis, index)
        if found:
            yield found


def _by_phrase(analysis: Analysis, index: int) -> Attribution | None:
    """A clause that somebody answers for: "according to ...", "in the words of ..."."""
    last = _phrase_end(analysis, index)
    if last is None:
        return None
    named = child(analysis, last, "pobj")
    if named is None:
        named = child(analysis, index, "pobj")
    if named is None or named < last:
        return None
    source = source_phrase(analysis, named)
    tokens = set(analysis.subtree(_clause_head(analysis, index))) - set(within((index, source[1])))
    before = {token for token in tokens if token < index}
    runs = to_runs(analysis, before or tokens)
    return Attribution(head=index, cue=(index, last), source=source, content=runs) if runs else None


def _phrase_end(analysis: Analysis, index: int) -> int | None:
    for words in get_lexicon().phrases[analysis.tokens[index].text.lower()]:
        last = index + len(words) - 1
        if [token.text.lower() for token in analysis.tokens[index : last + 1]] == words:
            return last
    return None


def _clause_head(analysis: Analysis, index: int) -> int:
    """The verb that "according to" bears on: put at the end, it bears on all clauses joined before it."""
    heads = [
        other for other in analysis.iter_ancestors(index) if is_verb(analysis, other) or _is_copula(analysis, other)
    ]
    if not heads:
        return analysis.tokens[index].head
    current = heads[0]
    for other in heads[1:]:
        if analysis.tokens[current].dep != "conj":
            break
        current = other
    return current


def _is_copula(analysis: Analysis, index: int) -> bool:
    return analysis.tokens[index].pos == "AUX"


def _by_noun(analysis: Analysis, noun: int) -> Attribution | None:
    content, cue = _noun_content(analysis, noun)
    if not content:
        return None
    source = owner_of(analysis, noun)
    governor = analysis.tokens[noun].head
    if source is None:
        if analysis.tokens[noun].dep != "dobj" or analysis.tokens[governor].lemma.lower() not in get_lexicon().light:
            return None
        subject = find_subject(analysis, governor)
        if subject is None:
            return None
        source = source_phrase(analysis, subject, governor if subject in analysis.iter_ancestors(governor) else None)
        if governor < noun:
            cue = (verb_group(analysis, governor)[0], cue[1])
    runs = to_runs(analysis, content - set(within(source)) - set(within(cue)))
    return Attribution(head=noun, cue=cue, source=source, content=runs) if runs else None


def _carries(analysis: Analysis, noun: int, preposition: str) -> bool:
    lexicon = get_lexicon()
    return preposition in _CARRIES or (
        preposition == "of" and lexicon.lemma_of(analysis.tokens[noun]) in lexicon.taking_of
    )


def _noun_content(analysis: Analysis, noun: int) -> tuple[set[int], Run]:
    """What hangs on a speech noun, and the noun as cue with the adjectives before it and its preposition."""
    first = noun
    while first - 1 in analysis.children[noun] and analysis.tokens[first - 1].dep in {"amod", "compound", "advmod"}:
        first -= 1
    for other in analysis.children[noun]:
        token = analysis.tokens[other]
        if other < noun:
            continue
        if token.dep in {"acl", "advcl", "relcl"} and token.tag != "VBN":
            clause = analysis.subtree(other)
            if analysis.tokens[clause[0]].text.lower() in _OPENS_CLAUSE:
                return set(clause), (first, noun)
        if token.dep == "prep" and _carries(analysis, noun, token.text.lower()) and analysis.children[other]:
            last = other if other == noun + 1 else noun
            return {index for part in analysis.children[other] for index in analysis.subtree(part)}, (first, last)
    last = max(analysis.subtree(noun))
    if last + 2 < len(analysis.tokens) and analysis.tokens[last + 1].tag == "TO" and last > noun:
        infinitive = last + 2
        if analysis.tokens[infinitive].tag == "VB":
            return {index for index in analysis.subtree(infinitive) if index > last}, (first, noun)
    return set(), (first, noun)
