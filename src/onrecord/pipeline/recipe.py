"""What a reading depends on besides the articles: the parser, the models, the codebook."""

from __future__ import annotations

from dataclasses import field

from onrecord import language
from onrecord.language.network import ATTRIBUTION, SENTENCES, STANCES, find_weights
from onrecord.model import Codebook, record


@record
class Recipe:
    """The settings of a reading. Equal recipes give equal records."""

    parser: str = language.DEFAULT
    attribution: str | None = field(default_factory=lambda: find_weights(ATTRIBUTION))
    """The weights that find statements beside the rules; None for the rules alone."""
    sentences: str | None = field(default_factory=lambda: find_weights(SENTENCES))
    """The weights that place statements by the examples of a codebook; None for no such placing."""
    stances: str | None = field(default_factory=lambda: find_weights(STANCES))
    """The weights that read a claim and a statement together; None for positions by rules alone."""
    codebook: Codebook | None = None
    llm: language.ChatSettings | None = None
    """The large language model that finds statements and positions instead; None, by default, for none."""

    @property
    def llm_key(self) -> list[str] | None:
        """What of the language model a result depends on: not where answers are kept, nor how long one waits."""
        return [self.llm.url, self.llm.model, str(self.llm.max_tokens)] if self.llm else None
