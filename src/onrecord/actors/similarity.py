"""How much two written names look like one: aligned words, what is left over, and a score with the values behind it.

A score proposes; it merges nothing. The weights (``tables/names-model.json``, made by `onrecord train names`) are
a linear model and small boosted trees over the values below.
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from importlib import resources
from itertools import pairwise

from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from onrecord.actors.bags import cut_name, expanded, join, letters_joined, without_particles
from onrecord.actors.lexicon import countries, given_names, nicknames
from onrecord.actors.names import skeleton
from onrecord.errors import BugError
from onrecord.model import record

FEATURES = (
    "is_person", "one_edits", "whole", "whole_skeleton", "sorted_whole", "contained", "least", "next_least", "mean",
    "least_edits", "least_length", "least_first_letter", "least_skeleton", "least_prefix", "least_suffix",
    "clashes", "clash_letters", "left_over", "left_over_letters", "shared", "shared_letters", "words_fewer",
    "words_more", "in_order", "first_alike", "last_alike", "initials", "numbers_clash", "forms_clash", "both_given",
    "patronymic", "same_bag", "joined", "foreign", "gender_clash", "written", "initial_clash", "left_over_place",
    "left_over_number", "fathers_swapped", "consonants", "initials_expanded",
)  # fmt: skip
"""The values a score is made of, in the order the model reads them."""

_CLASH = 0.55
"""Words less alike than this are not the same word."""
_ROMAN = re.compile(r"[ivx]+")


@record
class NameScore:
    """How likely two names are one actor's (0 to 1), and the values that say so."""

    score: float
    values: tuple[float, ...]

    @property
    def because(self) -> dict[str, float]:
        """Value by the name of its feature."""
        return dict(zip(FEATURES, self.values, strict=True))


@record
class _Pair:
    one: str
    other: str
    alike: float


def _align(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list[_Pair], list[str], list[str]]:
    """Pair the most alike words first; what no word of the other answers is left over."""
    scored = sorted(
        ((_alike(a, b), -abs(i - j), i, j) for i, a in enumerate(one) for j, b in enumerate(other)), reverse=True
    )
    used_one: set[int] = set()
    used_other: set[int] = set()
    pairs = []
    for alike, _, i, j in scored:
        if i in used_one or j in used_other:
            continue
        used_one.add(i)
        used_other.add(j)
        pairs.append(_Pair(one=one[i], other=other[j], alike=alike))
    rest_one = [word for place, word in enumerate(one) if place not in used_one]
    rest_other = [word for place, word in enumerate(other) if place not in used_other]
    return pairs, rest_one, rest_other


@cache
def _alike(one: str, other: str) -> float:
    """0 to 1: the better of spelling and sound; an initial is .9 of the word it begins."""
    if one == other:
        return 1.0
    if 1 in (len(one), len(other)):
        return 0.9 if one[0] == other[0] else 0.0
    if set(nicknames().get(one, ())) & {other} or set(nicknames().get(other, ())) & {one}:
        return 0.95
    spelling = OSA.normalized_similarity(one, other)
    sound = OSA.normalized_similarity(skeleton(one), skeleton(other))
    return max(spelling, 0.97 * sound)


