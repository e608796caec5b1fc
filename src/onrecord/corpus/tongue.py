"""Which language a text is written in."""

from __future__ import annotations

SAMPLE = 4000
"""Characters from which the language is told."""
FEWEST_LETTERS = 20


def tell_language(text: str) -> str:
    """ISO 639-1 code of the language of `text`; empty where there is too little of it."""
    from py3langid import classify  # its model takes half a second to load

    sample = text[:SAMPLE]
    if sum(char.isalpha() for char in sample) < FEWEST_LETTERS:
        return ""
    return str(classify(sample)[0])
