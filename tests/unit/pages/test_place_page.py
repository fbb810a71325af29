"""A place's page: what is known of it, how sure that is, and what is around."""

from __future__ import annotations

import datetime

import pytest

from oxymap.pages import place_page
from tests.factories import DAY, line, page, place, position
from tests.unit.pages.samples import (
    DEGREE_M,
    HOME,
    EditionOf,
    on_map,
    place_at,
    spec,
    trail,
    unplaced,
)

WINDOW = {"start": "12-20", "end": "02-10", "certainty": 1}
HINT_NOTE = {"zh": "看水温。", "en": "It depends on the frost."}


def facts(edition, found) -> dict[str, str]:
    return {fact.label: fact.value for fact in place_page.facts(edition, found)}


def trail_north(trail_id: str, north_m: float):
    start = (HOME[0], HOME[1] + north_m / DEGREE_M)
    return trail(trail_id, geometry=line(start))


def test_facts_hold_only_what_is_known(edition_of: EditionOf) -> None:
    assert facts(edition_of(), place()) == {"Kind": "Village"}


def test_facts_of_a_viewpoint_in_both_languages(edition_of: EditionOf) -> None:
    found = place(
        "ice-slope",
        "viewpoints",
        phenomenon="icefall",
        season_window=WINDOW,
        best_hour={"zh": "早上", "en": "Morning"},
        view_direction={"zh": "西北", "en": "North-west"},
        ele_m=1020.0,
        audience=["photographer", "hiker"],
    )

    assert facts(edition_of(), found) == {
        "Kind": "Viewing point",
        "What to see": "Frozen waterfall",
        "Usual time of year": "20 December to 10 February",
        "Best hour": "Morning",
        "Look towards": "North-west",
        "Height": "1,020 m",
        "Good for": "Photographers, Hikers",
    }
    chinese = facts(edition_of(lang="zh"), found)
    assert (chinese["常年时段"], chinese["最佳时刻"]) == ("12月20日 至 2月10日", "早上")


@pytest.mark.parametrize(
    ("lang", "window", "expected"),
    [
        ("en", WINDOW, "From memory, to be confirmed"),
        ("en", {**WINDOW, "note": HINT_NOTE},
         "From memory, to be confirmed; It depends on the frost."),
    ],
)  # fmt: skip
def test_season_window_says_how_sure_it_is(edition_of: EditionOf, lang, window, expected) -> None:
    found = place("ice-slope", "viewpoints", season_window=window)

    hints = [fact.hint for fact in place_page.facts(edition_of(lang=lang), found)]

    assert hints == [None, expected]


def test_note_of_a_season_window_is_in_the_language_of_the_page(edition_of: EditionOf) -> None:
    found = place("ice-slope", "viewpoints", season_window={**WINDOW, "note": HINT_NOTE})

    *_, window = place_page.facts(edition_of(lang="zh"), found)

    assert window.hint is not None
    assert window.hint.endswith("；看水温。")


@pytest.mark.parametrize(("lang", "expected"), [("zh", ("石村",)), ("en", ("Shicun",))])
def test_other_names_are_those_of_the_language(edition_of: EditionOf, lang, expected) -> None:
    found = place(aliases=["石村", "Shicun"])

    assert place_page.aliases(edition_of(lang=lang), found) == expected


@pytest.mark.parametrize(
    ("lang", "precision_m", "expected"),
    [
        ("en", 50, "Position within about 50 m: from a published list."),
        ("en", 2000, "Position approximate, within about 2 km: from a published list."),
        ("zh", 50, "位置误差约 50 米："),
        ("zh", 2000, "位置为约略，误差约 2 公里："),
    ],
)
def test_position_text_says_how_far_to_trust_it(
    edition_of: EditionOf, lang, precision_m, expected
) -> None:
    found = place(position=position(precision_m))

    assert place_page.position_text(edition_of(lang=lang), found).startswith(expected)


