"""What can be seen of a block of a page beyond its words: the elements around it, links, and what an extractor says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.corpus.furniture import count_words, is_prose, normal_form
from onrecord.corpus.line_features import line_features
from onrecord.corpus.readers.markup import INLINE, Block, Element, Page

TAGS = ("p", "h1", "h2", "h3", "h4", "li", "td", "th", "div", "blockquote", "figcaption", "section", "article", "label",
        "button", "pre", "dd", "center")  # fmt: skip
AROUND = ("article", "main", "aside", "nav", "footer", "header", "figure", "form", "ul", "ol", "table", "blockquote",
          "section", "a", "button", "strong", "em")  # fmt: skip
GOOD = re.compile(r"article|story|content|\bbody|entry|\bpost|\btext|paragraph|rich|wysiwyg|main")
BAD = re.compile(
    r"nav|foot|sidebar|\baside|relat|recommend|comment|shar|social|promo|\bads?\b|advert|sponsor|newsletter|subscri|widget|"
    r"breadcrumb|menu|cookie|popup|modal|galler|tag|teaser|trending|popular|most|more|carousel|login|signup|banner|disqus|"
    r"outbrain|taboola|paywall|print|hidden|screen-reader|visually"
)
HEAD = re.compile(
    r"capti|credit|byline|author|date|time|meta|kicker|headline|title|summary|dek|lede|standfirst|excerpt|description|bio\b"
)
REACHES = (1, 2, 3, 5, 8)


def block_features(page: Page, votes: Sequence[float]) -> NDArray[np.float64]:
    """One row per block of `page`; `votes`: what the extractor says of each, 0 to 1."""
    blocks = page.blocks
    if not blocks:
        return np.zeros((0, 0))
    lines = [block.line.text for block in blocks]
    prose = np.array([float(count_words(line)) if is_prose(line) else 0.0 for line in lines])
    voted = np.array(votes, dtype=float)
    own = np.array([_own(block, page.title) for block in blocks])
    return np.hstack([line_features(lines), own, _containers(blocks, prose, voted), _voting(voted, prose)])


def _own(block: Block, title: str) -> list[float]:
    frame = [element for element in block.path if element.tag not in INLINE]
    names = Counter(element.tag for element in block.path)
    words = [element.words for element in frame]
    row = [float(block.line.tag == tag) for tag in TAGS]
    row += [float(min(names[tag], 3)) for tag in AROUND]
    row += [block.line.link_share, float(block.after_break), float(min(len(frame), 40)), _title_share(block, title)]
    for pattern in (GOOD, BAD, HEAD):
        hits = [depth for depth, name in enumerate(reversed(words)) if name and pattern.search(name)]
        row += [float(len(hits)), float(hits[0]) if hits else 20.0]
    return row


def _title_share(block: Block, title: str) -> float:
    own, whole = normal_form(block.line.text), normal_form(title)
    return float(len(own) > 8 and (own in whole or whole in own))


def _containers(blocks: Sequence[Block], prose: NDArray[np.float64], votes: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of the page's running text, and of the extractor's choice, stands in the same containers."""
    frames = [[element for element in block.path if element.tag not in INLINE] for block in blocks]
    held: Counter[int] = Counter()
    chosen: Counter[int] = Counter()
    everything: Counter[int] = Counter()
    for frame, words, vote in zip(frames, prose, votes, strict=True):
        for element in frame:
            held[id(element)] += int(words)
            chosen[id(element)] += int(words * vote)
            everything[id(element)] += 1
    kinds: Counter[tuple[str, ...]] = Counter()
    for frame, words in zip(frames, prose, strict=True):
        kinds[_kind(frame)] += int(words)
    total, voted = max(prose.sum(), 1.0), max((prose * votes).sum(), 1.0)
    rows = []
    for frame in frames:
        above = [frame[-1 - reach] if reach < len(frame) else None for reach in REACHES]
        row = [held[id(element)] / total if element else 1.0 for element in above]
        row += [chosen[id(element)] / voted if element else 1.0 for element in above]
        row += [chosen[id(element)] / max(held[id(element)], 1) if element else 0.0 for element in above[:3]]
        row += [float(np.log1p(everything[id(element)])) if element else 0.0 for element in above[:3]]
        row += [kinds[_kind(frame)] / total]
        rows.append(row)
    return np.array(rows)


def _kind(frame: Sequence[Element]) -> tuple[str, ...]:
    return tuple(f"{element.tag} {element.words}" for element in frame[-3:])


def _voting(votes: NDArray[np.float64], prose: NDArray[np.float64]) -> NDArray[np.float64]:
    count = len(votes)
    at = np.arange(count)
    sums = np.concatenate([[0.0], np.cumsum(votes)])
    columns = [votes]
    for width in (1, 2, 4, 10):
        low, high = np.maximum(at - width, 0), np.minimum(at + width + 1, count)
        columns += [(sums[at] - sums[low]) / width, (sums[high] - sums[at + 1]) / width]
    columns += [sums[at] / max(sums[-1], 1.0), np.full(count, sums[-1] / count),
                np.full(count, (prose * votes).sum() / max(prose.sum(), 1.0))]  # fmt: skip
    return np.column_stack(columns)
