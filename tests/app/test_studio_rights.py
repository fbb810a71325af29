"""Who may open what: every address of the studio, every role, and those who forge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.routing import Rule as Address

from oxymap.people.models import ROLES, Grant
from oxymap.web.sessions import COOKIE, rule_of
from tests.app.studio_stage import Stage, csrf, make_stage, studio_app, with_fresh_people
from tests.app.test_studio_people import sign_in_by_form
from tests.unit.people.sampling import PASSWORD

EVERYBODY = frozenset({"everybody"})
SIGNED_IN = frozenset(ROLES)
EDITORS = frozenset({"author", "reviewer", "publisher", "administrator"})
ADMINISTRATOR = frozenset({"administrator"})
AUTHOR = frozenset({"author"})
REVIEWER = frozenset({"reviewer"})
PUBLISHER = frozenset({"publisher"})

#: Written by hand, and not made from the code: who is let in to which address.
#: A new address that is not in here fails the test.
OPEN_TO: dict[str, frozenset[str]] = {
    "GET /studio/sign-in": EVERYBODY,
    "POST /studio/sign-in": EVERYBODY,
    "GET /studio/second-step": SIGNED_IN,
    "POST /studio/second-step": SIGNED_IN,
    "POST /studio/sign-out": SIGNED_IN,
    "GET /studio/account": SIGNED_IN,
    "POST /studio/account/name": SIGNED_IN,
    "POST /studio/account/password": SIGNED_IN,
    "GET /studio/account/second": SIGNED_IN,
    "POST /studio/account/second": SIGNED_IN,
    "POST /studio/account/second/remove": SIGNED_IN,
    "POST /studio/account/sessions/<int:session_id>/end": SIGNED_IN,
    "POST /studio/account/sign-out-everywhere": SIGNED_IN,
    "GET /studio/people": ADMINISTRATOR,
    "POST /studio/people": ADMINISTRATOR,
    "GET /studio/people/<int:person_id>": ADMINISTRATOR,
    "POST /studio/people/<int:person_id>/grants": ADMINISTRATOR,
    "POST /studio/people/<int:person_id>/name": ADMINISTRATOR,
    "POST /studio/people/<int:person_id>/disable": ADMINISTRATOR,
    "POST /studio/people/<int:person_id>/enable": ADMINISTRATOR,
    "POST /studio/people/<int:person_id>/second/reset": ADMINISTRATOR,
    "POST /studio/people/<int:person_id>/password/reset": ADMINISTRATOR,
    "GET /studio/audit": ADMINISTRATOR,
    "GET /studio/": SIGNED_IN,
    "GET /studio/expiring": EDITORS,
    "GET /studio/objects": EDITORS,
    "GET /studio/objects/<kind>/<group>/<object_id>": EDITORS,
    "POST /studio/objects/<kind>/<group>/<object_id>/edit": AUTHOR,
    "POST /studio/objects/<kind>/<group>/<object_id>/ship": PUBLISHER,
    "POST /studio/objects/<kind>/<group>/<object_id>/withdraw": PUBLISHER,
    "GET /studio/new": AUTHOR,
    "POST /studio/new": AUTHOR,
    "GET /studio/drafts/<int:number>": EDITORS,
    "POST /studio/drafts/<int:number>": AUTHOR,
    "GET /studio/drafts/<int:number>/merge": AUTHOR,
    "POST /studio/drafts/<int:number>/merge": AUTHOR,
    "GET /studio/drafts/<int:number>/preview": EDITORS,
    "GET /studio/drafts/<int:number>/preview/layers/<layer>.geojson": EDITORS,
    "GET /studio/drafts/<int:number>/preview/page/<shown_lang>/": EDITORS,
    "GET /studio/drafts/<int:number>/leaflet.pdf": EDITORS,
    "GET /studio/drafts/<int:number>/line": EDITORS,
    "POST /studio/drafts/<int:number>/line": AUTHOR,
    "POST /studio/drafts/<int:number>/uploads": AUTHOR,
    "GET /studio/uploads/<int:number>": EDITORS,
    "GET /studio/uploads/<int:number>.json": EDITORS,
    "POST /studio/uploads/<int:number>/again": AUTHOR,
    "POST /studio/uploads/<int:number>/take": AUTHOR,
    "GET /studio/drafts/<int:number>/review": EDITORS,
    "POST /studio/drafts/<int:number>/comments": EDITORS,
    "POST /studio/drafts/<int:number>/comments/<int:comment_id>/resolve": EDITORS,
    "POST /studio/drafts/<int:number>/submit": AUTHOR,
    "POST /studio/drafts/<int:number>/discard": AUTHOR,
    "POST /studio/drafts/<int:number>/approve": REVIEWER,
    "POST /studio/drafts/<int:number>/return": REVIEWER | PUBLISHER,
    "GET /studio/drafts/<int:number>/publish": PUBLISHER,
    "POST /studio/drafts/<int:number>/publish": PUBLISHER,
    "GET /studio/drafts/<int:number>/exemption": EDITORS,
    "POST /studio/drafts/<int:number>/exempt": PUBLISHER | ADMINISTRATOR,
    "GET /studio/revisions/<int:number>": EDITORS,
    "POST /studio/revisions/<int:number>/restore": AUTHOR,
    "POST /studio/markdown": EDITORS,
    "GET /studio/places.json": EDITORS,
    "GET /studio/photos": EDITORS,
    "POST /studio/photos": AUTHOR,
    "GET /studio/photos.json": EDITORS,
    "GET /studio/photos/<photo_id>": EDITORS,
    "POST /studio/photos/<photo_id>": AUTHOR,
    "POST /studio/photos/<photo_id>/position": AUTHOR,
    "POST /studio/photos/<photo_id>/remove": AUTHOR | PUBLISHER | ADMINISTRATOR,
    "GET /studio/media/<photo_id>-<int:width>.<any(avif, webp, jpg):suffix>": EDITORS,
    "GET /studio/languages": EDITORS,
    "GET /studio/notices": PUBLISHER | ADMINISTRATOR,
    "POST /studio/notices": PUBLISHER | ADMINISTRATOR,
    "POST /studio/notices/<int:number>/end": PUBLISHER | ADMINISTRATOR,
    "GET /studio/progress": EDITORS,
    "GET /studio/missing": EDITORS,
    "GET /studio/table": AUTHOR,
    "POST /studio/table": AUTHOR,
    "POST /studio/table/apply": AUTHOR,
    "GET /studio/table/drafts": AUTHOR,
    "GET /studio/table/export.csv": AUTHOR,
    "POST /studio/table/hand-in": AUTHOR,
    "POST /studio/table/import": AUTHOR,
    "POST /studio/table/preview": AUTHOR,
    "GET /studio/kiosks": frozenset({"station_operator"}) | ADMINISTRATOR | PUBLISHER,
    "POST /studio/kiosks/<kiosk_id>/picture": frozenset({"station_operator"})
    | ADMINISTRATOR
    | PUBLISHER,
    "GET /studio/kiosks/<kiosk_id>/<int:at>.jpg": frozenset({"station_operator"})
    | ADMINISTRATOR
    | PUBLISHER,
    "GET /studio/stations": frozenset({"station_operator"}) | ADMINISTRATOR,
}
#: Addresses before the sign-in is complete; everything else waits for it.
UNFINISHED = {
    "GET /studio/second-step": "password",
    "POST /studio/second-step": "password",
    "POST /studio/sign-out": "password",
    "GET /studio/account": "account",
    "POST /studio/account/name": "account",
    "POST /studio/account/password": "account",
    "GET /studio/account/second": "account",
    "POST /studio/account/second": "account",
    "POST /studio/account/second/remove": "account",
    "POST /studio/account/sessions/<int:session_id>/end": "account",
    "POST /studio/account/sign-out-everywhere": "account",
}
#: Has a door of its own (web/admin.py).
OWN_DOOR = {"GET /studio/stations"}
PERSON_OF = {
    "author": "anna",
    "reviewer": "bo",
    "publisher": "pia",
    "administrator": "root",
    "station_operator": "stan",
}
SAFE = {"HEAD", "OPTIONS"}


class Route(NamedTuple):
    """An address with a method; `path` has values in the place of names."""

    key: str
    method: str
    path: str
    endpoint: str


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return make_stage(tmp_path_factory.mktemp("rights"))


@pytest.fixture
def stage(running: Stage, tmp_path: Path) -> Stage:
    return with_fresh_people(running, tmp_path)


@pytest.fixture(scope="module")
def routes(running: Stage) -> list[Route]:
    return list(studio_routes(running))


def studio_routes(stage: Stage) -> Iterator[Route]:
    for address in studio_app(stage.app).url_map.iter_rules():
        for method in sorted((address.methods or set()) - SAFE):
            key = f"{method} {address.rule.removeprefix('/en')}"
            yield Route(key, method, _filled(address), address.endpoint)


def _filled(address: Address) -> str:
    """An address with a value for each of its names."""
    path = re.sub(r"<int:[^>]*>", "1", address.rule)
    path = re.sub(r"<(?:any\(([a-z]+)[^)]*\)):[^>]*>", r"\1", path)
    return re.sub(r"<[^>]*>", "x", path)


def ask(client: FlaskClient, route: Route, token: str | None = None) -> tuple[int, str]:
    """Return status and target of a request; a form carries a token if there is one."""
    data = {"csrf": token} if token is not None else {}
    answer = client.open(
        route.path, method=route.method, data=data if route.method != "GET" else None
    )
    return answer.status_code, answer.location or ""


# --- the table -------------------------------------------------------------------------


def test_every_address_is_in_the_table_in_both_languages(routes: list[Route]) -> None:
    found = [route.key for route in routes]

    assert sorted(set(found) ^ set(OPEN_TO)) == []
    assert sorted(found) == sorted([*OPEN_TO, *OPEN_TO])


def test_every_view_says_who_may_see_it_as_the_table_does(
    running: Stage, routes: list[Route]
) -> None:
    wrong = []
    for route in routes:
        if route.key in OWN_DOOR:
            continue
        rule = rule_of(studio_app(running.app).view_functions[route.endpoint])
        if rule is None:
            wrong.append(f"{route.key}: no decorator")
            continue
        said = EVERYBODY if rule.roles is None else frozenset(rule.roles or ROLES)
        stage = None if rule.roles is None else rule.stage
        expected = UNFINISHED.get(route.key, "complete") if said != EVERYBODY else None
        if (said, stage) != (OPEN_TO.get(route.key), expected):
            wrong.append(f"{route.key}: {sorted(said)} {stage}")

    assert wrong == []


# --- at the door -----------------------------------------------------------------------


def test_whoever_has_not_signed_in_is_led_to_the_door(stage: Stage, routes: list[Route]) -> None:
    client = stage.client()
    wrong = []
    for route in routes:
        status, target = ask(client, route)
        prefix = "/en" if route.path.startswith("/en/") else ""
        if OPEN_TO[route.key] is EVERYBODY:
            continue
        if status != 303 or not target.startswith(f"{prefix}/studio/sign-in?next="):
            wrong.append((route.key, status, target))

    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_role_opens_nothing_that_the_table_keeps_from_it(
    stage: Stage, routes: list[Route], role: str
) -> None:
    client = stage.client(PERSON_OF[role])
    before = stage.people.people()
    closed = [route for route in routes if not OPEN_TO[route.key] & {role, "everybody"}]

    answers = {
        f"{route.method} {route.path}": ask(client, route, csrf(client))[0] for route in closed
    }

    assert {name: status for name, status in answers.items() if status != 403} == {}
    assert [one.grants for one in stage.people.people()] == [one.grants for one in before]


@pytest.mark.parametrize("role", ROLES)
def test_form_without_the_token_of_the_session_does_nothing(
    stage: Stage, routes: list[Route], role: str
) -> None:
    client, other = stage.client(PERSON_OF[role]), stage.client("yan")
    forms = [route for route in routes if route.method != "GET"]
    wrong = []

    for token in (None, "", "x", csrf(other)):
        for route in forms:
            status, _ = ask(client, route, token)
            if status not in {400, 403}:
                wrong.append((route.key, token, status))

    assert wrong == []
    assert [entry.action for entry in stage.people.log.entries()] == ["session.sign_in"] * 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_form_of_another_site_does_nothing_even_with_the_token(
    stage: Stage, headers: dict[str, str]
) -> None:
    client = stage.client("root")

    answer = client.post("/studio/people/1/disable", data={"csrf": csrf(client)}, headers=headers)

    assert answer.status_code == 403
    assert not stage.people.person(1).disabled


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://127.0.0.1:8000"},
        {"Sec-Fetch-Site": "none"},
        {},
    ],
)
def test_form_of_ours_is_taken(stage: Stage, headers: dict[str, str]) -> None:
    client = stage.client("root")

    answer = client.post("/studio/people/1/disable", data={"csrf": csrf(client)}, headers=headers)

    assert answer.status_code == 303
    assert stage.people.person(1).disabled


def test_script_carries_the_token_in_a_header(stage: Stage) -> None:
    client = stage.client("root")

    answer = client.post("/studio/people/1/disable", headers={"X-CSRF-Token": csrf(client)})

    assert answer.status_code == 303


@pytest.mark.parametrize("token", [None, "", "x"])
def test_sign_in_form_of_another_site_signs_nobody_in(stage: Stage, token: str | None) -> None:
    client = stage.client()
    client.get("/studio/sign-in")
    data = {"name": "anna", "password": PASSWORD}

    answer = client.post("/studio/sign-in", data=data if token is None else {**data, "csrf": token})

    assert answer.status_code == 403
    assert client.get_cookie(COOKIE) is None


def test_sign_in_form_without_its_cookie_signs_nobody_in(stage: Stage) -> None:
    form = html.document_fromstring(stage.client().get("/studio/sign-in").text).forms[0]
    data = {**dict(form.fields), "name": "anna", "password": PASSWORD}

    assert stage.client().post("/studio/sign-in", data=data).status_code == 403


# --- forgers ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["anna", "bo", "pia", "stan", "yan"])
def test_nobody_makes_themselves_an_administrator(stage: Stage, name: str) -> None:
    client, me = stage.client(name), stage.person(name)
    forged = {"csrf": csrf(client), "grant": "administrator@*", "role": "administrator"}

    answer = client.post(f"/studio/people/{me.id}/grants", data=forged)
    client.post("/studio/account/name", data={**forged, "display": "Me"})

    assert answer.status_code == 403
    assert stage.person(name).grants == me.grants


def test_cookie_that_an_attacker_has_set_is_never_taken_over(stage: Stage) -> None:
    client = stage.client()
    client.set_cookie(COOKIE, "chosen-by-the-attacker")

    assert sign_in_by_form(client, "anna").status_code == 303

    assert client.get_cookie(COOKIE).value != "chosen-by-the-attacker"
    attacker = stage.client()
    attacker.set_cookie(COOKIE, "chosen-by-the-attacker")
    assert attacker.get("/studio/account").status_code == 303


def test_session_that_an_attacker_has_planted_ends_at_the_sign_in(stage: Stage) -> None:
    """Somebody else's half-open session lies in the browser when its owner signs in."""
    planted = stage.client("yan").get_cookie(COOKIE).value
    victim = stage.client()
    page = victim.get("/en/studio/sign-in")
    data = dict(html.document_fromstring(page.text).forms[0].fields)
    victim.set_cookie(COOKIE, planted)

    answer = victim.post("/en/studio/sign-in", data={**data, "name": "anna", "password": PASSWORD})

    assert answer.status_code == 303
    assert stage.people.session(planted) is None
    found = stage.people.session(victim.get_cookie(COOKIE).value)
    assert found is not None
    assert found.person.name == "anna"


