"""Sign-in, account, people and log, as browsers see them."""

from __future__ import annotations

import re
from pathlib import Path

import pyotp
import pytest
import time_machine
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from oxymap import clock as now
from oxymap.config import make_settings
from oxymap.db.engine import writing
from oxymap.people.models import COMMAND, Grant
from oxymap.people.service import People
from oxymap.web.sessions import COOKIE
from tests.app.reading import english_runs, headings, visible_text
from tests.app.studio_stage import Stage, csrf, make_stage, with_fresh_people
from tests.unit.people.sampling import PASSWORD, cheap_hashing
from tests.unit.people.test_audit import drop_triggers
from tests.unit.stations.live_sampling import NOON

NEW = "a lantern above the gate"
PAGES = (
    "/studio/account", "/studio/account/second", "/studio/people", "/studio/people/1",
    "/studio/audit",
)  # fmt: skip


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return make_stage(tmp_path_factory.mktemp("studio"))


@pytest.fixture
def stage(running: Stage, tmp_path: Path) -> Stage:
    return with_fresh_people(running, tmp_path)


def strict(stage: Stage) -> People:
    """Ask publishers and administrators for a second factor, as a new studio does."""
    settings = make_settings({"studio_second_factor": "publishers"})
    stage.desk.people = People(stage.people.engine, settings, cheap_hashing())
    return stage.desk.people


def document(response: TestResponse) -> html.HtmlElement:
    return html.document_fromstring(response.text)


def sign_in_by_form(
    client: FlaskClient, name: str, password: str = PASSWORD, **fields: str
) -> TestResponse:
    """Fill in the form that the page shows."""
    form = document(client.get("/en/studio/sign-in")).forms[0]
    values = {**dict(form.fields), "name": name, "password": password, **fields}
    return client.post(form.action, data=values)


def send(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    return client.post(path, data={"csrf": csrf(client), **fields})


def errors(response: TestResponse) -> str:
    found = document(response).xpath("//*[@role='alert'] | //*[contains(@class, 'field__error')]")
    return " ".join(element.text_content().strip() for element in found)


def code_of(secret: str) -> str:
    return pyotp.TOTP(secret).at(now.seconds())


def set_up_second(client: FlaskClient) -> tuple[str, list[str]]:
    page = document(client.get("/en/studio/account/second"))
    secret = page.xpath("//input[@name='secret']/@value")[0]
    answer = send(client, "/en/studio/account/second", secret=secret, code=code_of(secret))
    assert answer.status_code == 200
    return secret, document(answer).xpath("//ol//code/text()")


# --- every page ------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*PAGES, "/studio/sign-in"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_page_has_title_heading_language_and_labels(stage: Stage, path: str, prefix: str) -> None:
    client = stage.client(None if path.endswith("sign-in") else "root")
    response = client.get(prefix + path)
    page = document(response)

    assert response.status_code == 200
    assert page.get("lang") == ("en" if prefix else "zh-Hans")
    assert len(headings(page)) == 1
    assert headings(page)[0] in page.findtext(".//title")
    assert page.xpath("//*[@style] | //style | //@*[starts-with(name(), 'on')]") == []
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    for field in page.xpath("//input[not(@type='hidden' or @hidden)] | //select | //textarea"):
        assert field.xpath("ancestor::label") or page.xpath(f"//label[@for='{field.get('id')}']")
    for form in page.xpath("//form[@method='post']"):
        assert form.xpath(".//input[@name='csrf']/@value")[0]


@pytest.mark.parametrize("path", [*PAGES, "/studio/sign-in"])
def test_chinese_page_is_chinese(stage: Stage, path: str) -> None:
    client = stage.client(None if path.endswith("sign-in") else "root")
    page = document(client.get(path))
    for code in page.xpath("//code"):
        code.drop_tree()

    assert english_runs(page) == []


@pytest.mark.parametrize("path", [*PAGES, "/studio/sign-in", "/studio/people/99"])
def test_page_is_kept_by_nobody(stage: Stage, path: str) -> None:
    client = stage.client(None if path.endswith("sign-in") else "root")

    headers = client.get(path).headers

    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]


# --- sign-in ---------------------------------------------------------------------------


def test_sign_in_gives_a_cookie_that_no_script_reads(stage: Stage) -> None:
    client = stage.client()

    answer = sign_in_by_form(client, "anna")

    assert (answer.status_code, answer.location) == (303, "/en/studio/")
    (cookie,) = (one for one in answer.headers.getlist("Set-Cookie") if one.startswith(COOKIE))
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert client.get("/studio/account").status_code == 200


