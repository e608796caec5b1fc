"""``onrecord train``: make a model again from gold data, or cross-validate it."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord import training
from onrecord.cli.console import answer
from onrecord.cli.options import AsJson
from onrecord.errors import UsageError


def command(
    suite: Annotated[str, typer.Argument(metavar="SUITE", help="Which model.", show_default=False)],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="Gold data.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where to write the weights.")] = Path(
        "weights"
    ),
    folds: Annotated[
        int | None, typer.Option("--folds", min=2, help="Cross-validate and print those figures.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make the model of SUITE again from the gold data at PATH."""
    options: dict[str, Any] = {} if folds is None else {"folds": folds}
    answer(_module(suite).train(path, out, **options), as_json=as_json)


def suites() -> list[str]:
    """The suites a model can be made for."""
    return sorted(m.name for m in pkgutil.iter_modules(training.__path__) if "_" not in m.name)


def _module(suite: str) -> Any:
    if suite not in suites():
        raise UsageError(
            f"no model is trained for {suite!r}", expected=", ".join(suites()), next_step="name one of them"
        )
    try:
        return importlib.import_module(f"onrecord.training.{suite}")
    except ModuleNotFoundError as error:
        raise UsageError(
            f"training needs {error.name}, which is not installed",
            expected="the extra 'train'",
            next_step="pip install 'onrecord[train]'",
        ) from error
