"""Where an office belongs that no words beside it place: a mayor to a council, a speaker to a parliament."""

from __future__ import annotations

from collections import Counter

from onrecord.actors.cast import Cast, Player, Role
from onrecord.actors.companions import adjectives_of
from onrecord.actors.employers import last_employer
from onrecord.actors.lexicon import country_by_code, roles, word_set
from onrecord.actors.sorts import Sort, country_of
from onrecord.model import ActorKind, record

_COUNCILS = word_set("councils")
_REGIONS = word_set("regions")
_PARLIAMENTS = word_set("parliaments")
_HOUSE = word_set("of_the_house")
_BENCH = word_set("of_the_bench")
_TOWN_HALL = word_set("of_the_town_hall")
_FIRMS = frozenset({"company", "firm", "group"})
_STAFF = word_set("staff")
_OF_A_COUNTRY = frozenset({"army", "police"})
_STAFF_PHRASES = frozenset({"chief executive", "chief executive officer", "general secretary"})
_ASSOCIATIONS = word_set("associations")
_PUBLIC = word_set("public_fields")
_SERVING = frozenset(
    {"spokesman", "director", "leader", "adviser", "official", "general", "activist", "lawyer", "speaker"}
)
_INDEFINITE = frozenset({"a", "an", "one", "some", "another"})
_OWN = word_set("kinds_in_offices")


@record
class Home:
    """The country that an article is about: its code where a table knows it, else its name and adjective."""

    name: str
    adjective: str = ""
    code: str = ""

    def institution(self, noun: str) -> str:
        """What the article would call an institution of it: "Tavrian government"."""
        return f"{self.adjective} {noun}" if self.adjective else noun


def find_home(cast: Cast, *, alone: bool = False) -> Home | None:
    """The country named most often, with its adjective; places that no table knows count where they have one.

    `alone`: only where no other country is named half as often.
    """
    written = Counter(token.text for token in cast.analysis.tokens if token.text[:1].isupper())
    counts: dict[Home, tuple[int, int]] = {}
    for player in cast.players:
        if player.kind is ActorKind.COUNTRY:
            known = country_by_code()[player.country]
            forms = sum(written[each] for each in known.demonyms)
            adjective = known.demonyms[0] if known.demonyms else ""
            home = Home(name=known.name, adjective=adjective, code=known.code)
            counts[home] = (len(player.named), forms)
    for place in sorted({named.text for named in cast.named_at.values() if " " not in named.text}):
        adjectives = adjectives_of(place, written)
        if adjectives and not country_of(place):
            home = Home(name=place, adjective=_singular(adjectives[0]))
            counts[home] = (written[place], sum(written[each] for each in adjectives))
    most = max(counts, key=lambda home: (*counts[home], home.name), default=None)
    if most and alone and any(2 * counts[each][0] > counts[most][0] for each in counts if each != most):
        return None
    return most


def _singular(adjective: str) -> str:
    return adjective.removesuffix("s") if adjective.endswith(("ns", "is")) else adjective


def national(cast: Cast, noun: str) -> tuple[str, str]:
    """The government, parliament ... of the country that the article is about, as (name, country code)."""
    home = find_home(cast)
    player = cast.institution(home.code, noun) if home and home.code else None
    if player:
        return player.name, player.country
    return (home.institution(noun) if home else noun), ""


def region(cast: Cast, index: int, *, floor: int = 0) -> tuple[str, str] | None:
    """The region, province ... named last before token `index` and not before `floor`."""
    found = [
        (named.first, named.text)
        for each, named in cast.named_at.items()
        if floor <= each < index and len(named.text.split()) > 1 and named.text.split()[-1].lower() in _REGIONS
    ]
    return (max(found)[1], "") if found else None


def governed(cast: Cast, index: int) -> tuple[str, str]:
    """What a head of government rules whom no words place: the region named in the same sentence, else a government."""
    first = cast.analysis.sentences[cast.analysis.sentence_of[index]].first
    return region(cast, index, floor=first) or ("government", "")


