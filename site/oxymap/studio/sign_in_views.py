"""Sign in, second step, sign out."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from flask import request
from werkzeug.wrappers import Response

from oxymap.errors import ForbiddenError, SaidError
from oxymap.people.models import SignedIn
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.refusals import REFUSALS, field_errors, page_error, status_of, with_wait
from oxymap.studio.respond import see_other, studio_page
from oxymap.web.i18n import localizer
from oxymap.web.origin import check_csrf, network, studio_path
from oxymap.web.sessions import (
    allowed,
    cookie_name,
    current_session,
    forget_session,
    keep_signed_in,
    open_door,
    session_token,
    set_cookie,
)
from oxymap.web.urls import PREFIXES
from oxymap.wording import N_

bp = studio_blueprint("sign_in")
#: Ties the sign-in form to the browser that asked for it, since there is no session yet.
DOOR = "oxymap_door"
START = "/studio/"


@bp.get("/studio/sign-in")
@open_door
def sign_in(lang: str) -> Response:
    """Ask for name and password."""
    session = current_session()
    if session is not None:
        return _onward(lang, session.to_do == "second_step")
    return _form(lang)


@bp.post("/studio/sign-in")
@open_door
def signed_in(lang: str) -> Response:
    """Open a session, or say that it cannot be."""
    people = desk().people
    form = request.form
    try:
        check_csrf(request.cookies.get(cookie_name(DOOR, people.settings), ""))
        # What somebody has put into the cookie before is never taken over; the old one ends.
        old = session_token(people.settings)
        signed = people.sign_in(
            form.get("name", ""),
            form.get("password", ""),
            network(people.settings),
            request.headers.get("User-Agent", ""),
        )
        people.sign_out(old)
    except (*REFUSALS, ForbiddenError) as error:
        return _form(lang, error, form.get("name", ""))
    return _with_session(_onward(lang, signed.session.to_do == "second_step"), signed)


@bp.get("/studio/second-step")
@allowed(stage="password")
def second_step(lang: str) -> Response:
    """Ask for a code."""
    session = current_session()
    if session is None or session.to_do != "second_step":
        return _onward(lang, needs_code=False)
    return _code_form(lang)


@bp.post("/studio/second-step")
@allowed(stage="password")
def second_step_done(lang: str) -> Response:
    """Look at the code."""
    people = desk().people
    try:
        signed = people.second(session_token(people.settings) or "", request.form.get("code", ""))
    except REFUSALS as error:
        return _code_form(lang, error)
    return _with_session(_onward(lang, needs_code=False), signed)


@bp.post("/studio/sign-out")
@allowed(stage="password")
def sign_out(lang: str) -> Response:
    """End this session."""
    people = desk().people
    people.sign_out(session_token(people.settings))
    response = see_other(lang, "/studio/sign-in", done="signed_out")
    forget_session(response, people.settings)
    return response


def _form(lang: str, error: SaidError | None = None, name: str = "") -> Response:
    people = desk().people
    key = cookie_name(DOOR, people.settings)
    token = request.cookies.get(key) or secrets.token_urlsafe(32)
    response = studio_page(
        lang,
        "sign_in.html",
        localizer(lang).text(N_("Sign in")),
        error=page_error(error),
        status=status_of(error),
        csrf=token,
        name=name,
        next=_wanted() or "",
        errors=field_errors(lang, error),
        nobody=people.is_empty(),
    )
    set_cookie(response, DOOR, token, people.settings)
    return with_wait(response, error)


def _code_form(lang: str, error: SaidError | None = None) -> Response:
    response = studio_page(
        lang,
        "second_step.html",
        localizer(lang).text(N_("Second step")),
        error=page_error(error),
        status=status_of(error),
        next=_wanted() or "",
        errors=field_errors(lang, error),
    )
    return with_wait(response, error)


def _onward(lang: str, needs_code: bool) -> Response:
    """Send on to where the person wanted to go, by way of the second step."""
    wanted = _wanted() or PREFIXES[lang] + START
    if needs_code:
        return see_other(lang, f"/studio/second-step?{_query(wanted)}")
    # `see_other` puts the prefix of the language of the page before it.
    return see_other("zh", wanted)


def _query(wanted: str) -> str:
    return urlencode({"next": wanted})


def _wanted() -> str | None:
    return studio_path(request.form.get("next") or request.args.get("next"))


def _with_session(response: Response, signed: SignedIn) -> Response:
    keep_signed_in(response, signed, desk().people.settings)
    return response
