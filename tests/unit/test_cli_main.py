"""The program's manners: exit codes, where it speaks, and what an error says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.cli import init, main
from onrecord.errors import BugError, UsageError


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--help"], 0),
        (["run", "--help"], 0),
        ([], 2),
        (["frobnicate"], 2),
        (["run"], 2),
        (["read", "x.record", "--jobs", "0"], 2),
        (["evaluate", "nothing", "nowhere"], 2),
        (["train", "nothing", "nowhere"], 2),
        (["read", "no-such.record"], 1),
    ],
)
def test_exit_codes_tell_wrong_use_from_bad_data(
    words: list[str], code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """0 done, 1 data not readable, 2 wrong use."""
    monkeypatch.chdir(tmp_path)
    assert main.main(words) == code


def test_a_defect_ends_in_70_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An exception nobody meant is called a defect; the traceback comes with --debug only."""

    def broken(path: Path) -> None:
        raise ZeroDivisionError("a defect for this test")

    monkeypatch.setattr(init, "Writer", broken)
    assert main.main(["init", str(tmp_path / "r.record")]) == 70
    quiet = capsys.readouterr().err
    assert "a defect for this test" in quiet
    assert "Traceback" not in quiet
    assert main.main(["init", str(tmp_path / "r.record"), "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_an_error_says_what_happened_what_was_expected_and_what_to_do_next() -> None:
    """The three sentences stand under each other; absent ones leave no gap."""
    error = UsageError("it rained", expected="sun", next_step="wait")
    assert str(error) == "it rained\nExpected: sun\nNext: wait"
    assert str(BugError("it broke")) == "it broke"


def test_results_go_to_stdout_as_json_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``--json`` prints one object on stdout."""
    assert main.main(["init", str(tmp_path / "r.record"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"record": str(tmp_path / "r.record")}


def test_init_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that exists stays as it is."""
    path = tmp_path / "r.record"
    path.write_bytes(b"mine")
    assert main.main(["init", str(path)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert path.read_bytes() == b"mine"


def test_a_column_pair_without_a_field_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The error lists the fields there are."""
    assert main.main(["add", str(tmp_path / "r.record"), str(tmp_path), "--column", "colour=red"]) == 2
    assert "byline" in capsys.readouterr().err
