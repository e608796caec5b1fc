"""``onrecord articles``: what a record holds, what cleaning took out, what changed between versions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord import pipeline
from onrecord.cli.console import answer
from onrecord.cli.options import AsJson, RecordFile
from onrecord.corpus import compare
from onrecord.model import Article, Debate, Version, edit_id
from onrecord.store import View


def command(
    record: RecordFile,
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="The id of one, or how it begins.", show_default=False)
    ] = "",
    versions: Annotated[bool, typer.Option("--versions", help="Earlier versions, and what was changed.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the articles of RECORD; of one ARTICLE, every edit of cleaning and every earlier version."""
    debate = pipeline.load_debate(record)
    if versions:
        found = [_version(debate, version) for version in debate.versions]
        answer(
            {"versions": found}, as_json=as_json, lines=_version_lines(found) or ["no article has an earlier version"]
        )
        return
    if article:
        found_one = _details(record, article)
        answer(found_one, as_json=as_json, lines=_detail_lines(found_one))
        return
    rows = [_row(debate, each) for each in sorted(debate.articles.values(), key=lambda each: str(each.origin))]
    answer({"articles": rows}, as_json=as_json, lines=[_row_line(row) for row in rows] or ["no articles"])


def _row(debate: Debate, article: Article) -> dict[str, Any]:
    skips = {skip.article: skip.reason for skip in debate.skips}
    dated = debate.dated.get(article.id)
    return {
        "article": article.id,
        "origin": str(article.origin),
        "outlet": article.outlet,
        "date": dated.when.earliest.isoformat() if dated and dated.when.days == 1 else "",
        "title": article.title,
        "edits": len(article.edits),
        "not_read": skips.get(article.id, ""),
    }


def _row_line(row: dict[str, Any]) -> str:
    note = f"  [{row['not_read']}]" if row["not_read"] else ""
    return f"{row['article']}  {row['date'] or '          '}  {row['origin']}  {row['title']}{note}"


def _details(record: Path, name: str) -> dict[str, Any]:
    """One article with every edit; an edit that was put back is listed still."""
    with View(record) as view:
        ids = [each.id for each in view.iter_articles() if each.id.startswith(name)]
        article = view.get_article(ids[0] if len(ids) == 1 else name)
        cleaned = view.get_cleaned(article.id)
    return {
        "article": article.id,
        "origin": str(article.origin),
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "url": article.url,
        "revised": article.revised.isoformat() if article.revised else "",
        "text": article.text,
        "edits": [
            {
                "edit": edit_id(article.id, edit),
                "kind": edit.kind.value,
                "before": edit.before,
                "after": edit.after,
                "reason": edit.reason,
                "put_back": edit not in article.edits,
            }
            for edit in cleaned.edits
        ],
    }


def _detail_lines(found: dict[str, Any]) -> list[str]:
    lines = [f"{found['article']}  {found['origin']}  {found['title']}"]
    for edit in found["edits"]:
        after = f" -> {edit['after']!r}" if edit["after"] else ""
        state = "  (put back)" if edit["put_back"] else ""
        lines.append(f"  {edit['edit']}  {edit['kind']}: {edit['before']!r}{after}  [{edit['reason']}]{state}")
    return lines if found["edits"] else [*lines, "  cleaning changed nothing"]


def _version(debate: Debate, version: Version) -> dict[str, Any]:
    before, after = debate.articles[version.article_id], debate.articles[version.of]
    return {
        "article": before.id,
        "origin": str(before.origin),
        "of": after.id,
        "of_origin": str(after.origin),
        "basis": version.basis.value,
        "evidence": version.evidence,
        "changes": [
            {
                "kind": change.kind,
                "before": before.text[change.before.start : change.before.end] if change.before else "",
                "after": after.text[change.after.start : change.after.end] if change.after else "",
            }
            for change in compare(before.text, after.text)
        ],
    }


def _version_lines(found: list[dict[str, Any]]) -> list[str]:
    lines = []
    for each in found:
        lines.append(
            f"{each['origin']} is an earlier version of {each['of_origin']}: {each['basis']} ({each['evidence']})"
        )
        for change in each["changes"]:
            lines += [f"  - {change['before']}"] if change["before"] else []
            lines += [f"  + {change['after']}"] if change["after"] else []
    return lines
