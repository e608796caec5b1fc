"""The name model as it is made and as it is shipped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onrecord.actors.similarity import FEATURES
from onrecord.evaluation.names import Case
from onrecord.training.names import NameModel, groups_of, train


def test_the_shipped_form_scores_as_the_trained_one() -> None:
    """Weights and trees written out give the log-odds of the model they were taken from."""
    random = np.random.default_rng(1)
    values = random.random((120, len(FEATURES)))
    same = values[:, FEATURES.index("whole")] + 0.2 * random.random(120) > 0.6
    model = NameModel(0).fit(values, same)
    shipped = model.export()
    for row, wanted in zip(values, model.log_odds(values), strict=True):
        total = shipped["base"] + float(np.dot(shipped["weights"], row))
        for tree in shipped["trees"]:
            node = 0
            while tree[node][0] >= 0:
                node = int(tree[node][2] if row[int(tree[node][0])] <= tree[node][1] else tree[node][3])
            total += tree[node][4]
        assert total == pytest.approx(wanted, abs=1e-3)


def test_pairs_that_share_a_name_are_one_group() -> None:
    """No name of a tested pair was seen in training when folds are grouped."""
    cases = [
        Case(one=one, other=other, is_person=True, same=True, quality="MEDIUM")
        for one, other in (("a", "b"), ("b", "c"), ("d", "e"))
    ]
    assert groups_of(cases) == [0, 0, 1]


def test_training_writes_one_file(tmp_path: Path) -> None:
    """The folder gets the model and nothing else."""
    rows = ["schema,name1,name2,is_match,quality"]
    names = ["Farid Mansour", "Olga Orlova", "Masud Darwish", "Ilse Vogel", "Juan Ortega"]
    for place, name in enumerate(names * 4):
        rows.append(f"Person,{name},{name.replace('a', 'e', 1)},true,MEDIUM")
        rows.append(f"Person,{name},{names[(place + 1) % 5]},false,MEDIUM")
    path = tmp_path / "cases.csv"
    path.write_text("\n".join(rows), "utf-8")
    figures = train(path, tmp_path / "out")
    assert figures["cases"] == 40
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["names-model.json"]
