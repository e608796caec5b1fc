"""What is told of the counted: the word that says what it is or does, and who and what else takes part.

"People" alone are any people; "9,000 people marched through Tarnov" and "9,000 people depend on the river" are not one
quantity. The first word is a lemma ("march", "loan", "be"), with "~" after it where the counted does it to others.
"""

from __future__ import annotations

from onrecord.figures.lexicon import get_words
from onrecord.model import Analysis

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
_CLAUSES = frozenset({"acl", "relcl"})
_PREPOSITIONS = frozenset({"prep", "agent"})
_CLIMB = 6
_SEEMS = frozenset({"believe", "think", "expect", "estimate", "say", "report", "know", "suppose", "seem", "appear"})
"""Verbs that only say how sure one is of the verb below them."""
_NO_ARGUMENT = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "ORDINAL", "QUANTITY"})


def find_told(analysis: Analysis, head: int, own: frozenset[int]) -> tuple[str, ...]:
    """What is told of the noun or number at token `head`; `own` are the tokens of the quantity and its noun."""
    word, came_from = _word_above(analysis, head, own)
    found = set(_complements(analysis, head, own))
    name = ""
    if word is not None:
        word = _measured_noun(analysis, word, came_from)
        token = analysis.tokens[word]
        name = token.lemma.lower()
        if token.pos in ("NOUN", "PROPN"):
            found |= {*_complements(analysis, word, own), *_before(analysis, word)}
        else:
            name += _light_object(analysis, word) or ("~" if _acts_on_others(analysis, word, came_from) else "")
            found |= set(_partners(analysis, word, came_from, own))
    return (name, *sorted(_words(analysis, found - own - {word} if word is not None else found - own)))


def _word_above(analysis: Analysis, head: int, own: frozenset[int]) -> tuple[int | None, int]:
    """The verb or noun that tells what the counted is or does, and the token through which it is reached."""
    for child in analysis.children[head]:
        if analysis.tokens[child].dep in _CLAUSES and child not in own:
            return child, head
    current = head
    for _ in range(_CLIMB):
        token = analysis.tokens[current]
        above = token.head
        if above == current:
            return None, current
        name = analysis.tokens[above]
        if name.pos in ("VERB", "AUX") and token.dep != "conj":
            return _below(analysis, above), current
        if name.pos in ("NOUN", "PROPN") and token.dep not in ("conj", "appos") and above not in own:
            return above, current
        current = above
    return None, current


def _below(analysis: Analysis, verb: int) -> int:
    """The verb below one that only says how sure it is: "are believed to be"."""
    if analysis.tokens[verb].lemma.lower() not in _SEEMS:
        return verb
    return next((child for child in analysis.children[verb] if analysis.tokens[child].dep == "xcomp"), verb)


def _measured_noun(analysis: Analysis, word: int, came_from: int) -> int:
    """What is said to have changed or to stand at the amount: "the cost rose to", "put the crowd at"."""
    if analysis.tokens[word].lemma.lower() not in get_words("changes"):
        return word
    roles = {analysis.tokens[child].dep: child for child in analysis.children[word] if child != came_from}
    noun = next((roles[dep] for dep in ("dobj", "nsubj", "nsubjpass") if dep in roles), word)
    return noun if analysis.tokens[noun].pos == "NOUN" else word


def _acts_on_others(analysis: Analysis, verb: int, came_from: int) -> bool:
    """Whether the counted is the subject of a verb with an object."""
    return analysis.tokens[came_from].dep == "nsubj" and any(
        analysis.tokens[child].dep == "dobj" for child in analysis.children[verb]
    )


def _light_object(analysis: Analysis, verb: int) -> str:
    """The object that is half of the verb: "take part"."""
    return next(
        (
            f" {analysis.tokens[child].lemma}"
            for child in analysis.children[verb]
            if analysis.tokens[child].text == "part"
        ),
        "",
    )


def _complements(analysis: Analysis, noun: int, own: frozenset[int]) -> list[int]:
    """The nouns in the prepositions after a noun."""
    return [
        index
        for child in analysis.children[noun]
        if child > noun and analysis.tokens[child].dep in _PREPOSITIONS and child not in own
        for index in _objects(analysis, child, own)
    ]


def _objects(analysis: Analysis, preposition: int, own: frozenset[int]) -> list[int]:
    return [
        index
        for child in analysis.children[preposition]
        if analysis.tokens[child].dep == "pobj" and child not in own
        for index in (child, *_before(analysis, child), *_complements(analysis, child, own))
    ]


def _before(analysis: Analysis, noun: int) -> list[int]:
    """The words that say which noun it is."""
    return [child for child in analysis.children[noun] if analysis.tokens[child].dep in ("compound", "poss", "amod")]


def _partners(analysis: Analysis, verb: int, came_from: int, own: frozenset[int]) -> list[int]:
    """Subject (of the verbs above where it has none), objects and the nouns in the prepositions of a verb."""
    found: list[int] = []
    for child in analysis.children[verb]:
        dep = analysis.tokens[child].dep
        if child in (came_from, *own):
            continue
        if dep in _SUBJECTS or dep in _OBJECTS:
            found += [child, *_before(analysis, child), *_complements(analysis, child, own)]
        elif dep in _PREPOSITIONS:
            found += _objects(analysis, child, own)
    if not any(analysis.tokens[child].dep in _SUBJECTS for child in analysis.children[verb]):
        found += _subject_above(analysis, verb, own)
    return found


def _subject_above(analysis: Analysis, verb: int, own: frozenset[int]) -> list[int]:
    current = verb
    for _ in range(_CLIMB):
        token = analysis.tokens[current]
        if token.head == current or token.dep not in ("xcomp", "conj", "advcl", "acl", "pcomp", "prep"):
            return []
        current = token.head
        for child in analysis.children[current]:
            if analysis.tokens[child].dep in _SUBJECTS and child not in own:
                return [child, *_before(analysis, child), *_complements(analysis, child, own)]
    return []


def _words(analysis: Analysis, indices: set[int]) -> set[str]:
    """Lemmas of the nouns, names and adjectives that name no time and no amount."""
    timed = {
        index
        for entity in analysis.entities
        if entity.label in _NO_ARGUMENT
        for index in range(entity.first, entity.last + 1)
    }
    return {
        analysis.tokens[index].lemma.lower()
        for index in indices - timed
        if analysis.tokens[index].pos in ("NOUN", "PROPN", "ADJ") and analysis.tokens[index].text.isalpha()
    }
