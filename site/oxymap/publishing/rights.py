"""Who may do what to which object."""

from __future__ import annotations

from collections.abc import Iterable

from oxymap.catalogue.models import DISTRICTS
from oxymap.errors import ForbiddenError
from oxymap.people.models import Person, Role
from oxymap.wording import N_, say

_REFUSALS: dict[Role, str] = {
    "author": N_("Only an author of this district may do that."),
    "reviewer": N_("Only a reviewer of this district may do that."),
    "publisher": N_("Only a publisher of this district may do that."),
    "administrator": N_("Only an administrator may do that."),
    "station_operator": N_("Only an operator of stations may do that."),
}


def may(person: Person, role: Role, districts: Iterable[str]) -> bool:
    """Tell whether a person has a role for an object.

    Parameters
    ----------
    districts : those of the object; an object of the whole site (none) needs the role in all.
    """
    if person.disabled:
        return False
    return person.has(role, tuple(districts) or DISTRICTS)


def require(person: Person, role: Role, districts: Iterable[str]) -> None:
    """Let those pass who have a role for an object; raise ForbiddenError otherwise."""
    if not may(person, role, districts):
        raise ForbiddenError(say(_REFUSALS[role]), value=person.name)
