"""People on PostgreSQL: what holds on SQLite holds here, for many at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, delete, update

from oxymap.db.engine import writing
from oxymap.db.studio_tables import AUDIT
from oxymap.errors import ConflictError, InvalidInputError, StoreError, ThrottledError
from oxymap.people.audit import write_audit
from oxymap.people.models import COMMAND, Grant
from oxymap.people.service import People
from tests.unit.people.sampling import PASSWORD, people_of
from tests.unit.stations.postgres import Server, engines, running_server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as found:
        yield found


@pytest.fixture
def people(server: Server) -> Iterator[People]:
    with engines() as opening:
        engine: Engine = opening(server.new_database())
        yield people_of(engine)


def test_way_from_the_first_password_to_a_session(people: People) -> None:
    person, first = people.add(COMMAND, "nina", "Nina", [Grant("author", "yanqing")])

    signed = people.sign_in("nina", first, "n", "")
    renewed = people.change_password(signed.token, None, "a lantern above the gate")

    assert people.session(signed.token) is None
    assert people.session(renewed.token) == renewed.session
    assert people.log.verify() is None
    assert people.disable(COMMAND, person.id).disabled
    assert people.session(renewed.token) is None


def test_tries_at_the_same_moment_count_as_many(people: People) -> None:
    def attempt(_: int) -> str:
        try:
            people.sign_in("anna", "wrong", "n", "")
        except ThrottledError:
            return "throttled"
        except InvalidInputError:
            return "looked at"
        return "in"

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(attempt, range(16)))

    assert sorted(seen) == ["looked at"] * 5 + ["throttled"] * 11


def test_two_last_administrators_cannot_close_each_other_at_once(people: People) -> None:
    root, bo = people.by_name("root"), people.by_name("bo")
    people.set_grants(COMMAND, bo.id, [Grant("administrator")])
    bo = people.person(bo.id)

    def close(pair: tuple[int, int]) -> bool:
        try:
            people.disable(people.person(pair[0]), pair[1])
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(close, [(root.id, bo.id), (bo.id, root.id)]))

    assert done.count(True) == 1
    left = [one for one in people.people() if one.has("administrator") and not one.disabled]
    assert len(left) == 1


def test_log_stays_one_chain_and_refuses_changes(people: People) -> None:
    def write(number: int) -> None:
        with writing(people.engine) as connection:
            write_audit(connection, "anna", "draft.save", "places/x", number=number)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(30)))
    for statement in (update(AUDIT).values(actor="bo"), delete(AUDIT)):
        with pytest.raises(StoreError), writing(people.engine) as connection:
            connection.execute(statement)

    assert people.log.verify() is None
    assert people.sign_in("anna", PASSWORD, "n", "").session.to_do is None
    assert len(people.log.entries()) == 31
