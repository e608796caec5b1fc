"""What a person's name consists of, and when two written names can be one person's."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from onrecord.actors.lexicon import PARTICLES, given_names, nicknames, roles
from onrecord.model import record

_APOSTROPHES = re.compile("['`´‘’ʼʻʿʾ]")
_SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("ph", "f"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("zh", "j"), ("tch|tsch|sch", "sh"),
        ("ck|q|c(?![hei])", "k"),
        ("ou|oo|u|w(?=[bcdfghjklmnpqrstvz]|$)", "o"), ("ee|ei|ai|ay|ey|ie|i|y", "e"), ("x", "ks"), ("v", "w"),
        ("z", "s"), ("ah$|eh$", "a"), (r"([a-z])\1+", r"\1"),
    )
)  # fmt: skip
_NICKNAMES = nicknames()
_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@record
class PersonName:
    """A name in its parts, folded: `given` and `family` words without particles. `family` may be all there is."""

    given: tuple[str, ...]
    family: str
    gender: str = ""


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower-case ASCII words without apostrophes, hyphens, articles (al-, el-, the) and dots: for comparing only."""
    plain = _APOSTROPHES.sub("", text if text.isascii() else anyascii(text)).lower().replace("-", " ").replace(".", " ")
    words = re.findall(r"[a-z0-9]+", plain)
    kept = [word for word in words if word not in ("al", "el", "the", "a", "an")]
    return " ".join(kept or words)


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """One spelling for the many ways a name is carried into Latin letters (Mustapha and Mustafa, Qasim and Qasem)."""
    plain = fold(text)
    for pattern, replacement in _SPELLINGS:
        plain = pattern.sub(replacement, plain)
    return plain


@cache
def _gender_by_skeleton() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, gender in given_names().items():
        key = skeleton(name)
        found[key] = gender if found.get(key, gender) == gender else "x"
    return found


def usual_gender(given: str) -> str:
    """``m`` or ``f`` where a folded given name, however spelled, is mostly a man's or a woman's; else nothing."""
    gender = given_names().get(given) or _gender_by_skeleton().get(skeleton(given), "")
    return gender if gender in ("m", "f") else ""


@lru_cache(maxsize=65536)
def parse_name(text: str) -> PersonName:
    """Given names and family name of a written name, titles left out; particles go with the family and fold away."""
    if text.count(",") == 1:
        last, first = text.split(",")
        if fold(first) and fold(first) not in _GENERATIONS:
            text = f"{first} {last}"
    words = [word for word in text.replace(",", " ").split() if word.lower() not in _GENERATIONS]
    while len(words) > 1 and words[0].lower() in roles().classes_of | dict.fromkeys(roles().plain_titles):
        if len(words) == 2 and words[0].lower() in given_names():
            break
        words.pop(0)
    kept = [word for word in (fold(word) for word in words) if word and word not in PARTICLES]
    if not kept:
        return PersonName(given=(), family=fold(text))
    gender = usual_gender(kept[0]) if len(kept) > 1 else ""
    return PersonName(given=tuple(kept[:-1]), family=kept[-1], gender=gender)


def is_same_word(one: str, other: str) -> bool:
    """Whether two folded words are spellings of one name."""
    if one == other or skeleton(one) == skeleton(other):
        return True
    return min(len(one), len(other)) > 4 and JaroWinkler.similarity(one, other) >= 0.94


def is_same_given(one: str, other: str) -> bool:
    """Whether two folded given names can be one person's: the same, an initial, or a short form."""
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    ones, others = (one, *_NICKNAMES.get(one, ())), (other, *_NICKNAMES.get(other, ()))
    return any(is_same_word(a, b) for a in ones for b in others)


def can_be_same(one: PersonName, other: PersonName) -> bool:
    """Whether two names, each with a given name, can be one person's: family the same, given names not at odds."""
    if not (one.given and other.given) or not is_same_word(one.family, other.family):
        return False
    if {one.gender, other.gender} == {"m", "f"}:
        return False
    shorter, longer = sorted((one.given, other.given), key=len)
    if longer[len(longer) - len(shorter) :] == shorter:
        return True
    if not is_same_given(shorter[0], longer[0]):
        return False
    return all(any(is_same_given(word, each) for each in longer) for word in shorter[1:])


def is_part_of(short: PersonName, full: PersonName) -> bool:
    """Whether `short`, a single word, is the family name (or a given name) of `full`."""
    return (
        not short.given
        and bool(short.family)
        and (is_same_word(short.family, full.family) or any(short.family == word for word in full.given))
    )
