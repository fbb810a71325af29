"""Who works in the studio, and what they may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from oxymap.catalogue.models import DistrictId

Role = Literal["author", "reviewer", "publisher", "administrator", "station_operator"]
#: What stands between the sign-in and the studio: the code of the second factor, a password
#: of one's own in place of the given one, setting up a second factor.
ToDo = Literal["second_step", "password", "set_up_second"]
ROLES: tuple[Role, ...] = ("author", "reviewer", "publisher", "administrator", "station_operator")


@dataclass(frozen=True)
class Grant:
    """A role in one district, or in all three (``district`` is None)."""

    role: Role
    district: DistrictId | None = None


@dataclass(frozen=True)
class Person:
    """Somebody with an account.

    Parameters
    ----------
    id : never given again; 0 is the command line (`COMMAND`).
    name : what they sign in with: lower-case ASCII letters, digits, ``.``, ``-``, ``_``.
    display : how they are called.
    must_change : the password was given by an administrator and has to be changed first.
    has_second : a second factor is set up.
    """

    id: int
    name: str
    display: str
    grants: tuple[Grant, ...] = ()
    disabled: bool = False
    must_change: bool = False
    has_second: bool = False
    created_at: int = 0
    last_seen: int | None = None

    def has(self, role: Role, districts: Iterable[str] = ()) -> bool:
        """Tell whether the person has a role in every one of some districts.

        Without districts: whether they have it anywhere.
        """
        mine = [grant for grant in self.grants if grant.role == role]
        if any(grant.district is None for grant in mine):
            return True
        own = {grant.district for grant in mine}
        wanted = set(districts)
        return wanted <= own if wanted else bool(own)


#: The operator at the machine's own command line, who may do everything.
COMMAND = Person(0, "command", "command line", tuple(Grant(role) for role in ROLES))


@dataclass(frozen=True)
class Session:
    """A signed-in browser.

    Parameters
    ----------
    id : number of the session; the secret itself is only in the cookie.
    csrf : the token that every form of this session carries.
    second_done : the second factor was given, or the person has none.
    network : where the browser is: an IPv4 address, or the /64 of an IPv6 address.
    agent : what the browser calls itself, shortened.
    to_do : what must be done before anything else; None when the whole studio is open.
    """

    id: int
    person: Person
    csrf: str
    created_at: int
    last_at: int
    second_done: bool
    network: str = ""
    agent: str = ""
    to_do: ToDo | None = None


@dataclass(frozen=True)
class SignedIn:
    """A new session and the secret for its cookie, which is written down nowhere else."""

    token: str
    session: Session


@dataclass(frozen=True)
class SecondFactor:
    """What a person's authenticator needs: the key in Base32, and the same as an address."""

    secret: str
    uri: str


@dataclass(frozen=True)
class AuditEntry:
    """One act, as it was written down; `detail` is JSON text."""

    id: int
    at: int
    actor: str
    action: str
    subject: str
    detail: str
    hash: str
