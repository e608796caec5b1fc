"""Which words of an article name a person, an organisation or a country."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
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
from onrecord.actors.names import fold
from onrecord.actors.runs import Part, PartKind, is_nation, is_never_a_name, iter_runs, parts_of
from onrecord.actors.words import Word, words_between
from onrecord.model import Analysis, record


class Sort(StrEnum):
    """What a name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    SEAT = "seat"
    """A capital: its government where it speaks or acts, else a place."""
    PLACE = "place"


@record
class Named:
    """A name in the text: tokens `first` to `last`, both included.

    `title`: the office written right before it, lower case; `nation`: the nationality or country before that.
    """

    first: int
    last: int
    text: str
    sort: Sort
    title: str = ""
    nation: str = ""
    owner: bool = False


@record
class _Draft:
    first: int
    last: int
    text: str
    words: tuple[Word, ...]
    title: str
    nation: str


_LABEL_SORTS = {
    "PERSON": Sort.PERSON, "ORG": Sort.ORGANISATION, "NORP": Sort.ORGANISATION, "GPE": Sort.PLACE, "LOC": Sort.PLACE,
    "FAC": Sort.PLACE, "PRODUCT": Sort.ORGANISATION, "EVENT": Sort.PLACE, "WORK_OF_ART": Sort.PLACE, "LAW": Sort.PLACE,
}  # fmt: skip
_INSTITUTIONS = word_set("owned_institutions")
_COMPOUND = re.compile(
    r".*[-–](?:\w*e[dn]|ing|born|style|wide|run|only|like|free|long|era|year|old|level|elect)", re.IGNORECASE
)
_NUMBERED = re.compile(r"[A-Z]+-?\d+|[RDI]-[A-Z].*|.*[-–]\d+|\d.*")
_PORTFOLIOS = word_set("portfolios")
_IN_PLACE = word_set("place_prepositions")


def find_names(analysis: Analysis) -> tuple[Named, ...]:
    """All names of the body in text order, none overlapping another."""
    certain = _certain_names(analysis)
    drafts = [draft for number in range(len(analysis.sentences)) for draft in _drafts(analysis, number, certain)]
    votes: dict[str, Counter[Sort]] = defaultdict(Counter)
    labels = {
        index: _LABEL_SORTS[entity.label]
        for entity in analysis.entities
        if entity.label in _LABEL_SORTS
        for index in range(entity.first, entity.last + 1)
    }
    for draft in drafts:
        sort, weight = _sort_alone(draft)
        if sort:
            votes[_key(draft)][sort] += weight
        label = labels.get(draft.last) or labels.get(draft.first)
        if label and weight < 10:
            votes[_key(draft)][label] += 1
        if weight < 10 and _follows_kind(analysis, draft):
            votes[_key(draft)][Sort.ORGANISATION] += 4
        if weight < 10 and (told := _told_by_relative(analysis, draft)):
            votes[_key(draft)][told] += 3
        if weight < 10 and _in_place(analysis, draft):
            votes[_key(draft)][Sort.PLACE] += 1
        if weight < 10 and _takes_person_grammar(analysis, draft):
            votes[_key(draft)][Sort.PERSON] += 1
    surnames = {
        fold(draft.words[-1].text)
        for draft in drafts
        if len(draft.words) > 1 and _winner(votes[_key(draft)]) is Sort.PERSON
    }
    return tuple(
        _named(draft, votes, surnames) for draft in drafts if _winner(votes[_key(draft)]) or _single(draft, surnames)
    )


def _single(draft: _Draft, surnames: Iterable[str]) -> bool:
    return len(draft.words) == 1 and fold(draft.text) in surnames


def _named(draft: _Draft, votes: dict[str, Counter[Sort]], surnames: set[str]) -> Named:
    sort = _winner(votes[_key(draft)]) or Sort.PERSON
    if _single(draft, surnames) and draft.text not in country_by_name():
        sort = Sort.PERSON
    if sort in (Sort.COUNTRY, Sort.SEAT) and not country_of(draft.text):
        sort = Sort.PLACE
    return Named(
        first=draft.first, last=draft.last, text=draft.text, sort=sort, title=draft.title, nation=draft.nation,
        owner=draft.words[-1].owner,
    )  # fmt: skip


