"""Count false events again: `python benchmarks/event_reports.py ../shared/data/guardian`.

``event_reports.jsonl`` holds samples of event reports on Guardian articles, each read by hand: the article's id, where
the trigger stands, what was reported, and what was wrong with it: "event" (nothing of that type happened there),
"status" (planned told as happened, and so on), "date", or "" for nothing. A row with "articles" opens each round: so
many articles were read by the code of that day, with so many reports, from which the sample was drawn by seed.
A fault counts as mended where the report is gone or the part at fault now reads otherwise.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from onrecord import corpus, pipeline
from onrecord.model import EventReport
from onrecord.pipeline.draft import Workbench
from onrecord.pipeline.reading import Task, read_article

GOLD = Path(__file__).parent / "event_reports.jsonl"
STAGES = ("statements", "actors", "events")
Row = dict[str, Any]
Place = tuple[str, int, int]


def read_rows(path: Path) -> list[Row]:
    """The rows of a gold file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_reports(folder: Path, wanted: set[str]) -> dict[Place, EventReport]:
    """What the present code reports in the articles of `folder` with these ids."""
    bench = Workbench(pipeline.Recipe())
    found: dict[Place, EventReport] = {}
    for intake in corpus.iter_intake(folder):
        if intake.article is None or intake.article.id not in wanted:
            continue
        task = Task(
            article=intake.article,
            published=intake.dated.when if intake.dated else None,
            due=dict.fromkeys(STAGES, ""),
            recipe_hash="",
            run="",
        )
        for _, records in read_article(task, bench).found.values():
            for each in records:
                if isinstance(each, EventReport):
                    found[each.article_id, each.trigger.start, each.trigger.end] = each
    return found


def is_still_false(row: Row, report: EventReport | None) -> bool:
    """Whether a report is there and the part at fault reads as it did."""
    if report is None or not row["fault"]:
        return False
    when = [report.when.earliest.isoformat(), report.when.latest.isoformat()] if report.when else None
    now = {"event": report.type.value, "status": report.status.value, "date": when}
    was = {"event": row["type"], "status": row["status"], "date": row["when"]}
    return bool(now[row["fault"]] == was[row["fault"]])


def show_round(head: Row, rows: list[Row], found: dict[Place, EventReport]) -> None:
    """Print one round as it was read, and what has become of its reports."""
    false = [row for row in rows if row["fault"]]
    share, per_article = len(false) / len(rows), head["reports"] / head["articles"]
    kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(row["fault"] for row in false).most_common())
    print(f"{head['round']}: {len(rows)} reports of {head['reports']} on {head['articles']} articles")
    print(f"  false {share:.2f} ({kinds}): {share * per_article:.2f} an article, of {per_article:.2f} reports")
    for kind, count in Counter(row["kind"] for row in false).most_common():
        print(f"    {count:2} {kind}")
    if found:
        now = [(row, found.get((row["article"], row["start"], row["end"]))) for row in rows]
        kept = sum(1 for row, report in now if report and not row["fault"])
        still = sum(1 for row, report in now if is_still_false(row, report))
        print(
            f"  now: {kept} of {len(rows) - len(false)} right ones reported, {still} of {len(false)} faults as before"
        )


def main() -> None:
    """Print the rounds; with a folder, also what the present code makes of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="the Guardian articles; without it nothing is read again")
    folder: Path | None = parser.parse_args().folder
    rows = read_rows(GOLD)
    heads = {row["round"]: row for row in rows if "articles" in row}
    samples = [row for row in rows if "articles" not in row]
    found = read_reports(folder, {row["article"] for row in samples}) if folder else {}
    for name, head in heads.items():
        show_round(head, [row for row in samples if row["round"] == name], found)


if __name__ == "__main__":
    main()
