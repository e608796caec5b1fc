"""The rules on real articles, where the data folder is at hand."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from pathlib import Path

import pytest

from onrecord.language import Parser
from onrecord.model import Analysis, Article, Origin, Provenance, article_id
from onrecord.statements import find_statements

ARTICLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "guardian" / "articles.csv.zip"


@pytest.mark.skipif(not ARTICLES.exists(), reason="the data folder is not beside the repository")
def test_real_articles_are_read_whole() -> None:
    """Every tenth of a real collection gives statements with exact offsets, most of them with a source."""
    csv.field_size_limit(sys.maxsize // 2**32)
    with zipfile.ZipFile(ARTICLES) as archive, archive.open(archive.namelist()[0]) as stream:
        texts = [row["text"] for row in csv.DictReader(io.TextIOWrapper(stream, "utf-8"))][::20]
    parser, count, sourced = Parser(), 0, 0
    for text in texts:
        analysis = parser.parse(
            Article(
                id=article_id(text.encode(), outlet="", url=""),
                text=text,
                origin=Origin(path="real"),
                provenance=Provenance(stage="test", version="1"),
            )
        )
        assert isinstance(analysis, Analysis)
        for one in find_statements(analysis):
            count += 1
            sourced += one.source is not None
            assert one.words(text).strip()
    assert count > 5 * len(texts)
    assert sourced > 0.9 * count
