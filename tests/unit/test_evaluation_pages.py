"""How the pages suite counts, on cases made by hand; and what the trees of the classifiers say."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from onrecord.corpus.article_lines import choose, judge_lines
from onrecord.corpus.trees import Trees
from onrecord.errors import GoldError
from onrecord.evaluation.pages import compare, evaluate, score


@pytest.mark.parametrize(
    ("gold", "found", "wanted"),
    [
        ("a b c d e", "a b c d e", (1.0, 1.0)),
        ("a b c d e", "a b c d e x", (2 / 3, 1.0)),
        ("a b c d e", "a b c d", (1.0, 0.5)),
        ("a b c d e", "", (0.0, 0.0)),
        ("a b c d a b c d", "a b c d", (1.0, 0.2)),
        ("one two", "one, two!", (1.0, 1.0)),
        ("", "", (1.0, 1.0)),
    ],
)
def test_pages_counts_multisets_of_four_grams(gold: str, found: str, wanted: tuple[float, float]) -> None:
    """Precision and recall are shares of four-grams, each counted as often as it stands."""
    assert compare(gold, found) == pytest.approx(wanted)


def test_pages_takes_the_f1_of_mean_precision_and_mean_recall() -> None:
    """Pages are averaged first; a page that is not read counts as nothing found."""
    precision, recall, f1 = score({"a": "a b c d e", "b": "a b c d e"}, {"a": "a b c d e"})
    assert (precision, recall, f1) == pytest.approx((0.5, 0.5, 0.5))


def test_pages_scores_a_folder(tmp_path: Path) -> None:
    """A folder in the layout of the set gives one flat object; a folder without it is refused."""
    body = "\n".join(f"The council of {town} met on Monday and spoke of the barrier for hours." for town in "ABCDEFGH")
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in body.splitlines()) + "</body></html>"
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "x.html.gz").write_bytes(gzip.compress(page.encode()))
    for name in ("ground-truth", "flattened-html-text", "flattened-inscriptis", "flattened-beautifulsoup"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"x": {"articleBody": body}}))
    figures = evaluate(tmp_path)
    assert figures["html_f1"] == figures["flattened_f1"] == 1.0
    assert figures["trained_on"] is False
    with pytest.raises(GoldError, match=r"ground-truth\.json"):
        evaluate(tmp_path / "html")


def test_corpus_trees_add_up_their_leaves() -> None:
    """A row follows thresholds to one leaf of each tree; the sum of leaves and baseline are log-odds."""
    trees = Trees(
        feature=np.array([1, 0, 0], dtype=np.int32), threshold=np.array([0.5, np.inf, np.inf]),
        left=np.array([1, 1, 2], dtype=np.int32), right=np.array([2, 1, 2], dtype=np.int32),
        value=np.array([0.0, -2.0, 2.0]),
        roots=np.array([0], dtype=np.int32), depth=1, baseline=0.0, teams=1, width=2,
    )  # fmt: skip
    chances = trees.predict(np.array([[9.0, 0.5], [9.0, 0.6]]))
    assert chances == pytest.approx([1 / (1 + np.exp(2)), 1 / (1 + np.exp(-2))])
    assert trees.predict(np.zeros((0, 2))).shape == (0,)


def test_corpus_chooses_the_lines_of_highest_expected_f1() -> None:
    """Sure lines are taken, unlikely ones left; where all are unlikely the likeliest still stands."""
    assert choose(np.array([0.9, 0.1, 0.8]), np.ones(3)).tolist() == [True, False, True]
    assert choose(np.array([0.1, 0.02]), np.array([5.0, 50.0])).tolist() == [True, False]


def test_corpus_judges_furniture_less_likely_than_prose() -> None:
    """The shipped classifier tells a menu from the paragraphs between two of them."""
    menu = ["Home", "News", "Sport", "Weather", "Sign in", "Subscribe"]
    prose = [f"The council of {town} met on Monday, and spoke of the barrier for four hours." for town in "ABCDEF"]
    chances = judge_lines([*menu, *prose, *menu])
    assert chances[6:12].min() > chances[[*range(6), *range(12, 18)]].max()
