r"""How much of a news page's article is read, and how much else: 4-gram overlap with the article body.

Counted as ``docs/corpus.md`` says: ``\w+`` tokens, multisets of 4-grams, precision and recall per page, the F1 of
their two means. ``PATH`` holds ``ground-truth.json``, ``html/`` and ``flattened-*.json``.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import trafilatura

from onrecord.corpus import Intake, read_bytes
from onrecord.corpus.trees import get_training_pages
from onrecord.errors import GoldError

GRAM = 4
FLATTENED = {"html-text": "flattened-html-text.json", "inscriptis": "flattened-inscriptis.json"}
UNBROKEN = "flattened-beautifulsoup.json"


def evaluate(path: Path) -> dict[str, float | int | bool]:
    """Scores of the reader on pages and on flattened pages, with trafilatura's on the same pages beside.

    Raises GoldError where `path` lacks the files.
    """
    gold = {name: entry["articleBody"] for name, entry in _read_json(path / "ground-truth.json").items()}
    html = {name: gzip.decompress(_read(path / "html" / f"{name}.html.gz")) for name in gold}
    figures: dict[str, float | int | bool] = {
        "n": len(gold),
        "trained_on": not get_training_pages().isdisjoint(gold),
    }
    figures |= _named("html", score(gold, {name: read_body(raw, "page.html") for name, raw in html.items()}))
    figures |= _named("trafilatura", score(gold, {name: _by_trafilatura(raw) for name, raw in html.items()}))
    flattened = [score(gold, _each(_texts(path / file), read_flattened)) for file in FLATTENED.values()]
    for name, scores in zip(FLATTENED, flattened, strict=True):
        figures |= _named(name.replace("-", "_"), scores)
    figures["flattened_f1"] = round(sum(scores[2] for scores in flattened) / len(flattened), 4)
    figures["unbroken_f1"] = round(score(gold, _each(_texts(path / UNBROKEN), _unbroken))[2], 4)
    return figures


def score(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Mean precision, mean recall and the F1 of these two, over all pages of `gold`."""
    pairs = [compare(text, found.get(name, "")) for name, text in sorted(gold.items())]
    if not pairs:
        return 0.0, 0.0, 0.0
    precision, recall = (sum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1))
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def compare(gold: str, found: str) -> tuple[float, float]:
    """Precision and recall of the 4-grams of one page; two texts without a difference score 1."""
    wanted, given = _grams(gold), _grams(found)
    if wanted == given:
        return 1.0, 1.0
    common = sum((wanted & given).values())
    return common / (sum(given.values()) or 1), common / (sum(wanted.values()) or 1)


def read_body(raw: bytes, name: str) -> str:
    """The article body that the reader gives; empty where it skips."""
    return body_of(read_bytes(raw, name))


def body_of(intake: Intake) -> str:
    """The body of an article with the dateline that stood before it; empty for a skip."""
    article = intake.article
    if article is None:
        return ""
    dateline = next((edit.before for edit in article.edits if edit.reason == "dateline"), "")
    return dateline + article.text[article.body_start :]


def read_flattened(text: str) -> str:
    """The same for a page flattened to text."""
    return read_body(text.encode("utf-8", "replace"), "page.txt")


def _grams(text: str) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[at : at + GRAM]) for at in range(max(1, len(tokens) - GRAM + 1)))


def _by_trafilatura(raw: bytes) -> str:
    return trafilatura.extract(raw, include_comments=False) or ""


def _unbroken(text: str) -> str:
    return read_flattened(" ".join(text.split()))


def _each(texts: Mapping[str, str], read: Callable[[str], str]) -> dict[str, str]:
    return {name: read(text) for name, text in texts.items()}


def _texts(path: Path) -> dict[str, str]:
    return {name: entry["articleBody"] for name, entry in _read_json(path).items()}


def _named(name: str, scores: Iterable[float]) -> dict[str, float]:
    return {
        f"{name}_{part}": round(value, 4) for part, value in zip(("precision", "recall", "f1"), scores, strict=True)
    }


def _read_json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(_read(path))
    except ValueError as error:
        raise GoldError(
            f"{path} is not JSON: {error}", expected="the pages layout", next_step="check the file"
        ) from error
    if not isinstance(value, dict):
        raise GoldError(f"{path} holds no object", expected="page name -> articleBody", next_step="check the file")
    return value


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GoldError(f"{path} cannot be read", expected="ground-truth.json, html/, flattened-*.json",
                        next_step="give the folder of the pages set") from error  # fmt: skip
