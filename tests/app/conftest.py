"""The shipped site, made once for all tests that only read it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from oxymap import create_app
from oxymap.config import Settings, make_settings
from oxymap.pages.site import EXTENSION, Site


@pytest.fixture(scope="session")
def site_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_settings({"data": tmp_path_factory.mktemp("data"), "reload_seconds": 0})


@pytest.fixture(scope="session")
def app(site_settings: Settings) -> Flask:
    return create_app(site_settings, testing=True)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def site(app: Flask) -> Site:
    return app.extensions[EXTENSION]
