"""What number a written count or rank stands for."""

from __future__ import annotations

import re

from onrecord.timeline.grammar import get_words

_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
_FRACTION = re.compile(r"(\d+)? ?(\d)/(\d)")


def parse_count(written: str) -> float | None:
    """The count of "12", "1,200", "2 1/2", "twenty-five", "a hundred", "half an"; None where it names none."""
    written = written.lower().strip()
    if fraction := _FRACTION.fullmatch(written):
        return int(fraction[1] or 0) + int(fraction[2]) / int(fraction[3]) if int(fraction[3]) else None
    if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", written):
        return float(written.replace(",", ""))
    if written in ("a", "an", "another", "the"):
        return 1
    if re.fullmatch(r"(?:a )?half(?:[- ](?:an?|the))?", written):
        return 0.5
    return _parse_words(written)


def _parse_words(written: str) -> float | None:
    cardinals = get_words()["cardinals"]
    extra = 0.0
    if found := re.search(r" and (?:a|one)[- ](half|quarter)$", written):
        extra, written = (0.5 if found[1] == "half" else 0.25), written[: found.start()]
    total, current = 0.0, 0.0
    words = [word for word in re.split(r"[\s-]+", written) if word not in ("and", "a")]
    for word in words:
        if word in cardinals:
            current += cardinals[word]
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word in ("thousand", "million"):
                total, current = total + current, 0.0
        else:
            return None
    return total + current + extra if words else None


def parse_rank(written: str) -> int | None:
    """The rank of "3rd", "third", "twenty-first"; None where it names none."""
    written = written.lower()
    if found := re.match(r"\d+", written):
        return int(found[0])
    words = get_words()
    parts = re.split(r"[\s-]+", written)
    if parts[-1] not in words["ordinals"]:
        return None
    tens = int(words["cardinals"].get(parts[0], 0)) if len(parts) > 1 else 0
    return tens + int(words["ordinals"][parts[-1]])


def parse_spelled_year(written: str) -> int | None:
    """The year of "nineteen ninety-six", "two thousand and five", "nineteen oh one"."""
    words = [word for word in re.split(r"[\s-]+", written.lower()) if word not in ("and", "oh")]
    if words[:2] == ["two", "thousand"]:
        return 2000 + int(_parse_words(" ".join(words[2:])) or 0)
    century = get_words()["cardinals"].get(words[0]) if words else None
    if not century or len(words) < 2:
        return None
    rest = 0 if words[1] == "hundred" else _parse_words(" ".join(words[1:]))
    if century == 20 and rest is not None and rest < 10 and " oh" not in written.lower():
        return None
    return None if rest is None or rest >= 100 else int(century) * 100 + int(rest)
