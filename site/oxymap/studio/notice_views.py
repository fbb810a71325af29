"""Notices, as publishers write and end them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from oxymap import clock
from oxymap.catalogue.models import DISTRICTS, LANGS
from oxymap.errors import SaidError
from oxymap.notices.models import SEVERITIES, Notice, NoticeDraft
from oxymap.notices.service import Notices
from oxymap.pages.edition import Edition
from oxymap.pages.notices_page import NoticeView, notice_view
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.moments import Moment, moment, moment_or_none, read_moment
from oxymap.studio.place_search import id_of, name_of_place, place_names
from oxymap.studio.refusals import REFUSALS, field_errors, page_error, status_of
from oxymap.studio.respond import see_other, studio_page
from oxymap.web.i18n import localizer
from oxymap.web.sessions import allowed, person
from oxymap.web.urls import URLS
from oxymap.wording import N_

bp = studio_blueprint("notices")
NOTICES = "/studio/notices"
#: Empty fields for places below those that are filled.
MORE_PLACES = 3
STATES = {"now": N_("holds now"), "coming": N_("is to come"), "over": N_("is over")}


@dataclass(frozen=True)
class NoticeRow:
    """A notice in the list; `end_url` is None where this person may not end it, or it is over."""

    view: NoticeView
    state: str
    state_label: str
    author: str
    created: Moment
    ended_by: str | None
    ended: Moment | None
    end_url: str | None


@bp.get(NOTICES)
@allowed("publisher", "administrator")
def notices(lang: str) -> Response:
    """List the notices; offer to publish one."""
    return _page(lang)


@bp.post(NOTICES)
@allowed("publisher", "administrator")
def published(lang: str) -> Response:
    """Publish a notice."""
    try:
        _notices().publish(person(), _draft(_edition(lang)))
    except REFUSALS as error:
        return _page(lang, error)
    return see_other(lang, NOTICES, done="notice_published")


@bp.post(f"{NOTICES}/<int:number>/end")
@allowed("publisher", "administrator")
def ended(lang: str, number: int) -> Response:
    """End a notice."""
    try:
        _notices().end(person(), number)
    except REFUSALS as error:
        return _page(lang, error)
    return see_other(lang, NOTICES, done="notice_ended")


def _notices() -> Notices:
    return desk().site.notices


def _edition(lang: str) -> Edition:
    return desk().site.edition(lang)


def _draft(edition: Edition) -> NoticeDraft:
    """Read the form; places may be given by id or by name."""
    form = request.form
    places = (id_of(edition, text) for text in form.getlist("places"))
    return NoticeDraft(
        severity=form.get("severity", ""),
        title={lang: form.get(f"title_{lang}", "") for lang in LANGS},
        body={lang: form.get(f"body_{lang}", "") for lang in LANGS},
        districts=tuple(form.getlist("districts")),
        places=tuple(place for place in places if place),
        from_at=read_moment(form.get("from", ""), "from"),
        until_at=read_moment(form.get("until", ""), "until"),
    )


def _page(lang: str, error: SaidError | None = None) -> Response:
    texts, edition, now = localizer(lang), _edition(lang), clock.seconds()
    rows = [_row(edition, notice, now) for notice in _notices().all()]
    typed = request.form if error is not None else {}
    return studio_page(
        lang,
        "notices.html",
        texts.text(N_("Notices")),
        error=page_error(error),
        status=status_of(error),
        rows=[row for row in rows if row.state != "over"],
        past=[row for row in rows if row.state == "over"],
        typed=typed,
        errors=field_errors(lang, error),
        severities=[(one, texts.label("severity", one)) for one in SEVERITIES],
        districts=[(one, texts.label("district", one)) for one in DISTRICTS],
        chosen_districts=request.form.getlist("districts") if typed else [],
        chosen_places=_typed_places(edition, typed),
        place_names=place_names(edition, "any"),
    )


def _typed_places(edition: Edition, typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (id, name) of the places in the form, and some empty fields."""
    ids = [id_of(edition, one) for one in request.form.getlist("places") if one] if typed else []
    return [(one, name_of_place(edition, one)) for one in ids] + [("", "")] * MORE_PLACES


def _row(edition: Edition, notice: Notice, now: int) -> NoticeRow:
    texts = edition.texts
    state = "over" if notice.is_over(now) else "coming" if notice.is_coming(now) else "now"
    may = state != "over" and _notices().may(person(), notice)
    ended_at = notice.ended_at
    if state == "over" and ended_at is None:
        ended_at = notice.until_at
    return NoticeRow(
        view=notice_view(edition, notice),
        state=state,
        state_label=texts.text(STATES[state]),
        author=notice.author,
        created=moment(texts, notice.created_at),
        ended_by=notice.ended_by,
        ended=moment_or_none(texts, ended_at),
        end_url=f"{URLS[edition.lang].prefix}{NOTICES}/{notice.id}/end" if may else None,
    )
