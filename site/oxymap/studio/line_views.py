"""The page where a planner draws or types a line, or sets a point."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request
from werkzeug.wrappers import Response

from oxymap.errors import InvalidInputError, NotFoundError, SaidError
from oxymap.publishing.documents import feature_document, feature_of
from oxymap.publishing.imports.models import takes_line
from oxymap.publishing.models import Revision, Saved, Submission
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.line_editing import FORMS, LineForm, apply_form
from oxymap.studio.line_page import make_line_page
from oxymap.studio.refusals import REFUSALS, field_errors, page_error, status_of
from oxymap.studio.respond import see_other, studio_page
from oxymap.web.i18n import localizer
from oxymap.web.sessions import allowed, person
from oxymap.wording import N_, say

bp = studio_blueprint("line")
LINE = "/studio/drafts/<int:number>/line"


@bp.get(LINE)
@allowed("author", "reviewer", "publisher", "administrator")
def line(lang: str, number: int) -> Response:
    """Show a draft's line or point, and the ways to change it."""
    return show_line(lang, number)


@bp.post(LINE)
@allowed("author")
def save_line(lang: str, number: int) -> Response:
    """Save what was typed or drawn."""
    form = _form()
    submission = spatial_submission(number)
    try:
        if (form.name == "point") == takes_line(submission.ref.group):
            raise InvalidInputError(say(N_("This object takes another kind of geometry.")))
        begun = _begun(submission, form["base"])
        feature = apply_form(form, feature_of(begun.document))
        document = feature_document(submission.ref, feature)
        saved = desk().publishing.save(person(), number, begun.id, document, note=form["note"])
    except REFUSALS as error:
        return show_line(lang, number, error=error, form=form)
    return after_save(lang, number, saved, done="saved")


def after_save(lang: str, number: int, saved: Saved, *, done: str) -> Response:
    """Send on to the line, or to where two people's work is joined."""
    if saved.conflict is not None:
        return see_other(lang, f"/studio/drafts/{number}/merge?mine={saved.conflict.id}")
    done = "merged" if saved.merged_with else done
    return see_other(lang, f"/studio/drafts/{number}/line", done=done)


def show_line(
    lang: str,
    number: int,
    *,
    error: SaidError | None = None,
    form: LineForm | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """Render the page; after bad input with everything that was typed."""
    submission = spatial_submission(number)
    texts = localizer(lang)
    errors = field_errors(lang, error)
    if form is not None:
        errors = {f"{form.name}.{field}": text for field, text in errors.items()}
        typed = {**form.typed, "base": form["base"]}
    page = make_line_page(
        desk().site.edition(lang),
        person(),
        submission,
        desk().publishing.head(number),
        desk().imports.jobs(number),
        typed=typed,
        errors=errors,
    )
    headings = {
        "line": N_("Line of %(name)s"),
        "point": N_("Position of %(name)s"),
        "area": N_("Area of %(name)s"),
    }
    title = texts.text(headings[page.kind], name=submission.title)
    above = page_error(error) or (say(N_("The form could not be saved.")) if error else None)
    return studio_page(lang, "line.html", title, error=above, status=status_of(error), line=page)


def spatial_submission(number: int) -> Submission:
    """Return a submission of a map feature; pages of the site have no line."""
    submission = desk().publishing.submission(number)
    if submission.ref.kind != "feature":
        raise NotFoundError(f"Draft {number} has no place on the map.", number)
    return submission


def _form() -> LineForm:
    """Return the sent form without the prefix of its fields' names."""
    name = request.form.get("form", "")
    name = name if name in FORMS else ""
    values = {
        key.removeprefix(f"{name}."): value
        for key, value in request.form.items()
        if key.startswith(f"{name}.")
    }
    return LineForm(name, {**values, "base": request.form.get("base", "")})


def _begun(submission: Submission, base: str) -> Revision:
    """Return the revision that the page had shown.

    Raises
    ------
    InvalidInputError : the form names none of this object.
    """
    publishing = desk().publishing
    said = say(N_("The form is incomplete. Load the page again."))
    if not base.isdigit():
        raise InvalidInputError(said, value=base)
    try:
        begun = publishing.revision(int(base))
    except NotFoundError as error:
        raise InvalidInputError(said, value=base) from error
    if begun.ref != submission.ref:
        raise InvalidInputError(said, value=base)
    return begun
