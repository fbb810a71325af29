"""Restricted areas stop what leads into them, as the rules say."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from oxymap.config import ROOT
from oxymap.errors import InvalidDataError
from oxymap.publishing.checks.checking import check_document
from oxymap.publishing.checks.rules import ZONE_KINDS, load_area_rules
from oxymap.publishing.checks.zones import restricted_areas
from oxymap.publishing.models import Document, Exemption, Ref
from tests import factories
from tests.unit.publishing.checks.sampling import (
    RESTRICTED,
    codes,
    context,
    errors,
    finding,
    good,
    made,
    made_page,
    with_places,
)

RED_LINE = (115.45, 40.045)
CORE = (115.57, 39.83)
MENTOUGOU_POINT = factories.POINTS["mentougou"]


def point(lon: float, lat: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [lon, lat]}


def trail(*positions: tuple[float, float], **values: object) -> Document:
    line = {"type": "LineString", "coordinates": [list(position) for position in positions]}
    return made("trails", "ridge-way", geometry=line, line="schematic", **values)


def exemption(*zones: str) -> Exemption:
    return Exemption("防火道巡查合用", "0" * 64, "批复.pdf", "root", 1_790_000_000, zones)


def route_to(*stops: str) -> Document:
    return made_page(
        "routes", "new-route", stops=[{"place": name} for name in stops], district=["mentougou"]
    )


# --- rules -----------------------------------------------------------------------------


def test_every_zone_has_a_rule_with_a_source() -> None:
    rules = load_area_rules(ROOT / "content" / "standards").rules

    assert set(rules) == set(ZONE_KINDS)
    assert all(rule.quote and rule.document and rule.certainty for rule in rules.values())


def test_project_without_rules_of_its_own_takes_the_shipped_ones(tmp_path: Path) -> None:
    assert load_area_rules(tmp_path) == load_area_rules(ROOT / "content" / "standards")


def test_rules_without_a_zone_are_refused(tmp_path: Path) -> None:
    shipped = (ROOT / "content" / "standards" / "restricted-areas.yaml").read_text("utf-8")
    (tmp_path / "restricted-areas.yaml").write_text(shipped.replace("zone: growth", "zone: core"))

    with pytest.raises(InvalidDataError):
        load_area_rules(tmp_path)


# --- what leads into a zone ------------------------------------------------------------


def test_length_inside_and_entry_are_named() -> None:
    # From the east into the core zone, whose edge is the meridian 115.60.
    way = trail((115.65, 39.83), (115.59, 39.83))

    found = finding(way, "in_core_zone")

    # A hundredth of a degree is 853 m at this latitude.
    assert found.said.params["metres"] == pytest.approx(855, rel=0.01)
    assert found.place == pytest.approx((115.60, 39.83), abs=1e-5)
    assert (found.severity, found.exemptible, found.zone) == ("error", False, "baihuashan-core")


def test_entry_follows_the_direction_of_the_line() -> None:
    # Right through the buffer zone, from west to east.
    way = trail((115.59, 39.83), (115.63, 39.83), (115.65, 39.83))

    assert finding(way, "in_buffer_zone").place == pytest.approx((115.60, 39.83), abs=1e-5)


@pytest.mark.parametrize("layer", ["zones", "viewpoints", "scenic", "facilities", "villages"])
def test_points_of_every_kind_are_stopped(layer: str) -> None:
    assert [item.code for item in errors(made(layer, geometry=point(*CORE)))] == ["in_core_zone"]


def test_camp_in_a_zone_is_stopped() -> None:
    camp = made("waters", geometry=point(*CORE), activities=["camping"])

    assert [item.code for item in errors(camp)] == ["in_core_zone"]


def test_what_only_says_where_a_river_is_gets_a_warning() -> None:
    found = finding(made("waters", geometry=point(*CORE)), "in_core_zone")

    assert found.severity == "warning"


def test_waypoints_count_when_there_is_no_line() -> None:
    waypoint = {"name": {"zh": "垭口", "en": "Pass"}, "lon": CORE[0], "lat": CORE[1]}
    way = made(
        "trails", geometry=None, position=factories.NO_POSITION, waypoints=[waypoint, waypoint]
    )

    assert [item.code for item in errors(way)] == ["in_core_zone"]


def test_route_is_stopped_by_its_stops_and_trails() -> None:
    inside = factories.place("deep-valley", "scenic", geometry=point(*CORE))
    catalogue = with_places(inside)

    found = finding(
        route_to("cuandixia", "deep-valley"), "in_core_zone", context(catalogue=catalogue)
    )

    assert (found.severity, found.field, found.place) == ("error", "stops.1.place", CORE)


def test_stop_text_without_a_place_is_no_ground() -> None:
    page = made_page("routes", "new-route", stops=[{"name": "甲"}, {"name": "乙"}])

    assert "in_core_zone" not in codes(page)


def test_farmland_is_a_warning_and_the_growth_line_a_note() -> None:
    field = made("scenic", district="yanqing", geometry=point(116.06, 40.51))
    town = made("scenic", district="fangshan", geometry=point(116.23, 39.73))

    assert finding(field, "on_farmland").severity == "warning"
    assert finding(town, "beyond_growth_line").severity == "note"


def test_position_that_may_lie_inside_is_a_warning() -> None:
    rough = made(
        "scenic", geometry=point(115.47, 40.05), position=factories.position(precision_m=2_000.0)
    )
    exact = made("scenic", geometry=point(115.47, 40.05))

    assert finding(rough, "near_restricted").severity == "warning"
    assert "near_restricted" not in codes(exact)


# --- exemptions ------------------------------------------------------------------------


def test_exemption_that_names_the_zone_turns_the_error_into_a_note() -> None:
    here = context(exemption=exemption("redline-lingshan"))
    document = made("scenic", geometry=point(*RED_LINE))

    found = finding(document, "exempted", here)

    assert errors(document, here) == []
    assert found.severity == "note"
    assert "防火道巡查合用" in str(found.said)
    assert "批复.pdf" in str(found.said)


def test_exemption_for_another_zone_changes_nothing() -> None:
    here = context(exemption=exemption("zhaitang-water-2"))

    found = finding(made("scenic", geometry=point(*RED_LINE)), "on_red_line", here)

    assert (found.severity, found.exemptible, found.zone) == ("error", True, "redline-lingshan")


def test_core_zone_has_no_exemption() -> None:
    here = context(exemption=exemption("baihuashan-core"))

    assert [x.code for x in errors(made("scenic", geometry=point(*CORE)), here)] == ["in_core_zone"]


# --- the operator's file ---------------------------------------------------------------


def test_without_a_file_it_is_said_that_nothing_was_checked() -> None:
    found = finding(good("lingshui-loop"), "restricted_not_checked", context(restricted=None))

    assert found.severity == "note"


def test_file_that_the_settings_name_but_is_not_there_stops_everything(tmp_path: Path) -> None:
    here = context(restricted=tmp_path / "missing.geojson")

    assert [x.code for x in errors(good("lingshui-loop"), here)] == ["restricted_unreadable"]


def test_file_in_the_data_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / "restricted.geojson").write_bytes(RESTRICTED.read_bytes())
    here = context(tmp_path, restricted=None)

    assert [x.code for x in errors(made("scenic", geometry=point(*CORE)), here)] == ["in_core_zone"]


def test_mistakes_in_the_file_name_the_feature(tmp_path: Path) -> None:
    document = json.loads(RESTRICTED.read_text("utf-8"))
    document["features"][2]["geometry"]["coordinates"][0][1] = [200, 39]
    del document["features"][3]["properties"]["source"]
    file = tmp_path / "restricted.geojson"
    file.write_text(json.dumps(document))

    with pytest.raises(InvalidDataError) as caught:
        restricted_areas(context(tmp_path, restricted=None).settings)

    messages = [problem.message for problem in caught.value.problems]
    assert len(messages) == 2
    assert "baihuashan-experimental" in messages[0]
    assert "redline-lingshan" in messages[1]
    assert "source" in messages[1]


def test_outline_that_crosses_itself_is_refused(tmp_path: Path) -> None:
    document = json.loads(RESTRICTED.read_text("utf-8"))
    ring = [[115.5, 39.9], [115.6, 40.0], [115.6, 39.9], [115.5, 40.0], [115.5, 39.9]]
    document["features"][0]["geometry"]["coordinates"] = [ring]
    file = tmp_path / "restricted.geojson"
    file.write_text(json.dumps(document))

    with pytest.raises(InvalidDataError, match="baihuashan-core"):
        restricted_areas(context(tmp_path, restricted=None).settings)


def test_changed_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "restricted.geojson"
    file.write_text('{"type": "FeatureCollection", "features": []}')
    here = context(tmp_path, restricted=None)
    document = made("scenic", geometry=point(*CORE))
    before = errors(document, here)

    file.write_bytes(RESTRICTED.read_bytes())

    assert before == []
    assert [item.code for item in errors(document, here)] == ["in_core_zone"]


def test_zone_counts_from_its_day(tmp_path: Path) -> None:
    document = json.loads(RESTRICTED.read_text("utf-8"))
    for feature in document["features"]:
        feature["properties"]["valid_from"] = "2027-01-01"
    (tmp_path / "restricted.geojson").write_text(json.dumps(document))
    here = context(tmp_path, restricted=None)
    later = replace(here, today=here.today.replace(year=2027))

    assert errors(made("scenic", geometry=point(*CORE)), here) == []
    assert len(errors(made("scenic", geometry=point(*CORE)), later)) == 1


# --- reserves without an outline -------------------------------------------------------


def test_near_a_reserve_without_an_outline_is_only_a_warning() -> None:
    document = made("scenic", geometry=point(*CORE))

    found = finding(document, "near_reserve", context(restricted=None))

    assert (found.severity, found.zone) == ("warning", "baihuashan-nnr")
    assert found.said.params["area"] == 217.43


def test_reserve_with_an_outline_needs_no_guess() -> None:
    assert "near_reserve" not in codes(made("scenic", geometry=point(*CORE)))


def test_far_from_the_reserve_nothing_is_said() -> None:
    document = made("scenic", geometry=point(*MENTOUGOU_POINT))

    assert "near_reserve" not in codes(document, context(restricted=None))


def test_reserve_is_not_near_itself() -> None:
    catalogue = context().catalogue
    reserve = catalogue.places["baihuashan-nnr"]
    texts = {"geojson": json.dumps(_feature(reserve))}
    document = Document(Ref("feature", "protected", "baihuashan-nnr"), texts)

    found = check_document(document, context(restricted=None, is_new=False))

    assert "near_reserve" not in {item.code for item in found}


def _feature(place: object) -> object:
    from oxymap.publishing.shipped import feature_json

    return feature_json(place)  # type: ignore[arg-type]