def _winner(votes: Counter[Sort]) -> Sort | None:
    if not votes:
        return None
    order = (Sort.PERSON, Sort.ORGANISATION, Sort.COUNTRY, Sort.SEAT, Sort.PLACE)
    return max(order, key=lambda sort: (votes[sort], -order.index(sort)))


def _key(draft: _Draft) -> str:
    return fold(draft.text)


def _is_heading_verb(analysis: Analysis, word: Word, words: list[Word]) -> bool:
    """Whether a capitalised verb stands in a heading ("The Gap Goes On: ..."), where nothing follows from capitals."""
    token = analysis.tokens[word.last]
    return (
        token.tag in ("VBZ", "VBD", "VBP")
        and token.text.lower() not in given_names()
        and words[0].is_capital
        and word.last
        not in {
            index
            for entity in analysis.entities_in(word.first, word.last)
            for index in range(entity.first, entity.last + 1)
        }
    )


def _certain_names(analysis: Analysis) -> frozenset[str]:
    """Capitalised words that stand as names inside sentences: at the beginning of one they are names too."""
    firsts = {sentence.first for sentence in analysis.sentences}
    return frozenset(
        token.text
        for index, token in enumerate(analysis.tokens)
        if token.pos == "PROPN" and token.text[:1].isupper() and index not in firsts and not token.text.isupper()
    )


def _drafts(analysis: Analysis, number: int, certain: frozenset[str]) -> list[_Draft]:
    """The names of one sentence; none where it is a headline or all in capitals."""
    sentence = analysis.sentences[number]
    if analysis.tokens[sentence.first].start < analysis.body_start:
        return []
    words = words_between(analysis, sentence.first, sentence.last)
    if sum(word.is_capital for word in words if word.text[:1].isalpha()) > 0.7 * len(words) > 5:
        return []
    flags = [_is_name(analysis, words, index, certain) for index in range(len(words))]
    found = []
    for run in iter_runs(words, flags, _bound(analysis, sentence.first, sentence.last)):
        if len(run) > 2 and all(word.text.isupper() for word in run):
            continue
        title = nation = ""
        for part in parts_of(run):
            if part.kind is PartKind.TITLE:
                title = " ".join(filter(None, (title, part.text.lower())))
            elif part.kind is PartKind.NATION:
                nation = part.text
            elif not _is_described(part):
                found.append(_draft(analysis, _with_institution(part, words), title, nation))
                nation = part.text if _is_bearer(part) else ""
                title = ""
    return sorted([*found, *_ministries(analysis, words)], key=lambda draft: draft.first)


def _ministries(analysis: Analysis, words: list[Word]) -> list[_Draft]:
    """Ministries that are written small: "the energy ministry", "the Danish foreign ministry"."""
    found = []
    for index, word in enumerate(words):
        start = index
        while start and words[start - 1].text.islower() and words[start - 1].lower in _PORTFOLIOS:
            start -= 1
        if word.text != "ministry" or start == index:
            continue
        if start and is_nation(words[start - 1]) and not words[start - 1].owner:
            start -= 1
        found.append(_draft(analysis, Part(kind=PartKind.NAME, words=tuple(words[start : index + 1])), "", ""))
    return found


def _bound(analysis: Analysis, first: int, last: int) -> frozenset[int]:
    """Tokens inside an organisation's name as the parser sees it, its last token left out."""
    return frozenset(
        index
        for entity in analysis.entities_in(first, last)
        if entity.label == "ORG"
        for index in range(entity.first, entity.last)
    )


def _with_institution(part: Part, words: list[Word]) -> Part:
    """In "Iraq's parliament" a country and the institution it owns are one name."""
    place = words.index(part.words[-1])
    if not part.words[-1].owner or part.text not in country_by_name() or place + 1 >= len(words):
        return part
    after = words[place + 1]
    if after.lower not in _INSTITUTIONS:
        return part
    return Part(kind=part.kind, words=(*part.words, after))


