"""Make small tracks and files for the tests of `oxymap.geo`.

Every function has defaults that are valid, so a test names only what it is about.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import cos, radians
from pathlib import Path

from hypothesis import strategies as st

from oxymap.geo.formats.reading import ReadResult, read_tracks
from oxymap.geo.track_model import Track, TrackPoint, TrackSegment, Waypoint

#: Made for these tests; nobody's recordings.
FIXTURES = Path(__file__).parents[2] / "fixtures" / "tracks"
#: A point in 门头沟 from which made tracks run northwards: (lon, lat), WGS 84.
START = (115.8, 39.95)
#: Length of a degree of latitude there on the ellipsoid, m; good to a few centimetres a km.
METRES_PER_DEGREE = 111_028.0
MORNING = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)
#: What the writers ask for beside the track.
ABOUT = {
    "name": "百花山环线",
    "description": "一条测试线路。",
    "link": "https://example.org/trails/baihuashan",
    "licence": "https://example.org/licence",
}


def northwards(
    *stops: tuple[float, float | None], seconds_per_metre: float | None = None
) -> tuple[TrackPoint, ...]:
    """Return points at (metres from the start, height) along a meridian, with times if asked."""
    lon, lat = START
    return tuple(
        TrackPoint(
            lon,
            lat + metres / METRES_PER_DEGREE,
            ele_m,
            None
            if seconds_per_metre is None
            else MORNING + timedelta(seconds=metres * seconds_per_metre),
        )
        for metres, ele_m in stops
    )


def recorded(*stops: tuple[float, float]) -> tuple[TrackPoint, ...]:
    """Return points at (metres from the start, seconds from the start) along a meridian."""
    lon, lat = START
    return tuple(
        TrackPoint(
            lon, lat + metres / METRES_PER_DEGREE, None, MORNING + timedelta(seconds=seconds)
        )
        for metres, seconds in stops
    )


def track(*runs: Sequence[TrackPoint], name: str = "", waypoints: Sequence[Waypoint] = ()) -> Track:
    """Return a track with one segment for each run of points."""
    return Track(name, tuple(TrackSegment(tuple(run)) for run in runs), tuple(waypoints))


def eastwards_degrees(metres: float) -> float:
    """Return how many degrees of longitude some metres are at the start, about."""
    return metres / (111_320.0 * cos(radians(START[1])))


def read_fixture(name: str, crs: str = "wgs84") -> ReadResult:
    """Read a file of `FIXTURES`."""
    return read_tracks(FIXTURES / name, crs=crs)


def read_text(folder: Path, name: str, text: str | bytes, crs: str = "wgs84") -> ReadResult:
    """Write a text into a folder under a name and read it as tracks."""
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_tracks(file, crs=crs)


def zipped(file: Path, members: Mapping[str, str | bytes]) -> Path:
    """Write an archive with these members and return its path."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def codes(result: ReadResult) -> list[str]:
    """List the codes of a result's warnings."""
    return [warning.code for warning in result.warnings]


#: Positions in and around the three districts: (lon, lat), WGS 84.
positions = st.tuples(
    st.floats(115.3, 116.7, allow_nan=False), st.floats(39.3, 40.9, allow_nan=False)
)
#: Heights as files hold them: whole centimetres.
heights = st.none() | st.integers(-5_000, 300_000).map(lambda centimetres: centimetres / 100)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    """Draw tracks of one to three segments whose points lie some metres apart."""
    runs = []
    for _ in range(draw(st.integers(1, 3))):
        lon, lat = draw(positions)
        steps = draw(st.lists(st.tuples(_STEP, _STEP, heights), min_size=2, max_size=12))
        points = []
        for east, north, ele_m in steps:
            lon, lat = lon + east, lat + north
            points.append(TrackPoint(lon, lat, ele_m))
        runs.append(points)
    return track(*runs, name=draw(_NAMES))


#: A step in degrees: 10 to 900 m.
_STEP = st.floats(1e-4, 8e-3)
_NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"), exclude_characters="\ufffe"),
    max_size=20,
).map(lambda text: " ".join(text.split()))