def test_one_password_on_many_accounts_is_stopped(stage: Stage) -> None:
    client = stage.client()
    names = [f"planner{n}" for n in range(35)]
    statuses = [sign_in_by_form(client, name, "Spring2026!!").status_code for name in names]

    assert statuses == [422] * 30 + [429] * 5
    assert sign_in_by_form(client, "anna").status_code == 429


def test_forged_address_of_a_proxy_buys_no_new_tries(stage: Stage) -> None:
    client = stage.client()
    form = dict(html.document_fromstring(client.get("/studio/sign-in").text).forms[0].fields)
    statuses = [
        client.post(
            "/studio/sign-in",
            data={**form, "name": f"planner{n}", "password": "Spring2026!!"},
            headers={"X-Forwarded-For": f"198.51.100.{n}"},
        ).status_code
        for n in range(31)
    ]

    assert statuses == [422] * 30 + [429]


def test_trusted_proxy_tells_visitors_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    stage = make_stage(tmp_path_factory.mktemp("proxy"), trusted_proxies=1)
    client = stage.client()
    form = dict(html.document_fromstring(client.get("/studio/sign-in").text).forms[0].fields)

    def attempt(name: str, forwarded: str) -> int:
        data = {**form, "name": name, "password": "Spring2026!!"}
        headers = {"X-Forwarded-For": forwarded}
        return client.post("/studio/sign-in", data=data, headers=headers).status_code

    # What the visitor claims stands before what our own proxy has added.
    attacker = [attempt(f"planner{n}", f"10.0.0.{n}, 198.51.100.7") for n in range(31)]

    assert attacker == [422] * 30 + [429]
    assert attempt("planner40", "198.51.100.8") == 422


