"""Who is in a reader's mind at a point of an article: what pronouns and "the minister" can mean there."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from onrecord.actors.cast import Cast, Player
from onrecord.actors.lexicon import roles, word_set
from onrecord.actors.names import skeleton
from onrecord.model import ActorKind, Span, Statement, StatementKind, record

_WINDOW = 60
"""So many mentions back at most."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OFFICES = word_set("single_offices")
"""Offices of which one person usually holds one."""
_KNOWN_GENDER = 0.3
"""What it counts for a candidate that it is known to be a man, or a woman."""
_TAKEN = 0.3
"""The weight of having spoken last where a new paragraph begins with somebody else as its subject; else it is 0.8."""
_MANY = frozenset({ActorKind.GROUP, ActorKind.ORGANISATION, ActorKind.COUNTRY})


@record
class _Seen:
    start: int
    token: int
    sentence: int
    player: Player
    weight: float


@record
class _Spoken:
    start: int
    sentence: int
    paragraph: int
    players: tuple[Player, ...]
    nested: bool


class Salience:
    """Mentions in text order with a weight each: subjects weigh more, words inside quotations less."""

    def __init__(self, cast: Cast, statements: Sequence[Statement]) -> None:
        self.cast = cast
        self.analysis = cast.analysis
        quoted = [span for each in statements if each.kind is StatementKind.DIRECT for span in each.content]
        self._quoted = sorted((span.start, span.end) for span in quoted)
        self._seen = sorted(
            (self._mention(player, named.first, named.last) for player in cast.players for named in player.named),
            key=lambda seen: seen.start,
        )
        self._starts = [seen.start for seen in self._seen]
        self._spoken: list[_Spoken] = []
        self._nouns: dict[str, list[_Seen]] = {}

    def saw(self, player: Player, head: int, noun: str = "") -> None:
        """Note a mention that is no name."""
        seen = self._mention(player, head, head)
        place = bisect_left(self._starts, seen.start)
        self._seen.insert(place, seen)
        self._starts.insert(place, seen.start)
        if noun:
            self._nouns.setdefault(noun, []).append(seen)

    def spoke(self, statement: Statement, players: tuple[Player, ...]) -> None:
        """Note who spoke last."""
        anchor = statement.source or statement.cue or statement.content[0]
        token = self.analysis.tokens_in(anchor)
        if not token:
            return
        sentence = self.analysis.sentence_of[token[0]]
        spoken = _Spoken(
            start=anchor.start,
            sentence=sentence,
            paragraph=self.analysis.sentences[sentence].paragraph,
            players=players,
            nested=statement.outer is not None,
        )
        insort(self._spoken, spoken, key=lambda each: each.start)

    def _spoken_before(self, offset: int) -> Iterator[_Spoken]:
        """Statements of the article's own voice before `offset`, the last first."""
        place = bisect_left(self._spoken, offset, key=lambda each: each.start)
        for spoken in reversed(self._spoken[max(0, place - _WINDOW) : place]):
            if not spoken.nested:
                yield spoken

    def last_speaker(self, offset: int, *, paragraphs: int) -> tuple[Player, ...]:
        """Who spoke last before `offset`, at most so many paragraphs back."""
        here = self._paragraph(offset)
        for spoken in self._spoken_before(offset):
            if here - spoken.paragraph <= paragraphs:
                return spoken.players
        return ()

    def person(self, head: int, gender: str, statement: Statement | None) -> Player | None:
        """Whom "he" or "she" at token `head` means."""
        candidates = [
            (seen, self._worth(seen, head) + (_KNOWN_GENDER if seen.player.gender == gender else 0.0))
            for seen in self._before(head, statement)
            if seen.player.kind in (ActorKind.PERSON, ActorKind.ANONYMOUS)
            and seen.player.gender in ("", gender)
            and not seen.player.plural
        ]
        return self._best(candidates, head, statement)

    def several(self, head: int, statement: Statement | None) -> tuple[Player, ...]:
        """Whom "they" at token `head` means: a group or organisation, or one unnamed speaker just quoted."""
        offset = self.analysis.tokens[head].start
        last = self.last_speaker(offset, paragraphs=1)
        if last and (len(last) > 1 or last[0].kind in (ActorKind.ANONYMOUS, ActorKind.GROUP)):
            return last
        candidates = [
            (seen, self._worth(seen, head) + (0.5 if seen.player.kind is ActorKind.GROUP else 0.0))
            for seen in self._before(head, statement)
            if seen.player.kind in _MANY
        ]
        best = self._best(candidates, head, statement)
        return (best,) if best else ()

    def thing(self, head: int, statement: Statement | None) -> tuple[Player, ...]:
        """What "it" at token `head` means: an organisation or country."""
        candidates = [
            (seen, self._worth(seen, head))
            for seen in self._before(head, statement)
            if seen.player.kind in (ActorKind.ORGANISATION, ActorKind.COUNTRY)
        ]
        best = self._best(candidates, head, statement)
        return (best,) if best else ()

    def organisation(self, head: int, *, unlike: frozenset[str] = frozenset()) -> tuple[Player, ...]:
        """Which organisation "the agency" at token `head` means; none that has a word of `unlike` in its name."""
        seen = [
            each
            for each in self._before(head, None)
            if each.player.kind is ActorKind.ORGANISATION and not unlike & set(each.player.name.lower().split())
        ]
        best = self._best([(each, self._worth(each, head)) for each in seen], head, None)
        return (best,) if best else ()

    def described(self, noun: str, index: int) -> Player | None:
        """Who was last described by `noun` before token `index`."""
        start = self.analysis.tokens[index].start
        return next((seen.player for seen in reversed(self._nouns.get(noun, ())) if seen.start < start), None)

    def holder(self, phrase: str, noun: str, head: int, *, loosely: bool) -> Player | None:
        """Which person "the minister" at token `head` means: one whose stated office fits.

        `loosely`: where nobody's does, whoever spoke last, if nothing is at odds with it.
        """
        table = roles()
        classes = table.classes_of.get(phrase) or table.classes_of.get(noun)
        if not classes:
            return None
        fitting = []
        for player in self.cast.players:
            if player.kind is not ActorKind.PERSON or self._misfits(player, noun):
                continue
            fit = max((_fit(classes, phrase, role.role) for role in player.roles), default=0.0)
            fit = max([fit, *(_fit(classes, phrase, named.title) for named in player.named)])
            if fit:
                fitting.append((player, fit))
        if fitting:
            best = max(fit for _, fit in fitting)
            among = {id(player) for player, fit in fitting if fit == best}
            candidates = [
                (seen, self._worth(seen, head))
                for seen in self._before(head, None, everything=True)
                if id(seen.player) in among
            ]
            return self._best(candidates, head, None)
        last = self._last_person(self.analysis.tokens[head].start) if loosely else None
        return last if last and not self._misfits(last, noun) and not _has_office(last, classes) else None

    def _last_person(self, offset: int) -> Player | None:
        """The person who spoke last before `offset`, in the same paragraph or the one before."""
        here = self._paragraph(offset)
        near = (each for each in self._spoken_before(offset) if here - each.paragraph <= 1)
        alone = (each.players[0] for each in near if len(each.players) == 1)
        return next((player for player in alone if player.kind is ActorKind.PERSON), None)

    def relative_of(self, noun: str, head: int) -> Player | None:
        """Whom "his wife" at token `head` means: the one other person of the surname, of the gender that fits."""
        tokens = self.analysis.tokens
        owner = next((child for child in self.analysis.children[head] if tokens[child].dep == "poss"), None)
        if owner is None:
            return None
        gender = {"his": "m", "her": "f"}.get(tokens[owner].text.lower())
        possessor = self.person(owner, gender, None) if gender else self.cast.owner.get(owner)
        if possessor is None or possessor.person is None:
            return None
        family = skeleton(possessor.person.family)
        kin = [
            player
            for player in self.cast.players
            if player is not possessor and player.person and player.person.given and not self._misfits(player, noun)
            if skeleton(player.person.family) == family
        ]
        return kin[0] if len(kin) == 1 else None

    def protagonist(self, head: int) -> Player | None:
        """The person named most often before token `head`, if three times or more."""
        people = [player for player in self.cast.players if player.kind is ActorKind.PERSON]
        counts = {id(each): sum(named.first < head for named in each.named) for each in people}
        best = max(people, key=lambda each: counts[id(each)], default=None)
        return best if best is not None and counts[id(best)] >= 3 else None

    def joint(self, index: int) -> tuple[Player, ...]:
        """Two countries or organisations joined in the sentence of token `index`."""
        sentence = self.analysis.sentences[self.analysis.sentence_of[index]]
        found = [self.cast.owner[each] for each in range(sentence.first, index) if each in self.cast.owner]
        players = tuple(dict.fromkeys(player for player in found if player.kind in _MANY))
        return players[:2] if len(players) >= 2 else ()

    def _misfits(self, player: Player, noun: str) -> bool:
        table = roles()
        return (noun in table.female and player.gender == "m") or (noun in table.male and player.gender == "f")

    def _mention(self, player: Player, first: int, last: int) -> _Seen:
        token = self.analysis.tokens[last]
        start = self.analysis.tokens[first].start
        weight = 1.0
        if token.dep in _SUBJECTS or self._is_credited(token.head):
            weight += 0.6
        elif token.dep in ("poss", "compound", "nmod", "amod"):
            weight -= 0.3
        elif token.dep == "pobj":
            weight -= 0.2
        if self._is_quoted(start):
            weight *= 0.4
        return _Seen(start=start, token=first, sentence=self.analysis.sentence_of[first], player=player, weight=weight)

    def _is_credited(self, index: int) -> bool:
        """Whether token `index` is the "to" of "according to"."""
        tokens = self.analysis.tokens
        return index > 0 and tokens[index].text.lower() == "to" and tokens[index - 1].text.lower() == "according"

    def _is_quoted(self, offset: int) -> bool:
        place = bisect_left(self._quoted, (offset + 1, 0)) - 1
        return place >= 0 and offset < self._quoted[place][1]

    def _paragraph(self, offset: int) -> int:
        tokens = self.analysis.tokens_in(Span(start=offset, end=offset + 1))
        if not tokens:
            return 0
        return self.analysis.sentences[self.analysis.sentence_of[tokens[0]]].paragraph

    def _before(self, head: int, statement: Statement | None, *, everything: bool = False) -> Iterable[_Seen]:
        """Mentions before token `head`, none inside the statement's own content."""
        start = self.analysis.tokens[head].start
        place = bisect_left(self._starts, start)
        content = statement.content if statement else ()
        for seen in self._seen[0 if everything else max(0, place - _WINDOW) : place]:
            if not any(span.start <= seen.start < span.end for span in content):
                yield seen

    def _worth(self, seen: _Seen, head: int) -> float:
        distance = self.analysis.sentence_of[head] - seen.sentence
        return seen.weight / (1 + distance) + seen.start * 1e-7

    def _best(self, candidates: list[tuple[_Seen, float]], head: int, statement: Statement | None) -> Player | None:
        """The candidate of the highest sum of its mentions' worth; who just spoke weighs more."""
        if not candidates:
            return None
        sums: dict[int, float] = {}
        counts: Counter[int] = Counter()
        players: dict[int, Player] = {}
        for seen, worth in candidates:
            players[id(seen.player)] = seen.player
            sums[id(seen.player)] = max(sums.get(id(seen.player), 0.0), worth)
            counts[id(seen.player)] += 1
        offset = self.analysis.tokens[head].start
        sentence = self.analysis.sentence_of[head]
        last = next(iter(self._spoken_before(offset)), None)
        if last and sentence - last.sentence <= 3:
            opening = self.analysis.sentences[sentence].paragraph
            is_taken = last.paragraph < opening and any(self._opens(seen, opening, last) for seen, _ in candidates)
            for player in last.players:
                if id(player) in sums:
                    sums[id(player)] += (_TAKEN if is_taken else 0.8) / (1 + max(0, sentence - last.sentence - 1))
        return players[max(sums, key=lambda key: sums[key] + 0.03 * min(counts[key], 10))]

    def _opens(self, seen: _Seen, paragraph: int, last: _Spoken) -> bool:
        """Whether a mention is a subject of this paragraph and not who spoke before it: the new one has the floor."""
        is_here = self.analysis.sentences[seen.sentence].paragraph == paragraph
        return is_here and seen.weight >= 1.6 and seen.player not in last.players


def _fit(classes: frozenset[str], phrase: str, role: str) -> float:
    """How well a stated office answers to a description: 3 the same words, 2 the same last word, 1 the same class."""
    if not role:
        return 0.0
    if role == phrase:
        return 3.0
    table = roles()
    words = role.split()
    own = table.classes_of.get(role) or table.classes_of.get(words[-1]) or frozenset()
    if words[-1] == phrase.split()[-1]:
        return 2.0
    return 1.0 if classes & own - {"person", "family"} else 0.0


def _has_office(player: Player, classes: frozenset[str]) -> bool:
    """Whether a person is known by an office that a description of these classes would not use."""
    table = roles()
    stated = {word for role in player.roles for word in role.role.split()[-1:]} | {
        word for named in player.named for word in named.title.split()[-1:]
    }
    known = {name for word in stated for name in table.classes_of.get(word, ())}
    return bool(known & _OFFICES) and not known & classes and bool(classes & _OFFICES)
