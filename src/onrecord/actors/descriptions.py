"""Whom a description means: someone named, someone described before, or a further actor that has no name."""

from __future__ import annotations

import re

from onrecord.actors.cast import Cast, Player
from onrecord.actors.employers import nearest_organisation
from onrecord.actors.lexicon import roles, word_set
from onrecord.actors.names import fold
from onrecord.actors.offices import office_of_description
from onrecord.actors.runs import is_office
from onrecord.actors.salience import Salience
from onrecord.actors.sorts import country_of
from onrecord.actors.speakable import can_speak, opens_time
from onrecord.actors.words import Word, words_between
from onrecord.model import ActorKind, MentionForm, Statement, record

DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my"})
_UNLIKE_FIRMS = word_set("unlike_firms")
_POINTERS = frozenset({"the", "this", "that", "these", "those"})
_ARTICLES = frozenset({"a", "an", "the"})
_OWNER = re.compile(r"['’]s?$")
_BRACKETS = re.compile(r"\s*\([A-Z.]+(?:\)\s*|$)")
_QUANTITY = re.compile(rf"^\s*(?:{'|'.join(sorted(word_set('quantities')))}) of (?:the |these |those )?", re.IGNORECASE)
_NATIONAL = frozenset({"government", "parliament", "army", "military", "cabinet", "authorities"})
_CUTS = frozenset({"who", "which", "that", "whose", "where", "when", ",", "(", "–", "—", ";", ":"})
_UNNAMED = word_set("unnamed_people")
_ANY_ORGANISATION = frozenset({"agency", "group", "organisation", "organization", "company", "firm", "department"})


@record
class Found:
    """Who a source means, on what basis, how surely."""

    players: tuple[Player, ...]
    basis: str
    confidence: float