def test_cookie_of_a_safe_site_is_tied_to_its_host(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    stage = make_stage(tmp_path_factory.mktemp("safe"), site_url="https://oxymap.example")
    client = stage.client()
    form = document(client.get("/studio/sign-in", base_url="https://oxymap.example")).forms[0]

    answer = client.post(
        form.action,
        base_url="https://oxymap.example",
        data={**dict(form.fields), "name": "anna", "password": PASSWORD},
    )

    (cookie,) = (one for one in answer.headers.getlist("Set-Cookie") if "studio=" in one)
    assert cookie.startswith("__Host-oxymap_studio=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


@pytest.mark.parametrize(("name", "password"), [("anna", "wrong"), ("nobody", PASSWORD)])
def test_refused_sign_in_keeps_the_name_and_not_the_password(
    stage: Stage, name: str, password: str
) -> None:
    answer = sign_in_by_form(stage.client(), name, password)

    assert answer.status_code == 422
    assert errors(answer) == "Name or password is not right."
    assert document(answer).xpath("//input[@name='name']/@value") == [name]
    assert document(answer).xpath("//input[@name='password']/@value") == [""]
    assert COOKIE not in str(answer.headers.getlist("Set-Cookie"))


def test_sixth_try_has_to_wait(stage: Stage) -> None:
    client = stage.client()
    for _ in range(5):
        sign_in_by_form(client, "anna", "wrong")

    answer = sign_in_by_form(client, "anna")

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 30
    assert "Too many tries" in errors(answer)


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/studio/", "//evil.example/studio", "/\\evil.example/studio",
        "/studio\\@evil.example", "javascript:alert(1)", "/map", "/studio/../map", "/studiox",
        "/studio/%0d%0aSet-Cookie:x", "",
    ],
)  # fmt: skip
def test_sign_in_leads_nowhere_but_into_the_studio(stage: Stage, wanted: str) -> None:
    answer = sign_in_by_form(stage.client(), "anna", next=wanted)

    assert answer.status_code == 303
    assert re.fullmatch(r"(/en)?/studio/[^\r\n\\]*", answer.location)
    assert "evil" not in answer.location


def test_sign_in_leads_back_to_the_page_that_was_asked_for(stage: Stage) -> None:
    client = stage.client()
    asked = client.get("/en/studio/audit?actor=anna&before=7")
    form = document(client.get(asked.location)).forms[0]

    answer = client.post(
        form.action, data={**dict(form.fields), "name": "root", "password": PASSWORD}
    )

    assert asked.status_code == 303
    assert answer.location == "/en/studio/audit?actor=anna&before=7"


def test_script_is_told_in_json_that_nobody_is_signed_in(stage: Stage) -> None:
    answer = stage.client().get("/studio/people", headers={"Accept": "application/json"})

    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "sign_in"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("nobody", [True, False])
def test_page_says_how_to_open_the_first_account(
    stage: Stage, tmp_path: Path, nobody: bool
) -> None:
    (tmp_path / "other").mkdir()
    other = with_fresh_people(stage, tmp_path / "other", nobody=nobody)

    text = visible_text(document(other.client().get("/en/studio/sign-in")))

    assert ("build.py user add" in text) == nobody


def test_signing_out_kills_the_token(stage: Stage) -> None:
    client = stage.client("anna")
    token = client.get_cookie(COOKIE).value

    answer = send(client, "/studio/sign-out")

    assert (answer.status_code, answer.location) == (303, "/studio/sign-in?done=signed_out")
    assert client.get_cookie(COOKIE) is None
    thief = stage.client()
    thief.set_cookie(COOKIE, token)
    assert thief.get("/studio/account").status_code == 303


# --- what must be done first -----------------------------------------------------------


def test_given_password_is_changed_before_anything_else(stage: Stage) -> None:
    _, first = stage.people.add(COMMAND, "nina", "Nina", [Grant("administrator")])
    client = stage.client()
    sign_in_by_form(client, "nina", first)

    for path in ("/studio/", "/studio/people", "/studio/audit", "/studio/account/second"):
        assert client.get(path).location.startswith("/studio/account")
    assert send(client, "/studio/people/1/disable").location.startswith("/studio/account")
    assert not stage.people.person(1).disabled
    page = document(client.get("/studio/account"))
    assert not page.xpath("//input[@name='old']")
    assert send(client, "/studio/account/password", new=NEW).status_code == 303

    assert client.get("/studio/people").status_code == 200


def test_publisher_sets_up_a_second_factor_before_anything_else(stage: Stage) -> None:
    strict(stage)
    client = stage.client("root")
    assert client.get("/studio/people").location.startswith("/studio/account?")
    assert "second factor" in visible_text(document(client.get("/en/studio/account")))

    before = client.get_cookie(COOKIE).value
    _, codes = set_up_second(client)

    assert len(codes) == 10
    assert client.get_cookie(COOKIE).value != before
    assert client.get("/studio/people").status_code == 200
    assert stage.client("anna").get("/studio/account").status_code == 200


