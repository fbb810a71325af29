"""What is known of a district already, for comparing a new recording with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: (lon, lat) positions, WGS 84.
Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class KnownPlace:
    """A published place whose position is good.

    Parameters
    ----------
    names : what it is called in any language, with its aliases.
    precision_m : how far it may be from where it is said to be.
    ele_m : its height, or None.
    """

    id: str
    zh: str
    en: str
    lon: float
    lat: float
    precision_m: float
    ele_m: float | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownTrail:
    """A published trail.

    Parameters
    ----------
    lines : one for each of its parts.
    marks : measured points beside or on the line, (lon, lat).
    recorded : the line was walked, not sketched.
    """

    id: str
    zh: str
    en: str
    lines: tuple[Line, ...]
    precision_m: float
    recorded: bool = False
    marks: Line = ()


@dataclass(frozen=True)
class Surroundings:
    """Everything that a recording is compared with.

    Parameters
    ----------
    districts : outlines by id, GeoJSON geometries, WGS 84.
    own : id of the object that the recording is for; it is not its own duplicate.
    """

    places: tuple[KnownPlace, ...] = ()
    trails: tuple[KnownTrail, ...] = ()
    districts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    own: str | None = None
