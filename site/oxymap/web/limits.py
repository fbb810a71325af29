"""The studio's people at doors that have another key: the operator's page and figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import current_app, request
from werkzeug.wrappers import Response

from oxymap.people.models import Role
from oxymap.web.origin import network
from oxymap.web.sessions import Rule, admit

if TYPE_CHECKING:
    from oxymap.people.service import People

#: Where an application that has a studio keeps the function that gives its people.
PEOPLE = "oxymap.people"


def has_people() -> bool:
    """Tell whether the application knows who is signed in."""
    return PEOPLE in current_app.extensions


def admit_signed_in(*roles: Role) -> Response | None:
    """Let somebody pass who has signed in and has one of some roles; see `sessions.admit`."""
    return admit(_people(), Rule(roles))


def limited(look: Callable[[], bool]) -> bool:
    """Return what a look at the request's token says; wrong ones count for its network.

    Raises
    ------
    ThrottledError : too many were wrong; nobody looks now.
    """
    if not has_people() or "Authorization" not in request.headers:
        return look()
    people = _people()
    where = network(people.settings)
    key = f"token:{where}"
    people.throttle.check(key, where)
    right = look()
    if not right:
        people.throttle.begin(key, where)
    return right


def _people() -> People:
    give: Callable[[], People] = current_app.extensions[PEOPLE]
    return give()
