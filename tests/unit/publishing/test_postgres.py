"""The whole way from draft to public and back, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from oxymap.db.engine import writing
from oxymap.errors import ConflictError, GoneError, StoreError
from oxymap.people.audit import AuditLog
from oxymap.publishing.merging import merge_documents
from oxymap.publishing.opening import open_publishing
from tests.factories import sample_project
from tests.unit.publishing.sampling import (
    ALL,
    ANNA,
    BO,
    PIA,
    ROUTE,
    TRAIL,
    Studio,
    new_trail,
    retitled,
    say_findings,
)
from tests.unit.stations.postgres import Server, running_server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture
def desk(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    say_findings(monkeypatch)
    settings = sample_project(tmp_path, database_url=server.new_database())
    studio = Studio(open_publishing(settings), settings)
    yield studio
    studio.publishing.engine.dispose()


def test_object_is_published_seen_elsewhere_and_withdrawn(desk: Studio) -> None:
    other = desk.again()
    assert other.engine is not desk.publishing.engine

    desk.publish(new_trail())
    other.origin.refresh()
    seen = other.catalogue().trail("new-path").properties.name.zh
    desk.publishing.withdraw(PIA, new_trail().ref, "塌方")
    other.origin.refresh()

    assert seen == "新步道"
    with pytest.raises(GoneError):
        other.catalogue().trail("new-path")
    other.engine.dispose()
    assert AuditLog(desk.publishing.engine).verify() is None


def test_two_changes_are_joined(desk: Studio) -> None:
    submission = desk.draft(ROUTE)
    base = desk.publishing.revision(submission.head)
    mine = retitled(base.document, "zh", "村里一日")
    theirs = retitled(base.document, "en", "A day in the village")

    desk.publishing.save(ALL, submission.id, base.id, theirs)
    saved = desk.publishing.save(ANNA, submission.id, base.id, mine)

    assert saved.merged_with == "all"
    assert saved.revision.document == merge_documents(base.document, mine, theirs).document


def test_second_approval_finds_the_state_changed(desk: Studio) -> None:
    submission = desk.approved(desk.document(TRAIL, tags=["steep"]))

    with pytest.raises(ConflictError):
        desk.publishing.approve(BO, submission.id)


@pytest.mark.parametrize("table", ["audit", "revisions", "publications"])
def test_database_refuses_to_change_what_was_written(desk: Studio, table: str) -> None:
    desk.publish(desk.document(TRAIL, tags=["steep"]))

    with (
        pytest.raises(StoreError, match="stays"),
        writing(desk.publishing.engine) as connection,
    ):
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 -- our own names
