"""Reports, tracks and surroundings as JSON: between processes, and in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import orjson

from oxymap.geo.surroundings import KnownPlace, KnownTrail, Surroundings
from oxymap.geo.track_model import Track, TrackPoint, TrackSegment, Waypoint
from oxymap.publishing.imports.models import (
    DatumCandidate,
    DatumReport,
    Line,
    Refusal,
    Repair,
    Report,
    Row,
    TrackSummary,
    WaypointSummary,
)
from oxymap.wording import Say, say

Json = dict[str, Any]
T = TypeVar("T")


def dump(value: object) -> bytes:
    """Return a value of ours as JSON on one line; a `Say` is [template, parameters]."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_PASSTHROUGH_DATACLASS)


def report_from_json(text: str | bytes) -> Report:
    """Read a report that `dump` wrote."""
    found: Json = orjson.loads(text)
    return Report(
        format=found["format"],
        encoding=found["encoding"],
        rows=tuple(map(_row, found["rows"])),
        tracks=tuple(map(_track_summary, found["tracks"])),
        waypoints=tuple(WaypointSummary(**one) for one in found["waypoints"]),
        datum=_datum(found["datum"]),
    )


def refusal_from_json(text: str | bytes) -> Refusal:
    """Read a refusal that `dump` wrote."""
    found: Json = orjson.loads(text)
    because = tuple(map(say_from_json, found["because"]))
    return Refusal(say_from_json(found["said"]), found["line"], found["reason"], because)


def say_from_json(value: list[Any]) -> Say:
    """Return a sentence from [template, parameters]."""
    template, params = value
    return say(str(template), **params)


def tracks_to_json(tracks: Iterable[Track], waypoints: Iterable[Waypoint]) -> bytes:
    """Return what was read: positions as [lon, lat, height, milliseconds since 1970]."""
    lines = [
        {"name": one.name, "segments": [_segment_to_json(part) for part in one.segments]}
        for one in tracks
    ]
    return dump({"tracks": lines, "waypoints": list(waypoints)})


def tracks_from_json(text: str | bytes) -> tuple[tuple[Track, ...], tuple[Waypoint, ...]]:
    """Read what `tracks_to_json` wrote; times are good to a millisecond."""
    found: Json = orjson.loads(text)
    tracks = tuple(
        Track(one["name"], tuple(_segment(part) for part in one["segments"]))
        for one in found["tracks"]
    )
    return tracks, tuple(Waypoint(**one) for one in found["waypoints"])


def surroundings_from_json(found: Json) -> Surroundings:
    """Read surroundings from JSON values."""
    return Surroundings(
        places=tuple(
            KnownPlace(**{**one, "names": tuple(one["names"])}) for one in found["places"]
        ),
        trails=tuple(
            KnownTrail(**{**one, "lines": _lines(one["lines"]), "marks": _line(one["marks"])})
            for one in found["trails"]
        ),
        districts=found["districts"],
        own=found["own"],
    )


def _plain(value: object) -> object:
    if isinstance(value, Say):
        return [value.template, dict(value.params)]
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    raise TypeError(f"{type(value).__name__} cannot be JSON")


def _row(found: Json) -> Row:
    repair = found["repair"]
    return Row(
        **{
            **found,
            "said": say_from_json(found["said"]),
            "place": _or_none(_position, found["place"]),
            "repair": None
            if repair is None
            else Repair(repair["id"], say_from_json(repair["said"]), repair["default"]),
        }
    )


def _track_summary(found: Json) -> TrackSummary:
    bbox = found["bbox"]
    return TrackSummary(
        **{
            **found,
            "bbox": None if bbox is None else (bbox[0], bbox[1], bbox[2], bbox[3]),
            "lines": _lines(found["lines"]),
        }
    )


def _datum(found: Json) -> DatumReport:
    candidates = tuple(
        DatumCandidate(
            one["crs"],
            one["inside_share"],
            tuple(map(say_from_json, one["evidence"])),
            _lines(one["lines"]),
        )
        for one in found["candidates"]
    )
    said = say_from_json(found["said"])
    return DatumReport(found["chosen"], found["suspected"], said, candidates)


def _lines(found: list[Any]) -> tuple[Line, ...]:
    return tuple(map(_line, found))


def _line(found: list[Any]) -> Line:
    return tuple(map(_position, found))


def _position(found: list[float]) -> tuple[float, float]:
    return found[0], found[1]


def _or_none(read: Callable[[Any], T], found: Any) -> T | None:  # noqa: ANN401 -- JSON values
    return None if found is None else read(found)


def _segment_to_json(segment: TrackSegment) -> list[list[float | None]]:
    return [
        [one.lon, one.lat, one.ele_m, _or_none(_milliseconds, one.time)] for one in segment.points
    ]


def _segment(found: list[list[Any]]) -> TrackSegment:
    return TrackSegment(
        tuple(
            TrackPoint(lon, lat, ele, None if ms is None else _time(ms))
            for lon, lat, ele, ms in found
        )
    )


def _milliseconds(time: datetime) -> int:
    return round(time.timestamp() * 1000)


def _time(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