def test_position_text_of_a_place_without_position(edition_of: EditionOf) -> None:
    found = place_page.position_text(edition_of(lang="zh"), unplaced())

    assert found == "这个地点暂时没有可靠的坐标，所以没有标在图上。"


def test_coordinates_of_a_precise_position_stand_north_before_east(edition_of: EditionOf) -> None:
    found = place_page.coordinates(edition_of(lang="zh"), place())

    assert found == "北纬 39.99400°，东经 115.79500°（WGS 84）"


@pytest.mark.parametrize("found", [place(position=position(501)), unplaced(), trail()])
def test_coordinates_are_not_given_where_they_would_mislead(edition_of: EditionOf, found) -> None:
    assert place_page.coordinates(edition_of(), found) is None


def test_position_is_handed_over_to_four_map_apps(edition_of: EditionOf) -> None:
    links = place_page.hand_off(edition_of(), place())

    assert [link.label for link in links] == ["Amap", "Baidu Maps", "Tencent Maps", "Apple Maps"]
    assert all("Stone%20Village" in link.url for link in links)


def test_apps_get_their_own_datum(edition_of: EditionOf) -> None:
    amap = place_page.hand_off(edition_of(lang="zh"), place())[0]

    assert amap.label == "高德地图"
    assert "position=115.80" in amap.url
    assert "115.795000" not in amap.url


def test_nothing_is_handed_over_without_a_position(edition_of: EditionOf) -> None:
    assert place_page.hand_off(edition_of(), unplaced()) == ()


def test_nearest_places_come_first_from_every_layer(edition_of: EditionOf) -> None:
    home = place_at("home", 0)
    edition = edition_of(
        home, place_at("far", 3000), place_at("near", -100), place_at("peak", 900, "peaks")
    )

    assert [other.id for other in place_page.nearby(edition, home)] == ["near", "peak", "far"]


def test_nearby_ends_at_eight_kilometres(edition_of: EditionOf) -> None:
    home = place_at("home", 0)
    edition = edition_of(home, place_at("inside", 7_990), place_at("outside", 8_010))

    assert [other.id for other in place_page.nearby(edition, home)] == ["inside"]


def test_nearby_shows_no_more_than_six_places(edition_of: EditionOf) -> None:
    home = place_at("home", 0)
    edition = edition_of(home, *(place_at(f"v{n}", 100 * n) for n in range(8, 0, -1)))

    found = place_page.nearby(edition, home)

    assert [other.id for other in found] == ["v1", "v2", "v3", "v4", "v5", "v6"]


def test_places_equally_near_stand_by_id(edition_of: EditionOf) -> None:
    home = place_at("home", 0)
    edition = edition_of(home, place_at("b", 500), place_at("a", 500))

    assert [other.id for other in place_page.nearby(edition, home)] == ["a", "b"]


def test_nearby_leaves_out_the_parent_the_unplaced_and_services(edition_of: EditionOf) -> None:
    home = place_at("home", 0, parent="whole")
    edition = edition_of(
        home, place_at("whole", 10), unplaced(), place_at("gate", 20, "facilities")
    )

    assert place_page.nearby(edition, home) == []


def test_place_without_position_has_no_map_and_nothing_near(edition_of: EditionOf) -> None:
    lost = unplaced()

    view = place_page.place_view(edition_of(lost, place_at("other", 0), trail()), lost)

    assert (view.map, view.nearby, view.trails, view.coordinates) == (None, (), (), None)


def test_map_shows_the_place_and_what_is_near(edition_of: EditionOf) -> None:
    home = place_at("home", 0, name={"zh": "家村", "en": "Home"})

    view = place_page.place_view(edition_of(home, place_at("other", 900)), home)

    assert {key: item.get("emphasis") for key, item in on_map(view.map).items()} == {
        "home": True,
        "other": None,
    }
    assert spec(view.map)["label"] == "Map: Home and what is near"


