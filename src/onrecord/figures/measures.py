"""Which unit stands at a number: money before or after it, measures after it, "per" something."""

from __future__ import annotations

import re
from functools import cache

from onrecord.figures.lexicon import get_units
from onrecord.model import record


@record
class Unit:
    """A unit as written and by our name for it, and where it stands."""

    surface: str
    name: str
    kind: str
    start: int
    end: int


_LONGEST = 28
_CASED = frozenset(
    [
        "m",
        "p",
        "c",
        "f",
        "g",
        "h",
        "l",
        "s",
        "v",
        "w",
        "y",
        "ha",
        "in.",
        "try",
        "war",
        "mark",
        "marks",
        "stone",
        "ps",
        "mi",
        "b",
    ]
)
"""Units that are units only in this case: small letters as they stand, "PS", "WAR", "C" and "F" in capitals."""
_AS_CAPITALS = frozenset({"ps", "war", "c", "f", "w", "v", "y"})


@cache
def _before() -> re.Pattern[str]:
    signs = [
        unit for unit, (kind, _) in get_units().items() if kind == "money" and (not unit[0].isalpha() or len(unit) <= 4)
    ]
    signs += ["us $", "u.s. $", "hk $", "y=", "jpy=", "eur="]
    ordered = "|".join(sorted(map(re.escape, signs), key=lambda sign: (-len(sign), sign)))
    return re.compile(rf"(?<![A-Za-z])(?P<sign>{ordered})\s?$", re.IGNORECASE)


def find_money_before(text: str, start: int) -> Unit | None:
    """The sign of money that ends where a number begins at `start`."""
    window = text[max(0, start - 6) : start]
    found = _before().search(window)
    if not found:
        return None
    written = found["sign"].removesuffix("=")
    key = written.lower()
    if written[0].isalpha() and not written.isupper() and key not in ("rs", "rs.", "u.s. $"):
        return None
    if key in ("c", "dm") and len(written) == 1:
        return None
    name = get_units()[key.replace("u.s.", "us").replace(" ", "")][1]
    begin = start - len(window) + found.start()
    return Unit(surface=written.replace(" ", ""), name=name, kind="money", start=begin, end=start)


_WORDS = re.compile(r"[\s\u00a0]?-?[\s\u00a0]?(?P<unit>[^\s,;:!?()]+(?: [^\s,;:!?()]+){0,3})")


def find_unit_after(text: str, end: int, limit: int) -> Unit | None:
    """The longest unit that follows a number ending at `end`, not past `limit`."""
    units = get_units()
    window = text[end : min(limit, end + _LONGEST)]
    lead = re.match(r"[\s\u00a0]?[-–]?", window)
    begin = end + (lead.end() if lead else 0)
    rest = text[begin : min(limit, begin + _LONGEST)]
    for stop in _stops(rest):
        written = rest[:stop]
        key = re.sub(r"\s+", " ", written.lower().replace("-", " " if " " in written else "-"))
        if key in units and _is_cased_right(written, key, attached=begin == end):
            kind, name = units[key]
            return Unit(surface=written, name=name, kind=kind, start=begin, end=begin + stop)
    return None


def _stops(rest: str) -> list[int]:
    """Where words of `rest` end, the longest first."""
    stops = [match.end() for match in re.finditer(r"[^\W_]+(?:/[^\W_]+)?\.?|[%°″\"$€£¥₹][CF]?|[^\W_]+", rest)]
    more = [match.end() for match in re.finditer(r"[^\W_]+", rest)]
    return sorted(
        {
            stop
            for stop in [*stops, *more]
            if stop >= len(rest) or not (rest[stop].isalnum() and rest[stop - 1].isalnum())
        },
        reverse=True,
    )


def _is_cased_right(written: str, key: str, *, attached: bool) -> bool:
    if key not in _CASED:
        return True
    if key in _AS_CAPITALS:
        return written.isupper() and (attached or key in ("ps", "war", "c", "f"))
    return written == key and (attached or key not in ("s", "h", "g", "b", "l", "in.", "try"))


_RATE = re.compile(
    r"(?P<per>\s?(?:per|every|each)\s|\s?/\s?|\san?\s|[- ]a-)"
    r"(?P<unit>[A-Za-z]+(?: (?:foot|feet|metre|meter|mile|m|km|inch|ft)\b)?)",
    re.IGNORECASE,
)
_RATED = frozenset(
    {"share", "person", "head", "capita", "student", "household", "vehicle", "game", "match", "unit", "night", "test"}
)


def find_rate(text: str, end: int, limit: int) -> tuple[str, str, int] | None:
    """Reads "per barrel", "a day", "an ounce" after a unit: as written, our name for the unit, and where it ends."""
    found = _RATE.match(text, end, min(limit, end + _LONGEST))
    if not found:
        return None
    key = found["unit"].lower()
    if re.match(r" (?:ago|earlier|later|before|old)\b", text[found.end() : found.end() + 9]):
        return None
    units = get_units()
    for candidate in (key, key.split()[0]):
        if candidate in units and units[candidate][0] not in ("money", "share"):
            name = units[candidate][1]
        elif candidate in _RATED:
            name = candidate
        else:
            continue
        stop = found.start("unit") + len(candidate)
        return text[end:stop].strip(" -"), name, stop
    return None