def compare(one: str, other: str, *, is_person: bool) -> tuple[float, ...]:
    """The values of `FEATURES` for a pair of names; the same whichever comes first."""
    first, second = sorted(
        (cut_name(one, is_person=is_person), cut_name(other, is_person=is_person)), key=lambda b: b.words
    )
    if is_person:
        first, second = without_particles(first), without_particles(second)
    else:
        first, second = letters_joined(first), letters_joined(second)
    first, second, joined = join(first, second)
    initials = 0
    if is_person:
        first, one_more = expanded(first, second)
        second, other_more = expanded(second, first)
        initials = one_more + other_more
    fewer, more = sorted((first, second), key=lambda bag: len(bag.words))
    pairs, _, left = _align(fewer.words, more.words)
    pairs.sort(key=lambda pair: (pair.alike, pair.one, pair.other))
    worst = pairs[0] if pairs else _Pair(one="", other="", alike=0.0)
    clashes = [pair for pair in pairs if pair.alike < _CLASH]
    shared = [pair for pair in pairs if pair.alike > 0.84]
    text, second_text = "".join(fewer.words), "".join(more.words)
    spaced, second_spaced = " ".join(fewer.words), " ".join(more.words)
    names = given_names()
    values = {
        "is_person": float(is_person),
        "one_edits": min(OSA.distance(text, second_text), 12),
        "whole": OSA.normalized_similarity(text, second_text),
        "whole_skeleton": OSA.normalized_similarity(skeleton(text), skeleton(second_text)),
        "sorted_whole": fuzz.token_sort_ratio(spaced, second_spaced) / 100,
        "contained": fuzz.token_set_ratio(spaced, second_spaced) / 100,
        "least": worst.alike,
        "next_least": pairs[1].alike if len(pairs) > 1 else 1.0,
        "mean": _mean(pairs),
        "least_edits": min(OSA.distance(worst.one, worst.other), 12),
        "least_length": min(len(worst.one), len(worst.other)),
        "least_first_letter": float(worst.one[:1] == worst.other[:1]),
        "least_skeleton": OSA.normalized_similarity(skeleton(worst.one), skeleton(worst.other)) if worst.one else 0.0,
        "least_prefix": _shared_start(worst.one, worst.other),
        "least_suffix": _shared_start(worst.one[::-1], worst.other[::-1]),
        "clashes": len(clashes),
        "clash_letters": sum(max(len(pair.one), len(pair.other)) for pair in clashes),
        "left_over": len(left),
        "left_over_letters": sum(map(len, left)),
        "shared": len(shared),
        "shared_letters": sum(len(pair.one) for pair in shared),
        "words_fewer": len(fewer.words),
        "words_more": len(more.words),
        "in_order": float(_is_in_order(pairs, fewer.words, more.words)),
        "first_alike": _alike(fewer.words[0], more.words[0]) if fewer.words else 0.0,
        "last_alike": _alike(fewer.words[-1], more.words[-1]) if fewer.words else 0.0,
        "initials": float(_is_acronym(fewer.words, more.words)),
        "numbers_clash": float(fewer.numbers != more.numbers),
        "forms_clash": float(bool(fewer.forms and more.forms and not fewer.forms & more.forms)),
        "both_given": float(worst.one != worst.other and worst.one in names and worst.other in names),
        "patronymic": float(any(_is_patronymic(p.one) and _is_patronymic(p.other) for p in pairs if p.alike < 1)),
        "same_bag": float(sorted(fewer.words) == sorted(more.words)),
        "joined": float(joined),
        "foreign": float(first.foreign or second.foreign),
        "gender_clash": float({names.get(worst.one), names.get(worst.other)} == {"m", "f"}),
        "written": OSA.normalized_similarity(_written(one), _written(other)),
        "initial_clash": float(_signs_clash(one, other) or any(_initials_clash(pair) for pair in pairs)),
        "left_over_place": float(any(word in _places() for word in left)),
        "left_over_number": float(any(word.isdigit() or _ROMAN.fullmatch(word) for word in left)),
        "consonants": OSA.normalized_similarity(_consonants(text), _consonants(second_text)),
        "initials_expanded": initials,
        "fathers_swapped": float(is_person and _fathers_swapped(one, other)),
    }
    return tuple(float(values[name]) for name in FEATURES)


def _mean(pairs: list[_Pair]) -> float:
    weights = [max(len(pair.one), len(pair.other)) for pair in pairs]
    total = sum(weights)
    return sum(pair.alike * weight for pair, weight in zip(pairs, weights, strict=True)) / total if total else 0.0


def _shared_start(one: str, other: str) -> float:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count / max(len(one), len(other), 1)


