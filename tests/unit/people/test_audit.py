"""The log can be added to, and shows when anybody has done anything else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, text, update

from oxymap.db.engine import writing
from oxymap.db.studio_tables import AUDIT
from oxymap.errors import StoreError
from oxymap.people.audit import write_audit
from oxymap.people.service import People


def write(people: People, count: int) -> None:
    for number in range(count):
        with writing(people.engine) as connection:
            write_audit(connection, "anna", "draft.save", "places/x", number=number, why="因为")


def drop_triggers(people: People) -> None:
    """Do what somebody does who has the database file and wants to change the past."""
    with writing(people.engine) as connection:
        names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        for name in list(names):
            connection.execute(text(f'DROP TRIGGER "{name}"'))


def test_entries_come_newest_first_in_pages_and_by_who_and_what(people: People) -> None:
    write(people, 5)
    with writing(people.engine) as connection:
        write_audit(connection, people.by_name("bo"), "draft.return", "places/y")

    entries = people.log.entries(limit=3)

    assert [entry.id for entry in entries] == [6, 5, 4]
    assert [entry.id for entry in people.log.entries(before=4)] == [3, 2, 1]
    assert [entry.id for entry in people.log.entries(actor="bo")] == [6]
    assert [entry.id for entry in people.log.entries(subject="places/x", limit=2)] == [5, 4]
    assert entries[1].detail == '{"number":4,"why":"因为"}'


def test_log_that_nobody_touched_is_whole(people: People) -> None:
    assert (people.log.verify(), people.log.newest()) == (None, None)

    write(people, 1203)

    assert people.log.verify() is None
    newest = people.log.newest()
    assert newest is not None
    assert newest[0] == 1203


def test_act_that_is_not_kept_leaves_no_entry(people: People) -> None:
    with pytest.raises(ZeroDivisionError), writing(people.engine) as connection:
        write_audit(connection, "anna", "draft.save", "places/x")
        raise ZeroDivisionError

    write(people, 1)

    assert [entry.id for entry in people.log.entries()] == [1]
    assert people.log.verify() is None


def test_entries_of_many_threads_make_one_chain(people: People) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: write(people, 5), range(6)))

    assert people.log.verify() is None
    assert len(people.log.entries()) == 30


@pytest.mark.parametrize("statement", [update(AUDIT).values(actor="bo"), delete(AUDIT)])
def test_database_refuses_to_change_the_log(people: People, statement: object) -> None:
    write(people, 2)

    with pytest.raises(StoreError), writing(people.engine) as connection:
        connection.execute(statement)  # type: ignore[call-overload]

    assert people.log.verify() is None


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "bo"},
        {"detail": '{"number":7}'},
        {"at": 1},
        {"subject": "places/y"},
        {"action": "draft.none"},
        {"hash": "0" * 64},
    ],
)
def test_changed_entry_is_found(people: People, change: dict[str, object]) -> None:
    write(people, 6)
    drop_triggers(people)

    with writing(people.engine) as connection:
        connection.execute(update(AUDIT).where(AUDIT.c.id == 4).values(change))

    assert people.log.verify() == 4


def test_entry_that_was_taken_out_is_found(people: People) -> None:
    write(people, 6)
    drop_triggers(people)

    with writing(people.engine) as connection:
        connection.execute(delete(AUDIT).where(AUDIT.c.id == 3))

    assert people.log.verify() == 3


def test_check_of_the_newest_entries_finds_what_was_changed_among_them(people: People) -> None:
    write(people, 6)
    drop_triggers(people)
    with writing(people.engine) as connection:
        connection.execute(update(AUDIT).where(AUDIT.c.id == 3).values(actor="bo"))

    assert [people.log.verify(after) for after in (0, 2, 3, 5, 6)] == [3, 3, None, None, None]
    assert people.log.verify(7) == 7


def test_log_whose_end_was_cut_off_has_another_newest_entry(people: People) -> None:
    write(people, 6)
    noted = people.log.newest()
    drop_triggers(people)

    with writing(people.engine) as connection:
        connection.execute(delete(AUDIT).where(AUDIT.c.id > 4))

    # The chain alone cannot know; the number and the hash that somebody noted do.
    assert people.log.verify() is None
    assert people.log.newest() != noted
