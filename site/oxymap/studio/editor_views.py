"""Write at a draft: the form, its saving, and what helps while writing."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Response, jsonify, request
from werkzeug.wrappers import Response as BaseResponse

from oxymap.errors import ConflictError, SaidError
from oxymap.pages.site import site
from oxymap.publishing.models import Revision, Saved
from oxymap.publishing.service import BlockedError
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.editor_page import Opened, editor_page
from oxymap.studio.forms.editing import document_from, form_of
from oxymap.studio.forms.models import Errors, FormValues
from oxymap.studio.forms.moving import is_move, moved
from oxymap.studio.markdown_preview import Preview, preview
from oxymap.studio.menu import EDITORS
from oxymap.studio.paths import draft_path, review_path
from oxymap.studio.place_search import hits_json, place_names
from oxymap.studio.refusals import status_of
from oxymap.studio.respond import see_other, studio_page
from oxymap.studio.sent import number_sent, sent_values
from oxymap.web.i18n import localizer
from oxymap.web.origin import wants_json
from oxymap.web.sessions import allowed, person
from oxymap.web.urls import URLS
from oxymap.wording import N_, Say, say

bp = studio_blueprint("editor")
EDITOR = "/studio/drafts/<int:number>"
_BLOCKED = N_("The checks have found errors that have to be mended first.")
_WRONG = N_("Something in the form cannot be used; it is marked below. Nothing has been saved yet.")


@dataclass(frozen=True)
class Typed:
    """What somebody has typed that is not saved, and why it is not.

    Parameters
    ----------
    sent : None shows the draft's own values.
    shown : name of the input whose Markdown is shown as the page will show it.
    """

    sent: FormValues | None = None
    errors: Errors = field(default_factory=dict)
    error: Say | None = None
    status: int = HTTPStatus.OK
    shown: str = ""


@bp.get(EDITOR)
@allowed(*EDITORS)
def editor(lang: str, number: int) -> Response:
    """Show a draft's form."""
    error = say(_BLOCKED) if "blocked" in request.args else None
    return _page(lang, number, desk().publishing.head(number), Typed(error=error))


@bp.post(EDITOR)
@allowed("author")
def save(lang: str, number: int) -> BaseResponse:
    """Save a draft, hand it in, or change the form's rows without saving."""
    publishing = desk().publishing
    base = publishing.revision(number_sent("base"))
    if base.ref != publishing.submission(number).ref:
        raise ConflictError(say(N_("This is the text of another object.")))
    form = form_of(base.document)
    sent = sent_values(site().edition(lang), form)
    action = request.form.get("do", "save")
    if is_move(action):
        return _page(lang, number, base, Typed(moved(form, sent, action)))
    if action.startswith("show:"):
        return _page(lang, number, base, Typed(sent, shown=action.partition(":")[2]))
    document, errors = document_from(base.document, sent)
    if errors:
        return _page(lang, number, base, Typed(sent, errors, say(_WRONG), 422))
    try:
        saved = publishing.save(person(), number, base.id, document)
    except SaidError as error:
        refused = Typed(sent, error=error.said, status=status_of(error))
        return _page(lang, number, base, refused)
    return _after(lang, number, saved, is_done=action == "submit")


def _after(lang: str, number: int, saved: Saved, *, is_done: bool) -> BaseResponse:
    """Go where a save leads: to the joining of two states, to the review, or back."""
    if saved.conflict is not None:
        return _go(lang, f"{draft_path(number)}/merge?mine={saved.conflict.id}", None)
    if not is_done:
        return _go(lang, draft_path(number), "merged" if saved.merged_with else "saved")
    try:
        desk().publishing.submit(person(), number)
    except BlockedError:
        # The save itself is done: the way back shows what the checks say.
        return _go(lang, f"{draft_path(number)}?blocked=1", None)
    except SaidError as error:
        refused = Typed(error=error.said, status=status_of(error))
        return _page(lang, number, saved.revision, refused)
    return _go(lang, review_path(number), "submitted")


def _go(lang: str, path: str, done: str | None) -> BaseResponse:
    """Send a browser on; a script is told where to go."""
    response = see_other(lang, path, done)
    return jsonify({"to": response.location}) if wants_json() else response


def _page(lang: str, number: int, base: Revision, typed: Typed) -> Response:
    texts = localizer(lang)
    if wants_json() and typed.status != HTTPStatus.OK:
        refused = jsonify({"message": texts.say(typed.error) if typed.error else ""})
        refused.status_code = typed.status
        return refused
    publishing, edition = desk().publishing, site().edition(lang)
    submission = publishing.submission(number)
    names = {one.name: one.display for one in desk().people.people()}
    opened = Opened(submission, base, tuple(publishing.findings(number)), names)
    shown = _preview(typed) if typed.shown else Preview("", ())
    return studio_page(
        lang,
        "editor.html",
        submission.title,
        error=typed.error,
        status=typed.status,
        editor=editor_page(edition, opened, person(), typed.sent, typed.errors),
        places={of: place_names(edition, of) for of in ("place", "trail", "any")},
        preview_name=typed.shown,
        preview_html=shown.html,
        preview_problems=[texts.say(one) for one in shown.problems],
        person_name=person().name,
    )


def _preview(typed: Typed) -> Preview:
    lang = typed.shown.rpartition(".")[2]
    text = "".join((typed.sent or {}).get(typed.shown, ()))
    return preview(site().edition(lang if lang in URLS else "zh"), text)


@bp.get("/studio/places.json")
@allowed(*EDITORS)
def places(lang: str) -> Response:
    """Return what the picker offers for some letters."""
    query, of = request.args.get("q", "")[:80], request.args.get("of", "any")
    return jsonify(hits_json(site().edition(lang), query, of))


@bp.post("/studio/markdown")
@allowed(*EDITORS)
def markdown(lang: str) -> Response:
    """Return Markdown as the page in one language will show it."""
    wanted = request.form.get("lang", lang)
    found = preview(
        site().edition(wanted if wanted in URLS else lang), request.form.get("text", "")
    )
    problems = [localizer(lang).say(one) for one in found.problems]
    body = site().renderer.render(
        lang, "studio/markdown_preview.html", {"html": found.html, "problems": problems}
    )
    return Response(body, content_type="text/html; charset=utf-8")
