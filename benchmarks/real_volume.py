"""Real volume: every article of a table is accounted for, none ends in a defect, and two runs give the same bytes.

    python benchmarks/real_volume.py ../shared/data/guardian/articles.csv.zip

prints one JSON object; exit code 1 where something is lost, failed or differs.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import sys
import tempfile
import zipfile
from pathlib import Path

from onrecord.cli.run import run
from onrecord.exchange.tables import tables
from onrecord.pipeline import load_debate


def main() -> int:
    """Run the table twice and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", type=Path, help="a CSV file, or a zip that holds one")
    given = parser.parse_args().table
    with tempfile.TemporaryDirectory() as folder:
        table = _unpacked(given, Path(folder) / "in")
        outs = [Path(folder) / name for name in ("one", "two")]
        found = [run([table], out, codebook=None) for out in outs]
        files = sorted(path.relative_to(outs[0]) for path in outs[0].rglob("*") if path.is_file())
        _, different, missing = filecmp.cmpfiles(*outs, [str(file) for file in files], shallow=False)
        articles = tables(load_debate(outs[0] / "debate.record"))["articles"]
    status = [row["status"] for row in articles]
    figures = {
        "found": found[0]["found"],
        **{name: status.count(name) for name in ("read", "duplicate", "skipped")},
        "known": found[0]["known"],
        "defects": sum("a defect of onrecord" in row.get("reason", "") for row in articles),
        "statements": found[0]["statements"],
        "events": found[0]["events"],
        "differing_files": len(different) + len(missing),
    }
    accounted = figures["read"] + figures["duplicate"] + figures["skipped"] + figures["known"]
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0 if accounted == figures["found"] and not figures["defects"] and not figures["differing_files"] else 1


def _unpacked(given: Path, folder: Path) -> Path:
    if given.suffix != ".zip":
        return given
    folder.mkdir()
    with zipfile.ZipFile(given) as archive:
        return Path(archive.extract(archive.namelist()[0], folder))


if __name__ == "__main__":
    sys.exit(main())
