"""Where an article writes names: runs of capitalised words, cut into titles, nationalities and the names themselves."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from onrecord.actors.lexicon import (
    PARTICLES,
    country_by_demonym,
    country_by_name,
    country_by_seat,
    given_names,
    organisation_by_name,
    roles,
    word_set,
)
from onrecord.actors.words import Word
from onrecord.model import record

_JOINTS = frozenset({"of", "for", "on", "and", "the", "&", "in"})
_NEVER = word_set("never_names")
_CLOSES = word_set("closing_nouns")
"""Lower-case words that end an organisation's name: "the Fatih coalition", "the Syrian government"."""

_PARTY_ENDINGS = word_set("party_endings")
_PORTFOLIOS = word_set("portfolios")
_PEOPLES = word_set("peoples")
_PERSONAL_NAMES = word_set("offices_as_surnames")
"""Offices that are surnames too."""


_HONORIFICS = _PERSONAL_NAMES | word_set("honorifics")
"""Words that inside a name are part of it."""


class PartKind(StrEnum):
    """What a part of a run is."""

    TITLE = "title"
    NATION = "nation"
    NAME = "name"


@record
class Part:
    """Words of one kind inside a run, in text order."""

    kind: PartKind
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words as a reader would copy them."""
        return " ".join(word.text for word in self.words)


def iter_runs(words: list[Word], is_name: list[bool], bound: frozenset[int] = frozenset()) -> Iterator[list[Word]]:
    """Runs of name words with the small words between them.

    A possessive ending ends a run, but for tokens of `bound` (a parser saw one name there: "Workers' Party").
    """
    run: list[Word] = []
    index = 0
    while index < len(words):
        word = words[index]
        if is_name[index]:
            run.append(word)
            after = words[index + 1] if index + 1 < len(words) else None
            if word.owner and not _owns_inside(word, after, bound):
                yield run
                run = []
            index += 1
            continue
        bridge = _bridge(words, is_name, index, run) if run else 0
        if (
            not bridge
            and run
            and word.first in bound
            and run[-1].last in bound
            and (word.text.isalpha() or word.text == "&")
        ):
            bridge = 1
        if bridge:
            run.extend(words[index : index + bridge])
            index += bridge
            continue
        if run:
            if word.lower in _CLOSES and _can_close(run):
                run.append(word)
                index += 1
            yield run
            run = []
            if index < len(words) and words[index] is not word:
                continue
        index += 1
    if run:
        yield run


def _can_close(run: list[Word]) -> bool:
    """Whether a lower-case "coalition" or "forces" may end the name: not where a title came right before it."""
    return not _title_length(run, len(run) - 1) and not run[-1].owner


def _owns_inside(word: Word, after: Word | None, bound: frozenset[int]) -> bool:
    """Whether a possessive stands inside a name: "Workers' Party", "the Crews' Association"."""
    if after and after.is_capital and after.lower in roles().organisation and word.lower.endswith("s"):
        return not is_nation(word) and word.text not in country_by_name()
    return word.last in bound and not is_nation(word) and word.text not in country_by_name()


def _bridge(words: list[Word], is_name: list[bool], index: int, run: list[Word]) -> int:
    """How many small words from `index` on belong to the name: particles, or "of the" inside an organisation's name."""
    for length in (1, 2):
        end = index + length
        if end >= len(words) or not is_name[end]:
            continue
        between = [word.lower for word in words[index:end]]
        if all(word in PARTICLES for word in between):
            return length
        if all(word in _JOINTS for word in between) and between != ["the"] and _joins(run, between, words[end]):
            return length
    return 0


def _joins(run: list[Word], between: list[str], after: Word) -> bool:
    last = run[-1].lower
    if between[0] in ("of", "for") and last in ("minister", "secretary") and after.lower in _PORTFOLIOS:
        return True
    if between[0] == "and" and run[-1].lower in _PORTFOLIOS and after.lower in _PORTFOLIOS:
        return True
    if between[0] == "of":
        return last in roles().organisation or last in ("secretary", "ministers", "representatives", "board", "bank")
    if between[0] == "for":
        return last in roles().organisation and last not in ("party", "house", "news", "parliament", "campaign")
    if between[0] == "on":
        return last in ("council", "committee", "commission")
    if between[0] in ("and", "&"):
        has_of = any(word.lower in ("of", "on", "for") for word in run)
        return (
            has_of
            and after.lower not in roles().organisation
            and not is_nation(after)
            and after.text not in country_by_name()
        )
    return False


def is_nation(word: Word) -> bool:
    """Whether the word says of which people or country what follows is: "Iraqi", "US", "Kurdish"."""
    return (
        word.text in country_by_demonym()
        or word.text
        in ("US", "U.S.", "UK", "U.K.", "EU", "UN", "U.N.", "Kurdish", "Arab", "European", "Western", "Shiite")
        or word.text
        in ("Shia", "Sunni", "Islamist", "Democratic", "Republican", "Conservative", "Labour", "Liberal", "Tory")
        or word.lower in _PEOPLES
        or word.text
        in ("Catalan", "Scottish", "Welsh", "Chechen", "Catholic", "Christian", "Muslim", "Jewish", "African")
    )


