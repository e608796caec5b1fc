"""Scores of the figures room against NewsQuant."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.errors import GoldError
from onrecord.figures import NamedQuantity, name_quantities
from onrecord.language import Parser
from onrecord.model import Analysis, Article, Origin, Provenance, content_id, record
from onrecord.timeline import find_times

_TOLERANCE = 1e-5
_STOP_WORDS = frozenset({"the", "a", "an", "of", "in", "on", "for", "to", "and", "its", "his", "her", "their", "s"})


@record
class GoldQuantity:
    """A quantity of the gold standard: its value as a pair, units, change and content words of its concepts."""

    low: float
    high: float
    units: frozenset[str]
    concepts: frozenset[str]
    change: str


def read_gold(entry: Mapping[str, Any]) -> GoldQuantity:
    """One entry of a sentence's `quantities`."""
    numbers = [float(part) for part in re.findall(r"\d+(?:\.\d+)?(?:e[+-]?\d+)?", str(entry["value"]))]
    if not numbers:
        raise GoldError(
            f"value {entry['value']!r} is no number", expected="a number or two joined by -", next_step="check the file"
        )
    return GoldQuantity(
        low=min(numbers),
        high=max(numbers),
        units=frozenset({str(entry["unit"]).lower(), str(entry["normalized_unit"]).lower()}),
        concepts=content_words(str(entry["referred_concepts"])),
        change=str(entry["change"]),
    )


def content_words(written: str) -> frozenset[str]:
    """Lower-case words that carry meaning; "-" has none."""
    return frozenset(word for word in re.findall(r"\w+", written.lower()) if word not in _STOP_WORDS)


def is_value(gold: GoldQuantity, found: NamedQuantity) -> bool:
    """Whether both ends agree within a relative tolerance of 1e-5."""
    return all(
        abs(a - b) <= _TOLERANCE * max(abs(a), abs(b), 1e-12)
        for a, b in ((gold.low, found.quantity.low), (gold.high, found.quantity.high))
    )


def is_unit(gold: GoldQuantity, found: NamedQuantity) -> bool:
    """Whether our name or our surface is one of the gold units; none equals "-"."""
    return bool({(found.unit or "-").lower(), (found.surface or "-").lower()} & gold.units)


def is_concept(gold: GoldQuantity, found: NamedQuantity) -> bool:
    """Whether a content word is shared, or both name nothing."""
    ours = content_words(found.concept)
    return bool(ours & gold.concepts) if gold.concepts else not ours


def pair(gold: Sequence[GoldQuantity], found: Sequence[NamedQuantity]) -> list[tuple[GoldQuantity, NamedQuantity]]:
    """One-to-one pairs of equal value, those of equal unit first."""
    pairs: list[tuple[GoldQuantity, NamedQuantity]] = []
    left_gold, left = list(gold), list(found)
    for wanted in (True, False):
        for one in list(left_gold):
            match = next(
                (other for other in left if is_value(one, other) and (not wanted or is_unit(one, other))), None
            )
            if match:
                pairs.append((one, match))
                left_gold.remove(one)
                left.remove(match)
    return pairs


def find_in(parser: Parser, text: str) -> tuple[NamedQuantity, ...]:
    """Our quantities of one sentence."""
    article = Article(
        id=content_id("gold", text),
        text=text,
        origin=Origin(path="gold"),
        provenance=Provenance(stage="evaluation", version="1"),
    )
    analysis = parser.parse(article)
    return name_quantities(analysis, find_times(analysis, None)) if isinstance(analysis, Analysis) else ()


def evaluate(path: Path, *, pipeline: str | None = None) -> dict[str, float | int | bool]:
    """value: equal within 1e-5; unit: value and unit right; concept: value right and a word shared; F1 over all."""
    try:
        sentences = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise GoldError(
            f"{path} cannot be read: {problem}", expected="NewsQuant JSON", next_step="check the path"
        ) from problem
    parser = Parser(pipeline) if pipeline else Parser()
    counts = {"value": 0, "unit": 0, "concept": 0, "change": 0}
    n_gold = n_found = 0
    for sentence in sentences:
        gold = [read_gold(entry) for entry in sentence["quantities"]]
        found = find_in(parser, sentence["text"])
        pairs = pair(gold, found)
        counts["value"] += len(pairs)
        counts["unit"] += sum(is_unit(one, other) for one, other in pairs)
        counts["concept"] += sum(is_concept(one, other) for one, other in pairs)
        counts["change"] += sum(one.change == other.quantity.sign for one, other in pairs)
        n_gold, n_found = n_gold + len(gold), n_found + len(found)
    total = n_gold + n_found
    figures: dict[str, float | int | bool] = {
        f"{name}_f1": 2 * right / total if total else 0.0 for name, right in counts.items()
    }
    return {**figures, "n_gold": n_gold, "n_found": n_found, "n_sentences": len(sentences)}
