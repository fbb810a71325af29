"""One revision beside another, and the way back to it."""

from __future__ import annotations

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from oxymap.errors import NotFoundError, SaidError
from oxymap.publishing.documents import districts_of, title_of
from oxymap.publishing.models import Document, Revision
from oxymap.publishing.rights import may
from oxymap.publishing.service import Publishing
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.difference_view import shown_difference
from oxymap.studio.moments import moment
from oxymap.studio.overview_views import names_of_people
from oxymap.studio.paths import draft_path, object_path, revision_path
from oxymap.studio.refusals import status_of
from oxymap.studio.respond import see_other, studio_page
from oxymap.web.i18n import Localizer, localizer
from oxymap.web.sessions import allowed, person
from oxymap.web.urls import URLS
from oxymap.wording import N_

bp = studio_blueprint("history")
ONE = "/studio/revisions/<int:number>"


@bp.get(ONE)
@allowed("author", "reviewer", "publisher", "administrator")
def revision(lang: str, number: int) -> Response:
    """Show what a revision changed against another state of the object."""
    return _page(lang, number)


@bp.post(f"{ONE}/restore")
@allowed("author")
def restore(lang: str, number: int) -> BaseResponse:
    """Make a draft with this state, byte for byte."""
    try:
        submission = desk().publishing.restore(person(), number)
    except SaidError as error:
        return _page(lang, number, error)
    return see_other(lang, draft_path(submission.id), "restored")


def _page(lang: str, number: int, error: SaidError | None = None) -> Response:
    publishing, texts = desk().publishing, localizer(lang)
    found = publishing.revision(number)
    against = request.args.get("against", "")
    before, before_name = _other(publishing, texts, found, against)
    names = names_of_people()
    title = title_of(found.document, lang)
    prefix = URLS[lang].prefix
    return studio_page(
        lang,
        "revision.html",
        texts.text(N_("Revision %(number)s of %(title)s"), number=number, title=title),
        error=error.said if error else None,
        status=status_of(error),
        number=number,
        author=names.get(found.author, found.author),
        at=moment(texts, found.at),
        note=found.note,
        object_title=title,
        before_name=before_name,
        difference=shown_difference(desk().site.edition(lang), before, found.document),
        choices=_choices(publishing, texts, found, against),
        object_url=prefix + object_path(found.ref),
        restore_url=f"{prefix}{revision_path(number)}/restore",
        may_restore=may(person(), "author", districts_of(found.document)),
        is_shown=publishing.published_revision(found.ref) == number,
    )


def _other(
    publishing: Publishing, texts: Localizer, found: Revision, against: str
) -> tuple[Document | None, str]:
    """Return the state to compare with, and what it is called."""
    if against == "published":
        return publishing.published(found.ref), texts.text(N_("what is published"))
    if against == "shipped":
        return publishing.shipped(found.ref), texts.text(N_("the shipped file"))
    if against:
        if not against.isdecimal() or len(against) > 12:
            raise NotFoundError(f"There is no revision {against!r}.", against)
        other = publishing.revision(int(against))
        if other.ref != found.ref:
            raise NotFoundError("That revision is of another object.", against)
        return other.document, texts.text(N_("revision %(number)s"), number=other.id)
    if found.parent is None:
        shipped = publishing.shipped(found.ref)
        name = N_("the shipped file") if shipped else N_("nothing: it is new")
        return shipped, texts.text(name)
    parent = publishing.revision(found.parent)
    return parent.document, texts.text(N_("revision %(number)s"), number=parent.id)


def _choices(
    publishing: Publishing, texts: Localizer, found: Revision, against: str
) -> list[tuple[str, str, bool]]:
    """Return what a revision can be compared with: (value, name, whether it is)."""
    choices = [("", texts.text(N_("the state before it")))]
    if publishing.published(found.ref) is not None:
        choices.append(("published", texts.text(N_("what is published"))))
    if publishing.shipped(found.ref) is not None:
        choices.append(("shipped", texts.text(N_("the shipped file"))))
    choices += [
        (str(other.id), texts.text(N_("revision %(number)s"), number=other.id))
        for other in publishing.revisions(found.ref)
        if other.id != found.id
    ]
    return [(value, name, value == against) for value, name in choices]
