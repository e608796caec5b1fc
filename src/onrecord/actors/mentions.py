"""Which words of an article name a person, an organisation or a country."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from onrecord.actors.companions import told_by_others
from onrecord.actors.lexicon import (
    country_by_name,
    given_names,
    organisation_by_name,
    roles,
    word_set,
)
from onrecord.actors.names import fold
from onrecord.actors.runs import Part, PartKind, is_nation, is_never_a_name, iter_runs, parts_of
from onrecord.actors.sorts import LABEL_SORTS, Candidate, Sort, country_of, evidence
from onrecord.actors.words import Word, words_between
from onrecord.model import Analysis, record


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


_INSTITUTIONS = word_set("owned_institutions")
_COMPOUND = re.compile(
    r".*[-–](?:\w*e[dn]|ing|born|held|led|style|wide|run|only|like|free|long|era|year|old|level|elect)", re.IGNORECASE
)
_NUMBERED = re.compile(r"[A-Z]+-?\d+|[RDI]-[A-Z].*|.*[-–]\d+|\d.*")
_PORTFOLIOS = word_set("portfolios")
_LETTERS = word_set("letters_after_names")


def find_names(analysis: Analysis) -> tuple[Named, ...]:
    """All names of the body in text order, none overlapping another."""
    certain = _certain_names(analysis)
    drafts = [draft for number in range(len(analysis.sentences)) for draft in _drafts(analysis, number, certain)]
    votes: dict[str, Counter[Sort]] = defaultdict(Counter)
    labels = {
        index: LABEL_SORTS[entity.label]
        for entity in analysis.entities
        if entity.label in LABEL_SORTS
        for index in range(entity.first, entity.last + 1)
    }
    for draft in drafts:
        for sort, weight in evidence(analysis, draft, labels):
            votes[_key(draft)][sort] += weight
    surnames = {
        fold(draft.words[-1].text)
        for draft in drafts
        if len(draft.words) > 1 and _winner(votes[_key(draft)]) is Sort.PERSON
    }
    for key, sort in told_by_others(analysis, drafts, surnames, lambda draft: _winner(votes[_key(draft)])).items():
        votes[key] = Counter({sort: 1})
    return tuple(
        _named(draft, votes, surnames) for draft in drafts if _winner(votes[_key(draft)]) or _single(draft, surnames)
    )


def _single(draft: Candidate, surnames: Iterable[str]) -> bool:
    return len(draft.words) == 1 and fold(draft.text) in surnames


def _named(draft: Candidate, votes: dict[str, Counter[Sort]], surnames: set[str]) -> Named:
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
    order = tuple(Sort)
    return max(order, key=lambda sort: (votes[sort], -order.index(sort)))


def _key(draft: Candidate) -> str:
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


def _drafts(analysis: Analysis, number: int, certain: frozenset[str]) -> list[Candidate]:
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


def _ministries(analysis: Analysis, words: list[Word]) -> list[Candidate]:
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


def _draft(analysis: Analysis, part: Part, title: str, nation: str) -> Candidate:
    first, last = part.words[0].first, part.words[-1].last
    words = _without_letters(part.words)
    text = analysis.text[analysis.tokens[first].start : analysis.tokens[words[-1].last].end]
    return Candidate(
        first=first,
        last=last,
        text=" ".join(text.split()),
        words=words,
        title=title or _title_before(analysis, first),
        nation=nation,
    )


def _without_letters(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """A name without the letters of a rank or degree after it: "Ida Berg KC"."""
    while len(words) > 2 and words[-1].lower in _LETTERS and words[-1].text[-1:].isupper():
        words = words[:-1]
    return words


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