def is_never_a_name(word: Word) -> bool:
    """Days, months, "I", page furniture."""
    return word.lower in _NEVER or (not word.text[:1].isalpha() and not word.is_capital)


def parts_of(run: list[Word]) -> list[Part]:
    """Cut a run: "Iraqi Foreign Minister Fuad Hussein" is a nation, a title and a name."""
    parts: list[Part] = []
    start = 0
    while start < len(run):
        if run[start].lower in _JOINTS and run[start].text.islower():
            start += 1
            continue
        known = _known_length(run, start)
        title = 0 if known else _title_length(run, start)
        if known:
            parts.append(Part(kind=PartKind.NAME, words=tuple(run[start : start + known])))
            start += known
        elif title:
            title += _portfolio_length(run, start + title)
            parts.append(Part(kind=PartKind.TITLE, words=tuple(run[start : start + title])))
            start += title
        elif is_nation(run[start]) and _nation_stands_alone(run, start):
            parts.append(Part(kind=PartKind.NATION, words=(run[start],)))
            start += 1
        else:
            end = start + 1
            while end < len(run) and (not _title_length(run, end) or _closes_name(run, start, end)):
                end += 1
            parts.extend(_split_name(run[start:end]))
            start = end
    return [part for part in parts if part.words]


def _portfolio_length(run: list[Word], start: int) -> int:
    """Length of the field after a minister: "of Water and Energy"; 0 where none is written."""
    if start + 1 >= len(run) or run[start].lower not in ("of", "for"):
        return 0
    end = start + 1
    while end < len(run) and (run[end].lower in _PORTFOLIOS or run[end].lower in ("and", "the")):
        end += 1
    return end - start if run[end - 1].lower in _PORTFOLIOS else 0


def _closes_name(run: list[Word], start: int, end: int) -> bool:
    """Whether a last word that could be an office ends an organisation's name: "The Daily Caller"."""
    return (
        end + 1 == len(run)
        and run[start].lower in ("the", "daily", "national", "new", "american")
        and (run[end].lower in roles().classes["person"] + roles().classes["journalist"])
    )


def _known_length(run: list[Word], start: int) -> int:
    """Length of a known country or organisation that begins here and is not part of a longer name."""
    for length in range(min(6, len(run) - start), 0, -1):
        text = " ".join(word.text for word in run[start : start + length])
        if text in organisation_by_name() or text in country_by_name() or (length > 1 and text in country_by_seat()):
            rest = run[start + length :]
            if length == 1 and run[start].lower in given_names() and rest:
                continue
            if not rest or _title_length(run, start + length) or (rest[0].lower in given_names() and len(rest) > 1):
                return length
    return 0


def is_office(phrase: str) -> bool:
    """Whether lower-case words name an office, in singular or plural."""
    return phrase in roles().classes_of or phrase.removesuffix("s") in roles().classes_of


def _title_length(run: list[Word], start: int) -> int:
    """Length of the office that begins here, with the words that belong to it, or 0."""
    table = roles()
    end = start
    while end < len(run) and run[end].lower in table.modifiers and run[end].lower not in table.classes_of:
        end += 1
    best = 0
    for stop in range(start, min(len(run), start + 7)):
        for begin in range(start, min(stop, end) + 1):
            phrase = " ".join(word.lower for word in run[begin : stop + 1])
            if is_office(phrase) or (begin == stop == start and phrase in table.plain_titles):
                best = stop + 1 - start
        if stop >= end + 3:
            break
    if not best:
        return 0
    last = run[start + best - 1].lower
    if best == 1 and start and last in _HONORIFICS and not is_nation(run[start - 1]):
        return 0
    follows = run[start + best : start + best + 1]
    if last in _PERSONAL_NAMES and start and not follows:
        return 0
    if follows and follows[0].lower in table.organisation | _PARTY_ENDINGS and follows[0].lower not in given_names():
        return 0
    if follows and follows[0].lower in ("of", "for") and last not in ("secretary",):
        return best
    return best


def _nation_stands_alone(run: list[Word], start: int) -> bool:
    """Whether a nationality qualifies a title or a person, and is not the first word of an organisation's name."""
    rest = run[start + 1 :]
    if not rest:
        return True
    if _title_length(run, start + 1) or is_nation(rest[0]) or _known_length(run, start + 1) == len(rest):
        return True
    return rest[0].lower in given_names() and not any(word.lower in roles().organisation for word in rest)


def _split_name(words: list[Word]) -> list[Part]:
    """Part an organisation from the person written right after it ("Foreign Relations Department Safeen Dizayee")."""
    for index in range(len(words) - 2, 0, -1):
        rest = words[index:]
        if (
            words[index - 1].lower in roles().organisation
            and len(rest) >= 2
            and rest[0].lower in given_names()
            and not any(word.lower in roles().organisation or word.lower in _JOINTS for word in rest)
        ):
            return [Part(kind=PartKind.NAME, words=tuple(words[:index])), Part(kind=PartKind.NAME, words=tuple(rest))]
    return [Part(kind=PartKind.NAME, words=tuple(words))]
