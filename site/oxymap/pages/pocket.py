"""What the scripts of a kept trail are told: words, the ways out, the line's precision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oxymap.catalogue.models import Place
from oxymap.pages.edition import Edition
from oxymap.pages.emergency import NUMBERS
from oxymap.pages.meta import json_for_script
from oxymap.pages.models import Fact, Link
from oxymap.pages.page_maps import line_parts
from oxymap.pages.trail_page import places_along
from oxymap.wording import N_

#: How far beside the line somebody is told, besides the accuracy of the position.
OFF_TRACK_M = 50.0
#: A schematic line is no better than this, unless its source says how good it is.
SCHEMATIC_M = 500.0

_POCKET = {
    "take": N_("Keep it on this phone"),
    "size": N_("About {size}: page, map, profile, pictures, files, safety card."),
    "taking": N_("Storing: {done} of {all}"),
    "taken": N_("On this phone since {date}, {size}. It opens without a network."),
    "continue": N_("Not complete: {done} of {all}. Continue?"),
    "go_on": N_("Continue"),
    "update": N_("Update"),
    "updated": N_("Updated just now."),
    "newest": N_("It is up to date."),
    "remove": N_("Delete"),
    "removed": N_("Deleted from this phone."),
    "failed": N_("That did not work: the network is gone or slow. What has arrived is kept."),
    "full": N_("This phone has no room left. Delete something and try again."),
    "gone": N_("This has been withdrawn or closed since. Do not set out with it."),
    "open": N_("Open"),
    "nothing": N_("Nothing is stored on this phone yet."),
    "quota": N_("OxyMap uses {used} on this phone; the browser allows about {quota}."),
    "pages": N_("Besides, {count} pages that you have read can be read again."),
    "lasting": N_("The browser has promised not to clear this by itself."),
    "passing": N_("The browser may clear this when the phone runs short of room."),
    "unable": N_(
        "This browser cannot store pages, for example WeChat on an iPhone or a private window. "
        "Open the page in the phone's own browser, or take the files along."
    ),
}

_POSITION = {
    "waiting": N_("Looking for your position…"),
    "along": N_("{done} from the start, {left} to the end"),
    "near": N_("Within {accuracy} of here"),
    "off": N_("You are about {distance} off the line, which lies to the {direction}."),
    "off_schematic": N_(
        "You are about {distance} from the schematic line. Follow the signs on the spot."
    ),
    "far": N_("You are {distance} away from this trail, which lies to the {direction}."),
    "exit": N_("Nearest end: {name}, {distance} to the {direction}"),
    "point": N_("Nearest named point: {name}, {distance} to the {direction}"),
    "about": N_("{name} (position approximate)"),
    "degrees": N_("{lat}° N, {lon}° E"),
    "degrees_south": N_("Latitude {lat}°, longitude {lon}°"),
    "at": N_("WGS 84, at {time}"),
    "old": N_("No new position for {minutes} minutes; this is the last one."),
    "denied": N_(
        "The browser may not know your position. Allow it in the phone's settings, then try again."
    ),
    "failed": N_("No position yet: go into the open, away from walls and cliffs."),
    "metres": N_("{value} m"),
    "kilometres": N_("{value} km"),
    "stop": N_("Stop"),
}
_DIRECTIONS = (
    N_("north"), N_("north-east"), N_("east"), N_("south-east"),
    N_("south"), N_("south-west"), N_("west"), N_("north-west"),
)  # fmt: skip


@dataclass(frozen=True)
class PocketView:
    """What a page of a trail or a route offers to take along on the phone.

    Parameters
    ----------
    pack : the address of the list of what belongs to it.
    words : JSON for the script that stores it.
    position : JSON for the script that follows the reader along the line; None without a line.
    numbers : the numbers to call.
    """

    pack: str
    words: str
    position: str | None
    numbers: tuple[Fact, ...]
    safety: Link


def trail_pocket(edition: Edition, place: Place) -> PocketView | None:
    """Return what a trail's page offers to take along; nobody is to set out on a closed trail."""
    if place.properties.status == "closed":
        return None
    has_line = place.geometry_type is not None
    position = position_json(edition, place, places_along(edition, place)) if has_line else None
    return _view(edition, edition.urls.pack("trails", place.id), position)


def route_pocket(edition: Edition, route_id: str) -> PocketView:
    """Return what a route's page offers to take along."""
    return _view(edition, edition.urls.pack("routes", route_id), None)


def _view(edition: Edition, pack: str, position: str | None) -> PocketView:
    text = edition.texts.text
    return PocketView(
        pack=pack,
        words=pocket_words(edition),
        position=position,
        numbers=tuple(Fact(text(what), number) for number, what in NUMBERS),
        safety=Link(text("Safety outdoors"), edition.urls.page("safety")),
    )


def pocket_words(edition: Edition) -> str:
    """Return the words of static/js/modules/pocket.js and pocket-list.js as JSON."""
    return json_for_script(_said(edition, _POCKET))


def position_json(edition: Edition, place: Place, along: list[Place]) -> str:
    """Return what static/js/modules/offline-position.js needs about a trail, as JSON.

    The line itself is in the map's JSON.

    Parameters
    ----------
    along : the places beside the line.
    """
    precision = place.properties.position.precision_m
    schematic = place.properties.line != "recorded"
    return json_for_script(
        {
            "trail": place.id,
            "schematic": schematic,
            "off_m": OFF_TRACK_M,
            "line_m": (precision or SCHEMATIC_M) if schematic else 0,
            "exits": list(_exits(edition, place)),
            "points": [*_waypoints(edition, place), *_places(edition, along)],
            "directions": [edition.texts.text(name) for name in _DIRECTIONS],
            "words": _said(edition, _POSITION),
        }
    )


def _said(edition: Edition, words: dict[str, str]) -> dict[str, str]:
    return {name: edition.texts.text(text) for name, text in words.items()}


def _exits(edition: Edition, place: Place) -> Iterator[dict[str, object]]:
    """Yield the two ends of a trail's line; those of a round trip are one."""
    parts = line_parts(place)
    if not parts:
        return
    first, last = parts[0][0], parts[-1][-1]
    text = edition.texts.text
    yield _point(text("the start of the trail"), first)
    if first != last:
        yield _point(text("the end of the trail"), last)


def _waypoints(edition: Edition, place: Place) -> Iterator[dict[str, object]]:
    for waypoint in place.properties.waypoints:
        if waypoint.name is not None:
            yield _point(waypoint.name[edition.lang], (waypoint.lon, waypoint.lat))


def _places(edition: Edition, along: list[Place]) -> Iterator[dict[str, object]]:
    for other in along:
        if other.point is not None:
            about = {"about": True} if other.properties.position.approximate else {}
            yield {**_point(edition.name(other), other.point), **about}


def _point(name: str, point: tuple[float, ...]) -> dict[str, object]:
    return {"name": name, "lon": round(point[0], 5), "lat": round(point[1], 5)}
