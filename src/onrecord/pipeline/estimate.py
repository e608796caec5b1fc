"""What a reading with a language model will ask, counted before it starts."""

from __future__ import annotations

from math import ceil
from pathlib import Path

from onrecord.model import Statement, record
from onrecord.pipeline.recipe import Recipe
from onrecord.pipeline.run import plan
from onrecord.positions.llm_reader import BATCH
from onrecord.statements import llm_reader as statements

CHARS_PER_TOKEN = 4
CHARS_PER_STATEMENT = 250
"""About so many characters of news text stand to one statement."""
FRAME = 500
"""Tokens of the instructions and the schema, with every question."""


@record
class Estimate:
    """At most so many questions with so many tokens, on so many articles; answers kept before cost nothing."""

    articles: int
    questions: int
    tokens: int


def estimate(record_file: Path, recipe: Recipe) -> Estimate:
    """What reading the record by `recipe` will ask of its language model.

    Raises:
        RecordFileError: no such record.
    """
    articles = questions = tokens = 0
    concepts = sum(len(c.claim) + len(c.description) + 20 for c in recipe.codebook.concepts) if recipe.codebook else 0
    for task in plan(record_file, recipe):
        body = len(task.article.text) - task.article.body_start
        own = 0
        if "statements" in task.due:
            passages = len(list(statements.iter_passages(task.article.text, task.article.body_start)))
            own += passages
            tokens += body // CHARS_PER_TOKEN + passages * FRAME
        if "positions" in task.due and recipe.codebook:
            known = sum(isinstance(one, Statement) for one in task.known) or ceil(body / CHARS_PER_STATEMENT)
            batches = ceil(known / BATCH)
            own += batches
            tokens += 2 * body // CHARS_PER_TOKEN + batches * (FRAME + concepts // CHARS_PER_TOKEN)
        articles += bool(own)
        questions += own
    return Estimate(articles=articles, questions=questions, tokens=tokens)