def test_near_places_say_how_far_they_are(edition_of: EditionOf) -> None:
    home = place_at("home", 0)

    view = place_page.place_view(edition_of(home, place_at("other", 900)), home)

    assert [card.distance for card in view.nearby] == ["900 m"]


def test_page_leads_to_parent_and_children(edition_of: EditionOf) -> None:
    home = place_at("home", 0, parent="whole")
    edition = edition_of(
        home, place_at("whole", 9_000), place_at("part", 9_000, parent="home"), place_at("x", 9_000)
    )

    view = place_page.place_view(edition, home)

    assert view.parent is not None
    assert view.parent.id == "whole"
    assert [card.id for card in view.children] == ["part"]


def test_parent_that_is_not_published_is_left_out(edition_of: EditionOf) -> None:
    home = place_at("home", 0, parent="draft")

    assert place_page.place_view(edition_of(home), home).parent is None


def test_trails_that_pass_are_listed(edition_of: EditionOf) -> None:
    home = place_at("home", 0)
    edition = edition_of(
        home,
        trail_north("passes", 2_490),
        trail_north("too-far", 2_510),
        unplaced("lost", "trails"),
    )

    assert [card.id for card in place_page.place_view(edition, home).trails] == ["passes"]


def test_routes_that_stop_here_are_listed(edition_of: EditionOf) -> None:
    here = page("here", "routes", "en")
    other = page("other", "routes", "en", stops=[{"name": "Gate"}, {"name": "Inn"}])
    edition = edition_of(place(), pages=[here, other])

    found = place_page.routes_through(edition, "stone-village")

    assert [card.id for card in found] == ["here"]


def test_routes_that_use_a_trail_are_listed(edition_of: EditionOf) -> None:
    pages = [page("along", "routes", "en", trails=["ridge-walk"]), page("other", "routes", "en")]

    found = place_page.routes_through(edition_of(place(), trail(), pages=pages), "ridge-walk")

    assert [card.id for card in found] == ["along"]


def test_only_events_to_come_at_the_place_are_listed(edition_of: EditionOf) -> None:
    gone = {"start": DAY - datetime.timedelta(days=9), "state": "scheduled"}
    pages = [
        page("fair", "festivals", "en", place="stone-village"),
        page("over", "festivals", "en", place="stone-village", **gone),
        page("elsewhere", "festivals", "en"),
    ]

    view = place_page.place_view(edition_of(place(), pages=pages), place())

    assert [card.id for card in view.events] == ["fair"]


@pytest.mark.parametrize(
    ("layer", "feature_id", "expected"),
    [
        ("villages", "home", ["apricots"]),
        ("valleys", "home", ["apricots"]),
        ("townships", "slope-town", ["apricots"]),
        ("peaks", "home", []),
    ],
)
def test_what_grows_in_the_township_is_listed(
    edition_of: EditionOf, layer, feature_id, expected
) -> None:
    found = place(feature_id, layer, township=None if layer == "townships" else "slope-town")
    edition = edition_of(
        found,
        unplaced("apricots", "products", township="slope-town"),
        unplaced("walnuts", "products", township="other-town"),
        unplaced("nowhere", "products"),
    )

    view = place_page.place_view(edition, found)

    assert [card.id for card in view.products] == expected


def test_village_without_township_claims_no_produce(edition_of: EditionOf) -> None:
    edition = edition_of(place(), unplaced("nowhere", "products"))

    assert place_page.place_view(edition, place()).products == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_texts_are_in_the_language_of_the_page(edition_of: EditionOf, lang) -> None:
    texts = {name: {"zh": f"{name}中", "en": f"{name} in English"} for name in
             ("access", "safety", "note")}  # fmt: skip

    view = place_page.place_view(edition_of(lang=lang), place(**texts))

    assert [view.access, view.safety, view.note] == [text[lang] for text in texts.values()]
