"""Which number a text writes: digits, words, scales, fractions, ranges and vague plurals.

A malformed number ("1,2,3", "12.34.56") is no number: None rather than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.figures.lexicon import get_numbers
from onrecord.model import record

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅛": 0.125}


@record
class Number:
    """A written number: ``text[start:end]`` and the interval it names; `vague` where it is a plural of unknown size."""

    start: int
    end: int
    low: float
    high: float
    vague: bool = False
    is_fraction: bool = False


def _either(words: object) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) + ")"  # type: ignore[call-overload]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    tables = get_numbers()
    cardinal, scale = _either(tables["cardinals"]), _either(tables["scales"])
    half = r"(?: and a half)?"
    word = rf"(?:(?:a|an|one) )?{scale}{half}|{cardinal}(?:[- ]{cardinal})?{half}"
    spelled = rf"(?:{word})(?:[- ](?:and )?(?:{cardinal}(?:[- ]{cardinal})?|{scale}){half})*"
    suffix, vague, part = _either(tables["suffixes"]), _either(tables["vague"]), _either(tables["fractions"])
    tops = "a|an|one|two|three|four|five|seven|nine"
    return {
        "digits": re.compile(
            rf"(?P<digits>{_DIGITS})(?P<power>\^\d+)?(?P<glyph>\s?[½¼¾⅓⅔⅕⅛]| \d/\d)?"
            rf"(?:(?P<suffix>{suffix})\b|(?:[\s-])(?P<scale>{scale}(?:s\b)?(?: {scale})*)\b"
            r"| ?(?P<letters>bn|mn|mln|bln|tn|trn)\b)?",
            re.IGNORECASE,
        ),
        "simple": re.compile(r"(?P<top>\d+)[/⁄](?P<bottom>\d+)\b|one (?:in|out of) (?P<outof>\w+)", re.IGNORECASE),
        "glyph": re.compile(r"[½¼¾⅓⅔⅕⅛]"),
        "vague": re.compile(
            rf"(?:many |several )?(?P<first>{vague})(?: (?:of|upon) (?P<second>{vague}))?\b",
            re.IGNORECASE,
        ),
        "fraction": re.compile(
            rf"(?:(?P<top>{tops})[- ](?P<bottom>{part})|(?P<half>half))\b(?! dozen)",
            re.IGNORECASE,
        ),
        "words": re.compile(rf"{spelled}\b", re.IGNORECASE),
        "several": re.compile(rf"(?:several|a few|many) (?P<scale>{scale})\b", re.IGNORECASE),
        "half_scale": re.compile(rf"half a (?P<scale>{scale})\b", re.IGNORECASE),
    }


_START = re.compile(r"(?<![\w.,/:])(?=\.?[\dA-Za-z½¼¾⅓⅔⅕⅛])|(?<=[A-Za-z$€£¥₹₪~<>≈–—-])(?=\d)|(?<=[-–—/])(?=[a-z])")


def parse_number(text: str, start: int, end: int) -> Number | None:
    """The longest number that begins at `start`, not past `end`."""
    best: Number | None = None
    for name, pattern in _patterns().items():
        found = pattern.match(text, start, end)
        number = _READ[name](found) if found else None
        if number and (best is None or number.end > best.end):
            best = number
    return best


def iter_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """The numbers of ``text[start:end]`` from left to right, none overlapping another."""
    words = _first_words()
    free = start
    for place in _START.finditer(text, start, end):
        position = place.start()
        if position < free:
            continue
        character = text[position]
        if character == "." and not text[position + 1 : position + 2].isdigit():
            continue
        if character.isalpha() and _word_at(text, position, end) not in words:
            continue
        number = parse_number(text, position, end)
        if number:
            yield number
            free = number.end


@cache
def _first_words() -> frozenset[str]:
    tables = get_numbers()
    return frozenset({"a", "an", "half", "many", "several", *tables["cardinals"], *tables["scales"], *tables["vague"]})


_WORD = re.compile(r"[A-Za-z]+")


def _word_at(text: str, position: int, end: int) -> str:
    found = _WORD.match(text, position, end)
    return found[0].lower() if found else ""


def _exact(found: re.Match[str], value: float, *, is_fraction: bool = False) -> Number:
    return Number(start=found.start(), end=found.end(), low=value, high=value, is_fraction=is_fraction)


def _read_digits(found: re.Match[str]) -> Number | None:
    text = found.string
    before, after = text[max(0, found.start() - 2) : found.start()], text[found.end() : found.end() + 2]
    if re.search(r"\d[.,:]$", before) or re.match(r"[.,:]\d", after) or re.match(r"/\d", after):
        return None
    value = float(found["digits"].replace(",", ""))
    if found["power"]:
        power = int(found["power"][1:])
        if power > 300:
            return None
        value = value**power
    if found["glyph"]:
        value += _part(found["glyph"].strip())
    tables = get_numbers()
    if found["suffix"]:
        value *= tables["suffixes"][found["suffix"].lower()]
    elif found["letters"]:
        value *= tables["suffixes"][found["letters"].lower()]
    elif found["scale"]:
        for scale in found["scale"].lower().split():
            value *= tables["scales"][scale.removesuffix("s")]
    return _exact(found, value) if value < float("inf") else None


def _part(written: str) -> float:
    if written in _GLYPHS:
        return _GLYPHS[written]
    top, bottom = written.split("/")
    return int(top) / int(bottom) if int(bottom) else 0.0


def _read_simple(found: re.Match[str]) -> Number | None:
    if found["outof"]:
        whole = get_numbers()["cardinals"].get(found["outof"].lower(), found["outof"])
        return _exact(found, 1 / int(whole), is_fraction=True) if str(whole).isdecimal() and int(whole) > 1 else None
    top, bottom = int(found["top"]), int(found["bottom"])
    text = found.string
    broken = re.match(r"[/\d.]", text[found.end() : found.end() + 1]) and text[found.end() : found.end() + 1] != "."
    if not 0 < top < bottom <= 100 or broken or len(found["bottom"]) > 3:
        return None
    return _exact(found, top / bottom, is_fraction=True)


def _read_glyph(found: re.Match[str]) -> Number | None:
    return _exact(found, _GLYPHS[found[0]], is_fraction=True)


def _read_vague(found: re.Match[str]) -> Number | None:
    vague = get_numbers()["vague"]
    low, high = vague[found["first"].lower()]
    if found["second"]:
        scale = vague[found["second"].lower()][0]
        low, high = low * scale, high * scale
    return Number(start=found.start(), end=found.end(), low=float(low), high=float(high), vague=True)


def _read_several(found: re.Match[str]) -> Number:
    scale = float(get_numbers()["scales"][found["scale"].lower()])
    return Number(start=found.start(), end=found.end(), low=2 * scale, high=10 * scale, vague=True)


_TOPS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "nine": 9}


def _read_fraction(found: re.Match[str]) -> Number | None:
    if found["half"]:
        return _exact(found, 0.5, is_fraction=True)
    return _exact(
        found, _TOPS[found["top"].lower()] / get_numbers()["fractions"][found["bottom"].lower()], is_fraction=True
    )


def _read_half_scale(found: re.Match[str]) -> Number | None:
    return _exact(found, get_numbers()["scales"][found["scale"].lower()] / 2)


def _read_words(found: re.Match[str]) -> Number | None:
    value = parse_words(found[0])
    return _exact(found, value) if value is not None else None


def parse_words(written: str) -> float | None:
    """The number that words write: "twenty-five", "two and a half million"; None if they write none."""
    tables = get_numbers()
    words = [word for word in re.split(r"[\s-]+", written.lower()) if word not in ("and", "a", "an")]
    total, current, last = 0.0, 0.0, float("inf")
    for word in words:
        if word in tables["cardinals"]:
            value = float(tables["cardinals"][word])
            if value >= last or (last < 20 and last != float("inf")):
                return None
            current, last = current + value, value
        elif word in tables["scales"]:
            scale = float(tables["scales"][word])
            current = (current or 1) * scale
            last = float("inf")
            if scale >= 1000:
                total, current = total + current, 0.0
        elif word == "half":
            current += 0.5
        else:
            return None
    return total + current if words else None


_READ = {
    "digits": _read_digits,
    "simple": _read_simple,
    "glyph": _read_glyph,
    "vague": _read_vague,
    "fraction": _read_fraction,
    "words": _read_words,
    "several": _read_several,
    "half_scale": _read_half_scale,
}
