"""Structured data: only what is known, in schema.org's words."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from oxymap.catalogue.models import FestivalFront, Place
from oxymap.pages import jsonld
from oxymap.pages.cards import event_card, route_card
from oxymap.pages.edition import Edition
from oxymap.pages.models import Link
from oxymap.pages.site import Site
from tests.factories import NO_POSITION, POINTS, line, page, place, position
from tests.unit.sampling import BASE, on_sample_day, sample_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sample_site(tmp_path_factory)


@pytest.fixture
def edition(site: Site) -> Edition:
    return on_sample_day(site)


def event_node(edition: Edition, where: Place | None = None, **values: object) -> jsonld.Node:
    found = page("fair", "festivals", "en", **values)
    assert isinstance(found.front, FestivalFront)
    card = event_card(edition, found, found.front)
    return jsonld.event(edition, card, found.front, where)


def test_breadcrumbs_are_counted_from_one_with_whole_addresses(edition: Edition) -> None:
    node = jsonld.breadcrumb_list(edition, [Link("Home", "/en/"), Link("Places", "/en/places/")])

    items = node["itemListElement"]
    assert [(i["position"], i["name"], i["item"]) for i in items] == [
        (1, "Home", f"{BASE}/en/"),
        (2, "Places", f"{BASE}/en/places/"),
    ]


def test_graph_states_its_context_once(edition: Edition) -> None:
    node = jsonld.graph({"@type": "Thing"}, {"@type": "Place"})

    assert node["@context"] == "https://schema.org"
    assert node["@graph"] == [{"@type": "Thing"}, {"@type": "Place"}]


def test_attraction_with_a_good_position_has_its_point(edition: Edition) -> None:
    node = jsonld.attraction(edition, place(), "/en/places/stone-village")

    lon, lat = POINTS["mentougou"]
    assert node["geo"] == {"@type": "GeoCoordinates", "longitude": lon, "latitude": lat}


@pytest.mark.parametrize(
    "values",
    [{"position": position(2000.0)}, {"position": NO_POSITION, "geometry": None}],
    ids=["approximate", "unplaced"],
)
def test_attraction_without_a_good_position_has_no_point(
    edition: Edition, values: dict[str, object]
) -> None:
    node = jsonld.attraction(edition, place(**values), "/en/places/stone-village")

    assert "geo" not in node
    assert node["containedInPlace"]["name"] == "Mentougou"


def test_attraction_that_is_a_line_has_its_beginning(edition: Edition) -> None:
    start = POINTS["yanqing"]
    trail = place("walk", "trails", district="yanqing", geometry=line(start), line="recorded")

    node = jsonld.attraction(edition, trail, "/en/trails/walk")

    assert (node["geo"]["longitude"], node["geo"]["latitude"]) == start


def test_other_names_are_named_only_where_there_are_any(edition: Edition) -> None:
    plain = jsonld.attraction(edition, place(), "/x")
    named = jsonld.attraction(edition, place(aliases=["石村"]), "/x")

    assert "alternateName" not in plain
    assert named["alternateName"] == ["石村"]


@pytest.mark.parametrize(("lang", "name"), [("zh", "石头村"), ("en", "Stone Village")])
def test_attraction_speaks_the_language_of_its_page(site: Site, lang: str, name: str) -> None:
    node = jsonld.attraction(on_sample_day(site, lang), place(), "/places/stone-village")

    assert (node["inLanguage"], node["name"]) == (lang, name)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("scheduled", "https://schema.org/EventScheduled"),
        ("cancelled", "https://schema.org/EventCancelled"),
        ("postponed", "https://schema.org/EventPostponed"),
        ("to_be_announced", None),
        ("past", None),
    ],
)
def test_event_status_is_one_of_schema_orgs_or_left_out(
    edition: Edition, state: str, status: str | None
) -> None:
    node = event_node(edition, state=state, start=datetime.date(2026, 6, 1))

    assert node.get("eventStatus") == status


def test_event_that_is_over_is_no_longer_called_scheduled(edition: Edition) -> None:
    later = dataclasses.replace(edition, today=datetime.date(2026, 6, 2))

    node = event_node(later, state="scheduled", start=datetime.date(2026, 6, 1))

    assert "eventStatus" not in node


def test_event_of_one_day_ends_on_it(edition: Edition) -> None:
    node = event_node(edition, state="scheduled", start=datetime.date(2026, 6, 1))

    assert (node["startDate"], node["endDate"]) == ("2026-06-01", "2026-06-01")


def test_event_without_a_date_claims_none(edition: Edition) -> None:
    node = event_node(edition)

    assert not {"startDate", "endDate", "eventStatus"} & set(node)


def test_event_is_at_its_place_its_venue_or_its_district(edition: Edition) -> None:
    at_place = event_node(edition, place(), venue="The square")
    at_venue = event_node(edition, venue="The square")
    somewhere = event_node(edition)

    names = [node["location"]["name"] for node in (at_place, at_venue, somewhere)]
    assert names == ["Stone Village", "The square", "Yanqing"]


def test_trip_lists_its_stops_in_order_with_addresses_where_known(edition: Edition) -> None:
    ((found, front),) = edition.catalogue.routes("en")
    card = route_card(edition, found, front)

    node = jsonld.trip(edition, card, [("Village", "/en/places/a"), ("Bus stop", None)])

    stops = [(item["position"], item["item"]) for item in node["itinerary"]["itemListElement"]]
    assert stops == [
        (1, {"@type": "TouristAttraction", "name": "Village", "url": f"{BASE}/en/places/a"}),
        (2, {"@type": "TouristAttraction", "name": "Bus stop"}),
    ]
