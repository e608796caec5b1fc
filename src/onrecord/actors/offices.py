"""Who holds which office where: roles and organisations read from titles, appositions and "is the head of"."""

from __future__ import annotations

from onrecord.actors.cast import Cast, Player, Role
from onrecord.actors.employers import (
    country_before,
    kind_before,
    last_organisation,
    nearest_organisation,
    of_employer,
    of_people,
    of_service,
    opens_as_noun,
    owning_organisation,
    owning_person,
    place_of_adjective,
    sentence_before,
)
from onrecord.actors.homes import governed, implied_employer, imply_employers, national, region
from onrecord.actors.lexicon import country_by_code, number_words, roles, word_set
from onrecord.actors.ministers import field_after, field_before, ministry_of
from onrecord.actors.phrases import DETERMINERS, LINKS, iter_phrases
from onrecord.actors.runs import is_nation, is_office
from onrecord.actors.sorts import country_of
from onrecord.actors.words import Word, words_between
from onrecord.model import ActorKind

_PORTFOLIOS = word_set("portfolios")
_UNLIKE = word_set("unlike_employers")
_PLACES = word_set("places_of_office")
_GOVERN = frozenset({"prime minister", "premier", "pm", "chief minister", "first minister"})


def read_offices(cast: Cast) -> None:
    """Give each person of `cast` the roles that the article states."""
    for player in [each for each in cast.players if each.kind is ActorKind.PERSON]:
        for named in player.named:
            for first, last in iter_phrases(cast, named):
                player.roles.extend(parse_office(cast, first, last))
            player.roles.extend(of_employer(cast, named.last + 1))
            player.roles.extend(of_service(cast, named.last + 1))
    imply_employers(cast)
    _settle_deputies(cast)


def _settle_deputies(cast: Cast) -> None:
    """Whoever speaks for a person belongs where that person does, also where this is told later in the article."""
    people = {player.name: player for player in cast.players if player.kind is ActorKind.PERSON}
    for player in people.values():
        for role in player.roles:
            head = people.get(role.organisation)
            known = next((each for each in head.roles if each.organisation not in people), None) if head else None
            if known and known.organisation:
                role.organisation, role.country = known.organisation, known.country


def parse_office(cast: Cast, first: int, last: int) -> list[Role]:
    """Roles that tokens `first` to `last` state, the nearest organisation first, then those that hold it."""
    words = words_between(cast.analysis, first, last)
    place = _find_role(words)
    if place is None:
        return _bare_employer(cast, words)
    start, end = place
    former = any(word.lower in roles().former for word in words[:end]) or _was(cast, first)
    role = " ".join(word.lower for word in words[start:end] if word.lower not in roles().former)
    before, after = _left_organisations(cast, words[:start], role), _right_organisations(cast, words, end)
    organisations = before if before and _is_left_first(words[:start], role) else after or before
    if not organisations and end == len(words):
        organisations = _after_comma(cast, last + 1)
    field = field_after(words, end) if role.split()[-1:] == ["minister"] else ""
    if field:
        country = next((country_of(word.text) for word in words[:start] if country_of(word.text)), "")
        role, organisations = f"{role} of {field.lower()}", [(f"Ministry of {field[:1].upper()}{field[1:]}", country)]
    if role == "minister" and (branch := field_before(words[:start])):
        role, organisations = f"{branch[0]} minister", [branch[1]]
    if party := _party(words, start, end):
        role, organisations = f"{words[start - 1].lower} {role}", [(party, "")]
    is_bare = all(word.lower in DETERMINERS for word in words[:start])
    if not organisations and is_bare and "minister" in role.split() and (served := country_before(cast, first)):
        organisations = [served]
    role, organisations = ministry_of(cast, role, organisations)
    if not organisations and "regional" in role.split() and (ruled := region(cast, first)):
        organisations = [ruled]
    if not organisations and _is_of_government(role):
        organisations = [national(cast, "government")]
    if not organisations and role in _GOVERN:
        organisations = [governed(cast, first)]
    if not organisations and "spokesman" in roles().classes_of.get(role.split()[-1], ()) and _is_bare(words):
        employer = last_organisation(cast, words[0].first)
        organisations = [(employer.name, employer.country)] if employer else []
    rows = organisations or [("", "")]
    return [
        Role(
            role=role if number == 0 else "", organisation=name, country=country, former=former, first=first, last=last
        )
        for number, (name, country) in enumerate(rows)
        if role or name
    ]


