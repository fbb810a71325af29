"""Photographs on PostgreSQL: what holds on SQLite holds here, for many at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from oxymap.config import make_settings
from oxymap.media.service import Photos
from oxymap.people.models import Grant, Person
from tests.unit.media.pictures import jpeg, opened
from tests.unit.stations.postgres import Server, engines, running_server

ANNA = Person(1, "anna", "Anna", (Grant("author"),))
WORDS = {"alt": {"zh": "红叶", "en": "Leaves"}, "credit": "A. B.", "licence": "CC BY 4.0"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as found:
        yield found


@pytest.fixture
def photos(server: Server, tmp_path: Path) -> Iterator[Photos]:
    settings = make_settings({"data": tmp_path / "data", "content": tmp_path / "content"})
    with engines() as opening:
        found = Photos(opening(server.new_database()), settings)
        yield found
        found.close()


def test_eight_at_once_some_of_them_the_same(photos: Photos) -> None:
    pictures = [jpeg(300 + n % 4, 200) for n in range(8)]

    with ThreadPoolExecutor(8) as pool:
        drafts = list(pool.map(lambda data: photos.receive(ANNA, "a.jpg", data), pictures))

    assert len({draft.id for draft in drafts}) == 4
    assert len(photos.drafts()) == 4


def test_way_from_the_upload_to_the_removal(photos: Photos) -> None:
    record = photos.add(ANNA, jpeg(), "a.jpg", **WORDS)

    assert photos.photos("leaves") == [record]
    assert opened(photos.rendition(record.id, 480, "webp")).size == (320, 200)
    photos.remove(ANNA, record.id, lambda _: ())
    assert photos.ids() == frozenset()
