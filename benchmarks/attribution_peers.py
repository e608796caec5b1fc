"""Who finds attributions, at what cost: `python benchmarks/attribution_peers.py polnear/cofenet-valid.jsonl`.

In one run, on one thread: the rules with the model, the rules alone and, where it is installed, textacy's
`direct_quotations` (`pip install --group peers`), called as its package gives it on the same default pipeline. Exact F1
as `onrecord evaluate attribution` counts it. textacy refuses a text with an odd number of quote marks, so it is given
whole articles and, as `textacy_rows_`, one paragraph at a time, and what it refused is printed. `speed_ratio_to_parse`
is the CPU time of the default pipeline alone over the CPU time of everything; `cost_in_parses` is what comes on top of
the parse, in CPU times of that parse.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ["OMP_NUM_THREADS"] = "1"

from onrecord.evaluation.attribution import LabelledSpan, attributions, installed_find, spans_by_row
from onrecord.evaluation.attribution_gold import ROLES, Row, RowArticle, read_rows
from onrecord.evaluation.tally import Tally
from onrecord.language import Parser, load_pipeline
from onrecord.model import Analysis, Article, Origin, Provenance, article_id
from onrecord.statements import find_statements

try:
    from textacy.extract import direct_quotations
except ImportError:
    direct_quotations = None

PROVENANCE = Provenance(stage="benchmark", version="1")
Figures = dict[str, float | int | None]
Found = list[set[LabelledSpan]]


def measure(articles: Sequence[RowArticle]) -> Figures:
    """The figures of all readers, their names as prefix."""
    nlp, _ = load_pipeline()
    parser = Parser()
    began = time.process_time()
    docs = [list(nlp.pipe(article.text.split("\n"))) for article in articles]
    alone = time.process_time() - began
    figures: Figures = {"n_articles": len(articles), "n_rows": sum(len(article.rows) for article in articles)}

    began = time.process_time()
    analyses = [parser.parse(as_article(article)) for article in articles]
    parsing = time.process_time() - began
    for name, find in (("model", installed_find()), ("rules", find_statements)):

        def read(find: Callable[[Analysis], Any] = find) -> list[Found]:
            return [
                spans_by_row(article.rows, attributions(find(analysis)))
                for article, analysis in zip(articles, analyses, strict=True)
                if isinstance(analysis, Analysis)
            ]

        figures |= score(name, read, articles, alone, parsing)
    if direct_quotations is None:
        print("textacy is not installed: pip install --group peers")
        return figures
    wholes = [nlp(article.text) for article in articles]
    refused: list[str] = []
    figures |= score(
        "textacy",
        lambda: [rows_of(article, [(doc, 0)], refused) for article, doc in zip(articles, wholes, strict=True)],
        articles,
        alone,
        alone,
    )
    figures["textacy_refused_articles"] = len(refused)
    refused.clear()
    figures |= score(
        "textacy_rows",
        lambda: [
            rows_of(article, zip(parts, starts_of(article), strict=True), refused)
            for article, parts in zip(articles, docs, strict=True)
        ],
        articles,
        alone,
        alone,
    )
    figures["textacy_rows_refused_rows"] = len(refused)
    return figures


def score(
    name: str, read: Callable[[], list[Found]], articles: Sequence[RowArticle], alone: float, parsing: float
) -> Figures:
    """Exact F1 by role, and what the reading cost; `parsing` is the CPU time of the parse it builds on."""
    began = time.process_time()
    found = read()
    reading = time.process_time() - began
    tally = Tally()
    for article, rows in zip(articles, found, strict=True):
        for row, given in zip(article.rows, rows, strict=True):
            count(tally, row, given)
    exact = {f"{name}_{key}": value for key, value in tally.figures().items() if key.endswith("_f1")}
    return exact | {
        f"{name}_speed_ratio_to_parse": round(alone / (parsing + reading), 3),
        f"{name}_cost_in_parses": round(reading / alone, 3),
    }


def count(tally: Tally, row: Row, given: set[LabelledSpan]) -> None:
    """Add the spans of one row."""
    for role in ROLES:
        wanted = {span for span in row.gold if span[0] == role}
        ours = {span for span in given if span[0] == role}
        tally.matched(f"{role}_exact", hits=len(wanted & ours), found=len(ours), wanted=len(wanted))


def as_article(article: RowArticle) -> Article:
    """The rows as an article without headline."""
    return Article(
        id=article_id(article.text.encode("utf-8"), outlet="", url=article.name),
        text=article.text,
        origin=Origin(path=article.name),
        provenance=PROVENANCE,
    )


# --- textacy


def starts_of(article: RowArticle) -> Iterator[int]:
    """Where each line of the text begins."""
    start = 0
    for line in article.text.split("\n"):
        yield start
        start += len(line) + 1


def rows_of(article: RowArticle, docs: Iterable[tuple[Any, int]], refused: list[str]) -> Found:
    """What textacy finds in `docs`, which begin at these offsets, by row; texts it refuses are noted."""
    spans: list[tuple[str, int, int]] = []
    for doc, start in docs:
        try:
            for quote in direct_quotations(doc):
                parts = (("source", quote.speaker), ("cue", quote.cue), ("content", list(quote.content)))
                spans += [
                    (role, start + words[0].idx, start + words[-1].idx + len(words[-1].text)) for role, words in parts
                ]
        except ValueError as error:
            refused.append(f"{article.name}: {error}")
    found: Found = [set() for _ in article.rows]
    for row, given in zip(article.rows, found, strict=True):
        for role, first, last in spans:
            inside = [i for i, token in enumerate(row.tokens) if first <= token.start and token.end <= last]
            if inside:
                given.add((role, inside[0], inside[-1]))
    return found


def main() -> None:
    """Print one JSON object of figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("path", type=Path)
    print(json.dumps(measure(list(read_rows(arguments.parse_args().path))), indent=1))


if __name__ == "__main__":
    main()