def _is_of_government(role: str) -> bool:
    *before, noun = role.split()
    return bool({"government", "cabinet"} & set(before)) and "family" not in roles().classes_of.get(noun, ())


def _is_bare(words: list[Word]) -> bool:
    return len([word for word in words if word.lower not in DETERMINERS]) == 1


def _party(words: list[Word], start: int, end: int) -> str:
    """The party of a member, where its name has two words: a Social Democrat is one of the Social Democrats."""
    member = words[end - 1]
    single = member.lower.removesuffix("s")
    if start == 0 or end - start > 1 or "partisan" not in roles().classes_of.get(single, ()):
        return ""
    if not (words[start - 1].text[:1].isupper() and member.text[:1].isupper()):
        return ""
    return f"{words[start - 1].text} {member.text.removesuffix('s')}s"


def _after_comma(cast: Cast, index: int) -> list[tuple[str, str]]:
    """An employer after a comma that closes again: "commander, Northern Fleet, said"."""
    tokens = cast.analysis.tokens
    player = cast.owner.get(index + 1)
    if player is None or player.kind is not ActorKind.ORGANISATION or tokens[index].text != ",":
        return []
    after = cast.named_at[index + 1].last + 1
    closes = after < len(tokens) and tokens[after].text in (",", ".", ")", "–", "—")
    return [(player.name, player.country)] if closes else []


def _was(cast: Cast, first: int) -> bool:
    """Whether "who was" stands before the office."""
    return first > 1 and [token.text.lower() for token in cast.analysis.tokens[first - 2 : first]] == ["who", "was"]


def _is_left_first(words: list[Word], role: str) -> bool:
    """Whether the employer stands before the office and the field after it: "US ambassador to", "X's director for"."""
    return bool(words) and (words[-1].owner or "ambassador" in roles().classes_of.get(role.split()[-1], ()))


def _bare_employer(cast: Cast, words: list[Word]) -> list[Role]:
    """An employer without a role: "Rudaw's Hemin Baban"."""
    if not words or not words[-1].owner:
        return []
    player = cast.owner.get(words[-1].last)
    if player is None or player.kind is not ActorKind.ORGANISATION:
        return []
    return [
        Role(
            role="",
            organisation=player.name,
            country=player.country,
            former=False,
            first=words[0].first,
            last=words[-1].last,
        )
    ]


def _find_role(words: list[Word]) -> tuple[int, int] | None:
    """Where the first role of a phrase stands, with the words that belong to it."""
    table = roles()
    for index in range(min(len(words), 14)):
        if words[index].lower in LINKS and index:
            return None
        for length in (4, 3, 2, 1):
            phrase = " ".join(word.lower for word in words[index : index + length])
            if index + length <= len(words) and is_office(phrase):
                if length == 1 and index + 1 < len(words) and _continues(words, index + 1):
                    break
                start = index
                while start and words[start - 1].lower in table.modifiers and not words[start - 1].owner:
                    start -= 1
                return start, index + length
    return None


def _continues(words: list[Word], index: int) -> bool:
    """Whether the word before `index` only qualifies a further role: "deputy" in "deputy oil minister"."""
    table = roles()
    if words[index - 1].lower not in table.modifiers:
        return False
    while (
        index + 1 < len(words) and words[index].lower in table.modifiers and words[index].lower not in table.classes_of
    ):
        index += 1
    return words[index].lower in table.classes_of


