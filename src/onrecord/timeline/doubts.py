"""Which matches of the grammar are no times after all: "may resume", "the Sun", "1,800 troops", "second"."""

from __future__ import annotations

import re

from onrecord.model import Analysis
from onrecord.timeline.grammar import Match

_COMMON_WORDS = frozenset(
    {
        "may",
        "march",
        "mar",
        "sat",
        "sun",
        "wed",
        "mon",
        "fri",
        "dec",
        "jan",
        "fall",
        "jun",
        "august",
        "spring",
        "second",
    }
)
_COUNTING = frozenset({"about", "some", "nearly", "almost", "than", "over", "least", "most", "approximately", "roughly",
                       "flight", "room", "no", "number", "page", "section", "article", "route", "model", "resolution",
                       "only", "highway", "channel", "boeing", "exactly", "every", "another", "total"})  # fmt: skip
_EARLIEST_BARE = 1500
"""Four figures below this are a year only after a preposition."""
_MONEY = re.compile(r"[$€£¥#№%]\s?$|\d[,.]$|[\w-]/$|[A-Za-z]-?$")
_COUNTED = (
    "km|kg|mph|points?|feet|miles|dollars|rials?|people|troops|men|soldiers|civilians|members|meters|metres|tons?|tonnes|"
    "votes|hectares|acres|homes|jobs|shares|sq|rpm|bhp|hp|euros|pounds"
)
_AFTER_NUMBER = re.compile(
    rf"\s?(?:%|percent\b|per cent\b|[,.]\d|[ap]\.?m\b|°|(?:{_COUNTED})\b|\s?-\s?[a-z])", re.IGNORECASE
)


_SHORT_WEEKDAYS = frozenset({"sun", "sat", "mon", "wed", "fri", "thu", "tue"})


def is_time(match: Match, analysis: Analysis, *, narrative: bool = False) -> bool:
    """Whether the words of `match`, in their place, do name a time.

    A narrative dates by bare seasons and calls things "former" of its own time; news does not.
    """
    text = analysis.text
    written = text[match.start : match.end]
    if _is_title(match, text) or _IDIOM.search(text, max(0, match.start - 10), match.end):
        return False
    if match.kind == "bare_season":
        return narrative and "fall" not in written.lower() and _is_noun(match.end - 1, analysis)
    if (
        match.kind == "season"
        and "year" not in match.groups
        and re.search(r"fall$", written, re.I)
        and text[match.end : match.end + 4] == " of "
    ):
        return False
    if match.kind == "weekday" and match.groups["weekday"] in _SHORT_WEEKDAYS:
        return False
    if match.kind == "year" and written.isdigit():
        return _is_year(match, analysis)
    if match.kind == "deictic" and written == "Today" and _follows_name(match.start, analysis):
        return False
    if written.lower() == "the day":
        return re.match(r"\s*(?:[.,;:!?)]|$)", text[match.end : match.end + 3]) is not None
    if match.kind == "relative" and match.groups.get("month") == "march" and written.endswith("march"):
        return False
    if match.kind in ("month", "weekday") and written.lower().rstrip(".") in _COMMON_WORDS:
        return _is_name(match, analysis)
    if match.kind in ("duration", "offset") and _is_rate_or_age(match, text):
        return False
    if match.kind == "duration":
        return _is_duration(match, analysis)
    if match.kind == "reference":
        return _is_reference(match, analysis, narrative)
    if (
        match.kind == "clock"
        and "ampm" not in match.groups
        and "word" not in match.groups
        and "daypart" not in match.groups
    ):
        return (
            bool(
                re.search(
                    r"\b(?:at|by|until|till|from|before|after|around|about|to)\s$",
                    text[max(0, match.start - 8) : match.start],
                )
            )
            or "zone" in match.groups
        )
    if match.kind == "day" and "month" not in match.groups and "rel" not in match.groups:
        return _is_day_of_month(match, text)
    if match.kind == "numeric_day" and "yy" not in match.groups and "month2" not in match.groups:
        words = "on|from|to|by|until" if match.groups["sep"] == "/" else "on"
        led = re.search(rf"\b(?:{words})\s+$", text[max(0, match.start - 10) : match.start])
        return bool(led) and not _AFTER_NUMBER.match(text, match.end)
    return not (match.kind == "numeric_day" and re.search(r"[\d/.-]$", text[max(0, match.start - 1) : match.start]))


_IDIOM = re.compile(r"(?:\bhigh\s+noon|\bmatter\s+of\s+\w+)$", re.IGNORECASE)
_TITLE = re.compile(r"(?:\d+|This|That)\s[A-Z]\w+")
_QUOTES = "\"“”„‘’'`"


def _is_title(match: Match, text: str) -> bool:
    """Whether the words are the name of a programme or paper: in quotes, each with a capital ("60 Minutes")."""
    quoted = match.start > 0 and text[match.start - 1] in _QUOTES
    return quoted and _TITLE.fullmatch(text, match.start, match.end) is not None


