"""Which words of a parse report an event: the lexicon of `triggers.toml` read over grammar."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from onrecord.model import Analysis, EventType, record


@record
class Kind:
    """What a trigger reports; `weak` triggers need a named participant on their other side."""

    type: EventType
    mode: str
    weak: bool = False


@record
class Trigger:
    """A token that reports an event. `clause` is the verb whose subject and time are the event's (for a noun: the
    verb it hangs on, or the noun itself).
    """

    index: int
    clause: int
    kind: Kind
    is_noun: bool


@record
class Lexicon:
    """Trigger tables by lemma."""

    verbs: dict[str, Kind]
    paths: dict[tuple[str, str], Kind]
    objects: dict[tuple[str, str], Kind]
    nouns: dict[str, Kind]


@cache
def get_lexicon() -> Lexicon:
    """The tables of `triggers.toml`."""
    source = tomllib.loads(resources.files(__package__).joinpath("triggers.toml").read_text("utf-8"))
    verbs: dict[str, Kind] = {}
    paths: dict[tuple[str, str], Kind] = {}
    objects: dict[tuple[str, str], Kind] = {}
    nouns: dict[str, Kind] = {}
    for entry in source["entry"]:

        def kind(written: str, entry: dict[str, str] = entry) -> Kind:
            return Kind(type=EventType(entry["type"]), mode=entry["mode"], weak=written.endswith("~"))

        for written in entry.get("verbs", []):
            verbs.setdefault(written.rstrip("~"), kind(written))
        for written in entry.get("paths", []):
            verb, _, rest = written.rstrip("~").partition(" ")
            paths.setdefault((verb, rest), kind(written))
        for written in entry.get("objects", []):
            verb, *heads = written.split()
            for head in heads:
                objects.setdefault((verb, head), kind(written))
        for written in entry.get("nouns", []):
            nouns.setdefault(written.rstrip("~"), kind(written))
    return Lexicon(verbs=verbs, paths=paths, objects=objects, nouns=nouns)


_OBJECT = frozenset({"dobj", "obj", "nsubjpass", "nsubj:pass", "attr", "oprd"})
_PREPOSITION = frozenset({"prep", "prt", "advmod", "acomp", "oprd", "dative", "agent"})
_HAPPENING = frozenset({"begin", "start", "occur", "happen", "end", "continue", "erupt", "resume", "conclude", "open",
                        "kill", "leave", "lead", "wound", "injure", "follow", "collapse", "break", "come", "trigger",
                        "hit", "spark", "rock", "destroy", "prompt", "cause", "schedule", "hold", "plan", "expect",
                        "set", "target", "take", "last", "fail", "focus", "devote", "be", "order", "launch", "announce",
                        "peak", "suffer", "conduct", "carry", "respond", "cancel", "postpone", "confirm",
                        "survive", "condemn", "claim", "flee", "die", "perish", "retaliate"})  # fmt: skip


def iter_triggers(analysis: Analysis, tokens: range | None = None) -> Iterator[Trigger]:
    """The triggers of the body in text order, one for each clause and kind: a light verb with its event noun is one."""
    lexicon = get_lexicon()
    taken: set[int] = set()
    for index in tokens if tokens is not None else range(len(analysis.tokens)):
        token = analysis.tokens[index]
        if token.start < analysis.body_start or index in taken:
            continue
        if token.pos == "VERB" and not _is_adjective(analysis, index):
            found = _verb_trigger(analysis, index, lexicon)
            if found:
                kind, used = found
                taken.update(used)
                yield Trigger(index=index, clause=index, kind=kind, is_noun=False)
        elif token.pos in ("NOUN", "PROPN"):
            noun = _noun_kind(analysis, index, lexicon)
            if noun:
                clause = _clause_of(analysis, index)
                if clause not in taken:
                    yield Trigger(index=index, clause=clause, kind=noun, is_noun=True)


def _is_adjective(analysis: Analysis, index: int) -> bool:
    return analysis.tokens[index].dep in ("amod", "compound", "aux", "auxpass")


def _verb_trigger(analysis: Analysis, index: int, lexicon: Lexicon) -> tuple[Kind, list[int]] | None:
    """The kind of a verb with its objects and prepositions, and the tokens the trigger uses up."""
    lemma = analysis.tokens[index].lemma.lower()
    children = analysis.children[index]
    for child in children:
        token = analysis.tokens[child]
        if token.dep in _OBJECT:
            for head in _heads(analysis, child):
                kind = lexicon.objects.get((lemma, analysis.tokens[head].lemma.lower()))
                if kind:
                    return kind, [head]
    if kind := lexicon.objects.get((lemma, "")):
        return kind, []
    for child in children:
        token = analysis.tokens[child]
        if token.dep in _PREPOSITION and (kind := lexicon.paths.get((lemma, token.text.lower()))):
            return kind, []
    if any(analysis.tokens[child].dep == "prt" for child in children):
        return None
    kind = lexicon.verbs.get(lemma) or lexicon.paths.get((lemma, ""))
    return (kind, []) if kind else None


def _heads(analysis: Analysis, index: int) -> list[int]:
    """An object, what it is "of" ("a number of strikes"), and what it is joined to ("the vote and law")."""
    found = [index]
    for child in analysis.children[index]:
        token = analysis.tokens[child]
        if token.dep == "conj":
            found.append(child)
        elif token.dep == "prep" and token.text.lower() == "of":
            found.extend(grand for grand in analysis.children[child] if analysis.tokens[grand].dep == "pobj")
    return found


def _noun_kind(analysis: Analysis, index: int, lexicon: Lexicon) -> Kind | None:
    token = analysis.tokens[index]
    if token.dep in ("compound", "amod", "nmod") or token.pos == "PROPN":
        return None
    lemma = token.lemma.lower()
    return lexicon.nouns.get(lemma) or lexicon.nouns.get(token.text.lower())


def _clause_of(analysis: Analysis, index: int) -> int:
    """The verb a noun belongs to as subject or object, else the noun itself."""
    token = analysis.tokens[index]
    above = analysis.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass", "dobj") and above.pos in ("VERB", "AUX") and above.dep != "prep":
        return token.head
    if token.dep == "pobj":
        preposition, above = above, analysis.tokens[above.head]
        if preposition.text.lower() == "of" and above.dep in ("nsubj", "nsubjpass", "dobj"):
            return above.head
    return index


def is_happening_verb(lemma: str) -> bool:
    """Whether a verb with an event noun as subject or object says that the event takes place."""
    return lemma in _HAPPENING
