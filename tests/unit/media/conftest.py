"""An empty studio database, and the photographs' service on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from oxymap.config import Settings, make_settings
from oxymap.db.engine import database_url, open_engine
from oxymap.db.migrate import ensure_schema
from oxymap.media.service import Photos


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_settings({"data": tmp_path / "data", "content": tmp_path / "content"})


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    settings.data.mkdir()
    engine = open_engine(database_url(settings.data, None))
    ensure_schema(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def photos(engine: Engine, settings: Settings) -> Iterator[Photos]:
    found = Photos(engine, settings)
    yield found
    found.close()
