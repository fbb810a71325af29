"""Stations in the drawn map: a label where there is something to tell and room for it."""

from __future__ import annotations

import json
import re

import pytest

from oxymap.config import ROOT
from oxymap.maps.draw_stations import (
    NONE,
    TOLD,
    arrange,
    draw_station,
    station_box,
    station_title,
    station_wish,
)
from oxymap.maps.labels import overlap
from oxymap.maps.models import LiveWords, Measured, StationMark
from oxymap.maps.picture import draw_picture
from oxymap.maps.spec import spec_json
from oxymap.stations.models import State
from oxymap.stations.properties import MAIN_PROPERTY, PROPERTIES
from tests.unit.maps.markup import EVIL, colourless, parse
from tests.unit.maps.samples import base_map, spec, spot

NOW = Measured("2,296", 1_795_230_300, "11月21日 10:05")
OLD = Measured("1,850", 1_795_213_800, "11月21日 05:30")
SCRIPTS = ROOT / "static" / "js"


def mark(state: str = "fresh", **more: object) -> StationMark:
    value = NOW if state in {"fresh", "late"} else None
    values = {"value": value, "last_good": OLD, "label": "实时", "unit": "个/cm³", **more}
    return StationMark(state=state, interval_s=300, **values)


def station(station_id: str = "a", lon: float = 115.63, lat: float = 40.0, **more: object):
    state = more.pop("state", "fresh")
    marked = more.pop("mark", None) or mark(str(state))
    values = {"layer": "stations", "kind": "ion", "url": f"/live/{station_id}", "name": "灵山站"}
    return spot(station_id, lon, lat, station=marked, **{**values, **more})


def stand(x: float = 100.0, y: float = 80.0, **more: object):
    return arrange([(station(**more), (x, y))], "zh")[0]


def draw(**more: object) -> str:
    return draw_station(stand(**more), "zh")


@pytest.mark.parametrize("state", State)
def test_every_state_is_drawn_well_formed_and_without_style(state: State) -> None:
    drawn = draw(state=state.value)

    parse(drawn)
    assert " style=" not in drawn
    assert " id=" not in drawn
    assert f"map-station--{state.value}" in drawn


def test_states_with_a_value_without_one_and_planned_differ_without_colour() -> None:
    shapes = {
        state: re.sub(r"map-station--\w+|<title>.*?</title>", "", colourless(draw(state=state)))
        for state in ("fresh", "late", "stale", "silent", "planned")
    }

    assert len(set(shapes.values())) == len(shapes)


def test_value_stands_in_the_label_and_a_dash_where_there_is_none() -> None:
    values = {
        state: [text.text for text in parse(draw(state=state)).iter("text")]
        for state in ("fresh", "late", "stale", "silent", "suspect", "maintenance", "planned")
    }

    assert values == {
        "fresh": ["2,296"], "late": ["2,296"], "stale": [NONE], "silent": [NONE],
        "suspect": [NONE], "maintenance": [NONE], "planned": [],
    }  # fmt: skip


def test_demonstration_is_marked_for_the_eye_and_in_the_title() -> None:
    root = parse(draw(mark=mark(demo=True)))

    assert [text.text for text in root.iter("text")] == ["2,296", "演示"]
    assert root.find(".//title").text.endswith("（演示数据）")


@pytest.mark.parametrize(
    ("marked", "title"),
    [
        (mark(), "灵山站：2,296 个/cm³，11月21日 10:05"),
        (
            mark("stale", label="已过时"),
            "灵山站：已过时，最近一次有效值 1,850 个/cm³，11月21日 05:30",
        ),
        (mark("planned", label="规划中", last_good=None), "灵山站：规划中"),
    ],
)
def test_title_tells_value_and_absolute_time(marked: StationMark, title: str) -> None:
    assert station_title(station(mark=marked), "zh") == title


def test_title_in_english_has_english_words() -> None:
    good = mark("stale", label="Out of date", unit="per cm³", demo=True)

    assert station_title(station(mark=good, name="Lingshan"), "en") == (
        "Lingshan: Out of date, last valid value 1,850 per cm³, 11月21日 05:30 (demonstration data)"
    )


def test_names_are_escaped_and_links_lead_to_the_station() -> None:
    link = parse(draw(name=EVIL))[0]

    assert link.tag == "a"
    assert link.get("href") == "/live/a"
    assert EVIL in link.find("title").text


