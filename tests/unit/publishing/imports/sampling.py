"""A studio whose imports run here and now, and small recordings for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sin
from pathlib import Path

import pytest

from oxymap.config import ROOT
from oxymap.people.models import Person
from oxymap.publishing.imports.models import ImportJob, Report
from oxymap.publishing.imports.service import Imports
from oxymap.publishing.models import Ref, Submission
from tests.factories import POINTS
from tests.unit.publishing.sampling import ANNA, NEW, Studio, new_trail, studio

Shift = Callable[[float, float], tuple[float, float]]


@dataclass
class Bringing:
    """Imports over the sample project."""

    studio: Studio
    imports: Imports

    def draft(self, ref: Ref = NEW) -> Submission:
        """A draft; `NEW` is a trail that is not published yet."""
        if ref != NEW:
            return self.studio.draft(ref)
        return self.studio.publishing.begin(ANNA, NEW, document=new_trail(district="mentougou"))

    def bring(
        self,
        data: bytes,
        filename: str = "walk.gpx",
        crs: str = "wgs84",
        *,
        submission: Submission | None = None,
        actor: Person = ANNA,
    ) -> ImportJob:
        """Hand a file in and read it."""
        submission = submission or self.draft()
        job = self.imports.receive(actor, submission.id, filename, data, crs)
        self.imports.run_pending()
        return self.imports.job(job.id)

    def report(self, data: bytes, filename: str = "walk.gpx", crs: str = "wgs84") -> Report:
        """What is said of a file that can be read."""
        job = self.bring(data, filename, crs)
        assert job.report is not None, job.refusal
        return job.report


def bringing(folder: Path, monkeypatch: pytest.MonkeyPatch | None = None) -> Bringing:
    place = studio(folder, monkeypatch)
    return Bringing(place, Imports(place.publishing, place.publishing.catalogue))


def winding(
    count: int = 60, start: tuple[float, float] = POINTS["mentougou"]
) -> list[tuple[float, float]]:
    """A path that winds northwards, a point about every 20 m."""
    lon, lat = start
    return [(lon + 0.0008 * sin(n / 7), lat + 0.00018 * n) for n in range(count)]


def gpx(
    positions: Iterable[tuple[float, float]],
    *,
    ele: Callable[[int], object] | None = lambda n: 300 + n,
    waypoints: Iterable[tuple[str, float, float]] = (),
    name: str = "Walk",
    shift: Shift | None = None,
) -> bytes:
    """A GPX file of one track, in another datum if asked."""
    move = shift or (lambda lon, lat: (lon, lat))
    lines = ["<gpx version='1.1' creator='test'>\n"]
    for label, lon, lat in waypoints:
        x, y = move(lon, lat)
        lines.append(f"<wpt lat='{y:.7f}' lon='{x:.7f}'><name>{label}</name></wpt>\n")
    lines.append(f"<trk><name>{name}</name><trkseg>\n")
    for number, (lon, lat) in enumerate(positions):
        x, y = move(lon, lat)
        height = "" if ele is None or ele(number) is None else f"<ele>{ele(number)}</ele>"
        lines.append(f"<trkpt lat='{y:.7f}' lon='{x:.7f}'>{height}</trkpt>\n")
    lines.append("</trkseg></trk></gpx>")
    return "".join(lines).encode()


def shared_tracks() -> Path:
    """The folder of other people's recordings, which may not be here."""
    return ROOT.parent / "shared" / "tracks"
