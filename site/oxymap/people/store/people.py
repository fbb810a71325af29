"""Keep accounts and their roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from oxymap.db.studio_tables import GRANTS, PEOPLE
from oxymap.people.models import ROLES, Grant, Person

#: How `Grant.district` None is written: a part of a key cannot be empty.
EVERYWHERE = "*"


@dataclass(frozen=True)
class Secrets:
    """What only the sign-in may know of a person.

    Parameters
    ----------
    totp_step : the last time step whose code was used.
    recovery : hashes of the recovery codes that are left.
    """

    password_hash: str
    totp_secret: str | None
    totp_step: int | None
    recovery: tuple[str, ...]


def add(connection: Connection, name: str, display: str, password_hash: str, now: int) -> int:
    """Add a person who has to change the password; return the id."""
    values = {
        "name": name,
        "display": display,
        "password_hash": password_hash,
        "must_change": True,
        "disabled": False,
        "created_at": now,
    }
    done = connection.execute(insert(PEOPLE).values(values))
    key = done.inserted_primary_key
    assert key is not None  # noqa: S101 -- the table has a key that the database gives
    return int(key[0])


def change(connection: Connection, person_id: int, **values: object) -> None:
    """Change columns of a person."""
    if "recovery" in values:
        values["recovery"] = orjson.dumps(values["recovery"]).decode()
    connection.execute(update(PEOPLE).where(PEOPLE.c.id == person_id).values(values))


def put_grants(connection: Connection, person_id: int, grants: Iterable[Grant]) -> None:
    """Give a person these roles and no others."""
    connection.execute(delete(GRANTS).where(GRANTS.c.person_id == person_id))
    rows = [
        {"person_id": person_id, "role": grant.role, "district": grant.district or EVERYWHERE}
        for grant in grants
    ]
    if rows:
        connection.execute(insert(GRANTS), rows)


def everybody(connection: Connection) -> list[Person]:
    """Return all people, by name."""
    grants = _grants(connection)
    rows = connection.execute(select(PEOPLE)).all()
    found = [_person(row, grants.get(row.id, ())) for row in rows]
    return sorted(found, key=lambda person: person.name)


def by_id(connection: Connection, person_id: int) -> Person | None:
    """Return a person, or None."""
    row = connection.execute(select(PEOPLE).where(PEOPLE.c.id == person_id)).first()
    return None if row is None else _person(row, _grants(connection, row.id).get(row.id, ()))


def id_of(connection: Connection, name: str) -> int | None:
    """Return the id of the person who signs in with a name, or None."""
    found = connection.scalar(select(PEOPLE.c.id).where(PEOPLE.c.name == name))
    return None if found is None else int(found)


def count(connection: Connection) -> int:
    """Return how many people there are."""
    return int(connection.scalar(select(func.count()).select_from(PEOPLE)) or 0)


def administrators(connection: Connection) -> set[int]:
    """Return the ids of those who are administrators and not disabled."""
    query = (
        select(PEOPLE.c.id)
        .join(GRANTS, GRANTS.c.person_id == PEOPLE.c.id)
        .where(GRANTS.c.role == "administrator", PEOPLE.c.disabled.is_(False))
    )
    return set(connection.scalars(query))


def secrets_of(connection: Connection, person_id: int) -> Secrets:
    """Return what the sign-in compares with."""
    columns = (PEOPLE.c.password_hash, PEOPLE.c.totp_secret, PEOPLE.c.totp_step, PEOPLE.c.recovery)
    row = connection.execute(select(*columns).where(PEOPLE.c.id == person_id)).one()
    codes = tuple(orjson.loads(row.recovery)) if row.recovery else ()
    return Secrets(row.password_hash, row.totp_secret, row.totp_step, codes)


def _grants(connection: Connection, person_id: int | None = None) -> dict[int, tuple[Grant, ...]]:
    query = select(GRANTS)
    if person_id is not None:
        query = query.where(GRANTS.c.person_id == person_id)
    found: dict[int, tuple[Grant, ...]] = {}
    rows = connection.execute(query).all()
    for row in sorted(rows, key=lambda row: (ROLES.index(row.role), row.district)):
        district = None if row.district == EVERYWHERE else row.district
        found[row.person_id] = (*found.get(row.person_id, ()), Grant(row.role, district))
    return found


def _person(row: Row[tuple[object, ...]], grants: tuple[Grant, ...]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        display=row.display,
        grants=grants,
        disabled=row.disabled,
        must_change=row.must_change,
        has_second=row.totp_secret is not None,
        created_at=row.created_at,
        last_seen=row.last_seen,
    )
