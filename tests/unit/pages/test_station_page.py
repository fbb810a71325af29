"""A station's page: now, the past, the instrument; and of a planned one, that there is nothing."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from oxymap.pages.live_models import StationView
from oxymap.pages.station_page import station_view
from oxymap.stations.models import LiveStation
from tests.unit.pages.live_sampling import badge, live_station, page_of
from tests.unit.pages.samples import EditionOf

WEATHER = {"temperature": 8.4, "humidity": 71.0}


def view_of(edition_of: EditionOf, item: LiveStation, **values: object) -> StationView:
    return station_view(page_of(edition_of(), item, **values), item.station)


def facts(view: StationView) -> dict[str, str]:
    return {fact.label: fact.value for fact in view.facts}


def test_four_spans_each_with_its_files(edition_of: EditionOf) -> None:
    spans = view_of(edition_of, live_station()).spans

    assert [span.id for span in spans] == ["span-day", "span-week", "span-month", "span-year"]
    assert [span.open for span in spans] == [True, False, False, False]
    assert len({span.chart.id for span in spans}) == 4


@pytest.mark.parametrize("media", ["csv", "json"])
def test_files_are_the_values_of_the_curve(edition_of: EditionOf, media: str) -> None:
    week = view_of(edition_of, live_station()).spans[1]

    address = urlsplit(week.csv_url if media == "csv" else week.json_url)
    query = parse_qs(address.query)
    assert address.path == "/api/v1/stations/ridge-ion/observations"
    assert query["property"] == ["neg_ion"]
    assert query["step"] == ["hour"]
    assert query["format"] == [media]
    assert query["to"] == ["2026-11-21T02:07:00Z"]


def test_other_properties_have_their_own_value_and_time(edition_of: EditionOf) -> None:
    others = view_of(edition_of, live_station(others=WEATHER)).others

    assert [(row.label, row.value, row.unit) for row in others] == [
        ("Air temperature", "8.4", "°C"),
        ("Relative humidity", "71", "%"),
    ]
    assert all(row.when for row in others)


def test_what_is_not_known_of_the_instrument_says_so(edition_of: EditionOf) -> None:
    known = facts(view_of(edition_of, live_station(height_m=1.5, calibrated="2026-11-02")))
    unknown = facts(view_of(edition_of, live_station(instrument=None)))

    assert known["Height of the inlet"] == "1.5 m above the ground"
    assert known["Calibrated"] == "2 November 2026"
    assert known["Surroundings"] == "Mountain forest"
    assert unknown["Instrument"] == unknown["Calibrated"] == "not known"


def test_interval_of_seconds_is_said_in_seconds(edition_of: EditionOf) -> None:
    assert facts(view_of(edition_of, live_station(interval_s=30)))["Reports"] == "every 30 seconds"


def test_planned_station_says_that_nothing_reports_and_who_could_change_it(
    edition_of: EditionOf,
) -> None:
    view = view_of(edition_of, live_station("planned", instrument=None))

    assert "Nothing reports here yet" in str(view.planned_text)
    assert "weather service" in str(view.planned_text)
    assert (view.spans, view.typical, view.flags, view.others) == ((), None, (), ())
    assert "Instrument" not in facts(view)


def test_badge_is_shown_only_where_it_is_earned(edition_of: EditionOf) -> None:
    earned = view_of(edition_of, live_station(), badges={"ridge-ion": badge("ridge-ion")})

    assert earned.card.badge is not None
    assert view_of(edition_of, live_station()).card.badge is None


def test_station_that_does_not_count_for_the_annual_mean_says_so(edition_of: EditionOf) -> None:
    assert view_of(edition_of, live_station(exclude_from_indicator=True)).excluded_text
    assert view_of(edition_of, live_station()).excluded_text is None


def test_station_without_position_says_so_and_has_no_map(edition_of: EditionOf) -> None:
    view = view_of(edition_of, live_station(lon=None, lat=None))

    assert view.map is None
    assert "not known yet" in str(view.position_text)


def test_position_says_how_far_it_may_be_out(edition_of: EditionOf) -> None:
    view = view_of(edition_of, live_station(precision_m=2500.0))

    assert view.position_text == "Position within about 2.5 km."
    assert view.map is not None
