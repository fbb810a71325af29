"""Every township is there, with its station or the word that there is none."""

from __future__ import annotations

from oxymap.pages.live_models import TownshipGroup, TownshipsView
from oxymap.pages.townships_page import townships_view
from tests.unit.pages.live_sampling import live_station, page_of
from tests.unit.pages.samples import EditionOf, place_at

TOWNS = [place_at(name, 0, "townships") for name in ("one-town", "two-town", "three-town")]


def view_of(edition_of: EditionOf, *items) -> TownshipsView:
    return townships_view(page_of(edition_of(*TOWNS), *items))


def rows(group: TownshipGroup) -> list[tuple[list[str], str]]:
    return [([card.id for card in row.stations], row.text) for row in group.rows]


def test_township_shows_its_station_a_plan_or_that_there_is_none(edition_of: EditionOf) -> None:
    view = view_of(
        edition_of,
        live_station(station_id="reports", township="one-town"),
        live_station("planned", station_id="seat", township="one-town"),
        live_station("planned", station_id="to-come", township="two-town"),
    )

    assert rows(view.groups[0]) == [
        (["reports"], ""),
        ([], "No station yet; one is planned"),
        ([], "No station yet"),
    ]


def test_every_district_has_its_count_without_the_demonstration(edition_of: EditionOf) -> None:
    view = view_of(
        edition_of,
        live_station(station_id="real", township="one-town"),
        live_station(station_id="demo", township="two-town", demo=True),
        live_station("silent", station_id="lost", township="three-town"),
    )

    assert [group.district for group in view.groups] == ["mentougou", "yanqing", "fangshan"]
    assert view.groups[0].count == "1 of 3 have a value now"
    assert "demonstration" in str(view.demo_text)


def test_stations_of_other_kinds_are_no_ion_station(edition_of: EditionOf) -> None:
    view = view_of(edition_of, live_station(value=18, kind="air", township="one-town"))

    assert rows(view.groups[0])[0] == ([], "No station yet")


def test_planned_station_is_linked(edition_of: EditionOf) -> None:
    view = view_of(edition_of, live_station("planned", station_id="to-come", township="one-town"))

    assert view.groups[0].rows[0].planned_url == "/en/live/to-come"
