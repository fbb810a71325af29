"""Writing: something new of every kind, editing, saving, what is refused, and two at one draft."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from oxymap.publishing.documents import feature_of, split_page
from oxymap.publishing.models import Document, Ref
from tests.app.studio_stage import Stage, csrf, make_stage

Sent = dict[str, list[str]]
ROUTE = Ref("page", "routes", "village-day")
VILLAGE = Ref("feature", "villages", "stone-village")


@pytest.fixture(scope="module")
def shared_stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return make_stage(tmp_path_factory.mktemp("studio"))


@pytest.fixture
def stage(shared_stage: Stage) -> Iterator[Stage]:
    """The shared studio; its open drafts are given up afterwards."""
    yield shared_stage
    publishing = shared_stage.desk.publishing
    for draft in publishing.submissions():
        publishing.discard(shared_stage.person("anna"), draft.id)


def begin(stage: Stage, ref: Ref, name: str = "anna") -> int:
    return stage.desk.publishing.begin(stage.person(name), ref).id


def form_in(response: TestResponse) -> Sent:
    """What a browser would send of the page's form, as it was shown."""
    document = html.document_fromstring(response.text)
    (form,) = document.xpath(
        '//form[contains(@action, "/studio/drafts/") or .//input[@name="base"]]'
    )
    for template in form.xpath(".//template"):
        template.drop_tree()
    sent: Sent = {}
    for name, value in form.form_values():
        # A browser takes the first line end of a text area for a part of the tag.
        sent.setdefault(name, []).append(value.removeprefix("\n"))
    return sent


def open_form(client: FlaskClient, number: int, prefix: str = "") -> Sent:
    response = client.get(f"{prefix}/studio/drafts/{number}")
    assert response.status_code == 200
    return form_in(response)


def post(client: FlaskClient, number: int, sent: Sent, do: str = "save") -> TestResponse:
    return client.post(f"/studio/drafts/{number}", data={**sent, "do": [do]})


def head(stage: Stage, number: int) -> Document:
    return stage.desk.publishing.head(number).document


def front(stage: Stage, number: int, lang: str = "zh") -> dict[str, object]:
    return split_page(head(stage, number).texts[lang])[0]


# --- making something new --------------------------------------------------------------


def make(client: FlaskClient, **values: str) -> TestResponse:
    data = {"csrf": csrf(client), "name_zh": "新的", "name_en": "", "district": "yanqing", **values}
    return client.post("/studio/new", data=data)


@pytest.mark.parametrize(
    ("values", "ref"),
    [
        ({"what": "page/routes", "name_en": "Autumn Walk"}, "page/routes/autumn-walk"),
        ({"what": "page/festivals"}, "page/festivals/xin-de"),
        ({"what": "page/pages", "district": ""}, "page/pages/xin-de"),
        ({"what": "feature/trails", "trail_kind": "cycle_route"}, "feature/trails/xin-de"),
        ({"what": "place", "kind": "waters/river", "id": "new-river"}, "feature/waters/new-river"),
    ],
)
def test_a_new_object_opens_in_the_editor(stage: Stage, values: dict[str, str], ref: str) -> None:
    client = stage.client("anna")

    response = make(client, **values)

    assert response.status_code == 303
    (draft,) = stage.desk.publishing.submissions()
    assert str(draft.ref) == ref
    assert response.location.endswith(f"/studio/drafts/{draft.id}")
    for prefix in ("", "/en"):
        assert client.get(f"{prefix}/studio/drafts/{draft.id}").status_code == 200
    sent = open_form(client, draft.id)
    before = head(stage, draft.id)
    post(client, draft.id, sent)
    assert head(stage, draft.id) == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "place", "kind": "villages/river"}, "kind"),
        ({"what": "page/routes", "name_zh": " "}, "name_zh"),
        ({"what": "page/routes", "district": ""}, "district"),
        ({"what": "page/routes", "id": "village-day"}, "id"),
        ({"what": "page/festivals", "id": "spring"}, "id"),
        ({"what": "feature/trails", "id": "stone-village"}, "id"),
        ({"what": "page/routes", "id": "Ein Weg"}, "id"),
    ],
)
def test_what_cannot_be_made_is_said_beside_the_field(
    stage: Stage, values: dict[str, str], field: str
) -> None:
    response = make(stage.client("anna"), **{"name_en": "My typed name", **values})

    document = html.document_fromstring(response.text)
    assert response.status_code == 422
    assert document.xpath('//input[@name="name_en"]/@value') == ["My typed name"]
    box = document.xpath(f'//*[@name="{field}"]/ancestor::*[contains(@class, "field--error")]')
    assert box and box[0].xpath('.//*[@class="field__error"]')
    assert stage.desk.publishing.submissions() == []


