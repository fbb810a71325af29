from __future__ import annotations

from pathlib import Path

import pytest

from oxymap.config import ROOT
from oxymap.errors import InvalidDataError
from oxymap.stations.targets import FILE, load_targets

SHIPPED = ROOT / "content" / "standards"


def test_nation_and_fangshan_have_their_own_lines() -> None:
    found = {target.district: target.at_least for target in load_targets(SHIPPED)}

    assert found == {None: 1000, "fangshan": 3000}


def test_without_the_file_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    assert load_targets(tmp_path) == ()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ("at_least: 0,", "at_least"),
        ("at_least: many,", "at_least"),
        ("district: haidian,", "district"),
    ],
)
def test_mistake_is_named_with_its_line(tmp_path: Path, wrong: str, field: str) -> None:
    text = (SHIPPED / FILE).read_text(encoding="utf-8")
    name = wrong.partition(":")[0]
    old = "at_least: 3000," if name == "at_least" else "district: fangshan,"
    (tmp_path / FILE).write_text(text.replace(old, wrong), encoding="utf-8")

    with pytest.raises(InvalidDataError) as caught:
        load_targets(tmp_path)

    (problem,) = caught.value.problems
    assert field in problem.message
    assert problem.line > 10
