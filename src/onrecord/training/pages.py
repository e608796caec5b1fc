"""Trains the classifiers of lines (flattened pages) and of blocks (HTML pages), and cross-validates them by site."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from sklearn.ensemble import HistGradientBoostingClassifier

from onrecord.corpus import article_lines
from onrecord.corpus.build import build
from onrecord.corpus.decoding import decode
from onrecord.corpus.furniture import count_words, is_prose
from onrecord.corpus.line_features import line_features
from onrecord.corpus.readers import html_page
from onrecord.corpus.readers.block_features import block_features
from onrecord.corpus.readers.markup import scan_page
from onrecord.corpus.readers.text_file import read_text
from onrecord.corpus.trees import FORMAT, Trees
from onrecord.evaluation.pages import FLATTENED, body_of, score
from onrecord.model import Origin, content_id, record

ROUNDS, TEAMS = 90, 3
CLEAN_ARTICLES, SPLICED_ARTICLES = 60, 119
SEED = 20261121


@record
class Example:
    """A page's rows and labels. `weight` of a row grows with its words, so that every page counts the same."""

    name: str
    site: str
    rows: NDArray[np.float64]
    labels: NDArray[np.int64]
    weights: NDArray[np.float64]


def train(path: Path, out: Path, *, folds: int | None = None) -> dict[str, float | int]:
    """Write the weights of both classifiers to `out`; with `folds`, give cross-validated figures and write nothing.

    `path` is the pages folder; articles of a ``polnear`` folder beside it are set into furniture as more examples.
    """
    gold = json.loads((path / "ground-truth.json").read_text("utf-8"))
    lines, blocks = _line_examples(path, gold), _block_examples(path, gold)
    if folds:
        return _cross_validate(path, gold, lines, blocks, folds)
    out.mkdir(parents=True, exist_ok=True)
    write_trees(out / f"{article_lines.VERSION}.npz", grow(lines))
    write_trees(out / f"{html_page.VERSION}.npz", grow(blocks))
    (out / "trained_on.json").write_text(json.dumps(sorted(gold), indent=0) + "\n", "utf-8")
    return {"n_pages": len(gold), "n_line_examples": len(lines), "n_block_examples": len(blocks)}


def grow(examples: Sequence[Example]) -> Trees:
    """Teams of boosted trees, grown from different samples of features."""
    rows = np.vstack([example.rows for example in examples])
    labels = np.concatenate([example.labels for example in examples])
    weights = np.concatenate([example.weights for example in examples])
    teams = []
    for seed in range(TEAMS):
        model = HistGradientBoostingClassifier(
            max_iter=ROUNDS, learning_rate=0.09, max_leaf_nodes=15, min_samples_leaf=25, l2_regularization=1.0,
            max_features=0.3, random_state=seed, early_stopping=False,
        )  # fmt: skip
        teams.append(model.fit(rows, labels, sample_weight=weights))
    return _to_trees(teams, rows.shape[1])


def write_trees(path: Path, trees: Trees) -> None:
    """Write trees as a table of arrays."""
    names = ("feature", "threshold", "left", "right", "value", "roots", "depth", "baseline", "teams", "width")
    np.savez_compressed(path, format=FORMAT, **{name: getattr(trees, name) for name in names})


def _to_trees(teams: Sequence[Any], width: int) -> Trees:
    columns: dict[str, list[Any]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}
    roots, deepest, start = [], 0, 0
    for team in teams:
        for (predictor,) in team._predictors:
            nodes = predictor.nodes
            own = np.arange(len(nodes)) + start
            leaf = nodes["is_leaf"].astype(bool)
            columns["feature"].append(np.where(leaf, 0, nodes["feature_idx"]))
            columns["threshold"].append(np.where(leaf, np.inf, nodes["num_threshold"]))
            columns["left"].append(np.where(leaf, own, nodes["left"].astype(int) + start))
            columns["right"].append(np.where(leaf, own, nodes["right"].astype(int) + start))
            columns["value"].append(np.where(leaf, nodes["value"], 0.0))
            roots.append(start)
            deepest = max(deepest, int(nodes["depth"].max()))
            start += len(nodes)
    kinds = {"feature": np.int32, "threshold": np.float64, "left": np.int32, "right": np.int32, "value": np.float64}
    return Trees(
        **{name: np.concatenate(parts).astype(kinds[name]) for name, parts in columns.items()},
        roots=np.array(roots, dtype=np.int32),
        depth=deepest,
        baseline=float(np.mean([np.ravel(team._baseline_prediction)[0] for team in teams])),
        teams=len(teams),
        width=width,
    )


def _line_examples(path: Path, gold: Mapping[str, Any]) -> list[Example]:
    """Flattened pages, articles set into the furniture of pages, and articles alone."""
    examples, frames = [], []
    for file in FLATTENED.values():
        for name, entry in json.loads((path / file).read_text("utf-8")).items():
            lines = [line for line in entry["articleBody"].splitlines() if line.strip()]
            labels = label_lines(lines, gold[name]["articleBody"])
            site = _site(gold[name]["url"])
            examples.append(_example(name, site, line_features(lines), lines, labels))
            frames.append((name, site, lines, labels))
    articles = _clean_articles(path.parent / "polnear" / "train" / "text")
    chance = random.Random(SEED)
    for name, site, lines, labels in chance.sample(frames, min(SPLICED_ARTICLES, len(frames))) if articles else ():
        spliced, marks = _splice(lines, labels, chance.choice(articles), chance)
        examples.append(_example(f"{name} spliced", site, line_features(spliced), spliced, marks))
    for number, article in enumerate(articles[:CLEAN_ARTICLES]):
        marks = np.array([0 if at == 0 and not is_prose(line) else 1 for at, line in enumerate(article)])
        examples.append(_example(f"clean {number}", f"clean {number}", line_features(article), article, marks))
    return examples


