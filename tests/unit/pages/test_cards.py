"""Cards say in the page's language what lists show of a feature or a page."""

from __future__ import annotations

import datetime

import pytest

from oxymap.pages import cards
from tests.factories import DAY, line, page, place, position
from tests.unit.pages.samples import HOME, EditionOf, place_at, trail, unplaced

YESTERDAY, TOMORROW = DAY - datetime.timedelta(days=1), DAY + datetime.timedelta(days=1)
WINTER = {"start": "11-16", "end": "03-20", "certainty": 2}


def event(page_id="spring-fair", lang="en", **values):
    found = page(page_id, "festivals", lang, **values)
    return found, found.front


def route(lang="en", **values):
    found = page("village-day", "routes", lang, **values)
    return found, found.front


@pytest.mark.parametrize(
    ("layer", "feature_id", "lang", "expected"),
    [
        ("villages", "stone-village", "zh", "/places/stone-village"),
        ("villages", "stone-village", "en", "/en/places/stone-village"),
        ("trails", "ridge-walk", "en", "/en/trails/ridge-walk"),
        ("districts", "yanqing", "zh", "/districts/yanqing"),
    ],
)
def test_each_layer_has_its_own_address(
    edition_of: EditionOf, layer, feature_id, lang, expected
) -> None:
    found = cards.address(edition_of(lang=lang), place(feature_id, layer))

    assert found == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("zh", ("石头村", "村庄", "门头沟", "山坡上的一个小村。", ("徒步",))),
        ("en", ("Stone Village", "Village", "Mentougou", "A small village on a slope.",
                ("Hiking",))),
    ],
)  # fmt: skip
def test_place_card_speaks_the_language_of_the_page(edition_of: EditionOf, lang, expected) -> None:
    card = cards.place_card(edition_of(lang=lang), place(activities=["hiking"]))

    assert (
        card.name, card.kind_label, card.district_label, card.summary, card.activity_labels
    ) == expected  # fmt: skip


def test_planned_place_says_so(edition_of: EditionOf) -> None:
    card = cards.place_card(edition_of(lang="zh"), place(status="planned"))

    assert (card.status, card.status_label) == ("planned", "规划中")


@pytest.mark.parametrize(("precision_m", "expected"), [(500, False), (501, True)])
def test_position_worse_than_500_m_is_approximate(
    edition_of: EditionOf, precision_m, expected
) -> None:
    card = cards.place_card(edition_of(), place(position=position(precision_m)))

    assert card.approximate is expected


def test_township_is_named(edition_of: EditionOf) -> None:
    town = place("slope-town", "townships", name={"zh": "山坡镇", "en": "Slope Town"})
    village = place(township="slope-town")

    card = cards.place_card(edition_of(town, village, lang="zh"), village)

    assert card.township_label == "山坡镇"


@pytest.mark.parametrize("township", [None, "not-published"])
def test_township_that_is_not_published_is_not_named(edition_of: EditionOf, township) -> None:
    card = cards.place_card(edition_of(), place(township=township))

    assert card.township_label is None


@pytest.mark.parametrize(("lang", "expected"), [("zh", "1.5 公里"), ("en", "1.5 km")])
def test_distance_is_counted_from_the_origin(edition_of: EditionOf, lang, expected) -> None:
    card = cards.place_card(edition_of(lang=lang), place_at("mill", 1500), HOME)

    assert card.distance == expected


@pytest.mark.parametrize(("found", "origin"), [(place_at("mill", 1500), None), (unplaced(), HOME)])
def test_distance_needs_both_ends(edition_of: EditionOf, found, origin) -> None:
    assert cards.place_card(edition_of(), found, origin).distance is None


@pytest.mark.parametrize(
    ("geometry", "expected"),
    [
        ({"type": "Point", "coordinates": [116.0, 40.0, 700]}, (116.0, 40.0)),
        (line((115.9, 40.1)), (115.9, 40.1)),
        ({"type": "MultiLineString", "coordinates": [[[115.8, 40.2], [115.9, 40.3]]]},
         (115.8, 40.2)),
    ],
)  # fmt: skip
def test_point_or_line_begins_at_its_first_position(geometry, expected) -> None:
    assert cards.start_point(place("ridge", "trails", geometry=geometry)) == expected


def test_feature_without_a_position_begins_nowhere() -> None:
    assert cards.start_point(unplaced()) is None


def test_recorded_trail_has_its_measures(edition_of: EditionOf) -> None:
    card = cards.trail_card(edition_of(), trail())

    assert (card.schematic, card.length, card.ascent, card.point) == (False, "1.1 km", "80 m", HOME)
    assert card.time == "30 mins"


@pytest.mark.parametrize(("lang", "expected"), [("zh", "约 1.1 公里"), ("en", "about 1.1 km")])
@pytest.mark.parametrize("made", ["schematic", None])
def test_length_of_a_line_that_nobody_recorded_is_about(
    edition_of: EditionOf, lang, expected, made
) -> None:
    card = cards.trail_card(edition_of(lang=lang), trail(line=made))

    assert (card.schematic, card.length) == (True, expected)


def test_trail_without_heights_has_no_ascent_and_no_time(edition_of: EditionOf) -> None:
    card = cards.trail_card(edition_of(), trail(geometry=line(HOME, ele_m=None)))

    assert (card.length, card.ascent, card.time) == ("1.1 km", None, None)


def test_trail_without_a_line_has_no_measures(edition_of: EditionOf) -> None:
    card = cards.trail_card(edition_of(), unplaced("lost-path", "trails"))

    assert (card.length, card.ascent, card.time, card.point) == (None, None, None, None)


