"""What was read must fit together: references, languages, ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from oxymap.catalogue.checks import NEUTRAL, check_all
from oxymap.catalogue.content import PageFile
from oxymap.catalogue.geodata import PlacedFile
from oxymap.catalogue.models import FRONTS
from tests.factories import both_languages, line, page_file, place, placed

VILLAGE = placed(place())
TRAIL = placed(place("ridge-walk", "trails", geometry=line((115.8, 40.0))))


def messages(features: list[object], pages: list[PageFile]) -> list[str]:
    return [problem.message for problem in check_all(features, pages)]  # type: ignore[arg-type]


def test_state_that_fits_together_has_no_problems() -> None:
    pages = both_languages("walk", "routes", source="[here](place:stone-village)\n")

    assert messages([VILLAGE, TRAIL], pages) == []


def test_same_id_twice_names_the_first_place() -> None:
    again = placed(place(), Path("scenic.geojson"), 30)

    (problem,) = check_all([VILLAGE, again], [])

    assert (problem.file, problem.line) == (Path("scenic.geojson"), 30)
    assert problem.message == "id: 'stone-village' stands already in places.geojson:4"


@pytest.mark.parametrize(
    ("layer", "values", "message"),
    [
        ("villages", {"township": "gone-town"}, "properties.township of a-b: there is no township"),
        ("villages", {"township": "stone-village"}, "there is no township 'stone-village'"),
        ("villages", {"parent": "gone"}, "properties.parent of a-b: there is no place 'gone'"),
        ("villages", {"parent": "ridge-walk"}, "there is no place 'ridge-walk'"),
        ("trails", {"parent": "stone-village"}, "there is no trail 'stone-village'"),
    ],
)
def test_feature_may_only_refer_to_what_there_is(
    layer: str, values: dict[str, str], message: str
) -> None:
    found = messages([VILLAGE, TRAIL, placed(place("a-b", layer, **values))], [])

    assert len(found) == 1
    assert message in found[0]


def test_part_of_a_trail_belongs_to_a_trail() -> None:
    part = placed(place("ridge-walk-east", "trails", parent="ridge-walk"))

    assert messages([TRAIL, part], []) == []


def station(station_id: str = "ion-a", layer: str = "stations", **values: object) -> PlacedFile:
    return placed(place(station_id, layer, station=values), Path(f"{layer}.geojson"), 7)


def test_station_at_a_published_place_is_in_order() -> None:
    assert messages([VILLAGE, station(place="stone-village")], []) == []


def test_station_may_stand_at_no_place_at_all() -> None:
    assert messages([station()], []) == []


@pytest.mark.parametrize("target", ["gone", "ridge-walk", "ion-b"])
def test_station_stands_at_a_place_that_has_a_page(target: str) -> None:
    found = messages([VILLAGE, TRAIL, station("ion-b"), station(place=target)], [])

    assert found == [f"properties.station.place of ion-a: there is no place {target!r}"]


def test_only_the_layer_stations_describes_stations() -> None:
    (problem,) = check_all([station("a-b", "villages")], [])

    assert (problem.file, problem.line) == (Path("villages.geojson"), 7)
    assert problem.message == "properties.station of a-b: belongs to the layer 'stations' only"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_in_one_language_only_is_a_problem(lang: str) -> None:
    other = {"zh": "en", "en": "zh"}[lang]

    found = messages([], [page_file("about", "pages", lang)])  # type: ignore[arg-type]

    assert found == [f"'about' has no version in {other!r}"]


def test_field_that_speaks_no_language_must_be_the_same_in_both() -> None:
    pages = [page_file(lang="zh", order=10), page_file(lang="en", order=20)]

    (problem,) = check_all([], pages)

    assert problem.file == Path("pages/about.en.md")
    assert problem.line == 6
    assert problem.message == "order: 20 differs from about.zh.md"


def test_title_may_differ_between_languages() -> None:
    pages = [page_file(lang="zh", title="关于"), page_file(lang="en", title="About")]

    assert messages([], pages) == []


def test_stops_must_be_the_same_places_in_both_languages() -> None:
    stops = [{"place": "stone-village"}, {"name": "终点"}]
    pages = [
        page_file("walk", "routes", "zh", stops=stops),
        page_file("walk", "routes", "en", stops=stops[::-1]),
    ]

    assert messages([VILLAGE], pages) == ["stops: the places differ from walk.zh.md"]


def test_notes_and_names_of_stops_may_differ() -> None:
    zh = [{"place": "stone-village", "note": "看石墙"}, {"name": "车站"}]
    en = [{"place": "stone-village", "note": "See the wall."}, {"name": "The bus stop"}]

    pages = [
        page_file("walk", "routes", "zh", stops=zh),
        page_file("walk", "routes", "en", stops=en),
    ]

    assert messages([VILLAGE], pages) == []


@pytest.mark.parametrize(
    ("page_type", "values", "message"),
    [
        ("routes", {"trails": ["gone"]}, "trails.0: there is no trail 'gone'"),
        ("routes", {"trails": ["stone-village"]}, "trails.0: there is no trail 'stone-village'"),
        ("festivals", {"place": "gone"}, "place: there is no place 'gone'"),
        ("seasons", {"highlights": ["stone-village", "gone"]}, "highlights.1: there is no place"),
        ("districts", {"highlights": ["ridge-walk"]}, "highlights.0: there is no place"),
    ],
)
def test_front_matter_may_only_refer_to_what_there_is(
    page_type: str, values: dict[str, object], message: str
) -> None:
    found = messages([VILLAGE, TRAIL], both_languages("sample", page_type, **values))

    assert len(found) == 2
    assert all(text.startswith(message) for text in found)


def test_missing_place_of_a_stop_is_named_with_its_line() -> None:
    stops = [{"name": "车站"}, {"place": "gone"}]

    problem, _ = check_all([], both_languages("walk", "routes", stops=stops))

    assert problem.message == "stops.1.place: there is no place 'gone'"
    assert problem.line == 2 + page_file(
        "walk", "routes", stops=stops
    ).front_text.splitlines().index("- place: gone")


@pytest.mark.parametrize(
    "link",
    ["place:gone", "trail:gone", "route:gone", "festival:gone", "page:gone", "district:gone"],
)
def test_link_to_nothing_is_named_with_its_line(link: str) -> None:
    pages = both_languages("about", "pages", source=f"First.\n\nSee [that]({link}).\n")

    problem, _ = check_all([VILLAGE], pages)

    scheme, _, target = link.partition(":")
    assert problem.message == f"there is no {scheme} {target!r}"
    assert problem.line == pages[0].body_line + 2


def test_season_is_linked_like_a_festival() -> None:
    pages = [
        *both_languages("spring", "seasons"),
        *both_languages("about", "pages", source="[Spring](festival:spring)\n"),
    ]

    assert messages([], pages) == []


def test_malformed_block_is_named_with_its_line() -> None:
    pages = both_languages("about", "pages", source="First.\n\n::video{}\n")

    problem, _ = check_all([], pages)

    assert problem.line == pages[0].body_line + 2
    assert problem.message == "live block 'video' is not one of map, places, events, value"


def test_problems_stand_in_the_order_of_files_and_lines() -> None:
    late = placed(place("late", parent="gone"), Path("b.geojson"), 9)
    early = placed(place("early", parent="gone"), Path("b.geojson"), 2)
    other = placed(place("other", parent="gone"), Path("a.geojson"), 5)

    found = [(str(problem.file), problem.line) for problem in check_all([late, early, other], [])]

    assert found == [("a.geojson", 5), ("b.geojson", 2), ("b.geojson", 9)]


def test_neutral_fields_are_fields_of_some_page() -> None:
    fields = {name for model in FRONTS.values() for name in model.model_fields}

    assert fields >= NEUTRAL