def test_an_author_of_one_district_makes_nothing_elsewhere(stage: Stage) -> None:
    client = stage.client("yan")

    page = html.document_fromstring(client.get("/studio/new").text)
    refused = make(client, what="page/routes", district="mentougou")

    assert page.xpath('//select[@name="district"]/option/@value') == ["", "yanqing"]
    assert refused.status_code == 403
    assert make(client, what="page/routes", district="yanqing").status_code == 303


def test_a_place_begins_where_a_photograph_was_taken(stage: Stage) -> None:
    client = stage.client("anna")
    shown = html.document_fromstring(client.get("/studio/new?lon=115.9&lat=40.4").text)

    (lon,) = shown.xpath('//input[@name="lon"]/@value')
    make(client, what="place", kind="villages/village", lon=lon, lat="40.4")
    (draft,) = stage.desk.publishing.submissions()

    found = feature_of(head(stage, draft.id))
    assert found["geometry"] == {"type": "Point", "coordinates": [115.9, 40.4]}
    assert found["properties"]["position"]["precision_m"] == 100


@pytest.mark.parametrize(("lon", "lat"), [("x", "40"), ("115", ""), ("nan", "40"), ("1", "400")])
def test_a_position_that_is_none_is_left_out(stage: Stage, lon: str, lat: str) -> None:
    make(stage.client("anna"), what="place", kind="villages/village", lon=lon, lat=lat)
    (draft,) = stage.desk.publishing.submissions()

    assert feature_of(head(stage, draft.id))["geometry"] is None


@pytest.mark.parametrize("name", ["bo", "pia", "stan"])
def test_only_authors_make_something_new(stage: Stage, name: str) -> None:
    assert stage.client(name).get("/studio/new").status_code == 403
    assert make(stage.client(name), what="page/routes").status_code == 403


# --- editing ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ref",
    [
        ROUTE,
        VILLAGE,
        Ref("feature", "trails", "brook-path"),
        Ref("feature", "viewpoints", "red-slope"),
        Ref("page", "festivals", "spring-fair"),
        Ref("page", "seasons", "autumn"),
        Ref("page", "districts", "yanqing"),
        Ref("page", "pages", "safety"),
    ],
    ids=str,
)
def test_saving_what_was_shown_makes_no_revision(stage: Stage, ref: Ref) -> None:
    client, number = stage.client("anna"), begin(stage, ref)
    before = stage.desk.publishing.head(number)

    response = post(client, number, open_form(client, number))

    assert response.status_code == 303
    assert stage.desk.publishing.head(number) == before


def test_a_changed_text_is_saved_and_shown_again(stage: Stage) -> None:
    client, number = stage.client("anna"), begin(stage, VILLAGE)
    sent = open_form(client, number)
    sent |= {"summary.zh": ["第一行。\r\n第二行。"], "activities": ["hiking", "food"]}

    response = post(client, number, sent)

    properties = feature_of(head(stage, number))["properties"]
    assert response.location.endswith("?done=saved")
    assert properties["summary"]["zh"] == "第一行。\n第二行。"
    assert properties["activities"] == ["hiking", "food"]
    assert open_form(client, number)["summary.zh"] == ["第一行。\n第二行。"]