def _is_described(part: Part) -> bool:
    """A nationality and a common noun: "the Shiite group" names nothing."""
    return (
        len(part.words) == 2
        and is_nation(part.words[0])
        and part.words[1].text.islower()
        and (part.words[1].text not in roles().institution or not country_of(part.words[0].text))
        and part.text not in organisation_by_name()
    )


def _is_bearer(part: Part) -> bool:
    return part.text in country_by_name() or part.text in organisation_by_name()


def _draft(analysis: Analysis, part: Part, title: str, nation: str) -> _Draft:
    first, last = part.words[0].first, part.words[-1].last
    text = analysis.text[analysis.tokens[first].start : analysis.tokens[last].end]
    return _Draft(
        first=first,
        last=last,
        text=" ".join(text.split()),
        words=part.words,
        title=title or _title_before(analysis, first),
        nation=nation,
    )


def _title_before(analysis: Analysis, first: int) -> str:
    """A lower-case office written straight before a name: "spokesman Ahmed Talal", "prime minister Kadhimi"."""
    table = roles()
    words = [token.text.lower() for token in analysis.tokens[max(0, first - 4) : first]]
    for start in range(len(words)):
        phrase = " ".join(words[start:])
        if phrase in table.classes_of or phrase in table.plain_titles:
            return phrase
        if (
            words[start] in table.modifiers
            and words[-1] in table.classes_of
            and all(w in table.modifiers for w in words[start:-1])
        ):
            return phrase
    return ""


def _is_name(analysis: Analysis, words: list[Word], index: int, certain: frozenset[str]) -> bool:
    word = words[index]
    if not word.is_capital or is_never_a_name(word) or _NUMBERED.fullmatch(word.text):
        return False
    token = analysis.tokens[word.last]
    opens = index == 0 or words[index - 1].text in "“\"‘'([:—–-…" or analysis.tokens[word.first].start == 0
    if "-" in word.text and (_COMPOUND.fullmatch(word.text) or _joins_nations(word.text)):
        return False
    if not opens:
        return token.pos not in ("PRON", "AUX") and word.text != "I" and not _is_heading_verb(analysis, word, words)
    if (
        token.pos in ("PROPN",)
        or word.text in country_by_name()
        or is_nation(word)
        or word.text in organisation_by_name()
    ):
        return word.lower not in ("the", "a", "an", "this", "that", "these")
    if word.text in certain and token.pos in ("NOUN", "VERB", "ADJ", "INTJ", "X"):
        return True
    follows = words[index + 1] if index + 1 < len(words) else None
    if word.lower in given_names() or word.lower in roles().classes_of or word.lower in roles().modifiers:
        return follows is not None and (follows.is_capital or word.lower in given_names())
    return token.pos == "NOUN" and follows is not None and follows.is_capital and token.tag != "NNS"


def _joins_nations(text: str) -> bool:
    return all(country_of(side) for side in text.split("-"))


def _sort_alone(draft: _Draft) -> tuple[Sort | None, int]:
    """What the words themselves say, and how strongly: 10 where a table knows the name."""
    text, words = draft.text.removeprefix("The "), draft.words
    table = roles()
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
    if len(words) == 1 and text.isupper() and len(text) > 1:
        return Sort.ORGANISATION, 3
    if len(words) > 1 and words[-1].lower.startswith(("al-", "el-")):
        return Sort.PERSON, 1
    return None, 0


_KIND_WORDS = word_set("kinds_of_organisation")


def _follows_kind(analysis: Analysis, draft: _Draft) -> bool:
    """Whether the word before says what the name is: "the Shiite group Asaib Ahl al-Haq"."""
    return draft.first > 0 and analysis.tokens[draft.first - 1].text.lower() in _KIND_WORDS


def _told_by_relative(analysis: Analysis, draft: _Draft) -> Sort | None:
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


def _in_place(analysis: Analysis, draft: _Draft) -> bool:
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


_HUMAN_VERBS = word_set("human_verbs")


def _takes_person_grammar(analysis: Analysis, draft: _Draft) -> bool:
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
