"""The pages where a line or a point is typed, drawn, or brought in as a file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from oxymap.publishing.documents import feature_of
from oxymap.publishing.models import Ref, Submission
from tests.app.studio_stage import Stage, csrf, make_stage

TRAIL = Ref("feature", "trails", "brook-path")
VILLAGE = Ref("feature", "villages", "stone-village")
ROWS = "115.80000, 39.99000, 350\n115.80500, 39.99200, 362.5"
SHARED = {"source": "Walked on 2 May.", "precision_m": "12"}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return make_stage(tmp_path_factory.mktemp("line"))


@pytest.fixture
def draft(stage: Stage) -> Iterator[Submission]:
    """A draft of a trail, given up afterwards so that the next test has its own."""
    yield from _draft(stage, TRAIL)


@pytest.fixture
def point_draft(stage: Stage) -> Iterator[Submission]:
    yield from _draft(stage, VILLAGE)


def _draft(stage: Stage, ref: Ref) -> Iterator[Submission]:
    anna = stage.person("anna")
    made = stage.desk.publishing.begin(anna, ref)
    yield made
    stage.desk.publishing.discard(anna, made.id)


@pytest.fixture(scope="module")
def anna(stage: Stage) -> FlaskClient:
    return stage.client("anna")


def send(
    client: FlaskClient, draft: Submission, form: str, base: int | None = None, **values: str
) -> TestResponse:
    data = {f"{form}.{name}": value for name, value in {**SHARED, **values}.items()}
    data |= {"csrf": csrf(client), "form": form, "base": str(base or draft.head)}
    return client.post(f"/en/studio/drafts/{draft.id}/line", data=data)


def send_table(client: FlaskClient, draft: Submission, rows: str, **more: str) -> TestResponse:
    return send(client, draft, "table", rows=rows, **{"crs": "wgs84", "method": "gps", **more})


def saved(stage: Stage, draft: Submission) -> dict[str, object]:
    return feature_of(stage.desk.publishing.head(draft.id).document)


def errors(response: TestResponse) -> list[str]:
    assert response.status_code == 422
    document = html.document_fromstring(response.text)
    return [e.text_content().strip() for e in document.find_class("field__error")]


# --- typing and drawing ----------------------------------------------------------------


def test_typed_coordinates_become_the_draft(
    stage: Stage, anna: FlaskClient, draft: Submission
) -> None:
    response = send_table(anna, draft, ROWS)

    assert response.status_code == 303
    assert response.location == f"/en/studio/drafts/{draft.id}/line?done=saved"
    made = saved(stage, draft)
    assert made["geometry"] == {
        "type": "LineString",
        "coordinates": [[115.8, 39.99, 350.0], [115.805, 39.992, 362.5]],
    }
    assert made["properties"]["line"] == "recorded"


def test_page_shows_what_was_saved_as_rows(
    anna: FlaskClient, draft: Submission, stage: Stage
) -> None:
    send_table(anna, draft, ROWS)

    page = html.document_fromstring(anna.get(f"/en/studio/drafts/{draft.id}/line").text)

    assert page.get_element_by_id("f-table-rows").text.strip() == (
        "115.800000, 39.990000, 350\n115.805000, 39.992000, 362.5"
    )


def test_bad_row_is_named_and_nothing_typed_is_lost(anna: FlaskClient, draft: Submission) -> None:
    response = send_table(anna, draft, "115.8, 39.9\n39.9, 115.8", note="why I came")

    assert errors(response) == ["Row 2: longitude and latitude are exchanged (39.9, 115.8)."]
    page = html.document_fromstring(response.text)
    assert page.get_element_by_id("f-table-rows").text.strip() == "115.8, 39.9\n39.9, 115.8"
    assert page.get_element_by_id("f-table-note").get("value") == "why I came"


@pytest.mark.parametrize(
    ("values", "field"),
    [({"precision_m": ""}, "precision_m"), ({"source": ""}, "source"), ({"crs": "epsg"}, "epsg")],
)
def test_error_stands_beside_its_field(
    anna: FlaskClient, draft: Submission, values: dict[str, str], field: str
) -> None:
    response = send_table(anna, draft, ROWS, **values)

    page = html.document_fromstring(response.text)
    assert response.status_code == 422
    assert page.get_element_by_id(f"f-table-{field}").get("aria-invalid") == "true"


def test_drawn_line_is_saved_as_a_sketch(
    stage: Stage, anna: FlaskClient, draft: Submission
) -> None:
    line = {"type": "LineString", "coordinates": [[115.8, 39.9], [115.82, 39.91]]}

    response = send(anna, draft, "drawn", geometry=json.dumps(line))

    assert response.status_code == 303
    made = saved(stage, draft)
    assert made["geometry"] == line
    assert made["properties"]["line"] == "schematic"
    assert made["properties"]["position"]["method"] == "estimate"


def test_drawn_nonsense_is_refused_with_what_was_drawn(
    anna: FlaskClient, draft: Submission
) -> None:
    line = '{"type": "LineString", "coordinates": [[115.8, 39.9], [121.4, 31.2]]}'

    response = send(anna, draft, "drawn", geometry=line)

    assert errors(response)[0].startswith("Vertex 2: 121.4, 31.2 lies outside")
    form = html.document_fromstring(response.text).find_class("draw__form")
    assert not form or form[0].get("hidden") is None


def test_point_is_saved(stage: Stage, anna: FlaskClient, point_draft: Submission) -> None:
    response = send(anna, point_draft, "point", lon="115.8", lat="39.95", crs="wgs84", method="gps")

    assert response.status_code == 303
    assert saved(stage, point_draft)["geometry"] == {"type": "Point", "coordinates": [115.8, 39.95]}


def test_village_takes_no_line(anna: FlaskClient, point_draft: Submission) -> None:
    assert send_table(anna, point_draft, ROWS).status_code == 422


def test_trail_takes_no_point(anna: FlaskClient, draft: Submission) -> None:
    response = send(anna, draft, "point", lon="115.8", lat="39.9", crs="wgs84", method="gps")

    assert response.status_code == 422


@pytest.mark.parametrize("base", ["", "x", "999999", "-1"])
def test_forged_base_is_refused(anna: FlaskClient, draft: Submission, base: str) -> None:
    data = {"csrf": csrf(anna), "form": "table", "base": base, "table.rows": ROWS}

    assert anna.post(f"/en/studio/drafts/{draft.id}/line", data=data).status_code == 422


def test_two_lines_at_once_lead_to_the_page_where_they_are_joined(
    stage: Stage, anna: FlaskClient, draft: Submission
) -> None:
    first = draft.head
    send_table(anna, draft, ROWS)

    response = send_table(anna, draft, "115.9, 39.9\n115.91, 39.9", base=first)

    mine = stage.desk.publishing.revisions(TRAIL)[0].id
    assert response.location == f"/en/studio/drafts/{draft.id}/merge?mine={mine}"


# --- who may -----------------------------------------------------------------------------


def test_page_of_the_site_has_no_line(stage: Stage, anna: FlaskClient) -> None:
    person = stage.person("anna")
    pages = [one.ref for one in stage.desk.publishing.objects() if one.ref.kind == "page"]
    made = stage.desk.publishing.begin(person, pages[0])

    assert anna.get(f"/studio/drafts/{made.id}/line").status_code == 404
    stage.desk.publishing.discard(person, made.id)


def test_reviewer_sees_the_line_and_no_form(stage: Stage, draft: Submission) -> None:
    bo = stage.client("bo")

    page = html.document_fromstring(bo.get(f"/en/studio/drafts/{draft.id}/line").text)

    assert "You can look at this, but not change it." in page.text_content()
    assert page.xpath('//main//form[@method="post"]') == []
    assert send_table(bo, draft, ROWS).status_code == 403


def test_author_of_another_district_cannot_save(stage: Stage, draft: Submission) -> None:
    yan = stage.client("yan")

    assert send_table(yan, draft, ROWS).status_code == 403
    assert stage.desk.publishing.head(draft.id).id == draft.head


def test_form_without_its_token_is_refused(anna: FlaskClient, draft: Submission) -> None:
    response = anna.post(f"/en/studio/drafts/{draft.id}/line", data={"form": "table"})

    assert response.status_code in {400, 403}


# --- files -------------------------------------------------------------------------------

POINTS = [(115.80 + n * 0.0008, 39.99 + n * 0.0003, 350 + n) for n in range(30)]


def gpx(points: list[tuple[float, float, float]] = POINTS, name: str = "A walk") -> bytes:
    rows = "".join(
        f'<trkpt lat="{y:.6f}" lon="{x:.6f}"><ele>{z}</ele></trkpt>' for x, y, z in points
    )
    return (
        '<?xml version="1.0"?><gpx version="1.1" creator="test" '
        'xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk><name>{name}</name><trkseg>{rows}</trkseg></trk></gpx>"
    ).encode()


def upload(
    client: FlaskClient, draft: Submission, body: bytes, crs: str = "wgs84", **headers: str
) -> TestResponse:
    data = {"csrf": csrf(client), "crs": crs, "epsg": "", "file": (io.BytesIO(body), "walk.gpx")}
    return client.post(f"/en/studio/drafts/{draft.id}/uploads", data=data, headers=headers)


def read(stage: Stage, response: TestResponse) -> str:
    """Let the file be read; return the address of its page."""
    assert response.status_code == 303
    stage.desk.imports.run_pending()
    return str(response.location)


def test_waiting_file_says_so_and_harms_nothing(
    stage: Stage, anna: FlaskClient, draft: Submission
) -> None:
    response = upload(anna, draft, gpx())

    page = anna.get(response.location)
    told = anna.get(f"{response.location}.json").get_json()
    assert page.status_code == 200
    assert told["state"] in {"waiting", "running", "ready"}
    assert "walk.gpx" in anna.get(f"/en/studio/drafts/{draft.id}/line").text
    stage.desk.imports.run_pending()


def test_script_is_told_where_the_file_is(
    anna: FlaskClient, draft: Submission, stage: Stage
) -> None:
    response = upload(anna, draft, gpx(), Accept="application/json")

    assert response.status_code == 200
    assert anna.get(response.get_json()["url"]).status_code == 200
    stage.desk.imports.run_pending()


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_empty_file_is_refused(anna: FlaskClient, draft: Submission, accept: str) -> None:
    response = upload(anna, draft, b"", Accept=accept)

    assert response.status_code == 422
    if accept == "application/json":
        assert response.get_json()["field"] == "file"
    else:
        assert errors(response)


def test_unknown_datum_is_refused(anna: FlaskClient, draft: Submission) -> None:
    assert errors(upload(anna, draft, gpx(), crs="mars")) == ["Choose a datum."]


def test_report_shows_every_datum_and_takes_the_track(
    stage: Stage, anna: FlaskClient, draft: Submission
) -> None:
    address = read(stage, upload(anna, draft, gpx()))

    page = html.document_fromstring(anna.get(address).text)
    first = page.find_class("datum__name")[0].text_content()
    assert first.strip().startswith("WGS 84")
    told = json.loads(page.find_class("studio-map__spec")[0].text)
    assert {"as-wgs84", "as-gcj02", "as-bd09"} <= {one["key"] for one in told["drawn"]}
    form = page.xpath('//form[contains(@action, "/take")]')[0]

    response = anna.post(form.get("action"), data=dict(form.fields))

    assert response.location == f"/en/studio/drafts/{draft.id}/line?done=taken"
    made = saved(stage, draft)
    assert made["geometry"]["type"] == "LineString"
    assert made["properties"]["line"] == "recorded"


def test_file_can_be_read_in_another_datum(
    stage: Stage, anna: FlaskClient, draft: Submission
) -> None:
    address = read(stage, upload(anna, draft, gpx()))

    again = anna.post(f"{address}/again", data={"csrf": csrf(anna), "crs": "gcj02"})

    stage.desk.imports.run_pending()
    assert again.status_code == 303
    assert "read as GCJ-02" in anna.get(again.location).text


def test_village_takes_a_waypoint(stage: Stage, anna: FlaskClient, point_draft: Submission) -> None:
    body = (
        b'<?xml version="1.0"?><gpx version="1.1" creator="t" '
        b'xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="39.95" lon="115.81">'
        b'<name>Mill</name></wpt><wpt lat="39.96" lon="115.82"><name>Gate</name></wpt></gpx>'
    )
    address = read(stage, upload(anna, point_draft, body))
    page = html.document_fromstring(anna.get(f"{address}?track=1").text)
    assert [e.text_content().split()[0] for e in page.find_class("tracks__row")] == ["Mill", "Gate"]
    form = page.xpath('//form[contains(@action, "/take")]')[0]

    response = anna.post(form.get("action"), data=dict(form.fields))

    assert response.status_code == 303
    assert saved(stage, point_draft)["geometry"]["coordinates"][:2] == [115.82, 39.96]


def test_other_track_of_a_file_can_be_chosen(
    stage: Stage, anna: FlaskClient, draft: Submission
) -> None:
    short = gpx(POINTS[:4], "Short").decode().removesuffix("</gpx>")
    long = gpx(POINTS, "Long").decode().partition("<trk>")[2]
    address = read(stage, upload(anna, draft, f"{short}<trk>{long}".encode()))

    first = html.document_fromstring(anna.get(address).text)
    other = html.document_fromstring(anna.get(f"{address}?track=0").text)

    assert "Long" in first.find_class("tracks__row--chosen")[0].text_content()
    assert "Short" in other.find_class("tracks__row--chosen")[0].text_content()
    assert other.xpath('//input[@name="track"]/@value') == ["0"]


def test_unknown_track_or_repair_is_refused(
    stage: Stage, anna: FlaskClient, draft: Submission
) -> None:
    address = read(stage, upload(anna, draft, gpx()))
    data = {"csrf": csrf(anna), "track": "7", "base": str(draft.head)}

    forged = {**data, "track": "0", "accepted": "x"}
    assert anna.post(f"{address}/take", data=data).status_code == 422
    assert anna.post(f"{address}/take", data=forged).status_code == 422


def test_refused_file_says_why_and_in_which_line(
    stage: Stage, anna: FlaskClient, draft: Submission
) -> None:
    address = read(stage, upload(anna, draft, b'<?xml version="1.0"?>\n<gpx>\n<trk></gpx>'))

    text = anna.get(address).text

    assert "The file could not be read" in text
    assert "Line 3 of the file:" in text


def test_upload_of_another_district_cannot_be_taken(
    stage: Stage, anna: FlaskClient, draft: Submission
) -> None:
    address = read(stage, upload(anna, draft, gpx()))
    yan = stage.client("yan")
    data = {"csrf": csrf(yan), "track": "0", "base": str(draft.head)}

    assert upload(yan, draft, gpx()).status_code == 403
    assert yan.post(f"{address}/take", data=data).status_code == 403
    assert yan.post(f"{address}/again", data={**data, "crs": "gcj02"}).status_code == 403


def test_name_of_a_file_is_only_text(stage: Stage, anna: FlaskClient, draft: Submission) -> None:
    name = "<script>alert(1)</script>"

    address = read(stage, upload(anna, draft, gpx(name=name.replace("<", "&lt;"))))

    assert name not in anna.get(address).text


def test_missing_upload_is_not_found(anna: FlaskClient) -> None:
    assert anna.get("/en/studio/uploads/99999").status_code == 404
    assert anna.get("/en/studio/uploads/99999.json").status_code == 404


# --- real recordings ---------------------------------------------------------------------

TRACKS = Path(__file__).resolve().parents[3] / "shared" / "tracks"


@pytest.mark.skipif(not TRACKS.is_dir(), reason="the recordings are not on this machine")
def test_real_recordings_have_a_page(stage: Stage, anna: FlaskClient, draft: Submission) -> None:
    for file in sorted(TRACKS.iterdir())[:6]:
        data = {
            "csrf": csrf(anna), "crs": "wgs84", "epsg": "",
            "file": (io.BytesIO(file.read_bytes()), file.name),
        }  # fmt: skip
        response = anna.post(f"/studio/drafts/{draft.id}/uploads", data=data)
        address = read(stage, response)
        page = html.document_fromstring(anna.get(address).text)

        shown = page.find_class("datum") or page.find_class("message--error")
        assert shown, file.name