def test_bad_input_keeps_what_was_typed_and_saves_nothing(stage: Stage) -> None:
    client, number = stage.client("anna"), begin(stage, ROUTE)
    sent = open_form(client, number)
    sent |= {"title.zh": ["别丢了我"], "stops.0.stay_min": ["很久"]}
    before = head(stage, number)

    response = post(client, number, sent)

    document = html.document_fromstring(response.text)
    assert response.status_code == 422
    assert document.xpath('//input[@name="title.zh"]/@value') == ["别丢了我"]
    wrong = document.xpath('//input[@name="stops.0.stay_min"]')[0]
    assert wrong.get("value") == "很久"
    error = document.get_element_by_id(wrong.get("aria-describedby").split()[-1])
    assert "很久" in error.text_content()
    assert head(stage, number) == before


def test_a_stop_is_added_moved_and_removed_without_a_script(stage: Stage) -> None:
    client, number = stage.client("anna"), begin(stage, ROUTE)
    sent = open_form(client, number)

    sent = form_in(post(client, number, sent, "add:stops"))
    sent |= {"stops.2.place": ["磨坊村"], "stops.2.note.zh": ["歇脚"]}
    sent = form_in(post(client, number, sent, "up:stops:2"))
    sent = form_in(post(client, number, sent, "drop:stops:0"))
    response = post(client, number, sent)

    assert response.status_code == 303
    for lang in ("zh", "en"):
        stops = front(stage, number, lang)["stops"]
        assert [stop.get("place") for stop in stops] == ["mill-village", None]
    assert front(stage, number)["stops"][0]["note"] == "歇脚"


def test_a_name_that_nothing_bears_is_no_place(stage: Stage) -> None:
    client, number = stage.client("anna"), begin(stage, ROUTE)
    sent = open_form(client, number) | {"stops.0.place": ["亚特兰蒂斯"]}

    response = post(client, number, sent)

    assert response.status_code == 422
    assert "亚特兰蒂斯" in response.text


def test_a_page_may_hold_markup_and_shows_it_as_text(stage: Stage) -> None:
    client, number = stage.client("anna"), begin(stage, Ref("page", "pages", "safety"))
    evil = "</textarea><script>alert(1)</script>"

    post(client, number, open_form(client, number) | {"body.zh": [evil], "title.zh": [evil]})

    assert split_page(head(stage, number).texts["zh"])[1].strip() == evil
    assert "<script>alert" not in client.get(f"/studio/drafts/{number}").text
    assert open_form(client, number)["body.zh"] == [evil]


def test_a_script_is_told_where_to_go(stage: Stage) -> None:
    client, number = stage.client("anna"), begin(stage, VILLAGE)
    sent = open_form(client, number) | {"name.zh": ["石村"], "do": ["save"]}

    saved = client.post(
        f"/studio/drafts/{number}", data=sent, headers={"Accept": "application/json"}
    )
    sent |= {"position.precision_m": ["weit"]}
    wrong = client.post(
        f"/studio/drafts/{number}", data=sent, headers={"Accept": "application/json"}
    )

    assert saved.get_json() == {"to": f"/studio/drafts/{number}?done=saved"}
    assert wrong.status_code == 422
    assert wrong.get_json()["message"]


def test_handing_in_needs_checks_without_errors(stage: Stage) -> None:
    client, number = stage.client("anna"), begin(stage, ROUTE)
    sent = open_form(client, number) | {"title.en": ["Typed before handing in"], "summary.zh": [""]}

    blocked = post(client, number, sent, "submit")
    page = client.get(blocked.location).text
    mended = open_form(client, number) | {"summary.zh": ["补上一句足够长的简介，给人看。"]}
    handed = post(client, number, mended, "submit")

    assert blocked.location.endswith("?blocked=1")
    assert 'role="alert"' in page
    assert front(stage, number, "en")["title"] == "Typed before handing in"
    assert "done=submitted" in handed.location
    assert str(stage.desk.publishing.submission(number).state) == "in_review"


def test_findings_lead_to_their_fields(stage: Stage) -> None:
    client, number = stage.client("anna"), begin(stage, VILLAGE)
    post(client, number, open_form(client, number) | {"name.en": [""]})

    document = html.document_fromstring(client.get(f"/studio/drafts/{number}").text)

    targets = document.xpath('//*[@class="findings"]//a/@href')
    assert "#f-name-en" in targets
    for target in targets:
        if target.startswith("#"):
            assert document.get_element_by_id(target[1:]) is not None


