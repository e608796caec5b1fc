"""How a written name is cut into words for comparing, and made like the name it is compared with."""

from __future__ import annotations

import re

from anyascii import anyascii
from rapidfuzz.distance import OSA

from onrecord.actors.lexicon import PARTICLES, legal_forms, nicknames, number_words, roles
from onrecord.model import record

_NUMBERS = number_words()
_BREAK = re.compile(r"[^a-z0-9]+")


@record
class Bag:
    """A name cut for comparing: words, legal forms, numbers."""

    words: tuple[str, ...]
    forms: frozenset[str]
    numbers: tuple[str, ...]
    foreign: bool


def cut_name(name: str, *, is_person: bool) -> Bag:
    """A name in plain letters, without titles (persons) or legal forms (others), numbers as digits."""
    plain = anyascii(name).lower().replace("&", " and ").replace("ß", "ss")
    plain = re.sub(r"['`‘’]", "", plain)
    words = [word for word in _BREAK.split(plain) if word]
    words = [_NUMBERS.get(word, word) for word in words]
    words = _sum_numbers(words)
    forms: set[str] = set()
    if is_person:
        titles = roles().plain_titles
        words = [word for place, word in enumerate(words) if place or word not in titles or len(words) < 2]
    else:
        words, forms = _take_forms(words)
        words = [word for word in words if word not in ("the", "of", "and", "for")] or words
    kept = tuple(dict.fromkeys(words)) if is_person and len(set(words)) > 1 else tuple(words)
    return Bag(
        words=kept,
        forms=frozenset(forms),
        numbers=tuple(sorted(word for word in kept if word.isdigit())),
        foreign=not name.isascii() and anyascii(name[:1]) != name[:1],
    )


def _sum_numbers(words: list[str]) -> list[str]:
    """Numbers of tens and ones are one number: "40 4" is 44."""
    found: list[str] = []
    for word in words:
        if found and word.isdigit() and len(word) == 1 and re.fullmatch(r"[2-9]0", found[-1]):
            found[-1] = found[-1][0] + word
        else:
            found.append(word)
    return found


def _take_forms(words: list[str]) -> tuple[list[str], set[str]]:
    """The words without legal forms, and the forms; joined endings ("siemensag") are cut off."""
    text, forms = f" {' '.join(words)} ", set()
    for long, short in legal_forms():
        if f" {long} " in text and text.strip() != long:
            text = text.replace(f" {long} ", " ")
            forms.add(short)
    return text.split() or words, forms


def without_particles(bag: Bag) -> Bag:
    """The words that are no particles; all of them where nothing else is left."""
    kept = tuple(word for word in bag.words if word not in PARTICLES)
    return Bag(words=kept or bag.words, forms=bag.forms, numbers=bag.numbers, foreign=bag.foreign)


def letters_joined(bag: Bag) -> Bag:
    """Single letters in a row are one word: "A B C Holdings"."""
    words: list[str] = []
    run = False
    for word in bag.words:
        if len(word) == 1 and word.isalpha() and run:
            words[-1] += word
        else:
            words.append(word)
        run = len(word) == 1 and word.isalpha()
    return Bag(words=tuple(words), forms=bag.forms, numbers=bag.numbers, foreign=bag.foreign)


def join(one: Bag, other: Bag) -> tuple[Bag, Bag, bool]:
    """Write together what the other name writes together: "van der bilt" for "vanderbilt"."""
    one_joined = _joined(one, set(other.words))
    other_joined = _joined(other, set(one_joined.words))
    return one_joined, other_joined, one_joined != one or other_joined != other


def _joined(bag: Bag, known: set[str]) -> Bag:
    words = list(bag.words)
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + 4), start + 1, -1):
            text = "".join(words[start:end])
            initials = "".join(word[0] for word in words[start:end])
            if (len(initials) > 1 and initials in known) or any(
                abs(len(each) - len(text)) <= 1 and OSA.distance(each, text) <= (len(text) > 6) for each in known
            ):
                words[start:end] = [initials if initials in known else text]
                break
        start += 1
    return Bag(words=tuple(words), forms=bag.forms, numbers=bag.numbers, foreign=bag.foreign)


def expanded(bag: Bag, other: Bag) -> tuple[Bag, int]:
    """Short forms and initials written out where the other name has the word, and how many initials were."""
    words, count = [], 0
    free = [word for word in other.words if word not in bag.words]
    for word in bag.words:
        full = next((each for each in nicknames().get(word, ()) if each in free), word)
        if len(word) == 1:
            full = next((each for each in free if len(each) > 1 and each[0] == word), word)
            count += full != word
        if full in free:
            free.remove(full)
        words.append(full)
    return Bag(words=tuple(words), forms=bag.forms, numbers=bag.numbers, foreign=bag.foreign), count