def imply_employers(cast: Cast) -> None:
    """Give those people an employer whose office implies one, where the article states none for them."""
    for player in cast.players:
        if player.kind is ActorKind.PERSON and not any(role.organisation for role in player.roles):
            for role in player.roles:
                if not role.former:
                    role.organisation, role.country = implied_employer(cast, role)


def implied_employer(cast: Cast, role: Role) -> tuple[str, str]:
    """The (name, country code) that an office without employer implies; empty where nothing does."""
    words = role.role.split()
    if not words:
        return "", ""
    noun, kinds = words[-1], [word for word in words[:-1] if word in _OWN]
    if noun in _TOWN_HALL or "council" in kinds:
        return _council(cast, role.first)
    if noun in _HOUSE or "parliament" in kinds:
        return _parliament(cast, "parliament" if "parliament" in kinds else "")
    if noun in _BENCH:
        return _named(_most_named(cast, frozenset({"court", "tribunal"})))
    if kinds and not roles().classes_of.get(noun, frozenset()) & _SERVING:
        return "", ""
    if kinds and not _FIRMS & set(kinds):
        known = _most_named(cast, frozenset(kinds))
        home = find_home(cast) if known is None and kinds[-1] in _OF_A_COUNTRY else None
        return national(cast, kinds[-1]) if home else _named(known)
    if kinds or _is_staff(cast, role):
        return _named(last_employer(cast, role.first))
    is_title = role.role == "president" and cast.analysis.tokens[role.last].text == "President"
    return _presided(cast, role.first) if is_title else ("", "")


def _is_staff(cast: Cast, role: Role) -> bool:
    """Whether an office is one that any firm or club has, and is told of somebody in particular."""
    words = role.role.split()
    is_public = bool(set(words[:-1]) & _PUBLIC)
    opens = cast.analysis.tokens[role.first].text.lower()
    return (words[-1] in _STAFF or role.role in _STAFF_PHRASES) and not is_public and opens not in _INDEFINITE


def _presided(cast: Cast, index: int) -> tuple[str, str]:
    """What a mere "president" presides over: the association last named, else the country the article is about."""
    employer = last_employer(cast, index)
    if employer and set(employer.name.lower().split()) & _ASSOCIATIONS:
        return employer.name, employer.country
    home = find_home(cast, alone=True)
    holders = [player for player in cast.players if any(role.role == "president" for role in player.roles)]
    return (home.name, home.code) if home and len(holders) == 1 else ("", "")


def _named(player: Player | None) -> tuple[str, str]:
    return (player.name, player.country) if player else ("", "")


def _most_named(cast: Cast, kinds: frozenset[str], *, words: int = 2) -> Player | None:
    """The organisation with one of `kinds` in a name of at least so many words that the article names most often."""
    fitting = [
        player
        for player in cast.players
        if player.kind is ActorKind.ORGANISATION
        and len(player.name.split()) >= words
        and kinds & set(player.name.lower().split())
    ]
    return max(fitting, key=lambda player: len(player.named), default=None)


def _council(cast: Cast, index: int) -> tuple[str, str]:
    """The town named as the place in the same sentence before token `index`, else the council of the article."""
    analysis = cast.analysis
    sentence = analysis.sentences[analysis.sentence_of[index]]
    for each in range(index - 1, sentence.first, -1):
        named = cast.named_at.get(each)
        if named and named.sort is Sort.PLACE and analysis.tokens[named.first - 1].text.lower() == "in":
            return named.text, ""
    return _named(_most_named(cast, _COUNCILS))


def _parliament(cast: Cast, written: str) -> tuple[str, str]:
    """The parliament that the article names, else that of its country, else what is `written` of it."""
    known = _most_named(cast, _PARLIAMENTS, words=1)
    if known:
        return known.name, known.country
    home = find_home(cast, alone=True)
    return (home.institution("parliament"), home.code) if home else (written, "")
