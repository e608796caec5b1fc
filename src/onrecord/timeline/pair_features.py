"""What a sentence shows of what one participant does to another: words, words between, letters, grammar, lexicon."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from onrecord.model import Analysis, Span, record
from onrecord.timeline.triggers import iter_triggers

SOURCE, TARGET = "<source>", "<target>"
_TELLING = frozenset({"dobj", "prt", "acomp", "xcomp", "ccomp", "attr", "oprd", "nsubjpass", "advcl"})
_DEEPER = frozenset({"dobj", "xcomp", "pobj", "prt"})
_LONGEST_PATH = 15
_GRAMS = (3, 4, 5)

WEIGHTS: Mapping[str, float] = {"w": 1.0, "b": 1.0, "c": 1.0, "g": 1.5, "l": 1.0}
"""How much each block of features counts; chosen by cross-validation."""
COUNTED = frozenset({"w", "b", "c"})
"""Blocks whose values are damped by how common a feature is (TF-IDF)."""


@record
class Pair:
    """Parsed words, with the spans of who acts and on whom (None where not marked).

    `tokens` is the stretch of the analysis that is looked at; None for all of it.
    """

    analysis: Analysis
    source: Span | None
    target: Span | None
    tokens: range | None = None


def count_features(pair: Pair) -> dict[str, float]:
    """Features by name, "block name"; sublinear counts for words and letters, 1 for the rest, before weighting."""
    source, target = _tokens(pair, pair.source), _tokens(pair, pair.target)
    tokens = pair.tokens if pair.tokens is not None else range(len(pair.analysis.tokens))
    words = _masked(pair.analysis, tokens, source, target)
    between = _between(words)
    counts = Counter(f"w {gram}" for gram in _word_grams(words))
    counts.update(f"b {gram}" for gram in _word_grams(between))
    counts.update(f"c {gram}" for gram in _letter_grams(between))
    features = {name: 1 + math.log(count) for name, count in counts.items()}
    features.update({f"g {name}": 1.0 for name in _grammar(pair.analysis, source, target)})
    for trigger in iter_triggers(pair.analysis, tokens):
        features[f"l {trigger.kind.type}"] = 1.0
        features[f"l {trigger.kind.type} {trigger.kind.mode}"] = 1.0
    return features


def weigh(features: Mapping[str, float], rarity: Mapping[str, float]) -> dict[str, float]:
    """Features known to `rarity` (inverse document frequencies), each block of unit length times its weight."""
    known = {
        name: value * (rarity[name] if name[0] in COUNTED else 1.0)
        for name, value in features.items()
        if name in rarity
    }
    squares = dict.fromkeys(WEIGHTS, 0.0)
    for name, value in known.items():
        squares[name[0]] += value * value
    return {name: WEIGHTS[name[0]] * value / math.sqrt(squares[name[0]]) for name, value in known.items()}


def _tokens(pair: Pair, span: Span | None) -> range:
    return pair.analysis.tokens_in(span) if span else range(0)


def _masked(analysis: Analysis, tokens: range, source: range, target: range) -> list[str]:
    """Lemmas, each participant as one sign."""
    words: list[str] = []
    for index in tokens:
        word = SOURCE if index in source else TARGET if index in target else analysis.tokens[index].lemma.lower()
        if not (words and words[-1] == word and word in (SOURCE, TARGET)):
            words.append(word)
    return words


def _between(words: Sequence[str]) -> Sequence[str]:
    """From one participant to the other; where they stand side by side, what follows."""
    if SOURCE not in words or TARGET not in words:
        return words
    first, last = sorted((words.index(SOURCE), words.index(TARGET)))
    return words[max(0, first - 2) : last + 8] if last - first < 3 else words[first : last + 1]


def _word_grams(words: Sequence[str]) -> Iterator[str]:
    yield from words
    yield from (f"{a} {b}" for a, b in pairwise(words))


def _letter_grams(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        padded = f" {word} "
        for size in _GRAMS:
            yield from (padded[start : start + size] for start in range(max(1, len(padded) - size + 1)))


def _head(analysis: Analysis, tokens: range) -> int | None:
    for index in tokens:
        token = analysis.tokens[index]
        if (token.head not in tokens or token.head == index) and token.pos != "PUNCT":
            return index
    return tokens[-1] if tokens else None


def _upward(analysis: Analysis, index: int | None) -> list[int]:
    if index is None:
        return []
    found = [index]
    for above in analysis.iter_ancestors(index):
        found.append(above)
        if len(found) >= _LONGEST_PATH:
            break
    return found


def _grammar(analysis: Analysis, source: range, target: range) -> set[str]:
    """The path between the participants, and the verbs above the source with what hangs on them."""

    def lemma(index: int) -> str:
        return SOURCE if index in source else TARGET if index in target else analysis.tokens[index].lemma.lower()

    found: set[str] = set()
    up, down = _upward(analysis, _head(analysis, source)), _upward(analysis, _head(analysis, target))
    meeting = next((index for index in up if index in down), None)
    if meeting is not None:
        rise, fall = up[: up.index(meeting) + 1], down[: down.index(meeting)]
        names = [analysis.tokens[i].dep for i in rise[:-1]], [analysis.tokens[i].dep for i in fall]
        found |= {f"deps {'-'.join(names[0])}|{'-'.join(names[1])}", f"meet {lemma(meeting)}"}
        for index in (*rise, *fall):
            if index not in source and index not in target:
                found |= {f"path {name}" for name in (lemma(index), *_around(analysis, index, lemma))}
    verbs = [i for i in up[1:] if analysis.tokens[i].pos in ("VERB", "AUX") and i not in source][:2]
    for rank, verb in enumerate(verbs, 1):
        found.add(f"verb {rank} {lemma(verb)}")
        found |= {f"of {name}" for name in _around(analysis, verb, lemma, deep=True)}
    found |= {f"above {lemma(index)}" for index in down[1:4] if index not in target and index not in source}
    found |= {f"source {analysis.tokens[i].lemma.lower()}" for i in source}
    found |= {f"target {analysis.tokens[i].lemma.lower()}" for i in target}
    found |= {f"as {name} {analysis.tokens[line[0]].dep}" for name, line in (("s", up), ("t", down)) if line}
    return found


def _around(analysis: Analysis, verb: int, lemma: Callable[[int], str], *, deep: bool = False) -> set[str]:
    """The objects, particles, prepositions, helpers and negation of a word."""
    found: set[str] = set()
    for child in analysis.children[verb]:
        dep = analysis.tokens[child].dep
        if dep in _TELLING:
            found |= {f"with {lemma(child)}", f"both {lemma(verb)} {lemma(child)}", f"has {lemma(verb)} {dep}"}
            if deep:
                found |= {f"deep {lemma(g)}" for g in analysis.children[child] if analysis.tokens[g].dep in _DEEPER}
        elif dep == "prep":
            found.add(f"prep {lemma(verb)} {lemma(child)}")
            if deep:
                found |= {f"prep {lemma(child)} {lemma(g)}" for g in analysis.children[child]}
        elif dep == "neg":
            found |= {"not", f"not {lemma(verb)}"}
        elif dep == "aux":
            found.add(f"aux {lemma(child)}")
    return found
