"""Which words name the one who speaks."""

from __future__ import annotations

from onrecord.model import Analysis
from onrecord.statements.attribution import Run
from onrecord.statements.grammar import child, children, find_subject, is_passive, is_verb, phrase, verb_group
from onrecord.statements.lexicon import get_lexicon

_NEAR = 8
"""How far from its document a speaking participle may stand to form one cue with it: "issued a statement saying"."""


def find_source(analysis: Analysis, verb: int) -> Run | None:
    """The words that name who does `verb`; None where nobody does (a passive without "by", a dummy "it")."""
    if is_passive(analysis, verb):
        agent = child(analysis, verb, "agent")
        named = child(analysis, agent, "pobj") if agent is not None else None
        return None if named is None else source_phrase(analysis, named)
    subject = find_subject(analysis, _speaking_governor(analysis, verb))
    if subject is None or (child(analysis, verb, "expl") is not None):
        return None
    author = _author(analysis, subject, verb)
    if author is not None:
        return source_phrase(analysis, author)
    if analysis.tokens[subject].text.lower() in {"that", "which"}:
        return _antecedent(analysis, verb)
    governs_verb = subject in analysis.iter_ancestors(verb)
    return source_phrase(analysis, subject, verb if governs_verb else None)


def _antecedent(analysis: Analysis, verb: int) -> Run | None:
    """What "that" or "which" stands for: the noun its clause modifies, without the clause."""
    for other in (verb, *analysis.iter_ancestors(verb)):
        if analysis.tokens[other].dep == "relcl":
            return source_phrase(analysis, analysis.tokens[other].head, other)
    return None


def _speaking_governor(analysis: Analysis, verb: int) -> int:
    """The verb whose subject `verb` shares: in "He said the council ignored it, saying ..." it is he who says."""
    token = analysis.tokens[verb]
    before = analysis.tokens[verb - 1].text if verb else ""
    if token.tag != "VBG" or token.dep != "advcl" or before not in {",", "”", '"'}:
        return verb
    lexicon = get_lexicon()
    inner = token.head
    for outer in analysis.iter_ancestors(inner):
        if analysis.tokens[inner].dep == "ccomp" and lexicon.lemma_of(analysis.tokens[outer]) in lexicon.clause:
            return outer
        if analysis.tokens[inner].dep not in {"conj", "xcomp", "advcl", "ccomp"}:
            break
        inner = outer
    return verb


def source_phrase(analysis: Analysis, head: int, verb: int | None = None) -> Run:
    """The phrase of `head` without the subtree of `verb`; a comma that closes an apposition belongs to it.

    A day before a name ("On Sunday Holm said") is no part of it, though the parser takes it for one.
    """
    first, last = phrase(analysis, head, without=() if verb is None else analysis.subtree(verb))
    while first < head and analysis.tokens[first].text.lower() in get_lexicon().days:
        first += 1
    has_inner = any(analysis.tokens[index].text == "," for index in range(head, last + 1))
    is_apposed = any(
        analysis.tokens[other].dep in {"appos", "relcl", "acl"} and head < other <= last
        for other in analysis.children[head]
    )
    if has_inner and is_apposed and last + 1 < len(analysis.tokens) and analysis.tokens[last + 1].text == ",":
        last += 1
    return first, last


def whole_cue(analysis: Analysis, verb: int) -> Run:
    """The group of `verb`, with the verb it leans on: "issued a statement saying", "was quoted as saying"."""
    cue = verb_group(analysis, verb)
    governor = analysis.tokens[verb].head
    if _author(analysis, governor, verb) is not None and cue[0] - governor <= _NEAR:
        issuer = analysis.tokens[governor].head
        return (verb_group(analysis, issuer)[0], cue[1]) if issuer < governor else cue
    quoted = analysis.tokens[governor].head
    if analysis.tokens[verb].dep == "pcomp" and analysis.tokens[governor].text == "as" and is_passive(analysis, quoted):
        return verb_group(analysis, quoted)[0], cue[1]
    return cue


def _author(analysis: Analysis, noun: int, verb: int) -> int | None:
    """Who issued the document that speaks: "parliament passed a resolution calling for ..." is parliament's."""
    lexicon = get_lexicon()
    token = analysis.tokens[noun]
    if analysis.tokens[verb].dep != "acl" or analysis.tokens[verb].head != noun:
        return None
    if token.dep != "dobj" or lexicon.lemma_of(token) not in lexicon.documents:
        return None
    governor = token.head
    return find_subject(analysis, governor) if is_verb(analysis, governor) else None


def owner_of(analysis: Analysis, noun: int) -> Run | None:
    """Who a speech noun belongs to: "their call", "warnings from doctors", "a vote in the assembly"."""
    owner = child(analysis, noun, "poss")
    if owner is not None:
        return phrase(analysis, owner)
    lexicon = get_lexicon()
    from_whom = {"by", "from", "in"} if lexicon.lemma_of(analysis.tokens[noun]) in lexicon.documents else {"by", "from"}
    for other in children(analysis, noun, "prep"):
        if analysis.tokens[other].text.lower() in from_whom:
            named = child(analysis, other, "pobj")
            if named is not None:
                return source_phrase(analysis, named)
    return None