def _block_examples(path: Path, gold: Mapping[str, Any]) -> list[Example]:
    examples = []
    for name, entry in gold.items():
        decoded = decode(_html(path, name))
        if decoded is None:
            continue
        page = scan_page(decoded)
        lines = [block.line.text for block in page.blocks]
        rows = block_features(page, html_page.votes_of(page, decoded.text))
        labels = label_lines(lines, entry["articleBody"])
        examples.append(_example(name, _site(entry["url"]), rows, lines, labels))
    return examples


def label_lines(lines: Sequence[str], gold: str) -> NDArray[np.int64]:
    """1 for each line most of whose tokens stand in `gold` in the order of the longest common subsequence."""
    wanted = re.findall(r"\w+", gold)
    tokens: list[str] = []
    owner: list[int] = []
    for index, line in enumerate(lines):
        own = re.findall(r"\w+", line)
        tokens += own
        owner += [index] * len(own)
    hits, counts = np.zeros(len(lines)), np.bincount(owner, minlength=len(lines)) if owner else np.zeros(len(lines))
    for block in Indel.opcodes(tokens, wanted):
        if block.tag == "equal":
            for at in range(block.src_start, block.src_end):
                hits[owner[at]] += 1
    return (hits >= 0.5 * np.maximum(counts, 1)).astype(np.int64)


def _splice(
    lines: Sequence[str], labels: NDArray[np.int64], article: Sequence[str], chance: random.Random
) -> tuple[list[str], NDArray[np.int64]]:
    """`article` between some of the furniture that stands before and after the page's own article."""
    inside = np.flatnonzero(labels)
    first, last = (int(inside[0]), int(inside[-1])) if len(inside) else (len(lines) // 2, len(lines) // 2)
    before, after = list(lines[:first]), list(lines[last + 1 :])
    before = before[len(before) - chance.randrange(0, 8) :] if before else []
    after = after[: chance.randrange(0, 25)]
    marks = [0] * len(before) + [0 if at == 0 and not is_prose(line) else 1 for at, line in enumerate(article)]
    return [*before, *article, *after], np.array(marks + [0] * len(after))


def _clean_articles(folder: Path) -> list[list[str]]:
    found = []
    for file in sorted(folder.glob("*.txt")):
        lines = [line for line in file.read_text("utf-8", "replace").splitlines() if line.strip()]
        if len(lines) >= 8:
            found.append(lines)
    random.Random(SEED).shuffle(found)
    return found


def _example(
    name: str, site: str, rows: NDArray[np.float64], lines: Sequence[str], labels: NDArray[np.int64]
) -> Example:
    words = np.maximum([count_words(line) for line in lines], 1.0)
    return Example(name=name, site=site, rows=rows, labels=labels, weights=0.3 + 40 * words / words.sum())


def _site(url: str) -> str:
    return ".".join((urlsplit(url).hostname or url).split(".")[-2:])


def _html(path: Path, name: str) -> bytes:
    return gzip.decompress((path / "html" / f"{name}.html.gz").read_bytes())


def _fold(site: str, folds: int) -> int:
    return int(content_id("fold", site), 16) % folds


def _judge_lines(trees: Trees, lines: Sequence[str]) -> NDArray[np.float64]:
    return trees.predict(line_features(lines))


def _cross_validate(
    path: Path, gold: Mapping[str, Any], lines: Sequence[Example], blocks: Sequence[Example], folds: int
) -> dict[str, float | int]:
    """Every page read in full by classifiers that saw no page of its site."""
    wanted = {name: entry["articleBody"] for name, entry in gold.items()}
    texts = {kind: json.loads((path / file).read_text("utf-8")) for kind, file in FLATTENED.items()}
    read: dict[str, dict[str, str]] = {"html": {}, **{kind: {} for kind in texts}}
    for fold in range(folds):
        by_line = grow([example for example in lines if _fold(example.site, folds) != fold])
        by_block = grow([example for example in blocks if _fold(example.site, folds) != fold])
        for name in (name for name, entry in gold.items() if _fold(_site(entry["url"]), folds) == fold):
            page = html_page.read_page(_html(path, name), Origin(path=name), judge=by_block.predict)
            read["html"][name] = body_of(build(page))
            for kind, pages in texts.items():
                found = read_text(pages[name]["articleBody"].encode("utf-8", "replace"), Origin(path=name))
                read[kind][name] = body_of(build(found, judge=partial(_judge_lines, by_line)))
    figures: dict[str, float | int] = {"n_pages": len(gold), "folds": folds}
    for kind, bodies in read.items():
        for part, value in zip(("precision", "recall", "f1"), score(wanted, bodies), strict=True):
            figures[f"{kind.replace('-', '_')}_{part}"] = round(value, 4)
    figures["flattened_f1"] = round(sum(score(wanted, read[kind])[2] for kind in texts) / len(texts), 4)
    return figures