def _right_organisations(cast: Cast, words: list[Word], start: int) -> list[tuple[str, str]]:
    """Organisations after "of", "for", "at" ...: the whole phrase, then whoever owns it."""
    if start >= len(words) or words[start].lower not in LINKS:
        return []
    rest = words[start + 1 :]
    while rest and rest[0].lower in DETERMINERS:
        rest = rest[1:]
    end = 0
    while end < len(rest) and not _ends_organisation(rest, end):
        end += 1
    found = _organisations(cast, rest[:end]) + _wider(cast, rest, end)
    is_field = end < len(rest) and all(word.text.islower() for word in rest[:end])
    return found or (_right_organisations(cast, rest, end) if is_field and rest[end].lower in LINKS else [])


def _ends_organisation(words: list[Word], index: int) -> bool:
    lower = words[index].lower
    if lower in ("of", "for"):
        return index == 0
    if lower == "and":
        return index + 1 >= len(words) or words[index + 1].is_capital != words[index - 1].is_capital
    return lower in LINKS | {
        "since",
        "until",
        "during",
        "under",
        "after",
        "before",
        "inside",
        "by",
        "was",
        "is",
        "has",
    }


def _wider(cast: Cast, words: list[Word], start: int) -> list[tuple[str, str]]:
    """What the organisation is said to be part of, inside the same sentence: ", which is part of the X"."""
    if not words:
        return []
    analysis = cast.analysis
    after = (words[start - 1] if start else words[-1]).last + 1
    stop = analysis.sentences[analysis.sentence_of[words[0].first]].last
    ahead = [token.text.lower() for token in analysis.tokens[after : min(after + 8, stop + 1)]]
    for index, word in enumerate(ahead[:-1]):
        if word in ("part", "member", "wing", "branch", "arm") and ahead[index + 1] == "of":
            begin = after + index + 2
            player = next((cast.owner[i] for i in range(begin, min(begin + 4, stop + 1)) if i in cast.owner), None)
            return [(player.name, player.country)] if player else []
        if word not in (",", "which", "is", "a", "an", "the", "itself", "also", "was", "political"):
            break
    return []


def _serves_person(words: list[Word], role: str) -> bool:
    """Whether "his" or "her" stands before whoever speaks for, advises or represents somebody."""
    return len(words) == 1 and bool(roles().classes_of.get(role.split()[-1], frozenset()) & {"spokesman", "adviser"})


def _left_organisations(cast: Cast, words: list[Word], role: str) -> list[tuple[str, str]]:
    """Organisations before a role: "Iraq's", "the Fatih bloc's", "Iraqi"."""
    if words and words[0].lower in ("its", "their"):
        owner = owning_organisation(cast, words[0].first)
        place = None if owner else region(cast, words[0].first, floor=sentence_before(cast, words[0].first))
        return [(owner.name, owner.country)] if owner else [place] if place else []
    if words and words[0].lower in ("his", "her") and _serves_person(words, role):
        person = owning_person(cast, words[0].first, words[0].lower)
        return _of_person(person, []) if person else []
    if len(words) == 1 and (words[0].lower in _UNLIKE or opens_as_noun(cast, words[0])):
        return []
    words = [word for word in words if word.lower not in DETERMINERS | roles().former | number_words().keys()]
    while words and words[-1].text.islower() and words[-1].lower in _UNLIKE:
        words = words[:-1]
    while words and words[-1].text.islower() and words[-1].lower not in roles().organisation:
        words = words[:-1]
    while words and words[0].text.islower() and words[0].lower not in roles().organisation | roles().institution:
        if words[0].lower in _PORTFOLIOS and len(words) > 1 and words[1].text.islower():
            break
        words = words[1:]
    return _organisations(cast, words)


