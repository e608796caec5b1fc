"""Attribution by nouns and prepositions: "the claim that ...", "their call for ...", "according to ..."."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Analysis
from onrecord.statements.attribution import Attribution, Run, to_runs, within
from onrecord.statements.grammar import child, find_subject, is_verb, phrase
from onrecord.statements.lexicon import get_lexicon

_CARRIES = frozenset({"for", "to", "against", "of", "about"})


def iter_named(analysis: Analysis) -> Iterator[Attribution]:
    """Every attribution by a noun of the lexicon or by "according to", in text order."""
    nouns = get_lexicon().nouns
    for index, token in enumerate(analysis.tokens):
        found = None
        if token.text.lower() == "according":
            found = _according(analysis, index)
        elif token.pos == "NOUN" and token.lemma.lower() in nouns:
            found = _by_noun(analysis, index)
        if found:
            yield found


def _according(analysis: Analysis, index: int) -> Attribution | None:
    to = index + 1
    if to >= len(analysis.tokens) or analysis.tokens[to].text.lower() != "to":
        return None
    named = child(analysis, to, "pobj")
    if named is None:
        named = child(analysis, index, "pobj")
    if named is None:
        return None
    source = phrase(analysis, named)
    governor = _clause_head(analysis, index)
    tokens = set(analysis.subtree(governor)) - set(within((index, source[1])))
    if source[0] > min(tokens, default=source[0]):
        tokens = {token for token in tokens if token < index} or tokens
    runs = to_runs(analysis, tokens)
    if not runs:
        return None
    return Attribution(head=index, cue=(index, to), source=source, content=runs)


def _clause_head(analysis: Analysis, index: int) -> int:
    current = index
    for ancestor in analysis.iter_ancestors(index):
        current = ancestor
        if is_verb(analysis, ancestor) or analysis.tokens[ancestor].pos == "AUX":
            break
    return current


def _by_noun(analysis: Analysis, noun: int) -> Attribution | None:
    content = _noun_content(analysis, noun)
    source = _noun_source(analysis, noun)
    if content is None or source is None:
        return None
    runs = to_runs(analysis, content - set(within(source)))
    return Attribution(head=noun, cue=(noun, noun), source=source, content=runs) if runs else None


def _noun_content(analysis: Analysis, noun: int) -> set[int] | None:
    for other in analysis.children[noun]:
        token = analysis.tokens[other]
        if other < noun:
            continue
        if token.dep == "acl" and token.tag != "VBN" and _opens_clause(analysis, other, noun):
            return set(analysis.subtree(other))
        if token.dep == "prep" and token.text.lower() in _CARRIES and analysis.children[other]:
            return {index for part in analysis.children[other] for index in analysis.subtree(part)}
    return None


def _opens_clause(analysis: Analysis, clause: int, noun: int) -> bool:
    words = [analysis.tokens[index].text.lower() for index in analysis.subtree(clause)[:1]]
    return bool(words) and words[0] in {"that", "to", "for", "not"}


def _noun_source(analysis: Analysis, noun: int) -> Run | None:
    owner = child(analysis, noun, "poss")
    if owner is not None:
        return phrase(
            analysis, owner, without=[i for i in analysis.children[owner] if analysis.tokens[i].dep == "case"]
        )
    for other in analysis.children[noun]:
        if analysis.tokens[other].text.lower() in {"by", "from"} and analysis.tokens[other].dep == "prep":
            named = child(analysis, other, "pobj")
            if named is not None:
                return phrase(analysis, named)
    governor = analysis.tokens[noun].head
    if analysis.tokens[noun].dep == "dobj" and analysis.tokens[governor].lemma.lower() in get_lexicon().light:
        subject = find_subject(analysis, governor)
        return None if subject is None else phrase(analysis, subject, without=[governor])
    return None