def test_other_roles_look_and_do_not_write(stage: Stage) -> None:
    number = begin(stage, VILLAGE)
    bo = stage.client("bo")

    page = html.document_fromstring(bo.get(f"/studio/drafts/{number}").text)
    sent = open_form(stage.client("anna"), number) | {"name.zh": ["改"], "csrf": [csrf(bo)]}
    refused = post(bo, number, sent)

    assert page.xpath('//fieldset[@class="editor__all"]/@disabled')
    assert not page.xpath('//button[@value="submit"]')
    assert refused.status_code == 403
    assert feature_of(head(stage, number))["properties"]["name"]["zh"] != "改"
    assert stage.client("stan").get(f"/studio/drafts/{number}").status_code == 403
    assert stage.client().get(f"/studio/drafts/{number}").status_code == 303


def test_an_author_elsewhere_loses_nothing_typed_but_saves_nothing(stage: Stage) -> None:
    number = begin(stage, VILLAGE)
    yan = stage.client("yan")
    sent = open_form(stage.client("anna"), number) | {
        "name.zh": ["延庆人写的"],
        "csrf": [csrf(yan)],
    }

    response = post(yan, number, sent)

    assert response.status_code == 403
    assert "延庆人写的" in response.text
    assert "延庆人写的" not in head(stage, number).texts["geojson"]


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 30, "0"])
def test_a_base_that_is_none_is_refused(stage: Stage, base: str) -> None:
    client, number = stage.client("anna"), begin(stage, VILLAGE)
    sent = open_form(client, number) | {"base": [base]}

    assert post(client, number, sent).status_code in {400, 404}


def test_a_revision_of_another_object_is_no_base(stage: Stage) -> None:
    client, number = stage.client("anna"), begin(stage, VILLAGE)
    other = stage.desk.publishing.head(begin(stage, ROUTE)).id

    sent = open_form(client, number) | {"base": [str(other)]}

    assert post(client, number, sent).status_code == 409


# --- two people ------------------------------------------------------------------------


def test_changes_of_different_fields_are_merged(stage: Stage) -> None:
    anna, yan = stage.client("anna"), stage.client("yan")
    number = begin(stage, Ref("feature", "villages", "mill-village"))
    first, second = open_form(anna, number), open_form(yan, number)

    post(anna, number, first | {"name.zh": ["安娜的名字"]})
    response = post(yan, number, second | {"summary.en": ["Summary by Yan."]})

    properties = feature_of(head(stage, number))["properties"]
    assert response.location.endswith("?done=merged")
    assert properties["name"]["zh"] == "安娜的名字"
    assert properties["summary"]["en"] == "Summary by Yan."


def clash(stage: Stage) -> tuple[FlaskClient, int, str]:
    anna, yan = stage.client("anna"), stage.client("yan")
    number = begin(stage, Ref("feature", "villages", "mill-village"))
    first, second = open_form(anna, number), open_form(yan, number)
    post(anna, number, first | {"summary.zh": ["安娜写的一句话。"], "name.en": ["Anna's Mill"]})
    response = post(yan, number, second | {"summary.zh": ["严写的一句话。"]})
    return yan, number, response.location


def test_the_same_sentence_is_joined_by_hand(stage: Stage) -> None:
    yan, number, url = clash(stage)

    page = yan.get(url)
    sent = form_in(page)
    assert "安娜写的" in sent["summary.zh"][0] and "严写的" in sent["summary.zh"][0]
    document = html.document_fromstring(page.text)
    assert document.xpath("//del") and document.xpath("//ins")
    response = yan.post(
        f"/studio/drafts/{number}/merge", data=sent | {"summary.zh": ["两人合写。"], "do": ["save"]}
    )

    properties = feature_of(head(stage, number))["properties"]
    assert re.search(r"/merge\?mine=\d+$", url)
    assert response.location.endswith("?done=saved")
    assert properties["summary"]["zh"] == "两人合写。"
    assert properties["name"]["en"] == "Anna's Mill"


