"""A trail's page: measures, profile and files, as far as its line allows."""

from __future__ import annotations

import json

import pytest

from oxymap.pages import trail_page
from tests.factories import line, page, place
from tests.unit.pages.samples import HOME, EditionOf, on_map, place_at, trail, unplaced

FLAT = line(HOME, ele_m=None)
LOST = unplaced("lost-path", "trails")


def waypoint(step: float, **values: object) -> dict[str, object]:
    """A named point so many vertices along the sample line."""
    name = {"zh": "垭口", "en": "The pass"}
    return {
        "name": name,
        "lon": HOME[0] + step * 0.002,
        "lat": HOME[1] + step * 0.002,
        **values,
    }


def facts(edition, found):
    return {fact.label: (fact.value, fact.hint) for fact in trail_page.facts(edition, found)}


def test_recorded_trail_shows_its_measures(edition_of: EditionOf) -> None:
    found = facts(edition_of(), trail(terrain="ridge", seasons=["spring", "autumn"]))

    assert found == {
        "Kind": ("Trail", None),
        "Length": ("1.1 km", None),
        "Ascent": ("80 m", None),
        "Descent": ("0 m", None),
        "Heights": ("800 m to 880 m", None),
        "Walking time": (
            "30 mins", "for reference, without rests; formula of the Swiss hiking trails",
        ),
        "Underfoot": ("Open ridge", None),
        "Status": ("Can be visited", None),
        "Seasons": ("Spring, Autumn", None),
    }  # fmt: skip


def test_measures_of_a_schematic_line_say_that_they_are_approximate(edition_of: EditionOf) -> None:
    found = facts(edition_of(lang="zh"), trail(line="schematic"))

    assert found["长度"] == ("约 1.1 公里", "按示意线估算")
    assert found["累计爬升"][1] == "按示意线估算"


def test_line_without_heights_has_a_length_and_no_climb(edition_of: EditionOf) -> None:
    found = facts(edition_of(), trail(geometry=FLAT))

    assert list(found) == ["Kind", "Length", "Status"]


def test_trail_without_a_line_has_no_measures(edition_of: EditionOf) -> None:
    assert list(facts(edition_of(), LOST)) == ["Kind", "Status"]


def test_cycle_route_has_no_walking_time(edition_of: EditionOf) -> None:
    found = facts(edition_of(), trail(kind="cycle_route"))

    assert "Ascent" in found
    assert "Walking time" not in found


@pytest.mark.parametrize(
    ("found", "lang", "expected"),
    [
        (trail(), "en", "Recorded line, as it was walked."),
        (trail(), "zh", "实测轨迹。"),
        (trail(line="schematic"), "zh", "示意线，由已知地点连成，不能用来导航。"),
        (LOST, "en", "This trail has no line on the map yet."),
    ],
)
def test_line_text_says_how_the_line_was_made(edition_of: EditionOf, found, lang, expected) -> None:
    assert trail_page.line_text(edition_of(lang=lang), found) == expected


def test_profile_runs_from_the_start_to_the_end(edition_of: EditionOf) -> None:
    drawn = trail_page.profile_view(edition_of(), trail())

    assert drawn is not None
    assert (drawn.rows[0].distance, drawn.rows[0].ele) == ("0 m", "800 m")
    assert (drawn.rows[-1].distance, drawn.rows[-1].ele) == ("1.1 km", "880 m")


def test_data_of_the_profile_are_whole_metres_and_positions(edition_of: EditionOf) -> None:
    drawn = trail_page.profile_view(edition_of(), trail())

    assert drawn is not None
    first, *_, last = json.loads(drawn.data_json)["points"]
    assert first == [0, 800, *HOME]
    assert last[1:] == [880, 115.803, 40.002]


def test_profile_is_labelled_in_the_language_of_the_page(edition_of: EditionOf) -> None:
    found = trail(name={"zh": "山脊步道", "en": "Ridge Walk"})

    drawn = trail_page.profile_view(edition_of(), found)

    assert drawn is not None
    assert drawn.label == "Elevation profile of Ridge Walk"
    assert f'aria-label="{drawn.label}"' in drawn.picture


@pytest.mark.parametrize(("lang", "expected"), [("zh", "垭口"), ("en", "The pass")])
def test_named_point_on_the_line_stands_in_the_table(edition_of: EditionOf, lang, expected) -> None:
    found = trail(waypoints=[waypoint(2.0)])

    drawn = trail_page.profile_view(edition_of(lang=lang), found)

    assert drawn is not None
    (row,) = [row for row in drawn.rows if row.name]
    assert row.name == expected
    assert row.ele.startswith("840")


@pytest.mark.parametrize(
    "beside", [waypoint(2.0, name=None), waypoint(2.0, lat=HOME[1] + 0.004 + 0.002)]
)
def test_points_without_name_or_off_the_line_are_not_on_the_profile(
    edition_of: EditionOf, beside
) -> None:
    drawn = trail_page.profile_view(edition_of(), trail(waypoints=[beside]))

    assert drawn is not None
    assert [row.name for row in drawn.rows if row.name] == []


