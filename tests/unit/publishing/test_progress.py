"""Published objects are counted for what the plans promise; nothing else is."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml

from oxymap.config import ROOT
from oxymap.errors import InvalidDataError
from oxymap.publishing.progress import Target, load_progress_targets, progress
from tests.factories import catalogue, page, place

DAY = datetime.date(2024, 5, 1)


def target(**values: object) -> Target:
    shared = {"id": "t", "district": "fangshan", "at_least": 1, "source": "a plan, line 1",
              "name": {"zh": "目标", "en": "Target"}}  # fmt: skip
    return Target.model_validate({**shared, **values})


def event(name: str, day: datetime.date | None = DAY, **values: object):
    shared = {"district": ["fangshan"], "kind": "walk", "state": "scheduled", "start": day}
    return page(name, "festivals", **{**shared, **values})


def counted(wanted: Target, *things: object) -> list[list[str]]:
    places = [thing for thing in things if hasattr(thing, "layer")]
    pages = [thing for thing in things if not hasattr(thing, "layer")]
    found = progress(catalogue(places, pages), (wanted,))
    return [[ref.id for ref in item.objects] for item in found]


def test_features_of_the_kind_in_the_district_count() -> None:
    here = place("a-yard", kind="courtyard", district="fangshan")
    elsewhere = place("b-yard", kind="courtyard", district="yanqing")
    village = place("c-village", district="fangshan")

    assert counted(target(layer="villages", kinds=["courtyard"]), here, elsewhere, village) == [
        ["a-yard"]
    ]


@pytest.mark.parametrize("status", ["planned", "under_construction"])
def test_what_is_only_planned_does_not_count(status: str) -> None:
    yard = place("a-yard", kind="courtyard", district="fangshan", status=status)

    assert counted(target(layer="villages", kinds=["courtyard"]), yard) == [[]]


def test_routes_of_the_district_count() -> None:
    ours = page("ours", "routes", district=["fangshan", "mentougou"])
    theirs = page("theirs", "routes", district=["yanqing"])

    assert counted(target(page="routes"), ours, theirs) == [["ours"]]


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({}, True),
        ({"day": datetime.date(2026, 12, 31)}, True),
        ({"day": datetime.date(2023, 12, 31)}, False),
        ({"day": None, "state": "to_be_announced"}, False),
        ({"state": "cancelled"}, False),
        ({"kind": "forum"}, False),
        ({"district": ["yanqing"]}, False),
    ],
)
def test_events_count_by_day_kind_and_state(values: dict[str, object], counts: bool) -> None:
    wanted = target(page="festivals", kinds=["walk"], years=[2024, 2026])

    assert counted(wanted, event("one", **values)) == [["one"] if counts else []]


def test_yearly_promise_is_counted_for_each_year() -> None:
    wanted = target(page="festivals", years=[2024, 2026], per_year=True)

    assert counted(wanted, event("one")) == [["one"], [], []]


def test_activity_decides_when_it_is_named() -> None:
    wanted = target(page="festivals", activities=["snow_sports"], years=[2024, 2024])

    assert counted(wanted, event("dry"), event("snow", activities=["snow_sports"])) == [["snow"]]


def test_shipped_targets_can_be_read() -> None:
    found = load_progress_targets(ROOT / "content" / "standards")

    assert {"fs-route", "yq-outdoor", "yq-snow-2024"} <= {item.id for item in found}
    assert all(item.source.startswith("S") for item in found)


@pytest.mark.parametrize(
    "change", [{"layer": None}, {"page": "routes"}, {"at_least": 0}, {"district": "haidian"}]
)
def test_target_that_says_nothing_sensible_is_refused(tmp_path: Path, change: dict) -> None:
    shipped = yaml.safe_load((ROOT / "content/standards/progress-targets.yaml").read_text("utf-8"))
    shipped["targets"][0] |= change
    (tmp_path / "progress-targets.yaml").write_text(yaml.safe_dump(shipped), "utf-8")

    with pytest.raises(InvalidDataError):
        load_progress_targets(tmp_path)
