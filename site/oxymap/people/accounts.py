"""What administrators do with accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, Engine

from oxymap import clock
from oxymap.catalogue.models import DISTRICTS
from oxymap.config import Settings
from oxymap.db.engine import reading, writing
from oxymap.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from oxymap.people.audit import AuditLog, write_audit
from oxymap.people.models import ROLES, Grant, Person
from oxymap.people.passwords import Hashing, check_password, first_password
from oxymap.people.store import attempts as attempt_store
from oxymap.people.store import people as store
from oxymap.people.store import sessions as session_store
from oxymap.people.throttle import Throttle, account_key
from oxymap.wording import N_, say

NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")
#: The command line's own, and what a log would be misread with.
RESERVED = frozenset({"command", "system", "nobody", "unknown"})
LONGEST_DISPLAY = 60


class Accounts:
    """The people of the studio, as an administrator sees them.

    Every verb that changes something takes the `actor`, who must be an administrator
    (`ForbiddenError` otherwise), and writes the log in the same transaction.

    Parameters
    ----------
    hashing : how passwords are hashed; None: with the strength of `Hashing`.
    """

    def __init__(self, engine: Engine, settings: Settings, hashing: Hashing | None = None) -> None:
        self.engine = engine
        self.settings = settings
        self.hashing = hashing or Hashing()
        self.throttle = Throttle(engine)
        self.log = AuditLog(engine)

    # --- reading ---------------------------------------------------------------------

    def people(self) -> list[Person]:
        """Return everybody, by name."""
        with reading(self.engine) as connection:
            return store.everybody(connection)

    def person(self, person_id: int) -> Person:
        """Return a person; raise NotFoundError when there is none."""
        with reading(self.engine) as connection:
            return _person(connection, person_id)

    def by_name(self, name: str) -> Person:
        """Return the person who signs in with a name; raise NotFoundError when there is none."""
        with reading(self.engine) as connection:
            found = store.id_of(connection, name)
            if found is None:
                raise NotFoundError(f"Nobody signs in as {name!r}.", name)
            return _person(connection, found)

    def is_empty(self) -> bool:
        """Tell whether nobody has an account yet."""
        with reading(self.engine) as connection:
            return store.count(connection) == 0

    # --- verbs -----------------------------------------------------------------------

    def add(
        self,
        actor: Person,
        name: str,
        display: str,
        grants: Iterable[Grant],
        password: str | None = None,
    ) -> tuple[Person, str]:
        """Add a person; return them and the first password, which they have to change.

        Parameters
        ----------
        password : the first password; None: a random one.

        Raises
        ------
        InvalidInputError : a value does not fit, or the name is taken.
        """
        _only_administrators(actor)
        name = check_name(name)
        display = check_display(display)
        given = check_grants(grants)
        if password is not None:
            check_password(password, name, display)
        first = password or first_password()
        # The hash takes its time; nobody else may have to wait for it.
        hashed = self.hashing.hash(first)
        with writing(self.engine) as connection:
            if store.id_of(connection, name) is not None:
                raise InvalidInputError(
                    say(N_("Somebody signs in as %(name)s already."), name=name), field="name"
                )
            person_id = store.add(connection, name, display, hashed, clock.seconds())
            store.put_grants(connection, person_id, given)
            write_audit(
                connection, actor, "person.add", _subject(name), display=display,
                grants=_words(given),
            )  # fmt: skip
            return _person(connection, person_id), first

    def set_grants(self, actor: Person, person_id: int, grants: Iterable[Grant]) -> Person:
        """Give a person these roles and no others.

        Raises
        ------
        ConflictError : nobody would be an administrator any more.
        """
        _only_administrators(actor)
        given = check_grants(grants)
        with writing(self.engine) as connection:
            before = _person(connection, person_id)
            if not any(grant.role == "administrator" for grant in given):
                _keep_an_administrator(connection, before)
            store.put_grants(connection, person_id, given)
            write_audit(
                connection, actor, "person.grants", _subject(before.name),
                before=_words(before.grants), after=_words(given),
            )  # fmt: skip
            return _person(connection, person_id)

    def rename(self, actor: Person, person_id: int, display: str) -> Person:
        """Change how a person is called; everybody may do so for themselves."""
        if actor.id != person_id:
            _only_administrators(actor)
        display = check_display(display)
        with writing(self.engine) as connection:
            before = _person(connection, person_id)
            store.change(connection, person_id, display=display)
            write_audit(
                connection, actor, "person.rename", _subject(before.name),
                before=before.display, after=display,
            )  # fmt: skip
            return _person(connection, person_id)

    def disable(self, actor: Person, person_id: int) -> Person:
        """Close an account and end all its sessions.

        Raises
        ------
        ConflictError : nobody would be an administrator any more.
        """
        _only_administrators(actor)
        with writing(self.engine) as connection:
            found = _person(connection, person_id)
            _keep_an_administrator(connection, found)
            store.change(connection, person_id, disabled=True)
            ended = session_store.end_all(connection, person_id)
            write_audit(connection, actor, "person.disable", _subject(found.name), ended=ended)
            return _person(connection, person_id)

    def enable(self, actor: Person, person_id: int) -> Person:
        """Open a closed account again."""
        _only_administrators(actor)
        with writing(self.engine) as connection:
            found = _person(connection, person_id)
            store.change(connection, person_id, disabled=False)
            write_audit(connection, actor, "person.enable", _subject(found.name))
            return _person(connection, person_id)

    def reset_password(self, actor: Person, person_id: int) -> str:
        """Return a new first password; all sessions end, and no wait is left."""
        _only_administrators(actor)
        first = first_password()
        hashed = self.hashing.hash(first)
        with writing(self.engine) as connection:
            found = _person(connection, person_id)
            store.change(connection, person_id, password_hash=hashed, must_change=True)
            ended = session_store.end_all(connection, person_id)
            attempt_store.clear(connection, account_key(found.name))
            write_audit(connection, actor, "person.password", _subject(found.name), ended=ended)
        return first

    def reset_second(self, actor: Person, person_id: int) -> Person:
        """Take a person's second factor away, when the device and the codes are lost."""
        _only_administrators(actor)
        with writing(self.engine) as connection:
            found = _person(connection, person_id)
            forget_second(connection, person_id)
            ended = session_store.end_all(connection, person_id)
            write_audit(connection, actor, "person.second", _subject(found.name), ended=ended)
            return _person(connection, person_id)


