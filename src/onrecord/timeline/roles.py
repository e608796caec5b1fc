"""Who acts and on whom: the arguments of a trigger in the parse, mapped to the actors mentioned there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from onrecord.model import Analysis, ArticleActor, MentionForm, Span, record
from onrecord.timeline.triggers import Trigger

_PARTIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_WHOM_PREPOSITIONS = frozenset({"with", "against", "on", "to", "at", "from", "for", "by", "into"})


class MentionIndex:
    """The mentions of an article's actors, by where they stand."""

    def __init__(self, actors: Sequence[ArticleActor]) -> None:
        found = {
            (mention.span.start, -mention.span.end, actor.id): (mention.span, actor.id, mention.form)
            for actor in actors
            for mention in actor.mentions
        }
        self._mentions = [found[key] for key in sorted(found)]
        self._starts = [span.start for span, _, _ in self._mentions]
        self._longest = max((len(span) for span, _, _ in self._mentions), default=0)

    def find(self, span: Span, head: Span) -> tuple[str, bool] | None:
        """The actor whose mention covers `head`, else the first mentioned inside `span`; and whether by name."""
        low = bisect_left(self._starts, span.start - self._longest)
        high = bisect_left(self._starts, span.end)
        near = self._mentions[low:high]
        for mention, actor, form in near:
            if mention.holds(head):
                return actor, form is MentionForm.NAME
        for mention, actor, form in near:
            if span.holds(mention):
                return actor, form is MentionForm.NAME
        return None


@record
class Roles:
    """Actor ids of those who act and of those acted on; `named`: how many of them stand there by name;
    `is_addressed`: whether one of those acted on does.

    `source` and `target` are the words of the first of each, whether or not they are an actor's.
    """

    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    named: int = 0
    is_addressed: bool = False
    source: Span | None = None
    target: Span | None = None


def find_roles(analysis: Analysis, trigger: Trigger, mentions: MentionIndex) -> Roles:
    """The participants of the event."""
    who, whom = _noun_arguments(analysis, trigger) if trigger.is_noun else _verb_arguments(analysis, trigger.index)
    acting, named = _actors(analysis, who, mentions)
    acted_on, named_too = _actors(analysis, whom, mentions)
    return Roles(
        who=acting,
        whom=tuple(a for a in acted_on if a not in acting),
        named=max(named, _names(analysis, who)) + max(named_too, _names(analysis, whom)),
        is_addressed=max(named_too, _names(analysis, whom)) > 0,
        source=_words_of(analysis, who),
        target=_words_of(analysis, whom),
    )


def _names(analysis: Analysis, heads: Iterable[int]) -> int:
    """How many are parties by their names, whether or not they were told apart as actors."""
    found = 0
    for head in dict.fromkeys(heads):
        place = bisect_right(analysis.entities, head, key=lambda entity: entity.first) - 1
        entity = analysis.entities[place] if place >= 0 else None
        found += entity is not None and head <= entity.last and entity.label in _PARTIES
    return found


def _words_of(analysis: Analysis, heads: Sequence[int]) -> Span | None:
    if not heads:
        return None
    phrase = _phrase(analysis, heads[0])
    return analysis.span(phrase[0], phrase[-1])


def _actors(analysis: Analysis, heads: Iterable[int], mentions: MentionIndex) -> tuple[tuple[str, ...], int]:
    found: dict[str, bool] = {}
    for head in heads:
        subtree = _phrase(analysis, head)
        hit = mentions.find(analysis.span(subtree[0], subtree[-1]), analysis.tokens[head].span)
        if hit:
            found[hit[0]] = found.get(hit[0], False) or hit[1]
    return tuple(found), sum(found.values())


def _phrase(analysis: Analysis, head: int) -> list[int]:
    """`head` with what stands before it and is its own: no relative clauses, no prepositional phrases."""
    found: list[int] = []
    queue = [head]
    while queue:
        current = queue.pop()
        found.append(current)
        queue.extend(
            child
            for child in analysis.children[current]
            if analysis.tokens[child].dep in ("compound", "amod", "poss", "nmod", "flat", "det", "nummod")
        )
    return sorted(found)


def _with_conjuncts(analysis: Analysis, index: int) -> list[int]:
    found: list[int] = []
    queue = [index]
    while queue and len(found) < 8:
        current = queue.pop()
        found.append(current)
        queue.extend(child for child in analysis.children[current] if analysis.tokens[child].dep == "conj")
    return sorted(found)


def _children(analysis: Analysis, index: int, *deps: str) -> list[int]:
    heads = [child for child in analysis.children[index] if analysis.tokens[child].dep in deps]
    return [found for head in heads for found in _with_conjuncts(analysis, head)]


def _prepositional(analysis: Analysis, index: int, words: frozenset[str] | set[str]) -> list[int]:
    return [
        found
        for child in analysis.children[index]
        if analysis.tokens[child].dep in ("prep", "agent", "dative") and analysis.tokens[child].text.lower() in words
        for found in _children(analysis, child, "pobj")
    ]


def _verb_arguments(analysis: Analysis, verb: int) -> tuple[list[int], list[int]]:
    is_participle = analysis.tokens[verb].dep == "acl"
    has_object = bool(_children(analysis, verb, "dobj"))
    if _children(analysis, verb, "nsubjpass") or (is_participle and not has_object):
        whom = _children(analysis, verb, "nsubjpass") or [analysis.tokens[verb].head]
        return _prepositional(analysis, verb, {"by"}), whom + _prepositional(analysis, verb, {"to", "with"})
    whom = _children(analysis, verb, "dobj", "dative") + _prepositional(
        analysis, verb, _WHOM_PREPOSITIONS - {"by", "for"}
    )
    for thing in _children(analysis, verb, "dobj"):
        whom += _prepositional(analysis, thing, _WHOM_PREPOSITIONS - {"by"})
    return find_subject(analysis, verb), whom


def find_subject(analysis: Analysis, verb: int) -> list[int]:
    """The subject of a verb, or of the verb that shares its subject with it (joined, or above an infinitive)."""
    current = verb
    for _ in range(5):
        if found := _children(analysis, current, "nsubj"):
            return _resolved(analysis, current, found)
        token = analysis.tokens[current]
        if passive := _children(analysis, current, "nsubjpass"):
            return passive
        if token.dep in ("relcl", "acl"):
            return [token.head]
        if token.dep not in ("conj", "xcomp", "acomp", "advcl", "prep", "pcomp", "ccomp") or token.head == current:
            return []
        current = token.head
    return []


def _resolved(analysis: Analysis, verb: int, subjects: list[int]) -> list[int]:
    """A relative pronoun stands for the noun its clause describes."""
    token = analysis.tokens[verb]
    if token.dep == "relcl" and all(analysis.tokens[s].tag in ("WP", "WDT") for s in subjects):
        return [token.head]
    return subjects


def _noun_arguments(analysis: Analysis, trigger: Trigger) -> tuple[list[int], list[int]]:
    noun = trigger.index
    who = _children(analysis, noun, "poss", "compound", "amod", "nmod") + _prepositional(analysis, noun, {"by"})
    whom = _prepositional(analysis, noun, {"on", "against", "with", "to"})
    of = _prepositional(analysis, noun, {"of"})
    if trigger.kind.mode == "kill":
        whom = of + whom
    else:
        who = who + of
    who += _prepositional(analysis, noun, {"between"})
    if trigger.kind.mode == "vote":
        who += _prepositional(analysis, noun, {"in"})
    if trigger.clause != noun and analysis.tokens[noun].dep == "dobj":
        who = find_subject(analysis, trigger.clause) + who
    return who, whom
