"""What a name names: a person, an organisation, a country, a place; and how strongly each sign says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from onrecord.actors.lexicon import (
    country_by_demonym,
    country_by_name,
    country_by_seat,
    given_names,
    organisation_by_name,
    roles,
    word_set,
)
from onrecord.actors.words import Word
from onrecord.model import Analysis, record


class Sort(StrEnum):
    """What a name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    SEAT = "seat"
    """A capital: its government where it speaks or acts, else a place."""
    PLACE = "place"
    THING = "thing"
    """A treaty, an operation, a faith: it is named and is nobody."""


@record
class Candidate:
    """A name as cut from the text, tokens `first` to `last`, before it is known what it names."""

    first: int
    last: int
    text: str
    words: tuple[Word, ...]
    title: str
    nation: str


LABEL_SORTS = {
    "PERSON": Sort.PERSON, "ORG": Sort.ORGANISATION, "NORP": Sort.ORGANISATION, "GPE": Sort.PLACE, "LOC": Sort.PLACE,
    "FAC": Sort.PLACE, "PRODUCT": Sort.ORGANISATION, "EVENT": Sort.PLACE, "WORK_OF_ART": Sort.PLACE, "LAW": Sort.PLACE,
}  # fmt: skip
_IN_PLACE = word_set("place_prepositions")
_KIND_WORDS = word_set("kinds_of_organisation")
_HUMAN_VERBS = word_set("human_verbs")
_FAITHS = word_set("faiths")
_NAMED_THINGS = word_set("named_things") | _FAITHS
_PARTY_ENDINGS = word_set("party_endings")
_REGIONS = word_set("regions")
_FAMILY_PARTICLES = word_set("family_particles")
_AGE = re.compile(r"[1-9]\d")
_CERTAIN = 10
"""The weight of what a table knows; nothing else is asked then."""


def evidence(analysis: Analysis, draft: Candidate, labels: Mapping[int, Sort]) -> Iterator[tuple[Sort, int]]:
    """Each sign of what `draft` names, with its weight; `labels` is what the parser says of a token."""
    sort, weight = _sort_alone(draft)
    if sort:
        yield sort, weight
    if weight >= _CERTAIN:
        return
    label = labels.get(draft.last) or labels.get(draft.first)
    if label:
        yield label, 1
    if _has_age(analysis, draft):
        yield Sort.PERSON, 4
    if _follows_kind(analysis, draft):
        yield Sort.ORGANISATION, 4
    told = _told_by_relative(analysis, draft)
    if told:
        yield told, 3
    if stands_in_place(analysis, draft):
        yield Sort.PLACE, 1
    if _takes_person_grammar(analysis, draft):
        yield Sort.PERSON, 1


def _sort_alone(draft: Candidate) -> tuple[Sort | None, int]:
    """What the words themselves say, and how strongly: 10 where a table knows the name."""
    text, words = draft.text.removeprefix("The "), draft.words
    table = roles()
    if words[-1].lower in _NAMED_THINGS and (len(words) > 1 or words[-1].lower in _FAITHS) and not draft.title:
        return Sort.THING, 10
    if text in country_by_name():
        return Sort.COUNTRY, 10
    if (
        draft.title
        and draft.title.split()[-1] not in ("official", "member")
        and len(words) <= 4
        and words[-1].lower not in table.organisation
    ):
        return Sort.PERSON, 4
    if text in country_by_seat():
        return Sort.SEAT, 10
    if text in organisation_by_name() or (country_of(words[0].text) and words[-1].lower in table.institution):
        return Sort.ORGANISATION, 10
    if len(words) > 1 and words[-1].lower in _PARTY_ENDINGS:
        return Sort.ORGANISATION, 4
    if len(words) > 1 and words[-1].lower in _REGIONS:
        return Sort.PLACE, 5
    if words[-1].lower in table.organisation or (len(words) > 2 and words[0].lower in table.organisation):
        return Sort.ORGANISATION, 5
    if (
        len(words) > 2
        and any(word.lower in ("of", "for") for word in words)
        and any(word.lower in table.organisation for word in words)
    ):
        return Sort.ORGANISATION, 5
    if len(words) > 1 and words[0].lower in given_names() and len(words) <= 5:
        return Sort.PERSON, 3
    if len(words) > 2 and words[1].lower in table.organisation:
        return Sort.ORGANISATION, 3
    if len(words) == 1 and text.isupper() and len(text) > 1:
        return Sort.ORGANISATION, 3
    if any(word.lower in _FAMILY_PARTICLES for word in words[:-1]):
        return Sort.PERSON, 2
    if len(words) > 1 and words[-1].lower.startswith(("al-", "el-")):
        return Sort.PERSON, 1
    return None, 0


