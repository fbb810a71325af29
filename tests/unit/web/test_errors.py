"""Errors become a page that helps, or problem JSON, with the right status."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from oxymap.errors import BadRequestError, NotFoundError, OxyMapError, SettingsError
from oxymap.web.errors import HEADINGS, MESSAGES, STATUS, register_errors
from oxymap.web.i18n import localizer

ERRORS = {
    "missing": NotFoundError("No place is called 'x'.", "x"),
    "bad": BadRequestError("season: 'wet' is not one of spring", "wet"),
    "settings": SettingsError("secret detail"),
    "broken": ValueError("secret detail"),
}


def render(lang: str, status: int, heading: str, message: str, detail: str) -> str:
    return f"{lang}|{status}|{heading}|{message}|{detail}"


@pytest.fixture
def client() -> FlaskClient:
    app = Flask("sample")

    def fail(name: str) -> str:
        raise ERRORS[name]

    for prefix in ("", "/en", "/api", "/layers"):
        app.add_url_rule(f"{prefix}/fail/<name>", f"fail{prefix.replace('/', '_')}", fail)
    app.add_url_rule("/old", "old", redirect_to="/fail/missing")
    register_errors(app, render)
    return app.test_client()


def page(response: TestResponse) -> dict[str, str]:
    names = ("lang", "status", "heading", "message", "detail")
    return dict(zip(names, response.text.split("|"), strict=True))


@pytest.mark.parametrize(
    ("name", "status"), [("missing", 404), ("bad", 400), ("settings", 500), ("broken", 500)]
)
def test_error_has_the_status_of_its_class(client: FlaskClient, name: str, status: int) -> None:
    response = client.get(f"/fail/{name}")

    assert response.status_code == status
    assert response.content_type == "text/html; charset=utf-8"
    assert page(response)["status"] == str(status)


@pytest.mark.parametrize(("path", "lang"), [("/fail/missing", "zh"), ("/en/fail/missing", "en")])
def test_page_is_in_the_language_of_the_address(client: FlaskClient, path: str, lang: str) -> None:
    assert page(client.get(path))["lang"] == lang


def test_bad_value_is_named_on_the_page(client: FlaskClient) -> None:
    assert page(client.get("/fail/bad"))["detail"] == "season: 'wet' is not one of spring"


@pytest.mark.parametrize("name", ["missing", "settings", "broken"])
def test_other_errors_show_no_detail(client: FlaskClient, name: str) -> None:
    with capture_logs():
        response = client.get(f"/fail/{name}")

    assert page(response)["detail"] == ""


def test_address_without_a_view_is_not_found(client: FlaskClient) -> None:
    response = client.get("/nowhere")

    assert response.status_code == 404
    assert page(response)["heading"] == "This page is not here"


def test_wrong_method_says_which_are_allowed(client: FlaskClient) -> None:
    response = client.post("/fail/missing")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_redirects_are_left_alone(client: FlaskClient) -> None:
    response = client.get("/old")

    assert response.status_code == 308
    assert response.headers["Location"].endswith("/fail/missing")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/layers/fail/missing", 404, "not_found"),
        ("/api/fail/bad", 400, "bad_request"),
        ("/api/nowhere", 404, "not_found"),
        ("/api/fail/broken", 500, "internal"),
    ],
)
def test_data_addresses_answer_with_problem_json(
    client: FlaskClient, path: str, status: int, code: str
) -> None:
    response = client.get(path)

    assert response.content_type == "application/problem+json"
    assert response.status_code == response.get_json()["status"] == status
    assert response.get_json()["code"] == code


def test_problem_names_a_bad_value_and_hides_the_rest(client: FlaskClient) -> None:
    bad, broken = client.get("/api/fail/bad"), client.get("/api/fail/broken")

    assert bad.get_json()["detail"] == "season: 'wet' is not one of spring"
    assert "secret" not in broken.text


@pytest.mark.parametrize("name", ["settings", "broken"])
def test_failures_of_ours_are_logged_with_their_path(client: FlaskClient, name: str) -> None:
    with capture_logs() as logs:
        client.get(f"/fail/{name}")

    assert [(entry["event"], entry["path"]) for entry in logs] == [
        ("request.failed", f"/fail/{name}")
    ]


@pytest.mark.parametrize("name", ["missing", "bad"])
def test_errors_of_the_visitor_are_not_logged(client: FlaskClient, name: str) -> None:
    with capture_logs() as logs:
        client.get(f"/fail/{name}")

    assert logs == []


def test_in_tests_the_error_itself_is_raised() -> None:
    app = Flask("sample")
    app.testing = True
    app.add_url_rule("/", view_func=lambda: 1 // 0)
    register_errors(app, render)

    with pytest.raises(ZeroDivisionError):
        app.test_client().get("/")


def test_every_status_that_we_raise_has_a_heading_and_a_message() -> None:
    assert set(STATUS.values()) <= set(HEADINGS)
    assert set(HEADINGS) == set(MESSAGES)


@pytest.mark.parametrize("text", [*HEADINGS.values(), *MESSAGES.values()])
def test_every_heading_and_message_is_translated(text: str) -> None:
    assert localizer("zh").text(text) != text


def test_every_error_that_has_a_status_is_ours() -> None:
    assert all(issubclass(error, OxyMapError) for error in STATUS)
