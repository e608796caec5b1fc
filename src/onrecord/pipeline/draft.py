"""One article while it is read: what the stages have found so far, and the parse they share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from onrecord import language, timeline
from onrecord.language.encoder import OnnxEncoder
from onrecord.language.network import WEIGHTS
from onrecord.language.stances import StanceReader
from onrecord.language.words import WordReader
from onrecord.model import Analysis, Article, Chat, ChatError, Codebook, Encoder, Skip, TimeExpression, When
from onrecord.pipeline.recipe import Recipe
from onrecord.statements.tagger import Tagger

LLM_KEY = "ONRECORD_LLM_KEY"
"""The environment variable that holds the key of the language model's server."""

T = TypeVar("T")


class Workbench:
    """What is loaded once per process: the parser, the models, the codebook."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe

    @cached_property
    def parser(self) -> language.Parser:
        """The spaCy pipeline."""
        return language.Parser(self.recipe.parser)

    @cached_property
    def tagger(self) -> Tagger | None:
        """The attribution model; None where statements are found by rules."""
        name = self.recipe.attribution
        return Tagger(WordReader(WEIGHTS / name)) if name else None

    @cached_property
    def encoder(self) -> Encoder | None:
        """The sentence model; loaded only where the codebook gives examples to compare with."""
        name, codebook = self.recipe.sentences, self.codebook
        if name is None or codebook is None:
            return None
        has_examples = any(concept.examples_for or concept.examples_against for concept in codebook.concepts)
        return OnnxEncoder(WEIGHTS / name) if has_examples else None

    @cached_property
    def chat(self) -> Chat | None:
        """The large language model; None where none is asked, which is the default."""
        settings = self.recipe.llm
        return language.ChatClient(settings, key=os.environ.get(LLM_KEY, "")) if settings else None

    @cached_property
    def stance_reader(self) -> StanceReader | None:
        """The model that tells sides; None where rules alone say who stands where."""
        name = self.recipe.stances
        return StanceReader(WEIGHTS / name) if name and self.codebook else None

    @property
    def codebook(self) -> Codebook | None:
        """The concepts positions are read against."""
        return self.recipe.codebook


class Draft:
    """An article, when it was published, and the records found in it so far."""

    def __init__(self, article: Article, published: When | None, bench: Workbench) -> None:
        self.article = article
        self.published = published
        self.bench = bench
        self.unanswered: list[str] = []
        """Why a language model was not heard on this article, one line for each stage."""
        self._found: dict[type, tuple[Any, ...]] = {}

    @cached_property
    def parse(self) -> Analysis | Skip:
        """The parse, or why there is none; made when the first stage asks for it."""
        return self.bench.parser.parse(self.article)

    @property
    def analysis(self) -> Analysis:
        """The parse of an article that can be parsed."""
        assert isinstance(self.parse, Analysis)
        return self.parse

    @cached_property
    def times(self) -> tuple[TimeExpression, ...]:
        """The article's time expressions."""
        return timeline.find_times(self.analysis, self.published)

    def ask(self, question: Callable[[Chat], Sequence[T]], *, otherwise: Callable[[], Sequence[T]]) -> Sequence[T]:
        """What the language model finds; what `otherwise` finds where none is asked or it gives no answer."""
        if self.bench.chat is None:
            return otherwise()
        try:
            return question(self.bench.chat)
        except ChatError as error:
            self.unanswered.append(str(error))
            return otherwise()

    def get(self, cls: type[T]) -> tuple[T, ...]:
        """The records of one type found so far."""
        return self._found.get(cls, ())

    def put(self, found: Iterable[Any]) -> None:
        """Add what a stage found."""
        for item in found:
            self._found[type(item)] = (*self._found.get(type(item), ()), item)