def test_labels_never_overlap_and_the_better_state_has_the_room() -> None:
    crowd = [(station(state, state=state), (100.0 + n * 7, 80.0)) for n, state in enumerate(TOLD)]

    stands = arrange(reversed(crowd), "zh")

    boxes = [station_box(one, "zh") for one in stands if one.pill]
    assert len(stands) == len(crowd)
    assert stands[0].members[0].id == "fresh"
    assert not any(overlap(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_ions_have_the_room_before_other_values_which_have_their_unit() -> None:
    weather = station("a", mark=mark(suffix="°C"))
    silent = station("b", state="silent")

    stands = arrange([(weather, (100.0, 80.0)), (silent, (108.0, 80.0))], "zh")

    assert [(one.members[0].id, one.pill) for one in stands] == [("b", True), ("a", False)]
    assert "2,296 °C" in draw(mark=mark(suffix="°C"))


def test_stations_at_one_place_are_one_mark_with_both_titles() -> None:
    both = [(station("a", state="silent"), (50.0, 50.0)), (station("b"), (51.0, 50.0))]

    stands = arrange(both, "zh")

    assert [[item.id for item in one.members] for one in stands] == [["b", "a"]]
    assert draw_station(stands[0], "zh").count("灵山站") == 2


def test_features_that_are_no_stations_are_not_arranged() -> None:
    assert arrange([(spot("village", 115.6, 40.0), (10.0, 10.0))], "zh") == []


def test_only_labelled_stations_ask_for_their_names() -> None:
    assert station_wish(stand(state="planned")) is None
    assert station_wish(stand()).text == "灵山站"


def test_picture_shows_stations_beside_places_and_stays_the_same() -> None:
    shown = spec(station(), spot("village", 115.6, 40.01), lang="zh")

    picture = draw_picture(shown, base_map())

    assert "2,296" in picture
    assert "map-place--villages" in picture
    assert picture == draw_picture(shown, base_map())


def test_station_is_no_pin_and_in_no_crowd() -> None:
    crowd = [spot(f"v{n}", 115.63, 40.0) for n in range(3)]

    picture = draw_picture(spec(station(), *crowd), base_map())

    assert "map-place--stations" not in picture
    assert "3 处地点" in picture


def test_script_is_told_how_stations_are_and_nothing_that_is_empty() -> None:
    planned = mark("planned", last_good=None)
    words = LiveWords({"none": NONE}, {"1/cm3": "个/cm³"}, 1_795_230_400)

    document = json.loads(
        spec_json(spec(station(), station("b", mark=planned), live=words), "", {}, {})
    )

    first, second = (item["station"] for item in document["features"])
    assert first == {
        "state": "fresh", "unit": "个/cm³", "interval_s": 300, "value": "2,296",
        "time": 1_795_230_300, "good_value": "1,850", "good_time": 1_795_213_800,
    }  # fmt: skip
    assert second == {"state": "planned", "unit": "个/cm³", "interval_s": 300}
    assert document["live"] == {
        "words": {"none": NONE}, "units": {"1/cm3": "个/cm³"}, "rendered": 1_795_230_400,
    }  # fmt: skip


def test_maps_without_stations_carry_no_words_about_them() -> None:
    assert "live" not in json.loads(spec_json(spec(spot("v", 115.6, 40.0)), "", {}, {}))


def test_layer_can_be_on_at_first_without_being_in_the_picture() -> None:
    urls = {"stations": "/s.geojson", "villages": "/v.geojson"}
    full = spec(kind="full", switched_on=("stations",))

    layers = json.loads(spec_json(full, "/en", urls, {}))["layers"]

    assert [(item["id"], item["shown"]) for item in layers] == [
        ("stations", True), ("villages", False),
    ]  # fmt: skip
    assert layers[0]["page"] == "/en/live/{id}"


# --- the script's twins -----------------------------------------------------------------


def test_script_knows_the_same_main_properties() -> None:
    source = (SCRIPTS / "live" / "records.js").read_text(encoding="utf-8")
    block = source[source.index("export const MAIN") : source.index("};")]

    assert dict(re.findall(r'(\w+): "(\w+)"', block)) == MAIN_PROPERTY


def test_script_writes_the_same_decimals() -> None:
    source = (SCRIPTS / "live" / "formats.js").read_text(encoding="utf-8")
    block = source[source.index("export const DIGITS") : source.index("};")]
    digits = {name: int(count) for name, count in re.findall(r"(\w+): (\d)", block)}

    assert digits == {name: item.digits for name, item in PROPERTIES.items() if item.digits}


def test_script_gives_labels_in_the_same_order() -> None:
    source = (SCRIPTS / "map" / "station-marks.js").read_text(encoding="utf-8")
    found = re.search(r"const RANKS = (\[.*?\]);", source)

    assert found is not None
    assert tuple(json.loads(found[1])) == TOLD
    assert {state.value for state in State} - set(TOLD) == {"planned"}
