"""Files made to harm: each is refused with a sentence, in little time and memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import tempfile
import time
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest

from oxymap.geo.surroundings import Surroundings
from oxymap.publishing.imports import apart, child
from oxymap.publishing.imports.models import Refusal, Report
from oxymap.publishing.imports.wire import dump, report_from_json

MEGABYTE = 1024**2
#: Nothing may need more; a file of 50 MB in a tree of Python objects needs most of it.
MOST_MEGABYTES, MOST_CPU_S = 800, 20.0
VRT = (
    b"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource>"
    b"</OGRVRTLayer></OGRVRTDataSource>"
)
HEAD, TAIL = b"<gpx><trk><trkseg>\n", b"</trkseg></trk></gpx>"


@dataclass
class Fate:
    """What became of a file, and what it took."""

    refusal: Refusal | None
    report: Report | None
    megabytes: float
    cpu_s: float

    @property
    def reason(self) -> str:
        assert self.refusal is not None, "the file was read"
        assert self.megabytes < MOST_MEGABYTES
        assert self.cpu_s < MOST_CPU_S
        return self.refusal.reason


def read(data: bytes, suffix: str = ".gpx") -> Fate:
    """Read a file as the worker does, and measure the process that does it."""
    task = apart.Task(data, suffix, "wgs84", dump(Surroundings()), wants_line=True)
    with tempfile.TemporaryDirectory() as name:
        process = apart._start(task, Path(name))
        megabytes, used = _watched(process)
        outcome = apart._outcome(process.returncode, Path(name))
    report = report_from_json(outcome.report) if outcome.report else None
    return Fate(outcome.refusal, report, megabytes, used.ru_utime + used.ru_stime)


def _watched(process: subprocess.Popen[bytes]) -> tuple[float, resource.struct_rusage]:
    """Return the most memory a process held, and what it used.

    Its `ru_maxrss` would count what the tests' own process had when it was started.
    """
    status_file, most = Path(f"/proc/{process.pid}/status"), 0
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return most / 1024, used
        text = status_file.read_text(encoding="utf-8")
        if "VmHWM" in text:
            most = max(most, int(text.partition("VmHWM:")[2].split()[0]))
        time.sleep(0.01)


def zipped(**members: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = zipped(**{"doc.kml": b"<kml>" + b" " * 300 * MEGABYTE})

    assert len(bomb) < MEGABYTE
    assert read(bomb, ".kmz").reason == "bad_archive"


def test_a_bomb_of_many_members_is_refused() -> None:
    members = {f"{number}.kml": b"<kml>" + os.urandom(900_000) for number in range(60)}

    assert read(zipped(**members), ".kmz").reason == "too_large"


def test_an_archive_that_lies_about_its_sizes_is_counted() -> None:
    data = bytearray(zipped(**{"doc.kml": os.urandom(100) * 20_000}))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")

    assert read(bytes(data), ".kmz").reason in {"bad_archive", "too_large"}


@pytest.mark.parametrize("name", ["../../evil.kml", "/etc/evil.kml", "a\\..\\evil.kml", "C:a.kml"])
def test_names_that_climb_out_are_refused(name: str) -> None:
    assert read(zipped(**{name: b"<kml/>"}), ".kmz").reason == "bad_archive"


def test_an_archive_in_an_archive_is_refused() -> None:
    inner = zipped(**{"doc.kml": b"<kml/>"})

    assert read(zipped(**{"inner.kmz": inner, "doc.kml": b"<kml/>"}), ".kmz").reason == (
        "bad_archive"
    )


def test_laughs_by_the_billion_are_not_expanded() -> None:
    entities = b"".join(b"<!ENTITY l%d '%s'>" % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    laughs = b"<!DOCTYPE gpx [<!ENTITY l0 'ha'>" + entities + b"]><gpx><name>&l9;</name></gpx>"

    assert read(laughs).reason == "dtd"


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2")
    data = f"<!DOCTYPE g [<!ENTITY x SYSTEM '{secret.as_uri()}'>]><gpx><name>&x;</name></gpx>"

    fate = read(data.encode())

    assert fate.reason == "dtd"
    assert "hunter2" not in repr(fate)


def test_five_million_points_are_stopped_at_their_size() -> None:
    point = b"<trkpt lat='40.1234567' lon='116.1234567'/>\n"
    data = HEAD + point * 5_000_000 + TAIL
    began = time.process_time()

    fate = read(data)

    assert len(data) > 200 * MEGABYTE
    assert fate.reason == "too_large"
    assert fate.megabytes < 200
    assert str(fate.refusal and fate.refusal.said) == "the file is larger than 50 MB"
    assert time.process_time() - began < MOST_CPU_S


def test_a_million_points_in_fifty_megabytes_are_stopped_at_their_number() -> None:
    point = b"<trkpt lat='40.12345' lon='116.123456'/>\n"

    fate = read(HEAD + point * 1_200_000 + TAIL)

    assert fate.reason == "too_large"
    assert fate.refusal is not None
    assert fate.refusal.line == 200_002
    assert str(fate.refusal.said) == "more than 200000 points"


def test_twelve_million_elements_are_stopped() -> None:
    assert read(HEAD + b"<a/>" * 12_000_000 + TAIL).reason == "too_large"


def test_a_polygon_of_a_million_vertices_is_no_track() -> None:
    ring = b",".join(b"[115.%06d,39.%06d]" % (n, n) for n in range(1_000_000))
    data = b'{"type":"Polygon","coordinates":[[' + ring + b"]]}"

    assert read(data, ".geojson").reason == "empty"


def test_a_line_of_a_million_vertices_is_stopped() -> None:
    line = b",".join(b"[115.%06d,39.%06d]" % (n, n) for n in range(1_000_000))
    data = b'{"type":"LineString","coordinates":[' + line + b"]}"

    assert read(data, ".geojson").reason == "too_large"


@pytest.mark.parametrize("opening", [b"[", b'{"type":"Feature","a":'])
def test_deep_json_is_refused(opening: bytes) -> None:
    assert read(opening * 1_000_000, ".json").reason == "too_large"


def test_deep_xml_is_refused() -> None:
    assert read(b"<gpx>" + b"<a>" * 1_000_000).reason == "too_large"


@pytest.mark.parametrize("number", ["NaN", "1e400", "-Infinity", '"NaN"'])
def test_numbers_that_are_none_are_refused(number: str) -> None:
    data = f'{{"type":"LineString",\n"coordinates":[[116,40],[{number},40]]}}'

    assert read(data.encode(), ".geojson").reason == "not_finite"


def test_an_absurd_integer_is_refused() -> None:
    data = b'{"type":"Point","coordinates":[' + b"1" * 100_000 + b",40]}"

    assert read(data, ".geojson").reason in {"too_large", "not_finite"}


@pytest.mark.parametrize(
    "data",
    [
        VRT,
        b"<OGRWFSDataSource><URL>http://127.0.0.1:9/</URL></OGRWFSDataSource>",
        b"WFS:http://127.0.0.1:9/",
        b"/vsicurl/http://127.0.0.1:9/a.gpkg",
    ],
)
@pytest.mark.parametrize("suffix", [".gpkg", ".gpx", ".csv", ".zip"])
def test_a_door_to_other_files_is_not_opened(data: bytes, suffix: str) -> None:
    assert read(data, suffix).reason == "unsupported"


def test_a_vrt_in_a_shapefile_is_not_opened() -> None:
    vrt = b"<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>"

    assert read(zipped(**{"a.shp": vrt, "a.shx": vrt, "a.dbf": vrt}), ".zip").reason == (
        "unreadable"
    )


def test_a_false_geopackage_is_refused() -> None:
    assert read(b"SQLite format 3\x00" + os.urandom(5000), ".gpkg").reason == "unreadable"


def test_formulas_in_a_table_are_names() -> None:
    formula = "=cmd|' /C calc'!A0"
    data = f'name,lon,lat\n"{formula}",115.8,40.0\n@SUM(1),115.81,40.0\n'

    fate = read(data.encode(), ".csv")

    assert fate.report is not None
    assert [one.name for one in fate.report.waypoints] == [formula, "@SUM(1)"]


def test_markup_in_names_stays_text() -> None:
    data = b"<gpx><wpt lat='40' lon='116'><name>&lt;script&gt;x&lt;/script&gt;</name></wpt></gpx>"

    fate = read(data)

    assert fate.report is not None
    assert fate.report.waypoints[0].name == "<script>x</script>"


def test_lack_of_memory_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = "import sys; sys.path.insert(0, 'x'); b = bytearray(10**12)"
    fate = _ended_by(monkeypatch, tmp_path, script)

    assert fate.reason == "memory"


def test_a_crash_of_the_reader_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fate = _ended_by(monkeypatch, tmp_path, "import os; os.abort()")

    assert fate.reason == "broke"
    assert "memory or time" in str(fate.said)


def test_a_reader_that_never_ends_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    began = time.monotonic()
    fate = _ended_by(monkeypatch, tmp_path, "import time; time.sleep(60)", wall_s=0.5)

    assert fate.reason == "time"
    assert time.monotonic() - began < 20


def test_a_reader_that_computes_for_ever_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 6))\nwhile True: pass"

    assert _ended_by(monkeypatch, tmp_path, script).reason == "time"


def _ended_by(
    monkeypatch: pytest.MonkeyPatch, folder: Path, script: str, wall_s: float = 60.0
) -> Refusal:
    """Put another program in the reader's place."""
    (folder / "oxymap_false_reader.py").write_text(script)
    monkeypatch.setattr(apart, "_SOURCE", folder)
    monkeypatch.setattr(apart, "CHILD", "oxymap_false_reader")
    task = apart.Task(b"x", ".gpx", "wgs84", dump(Surroundings()), wants_line=True)
    outcome = apart.read_apart(task, lambda _: True, wall_s=wall_s)
    assert outcome.refusal is not None
    return outcome.refusal


def test_the_reader_has_limits_and_no_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OXYMAP_SECRET", "hunter2")
    script = (
        "import json, os, resource, sys\n"
        f"sys.path.insert(0, {str(apart._SOURCE)!r})\n"
        "from oxymap.publishing.imports import child\n"
        "child._limit()\n"
        "limits = [resource.getrlimit(x)[0] for x in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]\n"
        "print('read')\n"
        "print(json.dumps([limits, sorted(os.environ), sys.path[0]]))\n"
    )
    (tmp_path / "oxymap_false_reader.py").write_text(script)
    monkeypatch.setattr(apart, "_SOURCE", tmp_path)
    monkeypatch.setattr(apart, "CHILD", "oxymap_false_reader")
    task = apart.Task(b"x", ".gpx", "wgs84", dump(Surroundings()), wants_line=True)

    limits, names, _ = json.loads(apart.read_apart(task, lambda _: True).report)

    assert limits == [child.MEMORY_BYTES, child.CPU_S]
    assert "OXYMAP_SECRET" not in names
    assert set(names) <= {
        "PYTHONPATH", "TMPDIR", "LC_ALL", "OPENBLAS_NUM_THREADS", "PROJ_NETWORK", "LC_CTYPE",
    }  # fmt: skip
