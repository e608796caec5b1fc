"""Where words stand that somebody claims to have read."""

from __future__ import annotations

import pytest

from onrecord.model import Location, Span, find_words

TEXT = "“The pier is old,” the Mayor said. The pier\nwill not hold another hard winter on the outer coast, he said."
ALL = Span(start=0, end=len(TEXT))


@pytest.mark.parametrize(
    ("words", "found", "how"),
    [
        ("The pier is old", "The pier is old", Location.EXACT),
        ("the mayor", "the Mayor", Location.FOLDED),
        ('"The pier is old,"', "The pier is old", Location.FOLDED),
        ("The pier will not hold", "The pier\nwill not hold", Location.FOLDED),
        (
            "will not hold another very hard winter on the outer coast",
            "will not hold another hard winter on the outer coast",
            Location.FUZZY,
        ),
        ("the piers are new", None, None),
        ("ayor", None, None),
        ("…", None, None),
        ("", None, None),
    ],
)
def test_words_are_found_as_well_as_can_be(words: str, found: str | None, how: Location | None) -> None:
    """As they are, else but for case, marks and spaces, else but for a few of many words; else not."""
    located = find_words(words, TEXT, ALL)
    assert (located.span.cut(TEXT) if located else None, located.how if located else None) == (found, how)


def test_of_several_places_the_nearest_is_taken() -> None:
    """The first, where nothing is near."""
    first, last = find_words("said", TEXT, ALL), find_words("said", TEXT, ALL, near=len(TEXT))
    assert first
    assert last
    assert first.span.start < last.span.start


def test_nothing_is_found_outside() -> None:
    """Only the stretch asked for is looked at."""
    assert find_words("winter", TEXT, Span(start=0, end=30)) is None
