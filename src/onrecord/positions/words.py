"""The words of an article as this room reads them: lemmas, families and word classes, looked up once."""

from __future__ import annotations

from onrecord.model import Analysis, Token
from onrecord.positions.lexicon import Lexicon

Key = tuple[str, int]


class Words:
    """An analysis with, for each token, its lemma in lower case and its keys (families and stem, with signs).

    A phrase of the families ("pull out") is known at its grammatical head.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.children = analysis.children
        self.lexicon = Lexicon.load()
        self.lemmas = [self._lemma(token) for token in self.tokens]
        self.keys: list[tuple[Key, ...]] = [
            self.lexicon.keys(lemma, token.pos) for lemma, token in zip(self.lemmas, self.tokens, strict=True)
        ]
        for at in range(len(self.lemmas)):
            size = self.lexicon.phrase_at(self.lemmas, at)
            if size > 1:
                self._know(range(at, at + size), "_".join(self.lemmas[at : at + size]))
            elif self.lemmas[at + 1 : at + 2] == ["-"] and at + 2 < len(self.lemmas):
                self._know(range(at, at + 3), "".join(self.lemmas[at : at + 3]))

    def _know(self, run: range, phrase: str) -> None:
        """Give a phrase's keys, if the families know it, to the word of it that governs the others."""
        if phrase in self.lexicon.senses:
            head = next((i for i in run if self.tokens[i].head not in run or self.tokens[i].head == i), run[0])
            self.keys[head] = self.lexicon.keys(phrase) + self.keys[head]

    def _lemma(self, token: Token) -> str:
        """The parser's lemma, put right where it is known to err; a comparative of the families stays one."""
        written = token.text.lower()
        if token.tag in {"JJR", "RBR"} and written in self.lexicon.senses:
            return written
        return self.lexicon.repairs.get(written) or token.lemma.lower()

    def is_a(self, node: int, *classes: str) -> bool:
        """Whether the word at `node` stands in one of the lexicon's classes."""
        return self.lexicon.is_in(self.lemmas[node], *classes)

    def is_noun(self, node: int) -> bool:
        """Whether `node` is a noun or a name."""
        return self.tokens[node].pos in {"NOUN", "PROPN"}

    def under(self, node: int, *deps: str) -> list[int]:
        """The children of `node` that hang on it by one of these relations."""
        return [child for child in self.children[node] if self.tokens[child].dep in deps]

    def names(self, node: int) -> set[str]:
        """The keys of `node` without their signs."""
        return {name for name, _ in self.keys[node]}