def forget_second(connection: Connection, person_id: int) -> None:
    """Remove key and recovery codes; the last used step stays, so that no code works twice."""
    store.change(connection, person_id, totp_secret=None, recovery=[])
    attempt_store.clear(connection, second_key(person_id))


def second_key(person_id: int) -> str:
    """Return the key under which wrong codes of a person are counted."""
    return f"second:{person_id}"


def check_name(name: str) -> str:
    """Return a name to sign in with; raise InvalidInputError when it does not fit."""
    name = name.strip().lower()
    if not NAME.fullmatch(name) or name in RESERVED:
        raise InvalidInputError(
            say(N_("Take 2 to 32 letters a–z, digits, dots or hyphens, a letter first.")),
            field="name",
            value=name,
        )
    return name


def check_display(display: str) -> str:
    """Return how a person is called; raise InvalidInputError when it does not fit."""
    display = " ".join(display.split())
    if not display or len(display) > LONGEST_DISPLAY or not display.isprintable():
        raise InvalidInputError(
            say(N_("Write a name of at most %(most)s characters."), most=LONGEST_DISPLAY),
            field="display",
            value=display,
        )
    return display


def check_grants(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Return roles in their order, without those that another one covers.

    Raises
    ------
    InvalidInputError : there is no such role or district, or an administrator of one district.
    """
    given = set(grants)
    for grant in given:
        if grant.role not in ROLES or grant.district not in {None, *DISTRICTS}:
            raise InvalidInputError(
                say(N_("There is no such role: %(role)s."), role=_word(grant)), field="grants"
            )
        if grant.role == "administrator" and grant.district is not None:
            raise InvalidInputError(
                say(N_("An administrator is one for all districts.")), field="grants"
            )
    everywhere = {grant.role for grant in given if grant.district is None}
    kept = [grant for grant in given if grant.district is None or grant.role not in everywhere]
    return tuple(sorted(kept, key=lambda grant: (ROLES.index(grant.role), grant.district or "")))


def _only_administrators(actor: Person) -> None:
    if not actor.has("administrator"):
        raise ForbiddenError(say(N_("Only an administrator may do that.")))


def _keep_an_administrator(connection: Connection, person: Person) -> None:
    # In a writing transaction: nobody else can close the other account meanwhile.
    if store.administrators(connection) == {person.id}:
        raise ConflictError(
            say(
                N_("%(name)s is the last administrator; make somebody else one first."),
                name=person.display,
            )
        )


def _person(connection: Connection, person_id: int) -> Person:
    found = store.by_id(connection, person_id)
    if found is None:
        raise NotFoundError(f"There is no person {person_id}.", person_id)
    return found


def _subject(name: str) -> str:
    return f"person/{name}"


def _words(grants: Iterable[Grant]) -> list[str]:
    return [_word(grant) for grant in grants]


def _word(grant: Grant) -> str:
    return grant.role if grant.district is None else f"{grant.role}@{grant.district}"
