"""What the attribution model learns from: PolNeAR's articles (brat standoff) as windows of labelled, linked words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import GoldError
from onrecord.statements.decoder import Tagged, labels_of
from onrecord.statements.tagger_words import CAPITALS, LOWER, Words, split_words

Range = tuple[int, int]
ROLE_OF = {"Source": "source", "Cue": "cue", "Content": "content", "Content2": "content"}


class Attribution(NamedTuple):
    """One gold attribution: characters of its parts; `content` has one range per fragment."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


class GoldArticle(NamedTuple):
    """One annotator's reading of one article."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


class Example(NamedTuple):
    """An article's words, their labels, and its links as pairs of spans (cue, source or None) and (content, cue)."""

    words: Words
    labels: NDArray[np.int64]
    sources: tuple[tuple[Tagged, Tagged | None], ...]
    contents: tuple[tuple[Tagged, Tagged], ...]


def read_gold(folder: Path) -> list[GoldArticle]:
    """Every annotator's reading of every article of `folder` (``text/`` and ``attributions/``), by file name."""
    if not (folder / "text").is_dir() or not (folder / "attributions").is_dir():
        raise GoldError(f"{folder} holds no text/ and attributions/", expected="PolNeAR's layout (brat standoff)")
    found = []
    for path in sorted((folder / "attributions").glob("*.ann")):
        text = folder / "text" / f"{path.stem.rsplit('_', 1)[0]}.txt"
        if text.exists():
            article = text.read_bytes().decode("utf-8")
            found.append(GoldArticle(path.stem, article, parse_brat(path.read_text("utf-8"))))
    return found


def parse_brat(text: str) -> tuple[Attribution, ...]:
    """The attributions of a brat file; events without cue or content are left out, as are notes and odd lines."""
    spans: dict[str, tuple[Range, ...]] = {}
    events = []
    for line in text.split("\n"):
        fields = line.split("\t")
        if line.startswith("T") and len(fields) == 3:
            ranges = fields[1].split(" ", 1)[1].split(";")
            spans[fields[0]] = tuple((int(a), int(b)) for a, b in (one.split() for one in ranges))
        elif line.startswith("E") and len(fields) == 2:
            events.append([one.split(":") for one in fields[1].split()[1:]])
    found = []
    for arguments in events:
        parts: dict[str, list[Range]] = {"source": [], "cue": [], "content": []}
        for name, key in arguments:
            if name in ROLE_OF:
                parts[ROLE_OF[name]].extend(spans.get(key, ()))
        if parts["cue"] and parts["content"]:
            found.append(Attribution(*(tuple(sorted(parts[role])) for role in ("source", "cue", "content"))))
    return tuple(found)


def make_example(article: GoldArticle, chance: random.Random) -> Example:
    """The article as the model learns it, its writing varied by `chance`; offsets stay those of the article."""
    example = _mark(article, split_words(vary_writing(article.text, chance)))
    return example._replace(words=_vary_case(example.words, chance))


def labels_as_written(article: GoldArticle) -> NDArray[np.int64]:
    """The gold labels of the article's words: (n,)."""
    return _mark(article, split_words(article.text)).labels


def _mark(article: GoldArticle, words: Words) -> Example:
    taken = np.zeros(len(words.starts), dtype=bool)
    spans: dict[tuple[str, Range], Tagged] = {}

    def place(role: str, ranges: Sequence[Range]) -> list[Tagged]:
        placed = []
        for one in ranges:
            if (role, one) not in spans:
                first = int(np.searchsorted(words.ends, one[0], side="right"))
                last = int(np.searchsorted(words.starts, one[1], side="left")) - 1
                if first > last or taken[first : last + 1].any():
                    continue
                taken[first : last + 1] = True
                spans[role, one] = Tagged(role, first, last)
            placed.append(spans[role, one])
        return placed

    sources, contents = [], []
    for attribution in article.attributions:
        cue = place("cue", attribution.cue)
        source = place("source", attribution.source)
        for content in place("content", attribution.content):
            if cue:
                contents.append((content, cue[0]))
        if cue and bool(source) == bool(attribution.source):
            sources.append((cue[0], source[0] if source else None))
    labels = labels_of(list(spans.values()), len(taken))
    return Example(words, labels, tuple(sources), tuple(contents))


def vary_writing(text: str, chance: random.Random) -> str:
    """`text` with other quote marks or line ends, each as long as what it replaces.

    One time in four without paragraphs, one in five with a line per sentence (as token files come), else as it is;
    one time in five each with all quote marks straight or all curly.
    """
    marks, lines = chance.random(), chance.random()
    if marks < 0.2:
        text = text.translate({ord("“"): '"', ord("”"): '"', ord("’"): "'", ord("‘"): "'"})
    elif marks < 0.4:
        text = re.sub(r'(^|[\s(\[—-])"(?=\S)', r"\1“", text).replace('"', "”").replace("'", "’")
    if lines < 0.25:
        text = re.sub(r"\s", " ", text)
    elif lines < 0.45:
        text = re.sub(r"(?<=[.!?”\"]) (?=[A-Z“\"])", "\n", re.sub(r"\s", " ", text))
    return text


def _vary_case(words: Words, chance: random.Random) -> Words:
    """One article in thirty reads as if all in capitals, one in thirty as if all in lower case."""
    draw = chance.random()
    if draw < 1 / 15:
        letters = words.writing[:, 0] <= 4
        words.writing[letters, 0] = CAPITALS if draw < 1 / 30 else LOWER
    return words


def iter_windows(sizes: NDArray[np.int64], room: int, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Cut words of `sizes` pieces into windows of at most `room` pieces; the first is cut short at random."""
    begin, limit = 0, chance.randint(room // 3, room)
    while begin < len(sizes):
        end, pieces = begin, 0
        while end < len(sizes) and (end == begin or pieces + sizes[end] <= limit):
            pieces += int(sizes[end])
            end += 1
        yield begin, end
        begin, limit = end, room
