"""How well copies are told from other articles of the same story, and how fast: the protocol behind docs/corpus.md.

    python benchmarks/corpus_duplicates.py ../shared/data          # edited copies, and same-story articles
    python benchmarks/corpus_duplicates.py --scale 100000          # made-up articles, time and memory

Edited copies are made from real articles: cuts, insertions, credit lines, other spelling, and articles that take
20-60 % of their words from another. No two sources are used for the same copy twice; donors stand outside the set.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import re
import resource
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from onrecord.corpus.copies.duplicates import COPY_SHARE, OVERLAP_SHARE, find_duplicates
from onrecord.corpus.copies.shingles import shingle
from onrecord.model import Article, Origin, Provenance, article_id

SPELLING = (("isation", "ization"), ("ise ", "ize "), ("our ", "or "), ("centre", "center"), ("defence", "defense"),
            ("’", "'"), ("“", '"'), ("”", '"'), (" per cent", " percent"))  # fmt: skip
MADE = Provenance(stage="benchmark", version="1")


def make_article(text: str, name: str) -> Article:
    """An article of `text`."""
    return Article(
        id=article_id(text.encode(), outlet=name, url=""), text=text, origin=Origin(path=name), provenance=MADE
    )


def iter_guardian(data: Path) -> Iterator[str]:
    """The texts of the Guardian sample, first copies only."""
    with zipfile.ZipFile(data / "guardian" / "articles.csv.zip") as archive:
        table = io.TextIOWrapper(archive.open(archive.namelist()[0]), "utf-8")
        yield from (row["text"] for row in csv.DictReader(table) if len(row["text"].split()) > 150)


def iter_polnear(data: Path) -> Iterator[str]:
    """The texts of PolNeAR's training part."""
    for file in sorted((data / "polnear" / "train" / "text").glob("*.txt")):
        yield " ".join(file.read_text("utf-8", "replace").split())


def sentences(text: str) -> list[str]:
    """A rough split, good enough to cut and insert."""
    return re.split(r"(?<=[.!?”\"])\s+", text)


def edit(kind: str, text: str, donor: str, chance: random.Random) -> str:
    """A copy of `text` edited in one way; `donor` gives foreign sentences."""
    own, foreign = sentences(text), sentences(donor)
    if kind == "cut":
        keep = max(int(len(own) * chance.uniform(0.3, 0.8)), 4)
        return " ".join(own[:keep])
    if kind == "inserted":
        for sentence in foreign[: max(int(len(own) * chance.uniform(0.1, 0.4)), 1)]:
            own.insert(chance.randrange(len(own) + 1), sentence)
        return " ".join(own)
    if kind == "credited":
        return f"Our newsroom in the capital, with wire services. {' '.join(own)} Additional reporting by our staff."
    if kind == "spelled":
        for before, after in SPELLING:
            text = text.replace(before, after)
        words = text.split()
        for _ in range(len(words) // 60):
            words[chance.randrange(len(words))] += "s"
        return " ".join(words)
    share = chance.uniform(0.2, 0.6)
    wanted = max(len(text.split()), 200)
    return " ".join([*_take(own, share * wanted), *_take(foreign, (1 - share) * wanted)])


def _take(parts: list[str], words: float) -> list[str]:
    taken: list[str] = []
    for part in parts:
        if sum(len(one.split()) for one in taken) >= words:
            break
        taken.append(part)
    return taken


def score_copies(data: Path, seed: int) -> dict[str, float]:
    """Precision and recall of edited copies among their originals and 486 same-story articles."""
    chance = random.Random(seed)
    texts = [text for text in (*iter_guardian(data), *iter_polnear(data)) if len(text.split()) > 220]
    chance.shuffle(texts)
    sources, donors = texts[:300], texts[300:600]
    kinds = ("cut", "inserted", "credited", "spelled", "overlap")
    articles, origin = [], {}
    for number, (text, donor) in enumerate(zip(sources, donors, strict=True)):
        copy = edit(kinds[number % len(kinds)], text, donor, chance)
        for name, words in ((f"{number} original", text), (f"{number} {kinds[number % len(kinds)]}", copy)):
            article = make_article(words, name)
            articles.append(article)
            origin[article.id] = (number, name.split()[1])
    links = find_duplicates(articles, {}, least_share=OVERLAP_SHARE)
    right = [link for link in links if origin[link.article_id][0] == origin[link.of][0]]
    found = {origin[link.article_id][0] for link in right}
    figures = {"precision": len(right) / max(len(links), 1), "recall": len(found) / len(sources)}
    for place, kind in enumerate(kinds):
        members = range(place, len(sources), len(kinds))
        figures[f"recall_{kind}"] = sum(number in found for number in members) / len(members)
    return figures


def score_stories(data: Path) -> dict[str, float]:
    """Share of same-story articles called copies (whole) and called overlapping."""
    articles = []
    for file in sorted((data / "seesaw" / "articles").glob("*.json")):
        article = json.loads(file.read_text("utf-8"))
        articles.append(make_article(" ".join(part["text"] for part in article["text"]), file.stem))
    return {
        "n_stories_articles": len(articles),
        "called_copy": len(find_duplicates(articles, {}, least_share=COPY_SHARE)) / len(articles),
        "called_overlap": len(find_duplicates(articles, {}, least_share=OVERLAP_SHARE)) / len(articles),
    }


def score_scale(count: int) -> dict[str, float]:
    """Time of signatures alone and of grouping, and the memory held, for `count` made-up articles of 500 words."""
    chance = random.Random(1)
    vocabulary = [f"word{number}" for number in range(30_000)]
    texts = [" ".join(chance.choices(vocabulary, k=500)) for _ in range(count)]
    for number in range(0, count, 10):
        texts[number] = texts[number // 2]
    articles = [make_article(text, str(number)) for number, text in enumerate(texts)]
    before = time.perf_counter()
    for text in texts:
        shingle(text)
    signatures = time.perf_counter() - before
    before = time.perf_counter()
    links = find_duplicates(articles, {})
    whole = time.perf_counter() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    figures = {"n": count, "links": len(links), "signatures_s": signatures, "grouping_s": whole}
    return figures | {"times": whole / signatures, "peak_gb": memory}


def main() -> None:
    """Print one flat JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--scale", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    figures: dict[str, float] = {}
    if arguments.data:
        figures |= score_copies(arguments.data, arguments.seed) | score_stories(arguments.data)
    if arguments.scale:
        figures |= score_scale(arguments.scale)
    sys.stdout.write(json.dumps({key: round(value, 4) for key, value in figures.items()}, indent=1) + "\n")


if __name__ == "__main__":
    main()
