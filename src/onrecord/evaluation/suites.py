"""Which suites there are, and where each is scored."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError

SUITES = ("attribution", "dates", "events", "figures", "names", "pages", "stance", "networks", "debate")


def evaluate(suite: str, path: Path, **options: Any) -> dict[str, Any]:
    """Score what is installed against the gold data at `path`; a flat mapping of figures.

    Raises:
        UsageError: no such suite.
        GoldError: `path` holds no gold data of that suite.
    """
    if suite not in SUITES:
        raise UsageError(f"there is no suite {suite!r}", expected=", ".join(SUITES), next_step="name one of them")
    module = importlib.import_module(f"onrecord.evaluation.{suite}")
    figures: dict[str, Any] = module.evaluate(path, **options)
    return figures
