"""What leaflets say, before they are laid out."""

from __future__ import annotations

import dataclasses

import pytest

from oxymap.catalogue.models import Place, RouteFront
from oxymap.leaflets.models import Leaflet
from oxymap.leaflets.route_leaflet import route_leaflet
from oxymap.leaflets.trail_leaflet import trail_leaflet
from oxymap.pages.edition import Edition
from oxymap.pages.site import Site
from tests.factories import position
from tests.unit.leaflets.printing import route, trail, village
from tests.unit.sampling import edition_of


@pytest.fixture
def english(leaflet_site: Site) -> Edition:
    return edition_of(leaflet_site, places=[trail(), *map(village, range(9))])


def of_trail(site: Site, found: Place, lang: str = "en") -> Leaflet:
    return trail_leaflet(edition_of(site, places=[found], lang=lang), found)


def of_route(edition: Edition, **values: object) -> Leaflet:
    page = route([edition.catalogue.place(f"village-{n}") for n in range(8)], **values)
    assert isinstance(page.front, RouteFront)
    return route_leaflet(edition, page, page.front)


def test_named_points_are_numbered_with_distance_and_height(leaflet_site: Site) -> None:
    rows = of_trail(leaflet_site, trail()).groups[0].rows

    assert [(row.number, row.name, row.detail) for row in rows] == [
        (1, "Village gate", "0 m · 800 m"),
        (2, "Top of the ridge", "1.1 km · 880 m"),
    ]


def test_point_beside_the_line_has_no_distance(leaflet_site: Site) -> None:
    aside = {"name": {"zh": "泉", "en": "Spring"}, "lon": 115.9, "lat": 39.9}

    rows = of_trail(leaflet_site, trail(waypoints=[aside])).groups[0].rows

    assert rows[0].detail == ""


def test_start_end_and_highest_point_have_degrees(leaflet_site: Site) -> None:
    positions = of_trail(leaflet_site, trail()).safety.positions

    assert [(fact.label, fact.value, fact.hint) for fact in positions] == [
        ("Start", "39.99400° N, 115.79500° E", "Village gate"),
        ("End", "40.00200° N, 115.80300° E", "Top of the ridge"),
        ("Highest point", "40.00200° N, 115.80300° E", "Top of the ridge · 880 m"),
    ]


@pytest.mark.parametrize(
    ("precision_m", "degrees"),
    [(400, "39.9940° N, 115.7950° E"), (3_000, "39.994° N, 115.795° E")],
)
def test_degrees_are_no_finer_than_the_position(
    leaflet_site: Site, precision_m: float, degrees: str
) -> None:
    found = trail(position=position(precision_m))

    assert of_trail(leaflet_site, found).safety.positions[0].value == degrees


def test_line_without_heights_has_neither_profile_nor_latest_start(leaflet_site: Site) -> None:
    found = trail(ele_m=None, waypoints=[])

    leaflet = of_trail(leaflet_site, found)

    assert leaflet.profile is None
    assert leaflet.safety.daylight_columns == ("Day", "Sunset")
    assert [fact.label for fact in leaflet.safety.positions] == ["Start", "End"]


def test_latest_start_is_reckoned_where_the_walking_time_is_known(leaflet_site: Site) -> None:
    leaflet = of_trail(leaflet_site, trail())

    assert leaflet.safety.daylight_columns == ("Day", "Sunset", "Set off by")
    assert all(start < sunset for _, sunset, start in leaflet.safety.daylight)


def test_cycle_route_has_no_walking_start(leaflet_site: Site) -> None:
    leaflet = of_trail(leaflet_site, trail(kind="cycle_route"))

    assert "Set off by" not in leaflet.safety.daylight_columns


def test_schematic_line_is_said_to_be_no_guide(leaflet_site: Site) -> None:
    part = of_trail(leaflet_site, trail()).map

    assert part is not None
    assert part.notes[0].endswith("It is not for finding your way.")
    assert "fixes no boundary" in part.notes[1]


def test_emergency_numbers_are_those_of_the_country(leaflet_site: Site) -> None:
    safety = of_trail(leaflet_site, trail()).safety

    assert [number for number, _ in safety.numbers] == ["110", "119", "120", "122"]


def test_stops_stand_under_their_days(english: Edition) -> None:
    groups = of_route(english).groups

    assert [(group.heading, len(group.rows)) for group in groups] == [("Day 1", 4), ("Day 2", 4)]
    assert [row.number for group in groups for row in group.rows] == list(range(1, 9))


def test_route_prints_its_text_and_the_trails_on_it(english: Edition) -> None:
    leaflet = of_route(english, trails=["stone-ridge"])

    assert [part.text for part in leaflet.prose] == ["Some text."]
    assert leaflet.groups[-1].rows[0].name == "Stone Ridge Trail"
    assert leaflet.safety.texts == ("Stone Ridge Trail: Keep off in thunderstorms.",)


def test_stop_says_where_it_is_unless_that_is_a_guess(leaflet_site: Site) -> None:
    vague = village(1).model_copy(
        update={
            "properties": village(1).properties.model_copy(
                update={
                    "position": village(1).properties.position.model_copy(
                        update={"precision_m": 2_000.0}
                    )
                }
            )
        }
    )
    page = route([village(0), vague])
    assert isinstance(page.front, RouteFront)

    rows = (
        route_leaflet(edition_of(leaflet_site, places=[village(0), vague]), page, page.front)
        .groups[0]
        .rows
    )

    assert rows[0].notes[-1] == "39.99400° N, 115.79500° E"


def test_approval_number_and_operator_stand_only_where_they_are_set(leaflet_site: Site) -> None:
    edition = edition_of(leaflet_site, places=[trail()])
    settings = edition.settings.model_copy(
        update={"map_approval_no": "京S（2026）001号", "operator": "Tourism Office"}
    )

    without = trail_leaflet(edition, trail()).imprint.legal
    with_both = trail_leaflet(dataclasses.replace(edition, settings=settings), trail()).imprint

    assert without == (
        "This map is a guide for visitors and is not a basis for drawing boundaries.",
    )
    assert with_both.legal[1:] == (
        "Run by Tourism Office", "Map approval number: 京S（2026）001号",
    )  # fmt: skip


def test_other_language_is_named_beside_the_title(leaflet_site: Site) -> None:
    leaflet = of_trail(leaflet_site, trail(), lang="zh")

    assert (leaflet.title, leaflet.other_title) == ("石头岭步道", "Stone Ridge Trail")


def test_title_is_parted_at_its_colon(english: Edition) -> None:
    leaflet = of_route(english)

    assert leaflet.title_parts == ("Two valleys", "by car")
    assert leaflet.title == "Two valleys: by car"
