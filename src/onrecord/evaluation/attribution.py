"""The suite ``attribution``: who said what, against people's marks.

A CofeNet ``.jsonl`` is scored span by span, a PolNeAR folder attribution by attribution. Both mark only the outermost
attribution, so statements found inside another's content are left out.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import resources
from pathlib import Path

from onrecord.errors import GoldError
from onrecord.evaluation.attribution_gold import (
    ROLES,
    BratArticle,
    GoldAttribution,
    Row,
    RowArticle,
    read_brat,
    read_rows,
)
from onrecord.evaluation.tally import Tally
from onrecord.language import Parser, load_pipeline
from onrecord.language.network import ATTRIBUTION, find_weights
from onrecord.language.words import WordReader
from onrecord.model import Analysis, Article, Origin, Provenance, Span, Statement, article_id
from onrecord.statements import find_statements
from onrecord.statements.tagger import Tagger

Find = Callable[[Analysis], Sequence[Statement]]
Figures = dict[str, float | int | None]
LabelledSpan = tuple[str, int, int]
"""Role, first and last token, both included."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_OVERLAP = 0.5


def evaluate(path: Path, *, find: Find | None = None) -> Figures:
    """Score `find`, or what is installed, on a CofeNet ``.jsonl`` or a folder with ``text/`` and ``attributions/``.

    Where a model is installed the rules alone are scored beside it, under ``rules_``; ``trained_on`` where it learned
    from an article of `path`.

    Raises:
        GoldError: `path` is neither.
    """
    finders = {"": find or installed_find()}
    has_model = find is None and finders[""] is not find_statements
    if has_model:
        finders["rules_"] = find_statements
    names: Iterable[str]
    if path.is_dir():
        wholes = list(read_brat(path))
        names, figures = (article.name for article in wholes), _evaluate_wholes(wholes, finders)
    elif path.is_file():
        rows = list(read_rows(path))
        names, figures = (article.name.rpartition("_")[0] for article in rows), _evaluate_spans(rows, finders)
    else:
        raise GoldError(
            f"{path} does not exist", expected="a .jsonl of token rows or a folder with text/ and attributions/"
        )
    return figures | {"trained_on": True} if has_model and is_trained_on(names) else figures


def is_trained_on(names: Iterable[str]) -> bool:
    """Whether the shipped model, its decoder included, learned from an article so named.

    The list holds the first 16 hexadecimal digits of the SHA-256 of each article's file name without its ending.
    """
    listed = resources.files("onrecord.evaluation").joinpath("attribution_trained_on.txt").read_text("utf-8").split()
    return not set(listed).isdisjoint(hashlib.sha256(name.encode("utf-8")).hexdigest()[:16] for name in names)


def installed_find() -> Find:
    """The rules with the shipped model, or the rules alone where no weights are installed."""
    if find_weights(ATTRIBUTION) is None:
        return find_statements
    return partial(find_statements, tagger=Tagger(WordReader()))


def _parse(parser: Parser, articles: Iterable[RowArticle | BratArticle]) -> list[Analysis]:
    parsed = [parser.parse(_article(article.name, article.text)) for article in articles]
    return [found for found in parsed if isinstance(found, Analysis)]


def attributions(statements: Iterable[Statement]) -> list[Statement]:
    """The outermost attributions: statements under one cue (a report and the quote after it, a speech in paragraphs)
    are one, as PolNeAR marks them.
    """
    under_cue: dict[object, Statement] = {}
    for statement in statements:
        if statement.outer is None:
            key = (statement.source and statement.source.key, statement.cue.key) if statement.cue else statement.id
            known = under_cue.get(key)
            under_cue[key] = statement if known is None else _joined(known, statement)
    return list(under_cue.values())


def _joined(one: Statement, other: Statement) -> Statement:
    spans: list[Span] = []
    for span in sorted((*one.content, *other.content), key=lambda span: span.key):
        if spans and span.start < spans[-1].end:
            spans[-1] = Span(start=spans[-1].start, end=max(span.end, spans[-1].end))
        else:
            spans.append(span)
    return replace(one, content=tuple(spans))


def _article(name: str, text: str) -> Article:
    return Article(
        id=article_id(text.encode("utf-8"), outlet="", url=name),
        text=text,
        origin=Origin(path=name),
        provenance=Provenance(stage="evaluation", version="1"),
    )


# --- span by span


def _evaluate_spans(articles: Sequence[RowArticle], finders: Mapping[str, Find]) -> Figures:
    analyses = _parse(Parser(), articles)
    figures: Figures = {"n_rows": sum(len(article.rows) for article in articles)}
    for prefix, find in finders.items():
        tally = Tally()
        best: dict[str, list[float]] = defaultdict(list)
        for article, analysis in zip(articles, analyses, strict=True):
            found = attributions(find(analysis))
            for row, given in zip(article.rows, spans_by_row(article.rows, found), strict=True):
                _count_row(row, given, tally, best)
        jaccard = {f"{role}_jaccard": round(sum(best[role]) / len(best[role]), 4) for role in ROLES if best[role]}
        figures |= {f"{prefix}{name}": figure for name, figure in (tally.figures() | jaccard).items()}
    return figures


