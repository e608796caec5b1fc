"""Which names of one article are one actor's: surnames join full names, seats their country."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.actors.lexicon import country_by_code, organisation_by_name, roles, word_set
from onrecord.actors.mentions import Named
from onrecord.actors.names import PersonName, can_be_same, fold, is_part_of, parse_name, skeleton, usual_gender
from onrecord.actors.sorts import Sort, country_of
from onrecord.model import ActorKind, Analysis, MentionForm, Span


@dataclass(slots=True, eq=False)
class Role:
    """An office read from the text: tokens `first` to `last` state it; `wider` organisations hold `organisation`."""

    role: str
    organisation: str
    former: bool
    first: int
    last: int
    country: str = ""


@dataclass(slots=True, eq=False)
class Player:
    """An actor of one article under construction."""

    kind: ActorKind
    name: str
    named: list[Named] = field(default_factory=list)
    spans: dict[tuple[int, int], MentionForm] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    person: PersonName | None = None
    gender: str = ""
    country: str = ""
    plural: bool = False

    def add(self, span: Span, form: MentionForm) -> None:
        """Note one place where the actor is written."""
        self.spans.setdefault(span.key, form)


class Cast:
    """The players of one article, and who owns each token of a name."""

    def __init__(self, analysis: Analysis, names: tuple[Named, ...]) -> None:
        self.analysis = analysis
        self.players: list[Player] = []
        self.owner: dict[int, Player] = {}
        """Player by token of a name."""
        self.named_at: dict[int, Named] = {}
        """Name by each of its tokens."""
        self._by_key: dict[str, Player] = {}
        acronyms = _acronyms(analysis, names)
        for named in names:
            if named.sort is Sort.COUNTRY or (named.sort is Sort.SEAT and acts(analysis, named)):
                self._join(named, self.country(country_of(named.text)))
            elif named.sort is Sort.ORGANISATION:
                self._join(named, self._organisation(named, acronyms))
            for index in range(named.first, named.last + 1):
                self.named_at[index] = named
        self._gather_people([named for named in names if named.sort is Sort.PERSON])
        self._absorb_short_organisations()
        for player in self.players:
            player.name = _fullest(player)

    def new(self, kind: ActorKind, name: str) -> Player:
        """A further player, not found by name."""
        player = Player(kind=kind, name=name)
        self.players.append(player)
        return player

    def called(self, text: str) -> Player | None:
        """The player of this name or surname, if one is."""
        name = parse_name(text)
        key = organisation_key(text)
        for player in self.players:
            if player.person and (is_part_of(name, player.person) or can_be_same(name, player.person)):
                return player
            if player.named and any(organisation_key(each.text) == key for each in player.named):
                return player
        return None

    def institution(self, code: str, noun: str) -> Player | None:
        """The government, parliament ... of a country; nothing where no country is known."""
        if code not in country_by_code():
            return None
        name = f"{country_by_code()[code].demonyms[0]} {noun}" if country_by_code()[code].demonyms else noun
        player = self._keyed(f"{code} {noun}", ActorKind.ORGANISATION, name)
        player.country = code
        return player

    def main_country(self) -> str:
        """The code of the country named most often (the first of equals), or nothing."""
        counts = Counter(
            {player.country: len(player.named) for player in self.players if player.kind is ActorKind.COUNTRY}
        )
        return counts.most_common(1)[0][0] if counts else ""

    def _join(self, named: Named, player: Player) -> None:
        player.named.append(named)
        player.add(self.analysis.span(named.first, named.last), MentionForm.NAME)
        for index in range(named.first, named.last + 1):
            self.owner[index] = player

    def _keyed(self, key: str, kind: ActorKind, name: str) -> Player:
        if key not in self._by_key:
            self._by_key[key] = self.new(kind, name)
        return self._by_key[key]

    def country(self, code: str) -> Player:
        """The player of a country."""
        player = self._keyed(f"country {code}", ActorKind.COUNTRY, country_by_code()[code].name)
        player.country = code
        return player

    def _organisation(self, named: Named, acronyms: dict[str, str]) -> Player:
        text = acronyms.get(named.text, named.text)
        player = self._keyed(organisation_key(text), ActorKind.ORGANISATION, text)
        player.country = (
            player.country or country_of(text) or country_of(text.split()[0].removesuffix("'s").removesuffix("’s"))
        )
        return player

    def _gather_people(self, people: list[Named]) -> None:
        by_family: dict[str, list[Player]] = defaultdict(list)
        by_given: dict[str, list[Player]] = defaultdict(list)
        singles = []
        for named in people:
            name = parse_name(named.text)
            if not name.given:
                singles.append((named, name))
                continue
            family = by_family[skeleton(name.family)]
            player = next(
                (p for p in family if p.person and can_be_same(p.person, name) and _same_gender(p, named)), None
            )
            if player is None:
                player = self.new(ActorKind.PERSON, named.text)
                player.person = name
                family.append(player)
                by_given[skeleton(name.given[0])].append(player)
            if len(name.given) > len(player.person.given if player.person else ()):
                player.person = name
            self._join(named, player)
            player.gender = player.gender or gender_of(named)
        for named, name in singles:
            key = skeleton(name.family)
            candidates = by_family.get(key) or by_given.get(key) or []
            player = _choose(candidates, named)
            if player is None:
                player = self.new(ActorKind.PERSON, named.text)
                player.person = name
                player.gender = usual_gender(name.family)
                by_family[key].append(player)
            self._join(named, player)
            player.gender = player.gender or gender_of(named)

    def _absorb_short_organisations(self) -> None:
        """Join "Fatih" to "the Fatih coalition" where exactly one longer name begins or ends with it."""
        organisations = [p for p in self.players if p.kind is ActorKind.ORGANISATION]
        by_edge: dict[str, list[Player]] = defaultdict(list)
        for player in organisations:
            words = fold(_fullest(player)).split()
            for cut in range(1, len(words)):
                by_edge[" ".join(words[:cut])].append(player)
                if set(words[:cut]) <= _QUALIFIERS or words[-1] in _MEDIA or country_of(_fullest(player).split()[0]):
                    by_edge[" ".join(words[cut:])].append(player)
        for player in organisations:
            key = fold(_fullest(player))
            longer = [each for each in by_edge.get(key, ()) if each is not player and each in self.players]
            if len(longer) != 1 or key in roles().institution or country_of(_fullest(player)):
                continue
            if not any(_bare(text) in organisation_by_name() for text in _texts(player)):
                for named in player.named:
                    self._join(named, longer[0])
                self.players.remove(player)


_MEDIA = frozenset({"times", "post", "journal", "herald", "tribune", "guardian", "telegraph"})
_QUALIFIERS = word_set("qualifiers")


def organisation_key(text: str) -> str:
    """What two spellings of one organisation share: a known name, or country and institution, or the folded words."""
    bare = text.removeprefix("the ").removeprefix("The ")
    known = organisation_by_name().get(bare)
    if known:
        return f"known {known.name}"
    words = bare.split()
    nation = country_of(words[0].removesuffix("'s").removesuffix("’s"))
    if nation and len(words) > 1:
        return f"{nation} {fold(' '.join(words[1:]))}"
    return fold(text)


def _fullest(player: Player) -> str:
    if player.kind is ActorKind.COUNTRY or not player.named:
        return player.name
    known = next(
        (organisation_by_name()[text] for text in map(_bare, _texts(player)) if text in organisation_by_name()), None
    )
    if known and player.kind is ActorKind.ORGANISATION:
        return known.name
    counts = Counter(_texts(player))
    if player.kind is ActorKind.ORGANISATION:
        counts = Counter({text: count for text, count in counts.items() if not _is_qualified(text, counts)})
    return max(counts, key=lambda text: (len(text.split()), text.count("-"), len(fold(text)), counts[text], text))


def _is_qualified(text: str, counts: Counter[str]) -> bool:
    """Whether a text is another one with a mere qualifier before it: "Shiite Fatih coalition"."""
    first, _, rest = text.partition(" ")
    return first.lower() in _QUALIFIERS and rest in counts and not country_of(first)


def _texts(player: Player) -> list[str]:
    return [named.text for named in player.named]


def _bare(text: str) -> str:
    return text.removeprefix("the ").removeprefix("The ")


def gender_of(named: Named) -> str:
    """Gender as title or given name show it: "m", "f" or nothing."""
    words = named.title.split()
    for word in (named.title, *words):
        if word in roles().male:
            return "m"
        if word in roles().female:
            return "f"
    gender = parse_name(named.text).gender
    return gender if gender in ("m", "f") else ""


def _same_gender(player: Player, named: Named) -> bool:
    return {player.gender, gender_of(named)} != {"m", "f"}


def _choose(candidates: list[Player], named: Named) -> Player | None:
    """Whose surname it is: of the right gender, then the one most often named in full, then the first introduced."""
    fitting = [player for player in candidates if _same_gender(player, named)]
    return max(fitting, key=lambda player: len(player.named), default=None)


def _acronyms(analysis: Analysis, names: tuple[Named, ...]) -> dict[str, str]:
    """Expansion by acronym: written in brackets after it, or made of its initials."""
    found: dict[str, str] = {}
    initials: dict[str, str] = {}
    for before, after in pairwise(names):
        gap = analysis.text[analysis.tokens[before.last].end : analysis.tokens[after.first].start]
        if gap.strip() in ("(", "’s (", "'s (") and _is_acronym(after.text) and len(before.text) > len(after.text):
            found.setdefault(after.text, before.text)
    for named in names:
        words = [word for word in named.text.replace("-", " ").split() if word[:1].isupper()]
        if len(words) > 2 and named.sort is Sort.ORGANISATION:
            initials.setdefault("".join(word[0] for word in words), named.text)
    for named in names:
        if named.sort is Sort.ORGANISATION and _is_acronym(named.text) and named.text in initials:
            found.setdefault(named.text, initials[named.text])
    return found


def _is_acronym(text: str) -> bool:
    return text.isupper() and 2 <= len(text) <= 8 and " " not in text


def acts(analysis: Analysis, named: Named) -> bool:
    """Whether a seat of government stands for the government: as subject, owner or partner, not as the place."""
    token = analysis.tokens[named.last]
    seen = {named.last}
    while token.dep in ("conj", "appos") and token.head not in seen:
        seen.add(token.head)
        token = analysis.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass"):
        return True
    if token.dep == "poss":
        return True
    governor = analysis.tokens[token.head]
    if token.dep == "pobj":
        return governor.text.lower() in (
            "between",
            "with",
            "by",
            "against",
            "among",
        )
    return token.dep == "dobj" and governor.lemma in (
        "accuse",
        "urge",
        "ask",
        "pressure",
        "warn",
        "tell",
        "blame",
        "force",
        "push",
    )
