"""Only the holder of the admin token comes in; the others are told what to do."""

from __future__ import annotations

import base64

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from oxymap.errors import UnauthorizedError
from oxymap.web.admin import (
    AdminClosedError,
    AdminTokenError,
    check_admin,
    has_admin_token,
    protect,
    register_admin_errors,
)
from oxymap.web.errors import register_errors

TOKEN = "kept-in-settings-密"  # noqa: S105 -- made up


def render(lang: str, status: int, heading: str, message: str, detail: str) -> str:
    return f"{lang}|{int(status)}|{heading}|{message}|{detail}"


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.fixture
def client() -> FlaskClient:
    return make_client(TOKEN)


def make_client(token: str | None) -> FlaskClient:
    app = Flask("sample")
    for prefix in ("", "/en"):
        bp = Blueprint(f"studio{prefix[1:]}", __name__, url_prefix=prefix or None)
        bp.add_url_rule("/studio", view_func=lambda: "inside")
        protect(bp, lambda: token)
        app.register_blueprint(bp)
    register_errors(app, render)
    register_admin_errors(app, render)
    return app.test_client()


@pytest.mark.parametrize(
    "authorization",
    [basic("", TOKEN), basic("admin", TOKEN), basic("谁", TOKEN), f"Bearer {TOKEN}",
     f"bearer {TOKEN}", f" Bearer  {TOKEN} "],
)  # fmt: skip
def test_token_lets_in_as_password_or_bearer(authorization: str) -> None:
    check_admin(authorization, TOKEN)


@pytest.mark.parametrize(
    "authorization",
    [
        None, "", "Basic", "Bearer", "Basic !!!", "Basic " + base64.b64encode(b"\xff:x").decode(),
        "Basic " + base64.b64encode(TOKEN.encode()).decode(), basic(TOKEN, ""),
        basic("admin", TOKEN + "x"), basic("admin", TOKEN[:-1]), f"Digest {TOKEN}", TOKEN,
    ],
)  # fmt: skip
def test_anything_else_does_not(authorization: str | None) -> None:
    with pytest.raises(AdminTokenError):
        check_admin(authorization, TOKEN)


@pytest.mark.parametrize("token", [None, ""])
def test_nobody_comes_in_when_no_token_is_set(token: str | None) -> None:
    with pytest.raises(AdminClosedError):
        check_admin(basic("admin", ""), token)

    assert not has_admin_token("Bearer ", token)


def test_password_may_hold_a_colon() -> None:
    assert has_admin_token(basic("admin", "a:b:c"), "a:b:c")


def test_wrong_token_is_an_unauthorized_error() -> None:
    assert issubclass(AdminTokenError, UnauthorizedError)


# --- over HTTP -------------------------------------------------------------------------


def test_without_token_the_browser_is_told_to_ask_for_it(client: FlaskClient) -> None:
    response = client.get("/studio")

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Basic realm=")
    assert response.text.startswith("zh|401|This page is for the operator|")


def test_with_token_the_page_answers_and_is_kept_nowhere(client: FlaskClient) -> None:
    response = client.get("/studio", headers={"Authorization": basic("admin", TOKEN)})

    assert (response.status_code, response.text) == (200, "inside")
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_closed_door_says_how_to_open_it() -> None:
    response = make_client(None).get("/en/studio")

    assert response.status_code == 403
    assert response.text.startswith("en|403|")
    assert "OXYMAP_ADMIN_TOKEN" in response.text
    assert "WWW-Authenticate" not in response.headers


@pytest.mark.parametrize("token", [TOKEN, None])
def test_refusals_are_kept_nowhere_either(token: str | None) -> None:
    response = make_client(token).get("/studio")

    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
