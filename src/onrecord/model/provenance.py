"""Who made a record, and what was not read: `Provenance` and `Skip`."""

from __future__ import annotations

from dataclasses import field

from onrecord.model.record import record, require, set_id


@record
class Provenance:
    """What made a machine record: stage and its version, the model if one was used, the recipe and the run."""

    stage: str
    version: str
    model: str | None = None
    recipe_hash: str = ""
    run: str = ""

    def __post_init__(self) -> None:
        require(self.stage and self.version, "a provenance without stage or version", "both named")


@record
class Skip:
    """What was not read, and why. `article` is the article's id, or its origin where no article could be made."""

    id: str = field(init=False)
    article: str
    origin: str
    stage: str
    reason: str
    duplicate_of: str | None = None

    def __post_init__(self) -> None:
        require(self.reason and self.stage, f"a skip of {self.article!r} without stage or reason", "both named")
        set_id(self, "skip", self.article, self.origin, self.stage, self.reason)
