"""Every response carries a policy that allows nothing of anybody else."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from flask import Flask, Response

from oxymap.config import Settings, make_settings
from oxymap.web.security import (
    common_headers,
    content_security_policy,
    image_hosts,
    secure,
)

SCRIPT = b"document.documentElement.dataset.js = '1'\n"


def directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split("; ")]
    return {name: values for name, *values in parts}


def settings(tmp_path: Path, **values: object) -> Settings:
    return make_settings({"data": tmp_path, **values})


def secured(found: Settings) -> Flask:
    app = Flask("sample")
    secure(app, found, (SCRIPT,))
    app.add_url_rule("/", view_func=lambda: "page")
    own = {"Referrer-Policy": "no-referrer"}
    app.add_url_rule("/own", "own", lambda: Response("page", headers=own))
    return app


def test_nothing_is_allowed_that_is_not_named() -> None:
    assert directives(content_security_policy())["default-src"] == ["'none'"]


@pytest.mark.parametrize("name", ["script-src", "style-src", "connect-src", "form-action"])
def test_only_our_own_address_may_be_used(name: str) -> None:
    assert directives(content_security_policy())[name] == ["'self'"]


def test_neither_inline_code_nor_eval_nor_any_host_is_allowed() -> None:
    policy = content_security_policy((SCRIPT,))

    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


def test_inline_script_is_allowed_by_its_exact_hash() -> None:
    expected = base64.b64encode(hashlib.sha256(SCRIPT).digest()).decode()

    found = directives(content_security_policy((SCRIPT,)))["script-src"]

    assert found == ["'self'", f"'sha256-{expected}'"]


def test_changing_a_byte_of_the_script_changes_the_policy() -> None:
    assert content_security_policy((SCRIPT,)) != content_security_policy((SCRIPT + b" ",))


def test_hosts_of_tiles_may_send_images_and_nothing_else() -> None:
    found = directives(content_security_policy(image_hosts=("https://tiles.example",)))

    assert found["img-src"] == ["'self'", "data:", "https://tiles.example"]
    assert [name for name, values in found.items() if "https://tiles.example" in values] == [
        "img-src"
    ]


def test_own_base_map_needs_no_host(tmp_path: Path) -> None:
    assert image_hosts(settings(tmp_path)) == ()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"basemap": "tianditu", "tianditu_key": "k"}, "https://*.tianditu.gov.cn"),
        (
            {"basemap": "xyz", "basemap_url": "https://tiles.example/{z}/{x}/{y}.png"},
            "https://tiles.example",
        ),
        (
            {"basemap": "xyz", "basemap_url": "https://{s}.tiles.example/{z}/{x}/{y}.png"},
            "https://*.tiles.example",
        ),
        (
            {"basemap": "wmts", "basemap_url": "http://map.example:8080/wmts?tk=1"},
            "http://map.example:8080",
        ),
    ],
)
def test_host_of_the_chosen_base_map_is_allowed(
    tmp_path: Path, values: dict[str, str], expected: str
) -> None:
    assert image_hosts(settings(tmp_path, **values)) == (expected,)


def test_tiles_of_our_own_need_no_host(tmp_path: Path) -> None:
    found = settings(tmp_path, basemap="xyz", basemap_url="/tiles/{z}/{x}/{y}.png")

    assert image_hosts(found) == ()


def test_every_response_carries_the_headers(tmp_path: Path) -> None:
    client = secured(settings(tmp_path)).test_client()

    for path in ("/", "/gone"):
        headers = client.get(path).headers
        expected = common_headers(content_security_policy((SCRIPT,)))
        assert {name: headers[name] for name in expected} == expected


def test_header_that_a_view_has_set_stays(tmp_path: Path) -> None:
    response = secured(settings(tmp_path)).test_client().get("/own")

    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_place_of_the_visitor_is_asked_for_by_us_only() -> None:
    headers = common_headers("policy")

    assert headers["Permissions-Policy"] == "geolocation=(self), camera=(), microphone=()"
    assert headers["X-Content-Type-Options"] == "nosniff"
