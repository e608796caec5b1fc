"""``onrecord evaluate``: score what is installed against gold data, or hold all pinned figures against their floors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.console import answer, warn
from onrecord.cli.options import AsJson, CodebookFile
from onrecord.evaluation import SUITES, evaluate
from onrecord.evaluation.floors import find_sunk, read_floors


def command(
    suite: Annotated[str, typer.Argument(metavar="SUITE", help=f"{', '.join(SUITES)}, or floors.", show_default=False)],
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="Gold data; for floors, the data folder.", show_default=False)
    ],
    codebook: CodebookFile = None,
    judgements: Annotated[int | None, typer.Option("--judgements", help="stance: learn from this many.")] = None,
    floors: Annotated[Path, typer.Option("--floors", help="The floors file.")] = Path("benchmarks/floors.toml"),
    as_json: AsJson = False,
) -> int:
    """Score what is installed on the gold data at PATH; one flat object of figures."""
    if suite == "floors":
        return _hold_floors(floors, path)
    options = {"codebook": codebook, "judgements": judgements}
    answer(
        evaluate(suite, path, **{name: value for name, value in options.items() if value is not None}), as_json=as_json
    )
    return 0


def _hold_floors(floors: Path, data: Path) -> int:
    """Evaluate every benchmark whose data is there; exit code 1 if a figure sank."""
    sunk = []
    for benchmark in read_floors(floors):
        if not (data / benchmark.path).exists():
            warn(f"{benchmark.name}: not checked, {data / benchmark.path} is absent")
            continue
        figures = evaluate(benchmark.suite, data / benchmark.path, **benchmark.options)
        found = find_sunk(benchmark, figures)
        for floor in benchmark.floors:
            warn(f"{benchmark.name}: {floor.figure} {figures.get(floor.figure)}")
        sunk += found
    for line in sunk:
        warn(line)
    return 1 if sunk else 0
