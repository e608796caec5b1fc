"""Whether a description can be of somebody who speaks: not of nobody, of bare numbers, of times, events and states."""

from __future__ import annotations

import re

from onrecord.actors.lexicon import number_words, roles, word_set

_NO = frozenset({"no", "not", "neither", "nobody", "none"})
_ANYBODY = word_set("anybody")
_THINGS = word_set("things")
_BODIES = word_set("bodies")
"""Words for people and bodies that end as states and doings do."""
_ABSTRACT = re.compile(r"\w{3,}(?:[ts]ions?|isms?|ments?|ities|ity|ness|ences?|ances?|iours?|iors?|ures?|acy|acies)")
_TIMES = word_set("times")
_COUNTING = word_set("counting")
_PREPOSITIONS = frozenset({"on", "in", "during", "since", "until", "before", "after", "by", "at"})


def can_speak(noun: str, words: list[str]) -> bool:
    """Whether the lower-case `words` of a description, headed by `noun`, can mean somebody.

    Nouns of no table may: people are called many things. Those of states and doings may not, unless an
    organisation or a group is called so ("the administration", "the opposition").
    """
    if noun in _ANYBODY or (words and words[0] in _NO):
        return False
    if noun == "people" and words[-1] == noun and len(words) > 1:
        return not all(_counts(word) for word in words[:-1])
    if noun in _TIMES or noun in _THINGS:
        return False
    table = roles()
    singular = noun.removesuffix("s")
    known = table.organisation | table.institution | table.plural | table.paper | _BODIES
    return not _ABSTRACT.fullmatch(noun) or bool({noun, singular} & known) or singular in table.classes_of


def opens_time(words: list[str], place: int) -> bool:
    """Whether a time begins at `place`, which says when and not who: "the cabinet | on Friday"."""
    if words[place] not in _PREPOSITIONS or place + 1 == len(words):
        return words[place] in _TIMES and place > 0 and words[place - 1] not in _PREPOSITIONS
    after = [word for word in words[place + 1 : place + 3] if word not in ("the", "last", "early", "late", "mid")]
    return bool(after) and (after[0] in _TIMES or bool(re.fullmatch(r"(?:19|20)\d\d", after[0])))


def _counts(word: str) -> bool:
    return word in _COUNTING or word in number_words() or word[:1].isdigit()
