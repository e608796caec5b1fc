"""The concepts one can be for or against."""

from __future__ import annotations

from onrecord.model.record import content_id, record, require


@record
class Concept:
    """A claim one can be for or against. Examples are sentences a person marked as for, against or beside it."""

    id: str
    claim: str
    description: str = ""
    parent: str | None = None
    examples_for: tuple[str, ...] = ()
    examples_against: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    """Ids of concepts that are easily confused with this one."""

    def __post_init__(self) -> None:
        require(self.id.strip(), "a concept without id", "a short unique id")
        require(self.claim.strip(), f"concept {self.id!r} has no claim", "a sentence one can be for or against")


@record
class Codebook:
    """The concepts of a debate. `version` is a hash of all that readers of it depend on."""

    debate: str
    concepts: tuple[Concept, ...]

    def __post_init__(self) -> None:
        ids = [concept.id for concept in self.concepts]
        require(len(ids) == len(set(ids)), f"concept ids {ids} repeat", "each id once")

    @property
    def version(self) -> str:
        """A hash of the content."""
        return content_id(
            "codebook",
            self.debate,
            [
                [c.id, c.claim, c.description, c.parent, c.examples_for, c.examples_against, c.counter_examples, c.near]
                for c in self.concepts
            ],
        )

    def get(self, concept_id: str) -> Concept:
        """The concept with this id; KeyError if there is none."""
        for concept in self.concepts:
            if concept.id == concept_id:
                return concept
        raise KeyError(concept_id)