class Descriptions:
    """Resolves descriptions in the order it is asked; remembers whom it described."""

    def __init__(self, cast: Cast, salience: Salience) -> None:
        self.cast = cast
        self.analysis = cast.analysis
        self.salience = salience
        self._described: dict[str, Player] = {}

    def meant(self, statement: Statement, first: int, last: int, head: int) -> Found | None:
        """Whom tokens `first` to `last` mean, `head` among them being the noun that says what they are."""
        first, last = self._core(first, last, head)
        token = self.analysis.tokens[head]
        noun = token.text.lower()
        said = [each.text.lower() for each in self.analysis.tokens[first : last + 1]]
        if not can_speak(noun, said):
            return None
        if noun in roles().paper:
            return self._issuer(first, last, head)
        plural = token.tag in ("NNS", "NNPS") or noun in roles().plural
        opening = self.analysis.tokens[first]
        definite = opening.text.lower() in DEFINITE or opening.tag == "POS" or first in self.cast.owner
        known = self._named_in_part(first, head) if noun in roles().organisation else None
        if known:
            return Found(players=(known,), basis=f"description {noun}", confidence=0.6)
        if definite:
            players = self._several(noun, first, head) if plural else self._one(noun, first, last, head)
            if players:
                if len(players) == 1:
                    players[0].add(self.analysis.span(first, last), MentionForm.DESCRIPTION)
                return Found(players=players, basis=f"description {noun}", confidence=0.6)
        return self._unnamed(first, last, head, again=definite or plural)

    def text(self, first: int, last: int) -> str:
        """The words of a description without article, brackets and possessive ending."""
        tokens = self.analysis.tokens
        while first < last and (tokens[first].text.lower() in _ARTICLES or tokens[first].pos in ("PUNCT", "CCONJ")):
            first += 1
        words = _BRACKETS.sub(" ", self.analysis.span(first, last).cut(self.analysis.text))
        words = _QUANTITY.sub("", words)
        return _OWNER.sub("", " ".join(words.split()))

    def _core(self, first: int, last: int, head: int) -> tuple[int, int]:
        """The description without what follows in a relative clause or after a comma."""
        tokens = self.analysis.tokens
        words = [each.text.lower() for each in tokens[first : last + 1]]
        stop = head + 1
        while stop <= last and (tokens[stop].text.lower() not in _CUTS or self._is_acronym(stop)):
            if opens_time(words, stop - first):
                break
            stop += 3 if self._is_acronym(stop) else 1
        stop = min(stop, last + 1)
        while stop - 1 > head and tokens[stop - 1].pos in ("PUNCT", "ADP", "ADV"):
            stop -= 1
        while (
            first < head
            and tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ", "ADP", "ADV")
            and tokens[first].text.lower() not in DEFINITE
        ):
            first += 1
        return first, max(stop - 1, head)

    def _is_acronym(self, index: int) -> bool:
        """Whether an acronym in brackets stands here."""
        tokens = self.analysis.tokens[index : index + 3]
        return len(tokens) == 3 and tokens[0].text == "(" and tokens[1].text.isupper() and tokens[2].text == ")"

    def _several(self, noun: str, first: int, head: int) -> tuple[Player, ...]:
        """The joint speakers just quoted, for "the senators"."""
        last = self.salience.last_speaker(self.analysis.tokens[head].start, paragraphs=1)
        is_short = first == head - 1 and noun.removesuffix("s") in roles().classes_of
        return last if len(last) > 1 and is_short else ()

    def _one(self, noun: str, first: int, last: int, head: int) -> tuple[Player, ...]:
        words = words_between(self.analysis, first, last)
        if noun in roles().organisation | roles().institution:
            found = self._organisation(noun, words, head)
        else:
            found = self._person(noun, words, head)
        return (found,) if found else ()

    def _person(self, noun: str, words: list[Word], head: int) -> Player | None:
        """Someone described before, the holder of an office, a relative of somebody, or the person it is all about."""
        owned = words[0].owner or (words[0].lower in DEFINITE - _POINTERS)
        classes = roles().classes_of.get(noun.removeprefix("ex-"), frozenset())
        if owned and "family" in classes:
            return self.salience.relative_of(noun, head)
        earlier = self._earlier(noun, words)
        if earlier and noun in _UNNAMED:
            return earlier
        phrase = " ".join(word.lower for word in words if word.lower not in DEFINITE)
        qualified = any(word.is_capital and not is_office(word.lower) for word in words[1:])
        loosely = not owned and not qualified and not set(phrase.split()) & roles().anonymous
        found = self.salience.holder(phrase, noun, head, loosely=loosely) or earlier
        if found is None and "candidate" in classes and not owned:
            return self.salience.protagonist(head)
        return found

    def _earlier(self, noun: str, words: list[Word]) -> Player | None:
        """Who was described by `noun` before, unless the words now say something else of them."""
        earlier = self.salience.described(noun, words[0].first)
        if earlier is None:
            return None
        said = {word for each in words if each.is_capital for word in fold(each.text).split()} - DEFINITE
        return earlier if said <= set(fold(earlier.name).split()) else None

    def _organisation(self, noun: str, words: list[Word], head: int) -> Player | None:
        """For "the coalition" the one named last, for "the government" that of the country at issue."""
        owner = self.cast.owner.get(words[0].last)
        if owner and owner.kind is ActorKind.PERSON:
            return None
        nation = next((country_of(word.text) for word in words if country_of(word.text)), "")
        is_short = len(words) <= 2
        known = None if nation or not is_short else nearest_organisation(self.cast, noun, words[0].first)
        if known is None and noun in _NATIONAL and (nation or is_short):
            return self.cast.institution(nation or self.cast.main_country(), noun)
        if known is None and noun in _ANY_ORGANISATION and is_short:
            unlike = _UNLIKE_FIRMS if noun in ("firm", "company") else frozenset()
            return next(iter(self.salience.organisation(head, unlike=unlike)), None)
        return known

    def _named_in_part(self, first: int, head: int) -> Player | None:
        """The one organisation whose name holds all of at least two words: "the regional government"."""
        words = [word.lower for word in words_between(self.analysis, first, head) if word.lower not in DEFINITE]
        words = [word for word in words if word not in _ARTICLES]
        fitting = [
            player
            for player in self.cast.players
            if player.kind is ActorKind.ORGANISATION and player.named and set(words) <= set(fold(player.name).split())
        ]
        return fitting[0] if len(words) > 1 and len(fitting) == 1 else None

    def _issuer(self, first: int, last: int, head: int) -> Found | None:
        """For "a statement from the ministry" whoever issued the paper; the paper itself if nobody is named."""
        indices = (index for index in range(first, last + 1) if index != head)
        owners = tuple(dict.fromkeys(self.cast.owner[index] for index in indices if index in self.cast.owner))
        if owners:
            return Found(players=owners if len(owners) == 2 else owners[:1], basis="issued by", confidence=0.7)
        if "joint" in self.text(first, last).lower().split():
            players = self.salience.joint(first)
            if players:
                return Found(players=players, basis="joint paper", confidence=0.6)
        return self._unnamed(first, last, head, again=True)

    def _unnamed(self, first: int, last: int, head: int, *, again: bool) -> Found:
        """Someone without a name; `again`: the same words mean the same one."""
        token = self.analysis.tokens[head]
        noun, text = token.text.lower(), self.text(first, last)
        player = self._described.get(text.lower()) if again else None
        if player is None:
            plural = token.tag in ("NNS", "NNPS") or noun in roles().plural
            is_organisation = noun in roles().paper or (noun in roles().organisation and not plural)
            lone = ActorKind.GROUP if plural else ActorKind.ANONYMOUS
            player = self.cast.new(ActorKind.ORGANISATION if is_organisation else lone, text)
            player.plural = plural
            self._described[text.lower()] = player
            office_of_description(self.cast, player, first, last)
        player.add(self.analysis.span(first, last), MentionForm.DESCRIPTION)
        self.salience.saw(player, head, noun)
        return Found(players=(player,), basis="described only", confidence=0.8)
