"""A pile of news articles about a dispute goes in; the debate comes out on record.

::

    from pathlib import Path
    import onrecord

    record = Path("debate.record")
    codebook = onrecord.read_codebook(Path("codebook.yaml"))
    onrecord.add(record, [Path("articles")])
    onrecord.read(record, onrecord.Recipe(codebook=codebook))
    debate = onrecord.load_debate(record)
    Path("dossier.html").write_text(onrecord.render_dossier(debate), encoding="utf-8")
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.model import Debate
    from onrecord.pipeline import Recipe, add, load_debate, read
    from onrecord.positions import read_codebook
    from onrecord.publish import render_dossier
    from onrecord.store import View

__all__ = ["Debate", "Recipe", "View", "add", "load_debate", "read", "read_codebook", "render_dossier"]

_HOMES = {
    "Debate": "onrecord.model",
    "Recipe": "onrecord.pipeline",
    "View": "onrecord.store",
    "add": "onrecord.pipeline",
    "load_debate": "onrecord.pipeline",
    "read": "onrecord.pipeline",
    "read_codebook": "onrecord.positions",
    "render_dossier": "onrecord.publish",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
