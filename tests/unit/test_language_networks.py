"""Weights are used only when they are the ones that were measured; windows overlap."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import DataError
from onrecord.language.network import read_manifest
from onrecord.language.words import Window, cut_windows


def write_weights(folder: Path, content: bytes) -> None:
    """A folder of one file and its manifest."""
    (folder / "model.onnx").write_bytes(content)
    facts = {"sha256": {"model.onnx": hashlib.sha256(content).hexdigest()}, "pieces": 256}
    (folder / "manifest.json").write_text(json.dumps(facts))


def test_a_manifest_is_read_with_its_facts(tmp_path: Path) -> None:
    """Files that match their hashes are accepted."""
    write_weights(tmp_path, b"weights")
    assert read_manifest(tmp_path)["pieces"] == 256


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    """Weights whose bytes changed are named, with what to do."""
    write_weights(tmp_path, b"weights")
    (tmp_path / "model.onnx").write_bytes(b"others")
    with pytest.raises(DataError, match="reinstall"):
        read_manifest(tmp_path)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    """A folder without manifest is no folder of weights."""
    with pytest.raises(DataError, match="no weights"):
        read_manifest(tmp_path / "none")


def test_a_short_text_is_one_window() -> None:
    """What fits is read at once and kept whole."""
    assert cut_windows(np.array([1, 2, 1]), room=10, overlap=2) == [Window(0, 3, 0, 3)]


def test_neighbouring_windows_overlap_and_share_out_the_middle() -> None:
    """Each word of the overlap is kept from the window whose border is further away."""
    windows = cut_windows(np.ones(14, dtype=np.int64), room=10, overlap=4)
    assert [(window.begin, window.end) for window in windows] == [(0, 10), (6, 14)]
    assert [(window.keep_from, window.keep_to) for window in windows] == [(0, 8), (8, 14)]


def test_no_words_need_no_window() -> None:
    """An empty text is read without a run."""
    assert cut_windows(np.zeros(0, dtype=np.int64), room=10, overlap=4) == []
