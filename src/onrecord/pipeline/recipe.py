"""What a reading depends on besides the articles: the parser and the codebook."""

from __future__ import annotations

from onrecord import language
from onrecord.model import Codebook, record


@record
class Recipe:
    """The settings of a reading. Equal recipes give equal records."""

    parser: str = language.DEFAULT
    codebook: Codebook | None = None
