"""What a reading depends on besides the articles: the parser and the codebook."""

from __future__ import annotations

from onrecord import language
from onrecord.model import Codebook, content_id, record


@record
class Recipe:
    """The settings of a reading. Equal recipes give equal records."""

    parser: str = language.DEFAULT
    codebook: Codebook | None = None

    @property
    def hash(self) -> str:
        """A hash of all settings and of every stage's version."""
        from onrecord.pipeline.stages import READING

        versions = [[stage.name, stage.version] for stage in READING]
        return content_id("recipe", self.parser, self.codebook.version if self.codebook else None, versions)
