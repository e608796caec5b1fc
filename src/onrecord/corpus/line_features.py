"""What can be seen of a line of flattened text: its own shape, its neighbours, its place in the whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.corpus.dates.written_date import find_dates
from onrecord.corpus.furniture import Role, is_tail, is_teaser_head, normal_form, role_of
from onrecord.corpus.head import date_line, find_byline, read_dateline

Matrix = NDArray[np.float64]
TOKEN = re.compile(r"\w+")
TERMINAL = re.compile(r"[.!?…。！？؟।][\"”'’»)\]」』]*$")
QUOTE = re.compile(r"[\"“”„«»「」]")
COMMA = re.compile(r"[,;，、；،]")
SEPARATOR = re.compile(r"[|›»·•/→>]")
BULLET = re.compile(r"[*•·▪►‣o-]\s")
LINK_WORDS = re.compile(r"https?://|www\.|@\w|\.com\b", re.IGNORECASE)
WINDOWS = (1, 2, 4, 8)
CORE_COST = 12.0
"""Words that a line must have for the core of a page to grow by it."""
OWN = (
    "chars", "words", "letters_share", "digits_share", "capital_words", "all_capitals", "small_words", "mean_word",
    "terminal", "commas", "quotes", "separators", "bullet", "colon_end", "ellipsis_end", "question", "link_words",
    "date", "date_line", "byline", "dateline", "furniture", "caption", "section", "tail", "teaser", "parenthesis",
    "address", "indent",
)  # fmt: skip
ADDRESS = re.compile(
    r"\b(?:you|your|we|our|us|my|sign|click|subscribe|read|view|get|follow|join|share)\b", re.IGNORECASE
)


def line_features(lines: Sequence[str]) -> Matrix:
    """One row per line of `lines` (none blank; leading white space counts as indent), in fixed columns."""
    if not lines:
        return np.zeros((0, 0))
    own = np.array([_own(line) for line in lines])
    words, prose = own[:, OWN.index("words")], _prose(own)
    return np.hstack([own, _place(own, prose), _around(own, prose), _echo(lines, own, prose), _core(words)])


def _own(line: str) -> list[float]:
    text = line.strip()
    tokens = TOKEN.findall(text)
    count = max(len(tokens), 1)
    letters = sum(char.isalpha() for char in text)
    short = len(text) <= 300
    role = role_of(text)
    return [
        float(np.log1p(len(text))), float(np.log1p(max(len(tokens), len(text) / 6 if not text.isascii() else 0))),
        letters / max(len(text), 1), sum(char.isdigit() for char in text) / max(len(text), 1),
        sum(token[0].isupper() for token in tokens) / count, float(text.isupper()),
        sum(token.islower() and len(token) <= 4 for token in tokens) / count, letters / count,
        float(TERMINAL.search(text) is not None), len(COMMA.findall(text)) / count, len(QUOTE.findall(text)) / count,
        len(SEPARATOR.findall(text)) / count, float(BULLET.match(text) is not None), float(text.endswith((":", "："))),
        float(text.endswith(("...", "…"))), float(text.endswith(("?", "？"))),
        len(LINK_WORDS.findall(text)) / count,
        float(short and bool(find_dates(text))), float(short and date_line(text) is not None),
        float(short and bool(find_byline(text))), float(read_dateline(text) is not None), float(role is Role.FURNITURE),
        float(role is Role.CAPTION), float(role is Role.SECTION), float(is_tail(text)), float(is_teaser_head(text)),
        text.count("(") / count, len(ADDRESS.findall(text)) / count,
        float(min(len(line) - len(line.lstrip()), 40)),
    ]  # fmt: skip


def _prose(own: Matrix) -> Matrix:
    """How much each line looks like running text: its length where it ends a sentence, little otherwise."""
    words, terminal = np.expm1(own[:, OWN.index("words")]), own[:, OWN.index("terminal")]
    return np.where((words >= 8) & (terminal > 0), words, 0.0)


def _place(own: Matrix, prose: Matrix) -> Matrix:
    count = len(own)
    order = np.arange(count)
    total = max(prose.sum(), 1.0)
    before = np.cumsum(prose) - prose
    has_prose = np.flatnonzero(prose)
    last = np.full(count, 50.0)
    following = np.full(count, 50.0)
    if len(has_prose):
        at = np.searchsorted(has_prose, order)
        left = np.where(at > 0, order - has_prose[np.maximum(at - 1, 0)], 50)
        right = np.where(at < len(has_prose), has_prose[np.minimum(at, len(has_prose) - 1)] - order, 50)
        last, following = np.minimum(left, 50).astype(float), np.minimum(right, 50).astype(float)
    tails = np.cumsum(own[:, OWN.index("tail")] * (before > 0))
    teasers = np.cumsum(own[:, OWN.index("teaser")] * (before > 0))
    dates = np.cumsum(own[:, OWN.index("date_line")])
    return np.column_stack([
        order / count, np.log1p(order), np.log1p(count - order), before / total, prose / total,
        np.full(count, np.log1p(total)),
        last, following, np.minimum(tails, 3), np.minimum(teasers, 3), np.minimum(dates, 4),
    ])  # fmt: skip


def _around(own: Matrix, prose: Matrix) -> Matrix:
    """Values of the neighbouring lines and means over windows on each side."""
    columns = []
    for name in ("words", "terminal", "capital_words", "furniture", "small_words"):
        values = own[:, OWN.index(name)]
        for shift in (-3, -2, -1, 1, 2, 3):
            columns.append(_shift(values, shift))
    for values in (own[:, OWN.index("words")], np.sqrt(prose)):
        sums = np.concatenate([[0.0], np.cumsum(values)])
        at = np.arange(len(values))
        for width in WINDOWS:
            low, high = np.maximum(at - width, 0), np.minimum(at + width + 1, len(values))
            columns.append((sums[at] - sums[low]) / width)
            columns.append((sums[high] - sums[at + 1]) / width)
    return np.column_stack(columns)


def _shift(values: Matrix, by: int) -> Matrix:
    moved = np.full(len(values), -1.0)
    if by > 0:
        moved[:-by] = values[by:]
    else:
        moved[-by:] = values[:by]
    return moved


def _echo(lines: Sequence[str], own: Matrix, prose: Matrix) -> Matrix:
    """How often the line itself stands in the page, and how many of its longer words the running text has."""
    forms = [normal_form(line) for line in lines]
    times = Counter(forms)
    spoken: Counter[str] = Counter()
    bags = [frozenset(token for token in TOKEN.findall(line.casefold()) if len(token) > 4) for line in lines]
    for bag, weight in zip(bags, prose, strict=True):
        if weight:
            spoken.update(bag)
    shares = []
    for bag, weight in zip(bags, prose, strict=True):
        least = 2 if weight else 1
        shares.append(sum(spoken[word] >= least for word in bag) / len(bag) if bag else -1.0)
    return np.column_stack([[float(times[form]) for form in forms], shares])


def _core(words: Matrix) -> Matrix:
    """Where the line stands to the stretch of lines with most words in it (the maximal sum of words over the cost)."""
    gains = np.expm1(words) - CORE_COST
    best, start, current, begin, end = 0.0, 0, 0.0, 0, 0
    for index, gain in enumerate(gains):
        if current <= 0:
            current, begin = 0.0, index
        current += gain
        if current > best:
            best, start, end = current, begin, index + 1
    order = np.arange(len(words))
    inside = (order >= start) & (order < end)
    away = np.where(order < start, start - order, np.where(order >= end, order - end + 1, 0))
    return np.column_stack([inside, np.minimum(away, 60), order < start, np.minimum(order - start, 200),
                            np.minimum(end - order, 200), np.full(len(words), end - start) / len(words)])  # fmt: skip