def _is_in_order(pairs: list[_Pair], one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    places = sorted((one.index(pair.one), other.index(pair.other)) for pair in pairs)
    return all(a[1] <= b[1] for a, b in pairwise(places))


def _is_acronym(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(one) and len(other) > 1 and one[0] == "".join(word[0] for word in other)


def _initials_clash(pair: _Pair) -> bool:
    return len(pair.one) == len(pair.other) == 1 and pair.one != pair.other


_SIGNS = re.compile("[\u1200-\u137f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts in which one sign is a syllable or a word."""


def _signs_clash(one: str, other: str) -> bool:
    """Whether two names in a script of syllables or words differ in a sign."""
    return bool(_SIGNS.search(one) and _SIGNS.search(other)) and _written(one) != _written(other)


def _consonants(text: str) -> str:
    """What Arabic and Hebrew letters keep of a name."""
    return re.sub("[aeiouwyh]", "", text.translate(str.maketrans("pvzcq", "bfskk")))


def _written(name: str) -> str:
    """The letters of a name in its own script."""
    return "".join(char for char in name.casefold() if char.isalnum())


@cache
def _places() -> frozenset[str]:
    """Words of country names and demonyms."""
    texts = (text for country in countries() for text in (*country.names, *country.demonyms, *country.seats))
    return frozenset(word for text in texts for word in anyascii(text).lower().split() if len(word) > 3)


def _fathers_swapped(one: str, other: str) -> bool:
    """Whether "A bin B" stands against "B bin A"."""
    links = ("bin", "ibn", "ben")
    first, second = anyascii(one).lower().split(), anyascii(other).lower().split()
    place = next((i for i, word in enumerate(first) if word in links), 0)
    other_place = next((i for i, word in enumerate(second) if word in links), 0)
    if not place or not other_place or place + 1 >= len(first) or other_place + 1 >= len(second):
        return False
    return first[place - 1] == second[other_place + 1] or first[place + 1] == second[other_place - 1]


def _is_patronymic(word: str) -> bool:
    return word.endswith(("vich", "vitch", "vych", "ovna", "evna"))


@record
class _Model:
    """A weight per feature and boosted trees: nodes of (feature or -1, threshold, left, right, value)."""

    base: float
    weights: tuple[float, ...]
    threshold: float
    trees: tuple[tuple[tuple[int, float, int, int, float], ...], ...]
    trained_on: tuple[str, ...]


@cache
def _model() -> _Model:
    path = resources.files("onrecord.actors").joinpath("tables").joinpath("names-model.json")
    model = json.loads(path.read_text(encoding="utf-8"))
    if tuple(model["features"]) != FEATURES:
        raise BugError("the name model was made for other values", next_step="onrecord train names")
    return _Model(
        base=float(model["base"]),
        weights=tuple(map(float, model["weights"])),
        threshold=float(model["threshold"]),
        trees=tuple(
            tuple((int(f), float(t), int(a), int(b), float(v)) for f, t, a, b, v in tree) for tree in model["trees"]
        ),
        trained_on=tuple(model["trained_on"]),
    )


def threshold() -> float:
    """The score from which on two names are proposed as one."""
    return _model().threshold


def trained_on() -> tuple[str, ...]:
    """SHA-256 of the files the shipped model learned from."""
    return _model().trained_on


def score_names(one: str, other: str, *, is_person: bool) -> NameScore:
    """How likely two names are one actor's, by the shipped model; the same whichever comes first."""
    values = compare(one, other, is_person=is_person)
    model = _model()
    total = model.base + sum(weight * value for weight, value in zip(model.weights, values, strict=True))
    for tree in model.trees:
        node = 0
        while (feature := tree[node][0]) >= 0:
            node = tree[node][2] if values[feature] <= tree[node][1] else tree[node][3]
        total += tree[node][4]
    return NameScore(score=1 / (1 + math.exp(-total)), values=values)
