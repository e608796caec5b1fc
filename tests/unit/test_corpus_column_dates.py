"""Dates of a column that read either way are settled by those that do not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.corpus import iter_intake


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (("07/04/2023", "03/17/2023"), date(2023, 7, 4)),
        (("07/04/2023", "17/03/2023"), date(2023, 4, 7)),
        (("07/04/2023", "05/06/2023"), date(2023, 4, 7)),
    ],
)
def test_the_rows_that_tell_settle_those_that_do_not(tmp_path: Path, dates: tuple[str, str], first: date) -> None:
    """Month first where another row can only be so; day first where one says that, or none says anything."""
    path = tmp_path / "a.csv"
    rows = "".join(f"{day},The harbour of Aldmoor stays open on market days.\n" for day in dates)
    path.write_text(f"date,text\n{rows}", "utf-8")
    found = [intake.dated for intake in iter_intake(path)]
    assert len(found) == 2
    assert found[0] is not None
    assert found[0].when.earliest == first