def test_second_step_stands_between_password_and_studio(stage: Stage) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        secret, codes = set_up_second(stage.client("root"))
        clock.shift(30)
        client = stage.client()
        answer = sign_in_by_form(client, "root", next="/en/studio/audit")
        half = client.get_cookie(COOKIE).value

        assert answer.location == "/en/studio/second-step?next=%2Fen%2Fstudio%2Faudit"
        assert client.get("/studio/people").location.startswith("/studio/second-step?")
        assert send(client, "/studio/people/1/disable").location.startswith("/studio/second-step")
        assert send(client, "/studio/account/password", new=NEW).status_code == 303
        assert not stage.people.person(1).disabled
        form = document(client.get(answer.location)).forms[-1]
        wrong = client.post(form.action, data={**dict(form.fields), "code": "000000"})
        assert (wrong.status_code, "not right" in errors(wrong)) == (422, True)
        right = client.post(form.action, data={**dict(form.fields), "code": code_of(secret)})

        assert right.location == "/en/studio/audit"
        assert client.get_cookie(COOKIE).value != half
        assert client.get("/en/studio/audit").status_code == 200
        assert stage.people.session(half) is None
        assert send(stage.client("root"), "/studio/second-step", code=codes[0]).status_code == 303


# --- account ---------------------------------------------------------------------------


def test_person_changes_name_and_password(stage: Stage) -> None:
    client, other = stage.client("anna"), stage.client("anna")

    assert send(client, "/en/studio/account/name", display="Anna Li").status_code == 303
    answer = send(client, "/en/studio/account/password", old=PASSWORD, new=NEW)

    assert answer.location == "/en/studio/account?done=changed"
    assert "Anna Li" in client.get(answer.location).text
    assert other.get("/studio/account").status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [("wrong", NEW, "not your present"), (PASSWORD, "short", "at least 12")],
)
def test_refused_password_is_explained_beside_its_field(
    stage: Stage, old: str, new: str, reason: str
) -> None:
    answer = send(stage.client("anna"), "/en/studio/account/password", old=old, new=new)

    assert answer.status_code == 422
    assert reason in errors(answer)
    (field,) = document(answer).xpath("//input[@aria-invalid='true']")
    assert document(answer).get_element_by_id(field.get("aria-describedby").split()[-1]) is not None


def test_key_stays_the_same_after_a_wrong_code(stage: Stage) -> None:
    client = stage.client("anna")
    page = document(client.get("/en/studio/account/second"))
    secret = page.xpath("//input[@name='secret']/@value")[0]

    answer = send(client, "/en/studio/account/second", secret=secret, code="000000")

    assert answer.status_code == 422
    assert document(answer).xpath("//input[@name='secret']/@value") == [secret]
    assert document(answer).xpath("//a[starts-with(@href, 'otpauth://totp/')]")


def test_second_factor_is_taken_off_again_with_the_password(stage: Stage) -> None:
    client = stage.client("anna")
    set_up_second(client)

    wrong = send(client, "/en/studio/account/second/remove", password=NEW)
    right = send(client, "/en/studio/account/second/remove", password=PASSWORD)

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert not stage.person("anna").has_second


def test_person_ends_another_sign_in_but_not_somebody_elses(stage: Stage) -> None:
    client, other, stranger = stage.client("anna"), stage.client("anna"), stage.client("bo")
    (action,) = (
        form.action
        for form in document(client.get("/studio/account")).forms
        if form.action.endswith("/end")
    )
    theirs = stage.people.sessions(stage.person("bo"))[0].id

    assert send(client, action).status_code == 303
    assert send(client, f"/studio/account/sessions/{theirs}/end").status_code == 303

    statuses = [one.get("/studio/account").status_code for one in (client, other, stranger)]
    assert statuses == [200, 303, 200]


def test_signing_out_everywhere(stage: Stage) -> None:
    client, other = stage.client("anna"), stage.client("anna")

    send(client, "/studio/account/sign-out-everywhere")

    assert [one.get("/studio/account").status_code for one in (client, other)] == [303, 303]


# --- people ----------------------------------------------------------------------------


