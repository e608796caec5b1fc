"""Sides that sources take of targets, on SEESAW (Zhang et al. 2022): ``python benchmarks/stance_seesaw.py FOLDER``.

A sentence, its source and its target are given; POS or NEG is read against the claim "TARGET is right." Sources that
the text does not name, and targets likewise, are left out. `rules` are those of a codebook: a miss is a miss. `encoder`
leans to the nearer of sentences for and against the target, its border the median of all. `both` asks the rules first.
`learned` is a head in five folds, no story in two; it is measured and thrown away: the licence (CC BY-NC-SA) forbids
shipping weights trained on it. ``--words`` keeps only sentences that hold the target's last word.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from onrecord.language import Parser
from onrecord.language.encoder import OnnxEncoder
from onrecord.model import (
    Analysis,
    Article,
    Codebook,
    Concept,
    Origin,
    Provenance,
    Side,
    Span,
    Statement,
    StatementKind,
)
from onrecord.positions import find_positions
from onrecord.positions.learning import learn
from onrecord.positions.stance import Features

MADE = Provenance(stage="benchmark", version="1")
SIDE_OF = {"POS": Side.FOR, "NEG": Side.AGAINST}
BOTH = (Side.FOR, Side.AGAINST)
NOBODY = {"None", "Not in the list", ""}
FOR = ("{} is right.", "We support {}.", "{} deserves praise.")
AGAINST = ("{} is wrong.", "We oppose {}.", "{} deserves blame.")
FOLDS = 5


class Triple(NamedTuple):
    """A source's side of a target in one sentence; `article` and `sentence` say where."""

    story: str
    article: str
    sentence: str
    words: str
    target: str
    side: Side


def main() -> None:
    """Print one object of figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--words", action="store_true")
    given = arguments.parse_args()
    triples = list(iter_triples(given.folder))
    if given.words:
        triples = [one for one in triples if one.target.split()[-1].casefold() in one.words.casefold()]
    gold = [one.side for one in triples]
    rules, features = read_rules(triples), read_features(triples)
    leaning = [Side.FOR if lean > 0.5 else Side.AGAINST for lean in features.leaning]
    both = [side or lean for side, lean in zip(rules, leaning, strict=True)]
    read = [side is not None for side in rules]
    right = [side is wanted for side, wanted in zip(rules, gold, strict=True)]
    figures = {
        "n": len(gold),
        "negative": round(gold.count(Side.AGAINST) / len(gold), 4),
        "all_negative_f1": score(gold, [Side.AGAINST] * len(gold)),
        "rules_read": round(float(np.mean(read)), 4),
        "rules_precision": round(sum(right) / max(1, sum(read)), 4),
        "rules_f1": score(gold, rules),
        "encoder_f1": score(gold, leaning),
        "both_f1": score(gold, both),
        "learned_f1": score(gold, learn_in_folds(features, gold, [one.story for one in triples])),
    }
    print(json.dumps(figures, indent=2))


def iter_triples(folder: Path) -> Iterator[Triple]:
    """Each named source and target of each sentence, once; contradicting annotators leave both out."""
    for path in sorted((folder / "annotations").glob("*.json")):
        coded = json.loads(path.read_text("utf-8"))
        text = json.loads((folder / "articles" / path.name).read_text("utf-8"))["text"]
        words = {str(sentence["id"]): " ".join(sentence["text"].split()) for sentence in text}
        for number, stances in coded["sentence-level stances"].items():
            sides: dict[tuple[str, str], set[str]] = {}
            for stance in stances:
                sides.setdefault((stance["subject"], stance["object"]), set()).add(stance["sentiment"])
            for (source, target), said in sides.items():
                if len(said) == 1 and not {source, target} & NOBODY and words.get(number):
                    side = SIDE_OF[said.pop()]
                    story = path.stem.partition("_DOCUMENT")[0]
                    yield Triple(story, path.stem, number, words[number], target, side)


def score(gold: list[Side], found: list[Side] | list[Side | None]) -> float:
    """Macro F1 over both sides; where nothing was read neither is right."""
    names = [side.value for side in BOTH]
    plain = [side.value if side else "" for side in found]
    return round(float(f1_score([side.value for side in gold], plain, labels=names, average="macro")), 4)


def read_rules(triples: list[Triple]) -> list[Side | None]:
    """The side that the rules read for each triple; None where they read none."""
    parser = Parser()
    by_article: dict[str, list[Triple]] = {}
    for triple in triples:
        by_article.setdefault(triple.article, []).append(triple)
    found: dict[tuple[str, str, str], Side] = {}
    for article, ours in by_article.items():
        sentences = {triple.sentence: triple.words for triple in ours}
        text = "\n".join(sentences.values())
        analysis = parser.parse(Article(id=article, text=text, origin=Origin(path=article), provenance=MADE))
        if not isinstance(analysis, Analysis):
            continue
        statements, number_of, end = [], {}, -1
        for number, words in sentences.items():
            start, end = end + 1, end + 1 + len(words)
            span = Span(start=start, end=end)
            one = Statement(article_id=article, content=(span,), kind=StatementKind.INDIRECT, provenance=MADE)
            statements.append(one)
            number_of[one.id] = number
        targets = tuple(dict.fromkeys(triple.target for triple in ours))
        concepts = tuple(Concept(id=target, claim=f"{target} is right.") for target in targets)
        codebook = Codebook(debate=article, concepts=concepts)
        for position in find_positions(analysis, statements, (), codebook):
            if position.side in BOTH:
                found[article, number_of[position.statement_id], position.concept_id] = position.side
    return [found.get((one.article, one.sentence, one.target)) for one in triples]


def read_features(triples: list[Triple]) -> Features:
    """Vectors of "target: sentence", and how the sentence leans to the target, one half at the median."""
    encoder = OnnxEncoder()
    sentences, targets = (
        list(dict.fromkeys(each)) for each in zip(*[(t.words, t.target) for t in triples], strict=True)
    )
    words = dict(zip(sentences, np.asarray(encoder.encode(sentences)), strict=True))
    leans = _prototypes(encoder, targets, FOR) - _prototypes(encoder, targets, AGAINST)
    lean_of = dict(zip(targets, leans, strict=True))
    raw = np.array([words[one.words] @ lean_of[one.target] for one in triples])
    leaning = 1 / (1 + np.exp(-2 * (raw - np.median(raw)) / raw.std()))
    vectors = np.asarray(encoder.encode([f"{one.target}: {one.words}" for one in triples]))
    counts = np.zeros((len(triples), 3))
    return Features(vectors=vectors, engagement=np.full(len(triples), 0.98), leaning=leaning, counts=counts)


def _prototypes(encoder: OnnxEncoder, targets: list[str], forms: tuple[str, ...]) -> NDArray[np.float32]:
    vectors = np.asarray(encoder.encode([form.format(target) for target in targets for form in forms]))
    means: NDArray[np.float32] = vectors.reshape(len(targets), len(forms), -1).mean(axis=1)
    return means


def learn_in_folds(features: Features, gold: list[Side], stories: list[str]) -> list[Side]:
    """The likelier side by a head learned from the other folds."""
    found: list[Side] = [Side.FOR] * len(gold)
    for known, rest in GroupKFold(FOLDS).split(gold, groups=stories):
        head = learn(features.take(known), [gold[row] for row in known])
        likely = head.probabilities(features.take(rest))[:, :2].argmax(axis=1)
        for row, column in zip(rest, likely, strict=True):
            found[row] = BOTH[column]
    return found


if __name__ == "__main__":
    main()
