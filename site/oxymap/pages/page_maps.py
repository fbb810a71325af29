"""The maps on the pages: which features each shows, and how far it looks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from oxymap.catalogue.models import Place
from oxymap.maps.models import (
    Bbox,
    Line,
    LiveWords,
    MapFeature,
    MapSpec,
    MapView,
    Measured,
    StationMark,
)
from oxymap.maps.picture import draw_picture
from oxymap.maps.spec import spec_json
from oxymap.pages.cards import address, start_point
from oxymap.pages.edition import Edition
from oxymap.pages.live_texts import UNITS, live_words, moment, number, unit, unit_of
from oxymap.stations.models import LiveSnapshot, LiveStation, State
from oxymap.stations.properties import NEG_ION

#: The layers that the whole map shows at first, and those that can be switched on.
FIRST_LAYERS = ("villages", "zones", "viewpoints", "scenic", "trails")
#: Drawn from live values, so only the interactive map has it: a page is kept for a day.
LIVE_LAYER = "stations"
FULL_LAYERS = (*FIRST_LAYERS, LIVE_LAYER, "valleys", "protected", "products", "peaks", "waters",
               "townships", "facilities")  # fmt: skip
#: The three districts with a little room around them.
REGION: Bbox = (115.36, 39.46, 116.62, 40.83)
DETAIL_SIZE = (640, 420)
FULL_SIZE = (720, 1040)
LIVE_SIZE = (640, 560)
#: States in which a value may stand as the present one.
_CURRENT = (State.FRESH, State.LATE)
#: No detail map looks closer than this, in degrees of longitude.
_LEAST_SPAN = 0.04


def full_map(
    edition: Edition,
    *,
    layers: Sequence[str] = FIRST_LAYERS,
    bbox: Bbox = REGION,
    size: tuple[int, int] = FULL_SIZE,
    selected: str | None = None,
) -> MapView:
    """Return the map of everything, with its layer switches.

    Parameters
    ----------
    layers : what the picture shows.
    bbox, size : what it looks at, and how large it is drawn.
    selected : the id of the feature to set off.
    """
    places = [p for layer in layers for p in edition.catalogue.layer(layer)]
    features = tuple(_feature(edition, place, about=selected) for place in places)
    label = edition.texts.text("Map of villages, trails and sights in the three districts")
    spec = MapSpec(
        id="full", kind="full", lang=edition.lang, bbox=bbox, size=size, label=label,
        features=tuple(item for item in features if item.point or item.lines),
        map_url=edition.urls.map(), live=_live_words(edition), switched_on=(LIVE_LAYER,),
    )  # fmt: skip
    return _view(edition, spec)


def live_map(edition: Edition, snapshot: LiveSnapshot) -> MapView:
    """Return the map of all stations with their values as they are in a snapshot.

    The picture tells absolute times; the interactive map ages and follows the live feed.
    """
    label = edition.texts.text("Map of the stations with their present values")
    return _station_view(edition, snapshot, "live", label, snapshot.stations.values())


def station_map(edition: Edition, snapshot: LiveSnapshot, station_id: str) -> MapView | None:
    """Return the surroundings of a station, or None when it is unknown where it stands."""
    found = snapshot.stations.get(station_id)
    if found is None or found.station.lon is None:
        return None
    label = edition.texts.text("Map of %(name)s", name=_station_name(edition, found))
    return _station_view(edition, snapshot, f"station-{station_id}", label, [found])


def detail_map(
    edition: Edition,
    map_id: str,
    label: str,
    places: Sequence[Place],
    *,
    about: str | None = None,
    numbered: Sequence[str] = (),
) -> MapView | None:
    """Return a map of some features, or None when none of them has a position.

    Parameters
    ----------
    about : the id of the feature that the page is about.
    numbered : ids of stops, in their order.
    """
    features = tuple(
        _feature(edition, place, about=about, numbers=list(numbered)) for place in places
    )
    features = tuple(item for item in features if item.point or item.lines)
    if not features:
        return None
    spec = MapSpec(
        id=map_id, kind="detail", lang=edition.lang, bbox=bounds(features), size=DETAIL_SIZE,
        label=label, features=features, map_url=edition.urls.map(),
    )  # fmt: skip
    return _view(edition, spec)


def map_features(edition: Edition, places: Iterable[Place]) -> tuple[MapFeature, ...]:
    """Return the features that have a position."""
    found = (_feature(edition, place) for place in places)
    return tuple(item for item in found if item.point or item.lines)


def _feature(
    edition: Edition, place: Place, *, about: str | None = None, numbers: Sequence[str] = ()
) -> MapFeature:
    return MapFeature(
        id=place.id,
        layer=place.layer,
        kind=place.properties.kind,
        name=edition.name(place),
        url=address(edition, place),
        point=place.point,
        lines=line_parts(place),
        approximate=place.properties.position.approximate,
        emphasis=place.id == about,
        number=numbers.index(place.id) + 1 if place.id in numbers else None,
        schematic=place.properties.line == "schematic",
    )


def line_parts(place: Place) -> tuple[Line, ...]:
    """Return the parts of a line as (lon, lat) vertices; none for other geometries."""
    coordinates = place.coordinates
    if place.geometry_type == "LineString":
        return (_flat(coordinates),)
    if place.geometry_type == "MultiLineString":
        return tuple(_flat(part) for part in coordinates if isinstance(part, tuple))
    return ()


def _flat(part: tuple[object, ...]) -> Line:
    return tuple((float(c[0]), float(c[1])) for c in part if isinstance(c, tuple))


def bounds(features: Sequence[MapFeature]) -> Bbox:
    """Return west, south, east, north around features, with room for pins and labels."""
    points = [item.point for item in features if item.point]
    points += [point for item in features for line in item.lines for point in line]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    across = max((_LEAST_SPAN - (east - west)) / 2, (east - west) * 0.18)
    along = max(across * 0.4, (north - south) * 0.18)
    return (west - across, south - along, east + across, north + along)


def _view(edition: Edition, spec: MapSpec) -> MapView:
    return MapView(
        id=spec.id,
        kind=spec.kind,
        label=spec.label,
        picture=draw_picture(spec, edition.base_map),
        spec_json=spec_json(spec, edition.urls.prefix, layer_urls(edition), map_strings(edition)),
        script=edition.map_scripts.get(spec.kind),
        attribution=attribution(edition),
        schematic=True,
    )


# --- stations -----------------------------------------------------------------------------


def _station_view(
    edition: Edition,
    snapshot: LiveSnapshot,
    map_id: str,
    label: str,
    stations: Iterable[LiveStation],
) -> MapView:
    about = map_id.startswith("station-")
    found = [_station_feature(edition, item, about=about) for item in stations]
    features = tuple(item for item in found if item is not None)
    bbox, size = (bounds(features), DETAIL_SIZE) if about else (REGION, LIVE_SIZE)
    spec = MapSpec(
        id=map_id, kind="detail", lang=edition.lang, bbox=bbox, size=size, label=label,
        features=features, map_url=edition.urls.map(),
        live=_live_words(edition, _rendered(snapshot)),
    )  # fmt: skip
    return _view(edition, spec)


def _station_feature(edition: Edition, live: LiveStation, *, about: bool) -> MapFeature | None:
    station = live.station
    if station.lon is None or station.lat is None:
        return None
    return MapFeature(
        id=station.id,
        layer=LIVE_LAYER,
        kind=station.kind,
        name=_station_name(edition, live),
        url=edition.urls.station(station.id),
        point=(station.lon, station.lat),
        emphasis=about,
        station=_mark(edition, live),
    )


def _station_name(edition: Edition, live: LiveStation) -> str:
    return live.station.name_zh if edition.lang == "zh" else live.station.name_en


def _mark(edition: Edition, live: LiveStation) -> StationMark:
    """Return how a station is; a value is only there where the state says that it is current."""
    observed, main, good = live.station.main_property, live.main, live.last_good
    value = None
    if main is not None and main.value is not None and main.time is not None:
        value = _measured(edition, observed, main.value, main.time)
    return StationMark(
        state=live.state.value,
        label=edition.texts.label("state", live.state.value),
        unit=unit_of(edition, observed),
        interval_s=live.station.interval_s,
        value=value if live.state in _CURRENT else None,
        last_good=_measured(edition, good.observed, good.value, good.time) if good else None,
        demo=live.station.demo,
        suffix="" if observed == NEG_ION else unit_of(edition, observed),
    )


def _measured(edition: Edition, observed: str, value: float, time: int) -> Measured:
    return Measured(number(edition, observed, value), time, moment(edition, time))


def _rendered(snapshot: LiveSnapshot) -> int:
    """Return when a snapshot was made; 0 while nothing has ever reported, and nothing ages."""
    heard = any(item.last_report is not None for item in snapshot.stations.values())
    return snapshot.generated_at if heard else 0


def _live_words(edition: Edition, rendered: int = 0) -> LiveWords:
    units = {symbol: unit(edition, symbol) for symbol in UNITS}
    return LiveWords(json.loads(live_words(edition)), units, rendered)


# --- what every map has -------------------------------------------------------------------


def layer_urls(edition: Edition) -> dict[str, str]:
    """Return the addresses of the base map and of each layer, in the order of the switches."""
    return {layer: edition.map_layers[layer].url for layer in ("base", *FULL_LAYERS)}


def map_strings(edition: Edition) -> dict[str, str]:
    """Return the layers' names, and what is always written on a map."""
    settings = edition.settings
    names = {f"layer.{layer}": edition.texts.label("layer", layer) for layer in FULL_LAYERS}
    return {
        **names,
        "attribution": settings.basemap_attribution or attribution(edition),
        "approval": settings.map_approval_no or "",
    }


def attribution(edition: Edition) -> str:
    """Return whose work a map shows."""
    return edition.texts.text("Sketch map for visitors; it fixes no boundary.")


def located(places: Iterable[Place]) -> list[Place]:
    """Return the features that have a position."""
    return [place for place in places if start_point(place) is not None]