def _count_row(row: Row, predicted: set[LabelledSpan], tally: Tally, best: dict[str, list[float]]) -> None:
    for role in ROLES:
        wanted = {span for span in row.gold if span[0] == role}
        given = {span for span in predicted if span[0] == role}
        tally.matched(f"{role}_exact", hits=len(wanted & given), found=len(given), wanted=len(wanted))
        best[role].extend(best_overlaps(wanted, given))


def spans_by_row(rows: Sequence[Row], statements: Iterable[Statement]) -> list[set[LabelledSpan]]:
    """For each row the (role, first, last token) that statements cover, cut at row ends, trimmed to whole tokens."""
    found: list[set[LabelledSpan]] = [set() for _ in rows]
    parts = [part for statement in statements for part in _parts(statement)]
    for row, spans in zip(rows, found, strict=True):
        if not row.tokens:
            continue
        reach = Span(start=row.tokens[0].start, end=row.tokens[-1].end)
        for role, span in parts:
            inside = (
                [index for index, token in enumerate(row.tokens) if span.holds(token)] if span.overlaps(reach) else []
            )
            if inside:
                spans.add((role, inside[0], inside[-1]))
    return found


def _parts(statement: Statement) -> list[tuple[str, Span]]:
    parts = [("content", span) for span in statement.content]
    if statement.source:
        parts.append(("source", statement.source))
    if statement.cue:
        parts.append(("cue", statement.cue))
    return parts


def best_overlaps(wanted: set[LabelledSpan], given: set[LabelledSpan]) -> list[float]:
    """CofeNet's Jaccard: the best overlap of each gold span, and a 0 for each predicted span that overlaps none."""
    scores = [max((_jaccard(_tokens(gold), _tokens(span)) for span in given), default=0.0) for gold in wanted]
    lost = [span for span in given if not any(_tokens(span) & _tokens(gold) for gold in wanted)]
    return scores + [0.0] * len(lost)


def _tokens(span: LabelledSpan) -> set[int]:
    return set(range(span[1], span[2] + 1))


def _jaccard(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


# --- attribution by attribution

Roles = tuple[frozenset[int], frozenset[int], frozenset[int]]


def _evaluate_wholes(articles: Sequence[BratArticle], finders: Mapping[str, Find]) -> Figures:
    parser = Parser()
    began = time.process_time()
    analyses = _parse(parser, articles)
    parsing = time.process_time() - began
    figures: Figures = {"n_articles": len(articles)}
    alone = _parse_time(articles)
    for prefix, find in finders.items():
        began = time.process_time()
        found = [attributions(find(analysis)) for analysis in analyses]
        everything = parsing + time.process_time() - began
        tally = Tally()
        for article, statements in zip(articles, found, strict=True):
            starts = [match.start() for match in _TOKEN.finditer(article.text)]
            wanted = [_gold_roles(gold, starts) for gold in article.gold]
            given = [_found_roles(statement, starts) for statement in statements]
            for name, same in (("whole_exact", _is_identical), ("whole_overlap", _is_overlapping)):
                hits = count_matched(wanted, given, same)
                tally.matched(name, hits=hits, found=len(given), wanted=len(wanted))
        speed = {"speed_ratio_to_parse": round(alone / everything, 4)}
        figures |= {f"{prefix}{name}": figure for name, figure in (tally.figures() | speed).items()}
    return figures


def _parse_time(articles: Sequence[BratArticle]) -> float:
    """CPU seconds of the default pipeline alone on the same text, paragraph by paragraph."""
    nlp, _ = load_pipeline()
    began = time.process_time()
    for article in articles:
        for _ in nlp.pipe(line for line in article.text.splitlines() if line.strip()):
            pass
    return time.process_time() - began


def _gold_roles(gold: GoldAttribution, starts: Sequence[int]) -> Roles:
    return _inside(gold.source, starts), _inside(gold.cue, starts), _inside(gold.content, starts)


def _found_roles(statement: Statement, starts: Sequence[int]) -> Roles:
    source = (statement.source,) if statement.source else ()
    cue = (statement.cue,) if statement.cue else ()
    return _inside(source, starts), _inside(cue, starts), _inside(statement.content, starts)


def _inside(spans: Iterable[Span], starts: Sequence[int]) -> frozenset[int]:
    return frozenset(start for span in spans for start in starts if span.start <= start < span.end)


def _is_identical(wanted: Roles, given: Roles) -> bool:
    return wanted == given


def _is_overlapping(wanted: Roles, given: Roles) -> bool:
    return all(_jaccard(set(one), set(other)) >= _OVERLAP for one, other in zip(wanted, given, strict=True))


def count_matched(wanted: Sequence[Roles], given: Sequence[Roles], same: Callable[[Roles, Roles], bool]) -> int:
    """The size of the largest one-to-one matching of `wanted` and `given` under `same` (augmenting paths)."""
    edges = [[index for index, other in enumerate(given) if same(one, other)] for one in wanted]
    holder: dict[int, int] = {}

    def is_placed(one: int, tried: set[int]) -> bool:
        for other in edges[one]:
            if other in tried:
                continue
            tried.add(other)
            if other not in holder or is_placed(holder[other], tried):
                holder[other] = one
                return True
        return False

    return sum(is_placed(one, set()) for one in range(len(wanted)))
