"""The words of a parse as a reader sees them: "al-Kadhimi", "US-led" and "Kata’ib" are one word each."""

from __future__ import annotations

from onrecord.actors.lexicon import roles, word_set
from onrecord.model import Analysis, Span, record

_SMALL = word_set("name_prefixes")
_HYPHENS = frozenset("-–‑‐")


@record
class Word:
    """One word: tokens `first` to `last`, both included; `owner` if a possessive ending follows it."""

    text: str
    first: int
    last: int
    owner: bool = False

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def is_capital(self) -> bool:
        """Whether it is written as a name is: a capital first, or a small particle and then a capital."""
        head, _, tail = self.text.partition("-")
        return self.text[:1].isupper() or (head.lower() in _SMALL and tail[:1].isupper())


def words_between(analysis: Analysis, first: int, last: int) -> list[Word]:
    """The words made of tokens `first` to `last`. A possessive ending is no word; it marks the word before it."""
    found: list[Word] = []
    tokens = analysis.tokens
    index = first
    while index <= last:
        if found and tokens[index].start == tokens[found[-1].last].end and _is_possessive(analysis, index):
            found[-1] = _owning(found[-1])
            index += 1
            continue
        end = index
        while end + 2 <= last and _is_joined(analysis, end):
            end += 2
        found.append(Word(text=analysis.text[tokens[index].start : tokens[end].end], first=index, last=end))
        index = end + 1
    return found


def _is_possessive(analysis: Analysis, index: int) -> bool:
    """Whether a possessive ending stands here; after a plural only where a name goes on ("Crews’ Association")."""
    token = analysis.tokens[index]
    if token.tag == "POS":
        return True
    after = analysis.tokens[index + 1] if index + 1 < len(analysis.tokens) else None
    return (
        token.text in ("'", "’")
        and analysis.tokens[index - 1].text.endswith("s")
        and after is not None
        and after.start > token.end
        and after.text.lower() in roles().organisation
        and after.text[:1].isupper()
    )


def _is_joined(analysis: Analysis, end: int) -> bool:
    left, hyphen, right = analysis.tokens[end : end + 3]
    return (
        hyphen.text in _HYPHENS
        and left.end == hyphen.start
        and hyphen.end == right.start
        and left.text[-1:].isalnum()
        and right.text[:1].isalnum()
    )


def _owning(word: Word) -> Word:
    return Word(text=word.text, first=word.first, last=word.last, owner=True)


def span_of(analysis: Analysis, words: list[Word]) -> Span:
    """From the first word to the last."""
    return analysis.span(words[0].first, words[-1].last)
