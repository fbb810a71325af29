"""The page of all live values is honest about what there is and what there is not."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from oxymap.errors import BadRequestError
from oxymap.pages import live_page
from oxymap.pages.live_edition import live_edition
from oxymap.pages.live_models import LiveView
from oxymap.stations.models import Count
from tests.unit.pages.live_sampling import FakeLive, live_station, page_of, snapshot
from tests.unit.pages.samples import EditionOf

ITEMS = (
    live_station(value=2000, station_id="high"),
    live_station("late", value=900, station_id="low", habitat="village", district="yanqing"),
    live_station("silent", station_id="lost"),
    live_station(value=5000, station_id="demo-one", demo=True, habitat=None),
    live_station(value=20, station_id="dust", kind="air"),
    live_station("planned", station_id="to-come"),
)


def view_of(edition_of: EditionOf, items=ITEMS, lang: str = "en", **chosen: str) -> LiveView:
    return live_page.live_view(page_of(edition_of(lang=lang), *items), chosen)


def rows(view: LiveView) -> dict[str, list[str]]:
    return {table.property: [row.id for row in table.rows] for table in view.tables}


def test_heading_counts_townships_without_the_demonstration(edition_of: EditionOf) -> None:
    assert view_of(edition_of).title == "Live ions: 2 of 59 townships have a value now"


def test_each_property_has_a_table_of_its_own_with_present_values_first(
    edition_of: EditionOf,
) -> None:
    assert rows(view_of(edition_of)) == {
        "neg_ion": ["high", "low", "demo-one", "lost"],
        "pm25": ["dust"],
    }


def test_planned_stations_stand_apart(edition_of: EditionOf) -> None:
    assert [card.id for card in view_of(edition_of).planned] == ["to-come"]


def test_demonstration_is_named_wherever_it_is_shown(edition_of: EditionOf) -> None:
    assert "1 station here is a demonstration" in str(view_of(edition_of).demo_text)
    assert view_of(edition_of, district="yanqing").demo_text is None


def test_level_note_is_there_once(edition_of: EditionOf) -> None:
    assert "confirmed" in str(view_of(edition_of).level_note)
    assert view_of(edition_of, [ITEMS[2]]).level_note is None


def test_without_any_report_the_table_of_ions_is_there_and_empty(edition_of: EditionOf) -> None:
    assert rows(view_of(edition_of, [ITEMS[5]])) == {"neg_ion": []}


# --- filters ---------------------------------------------------------------------------


def test_filters_narrow_the_tables(edition_of: EditionOf) -> None:
    assert rows(view_of(edition_of, district="yanqing")) == {"neg_ion": ["low"]}
    assert rows(view_of(edition_of, habitat="village", district="mentougou")) == {"neg_ion": []}


def test_filters_are_links_that_keep_each_others_choice(edition_of: EditionOf) -> None:
    view = view_of(edition_of, habitat="mountain_forest")

    urls = {choice.label: choice.url for choice in view.districts}
    assert urls["All"] == "/en/live?habitat=mountain_forest"
    assert urls["Yanqing"] == "/en/live?district=yanqing&habitat=mountain_forest"
    assert [choice.label for choice in view.habitats if choice.selected] == ["Mountain forest"]


def test_filters_count_stations_that_report(edition_of: EditionOf) -> None:
    counts = {choice.label: choice.count for choice in view_of(edition_of).districts}

    assert counts == {"All": 5, "Mentougou": 4, "Yanqing": 1, "Fangshan": 0}


def test_filters_from_the_address_are_checked() -> None:
    known = MultiDict({"district": "yanqing", "habitat": "", "from": "messenger"})

    assert live_page.chosen_filters(known) == {"district": "yanqing"}
    with pytest.raises(BadRequestError, match="district"):
        live_page.chosen_filters(MultiDict({"district": "haidian"}))
    with pytest.raises(BadRequestError, match="habitat"):
        live_page.chosen_filters(MultiDict({"habitat": "moon"}))


# --- coverage --------------------------------------------------------------------------


def test_meters_tell_values_stations_and_demonstration_apart(edition_of: EditionOf) -> None:
    townships, sights = view_of(edition_of).meters

    assert townships.text == "2 of 59"
    assert {part.kind: part.count for part in townships.parts} == {
        "value": 2,
        "station": 1,
        "demo": 1,
    }
    assert sights.text == "1 of 12"


def test_meter_of_nothing_is_left_out(edition_of: EditionOf) -> None:
    live = FakeLive(snapshot(sights=Count(0, 0, 0, 0)))

    found = list(live_page.meters(live_edition(edition_of(), live)))

    assert [meter.label for meter in found] == ["Townships and subdistricts"]
