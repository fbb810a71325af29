"""Tell in which datum the positions of a file are, as far as the file shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from oxymap.geo.crs import Position, converter, gcj02_to_bd09, wgs84_to_gcj02
from oxymap.geo.datum_evidence import Fit, Shifted, measure_fits
from oxymap.geo.datum_words import NAMES, app_of, evidence_of, told, untold
from oxymap.geo.simplify import simplify
from oxymap.geo.surroundings import Line, Surroundings
from oxymap.geo.track_model import Track, Waypoint
from oxymap.wording import N_, Say, say

__all__ = ["NAMES", "DatumCandidate", "DatumReport", "Line", "judge_datum", "preview_lines"]

PREVIEW_POSITIONS = 2000
_PREVIEW_M = 3.0
#: How much better (in log-likelihood) the best has to be than the next.
_MARGIN = 2.0
_TRAIL_WEIGHT, _INSIDE_WEIGHT, _END_WEIGHT, _HINT_WEIGHT = 8.0, 5.0, 1.2, 0.5
#: A difference of this part inside the districts says something by itself.
_INSIDE_STRONG = 0.4


@dataclass(frozen=True)
class DatumCandidate:
    """How the file would lie if its positions were in one datum.

    Parameters
    ----------
    crs : ``wgs84``, ``gcj02`` or ``bd09``; cgcs2000 counts as wgs84.
    inside_share : how much of it lies inside the districts, 0 to 1.
    evidence : what speaks for or against it.
    lines : the tracks (or a line for each waypoint, of one position) for a preview.
    """

    crs: str
    inside_share: float
    evidence: tuple[Say, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class DatumReport:
    """Which datum fits.

    Parameters
    ----------
    chosen : what the planner has said.
    suspected : the datum that fits better, or None.
    said : which fits, and why; or that the file does not tell.
    """

    chosen: str
    suspected: str | None
    said: Say
    candidates: tuple[DatumCandidate, ...]


def judge_datum(
    tracks: Sequence[Track],
    waypoints: Sequence[Waypoint],
    chosen: str,
    around: Surroundings,
    hint: str = "",
) -> DatumReport:
    """Say which of WGS 84, GCJ-02 and BD-09 the positions of a file fit best.

    Parameters
    ----------
    tracks, waypoints : in WGS 84, as they were read when `chosen` holds.
    chosen : the datum under which they were read; ``EPSG:n`` is not doubted.
    around : what the positions are compared with.
    hint : the beginning of the file, in which apps name themselves; it settles nothing alone.
    """
    crs = "wgs84" if chosen.strip().lower() == "cgcs2000" else chosen.strip().lower()
    shifted = _candidates(tracks, waypoints, crs)
    fits = measure_fits(shifted, around)
    found = {one.crs: fit for one, fit in zip(shifted, fits, strict=True)}
    app = app_of(hint)
    candidates = tuple(
        DatumCandidate(one.crs, fit.inside_share, evidence_of(one.crs, fit, app), _shown(one))
        for one, fit in zip(shifted, fits, strict=True)
    )
    if len(found) < 2:
        said = say(N_("The file names its own reference system (%(crs)s)."), crs=chosen)
        return DatumReport(chosen, None, said, candidates)
    best, other = _order(found, app)
    if not _is_told(found, best, other, app):
        return DatumReport(chosen, None, untold(hint), candidates)
    against = crs if crs != best else other
    said = told(found, best, against, suspected=best != crs)
    return DatumReport(chosen, best if best != crs else None, said, candidates)


def preview_lines(tracks: Sequence[Track], most: int = PREVIEW_POSITIONS) -> tuple[Line, ...]:
    """Return the tracks' segments as lines, simplified to at most so many positions together."""
    lines = [
        [(point.lon, point.lat) for point in segment.points]
        for track in tracks
        for segment in track.segments
        if segment.points
    ]
    tolerance = _PREVIEW_M
    while sum(map(len, lines)) > most and tolerance < 1e6:
        lines = [simplify(line, tolerance) for line in lines]
        tolerance *= 2
        if all(len(line) <= 2 for line in lines):
            break
    return tuple(tuple(line) for line in lines[:most])


def _candidates(tracks: Sequence[Track], waypoints: Sequence[Waypoint], crs: str) -> list[Shifted]:
    as_read = Shifted(crs, preview_lines(tracks), tuple(waypoints))
    if crs not in _FORWARD:
        return [replace(as_read, crs=crs)]
    raw = _moved(as_read, "raw", _FORWARD[crs])
    return [as_read if one == crs else _moved(raw, one, converter(one)) for one in _FORWARD]


def _moved(shifted: Shifted, crs: str, move: Callable[[float, float], Position]) -> Shifted:
    lines = tuple(tuple(move(*position) for position in line) for line in shifted.lines)
    waypoints = []
    for waypoint in shifted.waypoints:
        lon, lat = move(waypoint.lon, waypoint.lat)
        waypoints.append(replace(waypoint, lon=lon, lat=lat))
    return Shifted(crs, lines, tuple(waypoints))


def _stay(lon: float, lat: float) -> Position:
    return lon, lat


def _to_bd09(lon: float, lat: float) -> Position:
    return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))


#: From WGS 84 back to what stood in the file.
_FORWARD: dict[str, Callable[[float, float], Position]] = {
    "wgs84": _stay,
    "gcj02": wgs84_to_gcj02,
    "bd09": _to_bd09,
}


def _score(crs: str, fit: Fit, app: str | None) -> float:
    score = _INSIDE_WEIGHT * fit.inside_share + _END_WEIGHT * len(fit.ends)
    if fit.trail is not None:
        score += _TRAIL_WEIGHT * fit.trail.near_share
    if fit.named is not None:
        score += fit.named.score
    return score + (_HINT_WEIGHT if app == crs else 0.0)


def _order(found: dict[str, Fit], app: str | None) -> tuple[str, str]:
    best, other, *_ = sorted(found, key=lambda crs: -_score(crs, found[crs], app))
    return best, other


def _is_told(found: dict[str, Fit], best: str, other: str, app: str | None) -> bool:
    """Tell whether the best is so much better that it may be said."""
    fit, next_fit = found[best], found[other]
    strong = (
        (fit.trail is not None and fit.trail.near_share >= 0.6)
        or fit.named is not None
        or fit.inside_share - next_fit.inside_share >= _INSIDE_STRONG
        or len(fit.ends) - len(next_fit.ends) >= 2
    )
    return strong and _score(best, fit, app) - _score(other, next_fit, app) >= _MARGIN


def _shown(shifted: Shifted) -> tuple[Line, ...]:
    if shifted.lines:
        return shifted.lines
    return tuple(((one.lon, one.lat),) for one in shifted.waypoints[:PREVIEW_POSITIONS])