def test_wrong_admin_tokens_are_counted(tmp_path_factory: pytest.TempPathFactory) -> None:
    token = "a-long-admin-token"  # noqa: S105 -- made up
    client = make_stage(tmp_path_factory.mktemp("token"), admin_token=token).client()

    def look(path: str, given: str) -> int:
        return client.get(path, headers={"Authorization": f"Bearer {given}"}).status_code

    wrong = [look("/studio/stations", f"guess-{n}-of-the-token") for n in range(5)]

    assert wrong == [401] * 5
    assert look("/studio/stations", token) == 429
    assert look("/metrics", token) == 429


def test_station_page_opens_to_operators_and_to_the_token(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    token = "a-long-admin-token"  # noqa: S105 -- made up
    stage = make_stage(tmp_path_factory.mktemp("stations"), admin_token=token, demo=False)
    by_token = stage.client().get("/studio/stations", headers={"Authorization": f"Bearer {token}"})

    assert by_token.status_code == 200
    assert stage.client("stan").get("/studio/stations").status_code == 200
    assert stage.client("root").get("/studio/stations").status_code == 200
    assert stage.client("anna").get("/studio/stations").status_code == 403


def test_district_of_a_role_does_not_open_another_one(stage: Stage) -> None:
    yan = stage.person("yan")

    assert yan.grants == (Grant("author", "yanqing"),)
    assert yan.has("author", ["yanqing"])
    assert not yan.has("author", ["yanqing", "fangshan"])
    assert not yan.has("reviewer")
