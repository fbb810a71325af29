"""The register of stations: those that are shipped, and what the database says of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import structlog
from pydantic import TypeAdapter, ValidationError

from oxymap.catalogue.models import Place
from oxymap.catalogue.snapshot import Catalogue
from oxymap.errors import OxyMapError
from oxymap.stations.models import Station

log = structlog.get_logger()
Document = Mapping[str, object]
LONGEST_INTERVAL_S = 86_400
_STATIONS = TypeAdapter(Station)
FIELDS = {field.name for field in dataclasses.fields(Station)} - {"id", "origin"}


class StationError(OxyMapError):
    """A station's value cannot be used."""

    code = "station"


def shipped_stations(catalogue: Catalogue) -> dict[str, Station]:
    """Return the stations of the layer ``stations``, by id."""
    return {place.id: _shipped(catalogue, place) for place in catalogue.layer("stations")}


def _shipped(catalogue: Catalogue, place: Place) -> Station:
    properties = place.properties
    found = properties.station
    lon, lat = place.point or (None, None)
    at = found.place if found else None
    station = Station(
        id=place.id,
        name_zh=properties.name.zh,
        name_en=properties.name.en,
        lon=lon,
        lat=lat,
        district=properties.district,
        township=properties.township or _township(catalogue, at),
        place=at,
        note_zh=properties.summary.zh,
        note_en=properties.summary.en,
        position_source=properties.position.source,
        precision_m=properties.position.precision_m,
        retired=properties.status == "closed",
        origin="shipped",
    )
    said = found.model_dump(mode="json", exclude={"place"}) if found else {}
    return dataclasses.replace(station, **said)


def _township(catalogue: Catalogue, place_id: str | None) -> str | None:
    place = catalogue.places.get(place_id or "")
    if place is None:
        return None
    return place.id if place.layer == "townships" else place.properties.township


def merged(
    catalogue: Catalogue, shipped: Mapping[str, Station], documents: Mapping[str, Document]
) -> dict[str, Station]:
    """Lay what the database says over the shipped stations; retired ones stay in.

    What is not said of district and township follows from the place.  A station that what the
    database says does not suffice for is as shipped, or left out, and the log says so.
    """
    found = dict(shipped)
    for station_id, document in documents.items():
        try:
            station = changed(found.get(station_id), station_id, document)
        except StationError as error:
            # It may be shipped no more; the others must not be lost with it.
            log.error("register.left_out", station=station_id, reason=error.message)
            continue
        found[station_id] = _located(catalogue, station)
    return found


def _located(catalogue: Catalogue, station: Station) -> Station:
    place = catalogue.places.get(station.place or "")
    if place is None:
        return station
    return dataclasses.replace(
        station,
        district=station.district or place.properties.district,
        township=station.township or _township(catalogue, place.id),
    )


def changed(station: Station | None, station_id: str, document: Document) -> Station:
    """Return a station with some values changed, or a new one.

    Raises
    ------
    StationError : a field is unknown, or a value does not fit.
    """
    unknown = document.keys() - FIELDS
    if unknown:
        raise StationError(f"A station has no field {', '.join(sorted(unknown))}.", unknown)
    before = dataclasses.asdict(station) if station else {"id": station_id}
    try:
        found = _STATIONS.validate_python({**before, **document, "origin": "database"})
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise StationError(f"The station {station_id!r}: {'; '.join(lines)}") from error
    if not 1 <= found.interval_s <= LONGEST_INTERVAL_S:
        raise StationError(f"interval_s {found.interval_s!r} is not from 1 to 86400.")
    return found
