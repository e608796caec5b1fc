"""Which words mean the same deed, state or thing, which mean the reverse, and what attitude a word shows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from onrecord.model import record

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:['’-]\w+)*")
POSSESSIVE = re.compile(r"['’]s?$")
LONGEST_PHRASE = 4
NOUN_ENDINGS = ("tion", "ment", "ing", "al")


@record
class Sense:
    """A word's place in a family: `sign` is +1 for the family's own direction, -1 for the reverse."""

    family: str
    sign: int
    pos: str = ""


@record
class Family:
    """A family of words. `kind` is deed, state or thing; `effect` what a deed does to its theme (+1, -1 or 0)."""

    name: str
    kind: str
    effect: int = 0


@record
class Lexicon:
    """Word families and attitude words, read once from the files of this room."""

    families: dict[str, Family]
    senses: dict[str, tuple[Sense, ...]]
    classes: dict[str, frozenset[str]]
    suffixes: tuple[str, ...]
    irregular: dict[str, str]
    repairs: dict[str, str]
    """Forms that the parser gives a wrong lemma."""

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Lexicon:
        """The lexicon that ships with this room."""
        room = files("onrecord.positions")
        families, senses = _parse_families(room.joinpath("families.txt").read_text("utf-8"))
        tables = [tomllib.loads(room.joinpath(name).read_text("utf-8")) for name in ("attitudes.toml", "grammar.toml")]
        words = {name: tuple(listed.split()) for table in tables for name, listed in table.items()}
        irregular, repairs = (dict(pair.split("=") for pair in words.pop(name)) for name in ("irregular", "repairs"))
        return Lexicon(
            families=families,
            senses=senses,
            suffixes=words.pop("suffixes"),
            irregular=irregular,
            repairs=repairs,
            classes={name: frozenset(listed) for name, listed in words.items()},
        )

    def is_in(self, lemma: str, *classes: str) -> bool:
        """Whether `lemma` stands in one of these classes of words."""
        return any(lemma in self.classes[name] for name in classes)

    def find_senses(self, lemma: str, pos: str = "") -> tuple[Sense, ...]:
        """The senses of a lemma, or of a phrase joined by "_"; an unknown `pos` fits every restriction."""
        senses = self.senses.get(lemma) or next(
            (self.senses[form] for form in _iter_base_forms(lemma) if form in self.senses), ()
        )
        return tuple(sense for sense in senses if not pos or not sense.pos or _fits(sense.pos, pos))

    def keys(self, lemma: str, pos: str = "") -> tuple[tuple[str, int], ...]:
        """What a word stands for, with its sign: its families, and its stem (always +1, marked "=")."""
        found = [(sense.family, sense.sign) for sense in self.find_senses(lemma, pos)]
        if not self.is_in(lemma, "stops") and len(lemma) > 2:
            found.append(("=" + self.stem(lemma), 1))
        return tuple(found)

    def iter_words(self, text: str) -> Iterator[tuple[str, str]]:
        """(as written, lemma) of an unparsed text, phrases of the families joined; endings are undone by rule."""
        written = [POSSESSIVE.sub("", match.group()) for match in WORD.finditer(text)]
        lemmas = [self._lemma(word.lower()) for word in written]
        at = 0
        while at < len(lemmas):
            size = self.phrase_at(lemmas, at)
            yield " ".join(written[at : at + size]), "_".join(lemmas[at : at + size])
            at += size

    def phrase_at(self, lemmas: Sequence[str], at: int) -> int:
        """How many lemmas from `at` make one phrase of the families (1 where none does)."""
        for size in range(min(LONGEST_PHRASE, len(lemmas) - at), 1, -1):
            if "_".join(lemmas[at : at + size]) in self.senses:
                return size
        return 1

    def claim_likeness(self, text: str) -> float:
        """0 for a topic, 1 for a claim, between them where the words do not tell."""
        words = [match.group().lower() for match in WORD.finditer(text)]
        if any(self.is_in(word, "modals", "copulas") for word in words):
            return 1.0
        if any(self._is_deed(word) for word in words if not word.endswith(NOUN_ENDINGS)):
            return 1.0 if len(words) > 2 else 0.5
        if self._has_finite_verb(text, words):
            return 1.0
        if len(words) > 4 or any(word.endswith(("s", "ed")) for word in words[1:]):
            return 0.5
        return 0.0

    def _has_finite_verb(self, text: str, words: Sequence[str]) -> bool:
        """Whether an unparsed text shows the pattern of a sentence.

        Either a word that is no preposition before a determiner ("Strikes violate its peace"); or, where a full stop
        ends it, a word that may be a verb between two nouns ("The base makes Tavria safer.") or between a noun and a
        preposition ("Rents rise with migration.").
        """
        for before, word, after in zip(("", *words), words, (*words[1:], ""), strict=False):
            if not before or self.is_in(word, "determiners", "joiners") or self.is_in(before, "joiners"):
                continue
            after_determiner = self.is_in(before, "determiners")
            if self.is_in(after, "determiners") and not after_determiner and not word.endswith("ing"):
                return True
            is_verb_like = word.endswith(("s", "ed", "e")) if self.is_in(after, "joiners") else _is_third_person(word)
            if text.rstrip().endswith(".") and is_verb_like and after and not after_determiner and len(words) > 3:
                return True
        return False

    def meaning(self, claim: str) -> tuple[frozenset[str], int]:
        """The families and stems a claim is made of, and +1 or -1 by its negations and reversed words."""
        names, sign = set(), 1
        for _, word in self.iter_words(claim):
            if self.is_in(word, "negations"):
                sign = -sign
            elif (senses := self.find_senses(word)) and not self.is_in(word, "stops"):
                deed = next((s for s in senses if self.families[s.family].kind != "thing"), senses[0])
                names.add(deed.family)
                sign *= deed.sign
            elif not self.is_in(word, "stops") and len(word) > 2:
                names.add("=" + self.stem(word))
        return frozenset(names), sign

    def stem(self, word: str) -> str:
        """A word without its endings, so that "construct" and "construction" meet; four letters or five stay."""
        word = word[:-1] if word.endswith("i") and len(word) > 4 else word
        for _ in range(2):
            for suffix in self.suffixes:
                if word.endswith(suffix) and len(word) - len(suffix) >= (4 if len(suffix) < 4 else 5):
                    word = word[: -len(suffix)]
                    break
        return word

    def _is_deed(self, word: str) -> bool:
        lemma = self._lemma(word)
        return any(self.families[sense.family].kind != "thing" for sense in self.find_senses(lemma, "VERB"))

    def _lemma(self, word: str) -> str:
        if base := self.irregular.get(word):
            return base
        return next((form for form in _iter_base_forms(word) if form in self.senses), word)


def _iter_base_forms(word: str) -> Iterator[str]:
    yield word
    word = word.removesuffix("'s").removesuffix("’s")
    yield word
    for suffix, endings in (
        ("ies", ("y",)), ("ied", ("y",)), ("es", ("e", "")), ("s", ("",)), ("ed", ("e", "")), ("ing", ("e", "")),
    ):  # fmt: skip
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            base = word[: -len(suffix)]
            yield from (base + ending for ending in endings)
            if len(base) > 3 and base[-1] == base[-2]:
                yield base[:-1]


def _fits(wanted: str, pos: str) -> bool:
    return pos in {"NOUN": {"NOUN", "PROPN"}, "VERB": {"VERB", "AUX"}, "ADJ": {"ADJ", "ADV", "VERB"}}[wanted]


def _parse_families(text: str) -> tuple[dict[str, Family], dict[str, tuple[Sense, ...]]]:
    families: dict[str, Family] = {}
    senses: dict[str, list[Sense]] = {}
    kind = ""
    for line in text.splitlines():
        if line.startswith("["):
            kind = line.strip("[]").removesuffix("s")
        elif line and not line.startswith("#"):
            head, _, words = line.partition(":")
            mark, name = (head[0], head[1:].strip()) if head[0] in "!+" else ("", head.strip())
            families[name] = Family(name=name, kind=kind, effect={"!": -1, "+": 1, "": 0}[mark])
            for part, sign in zip(words.split("|"), (1, -1), strict=False):
                for entry in filter(None, (word.strip() for word in part.split(","))):
                    lemma, _, pos = entry.partition("/")
                    senses.setdefault(lemma, []).append(Sense(family=name, sign=sign, pos=pos))
    return families, {lemma: tuple(found) for lemma, found in senses.items()}


def _is_third_person(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))
