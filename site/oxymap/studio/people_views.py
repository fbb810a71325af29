"""Accounts, as administrators see them."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from oxymap.catalogue.models import DISTRICTS
from oxymap.errors import InvalidInputError, SaidError
from oxymap.people.models import ROLES, Grant, Person
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.moments import moment
from oxymap.studio.people_words import EVERYWHERE, grants_said, role_rows
from oxymap.studio.refusals import REFUSALS, field_errors, page_error, status_of
from oxymap.studio.respond import see_other, studio_page
from oxymap.web.i18n import localizer
from oxymap.web.sessions import allowed, person
from oxymap.web.urls import URLS
from oxymap.wording import N_, say

bp = studio_blueprint("people")
PEOPLE = "/studio/people"
ONE = f"{PEOPLE}/<int:person_id>"


@bp.get(PEOPLE)
@allowed("administrator")
def people(lang: str) -> Response:
    """List everybody; offer to add somebody."""
    return _people(lang)


@bp.post(PEOPLE)
@allowed("administrator")
def added(lang: str) -> Response:
    """Add somebody, and show the first password, once."""
    form = request.form
    try:
        found, first = desk().people.add(
            person(), form.get("name", ""), form.get("display", ""), _grants()
        )
    except REFUSALS as error:
        return _people(lang, error)
    return _first_password(lang, found, first)


@bp.get(ONE)
@allowed("administrator")
def one(lang: str, person_id: int) -> Response:
    """Show an account with its roles."""
    return _one(lang, desk().people.person(person_id))


@bp.post(f"{ONE}/grants")
@allowed("administrator")
def grants(lang: str, person_id: int) -> Response:
    """Change somebody's roles."""
    return _changed(lang, person_id, "grants")


@bp.post(f"{ONE}/name")
@allowed("administrator")
def name(lang: str, person_id: int) -> Response:
    """Change how somebody is called."""
    return _changed(lang, person_id, "name")


@bp.post(f"{ONE}/disable")
@allowed("administrator")
def disable(lang: str, person_id: int) -> Response:
    """Close an account."""
    return _changed(lang, person_id, "disable")


@bp.post(f"{ONE}/enable")
@allowed("administrator")
def enable(lang: str, person_id: int) -> Response:
    """Open a closed account again."""
    return _changed(lang, person_id, "enable")


@bp.post(f"{ONE}/second/reset")
@allowed("administrator")
def reset_second(lang: str, person_id: int) -> Response:
    """Take a lost second factor away."""
    return _changed(lang, person_id, "second")


@bp.post(f"{ONE}/password/reset")
@allowed("administrator")
def reset_password(lang: str, person_id: int) -> Response:
    """Give a new first password, and show it once."""
    service = desk().people
    first = service.reset_password(person(), person_id)
    return _first_password(lang, service.person(person_id), first)


def _changed(lang: str, person_id: int, what: str) -> Response:
    service, actor = desk().people, person()
    try:
        match what:
            case "grants":
                service.set_grants(actor, person_id, _grants())
            case "name":
                service.rename(actor, person_id, request.form.get("display", ""))
            case "disable":
                service.disable(actor, person_id)
            case "enable":
                service.enable(actor, person_id)
            case _:
                service.reset_second(actor, person_id)
    except REFUSALS as error:
        return _one(lang, service.person(person_id), error)
    return see_other(lang, f"{PEOPLE}/{person_id}", done="changed")


def _grants() -> list[Grant]:
    """Read the check boxes; what is no box of ours is refused."""
    found = []
    for value in request.form.getlist("grant"):
        role = next((known for known in ROLES if value.startswith(f"{known}@")), None)
        where = value.partition("@")[2]
        district = next((known for known in DISTRICTS if known == where), None)
        if role is None or (district is None and where != EVERYWHERE):
            raise InvalidInputError(
                say(N_("There is no such role: %(role)s."), role=value[:60]), field="grants"
            )
        found.append(Grant(role, district))
    return found


def _typed_grants() -> list[Grant]:
    try:
        return _grants()
    except InvalidInputError:
        return []


def _people(lang: str, error: SaidError | None = None) -> Response:
    service = desk().people
    return studio_page(
        lang,
        "people.html",
        localizer(lang).text(N_("People")),
        error=page_error(error),
        status=status_of(error),
        rows=[_row(lang, found) for found in service.people()],
        roles=role_rows(lang, _typed_grants()),
        typed=request.form,
        errors=field_errors(lang, error),
    )


def _one(lang: str, who: Person, error: SaidError | None = None) -> Response:
    typed = request.form if error is not None else {}
    given = _typed_grants() if "grant" in typed else who.grants
    return studio_page(
        lang,
        "person.html",
        who.display,
        error=page_error(error),
        status=status_of(error),
        who=who,
        row=_row(lang, who),
        display=typed.get("display", who.display),
        roles=role_rows(lang, given),
        errors=field_errors(lang, error),
    )


def _first_password(lang: str, who: Person, first: str) -> Response:
    return studio_page(
        lang,
        "first_code.html",
        localizer(lang).text(N_("First password")),
        codes=(),
        first=first,
        who=who,
        onward=f"{URLS[lang].prefix}{PEOPLE}/{who.id}",
    )


def _row(lang: str, who: Person) -> dict[str, object]:
    return {
        "who": who,
        "url": f"{URLS[lang].prefix}{PEOPLE}/{who.id}",
        "roles": grants_said(lang, who.grants),
        "seen": moment(localizer(lang), who.last_seen) if who.last_seen else None,
        "needs_second": desk().people.needs_second(who) and not who.has_second,
    }
