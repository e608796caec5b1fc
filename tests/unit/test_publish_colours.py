"""The dossier's colours can be told from their ground, in light, dark and print."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

STYLES = (files("onrecord.publish") / "templates" / "dossier.css").read_text(encoding="utf-8")
PALETTES = dict(
    zip(
        ("light", "dark", "print"),
        (
            dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))
            for block in re.findall(r":root \{(.*?)\}", STYLES, re.S)
        ),
        strict=True,
    )
)
INKS = ("ink", "soft", "link", "for", "against", "conditional", "unclear")
PAIRS = [
    *[(ink, ground) for ink in INKS for ground in ("paper", "card")],
    *[(side, f"{side}-wash") for side in ("for", "against", "conditional", "unclear")],
    *[("card", side) for side in ("for", "against")],
    ("ink", "mark"), ("soft", "wash"), ("ink", "wash"),
]  # fmt: skip


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(each * 2 for each in digits)
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_words_stand_out_from_their_ground(scheme: str) -> None:
    """Every pair of ink and ground that the page uses has a contrast of 4.5 to 1 or more (WCAG 2.2, level AA)."""
    palette = PALETTES["light"] | PALETTES[scheme]
    weak = {}
    for ink, ground in PAIRS:
        dark, light = sorted((_luminance(palette[ink]), _luminance(palette[ground])))
        contrast = (light + 0.05) / (dark + 0.05)
        if contrast < 4.5:
            weak[ink, ground] = round(contrast, 2)
    assert weak == {}
