"""What the parse says of a cue: who its subject is, which words form its group, how far a phrase reaches."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Analysis

SUBJECTS = ("nsubj", "nsubjpass")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ", "X", "SYM"})
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
_INHERITS = frozenset({"conj", "xcomp", "advcl", "ccomp", "dep"})


def is_verb(analysis: Analysis, index: int) -> bool:
    """Whether the token is a verb form (by tag: the coarse class is wrong more often on "-ing" and "-ed")."""
    token = analysis.tokens[index]
    return token.tag.startswith("VB") or token.pos == "VERB"


def child(analysis: Analysis, index: int, *deps: str) -> int | None:
    """The first child of `index` with one of these dependencies."""
    for other in analysis.children[index]:
        if analysis.tokens[other].dep in deps:
            return other
    return None


def children(analysis: Analysis, index: int, *deps: str) -> list[int]:
    """All children of `index` with one of these dependencies, in text order."""
    return [other for other in analysis.children[index] if analysis.tokens[other].dep in deps]


def is_passive(analysis: Analysis, index: int) -> bool:
    """Whether the verb is passive: by its auxiliary, or a past participle that modifies ("asked whether ...")."""
    token = analysis.tokens[index]
    if token.tag == "VBN" and token.dep in {"acl", "advcl", "amod"} and child(analysis, index, "aux", "nsubj") is None:
        return True
    return child(analysis, index, "auxpass", "nsubjpass") is not None


def is_nominal(analysis: Analysis, index: int) -> bool:
    """Whether the token can name somebody (the parser sometimes makes "n't" or a verb a subject)."""
    token = analysis.tokens[index]
    return token.pos in _NOMINAL and token.text[:1].isalnum() and token.lemma.lower() != "not"


def find_subject(analysis: Analysis, verb: int) -> int | None:
    """Who does `verb`: its own subject, else that of the verb it continues, else the noun it modifies."""
    seen: set[int] = set()
    current = verb
    while current not in seen:
        seen.add(current)
        own = [other for other in children(analysis, current, *SUBJECTS) if is_nominal(analysis, other)]
        if own:
            return min(own, key=lambda other: abs(other - current))
        token = analysis.tokens[current]
        if token.head == current:
            return None
        governor = token.head
        if token.dep == "acl":
            return governor if token.tag == "VBG" and is_nominal(analysis, governor) else None
        controller = child(analysis, governor, "dobj")
        if token.dep == "xcomp" and controller is not None and is_nominal(analysis, controller):
            return controller
        if token.dep == "pcomp":
            governor = analysis.tokens[governor].head
        elif token.dep not in _INHERITS:
            return None
        current = governor
    return None


def is_negated(analysis: Analysis, verb: int) -> bool:
    """Whether the verb itself is denied: "did not say", "never said", "no longer supports"."""
    if any(analysis.tokens[other].dep == "neg" for other in analysis.children[verb]):
        return True
    words = {analysis.tokens[other].text.lower() for other in analysis.children[verb]}
    return bool(words & {"never", "neither", "nor"}) or "no longer" in _before(analysis, verb)


def _before(analysis: Analysis, index: int) -> str:
    first = max(analysis.sentences[analysis.sentence_of[index]].first, index - 3)
    return " ".join(token.text.lower() for token in analysis.tokens[first:index])


def verb_group(analysis: Analysis, verb: int) -> tuple[int, int]:
    """The verb with the auxiliaries, adverbs and particles that touch it."""
    mine = {other for other in analysis.children[verb] if analysis.tokens[other].dep in _GROUP}
    first = verb
    while first - 1 in mine:
        first -= 1
    last = verb
    while last + 1 < len(analysis.tokens) and _is_particle(analysis, last + 1, verb):
        last += 1
    return first, last


def _is_particle(analysis: Analysis, index: int, verb: int) -> bool:
    token = analysis.tokens[index]
    return token.head == verb and (token.dep in {"prt", "neg"} or token.text in {":"})


def phrase(analysis: Analysis, head: int, *, without: Iterable[int] = ()) -> tuple[int, int]:
    """The noun phrase of `head` as first and last token: its subtree around it, up to any token of `without`."""
    members = set(analysis.subtree(head)) - set(without)
    first = last = head
    while first - 1 in members:
        first -= 1
    while last + 1 in members:
        last += 1
    return trim(analysis, first, last)


def trim(analysis: Analysis, first: int, last: int) -> tuple[int, int]:
    """Without the punctuation and conjunctions at its borders; quote marks and brackets stay."""
    while first < last and _is_loose(analysis, first, "cc"):
        first += 1
    while last > first and _is_loose(analysis, last, "cc"):
        last -= 1
    return first, last


def _is_loose(analysis: Analysis, index: int, *deps: str) -> bool:
    token = analysis.tokens[index]
    return token.text in {",", ";", ":", ".", "-", "--", "—", "–", "!", "?", "…"} or token.dep in deps
