"""What a reading depends on besides the articles: the parser, the attribution model, the codebook."""

from __future__ import annotations

from dataclasses import field

from onrecord import language
from onrecord.language.encoder import ATTRIBUTION, WEIGHTS
from onrecord.model import Codebook, record


def find_attribution_model() -> str | None:
    """The name of the attribution model that is installed; None where statements are found by rules alone."""
    return ATTRIBUTION if (WEIGHTS / ATTRIBUTION / "manifest.json").is_file() else None


@record
class Recipe:
    """The settings of a reading. Equal recipes give equal records."""

    parser: str = language.DEFAULT
    attribution: str | None = field(default_factory=find_attribution_model)
    """The weights that find statements; None for the rules."""
    codebook: Codebook | None = None
