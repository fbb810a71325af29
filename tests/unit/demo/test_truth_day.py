"""The recorded day fits what was written down of it by hand."""

from __future__ import annotations

import csv
import importlib.util
from collections import Counter
from itertools import groupby
from pathlib import Path
from types import ModuleType

import pytest

from oxymap.config import ROOT
from oxymap.demo.recorded import read_recording

FOLDER = ROOT / "tests" / "fixtures" / "live"


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_truth", FOLDER / "make_truth.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["truth-day.csv", "truth-states.csv"])
def test_files_are_what_the_script_writes(maker: ModuleType, tmp_path: Path, name: str) -> None:
    maker.write(tmp_path)

    assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes()


def test_every_minute_has_its_state() -> None:
    moments = [row["at"] for row in rows("truth-states.csv")]

    assert len(moments) == len(set(moments)) == 24 * 60
    assert moments == sorted(moments)


def test_every_interval_of_the_states_is_explained() -> None:
    told = [
        line.split("|")[3].strip()
        for line in (FOLDER / "truth-intervals.md").read_text(encoding="utf-8").splitlines()
        if line[:3] in {"| 0", "| 1", "| 2"}
    ]

    states = [state for state, _ in groupby(row["state"] for row in rows("truth-states.csv"))]

    assert states == told


def test_every_state_occurs() -> None:
    assert set(Counter(row["state"] for row in rows("truth-states.csv"))) == {
        "planned", "fresh", "late", "stale", "silent", "suspect", "maintenance",
    }  # fmt: skip


def test_value_is_shown_exactly_where_it_is_recent() -> None:
    for row in rows("truth-states.csv"):
        assert bool(row["value"]) == (row["state"] in {"fresh", "late"}), row


def test_rows_stand_in_the_order_in_which_they_arrived() -> None:
    arrived = [row["received_time"] for row in rows("truth-day.csv")]

    assert arrived == sorted(arrived)
    assert all(row["received_time"] > row["time"] for row in rows("truth-day.csv"))


def test_day_has_late_double_empty_and_marked_rows() -> None:
    day = rows("truth-day.csv")
    times = [row["time"] for row in day]

    assert times != sorted(times)
    assert sorted(Counter(times).values())[-2:] == [2, 2]
    assert {row["flag"] for row in day} == {"N", "M", "C", "T", "D"}
    assert sum(not row["neg_ion"] for row in day) == 15


def test_day_can_be_replayed() -> None:
    day = read_recording(FOLDER / "truth-day.csv")

    assert len(day) == len(rows("truth-day.csv"))
