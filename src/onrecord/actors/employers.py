"""Which organisation is meant beside a person: the one served, the one a kind or "its" points to, that of a place."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.actors.cast import Cast, Player, Role
from onrecord.actors.lexicon import roles
from onrecord.actors.phrases import DETERMINERS
from onrecord.actors.sorts import Sort
from onrecord.model import ActorKind

_SERVICES = {
    "represent": "representative", "chair": "chair", "lead": "leader", "head": "head", "run": "head",
    "belong": "", "advise": "adviser", "found": "founder", "direct": "director", "command": "commander",
}  # fmt: skip
_OF_A_PLACE = ("an", "ian", "n", "ese", "ish", "i", "ic")
_QUOTES = frozenset('“”"')


def of_service(cast: Cast, index: int) -> list[Role]:
    """What somebody does for whom: ", who chairs the Union", ", 64, who keeps bees and leads the Green List"."""
    tokens = cast.analysis.tokens
    stop = cast.analysis.sentences[cast.analysis.sentence_of[min(index, len(tokens) - 1)]].last
    if index + 2 < stop and tokens[index].text == tokens[index + 2].text == "," and tokens[index + 1].text.isdigit():
        index += 2
    if index + 2 >= stop or tokens[index].text != "," or tokens[index + 1].text.lower() != "who":
        return []
    for verb in range(index + 2, min(index + 16, stop)):
        if tokens[verb].text in (",", ";", "said"):
            return []
        if tokens[verb].lemma not in _SERVICES or tokens[verb - 1].text.lower() not in ("who", "and"):
            continue
        start = next((each for each in range(verb + 1, min(verb + 7, stop + 1)) if each in cast.owner), None)
        player = cast.owner[start] if start is not None else None
        if start is None or player is None or player.kind is not ActorKind.ORGANISATION:
            return []
        last = cast.named_at[start].last
        return [Role(role=_SERVICES[tokens[verb].lemma], organisation=player.name, country=player.country,
                     former=False, first=index + 1, last=last)]  # fmt: skip
    return []


def of_employer(cast: Cast, index: int) -> list[Role]:
    """An employer straight after a name: "of the Harbour Union", "from Radio Verde"."""
    tokens = cast.analysis.tokens
    if index >= len(tokens) or tokens[index].text.lower() not in ("of", "from", "at"):
        return []
    start = index + 1 + (index + 1 < len(tokens) and tokens[index + 1].text.lower() in DETERMINERS)
    player = cast.owner.get(start)
    if player is None or player.kind is not ActorKind.ORGANISATION:
        return []
    last = cast.named_at[start].last
    return [Role(role="", organisation=player.name, country=player.country, former=False, first=index, last=last)]


def kind_before(cast: Cast, first: int, last: int) -> Player | None:
    """The organisation that a bare kind before people means: "company sources", "party officials"."""
    kind = cast.analysis.tokens[first].text.lower()
    after = cast.analysis.tokens[first + 1] if first < last else None
    if after is None or after.pos != "NOUN" or kind not in roles().organisation:
        return None
    named = [player for player in cast.players if player.kind is ActorKind.ORGANISATION and _has_word(player, kind)]
    if named or kind not in ("company", "firm", "group"):
        return nearest_organisation(cast, kind, first)
    return last_organisation(cast, first)


def nearest_organisation(cast: Cast, noun: str, index: int) -> Player | None:
    """The organisation with `noun` in its name that was named last before token `index`, else the first after it."""
    fitting = [p for p in cast.players if p.kind is ActorKind.ORGANISATION and p.named and _has_word(p, noun)]
    before = [(named.first, place) for place, p in enumerate(fitting) for named in p.named if named.first < index]
    if before:
        return fitting[max(before)[1]]
    return min(fitting, key=lambda player: player.named[0].first, default=None)


def last_organisation(cast: Cast, index: int) -> Player | None:
    """What "its" at token `index` means: the organisation last named, in the same sentence or the one before.

    What stands inside quotation marks is passed over: the article's own words do not refer to it.
    """
    number = cast.analysis.sentence_of[index]
    floor = cast.analysis.sentences[max(0, number - 1)].first
    near = (cast.owner[each] for each in _unquoted_back(cast, index - 1, floor) if each in cast.owner)
    return next((player for player in near if player.kind in (ActorKind.ORGANISATION, ActorKind.COUNTRY)), None)


def _unquoted_back(cast: Cast, start: int, floor: int) -> Iterator[int]:
    """Tokens from `start` back to `floor`, those between quotation marks left out."""
    inside = False
    for index in range(start, floor - 1, -1):
        text = cast.analysis.tokens[index].text
        if text in _QUOTES:
            inside = text == "”" or (text != "“" and not inside)
        elif not inside:
            yield index


def _has_word(player: Player, noun: str) -> bool:
    texts = {player.name, *(named.text for named in player.named)}
    return any(
        word.startswith(noun) if noun == "region" else word == noun for text in texts for word in text.lower().split()
    )


def place_of_adjective(cast: Cast, adjective: str) -> tuple[str, str] | None:
    """The place of the article whose adjective this is, where no list knows it: "Tavrian" beside "Tavria"."""
    if not adjective.endswith(_OF_A_PLACE):
        return None
    names = [(player.name, player.country) for player in cast.players]
    names += [(named.text, "") for named in cast.named_at.values() if named.sort is Sort.PLACE]
    for name, country in names:
        if name != adjective and len(name) > 3 and " " not in name and adjective.startswith(name[:-1]):
            return name, country
    return None


def of_people(cast: Cast, nation: str) -> list[tuple[str, str]]:
    """The organisation of a people without a state of its own: "Kurdish" leads to the Kurdistan Region."""
    stem = nation[:4]
    for player in cast.players:
        if player.kind is ActorKind.ORGANISATION and player.name.startswith(stem):
            return [(player.name, player.country)]
    return []
