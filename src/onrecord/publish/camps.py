"""The network picture: actors in two camps around the concepts, laid out without chance.

A two-mode drawing in three columns: concepts in the middle, actors left and right. The side of an actor is the
sign of its share in the leading direction of agreement (the first eigenvector of W Wᵀ, where W holds +1 and -1
for actors x concepts): those who mostly agree stand together. Rows are set by barycentres (Sugiyama, Tagawa and
Toda 1981), so that few lines cross; a label has a row of its own and meets no other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from onrecord.model import Position, Side, record
from onrecord.publish.index import Index, Name
from onrecord.publish.stands import side_last_taken

MOST_ACTORS = 28
WIDTH, ROW, TOP = 960, 34, 8
LEFT, RIGHT = 250, 710
BOX_LEFT, BOX_RIGHT = 360, 600
LINE_HEIGHT, BOX_PAD = 17, 11
CHARS_OF_BOX, CHARS_OF_NAME = 32, 30


@record
class Node:
    """An actor of the picture; (x, y) is the middle of its mark."""

    name: Name
    label: str
    x: int
    y: int
    left: bool


@record
class Box:
    """A concept of the picture with its claim in lines."""

    anchor: str
    claim: str
    rows: tuple[str, ...]
    y: int
    height: int


@record
class Link:
    """A line from an actor to a concept; `words` say it for those who do not see it."""

    path: str
    side: Side
    weight: float
    words: str


@record
class Picture:
    """Everything the drawing needs; `left_out` actors had no room."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    left_out: int


Stances = Mapping[tuple[str, str], Sequence[Position]]


def draw_camps(index: Index, stances: Stances) -> Picture | None:
    """The picture of who stands where; None where nobody has taken a side."""
    taken = {key: side for key, found in stances.items() if (side := side_last_taken(found)) is not Side.UNCLEAR}
    actors = [a for a in index.actors if any(key[0] == a.id for key in taken)]
    concepts = [c for c in index.concepts if any(key[1] == c for key in taken)]
    if not actors:
        return None
    shown = actors[:MOST_ACTORS]
    left, right = split_camps([a.id for a in shown], concepts, taken)
    order = _order_concepts(concepts, left, right, taken)
    left, right = (_order_actors(camp, order, taken) for camp in (left, right))
    boxes = _stack_boxes(index, order, max(len(left), len(right)))
    height = max(boxes[-1].y + boxes[-1].height, TOP + ROW * max(len(left), len(right))) + 14
    names = {a.id: index.name(a) for a in shown}
    nodes = {
        actor_id: _node(names[actor_id], row, len(camp), height, is_left=camp is left)
        for camp in (left, right)
        for row, actor_id in enumerate(camp)
    }
    links = _draw_links(nodes, dict(zip(order, boxes, strict=True)), taken, stances)
    return Picture(
        width=WIDTH, height=height, nodes=tuple(nodes.values()), boxes=boxes, links=links,
        left_out=len(actors) - len(shown),
    )  # fmt: skip


def split_camps(
    actors: Sequence[str], concepts: Sequence[str], taken: Mapping[tuple[str, str], Side]
) -> tuple[list[str], list[str]]:
    """Actors in two camps; whoever is for the first concept somebody disputes stands left."""
    sign = {Side.FOR: 1.0, Side.AGAINST: -1.0, Side.CONDITIONAL: 0.5}
    rows = [[sign.get(taken.get((a, c), Side.UNCLEAR), 0.0) for c in concepts] for a in actors]
    direction = leading_direction(rows)
    shares = [sum(w * d for w, d in zip(row, direction, strict=True)) for row in rows]
    left = [a for a, share in zip(actors, shares, strict=True) if share >= 0]
    return left, [a for a in actors if a not in set(left)]


def leading_direction(rows: Sequence[Sequence[float]]) -> list[float]:
    """The first right singular vector of `rows` by power iteration, its first clear entry positive."""
    width = len(rows[0])
    vector = [1.0 + index / (7 * width) for index in range(width)]
    for _ in range(200):
        image = [sum(w * v for w, v in zip(row, vector, strict=True)) for row in rows]
        vector = [sum(row[i] * y for row, y in zip(rows, image, strict=True)) for i in range(width)]
        length = math.sqrt(sum(v * v for v in vector))
        if length < 1e-12:
            return [1.0] * width
        vector = [round(v / length, 12) for v in vector]
    first = next((v for v in vector if abs(v) > 1e-6), 1.0)
    return [v if first > 0 else -v for v in vector]


