"""The house rules that a machine can check."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "onrecord").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
LONGEST_MODULE = 400


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_a_module_says_what_is_decided_in_it(path: Path) -> None:
    """Every module opens with a docstring and can be read in one sitting."""
    text = path.read_text("utf-8")
    if path.parent.name == "versions" and not text.strip():
        return
    assert ast.get_docstring(ast.parse(text)), f"{path} has no docstring"
    assert len(text.splitlines()) <= LONGEST_MODULE, f"{path} is too long to be read in one sitting"


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_a_test_reads_as_specification(path: Path) -> None:
    """Every test function has a docstring."""
    tests = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    assert tests, f"{path} tests nothing"
    silent = [node.name for node in tests if not ast.get_docstring(node)]
    assert not silent, f"without docstring: {silent}"


def test_no_room_is_called_utils() -> None:
    """A name says what is inside."""
    forbidden = {"utils", "util", "common", "helpers", "misc"}
    assert not [path for path in SOURCES if {path.stem, path.parent.name} & forbidden]


def test_the_public_face_is_exactly_this() -> None:
    """Names in ``onrecord.__all__`` exist, and there are no others."""
    onrecord = importlib.import_module("onrecord")
    assert sorted(onrecord.__all__) == [
        "Debate",
        "Recipe",
        "View",
        "add",
        "load_debate",
        "read",
        "read_codebook",
        "render_dossier",
    ]
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    with pytest.raises(AttributeError):
        _ = onrecord.nothing_of_that_name