def test_new_account_shows_its_first_password_once(stage: Stage) -> None:
    client = stage.client("root")

    answer = send(
        client, "/en/studio/people", name="nina", display="Nina",
        grant=["author@yanqing", "reviewer@*"],
    )  # fmt: skip

    first = document(answer).xpath("//dd/code[contains(@class, 'secret')]/text()")[0]
    assert answer.headers["Cache-Control"] == "no-store"
    assert stage.person("nina").grants == (Grant("author", "yanqing"), Grant("reviewer"))
    assert stage.people.sign_in("nina", first, "n", "").session.to_do == "password"
    assert first not in client.get("/en/studio/people").text
    assert first not in client.get("/en/studio/audit").text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "anna"}, "f-name"),
        ({"name": "x/y"}, "f-name"),
        ({"display": " "}, "f-display"),
        ({"grant": "boss@*"}, "f-grants-error"),
        ({"grant": "author@haidian"}, "f-grants-error"),
        ({"grant": "author"}, "f-grants-error"),
        ({"grant": "administrator@yanqing"}, "f-grants-error"),
    ],
)
def test_refused_account_keeps_what_was_typed(
    stage: Stage, fields: dict[str, str], field: str
) -> None:
    typed = {"name": "nina", "display": "Nina", "grant": "author@yanqing", **fields}

    answer = send(stage.client("root"), "/en/studio/people", **typed)

    page = document(answer)
    assert answer.status_code == 422
    assert len(stage.people.people()) == 6
    assert field in page.xpath("//@id")
    assert page.xpath("//input[@name='name']/@value") == [typed["name"]]
    assert page.xpath("//input[@name='display']/@value") == [typed["display"]]


def test_roles_are_boxes_that_show_and_change_what_holds(stage: Stage) -> None:
    client, path = stage.client("root"), f"/en/studio/people/{stage.person('yan').id}"
    checked = document(client.get(path)).xpath("//input[@name='grant'][@checked]/@value")

    send(client, f"{path}/grants", grant=["reviewer@fangshan", "publisher@*"])

    assert checked == ["author@yanqing"]
    assert stage.person("yan").grants == (Grant("reviewer", "fangshan"), Grant("publisher"))


def test_last_administrator_cannot_close_the_own_account(stage: Stage) -> None:
    client, path = stage.client("root"), f"/en/studio/people/{stage.person('root').id}"

    closed, demoted = send(client, f"{path}/disable"), send(client, f"{path}/grants")

    assert (closed.status_code, demoted.status_code) == (409, 409)
    assert "last administrator" in errors(closed)
    assert client.get(path).status_code == 200


def test_closed_account_is_out_at_once_and_may_come_back(stage: Stage) -> None:
    client, theirs = stage.client("root"), stage.client("anna")
    path = f"/studio/people/{stage.person('anna').id}"

    send(client, f"{path}/disable")

    assert theirs.get("/studio/account").status_code == 303
    assert sign_in_by_form(stage.client(), "anna").status_code == 422
    send(client, f"{path}/enable")
    assert sign_in_by_form(stage.client(), "anna").status_code == 303


def test_new_first_password_is_shown_to_the_administrator(stage: Stage) -> None:
    client, path = stage.client("root"), f"/en/studio/people/{stage.person('anna').id}"

    answer = send(client, f"{path}/password/reset")

    first = document(answer).xpath("//dd/code[contains(@class, 'secret')]/text()")[0]
    assert sign_in_by_form(stage.client(), "anna").status_code == 422
    assert sign_in_by_form(stage.client(), "anna", first).status_code == 303


def test_lost_second_factor_is_taken_away(stage: Stage) -> None:
    set_up_second(stage.client("anna"))
    path = f"/studio/people/{stage.person('anna').id}"

    send(stage.client("root"), f"{path}/second/reset")

    assert not stage.person("anna").has_second


# --- log -------------------------------------------------------------------------------


def test_log_shows_who_did_what_and_filters(stage: Stage) -> None:
    client = stage.client("root")
    send(client, f"/studio/people/{stage.person('anna').id}/name", display="<b>Anna</b>")
    stage.client("bo")

    page = document(client.get("/en/studio/audit?actor=root&subject=person/anna"))

    (row,) = page.xpath("//tbody/tr")
    assert "Name changed" in row.text_content()
    assert "<b>Anna</b>" in row.text_content()
    assert "The chain is whole" in visible_text(page)


def test_long_log_has_pages(stage: Stage) -> None:
    for _ in range(60):
        stage.people.sign_in("anna", PASSWORD, "n", "")
    client = stage.client("root")

    first = document(client.get("/en/studio/audit"))
    second = document(client.get(first.xpath("//a[@rel='next']/@href")[0]))

    assert len(first.xpath("//tbody/tr")) == 50
    assert len(second.xpath("//tbody/tr")) == 11
    assert not second.xpath("//a[@rel='next']")


def test_log_that_somebody_has_changed_says_where(stage: Stage) -> None:
    client = stage.client("root")
    drop_triggers(stage.people)
    with writing(stage.people.engine) as connection:
        connection.exec_driver_sql("UPDATE audit SET detail = 'not JSON' WHERE id = 1")

    page = document(client.get("/en/studio/audit"))

    assert "from entry 1 on" in page.xpath("string(//*[@role='alert'])")