def test_somebody_who_saves_while_others_join_is_not_overwritten(stage: Stage) -> None:
    yan, number, url = clash(stage)
    sent = form_in(yan.get(url))
    anna = stage.client("anna")
    post(anna, number, open_form(anna, number) | {"summary.zh": ["安娜又改了。"]})

    response = yan.post(f"/studio/drafts/{number}/merge", data=sent | {"do": ["save"]})

    assert "/merge?mine=" in response.location
    again = form_in(yan.get(response.location))["summary.zh"][0]
    assert "安娜又改了" in again and "严写的" in again
    assert feature_of(head(stage, number))["properties"]["summary"]["zh"] == "安娜又改了。"


def test_joining_needs_a_state_of_the_same_object(stage: Stage) -> None:
    anna, number = stage.client("anna"), begin(stage, VILLAGE)
    other = stage.desk.publishing.head(begin(stage, ROUTE)).id

    assert anna.get(f"/studio/drafts/{number}/merge?mine={other}").status_code == 404
    assert anna.get(f"/studio/drafts/{number}/merge?mine=x").status_code == 303
    assert anna.get("/studio/drafts/999/merge?mine=1").status_code == 404


# --- what helps while writing ----------------------------------------------------------


@pytest.mark.parametrize("query", ["石头", "shitou", "stc", "Stone", "石村", "stone-village"])
def test_places_are_found_by_any_of_their_names(stage: Stage, query: str) -> None:
    response = stage.client("anna").get("/studio/places.json", query_string={"q": query})

    assert response.get_json()["places"][0] == {
        "id": "stone-village",
        "name": "石头村",
        "detail": "村庄 · 门头沟",
        "link": "place:stone-village",
    }


def test_a_field_for_trails_offers_only_trails(stage: Stage) -> None:
    client = stage.client("anna")

    found = client.get("/studio/places.json?q=溪边&of=trail").get_json()["places"]
    none = client.get("/studio/places.json?q=石头村&of=trail").get_json()["places"]

    assert [one["link"] for one in found] == ["trail:brook-path"]
    assert none == []


def markdown(client: FlaskClient, text: str, lang: str = "zh") -> str:
    data = {"csrf": csrf(client), "lang": lang, "text": text}
    response = client.post("/studio/markdown", data=data)
    assert response.status_code == 200
    return response.text


def test_markdown_is_shown_as_the_page_will_show_it(stage: Stage) -> None:
    found = markdown(
        stage.client("anna"),
        '## 标题\n\n去[村里](place:stone-village)。\n\n::places{ids="stone-village"}\n',
        "en",
    )

    assert "<h2>标题</h2>" in found
    assert 'href="/en/places/stone-village"' in found
    assert "Stone Village" in found


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>)",
        '::places{ids="<script>"}',
        "::<script>alert(1)</script>",
    ],
)
def test_the_preview_runs_nothing_that_is_typed(stage: Stage, text: str) -> None:
    found = html.fragment_fromstring(markdown(stage.client("anna"), text), create_parent=True)

    assert not found.xpath(".//script | .//img | .//@onerror")
    assert not [link for link in found.xpath(".//a/@href") if ":" in link]


def test_what_cannot_be_shown_is_named_by_its_line(stage: Stage) -> None:
    client = stage.client("anna")
    text = '一\n\n::nope{a="b"}\n\n[x](place:gone)\n\n::map{places="no"}'

    found = client.post("/en/studio/markdown", data={"csrf": csrf(client), "text": text}).text

    for line in (3, 5, 7):
        assert re.search(rf"Line {line}:", found)
    assert "<p>一</p>" in found


def test_the_preview_needs_the_sessions_token(stage: Stage) -> None:
    response = stage.client("anna").post("/studio/markdown", data={"text": "x"})

    assert response.status_code == 403


def test_the_text_is_shown_without_a_script(stage: Stage) -> None:
    client, number = stage.client("anna"), begin(stage, ROUTE)
    sent = open_form(client, number) | {"body.en": ["## Typed heading"]}

    response = post(client, number, sent, "show:body.en")

    assert "<h2>Typed heading</h2>" in response.text
    assert form_in(response)["body.en"] == ["## Typed heading"]


# --- the preview of the page -----------------------------------------------------------