def _has_age(analysis: Analysis, draft: Candidate) -> bool:
    """Whether an age follows: "Ida Berg, 64, said", "Ida Berg (64)"."""
    after = [token.text for token in analysis.tokens[draft.last + 1 : draft.last + 4]]
    return len(after) == 3 and after[0] + after[2] in (",,", "()", ",.") and bool(_AGE.fullmatch(after[1]))


def _follows_kind(analysis: Analysis, draft: Candidate) -> bool:
    """Whether the word before says what the name is: "the Shiite group Asaib Ahl al-Haq"."""
    return draft.first > 0 and analysis.tokens[draft.first - 1].text.lower() in _KIND_WORDS


def _told_by_relative(analysis: Analysis, draft: Candidate) -> Sort | None:
    """After a comma "who" tells a person, "which" with a verb of saying an organisation."""
    after = [token.text.lower() for token in analysis.tokens[draft.last + 1 : draft.last + 3]]
    if after == [",", "who"]:
        return Sort.PERSON
    if len(after) == 2 and after[0] == "," and after[1] in ("a", "an", "the"):
        return _told_by_apposition(analysis, draft.last + 3)
    verb = analysis.tokens[draft.last + 3].lemma if draft.last + 3 < len(analysis.tokens) else ""
    return Sort.ORGANISATION if after == [",", "which"] and verb in _HUMAN_VERBS else None


def _told_by_apposition(analysis: Analysis, index: int) -> Sort | None:
    """What words after a comma tell: "a small farmers' party" an organisation, "a retired teacher" a person."""
    table = roles()
    for token in analysis.tokens[index : index + 8]:
        lower = token.text.lower()
        if token.text in "-–":
            continue
        if token.pos in ("VERB", "AUX", "PUNCT", "ADP") or not token.text.islower():
            return None
        if lower in table.organisation:
            return Sort.ORGANISATION
        if token.pos == "NOUN" and lower in table.classes_of:
            return Sort.PERSON
    return None


def stands_in_place(analysis: Analysis, draft: Candidate) -> bool:
    """Whether the words around a name make it a place: "in X", "X province"."""
    tokens = analysis.tokens
    before = draft.first > 0 and tokens[draft.first - 1].text.lower() in _IN_PLACE
    after = draft.last + 1 < len(tokens) and tokens[draft.last + 1].text.lower() in (
        "near",
        "province",
        "district",
        "airport",
        "city",
    )
    return before or after


def _takes_person_grammar(analysis: Analysis, draft: Candidate) -> bool:
    """Whether the name is the subject of a verb of saying, and one or two words long."""
    token = analysis.tokens[draft.last]
    return (
        token.dep == "nsubj"
        and analysis.tokens[token.head].lemma in _HUMAN_VERBS
        and len(draft.words) <= 3
        and not draft.text.isupper()
    )


def country_of(nation: str) -> str:
    """The code of the country that a name, demonym or seat stands for, or nothing."""
    nation = nation.removeprefix("The ").removeprefix("the ")
    for text in (nation, nation.title()) if len(nation) > 3 else (nation,):
        known = country_by_demonym().get(text) or country_by_name().get(text) or country_by_seat().get(text)
        if known:
            return known.code
    organisation = organisation_by_name().get(nation)
    return organisation.country if organisation else ""
