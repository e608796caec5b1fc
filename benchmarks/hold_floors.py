"""The gate: no floor may be lower than in any earlier commit, and no figure below its floor."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from onrecord.cli.main import main as onrecord
from onrecord.evaluation.floors import find_lowered, parse_floors, read_floors

FLOORS = Path(__file__).with_name("floors.toml")


def earlier_floors() -> str | None:
    """The floors file as the commit before the last one that touched it had it; None without history."""
    run = subprocess.run(
        ["git", "log", "-2", "--format=%H", "--", FLOORS.name],
        cwd=FLOORS.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    commits = run.stdout.split()
    changed = subprocess.run(["git", "diff", "--quiet", "HEAD", "--", FLOORS.name], cwd=FLOORS.parent, check=False)
    base = commits[:1] if changed.returncode else commits[1:]
    if not base:
        return None
    shown = subprocess.run(
        ["git", "show", f"{base[0]}:./{FLOORS.name}"], cwd=FLOORS.parent, capture_output=True, text=True, check=False
    )
    return shown.stdout if shown.returncode == 0 else None


def main() -> int:
    """Exit code 1 where a floor was lowered or a figure sank."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the gold data")
    data = parser.parse_args().data
    before = earlier_floors()
    lowered = find_lowered(parse_floors(before), read_floors(FLOORS)) if before else []
    for line in lowered:
        sys.stderr.write(line + "\n")
    return onrecord(["evaluate", "floors", str(data), "--floors", str(FLOORS)]) or (1 if lowered else 0)


if __name__ == "__main__":
    sys.exit(main())
