"""What a minister is minister of: the field written after or before the office, and the ministry it names."""

from __future__ import annotations

from onrecord.actors.cast import Cast
from onrecord.actors.lexicon import country_by_code, word_set
from onrecord.actors.sorts import country_of
from onrecord.actors.words import Word

_PORTFOLIOS = word_set("portfolios")
_RANKS = frozenset(
    {"prime", "chief", "first", "deputy", "junior", "senior", "former", "cabinet", "state", "government"}
)


def field_after(words: list[Word], start: int) -> str:
    """What a minister is minister of, from word `start` on: "of Water and Energy"."""
    end = start + 1
    while end < len(words) and words[end].lower in _PORTFOLIOS | {"and", "the"}:
        end += 1
    if start >= len(words) or words[start].lower not in ("of", "for") or words[end - 1].lower not in _PORTFOLIOS:
        return ""
    return " ".join(word.text for word in words[start + 1 : end]).removeprefix("the ")


def field_before(words: list[Word]) -> tuple[str, tuple[str, str]] | None:
    """The field and the country where both stand before a minister: "British armed forces minister"."""
    nation = next((place for place, word in enumerate(words) if country_of(word.text)), None)
    if nation is None or nation + 1 == len(words) or not all(word.text.islower() for word in words[nation + 1 :]):
        return None
    code = country_of(words[nation].text)
    return " ".join(word.text for word in words[nation + 1 :]), (country_by_code()[code].name, code)


def ministry_of(cast: Cast, role: str, organisations: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """A minister's ministry where only the field is written: "Energy Minister", "minister for fisheries"."""
    if role == "minister" and len(organisations) == 1:
        name, country = organisations[0]
        if not country and not any(player.name == name for player in cast.players) and "ministry" not in name.lower():
            return f"{name.lower()} minister", [(f"{name.lower()} ministry", "")]
    field, _, office = role.rpartition(" ")
    if not organisations and office == "minister" and field.split()[-1:] and field.split()[-1] not in _RANKS:
        return role, [(f"{field.removeprefix('deputy ')} ministry", "")]
    return role, organisations
