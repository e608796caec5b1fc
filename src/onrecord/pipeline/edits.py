"""A person puts back what cleaning took out of an article, or takes the decision back: append-only, and one by one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from onrecord import corpus
from onrecord.errors import UsageError
from onrecord.model import Article, Judgement, Statement, Verdict, edit_id, find_standing, record
from onrecord.store import View, Writer

EDIT = "edit"
"""The kind of judgements on edits: ``reject`` puts back what the edit dropped or changed, ``accept`` drops it again."""


@record
class PutBack:
    """The article as it now stands, and how many earlier judgements on its statements no longer find them."""

    article: Article
    lost: int


def judge_edit(record_file: Path, edit: str, *, verdict: Verdict, who: str, when: datetime, why: str = "") -> PutBack:
    """Put the edit back (``reject``) or leave it out again (``accept``); the text is made anew from the raw bytes.

    `edit` is the id of an edit or its beginning. The next reading reads the article again.

    Raises:
        UsageError: no such edit, several that begin so, or one that cannot be undone alone.
    """
    with View(record_file) as view:
        cleaned, subject = _get_edit(view, edit)
        raw = view.get_raw(cleaned.id)
        shown = view.get_article(cleaned.id)
        verdicts = {each.subject: each.verdict for each in find_standing(view.iter_judgements())}
        judged = {statement.id for statement in view.iter_records(Statement, article_id=cleaned.id)} & set(verdicts)
    verdicts[subject] = verdict
    article = corpus.put_back(cleaned, raw, {name for name, each in verdicts.items() if each is Verdict.REJECT})
    judgement = Judgement(subject=subject, kind=EDIT, verdict=verdict, who=who, when=when, why=why)
    with Writer(record_file) as writer:
        writer.write_put_back(article, cleaned, judgement)
    return PutBack(article=article, lost=len(judged) if article.text != shown.text else 0)


def _get_edit(view: View, edit: str) -> tuple[Article, str]:
    found = {
        (article.id, name)
        for article in (view.get_cleaned(each.id) for each in view.iter_articles())
        for name in (edit_id(article.id, each) for each in article.edits)
        if edit and name.startswith(edit)
    }
    if len(found) != 1:
        raise UsageError(
            f"{len(found) or 'no'} edits of this record have an id that begins with {edit!r}",
            expected="the id of one edit",
            next_step="'onrecord articles RECORD ARTICLE' lists the edits of an article with their ids",
        )
    ((article_id, name),) = found
    return view.get_cleaned(article_id), name
