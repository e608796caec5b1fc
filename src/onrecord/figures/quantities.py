"""The quantities of a text: a number or range with its hedge and unit, and what is no quantity after all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.figures.lexicon import get_numbers
from onrecord.figures.measures import Unit, find_money_before, find_rate, find_unit_after
from onrecord.figures.numbers import Number, iter_numbers
from onrecord.model import Analysis, Span, TimeExpression, TimeType, record


@record
class Quantity:
    """A number or range as written at `span` (money sign and unit included).

    `unit` is our name of the unit ("" for a plain count), `surface` the unit as written, `kind` its kind;
    `sign` "=", "~", ">", "<", "up", "down"; `number` is where the number alone stands.
    """

    span: Span
    number: Span
    low: float
    high: float
    unit: str = ""
    surface: str = ""
    kind: str = ""
    hedge: str = ""
    sign: str = "="
    is_fraction: bool = False
    vague: bool = False


def find_quantities(
    analysis: Analysis, times: Sequence[TimeExpression], *, with_headline: bool = False
) -> tuple[Quantity, ...]:
    """The quantities of each sentence, in text order. Dates, clock times and sets are none; durations are."""
    blocked = sorted(
        (time.span.start, time.span.end)
        for time in times
        if time.type not in (TimeType.DURATION,) and time.type is not TimeType.SET
    )
    found: list[Quantity] = []
    for paragraph in analysis.paragraphs:
        if paragraph.start < analysis.body_start and not with_headline:
            continue
        found.extend(_in_paragraph(analysis, paragraph, blocked))
    return tuple(found)


def _in_paragraph(analysis: Analysis, paragraph: Span, blocked: Sequence[tuple[int, int]]) -> list[Quantity]:
    text = analysis.text
    inside = [(a, b) for a, b in blocked if a < paragraph.end and paragraph.start < b]
    numbers = [
        number
        for number in iter_numbers(text, paragraph.start, paragraph.end)
        if not any(a < number.end and number.start < b for a, b in inside) and is_number(number, analysis)
    ]
    found: list[Quantity] = []
    position = 0
    while position < len(numbers):
        used, quantity = _read(text, numbers, position, paragraph.end)
        position += used
        if quantity:
            found.append(quantity)
    return found


_BETWEEN = re.compile(r"\s?(?:-|–|—|~|to|and|or)\s?~?", re.IGNORECASE)
_OPENED = re.compile(
    r"\b(?:between|from|ranging from|ranges from|range of)\s(?:about |around |roughly |up to |some )?[^\s\d]{0,3}\s?$",
    re.IGNORECASE,
)


def _read(text: str, numbers: Sequence[Number], position: int, limit: int) -> tuple[int, Quantity | None]:
    """How many numbers the quantity at `position` takes (two for a range), and the quantity."""
    first = numbers[position]
    money = find_money_before(text, first.start)
    unit = find_unit_after(text, first.end, limit)
    if position + 1 < len(numbers):
        second = numbers[position + 1]
        end = unit.end if unit else first.end
        money_too = find_money_before(text, second.start)
        last = find_unit_after(text, second.end, limit)
        gap = text[end : money_too.start if money_too else second.start]
        if _is_range(text, first, gap) and _are_alike((money, unit), (money_too, last)):
            return 2, _quantity(text, (first, second), (money, last or unit), limit)
    return 1, _quantity(text, (first, first), (money, unit), limit)


def _is_range(text: str, first: Number, gap: str) -> bool:
    """Whether `gap` joins two numbers to a range; "rose 9 cents to 84" and "by 5 to 12" are two numbers."""
    if not _BETWEEN.fullmatch(gap):
        return False
    joined = gap.strip().lower()
    before = text[max(0, first.start - 24) : first.start]
    if joined == "and":
        return "between" in before.lower()
    if joined == "to":
        return bool(_OPENED.search(before)) or not re.search(
            r"\b(?:by|up|down|rose|fell|gained|lost|added|climbed|dropped|jumped|increased|\w+ed)\s[^\s\d]{0,3}$",
            before,
        )
    return joined != "or" or first.high < 100


def _are_alike(first: tuple[Unit | None, Unit | None], second: tuple[Unit | None, Unit | None]) -> bool:
    """Whether the units of two numbers let them be the ends of one range."""
    (money, unit), (money_too, unit_too) = first, second
    if unit and not unit_too:
        return False
    if unit and unit_too and unit.name != unit_too.name:
        return False
    if money_too and not money:
        return False
    return money is None or money_too is None or money.name == money_too.name


def _quantity(
    text: str, numbers: tuple[Number, Number], units: tuple[Unit | None, Unit | None], limit: int
) -> Quantity | None:
    first, last = numbers
    money, unit = units
    low, high = _with_scale(text, numbers)
    end = last.end
    surface = name = kind = ""
    if money:
        surface, name, kind = money.surface, money.name, "money"
        if unit and unit.kind == "money" and unit.name != "cent":
            end = unit.end
    elif unit:
        surface, name, kind, end = unit.surface, unit.name, unit.kind, unit.end
    if name and (rate := find_rate(text, end, limit)):
        surface, name, end = f"{surface} {rate[0]}", f"{name} per {rate[1]}", rate[2]
    start = money.start if money else first.start
    hedge, sign, start_hedge = _hedge(text, start)
    return Quantity(
        span=Span(start=start, end=end),
        number=Span(start=first.start, end=last.end),
        low=min(low, high),
        high=max(low, high),
        unit=name,
        surface=surface,
        kind=kind,
        hedge=hedge,
        sign=sign if sign != "=" else _direction(text, start_hedge),
        is_fraction=first.is_fraction,
        vague=first.vague,
    )


def _with_scale(text: str, numbers: tuple[Number, Number]) -> tuple[float, float]:
    """The ends of a range; "2 to 3 million" and "1.5-2bn" scale both."""
    first, last = numbers
    if first is last:
        return first.low, first.high
    scaled = re.search(
        r"(hundred|thousand|million|billion|trillion|bn|mn|tn)s?$", text[last.start : last.end], re.IGNORECASE
    )
    signed = find_money_before(text, first.start) and find_money_before(text, last.start)
    if scaled and not signed and not re.search(r"[A-Za-z]", text[first.start : first.end]) and first.low < 1000:
        word = scaled[1].lower()
        tables = get_numbers()
        return first.low * float(tables["scales"].get(word) or tables["suffixes"][word]), last.high
    return first.low, last.high


@cache
def _hedges() -> re.Pattern[str]:
    words = sorted(get_numbers()["hedges"], key=lambda hedge: (-len(hedge), hedge))
    return re.compile(
        rf"(?:\b(?P<words>{'|'.join(map(re.escape, words))})(?: the| of)?\s|(?P<sign>[~≈<>])\s?)$", re.IGNORECASE
    )


def _hedge(text: str, start: int) -> tuple[str, str, int]:
    """The hedge right before `start`, what it means, and where it begins."""
    found = _hedges().search(text, max(0, start - 24), start)
    if not found:
        return "", "=", start
    if found["sign"]:
        return found["sign"], {"≈": "~"}.get(found["sign"], found["sign"]), found.start()
    sign = get_numbers()["hedges"][found["words"].lower()]
    return found["words"], sign or "=", found.start()


def _direction(text: str, start: int) -> str:
    """Give "up" or "down" where the words before say that it rose or fell by this."""
    words = re.findall(r"[A-Za-z]+", text[max(0, start - 24) : start].lower())[-2:]
    tables = get_numbers()
    for word in reversed(words):
        if word in tables["rising"]["words"]:
            return "up"
        if word in tables["falling"]["words"]:
            return "down"
    return "="


_LABEL = re.compile(
    r"(?:\b(?:category|bottom|big|fortune|no|nos|number|game|group|article|section|page|pages|chapter|level|phase|stage|tier|figure|table|volume|vol|part|type|class|grade|unit|room|flight|route|highway|channel|model|covid|resolution|version|season|episode|windows|iphone|ps|formula|covid|id|isis-k|top|area|act|title|step|rule|line|row|round|day|week|year|gate|terminal|apollo|boeing|airbus)\.?[\s-]|#|[A-Za-z]-)$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(r"(?:st|nd|rd|th)\b|:\d|[-/]\d|-?[A-Za-z]*\d")


def is_number(number: Number, analysis: Analysis) -> bool:
    """Whether a written number counts something: no label ("Game 7"), rank, score, year or part of a name."""
    text = analysis.text
    before, after = text[max(0, number.start - 14) : number.start], text[number.end : number.end + 4]
    written = text[number.start : number.end]
    if written[0].isdigit() or written[0] == ".":
        if find_money_before(text, number.start):
            return True
        if _NOT_AFTER.match(after) and not re.match(r"-\d", after):
            return False
        if _LABEL.search(before) and not re.search(
            r"(?:\btop |\bday |\bweek |\bline |\bunit |\b(?:minus|sub|plus)-)$", before, re.I
        ):
            return False
        return (
            not re.search(r"[A-Za-z]$", before)
            and not _follows_name(number, analysis)
            and not _is_hyphened_time(text, number)
        )
    return not _is_hyphened_time(text, number) and _counts(number, analysis)


_STREET = re.compile(r"\s(?:[A-Z]\w*\.?\s){1,4}?(?:Road|Street|St|Ave|Avenue|Lane|Drive|Way|Square|Place|Rd)\b")


def _follows_name(number: Number, analysis: Analysis) -> bool:
    """Whether bare digits belong to a name: "S&P 500", "Smith, 65,", "12 High Street"."""
    text = analysis.text
    if _STREET.match(text, number.end):
        return True
    if text[number.end : number.end + 1] in "%°" and text[number.end : number.end + 1]:
        return False
    index = analysis.token_at(number.start)
    if not index or find_unit_after(text, number.end, len(text)):
        return False
    before = analysis.tokens[index - 1]
    if before.text == "," and index > 1 and re.match(r"[,.]|$", text[number.end : number.end + 1]):
        return analysis.tokens[index - 2].pos == "PROPN" and number.high < 120
    if before.pos != "PROPN" or analysis.sentence_of[index] != analysis.sentence_of[index - 1]:
        return False
    token = analysis.tokens[index]
    return token.head < index or analysis.tokens[token.head].pos == "PROPN" or token.dep in ("ROOT", "appos")


def _is_hyphened_time(text: str, number: Number) -> bool:
    """Reads "a five-year plan": how long a thing lasts by its name."""
    return bool(
        re.match(
            r"[-–](?:year|month|week|day|hour|minute|second|decade)s?\b(?![- ]old)",
            text[number.end : number.end + 12],
            re.I,
        )
    )


def _counts(number: Number, analysis: Analysis) -> bool:
    """Whether number words stand for an amount: "one of", "no one" and "a second" do not."""
    text = analysis.text
    written = text[number.start : number.end].lower()
    index = analysis.token_at(number.start)
    if index is None:
        return False
    token = analysis.tokens[index]
    if number.is_fraction and written == "half":
        return (
            bool(re.match(r" (?:of|the|its|their|his|her|a|all)\b", text[number.end : number.end + 7]))
            and token.dep not in ("amod", "compound", "advmod")
            and not re.match(r"[- ](?:time|way|hearted|brother|sister)", text[number.end : number.end + 9])
        )
    if written in ("a second", "a third", "a quarter", "a fourth", "a fifth", "a score", "an eighth"):
        return text[number.end : number.end + 4] == " of "
    if written == "one":
        if re.match(r" (?:in|out of) ", text[number.end : number.end + 8]):
            return False
        return (token.dep == "nummod" or text[number.end : number.end + 8] == " of the ") and not re.search(
            r"\b(?:no|any|every|each|this|that|which|another)\s$", text[max(0, number.start - 9) : number.start], re.I
        )
    return token.pos not in ("PROPN",) or written not in ("one", "score")
