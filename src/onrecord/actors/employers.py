"""Which organisation is meant beside a person: the one served, the one a kind or "its" points to, that of a place."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.actors.cast import Cast, Player, Role
from onrecord.actors.companions import adjectives_of
from onrecord.actors.lexicon import roles
from onrecord.actors.phrases import DETERMINERS
from onrecord.actors.sorts import Sort
from onrecord.actors.words import Word
from onrecord.model import ActorKind

_SERVICES = {
    "represent": "representative", "chair": "chair", "lead": "leader", "head": "head", "run": "head",
    "belong": "", "advise": "adviser", "found": "founder", "direct": "director", "command": "commander",
}  # fmt: skip
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
    if first < last and cast.analysis.tokens[first].text.lower() in DETERMINERS:
        first += 1
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


def owning_organisation(cast: Cast, index: int) -> Player | None:
    """What "its" at token `index` means: the subject of the sentence before where it opens one, else the last named."""
    analysis = cast.analysis
    number = analysis.sentence_of[index]
    if index - analysis.sentences[number].first <= 1 and number:
        before = analysis.sentences[number - 1]
        for each in range(before.first, before.last + 1):
            player = cast.owner.get(each)
            token = analysis.tokens[each]
            if not _is_subject(cast, each):
                continue
            if player and player.kind in (ActorKind.ORGANISATION, ActorKind.COUNTRY):
                return player
            if not player and token.text.lower() in roles().organisation:
                return nearest_organisation(cast, token.text.lower(), each)
    return last_organisation(cast, index)


def owning_person(cast: Cast, index: int, pronoun: str) -> Player | None:
    """Whom "his" or "her" at token `index` means: the subject of this sentence or the last, else the last named."""
    gender = "m" if pronoun == "his" else "f"
    near = [
        each
        for each in range(index - 1, sentence_before(cast, index) - 1, -1)
        if each in cast.owner and cast.owner[each].kind is ActorKind.PERSON and cast.owner[each].gender in ("", gender)
    ]
    place = next((each for each in near if _is_subject(cast, each)), next(iter(near), None))
    return cast.owner[place] if place is not None else None


def country_before(cast: Cast, index: int) -> tuple[str, str] | None:
    """The country that is the subject of the sentence before, in one paragraph, which a bare minister then serves."""
    analysis = cast.analysis
    number = analysis.sentence_of[index]
    if not number or analysis.sentences[number - 1].paragraph != analysis.sentences[number].paragraph:
        return None
    before = analysis.sentences[number - 1]
    for each in range(before.first, before.last + 1):
        named = cast.named_at.get(each)
        if named is None or not _is_subject(cast, each):
            continue
        player = cast.owner.get(each)
        if player and player.kind is ActorKind.COUNTRY:
            return player.name, player.country
        written = {token.text for token in analysis.tokens}
        if named.sort is Sort.PLACE and adjectives_of(named.text, written):
            return named.text, ""
    return None


def _is_subject(cast: Cast, index: int) -> bool:
    """Whether a token is the subject of its sentence."""
    tokens = cast.analysis.tokens
    return tokens[index].dep in ("nsubj", "nsubjpass") and tokens[tokens[index].head].dep == "ROOT"


def sentence_before(cast: Cast, index: int) -> int:
    """The first token of the sentence before that of token `index`."""
    return cast.analysis.sentences[max(0, cast.analysis.sentence_of[index] - 1)].first


def opens_as_noun(cast: Cast, word: Word) -> bool:
    """Whether a capital is only that of a sentence: "Project" in "Project director Ida Berg said"."""
    analysis = cast.analysis
    is_first = word.first == analysis.sentences[analysis.sentence_of[word.first]].first
    return is_first and analysis.tokens[word.first].pos == "NOUN" and word.first not in cast.owner


def last_employer(cast: Cast, index: int) -> Player | None:
    """The organisation last named before token `index` in its paragraph, as the bare office of a name there means it.

    Whoever only is told something, and what stands inside quotation marks, is passed over.
    """
    analysis = cast.analysis
    number = analysis.sentence_of[index]
    paragraph = analysis.sentences[number].paragraph
    while number and analysis.sentences[number - 1].paragraph == paragraph:
        number -= 1
    for each in _unquoted_back(cast, index - 1, analysis.sentences[number].first):
        player = cast.owner.get(each)
        if player and player.kind is ActorKind.ORGANISATION and not _is_told(cast, each):
            return player
    return None


def _is_told(cast: Cast, index: int) -> bool:
    """Whether the name at token `index` is that of a listener: "told the Herald", "speaking to Radio Verde"."""
    tokens = cast.analysis.tokens
    top = tokens[cast.named_at[index].last]
    head = tokens[top.head]
    if top.dep == "dobj":
        return head.lemma == "tell"
    return (
        top.dep == "pobj"
        and head.text.lower() in ("to", "with", "on")
        and tokens[head.head].lemma in ("speak", "talk", "say")
    )


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
    names = [(player.name, player.country) for player in cast.players]
    names += [(named.text, "") for named in cast.named_at.values() if named.sort is Sort.PLACE]
    for name, country in names:
        if " " not in name and adjectives_of(name, {adjective}):
            return name, country
    return None


def of_people(cast: Cast, nation: str) -> list[tuple[str, str]]:
    """The organisation of a people without a state of its own: "Kurdish" leads to the Kurdistan Region."""
    stem = nation[:4]
    for player in cast.players:
        if player.kind is ActorKind.ORGANISATION and player.name.startswith(stem):
            return [(player.name, player.country)]
    return []
