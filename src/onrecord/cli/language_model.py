"""The options of the language model, and the question whether what it will be asked may be asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.console import warn
from onrecord.errors import UsageError
from onrecord.language import ChatClient, ChatSettings

Llm = Annotated[
    str | None,
    typer.Option(
        "--llm",
        metavar="URL",
        help=f"An OpenAI-compatible address that reads statements and positions; its key in {pipeline.LLM_KEY}.",
        show_default="none is asked",
    ),
]
LlmModel = Annotated[
    str | None, typer.Option("--llm-model", metavar="NAME", help="The model at that address.", show_default=False)
]
LlmAnswers = Annotated[
    Path | None,
    typer.Option(
        "--llm-answers", metavar="FILE", help="Keeps its answers.", show_default="beside the record, ending .answers"
    ),
]
LlmTimeout = Annotated[float, typer.Option("--llm-timeout", min=0.1, help="Seconds one answer may take.")]
Yes = Annotated[bool, typer.Option("--yes", help="Ask the language model without asking me first.")]


def find_settings(
    url: str | None, model: str | None, answers: Path | None, *, record: Path, timeout: float
) -> ChatSettings | None:
    """The settings the options give; None where no address is given.

    Raises:
        UsageError: an address without a model, a model without an address, or no address at all.
        InputError: a file of answers that cannot be used.
    """
    if url is None and model is None:
        return None
    if url is None or model is None:
        raise UsageError(
            f"{'--llm-model' if url is None else '--llm'} is given alone",
            expected="an address and a model",
            next_step="give both --llm URL and --llm-model NAME",
        )
    kept = answers or record.with_suffix(".answers")
    settings = ChatSettings(url=url, model=model, answers=str(kept), timeout=timeout)
    ChatClient(settings)
    return settings


def ask_leave(record: Path, recipe: pipeline.Recipe, *, yes: bool) -> None:
    """Say what the reading will ask of the language model, and go on only with the user's word.

    Raises:
        UsageError: nobody can be asked and --yes is not given.
        typer.Abort: the user says no.
    """
    if recipe.llm is None:
        return
    cost = pipeline.estimate(record, recipe)
    warn(
        f"{recipe.llm.model} at {recipe.llm.url} will be asked about {cost.articles} articles: at most some "
        f"{cost.questions} questions with {cost.tokens} tokens, its answers not counted. "
        f"What {recipe.llm.answers} holds is not asked again."
    )
    if yes or not cost.questions:
        return
    if not sys.stdin.isatty():
        raise UsageError(
            "nobody is there to agree to this",
            expected="your word before texts leave this program",
            next_step="add --yes",
        )
    typer.confirm("Ask it?", abort=True, err=True)
