"""When two texts count as the same: case-folded, quotes and spaces alike, names bared of articles and particles."""

from __future__ import annotations

import re

from anyascii import anyascii

_ALIKE = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-"}
)
_PARTICLES = {"al", "el", "the", "a", "an", "of"}


def normal(text: str) -> str:
    """`text` case-folded, with plain quotes and dashes and single spaces."""
    return " ".join(text.translate(_ALIKE).casefold().split())


def normal_with_offsets(text: str) -> tuple[str, list[int]]:
    """`normal` of `text`, and for each of its characters the offset it came from."""
    out: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text.translate(_ALIKE)):
        if character.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                offsets.append(offset)
            continue
        for folded in character.casefold():
            out.append(folded)
            offsets.append(offset)
    return "".join(out), offsets


def normal_name(name: str) -> str:
    """A name in plain letters, without possessive, articles and Arabic particles."""
    plain = re.sub(r"['’]s\b", "", anyascii(name.translate(_ALIKE)).casefold())
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return " ".join(word for word in words if word not in _PARTICLES)


def find_places(words: str, text: str) -> list[tuple[int, int]]:
    """Where `words` stand in `text`, as half-open offsets of `text`."""
    haystack, offsets = normal_with_offsets(text)
    needle, places, start = normal(words), [], 0
    while needle and (at := haystack.find(needle, start)) >= 0:
        places.append((offsets[at], offsets[at + len(needle) - 1] + 1))
        start = at + 1
    return places


_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|Rep|Sen|Gov|St)\.[\"”’']*\s+$")


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences of `text`; a line end ends a sentence."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for border in _END.finditer(text, line.start(), line.end()):
            if not _ABBREVIATED.search(text[start : border.end()]):
                found.append((start, border.end()))
                start = border.end()
        found.append((start, line.end()))
    return found