@pytest.mark.parametrize("kind", ["cycle_route", "scenic_road"])
def test_walking_time_is_for_walkers_only(edition_of: EditionOf, kind) -> None:
    card = cards.trail_card(edition_of(), trail(kind=kind))

    assert (card.ascent, card.time) == ("80 m", None)


@pytest.mark.parametrize(
    ("lang", "days", "expected"),
    [("en", 1, "1 day"), ("en", 2, "2 days"), ("zh", 2, "2 天")],
)
def test_route_card_counts_days(edition_of: EditionOf, lang, days, expected) -> None:
    card = cards.route_card(edition_of(place(), lang=lang), *route(lang, days=days))

    assert card.days == expected


def test_route_card_names_stops_with_and_without_a_page(edition_of: EditionOf) -> None:
    card = cards.route_card(edition_of(place(), lang="zh"), *route("zh"))

    assert card.stops == ("石头村", "The bus stop")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"start": YESTERDAY, "state": "scheduled"}, "past"),
        ({"start": DAY, "state": "scheduled"}, "scheduled"),
        ({"start": YESTERDAY, "end": DAY, "state": "scheduled"}, "scheduled"),
        ({"start": YESTERDAY, "end": YESTERDAY, "state": "scheduled"}, "past"),
        ({"start": YESTERDAY, "state": "cancelled"}, "cancelled"),
        ({"start": TOMORROW, "state": "postponed"}, "postponed"),
        ({}, "to_be_announced"),
    ],
)
def test_event_is_over_after_its_last_day(edition_of: EditionOf, values, expected) -> None:
    _, front = event(**values)

    assert cards.event_state(edition_of(), front) == expected


def test_event_that_is_over_says_so(edition_of: EditionOf) -> None:
    found = event(lang="zh", start=YESTERDAY, state="scheduled")

    card = cards.event_card(edition_of(lang="zh"), *found)

    assert (card.state, card.state_label, card.ends) == ("past", "已结束", YESTERDAY)


@pytest.mark.parametrize(
    ("lang", "values", "expected"),
    [
        ("en", {"start": DAY, "state": "scheduled"}, "1 May 2026"),
        ("zh", {"start": DAY, "end": DAY, "state": "postponed"}, "2026年5月1日"),
        ("en", {"start": DAY, "end": TOMORROW, "state": "scheduled"},
         "1 May 2026 to 2 May 2026"),
        ("en", {"start": DAY}, "Date to be announced"),
        ("en", {"usual": WINTER},
         "Date to be announced; usually 16 November to 20 March"),
        ("zh", {"usual": WINTER}, "日期待公布，常年在 11月16日 至 3月20日"),
        ("zh", {}, "日期待公布"),
    ],
)  # fmt: skip
def test_event_tells_when_or_that_nobody_knows(
    edition_of: EditionOf, lang, values, expected
) -> None:
    _, front = event(lang=lang, **values)

    assert cards.event_when(edition_of(lang=lang), front) == expected


def test_events_stand_by_date_and_undated_ones_last(edition_of: EditionOf) -> None:
    pages = [
        event("undated", order=1)[0],
        event("late", order=2, start=TOMORROW)[0],
        event("early", order=3, start=YESTERDAY)[0],
    ]

    found = cards.all_events(edition_of(pages=pages))

    assert [card.id for card in found] == ["early", "late", "undated"]


def test_coming_events_leave_out_only_what_is_over(edition_of: EditionOf) -> None:
    pages = [
        event("over", start=YESTERDAY, state="scheduled")[0],
        event("called-off", start=TOMORROW, state="cancelled")[0],
        event("undated")[0],
    ]

    found = cards.coming_events(edition_of(pages=pages))

    assert [card.id for card in found] == ["called-off", "undated"]


@pytest.mark.parametrize(("day", "current"), [("2026-05-01", True), ("2026-07-01", False)])
def test_season_card_knows_whether_it_is_now(edition_of: EditionOf, day, current) -> None:
    spring = page("spring", "seasons", "en")
    edition = edition_of(pages=[spring], today=datetime.date.fromisoformat(day))

    (card,) = cards.all_seasons(edition)

    assert card.current is current
    assert card.names[0] == ("Mentougou", "踏青")


def test_district_card_counts_what_lies_in_it(edition_of: EditionOf) -> None:
    edition = edition_of(
        place("a"),
        place("b"),
        place("c", district="yanqing"),
        trail(),
        pages=[page("mentougou", "districts", "zh")],
        lang="zh",
    )

    (card,) = cards.all_districts(edition)

    assert [fact.value for fact in card.counts] == ["2", "0", "1", "0"]
    assert (card.name, card.illustration) == ("门头沟", "village")


def test_title_that_is_applied_for_is_not_shown_as_awarded(edition_of: EditionOf) -> None:
    found = page("fangshan", "districts", "en", district="fangshan", title_state="applying")

    (card,) = cards.all_districts(edition_of(pages=[found]))

    assert (card.title_state, card.title_label) == ("applying", "Applying, not yet awarded")


def test_places_are_grouped_by_layer_in_the_order_in_which_they_came(
    edition_of: EditionOf,
) -> None:
    places = [place("peak", "peaks"), place("first"), place("top", "peaks")]

    groups = cards.place_groups(edition_of(), places)

    assert [(g.layer, g.label, [card.id for card in g.places]) for g in groups] == [
        ("peaks", "Peaks", ["peak", "top"]),
        ("villages", "Villages, towns and courtyards", ["first"]),
    ]