@pytest.mark.parametrize("found", [trail(geometry=FLAT), LOST])
def test_no_profile_without_heights(edition_of: EditionOf, found) -> None:
    assert trail_page.profile_view(edition_of(), found) is None


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (trail(), None),
        (trail(geometry=FLAT), "只有线上各点都有海拔时才画剖面图。"),
        (LOST, None),
    ],
)
def test_only_a_line_without_heights_explains_the_missing_profile(
    edition_of: EditionOf, found, expected
) -> None:
    view = trail_page.trail_view(edition_of(found, lang="zh"), found)

    assert view.no_profile_text == expected


def test_named_points_are_listed_with_their_heights(edition_of: EditionOf) -> None:
    points = [waypoint(0, ele_m=800.4), waypoint(1, name=None), waypoint(2)]
    found = trail(waypoints=points)

    view = trail_page.trail_view(edition_of(found), found)

    assert [fact.value for fact in view.waypoints] == ["800 m", "–"]


def test_trail_can_be_downloaded_in_three_formats(edition_of: EditionOf) -> None:
    files = trail_page.downloads(edition_of(), trail(line="schematic"))

    assert [file.url.removeprefix("/en/trails/ridge-walk.") for file in files] == [
        "gpx", "kml", "geojson",
    ]  # fmt: skip
    assert {file.note for file in files} == {
        "Schematic line through known points. It is not for finding your way."
    }


@pytest.mark.parametrize(
    ("found", "count"),
    [
        (trail(status="closed"), 0),
        (LOST, 0),
        (trail(status="closed_for_season"), 3),
        (trail(status="planned"), 3),
    ],
)
def test_closed_trail_and_trail_without_line_have_no_files(
    edition_of: EditionOf, found, count
) -> None:
    assert len(trail_page.downloads(edition_of(), found)) == count


def test_places_stand_in_the_order_in_which_the_line_passes_them(edition_of: EditionOf) -> None:
    edition = edition_of(
        place_at("end", 2_000),
        place_at("peak", 500, "peaks"),
        place_at("start", -100),
        place_at("too-far", -2_510),
        unplaced(),
    )

    found = trail_page.places_along(edition, trail())

    assert [other.id for other in found] == ["start", "peak", "end"]


def test_no_more_than_eight_places_are_listed_along_a_line(edition_of: EditionOf) -> None:
    edition = edition_of(*(place_at(f"v{n}", 0) for n in range(9)))

    assert len(trail_page.places_along(edition, trail())) == 8


def test_nothing_lies_along_a_trail_without_line(edition_of: EditionOf) -> None:
    assert trail_page.places_along(edition_of(place()), LOST) == []


def test_trail_leads_to_parent_parts_and_routes(edition_of: EditionOf) -> None:
    found = trail(parent="long-way")
    edition = edition_of(
        found, trail("long-way"), trail("first-part", parent="ridge-walk"), place(),
        pages=[page("along", "routes", "en", trails=["ridge-walk"])],
    )  # fmt: skip

    view = trail_page.trail_view(edition, found)

    assert view.parent is not None
    assert view.parent.id == "long-way"
    assert [card.id for card in view.children] == ["first-part"]
    assert [card.id for card in view.routes] == ["along"]


def test_map_shows_the_line_and_the_places_beside_it(edition_of: EditionOf) -> None:
    found = trail(line="schematic")

    features = on_map(trail_page.trail_view(edition_of(found, place()), found).map)

    assert list(features) == ["ridge-walk", "stone-village"]
    assert features["ridge-walk"]["emphasis"]
    assert features["ridge-walk"]["schematic"]


def test_trail_without_line_has_no_map(edition_of: EditionOf) -> None:
    view = trail_page.trail_view(edition_of(LOST, place()), LOST)

    assert (view.map, view.map_links, view.profile) == (None, (), None)


def test_safety_note_is_in_the_language_of_the_page(edition_of: EditionOf) -> None:
    found = trail(safety={"zh": "雨天路滑。", "en": "Slippery in rain."})

    assert trail_page.trail_view(edition_of(found, lang="zh"), found).safety == "雨天路滑。"


def test_closed_trail_says_so(edition_of: EditionOf) -> None:
    found = facts(edition_of(lang="zh"), trail(status="closed"))

    assert found["状态"] == ("暂不开放", None)


def test_gap_between_two_parts_is_not_part_of_the_length(edition_of: EditionOf) -> None:
    parts = [line(HOME)["coordinates"], line((HOME[0] + 0.1, HOME[1]))["coordinates"]]
    found = place("parts", "trails", line="recorded",
                  geometry={"type": "MultiLineString", "coordinates": parts})  # fmt: skip

    assert facts(edition_of(), found)["Length"] == ("2.2 km", None)
