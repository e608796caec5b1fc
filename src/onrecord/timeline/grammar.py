"""Where a text names a time: the pattern grammar of `expressions.toml` over the words of `words.toml`.

Only runs of words that the grammar knows are looked at, so the cost stays linear in the length of a text.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from onrecord.model import record

Words = Mapping[str, Mapping[str, Any]]

_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_LONGEST_RUN = 400
"""Characters; a longer run of known words is read in pieces of this size (no time expression comes near it)."""
_CORE_TABLES = ("months", "weekdays", "seasons", "units", "decades", "holidays", "references", "sets", "dayparts")
_DEICTIC = ("yesterday", "today", "tomorrow", "tonight", "overnight", "mondays", "tuesdays", "wednesdays", "thursdays",
            "fridays", "saturdays", "sundays", "weekdays", "while", "time", "period", "nineteen", "thousand", "twenty",
            "clock")  # fmt: skip


@record
class Rule:
    """One way to write a time; `kind` names how it is read."""

    kind: str
    pattern: re.Pattern[str]


@record
class Match:
    """A rule's match; `groups` are the named groups that took part, in lower case."""

    start: int
    end: int
    kind: str
    groups: Mapping[str, str]


@cache
def get_words() -> Words:
    """The tables of `words.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))


def _alternatives(words: Mapping[str, Any]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace("\\ ", " ").replace("'", "['’]") for word in ordered) + ")"


def _macros(written: Mapping[str, str]) -> dict[str, str]:
    macros = {name: _alternatives(table) for name, table in get_words().items()}
    for name, pattern in written.items():
        macros[name] = _expand(pattern, macros)
    for name in ("season", "daypart", "reference", "set", "holiday"):
        macros[name] = macros[name + "s"] + r"\b"
    return macros


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    """`pattern` with each <name> made a named group of its macro and each {name} its macro."""
    pattern = re.sub(r"(?<!\?P)<([a-z]+)>", lambda m: f"(?P<{m[1]}>{macros[m[1]]})", pattern)
    return re.sub(r"\{([a-z_]{3,})\}", lambda m: macros[m[1]], pattern)


def _finished(pattern: str) -> str:
    """Blanks become white space, and a group name used twice is numbered (year, year__2): `re` wants them unique."""
    pattern = re.sub(r"\[[^\]]*\]| ", lambda m: r"(?:\s{1,3})" if m[0] == " " else m[0].replace(" ", r"\s"), pattern)
    seen = Counter[str]()

    def numbered(m: re.Match[str]) -> str:
        seen[m[1]] += 1
        return m[0] if seen[m[1]] == 1 else f"(?P<{m[1]}__{seen[m[1]]}>"

    return re.sub(r"\(\?P<([a-z0-9]+)>", numbered, pattern)


@cache
def get_rules() -> tuple[tuple[Rule, ...], frozenset[str], frozenset[str]]:
    """The rules, the words any of them can use, and the words of which one at least must be there."""
    source = tomllib.loads(resources.files(__package__).joinpath("expressions.toml").read_text("utf-8"))
    macros = _macros(source["macros"])
    rules, known = [], set[str]()
    for entry in source["rule"]:
        expanded = _expand(entry["pattern"], macros)
        known.update(re.findall(r"[a-z]+", re.sub(r"\(\?P<[a-z0-9]+>|\\.", " ", expanded)))
        rules.append(Rule(kind=entry["kind"], pattern=re.compile(_finished(expanded), re.IGNORECASE)))
    core = {part for name in _CORE_TABLES for word in get_words()[name] for part in re.findall(r"[a-z]+", word)}
    return (
        tuple(rules),
        frozenset(known),
        frozenset(core | set(_DEICTIC) | {"bc", "b", "pm", "am", "p"}) - {"the", "to"},
    )


def _iter_runs(text: str, start: int, end: int) -> Iterator[tuple[int, int, list[int]]]:
    """Runs of known words that hold a core word or a number: (start, end, starts of its words)."""
    _, known, core = get_rules()
    begin, stop, starts, worth = -1, -1, list[int](), False
    for found in _WORD.finditer(text, start, end):
        word = found[0].lower()
        if word in known or not word.isalpha():
            if begin < 0:
                begin = found.start()
            starts.append(found.start())
            worth = worth or word in core or word.isdigit()
            stop = found.end()
            if stop - begin < _LONGEST_RUN:
                continue
        if worth:
            yield begin, stop, starts
        begin, starts, worth = -1, [], False
    if worth:
        yield begin, stop, starts


def iter_matches(text: str, start: int, end: int) -> Iterator[Match]:
    """The longest match at each place from left to right, none overlapping another, within ``text[start:end]``."""
    rules, _, _ = get_rules()
    for _, stop, starts in _iter_runs(text, start, end):
        free = -1
        for position in starts:
            if position < free or not _is_word_start(text, position):
                continue
            best: Match | None = None
            for rule in rules:
                found = rule.pattern.match(text, position, stop)
                if found and rule.kind == "numeric_month" and _is_year_range(found):
                    continue
                if found and found.end() > (best.end if best else position) and _is_word_end(text, found.end()):
                    best = Match(start=found.start(), end=found.end(), kind=rule.kind, groups=_groups(found))
            while best:
                yield best
                free = best.end
                best = _tail(text, best, stop)


_TAIL = re.compile(
    r"(?:\s?[-–]\s?|\s(?:and|to|or)\s)(?P<day>3[01]|[12]\d|0?[1-9])\b(?!\s(?:[A-Z]|years|days|months))(?:,?\s(?P<year>1\d{3}|20\d\d)\b)?"
)
_YEAR_TAIL = re.compile(r"[-–/](?P<yy>\d\d)\b(?![-–/.]\d)")


def _tail(text: str, match: Match, stop: int) -> Match | None:
    """The second day of "April 24 and 25", the second year of "1915-16", right after `match`."""
    groups = match.groups
    if match.kind == "day" and "month" in groups and "year" not in groups and text[match.end - 1].isdigit():
        found = _TAIL.match(text, match.end, stop)
        if found:
            return Match(
                start=found.start("day"),
                end=found.end(),
                kind="day",
                groups={"month": groups["month"], **_groups(found)},
            )
    if match.kind == "year" and text[match.start : match.end].isdigit():
        found = _YEAR_TAIL.match(text, match.end, stop)
        if found and int(found["yy"]) > int(groups["year"]) % 100:
            return Match(
                start=found.start("yy"), end=found.end(), kind="year", groups={"year": groups["year"][:2] + found["yy"]}
            )
    return None


def _is_year_range(found: re.Match[str]) -> bool:
    """Whether "1911-12" runs over two years rather than names a month."""
    groups = found.groupdict()
    return groups.get("sep") == "-" and " " not in found[0] and int(groups["month2"]) > int(groups["year"]) % 100


def _groups(found: re.Match[str]) -> dict[str, str]:
    return {name.split("__")[0]: " ".join(value.lower().split()) for name, value in found.groupdict().items() if value}


def _is_word_start(text: str, position: int) -> bool:
    return position == 0 or not (text[position - 1].isalnum() and text[position].isalnum())


def _is_word_end(text: str, position: int) -> bool:
    return position >= len(text) or not (text[position].isalnum() and text[position - 1].isalnum())
