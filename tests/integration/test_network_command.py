"""``onrecord network`` and ``export`` on the bundled debate: what users do with a discourse network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.cli.analyses import ANALYSES
from onrecord.cli.main import main
from onrecord.exchange.dna_check import find_problems
from onrecord.exchange.dna_file import read_dna


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--out", str(out)]) == 0
    return out / "debate.record"


@pytest.mark.parametrize("analysis", sorted(ANALYSES))
def test_every_analysis_answers(record: Path, analysis: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object that is not empty."""
    capsys.readouterr()
    assert main(["network", str(record), "--find", analysis, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("suffix", [".csv", ".graphml", ".gexf"])
def test_a_network_is_written_as_the_file_name_says(record: Path, tmp_path: Path, suffix: str) -> None:
    """The file is there and names an actor."""
    out = tmp_path / f"network{suffix}"
    options = ["--option", "networkType=onemode", "--option", "qualifierAggregation=congruence"]
    assert main(["network", str(record), *options, "--out", str(out)]) == 0
    assert "Oskan" in out.read_text("utf-8")


@pytest.mark.parametrize("find", [[], ["--find", "coalitions"], ["--find", "phases"]])
def test_a_chart_is_drawn_of_the_network_or_of_what_is_found(record: Path, tmp_path: Path, find: list[str]) -> None:
    """The file is a picture."""
    out = tmp_path / "chart.svg"
    assert main(["network", str(record), *find, "--chart", str(out)]) == 0
    assert out.read_text("utf-8").startswith("<svg")


def test_what_has_no_chart_is_said(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and what there is a chart of."""
    assert main(["network", str(record), "--find", "centralities", "--chart", str(tmp_path / "chart.svg")]) == 2
    assert "coalitions" in capsys.readouterr().err


def test_a_record_leaves_as_a_dna_file_that_breaks_no_rule(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Persons stand where they stood: the same sides, as often."""
    out = tmp_path / "debate.dna"
    assert main(["export", str(record), "--format", "dna", "--out", str(out)]) == 0
    assert find_problems(read_dna(out)) == ()
    ours, theirs = (sides(source, variable, capsys) for source, variable in ((record, "actor"), (out, "person")))
    assert "Davit Oskan" in theirs
    assert {name: ours[name] for name in theirs} == theirs


def sides(source: Path, variable: str, capsys: pytest.CaptureFixture[str]) -> dict[str, list[float]]:
    """Who is how often for and against anything, by name."""
    capsys.readouterr()
    options = ["--option", f"variable1={variable}", "--option", "qualifierAggregation=subtract"]
    assert main(["network", str(source), *options, "--json"]) == 0
    (network,) = json.loads(capsys.readouterr().out)["networks"]
    return {name: sorted(cells) for name, cells in zip(network["rows"], network["cells"], strict=True)}


def test_an_unknown_analysis_is_wrong_use(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The error lists those there are."""
    assert main(["network", str(record), "--find", "love"]) == 2
    assert "coalitions" in capsys.readouterr().err
