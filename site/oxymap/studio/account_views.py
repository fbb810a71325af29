"""A person's own account: name, password, second factor, where they are signed in."""

from __future__ import annotations

from flask import request
from markupsafe import Markup
from werkzeug.wrappers import Response

from oxymap.errors import SaidError
from oxymap.people.models import Session
from oxymap.people.second import qr_svg
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.moments import moment
from oxymap.studio.people_words import browser_said, grants_said
from oxymap.studio.refusals import REFUSALS, field_errors, page_error, status_of, with_wait
from oxymap.studio.respond import see_other, studio_page
from oxymap.web.i18n import localizer
from oxymap.web.origin import network
from oxymap.web.sessions import (
    allowed,
    current_session,
    forget_session,
    keep_signed_in,
    person,
    session_token,
)
from oxymap.web.urls import URLS
from oxymap.wording import N_

bp = studio_blueprint("account")
ACCOUNT = "/studio/account"
SET_UP = f"{ACCOUNT}/second"


@bp.get(ACCOUNT)
@allowed(stage="account")
def account(lang: str) -> Response:
    """Show the account, and what has to be done first."""
    return _account(lang)


@bp.post(f"{ACCOUNT}/name")
@allowed(stage="account")
def name(lang: str) -> Response:
    """Change how the person is called."""
    try:
        desk().people.rename(person(), person().id, request.form.get("display", ""))
    except REFUSALS as error:
        return _account(lang, error, display=request.form.get("display", ""))
    return see_other(lang, ACCOUNT, done="changed")


@bp.post(f"{ACCOUNT}/password")
@allowed(stage="account")
def password(lang: str) -> Response:
    """Change the password; the browser gets a new session."""
    people = desk().people
    try:
        signed = people.change_password(
            session_token(people.settings) or "", request.form.get("old"),
            request.form.get("new", ""),
        )  # fmt: skip
    except REFUSALS as error:
        return _account(lang, error)
    unfinished = signed.session.to_do == "set_up_second"
    response = see_other(lang, SET_UP if unfinished else ACCOUNT, done="changed")
    keep_signed_in(response, signed, people.settings)
    return response


@bp.get(SET_UP)
@allowed(stage="account")
def second(lang: str) -> Response:
    """Show a new key for the authenticator."""
    if person().must_change:
        return see_other(lang, ACCOUNT)
    return _set_up(lang)


@bp.post(SET_UP)
@allowed(stage="account")
def second_confirmed(lang: str) -> Response:
    """Set the second factor up and show the recovery codes, once."""
    people, form = desk().people, request.form
    try:
        signed, codes = people.confirm_second(
            session_token(people.settings) or "", form.get("secret", ""), form.get("code", ""),
            form.get("password"),
        )  # fmt: skip
    except REFUSALS as error:
        return _set_up(lang, error)
    response = studio_page(
        lang,
        "first_code.html",
        localizer(lang).text(N_("Recovery codes")),
        codes=codes,
        first=None,
        onward=URLS[lang].prefix + "/studio/",
    )
    keep_signed_in(response, signed, people.settings)
    return response


@bp.post(f"{SET_UP}/remove")
@allowed(stage="account")
def second_removed(lang: str) -> Response:
    """Do without a second factor."""
    people = desk().people
    try:
        given = request.form.get("password", "")
        people.remove_second(person(), given, network(people.settings))
    except REFUSALS as error:
        return _account(lang, error)
    return see_other(lang, ACCOUNT, done="removed")


@bp.post(f"{ACCOUNT}/sessions/<int:session_id>/end")
@allowed(stage="account")
def end_session(lang: str, session_id: int) -> Response:
    """End one of the person's own sessions."""
    desk().people.end_session(person(), session_id)
    return see_other(lang, ACCOUNT, done="changed")


@bp.post(f"{ACCOUNT}/sign-out-everywhere")
@allowed(stage="account")
def sign_out_everywhere(lang: str) -> Response:
    """End all sessions of the person, this one as well."""
    people = desk().people
    people.sign_out_everywhere(person())
    response = see_other(lang, "/studio/sign-in", done="signed_out")
    forget_session(response, people.settings)
    return response


def _account(lang: str, error: SaidError | None = None, display: str | None = None) -> Response:
    people, who, session = desk().people, person(), current_session()
    response = studio_page(
        lang,
        "account.html",
        localizer(lang).text(N_("My account")),
        error=page_error(error),
        status=status_of(error),
        who=who,
        display=who.display if display is None else display,
        roles=grants_said(lang, who.grants),
        to_do=session.to_do if session else None,
        errors=field_errors(lang, error),
        needs_second=people.needs_second(who),
        codes_left=people.recovery_left(who) if who.has_second else 0,
        sessions=[_shown(lang, one) for one in people.sessions(who)],
    )
    return with_wait(response, error)


def _set_up(lang: str, error: SaidError | None = None) -> Response:
    factor = desk().people.begin_second(person(), request.form.get("secret"))
    spaced = " ".join(factor.secret[i : i + 4] for i in range(0, len(factor.secret), 4))
    response = studio_page(
        lang,
        "second_set_up.html",
        localizer(lang).text(N_("Set up the second factor")),
        error=page_error(error),
        status=status_of(error),
        secret=factor.secret,
        spaced=spaced,
        uri=factor.uri,
        qr=Markup(qr_svg(factor.uri)),  # noqa: S704 -- made of squares by our own code
        replaces=person().has_second,
        errors=field_errors(lang, error),
    )
    return with_wait(response, error)


def _shown(lang: str, session: Session) -> dict[str, object]:
    here = current_session()
    return {
        "id": session.id,
        "browser": browser_said(lang, session.agent),
        "network": session.network,
        "since": moment(localizer(lang), session.created_at),
        "used": moment(localizer(lang), session.last_at),
        "here": here is not None and here.id == session.id,
    }
