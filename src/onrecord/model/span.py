"""Where words stand: half-open code point offsets into ``Article.text``."""

from __future__ import annotations

from onrecord.model.record import record, require


@record
class Span:
    """``[start, end)`` in code points; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        require(
            0 <= self.start < self.end,
            lambda: f"a span runs from {self.start} to {self.end}",
            "0 <= start < end",
        )

    def __len__(self) -> int:
        return self.end - self.start

    def cut(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    @property
    def key(self) -> tuple[int, int]:
        """``(start, end)``, for sorting and ids."""
        return (self.start, self.end)


@record
class Evidence:
    """The words a line rests on: an article and a span of its text."""

    article_id: str
    span: Span
