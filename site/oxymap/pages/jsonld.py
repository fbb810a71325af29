"""Structured data in schema.org's words."""

from __future__ import annotations

from collections.abc import Sequence

from oxymap.catalogue.models import FestivalFront, Place
from oxymap.pages.cards import start_point
from oxymap.pages.edition import Edition
from oxymap.pages.live_models import StationCard
from oxymap.pages.models import EventCard, Link, RouteCard

Node = dict[str, object]
CONTEXT = "https://schema.org"
#: schema.org's names for the states of an event; an unknown date has none.
_EVENT_STATUS = {
    "scheduled": "EventScheduled",
    "cancelled": "EventCancelled",
    "postponed": "EventPostponed",
}


def breadcrumb_list(edition: Edition, links: Sequence[Link]) -> Node:
    """Return the way from the home page to a page."""
    base = edition.settings.base_url
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": link.label, "item": base + link.url}
            for n, link in enumerate(links, start=1)
        ],
    }


def graph(*nodes: Node, image: str | None = None) -> Node:
    """Return several things as one document; a picture belongs to the first of them."""
    first, *rest = nodes
    if image and rest:
        first = {**first, "image": image}
    return {"@context": CONTEXT, "@graph": [first, *rest]}


def attraction(edition: Edition, place: Place, url: str) -> Node:
    """Return a place as a TouristAttraction; approximate positions are left out."""
    properties = place.properties
    node: Node = {
        "@type": "TouristAttraction",
        "name": edition.name(place),
        "description": properties.summary[edition.lang],
        "url": edition.settings.base_url + url,
        "inLanguage": edition.lang,
        "containedInPlace": _district(edition, properties.district),
    }
    if properties.aliases:
        node["alternateName"] = list(properties.aliases)
    if not properties.position.approximate:
        node |= _geo(start_point(place))
    return node


def destination(edition: Edition, name: str, description: str, url: str) -> Node:
    """Return a district as a TouristDestination."""
    return {
        "@type": "TouristDestination",
        "name": name,
        "description": description,
        "url": edition.settings.base_url + url,
        "inLanguage": edition.lang,
    }


def trip(edition: Edition, card: RouteCard, stops: Sequence[tuple[str, str | None]]) -> Node:
    """Return a themed route as a TouristTrip with its stops as itinerary."""
    return {
        "@type": "TouristTrip",
        "name": card.title,
        "description": card.summary,
        "url": edition.settings.base_url + card.url,
        "inLanguage": edition.lang,
        "touristType": [edition.texts.label("audience", name) for name in card.audience],
        "itinerary": {
            "@type": "ItemList",
            "itemListElement": [_stop(edition, n, *stop) for n, stop in enumerate(stops, start=1)],
        },
    }


def event(edition: Edition, card: EventCard, front: FestivalFront, place: Place | None) -> Node:
    """Return a dated event as an Event."""
    where = edition.name(place) if place else front.venue
    districts = edition.texts.join(list(card.district_labels))
    node: Node = {
        "@type": "Event",
        "name": card.title,
        "description": card.summary,
        "url": edition.settings.base_url + card.url,
        "startDate": front.start.isoformat() if front.start else None,
        "endDate": (front.end or front.start).isoformat() if front.start else None,
        "location": {"@type": "Place", "name": where or districts, "address": districts},
    }
    if card.state in _EVENT_STATUS:
        node["eventStatus"] = f"{CONTEXT}/{_EVENT_STATUS[card.state]}"
    return {key: value for key, value in node.items() if value is not None}


def dataset(
    edition: Edition,
    name: str,
    description: str,
    url: str,
    *,
    card: StationCard | None = None,
    place: Place | None = None,
) -> Node:
    """Return observations as a Dataset: of all stations, or of one."""
    base = edition.settings.base_url
    node: Node = {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": base + url,
        "inLanguage": edition.lang,
        "isAccessibleForFree": True,
    }
    if card is None:
        return node | {"distribution": _file(base + edition.urls.live_data())}
    node |= {
        "variableMeasured": card.property_label,
        "distribution": _file(base + edition.urls.observations(card.id)),
    }
    if card.instrument:
        node["measurementTechnique"] = card.instrument
    if place is not None:
        node["spatialCoverage"] = {"@type": "Place", "name": edition.name(place)}
    return node


def _file(url: str) -> Node:
    return {"@type": "DataDownload", "contentUrl": url, "encodingFormat": "application/json"}


def _stop(edition: Edition, number: int, name: str, url: str | None) -> Node:
    item: Node = {"@type": "TouristAttraction", "name": name}
    if url:
        item["url"] = edition.settings.base_url + url
    return {"@type": "ListItem", "position": number, "item": item}


def _district(edition: Edition, district: str) -> Node:
    return {"@type": "AdministrativeArea", "name": edition.texts.label("district", district)}


def _geo(point: tuple[float, float] | None) -> Node:
    if point is None:
        return {}
    return {"geo": {"@type": "GeoCoordinates", "longitude": point[0], "latitude": point[1]}}