def _order_concepts(
    concepts: Sequence[str], left: Sequence[str], right: Sequence[str], taken: Mapping[tuple[str, str], Side]
) -> list[str]:
    place = {a: row / max(1, len(camp)) for camp in (left, right) for row, a in enumerate(camp)}

    def height(concept: str) -> float:
        rows = [place[a] for (a, c) in taken if c == concept and a in place]
        return sum(rows) / len(rows) if rows else 1.0

    return sorted(concepts, key=height)


def _order_actors(camp: Sequence[str], order: Sequence[str], taken: Mapping[tuple[str, str], Side]) -> list[str]:
    place = {concept: row for row, concept in enumerate(order)}

    def height(actor: str) -> float:
        rows = [place[c] for (a, c) in taken if a == actor]
        return sum(rows) / len(rows)

    return sorted(camp, key=height)


def _stack_boxes(index: Index, order: Sequence[str], tallest: int) -> tuple[Box, ...]:
    codebook = index.debate.codebook
    claims = {c: codebook.get(c).claim if codebook else c for c in order}
    wrapped = {c: wrap(claim, CHARS_OF_BOX) for c, claim in claims.items()}
    heights = {c: LINE_HEIGHT * len(rows) + 2 * BOX_PAD for c, rows in wrapped.items()}
    free = ROW * tallest - sum(heights.values())
    gap = max(18, free // (len(order) + 1))
    y = TOP + (gap if free > 0 else 0)
    boxes = []
    for concept in order:
        boxes.append(
            Box(
                anchor=index.concepts[concept],
                claim=claims[concept],
                rows=wrapped[concept],
                y=y,
                height=heights[concept],
            )
        )
        y += heights[concept] + gap
    return tuple(boxes)


def wrap(words: str, width: int) -> tuple[str, ...]:
    """`words` in lines of at most `width` code points; a longer word is cut."""
    rows = [""]
    for word in words.split():
        short = word if len(word) <= width else word[: width - 1] + "…"
        if rows[-1] and len(rows[-1]) + 1 + len(short) > width:
            rows.append(short)
        else:
            rows[-1] = f"{rows[-1]} {short}".strip()
    return tuple(rows)


def _node(name: Name, row: int, rows: int, height: int, *, is_left: bool) -> Node:
    label = name.text if len(name.text) <= CHARS_OF_NAME else name.text[: CHARS_OF_NAME - 1].rstrip() + "…"
    step = (height - TOP - 14) / rows
    return Node(name=name, label=label, x=LEFT if is_left else RIGHT, y=round(TOP + step * (row + 0.5)), left=is_left)


def _draw_links(
    nodes: Mapping[str, Node], boxes: Mapping[str, Box], taken: Mapping[tuple[str, str], Side], stances: Stances
) -> tuple[Link, ...]:
    """Lines end spread over the edge of their box, in the order of their actors, so that each can be followed."""
    links = []
    for concept, box in boxes.items():
        for is_left in (True, False):
            ends = [(nodes[a], side, a) for (a, c), side in taken.items() if c == concept and a in nodes]
            ends = sorted((end for end in ends if end[0].left is is_left), key=lambda end: end[0].y)
            for place, (node, side, actor_id) in enumerate(ends, start=1):
                y = box.y + round(box.height * place / (len(ends) + 1))
                links.append(_link(node, box, y, side, len(stances[actor_id, concept])))
    return tuple(links)


def _link(node: Node, box: Box, y: int, side: Side, count: int) -> Link:
    end = BOX_LEFT if node.left else BOX_RIGHT
    bend = (node.x + end) // 2
    start = node.x + (7 if node.left else -7)
    return Link(
        path=f"M{start} {node.y}C{bend} {node.y} {bend} {y} {end} {y}",
        side=side,
        weight=round(min(5.0, 1.4 + 0.6 * math.log2(count)), 1),
        words=f"{node.name.text}: {side}, {box.claim}",
    )
