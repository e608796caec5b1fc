"""What the parser saw in an article: tokens with their grammar, sentences, paragraphs, named entities."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from onrecord.model.provenance import Provenance
from onrecord.model.record import record
from onrecord.model.span import Span


@record
class Token:
    """One token. `pos`, `tag`, `dep`: Universal POS, Penn tag, ClearNLP dependency; `head`: index of its governor."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    morph: str = ""

    @property
    def span(self) -> Span:
        """Where the token stands."""
        return Span(start=self.start, end=self.end)


@record
class Entity:
    """A named entity; `first` and `last` are token indices, both included; `label` is OntoNotes'."""

    first: int
    last: int
    label: str


@record
class Sentence:
    """Tokens ``first`` to ``last`` (included), their root, and the paragraph they stand in."""

    first: int
    last: int
    root: int
    paragraph: int


@record
class Analysis:
    """The parse of one article. Token indices run over the whole article; a sentence never crosses a paragraph.

    `text` is the article's own; `body_start` is where its body begins (sentences before it are the headline).
    """

    article_id: str
    text: str
    body_start: int
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Span, ...]
    entities: tuple[Entity, ...]
    children: tuple[tuple[int, ...], ...]
    sentence_of: tuple[int, ...]
    """For each token the index of its sentence."""
    provenance: Provenance

    def span(self, first: int, last: int) -> Span:
        """From the beginning of token `first` to the end of token `last`."""
        return Span(start=self.tokens[first].start, end=self.tokens[last].end)

    def sentence_span(self, index: int) -> Span:
        """Where sentence `index` stands."""
        sentence = self.sentences[index]
        return self.span(sentence.first, sentence.last)

    def subtree(self, index: int) -> list[int]:
        """Token `index` and all it governs, in text order."""
        found, queue = [], [index]
        while queue:
            current = queue.pop()
            found.append(current)
            queue.extend(self.children[current])
        return sorted(found)

    def iter_ancestors(self, index: int) -> Iterator[int]:
        """The governors of token `index`, nearest first, up to the root of its sentence."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield index

    def token_at(self, offset: int) -> int | None:
        """The token that covers character `offset`, if one does."""
        index = bisect_right(self.tokens, offset, key=lambda token: token.start) - 1
        return index if index >= 0 and offset < self.tokens[index].end else None

    def tokens_in(self, span: Span) -> range:
        """The tokens that begin inside `span`."""
        low = bisect_right(self.tokens, span.start - 1, key=lambda token: token.start)
        high = bisect_right(self.tokens, span.end - 1, key=lambda token: token.start)
        return range(low, high)

    def entities_in(self, first: int, last: int) -> list[Entity]:
        """Entities that lie wholly inside tokens `first` to `last`."""
        return [entity for entity in self.entities if first <= entity.first and entity.last <= last]
