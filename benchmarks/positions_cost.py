"""What positions add to a reading: the same articles without a codebook, with their own, and with 300 concepts.

python benchmarks/positions_cost.py tests/golden/debates/velka
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from ruamel.yaml import YAML

from onrecord import pipeline
from onrecord.model import Codebook, Concept
from onrecord.positions import read_codebook

DISPUTES = Path(__file__).with_name("disputes")


def read_all(articles: list[Path], codebook: Codebook | None) -> tuple[float, int]:
    """Seconds of one process for a reading into a new record, and the positions found."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "cost.record"
        pipeline.add(record, articles)
        began = time.process_time()
        pipeline.read(record, pipeline.Recipe(codebook=codebook), executor=pipeline.LocalExecutor(1))
        seconds = time.process_time() - began
        return seconds, len(pipeline.load_debate(record).positions)


def many_concepts(own: Codebook, count: int) -> Codebook:
    """The concepts of a codebook, and behind them those of invented disputes, up to `count`."""
    concepts = list(own.concepts)
    for file in sorted(DISPUTES.glob("*.yaml")):
        for entry in YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))["concepts"]:
            name, about = f"{file.stem}-{entry['id']}", entry.get("description", "")
            concepts.append(Concept(id=name, claim=entry["claim"], description=about))
    return Codebook(debate=own.debate, concepts=tuple(concepts[:count]))


def main() -> None:
    """Print seconds, positions and the ratio to a reading without a codebook, one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("debate", type=Path)
    debate = parser.parse_args().debate
    own = read_codebook(debate / "codebook.yaml")
    articles = sorted(debate.glob("*.txt"))
    read_all(articles, own)
    base, _ = read_all(articles, None)
    for codebook in (own, many_concepts(own, 60), many_concepts(own, 300)):
        seconds, positions = read_all(articles, codebook)
        figures = {
            "concepts": len(codebook.concepts),
            "positions": positions,
            "times_without": round(seconds / base, 2),
        }
        sys.stdout.write(json.dumps(figures) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
