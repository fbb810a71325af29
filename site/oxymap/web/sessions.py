"""The studio's door: who is signed in, and which pages are for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import quote, urlsplit

import structlog
from flask import Blueprint, Flask, Response, current_app, g, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from oxymap.config import Settings
from oxymap.errors import ForbiddenError, OxyMapError, SignInNeededError
from oxymap.people.models import Person, Role, Session, SignedIn, ToDo
from oxymap.web.errors import problem
from oxymap.web.origin import (
    changes_something,
    check_csrf,
    check_origin,
    studio_path,
    wants_json,
)
from oxymap.wording import N_, say

if TYPE_CHECKING:
    from oxymap.people.service import People

log = structlog.get_logger()
View = TypeVar("View", bound=Callable[..., Any])
#: How far a sign-in has to be before a page opens: the password was right; the second step
#: was, too; and nothing is left to be set up.
Stage = Literal["password", "account", "complete"]
STAGES: dict[ToDo | None, int] = {"second_step": 0, "password": 1, "set_up_second": 1, None: 2}
_STAGE_OF: dict[Stage, int] = {"password": 0, "account": 1, "complete": 2}
COOKIE = "oxymap_studio"
SIGN_IN, SECOND_STEP, ACCOUNT = "/studio/sign-in", "/studio/second-step", "/studio/account"
_RULE = "studio_rule"
_PRIVATE = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Vary": "Cookie",
}
_NOT_YOURS = N_("Your role does not open this page.")


@dataclass(frozen=True)
class Rule:
    """Who may see a view.

    Parameters
    ----------
    roles : any of these, anywhere; empty: everybody who is signed in; None: everybody at all.
    """

    roles: tuple[Role, ...] | None
    stage: Stage = "complete"


def allowed(*roles: Role, stage: Stage = "complete") -> Callable[[View], View]:
    """Let those see a view who have any of some roles anywhere; without roles, all signed in.

    It stands directly under the route. Rights in a district are checked by the verbs.
    """

    def decorate(view: View) -> View:
        view.__dict__[_RULE] = Rule(roles, stage)
        return view

    return decorate


def open_door(view: View) -> View:
    """Let everybody see a view; it then checks itself what it is sent."""
    view.__dict__[_RULE] = Rule(None)
    return view


def rule_of(view: Callable[..., object]) -> Rule | None:
    """Return who may see a view; None: nobody."""
    found = view.__dict__.get(_RULE)
    return found if isinstance(found, Rule) else None


def guard(blueprint: Blueprint, people: Callable[[], People]) -> None:
    """Let nobody see a blueprint's pages whom the view's `allowed` does not name.

    Forms must carry the session's token and come from a page of ours. The answers are kept
    and indexed by nobody.
    """

    @blueprint.before_request
    def _check() -> BaseResponse | None:
        rule = rule_of(current_app.view_functions[request.endpoint or ""])
        if rule is None:
            raise ForbiddenError(say(_NOT_YOURS))
        return admit(people(), rule)

    @blueprint.after_request
    def _keep_private(response: Response) -> Response:
        response.headers.update(_PRIVATE)
        response.headers.pop("Access-Control-Allow-Origin", None)
        return response


def admit(people: People, rule: Rule) -> BaseResponse | None:
    """Let somebody pass whom a rule names; return where else they have to go first.

    Raises
    ------
    SignInNeededError : nobody is signed in.
    ForbiddenError : the page is not for them, or a form is not from a page of ours.
    """
    found = people.session(session_token(people.settings))
    g.oxymap_session = found
    if changes_something():
        check_origin(people.settings)
    if rule.roles is None:
        return None
    if found is None:
        raise SignInNeededError("Nobody is signed in.")
    if changes_something():
        check_csrf(found.csrf)
    if STAGES[found.to_do] < _STAGE_OF[rule.stage]:
        return _to_unfinished(found)
    if rule.roles and not any(found.person.has(role) for role in rule.roles):
        log.warning("studio.refused", person=found.person.name, path=request.path)
        raise ForbiddenError(say(_NOT_YOURS))
    return None


def current_session() -> Session | None:
    """Return the session of the request, or None."""
    found = g.get("oxymap_session")
    return found if isinstance(found, Session) else None


def person() -> Person:
    """Return who is signed in; raise SignInNeededError when nobody is."""
    found = current_session()
    if found is None:
        raise SignInNeededError("Nobody is signed in.")
    return found.person


# --- the cookie ------------------------------------------------------------------------


def session_token(settings: Settings) -> str | None:
    """Return the secret of the request's cookie, or None."""
    return request.cookies.get(cookie_name(COOKIE, settings))


def keep_signed_in(response: BaseResponse, signed: SignedIn, settings: Settings) -> None:
    """Give the browser the session's secret, in place of any other."""
    set_cookie(response, COOKIE, signed.token, settings)


def forget_session(response: BaseResponse, settings: Settings) -> None:
    """Take the session's secret from the browser."""
    set_cookie(response, COOKIE, "", settings, max_age=0)


def set_cookie(
    response: BaseResponse,
    name: str,
    value: str,
    settings: Settings,
    *,
    max_age: int | None = None,
) -> None:
    """Set a cookie that no script reads, no other site sends, and no other host sets."""
    response.set_cookie(
        cookie_name(name, settings), value, path="/", httponly=True, samesite="Lax",
        secure=_is_secure(settings), max_age=max_age,
    )  # fmt: skip


def cookie_name(name: str, settings: Settings) -> str:
    """Return a cookie's name; browsers take ``__Host-`` from our very host only."""
    return f"__Host-{name}" if _is_secure(settings) else name


def _is_secure(settings: Settings) -> bool:
    return settings.site_url.startswith("https://")


# --- to the door -----------------------------------------------------------------------


def register_sign_in(app: Flask) -> None:
    """Lead those who have to sign in to the door; tell scripts in problem JSON."""

    def to_sign_in(error: OxyMapError) -> BaseResponse:
        if wants_json():
            response: BaseResponse = problem(HTTPStatus.UNAUTHORIZED, "", error.code)
            response.headers.pop("Access-Control-Allow-Origin", None)
        else:
            response = redirect(
                f"{_prefix()}{SIGN_IN}?next={quote(_wanted())}", HTTPStatus.SEE_OTHER
            )
        response.headers.update(_PRIVATE)
        return response

    app.register_error_handler(SignInNeededError, to_sign_in)


def _to_unfinished(session: Session) -> BaseResponse:
    """Lead to what has to be done first."""
    if wants_json():
        return problem(HTTPStatus.FORBIDDEN, "", "sign_in_unfinished")
    target = SECOND_STEP if session.to_do == "second_step" else ACCOUNT
    return redirect(f"{_prefix()}{target}?next={quote(_wanted())}", HTTPStatus.SEE_OTHER)


def _wanted() -> str:
    """Return where the person wanted to go: this page, or the one whose form was sent."""
    if not changes_something():
        path = request.full_path.rstrip("?")
    else:
        parts = urlsplit(request.referrer or "")
        path = parts.path + (f"?{parts.query}" if parts.query else "")
    return studio_path(path) or f"{_prefix()}/studio/"


def _prefix() -> str:
    return "/en" if request.path.startswith("/en/") else ""