@pytest.mark.parametrize(
    "ref",
    [
        ROUTE,
        VILLAGE,
        Ref("feature", "trails", "brook-path"),
        Ref("page", "pages", "safety"),
        Ref("page", "festivals", "spring-fair"),
        Ref("page", "seasons", "autumn"),
        Ref("page", "districts", "yanqing"),
    ],
    ids=str,
)
def test_the_draft_is_shown_as_the_public_page(stage: Stage, ref: Ref) -> None:
    client, number = stage.client("anna"), begin(stage, ref)
    field = "title.en" if ref.kind == "page" else "name.en"
    post(client, number, open_form(client, number) | {field: ["Only In The Draft"]})

    frames = client.get(f"/studio/drafts/{number}/preview?lang=en&screen=kiosk")
    page = client.get(f"/studio/drafts/{number}/preview/page/en/")

    source = html.document_fromstring(frames.text).xpath("//iframe/@src")
    assert source == [f"/studio/drafts/{number}/preview/page/en/"]
    assert "frame-src 'self'" in frames.headers["Content-Security-Policy"]
    document = html.document_fromstring(page.text)
    assert document.xpath("//title")[0].text_content().startswith("Only In The Draft")
    assert document.xpath('//*[@class="preview-banner"]')
    assert document.xpath('//meta[@name="robots"]/@content') == ["noindex, nofollow"]
    assert "frame-src" not in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"


def test_the_maps_of_a_preview_draw_the_draft(stage: Stage) -> None:
    client, number = stage.client("anna"), begin(stage, Ref("feature", "trails", "brook-path"))
    post(client, number, open_form(client, number) | {"name.zh": ["草稿里的小路"]})

    layer = client.get(f"/studio/drafts/{number}/preview/layers/trails.geojson")

    names = [json.dumps(one, ensure_ascii=False) for one in layer.get_json()["features"]]
    assert any("草稿里的小路" in name for name in names)
    assert client.get(f"/studio/drafts/{number}/preview/layers/nope.geojson").status_code == 404


def test_a_draft_that_lacks_something_says_what(stage: Stage) -> None:
    client = stage.client("anna")
    make(client, what="page/routes", name_en="Unfinished")
    (draft,) = stage.desk.publishing.submissions()

    page = html.document_fromstring(client.get(f"/studio/drafts/{draft.id}/preview").text)

    assert not page.xpath("//iframe")
    assert len(page.xpath('//*[@class="panel"]//li')) >= 1
    assert client.get(f"/studio/drafts/{draft.id}/preview/page/zh/").status_code == 404


def test_a_draft_is_printed(stage: Stage) -> None:
    client, number = stage.client("anna"), begin(stage, ROUTE)

    pdf = client.get(f"/studio/drafts/{number}/leaflet.pdf?lang=en")

    assert pdf.data.startswith(b"%PDF-")
    other = begin(stage, VILLAGE)
    assert client.get(f"/studio/drafts/{other}/leaflet.pdf").status_code == 404


def test_bad_input_while_joining_keeps_what_was_typed(stage: Stage) -> None:
    yan, number, url = clash(stage)
    sent = form_in(yan.get(url)) | {"summary.zh": ["我合的。"], "position.precision_m": ["weit"]}

    response = yan.post(f"/studio/drafts/{number}/merge", data=sent | {"do": ["save"]})

    assert response.status_code == 422
    assert form_in(response)["summary.zh"] == ["我合的。"]


def test_rows_of_the_joined_text_move_without_a_script(stage: Stage) -> None:
    anna, number = stage.client("anna"), begin(stage, ROUTE)
    first = open_form(anna, number)
    post(anna, number, first | {"stops.0.note.zh": ["甲的话。"]})
    url = post(anna, number, first | {"stops.0.note.zh": ["乙的话。"]}).location
    path = f"/studio/drafts/{number}/merge"

    sent = form_in(anna.get(url))
    sent = form_in(anna.post(path, data=sent | {"do": ["up:stops:1"]}))
    response = anna.post(path, data=sent | {"do": ["save"]})

    assert response.location.endswith("?done=saved")
    notes = [stop.get("note", "") for stop in front(stage, number)["stops"]]
    assert notes[0] == "" and "甲的话。" in notes[1] and "乙的话。" in notes[1]
