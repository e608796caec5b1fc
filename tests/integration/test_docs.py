"""The docs cannot drift: what they show runs, and what is generated is up to date."""

from __future__ import annotations

import importlib.util
import io
import re
import shlex
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from onrecord.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "src" / "onrecord" / "cli" / "demo"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder: articles and a codebook."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "articles").mkdir()
    for path in DEMO.glob("*.txt"):
        shutil.copy(path, folder / "articles")
    shutil.copy(DEMO / "codebook.yaml", folder)
    return folder


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


def test_the_guide_runs_as_it_stands(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command and every Python example of the guide, in order, in one folder."""
    monkeypatch.chdir(project)
    guide = ROOT / "docs" / "guide.md"
    commands = [line[2:] for block in blocks(guide, "console") for line in block.splitlines() if line.startswith("$ ")]
    assert len(commands) >= 7
    for command in commands:
        words, _, file = command.partition(" > ")
        with redirect_stdout(io.StringIO()) as said:
            assert main(shlex.split(words)[1:]) == 0, command
        if file:
            Path(file).write_text(said.getvalue(), encoding="utf-8")
    for example in blocks(guide, "python") + blocks(ROOT / "docs" / "record.md", "python"):
        exec(compile(example, str(guide), "exec"), {})


def test_every_command_the_readme_shows_exists() -> None:
    """``onrecord`` commands of the README name real verbs, make commands real targets."""
    text = "\n".join(blocks(ROOT / "README.md", "console"))
    verbs = set(re.findall(r"^\$ onrecord (\w+)", text, re.MULTILINE))
    reference = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert verbs
    assert all(f"## onrecord {verb}\n" in reference for verb in verbs)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(f"\n{target}:" in makefile for target in re.findall(r"^\$ make (\w+)", text, re.MULTILINE))


def test_the_command_reference_is_what_the_commands_say() -> None:
    """docs/cli.md is generated; a changed option must not leave it behind."""
    spec = importlib.util.spec_from_file_location("make_cli_reference", ROOT / "docs" / "make_cli_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == module.reference(), "run python docs/make_cli_reference.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Relative links of every page name a file that is there."""
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_changelog_knows_this_version() -> None:
    """The version of the package stands in the changelog."""
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert version is not None
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
