"""From a received file to a line in the draft."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from oxymap import clock
from oxymap.db.engine import reading, writing
from oxymap.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from oxymap.geo.crs import gcj02_to_bd09, wgs84_to_gcj02
from oxymap.geo.track_model import Waypoint
from oxymap.media.blobs import get_blob
from oxymap.people.audit import AuditLog
from oxymap.publishing.documents import feature_document, feature_of
from oxymap.publishing.imports import apart, store, worker
from oxymap.publishing.imports.models import JobState
from oxymap.publishing.imports.service import Imports
from oxymap.publishing.imports.taking import with_point
from tests.unit.publishing.imports.sampling import Bringing, bringing, gpx, winding
from tests.unit.publishing.sampling import ANNA, BO, NEW, ROUTE, TRAIL, VILLAGE, YAN


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bringing:
    return bringing(tmp_path, monkeypatch)


def codes(job_rows: object) -> set[str]:
    return {row.code for row in job_rows}  # type: ignore[attr-defined]


def test_a_recording_becomes_a_report(place: Bringing) -> None:
    job = place.bring(gpx(winding(), name="溪边"), "溪边.gpx")

    assert (job.state, job.progress, job.refusal) == (JobState.READY, 1.0, None)
    assert job.report is not None
    assert (job.report.format, job.report.encoding) == ("GPX", "utf-8")
    (track,) = job.report.tracks
    assert (track.name, track.points, track.segments) == ("溪边", 60, 1)
    assert track.length_m == pytest.approx(1270, abs=30)
    assert codes(job.report.rows) == set()


def test_the_file_is_kept_as_it_came(place: Bringing) -> None:
    data = gpx(winding())
    job = place.bring(data)

    with reading(place.studio.publishing.engine) as connection:
        assert get_blob(connection, job.sha256)[0] == data


def test_a_job_waits_until_somebody_works(place: Bringing) -> None:
    draft = place.draft()

    job = place.imports.receive(ANNA, draft.id, "walk.gpx", gpx(winding()), "wgs84")

    assert (job.state, job.at_work, job.report) == (JobState.WAITING, True, None)
    assert place.imports.run_pending() == 1
    assert not place.imports.job(job.id).at_work
    assert place.imports.run_pending() == 0


def test_jobs_of_a_draft_are_newest_first(place: Bringing) -> None:
    draft = place.draft()
    first = place.bring(gpx(winding()), submission=draft)
    second = place.bring(gpx(winding(30)), submission=draft)

    assert [job.id for job in place.imports.jobs(draft.id)] == [second.id, first.id]


def test_a_refused_file_says_why_and_where(place: Bringing) -> None:
    data = gpx([(lat, lon) for lon, lat in winding()])

    job = place.bring(data)

    assert job.state is JobState.FAILED
    assert job.refusal is not None
    assert (job.refusal.reason, job.refusal.line) == ("swapped_axes", 3)
    assert "%(lat)s" in job.refusal.said.template
    assert "115" in str(job.refusal.said) or "116" in str(job.refusal.said)


def test_a_file_in_another_datum_is_read_again(place: Bringing) -> None:
    job = place.bring(gpx(winding(), shift=wgs84_to_gcj02))

    again = place.imports.again(ANNA, job.id, "gcj02")
    place.imports.run_pending()
    found = place.imports.job(job.id)

    assert again.state is JobState.WAITING
    assert found.report is not None and job.report is not None
    assert found.crs == "gcj02"
    lon, lat = found.report.tracks[0].lines[0][0]
    assert (lon, lat) == pytest.approx(winding()[0], abs=1e-6)
    assert job.report.tracks[0].lines[0][0] != (lon, lat)


def test_every_candidate_has_a_line_for_the_map(place: Bringing) -> None:
    report = place.report(gpx(winding()))

    lines = {one.crs: one.lines[0][0] for one in report.datum.candidates}
    assert set(lines) == {"wgs84", "gcj02", "bd09"}
    assert lines["wgs84"] == pytest.approx(winding()[0], abs=1e-6)
    back = wgs84_to_gcj02(*lines["gcj02"])
    assert back == pytest.approx(lines["wgs84"], abs=1e-8)
    assert gcj02_to_bd09(*wgs84_to_gcj02(*lines["bd09"])) == pytest.approx(lines["wgs84"], abs=1e-8)


def test_a_taken_track_is_in_the_draft_and_texts_stay(place: Bringing) -> None:
    draft = place.draft()
    before = feature_of(place.studio.publishing.head(draft.id).document)
    job = place.bring(gpx(winding()), "溪边.gpx", submission=draft)

    saved = place.imports.take(ANNA, job.id, track=0, accepted=[], base=draft.head)

    found = feature_of(saved.revision.document)
    assert found["geometry"]["type"] == "LineString"
    assert found["geometry"]["coordinates"][0] == [115.795, 39.994, 300]
    assert len(found["geometry"]["coordinates"]) == 60
    assert found["properties"]["position"] == {
        "source": "Recording 溪边.gpx", "method": "gps", "precision_m": 15.0, "verified": False,
    }  # fmt: skip
    assert found["properties"]["line"] == "recorded"
    assert found["properties"]["summary"] == before["properties"]["summary"]
    assert place.imports.job(job.id).state is JobState.TAKEN


def test_accepted_repairs_are_made_and_others_not(place: Bringing) -> None:
    points = winding()
    points[30] = (points[30][0] + 0.02, points[30][1])
    draft = place.draft()
    job = place.bring(gpx(points), submission=draft)
    assert job.report is not None
    ids = [repair.id for repair in job.report.repairs()]

    plain = place.imports.take(ANNA, job.id, track=0, accepted=[], base=draft.head)
    mended = place.imports.take(ANNA, job.id, track=0, accepted=ids, base=plain.revision.id)

    assert ids == ["jump-0-0"]
    assert len(feature_of(plain.revision.document)["geometry"]["coordinates"]) == 60
    assert len(feature_of(mended.revision.document)["geometry"]["coordinates"]) == 59
    assert place.imports.job(job.id).accepted == ("jump-0-0",)


def test_breaks_stay_unless_joined(place: Bringing) -> None:
    data = gpx(winding()).replace(b"<trkpt", b"</trkseg><trkseg><trkpt", 31)
    data = data.replace(b"</trkseg><trkseg>", b"", 30).replace(b"<trkseg>\n</trkseg>", b"")
    draft = place.draft()
    job = place.bring(data, submission=draft)

    saved = place.imports.take(ANNA, job.id, track=0, accepted=[], base=draft.head)

    assert feature_of(saved.revision.document)["geometry"]["type"] == "MultiLineString"


def test_named_waypoints_beside_the_line_come_along(place: Bringing) -> None:
    lon, lat = winding()[10]
    waypoints = [("泉水", lon, lat), ("Pass", *winding()[50]), ("far", lon + 0.1, lat)]
    draft = place.draft()
    job = place.bring(gpx(winding(), waypoints=waypoints), submission=draft)

    saved = place.imports.take(ANNA, job.id, track=0, accepted=[], base=draft.head)

    found = feature_of(saved.revision.document)["properties"]["waypoints"]
    assert [one["name"] for one in found] == [
        {"zh": "泉水", "en": ""}, {"zh": "Pass", "en": "Pass"},
    ]  # fmt: skip


def test_a_place_takes_a_chosen_waypoint(place: Bringing) -> None:
    draft = place.draft(VILLAGE)
    data = gpx(winding(), waypoints=[("甲", 115.80, 39.99), ("乙", 115.81, 39.98)])
    job = place.bring(data, submission=draft)

    saved = place.imports.take(ANNA, job.id, track=1, accepted=[], base=draft.head)

    found = feature_of(saved.revision.document)
    assert found["geometry"] == {"type": "Point", "coordinates": [115.81, 39.98]}
    assert "line" not in found["properties"]


def test_a_place_is_not_made_of_a_track(place: Bringing) -> None:
    draft = place.draft(VILLAGE)
    job = place.bring(gpx(winding()), submission=draft)
    assert job.report is not None

    with pytest.raises(InvalidInputError) as caught:
        place.imports.take(ANNA, job.id, track=0, accepted=[], base=draft.head)

    assert caught.value.field == "track"
    assert "no_track" in codes(job.report.rows)


@pytest.mark.parametrize("track", [-1, 1])
def test_a_track_that_is_not_there_is_refused(place: Bringing, track: int) -> None:
    draft = place.draft()
    job = place.bring(gpx(winding()), submission=draft)

    with pytest.raises(InvalidInputError):
        place.imports.take(ANNA, job.id, track=track, accepted=[], base=draft.head)


def test_a_repair_that_was_not_proposed_is_refused(place: Bringing) -> None:
    draft = place.draft()
    job = place.bring(gpx(winding()), submission=draft)

    with pytest.raises(InvalidInputError) as caught:
        place.imports.take(ANNA, job.id, track=0, accepted=["jump-0-0"], base=draft.head)

    assert caught.value.field == "accepted"


def test_what_was_not_read_cannot_be_taken(place: Bringing) -> None:
    draft = place.draft()
    job = place.bring(b"nothing", submission=draft)

    with pytest.raises(ConflictError):
        place.imports.take(ANNA, job.id, track=0, accepted=[], base=draft.head)


def test_texts_written_meanwhile_are_not_lost(place: Bringing) -> None:
    draft = place.draft()
    job = place.bring(gpx(winding()), submission=draft)
    place.studio.write(draft, _with_summary(place, draft.id))

    saved = place.imports.take(ANNA, job.id, track=0, accepted=[], base=draft.head)

    found = feature_of(saved.revision.document)
    assert found["properties"]["summary"]["zh"] == "新的说明。"
    assert len(found["geometry"]["coordinates"]) == 60


def _with_summary(place: Bringing, submission_id: int) -> object:
    feature = feature_of(place.studio.publishing.head(submission_id).document)
    feature["properties"]["summary"] = {"zh": "新的说明。", "en": "A new summary."}
    return feature_document(NEW, feature)


def test_a_district_is_filled_in_where_there_is_none(place: Bringing) -> None:
    draft = place.draft()
    feature = feature_of(place.studio.publishing.head(draft.id).document)
    feature["properties"]["district"] = ""
    boundaries = place.studio.publishing.catalogue().boundaries
    found = with_point(feature, Waypoint(116.102, 40.527), filename="a.gpx", districts=boundaries)

    assert found["properties"]["district"] == "yanqing"


@pytest.mark.parametrize(
    ("data", "crs", "field"),
    [(b"", "wgs84", "file"), (b" " * (50 * 1024 * 1024 + 1), "wgs84", "file"), (b"a", "x", "crs")],
)
def test_what_cannot_be_received_is_said_at_its_field(
    place: Bringing, data: bytes, crs: str, field: str
) -> None:
    draft = place.draft()

    with pytest.raises(InvalidInputError) as caught:
        place.imports.receive(ANNA, draft.id, "walk.gpx", data, crs)

    assert caught.value.field == field
    assert place.imports.jobs(draft.id) == []


@pytest.mark.parametrize("actor", [BO, YAN])
def test_only_authors_of_the_district_bring_files_in(place: Bringing, actor: object) -> None:
    draft = place.draft()

    with pytest.raises(ForbiddenError):
        place.imports.receive(actor, draft.id, "a.gpx", b"a", "wgs84")  # type: ignore[arg-type]


def test_another_district_takes_nothing_and_reads_nothing_again(place: Bringing) -> None:
    draft = place.draft()
    job = place.bring(gpx(winding()), submission=draft)

    with pytest.raises(ForbiddenError):
        place.imports.take(YAN, job.id, track=0, accepted=[], base=draft.head)
    with pytest.raises(ForbiddenError):
        place.imports.again(YAN, job.id, "gcj02")


def test_a_page_has_no_line(place: Bringing) -> None:
    draft = place.draft(ROUTE)

    with pytest.raises(ConflictError):
        place.imports.receive(ANNA, draft.id, "a.gpx", b"a", "wgs84")


def test_a_draft_that_was_given_up_takes_no_file(place: Bringing) -> None:
    draft = place.draft()
    place.studio.publishing.discard(ANNA, draft.id)

    with pytest.raises(ConflictError):
        place.imports.receive(ANNA, draft.id, "a.gpx", b"a", "wgs84")


def test_there_is_no_import_of_another_number(place: Bringing) -> None:
    with pytest.raises(NotFoundError):
        place.imports.job(99)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\溪边.gpx", "溪边.gpx"),
        ("a\r\nSet-Cookie: b.gpx", "aSet-Cookie: b.gpx"),
        ("", "upload"),
        ("长" * 300 + ".gpx", "长" * 116 + ".gpx"),
    ],
)
def test_a_filename_is_only_a_name(place: Bringing, given: str, kept: str) -> None:
    job = place.bring(gpx(winding()), given)

    assert job.filename == kept
    assert job.state is JobState.READY


def test_every_act_is_in_the_log(place: Bringing) -> None:
    draft = place.draft()
    job = place.bring(gpx(winding()), submission=draft)
    place.imports.again(ANNA, job.id, "cgcs2000")
    place.imports.run_pending()
    place.imports.take(ANNA, job.id, track=0, accepted=[], base=draft.head)

    found = {entry.action for entry in AuditLog(place.studio.publishing.engine).entries()}
    assert {"import.receive", "import.again", "import.take"} <= found


# --- restarts and other processes --------------------------------------------------------


def test_a_file_survives_a_restart_before_it_was_read(place: Bringing) -> None:
    draft = place.draft()
    job = place.imports.receive(ANNA, draft.id, "walk.gpx", gpx(winding()), "wgs84")

    later = place.studio.again()
    fresh = Imports(later, later.catalogue)

    assert fresh.run_pending() == 1
    assert fresh.job(job.id).state is JobState.READY


def test_what_a_dead_process_held_is_taken_over_after_its_lease(
    place: Bringing, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = place.draft()
    job = place.imports.receive(ANNA, draft.id, "walk.gpx", gpx(winding()), "wgs84")
    now = clock.seconds()
    with writing(place.studio.publishing.engine) as connection:
        store.claim(connection, job.id, now, now + worker.LEASE_S)

    assert place.imports.run_pending() == 0
    monkeypatch.setattr(clock, "seconds", lambda: now + worker.LEASE_S + 1)

    assert place.imports.run_pending() == 1
    assert place.imports.job(job.id).state is JobState.READY


def test_who_has_lost_a_file_writes_nothing(
    place: Bringing, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = place.draft()
    job = place.imports.receive(ANNA, draft.id, "walk.gpx", gpx(winding()), "wgs84")
    real = worker.read_apart

    def read_while_another_takes_over(task: object, watch: object) -> object:
        outcome = real(task, watch)  # type: ignore[arg-type]
        with writing(place.studio.publishing.engine) as connection:
            now = clock.seconds()
            store.claim(connection, job.id, now, now + 500)
        return outcome

    monkeypatch.setattr(worker, "read_apart", read_while_another_takes_over)
    place.imports.run_pending()

    found = place.imports.job(job.id)
    assert (found.state, found.report) == (JobState.RUNNING, None)


def test_a_file_that_is_read_again_meanwhile_ends_the_first_reading(
    place: Bringing, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = place.draft()
    job = place.imports.receive(ANNA, draft.id, "walk.gpx", gpx(winding()), "wgs84")
    real, asked = apart.read_apart, []

    def ask_for_another_datum(task: apart.Task, watch: object) -> object:
        if not asked:
            asked.append(task.crs)
            place.imports.again(ANNA, job.id, "gcj02")
        return real(task, watch)  # type: ignore[arg-type]

    monkeypatch.setattr(worker, "read_apart", ask_for_another_datum)

    assert place.imports.run_pending() == 2
    found = place.imports.job(job.id)
    assert (found.crs, found.state) == ("gcj02", JobState.READY)
    assert found.report is not None
    assert found.report.datum.chosen == "gcj02"


def test_the_thread_reads_what_comes(place: Bringing) -> None:
    place.imports.start_worker()
    place.imports.start_worker()
    draft = place.draft()
    job = place.imports.receive(ANNA, draft.id, "walk.gpx", gpx(winding()), "wgs84")

    end = time.monotonic() + 30
    while place.imports.job(job.id).at_work and time.monotonic() < end:
        time.sleep(0.05)
    place.imports.stop_worker()

    assert place.imports.job(job.id).state is JobState.READY


def test_a_file_that_is_gone_fails_and_holds_up_nothing(
    place: Bringing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_missing(*_: object) -> object:
        raise NotFoundError("No file is kept.")

    draft = place.draft()
    job = place.imports.receive(ANNA, draft.id, "walk.gpx", gpx(winding()), "wgs84")
    monkeypatch.setattr(worker, "get_blob", is_missing)

    assert place.imports.run_pending() == 1
    found = place.imports.job(job.id)
    assert found.refusal is not None
    assert (found.state, found.refusal.reason) == (JobState.FAILED, "missing")


def test_progress_is_written_while_it_is_read(
    place: Bringing, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = place.draft()
    job = place.imports.receive(ANNA, draft.id, "walk.gpx", gpx(winding()), "wgs84")
    seen = []

    def read_slowly(task: object, watch: object) -> apart.Outcome:
        for stage in ("", "reading", "measuring", "comparing"):
            assert watch(stage)  # type: ignore[operator]
            found = place.imports.job(job.id)
            seen.append((found.progress, found.stage.template))
        return apart.Outcome(None, "", "")

    monkeypatch.setattr(worker, "read_apart", read_slowly)
    place.imports.run_pending()

    assert [progress for progress, _ in seen] == [0.05, 0.1, 0.5, 0.7]
    assert seen[1][1] == "The file is being read."


def test_the_own_trail_is_no_duplicate(place: Bringing) -> None:
    draft = place.draft(TRAIL)
    published = feature_of(place.studio.publishing.head(draft.id).document)
    line = [(lon, lat) for lon, lat, *_ in published["geometry"]["coordinates"]]

    own = place.bring(gpx(line), submission=draft)
    other = place.bring(gpx(line))

    assert own.report is not None and other.report is not None
    assert "duplicate_of" not in codes(own.report.rows)
