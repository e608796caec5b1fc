"""Whether a path is said to be trained on."""

from __future__ import annotations

import hashlib
from importlib import resources
from pathlib import Path

import pytest

from onrecord.evaluation.attribution import is_trained_on

POLNEAR = Path(__file__).resolve().parents[3] / "shared" / "data" / "polnear"


def test_other_articles_are_not_trained_on() -> None:
    """Names that no list holds."""
    assert not is_trained_on([])
    assert not is_trained_on(["an-article-of-our-own"])


@pytest.mark.skipif(not POLNEAR.is_dir(), reason="../shared/data/polnear is not there")
def test_the_train_part_is_trained_on_and_the_dev_part_is_not() -> None:
    """The list holds exactly the articles of the train part."""
    train = {path.stem for path in (POLNEAR / "train" / "text").glob("*.txt")}
    listed = resources.files("onrecord.evaluation").joinpath("attribution_trained_on.txt").read_text("utf-8").split()
    assert set(listed) == {hashlib.sha256(name.encode("utf-8")).hexdigest()[:16] for name in train}
    assert is_trained_on([min(train)])
    assert not is_trained_on(path.stem for path in (POLNEAR / "dev" / "text").glob("*.txt"))
