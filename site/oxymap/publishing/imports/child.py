"""Read one received file and print what is in it; run as a process of its own.

It has hardly any environment, limits on memory and time, and ends after one file. The folder it
is started in holds the file and ``task.json``; what it is doing goes to standard error, a stage a
line; the answer goes to standard output: a line that says how it went, then the report, then the
tracks.
"""

from __future__ import annotations

import gc
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import orjson

from oxymap.errors import FormatError
from oxymap.geo.datum import judge_datum, preview_lines
from oxymap.geo.datum_evidence import plain
from oxymap.geo.examine import Examined, examine
from oxymap.geo.formats.reading import ReadResult, TrackRefusedError, read_tracks
from oxymap.geo.formats.text import decode
from oxymap.geo.surroundings import Surroundings
from oxymap.geo.track_model import Track
from oxymap.geo.tracks import measures
from oxymap.publishing.imports.formats import format_of
from oxymap.publishing.imports.models import Refusal, Report, TrackSummary, WaypointSummary
from oxymap.publishing.imports.wire import Json, dump, surroundings_from_json, tracks_to_json

MEMORY_BYTES = 1536 * 1024**2
CPU_S = 60
#: The answer for 200 000 points is a tenth of this.
FILE_BYTES = 256 * 1024**2
_PREVIEW = 2000
#: So much of a file's beginning is looked through for the name of an app.
_HINT_BYTES = 4000


def main() -> None:
    """Read the file that ``task.json`` names."""
    _limit()
    # Hundreds of thousands of points and no cycles: looking for garbage is a third of the time.
    gc.disable()
    task: Json = orjson.loads(Path("task.json").read_bytes())
    answer = sys.stdout.buffer
    try:
        report, tracks = read_file(
            Path(task["file"]),
            task["crs"],
            surroundings_from_json(task["around"]),
            wants_line=task["wants_line"],
        )
    except TrackRefusedError as error:
        refusal = Refusal(error.said, error.line, error.reason, error.because)
        answer.write(b"refused\n" + dump(refusal) + b"\n")
    except MemoryError:
        answer.write(b"memory\n")
    else:
        answer.write(b"read\n" + dump(report) + b"\n" + tracks + b"\n")
    answer.flush()


def read_file(
    path: Path, crs: str, around: Surroundings, *, wants_line: bool
) -> tuple[Report, bytes]:
    """Return the report on a file, and what was read as JSON.

    Raises
    ------
    TrackRefusedError : the file cannot be read.
    """
    _stage("reading")
    try:
        read = read_tracks(path, crs=crs)
    except TrackRefusedError:
        raise
    except FormatError as error:
        raise TrackRefusedError("unknown_crs", error.message) from error
    _stage("measuring")
    tracks = tuple(_summary(number, track, read) for number, track in enumerate(read.tracks))
    _stage("comparing")
    datum = judge_datum(read.tracks, read.waypoints, crs, around, _hint(path))
    rows = examine(Examined(read, datum, around, wants_line))
    report = Report(
        format=format_of(path),
        encoding=read.encoding,
        rows=rows,
        tracks=tracks,
        waypoints=tuple(_waypoints(read, around)),
        datum=datum,
    )
    return report, tracks_to_json(read.tracks, read.waypoints)


def _summary(number: int, track: Track, read: ReadResult) -> TrackSummary:
    found = measures(track)
    return TrackSummary(
        index=number,
        name=track.name,
        points=track.point_count(),
        segments=len(track.segments),
        length_m=found.length_m,
        ascent_m=found.ascent_m,
        bbox=track.bbox(),
        lines=preview_lines([track], max(100, _PREVIEW // len(read.tracks))),
    )


def _waypoints(read: ReadResult, around: Surroundings) -> Iterator[WaypointSummary]:
    known = {plain(name): place.id for place in around.places for name in place.names}
    for number, one in enumerate(read.waypoints):
        place = known.get(plain(one.name)) if one.name else None
        yield WaypointSummary(number, one.name, one.lon, one.lat, one.ele_m, place)


def _hint(path: Path) -> str:
    with path.open("rb") as file:
        return decode(file.read(_HINT_BYTES)).text


def _stage(name: str) -> None:
    print(name, file=sys.stderr, flush=True)  # noqa: T201 -- to the parent


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