def _is_rate_or_age(match: Match, text: str) -> bool:
    """Reads "six years old", "the 6-year-old", "$4 a share a year"."""
    before, after = text[max(0, match.start - 24) : match.start], text[match.end : match.end + 8]
    if re.match(r"[\s-]olds?\b", after) or text[: match.end].endswith("old"):
        return True
    single = match.groups.get("count") in ("a", "an") and "dir" not in match.groups
    return (
        single
        and bool(re.search(r"(?:\d|[mb]illion|times?|twice|once|cents|dollars|hours|days|\w+s)\s$", before))
        and not re.search(
            r"\b(?:for|in|of|after|than|within|over|about|is|was|took|has|as|this|least|almost|nearly)\s$", before
        )
    )


def _is_year(match: Match, analysis: Analysis) -> bool:
    text = analysis.text
    written_year = int(text[match.start : match.end])
    before = text[max(0, match.start - 20) : match.start]
    after = text[match.end : match.end + 20]
    if _MONEY.search(before) or _AFTER_NUMBER.match(after):
        return False
    words = before.lower().split()
    if written_year < _EARLIEST_BARE and not re.search(
        r"\b(?:in|of|since|until|by|from|to|year|after|before)\s$", before
    ):
        return False
    if words and words[-1].strip(".,(") in _COUNTING:
        return False
    index = analysis.token_at(match.start)
    if index is None:
        return False
    following = analysis.tokens[index + 1] if index + 1 < len(analysis.tokens) else None
    counts = following is not None and following.tag == "NNS" and analysis.tokens[index].dep == "nummod"
    definite = bool(words) and words[-1] == "the" and written_year % 100 != 0
    return definite or not (counts and analysis.tokens[index].head == index + 1)


def _is_name(match: Match, analysis: Analysis) -> bool:
    index = analysis.token_at(match.start)
    if index is None or not analysis.text[match.start].isupper():
        return False
    return analysis.tokens[index].pos == "PROPN" and not _in_longer_name(index, analysis)


def _follows_name(start: int, analysis: Analysis) -> bool:
    index = analysis.token_at(start)
    return (
        bool(index) and analysis.tokens[(index or 1) - 1].pos == "PROPN" and analysis.tokens[index or 0].pos == "PROPN"
    )


def _in_longer_name(index: int, analysis: Analysis) -> bool:
    """Whether a neighbour makes the word part of a person's or paper's name ("Theresa May", "The Sun said")."""
    tokens = analysis.tokens
    before = tokens[index - 1] if index else None
    if before is not None and before.pos == "PROPN" and before.dep == "compound" and before.head == index:
        return True
    if re.match(r"\s(?:for|of)\s(?:the\s)?[A-Z]", analysis.text[tokens[index].end :][:12]):
        return True
    return any(entity.label == "PERSON" and entity.first <= index < entity.last for entity in analysis.entities)


def _is_duration(match: Match, analysis: Analysis) -> bool:
    after = analysis.text[match.end : match.end + 12].lower()
    groups = match.groups
    if re.match(r"\sapart\b|\sa\sday\b", after):
        return False
    if (
        groups["unit"] in ("second", "minute", "quarter", "quarters", "century")
        and groups.get("count") in ("a", None)
        and "rel" not in groups
        and "half" not in analysis.text[match.start : match.end].lower()
    ):
        return False
    if (
        groups.get("count") in ("a", "an")
        and groups["unit"] in ("quarter", "second", "day", "night", "year", "week", "month")
        and re.match(r"\s(?:of the|when|that)\b", after)
    ):
        return False
    return not (groups.get("unit") in ("quarter", "quarters") and re.match(r"\s?of\b", after))


def _is_day_of_month(match: Match, text: str) -> bool:
    """Reads "on the 27th." as a day, "for the second time" and "the 27th regiment" as none."""
    before, after = text[max(0, match.start - 8) : match.start], text[match.end : match.end + 2]
    if "weekday" in match.groups:
        return True
    by_figure = any(character.isdigit() for character in text[match.start : match.end])
    led = re.search(r"\b(?:on|by|until|till|since|before|after|for)\s+$", before)
    return by_figure and bool(led) and re.match(r"\s?(?:[.,;:!?)]|$)", after) is not None


def _is_noun(offset: int, analysis: Analysis) -> bool:
    index = analysis.token_at(offset)
    return index is not None and analysis.tokens[index].pos in ("NOUN", "PROPN")


def _is_reference(match: Match, analysis: Analysis, narrative: bool) -> bool:
    written = analysis.text[match.start : match.end].lower()
    index = analysis.token_at(match.start)
    if index is None:
        return False
    if written == "former":
        return narrative
    if written in ("future", "soon", "shortly", "this time", "the moment", "formerly", "presently", "recent"):
        return False
    return not (written == "current" and analysis.tokens[index].pos == "NOUN")
