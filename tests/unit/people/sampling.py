"""The people of a small studio, whose passwords cost nothing to hash."""

from __future__ import annotations

from sqlalchemy import Engine

from oxymap.config import Settings, make_settings
from oxymap.db.engine import open_engine, writing
from oxymap.db.migrate import ensure_schema
from oxymap.people.models import COMMAND, Grant, Person
from oxymap.people.passwords import Cost, Hashing
from oxymap.people.service import People
from oxymap.people.store import people as store

PASSWORD = "seven quiet mountains"  # noqa: S105 -- made up
CHEAP = Cost(passes=1, memory_kib=8, lanes=1)
#: Name, how they are called, and what they may do.
STAFF: tuple[tuple[str, str, tuple[Grant, ...]], ...] = (
    ("anna", "安娜", (Grant("author"),)),
    ("bo", "博", (Grant("reviewer"),)),
    ("pia", "皮亚", (Grant("publisher"),)),
    ("root", "管理员", (Grant("administrator"),)),
    ("stan", "斯坦", (Grant("station_operator"),)),
    ("yan", "燕", (Grant("author", "yanqing"),)),
)


def cheap_hashing() -> Hashing:
    return Hashing(CHEAP)


def people_engine(folder: object) -> Engine:
    """An engine on an empty database in a folder."""
    engine = open_engine(f"sqlite:///{folder}/people.sqlite3")
    ensure_schema(engine)
    return engine


def people_of(engine: Engine, settings: Settings | None = None) -> People:
    """The service with anna (author), bo (reviewer), pia (publisher), root (administrator),
    stan (station operator) and yan (author in Yanqing); none needs a second factor."""
    settings = settings or make_settings({"studio_second_factor": "optional"})
    people = People(engine, settings, cheap_hashing())
    hashed = people.hashing.hash(PASSWORD)
    with writing(engine) as connection:
        for name, display, grants in STAFF:
            person_id = store.add(connection, name, display, hashed, 0)
            store.change(connection, person_id, must_change=False)
            store.put_grants(connection, person_id, grants)
    return people


def person_of(people: People, name: str) -> Person:
    """One of the staff, or the command line (``command``)."""
    return COMMAND if name == COMMAND.name else people.by_name(name)