def _organisations(cast: Cast, words: list[Word]) -> list[tuple[str, str]]:
    """The organisation that `words` name, then those it belongs to; (name, country code) each."""
    if not words:
        return []
    players = [cast.owner[word.last] for word in words if word.last in cast.owner]
    if players and players[-1].kind is ActorKind.PERSON:
        return _of_person(players[-1], words)
    if (
        len(words) == 1
        or words[-1].lower == "region"
        or (players and len({id(p) for p in players}) == 1 and all(w.last in cast.owner for w in words))
    ):
        return _single(cast, words)
    found: list[tuple[str, str]] = []
    words = _without_kind(words)
    text = " ".join(word.text for word in _shortened(words))
    country = next((country_of(word.text) for word in words if country_of(word.text)), "")
    if words[-1].is_capital or words[-1].lower in roles().organisation | roles().institution | _PLACES:
        found.append((text, country))
    found.extend((p.name, p.country) for p in players if p.name != text)
    lower = [word.lower for word in words]
    if country and ("parliamentary" in lower or "parliament" in lower[:-1]):
        found = [(name.replace(" parliamentary ", " parliament "), code) for name, code in found]
        found.append((f"{country_by_code()[country].demonyms[0]} parliament", country))
    if not found and country:
        found.append((country_by_code()[country].name, country))
    if not found and is_nation(words[0]):
        found.extend(of_people(cast, words[0].text))
    return list(dict.fromkeys(found))


def _without_kind(words: list[Word]) -> list[Word]:
    """The name alone where words before it say of what kind it is: "the environmental group Sound Watch"."""
    while words[0].text.islower() and any(word.is_capital for word in words[1:]) and words[-1].is_capital:
        words = words[1:]
    return words


def _shortened(words: list[Word]) -> list[Word]:
    """An acronym in brackets stands for the words before it: "Regional Government's (RG) Department"."""
    texts = [word.text for word in words]
    if "(" in texts and ")" in texts[texts.index("(") :]:
        opening = texts.index("(")
        closing = texts.index(")", opening)
        return words[opening + 1 : closing] + words[closing + 1 :]
    return words


def _single(cast: Cast, words: list[Word]) -> list[tuple[str, str]]:
    word = words[-1]
    if word.lower in _GOVERN and word.text.islower():
        return [national(cast, "government")]
    player = cast.owner.get(word.last)
    if player:
        return [(player.name, player.country)]
    code = country_of(word.text)
    if code:
        return [(country_by_code()[code].name, code)]
    if is_nation(word):
        return of_people(cast, word.text)
    if word.lower in ("government", "parliament", "army", "cabinet"):
        return [national(cast, word.lower)]
    if word.lower in roles().organisation or word.lower == "region":
        known = nearest_organisation(cast, word.lower, word.first)
        return [(known.name, known.country)] if known else [(word.text, "")]
    return [place_of_adjective(cast, word.text) or (word.text, "")] if word.is_capital else []


def _of_person(player: Player, words: list[Word]) -> list[tuple[str, str]]:
    """An adviser to a minister belongs where the minister does."""
    code = next((country_of(word.text) for word in words if country_of(word.text)), "")
    if code:
        return [(country_by_code()[code].name, code)]
    known = next((role for role in player.roles if role.organisation), None)
    return [(known.organisation, known.country)] if known else [(player.name, "")]


def office_of_description(cast: Cast, player: Player, first: int, last: int) -> None:
    """Roles of someone who is only described: "a senior official of the ministry"."""
    found = parse_office(cast, first, last)
    if not found:
        words = words_between(cast.analysis, first, last)
        place = next((index for index, word in enumerate(words) if word.lower in LINKS), len(words))
        found = [
            Role(role="", organisation=name, former=False, first=first, last=last, country=country)
            for name, country in _right_organisations(cast, words, place)
        ]
    owner = next((word for word in words_between(cast.analysis, first, last) if word.owner), None)
    employer = cast.owner.get(owner.last) if owner else None
    if not employer and not any(role.organisation for role in found):
        employer = kind_before(cast, first, last)
    if not employer:
        for role in found:
            if not role.organisation and not role.former:
                role.organisation, role.country = implied_employer(cast, role)
    if employer and not any(role.organisation for role in found) and employer.kind is not ActorKind.PERSON:
        found.append(Role(role="", organisation=employer.name, former=False, first=first, last=last))
    player.roles.extend(found)
