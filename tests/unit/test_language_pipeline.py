"""Which pipeline is loaded, and whether its files can be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.language import DEFAULT, pipeline_facts
from onrecord.language.pipeline import folder_digest


def test_the_default_pipeline_is_the_one_measured_with() -> None:
    """Its files have the digest on file."""
    facts = pipeline_facts()
    assert facts.name == DEFAULT
    assert facts.trusted is True


def test_a_pipeline_that_is_not_installed_is_wrong_use() -> None:
    """The error says what to install."""
    with pytest.raises(UsageError, match="not installed") as caught:
        pipeline_facts("en_no_such_pipeline")
    assert "pip install" in str(caught.value)


def test_the_digest_sees_names_and_bytes(tmp_path: Path) -> None:
    """A changed byte and a changed name both change it; the place of the folder does not."""
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "model").write_bytes(b"weights")
    assert folder_digest(one) == folder_digest(two)
    (two / "model").write_bytes(b"weightS")
    changed = folder_digest(two)
    assert changed != folder_digest(one)
    (two / "model").rename(two / "modal")
    assert folder_digest(two) not in {changed, folder_digest(one)}
