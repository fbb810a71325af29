"""Review and publishing of a draft: read, remark, and move it on."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from oxymap import clock
from oxymap.db.engine import reading, writing
from oxymap.errors import InvalidInputError, NotFoundError, SaidError
from oxymap.media.blobs import get_blob, put_blob
from oxymap.people.models import Person
from oxymap.publishing.documents import title_of
from oxymap.publishing.models import Submission
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.difference_view import shown_difference
from oxymap.studio.labels import SEVERITIES
from oxymap.studio.moments import moment_or_none, read_moment
from oxymap.studio.overview_views import names_of_people
from oxymap.studio.paths import draft_path, object_path, public_path, review_path
from oxymap.studio.received import sent_file
from oxymap.studio.refusals import field_errors, page_error, status_of
from oxymap.studio.respond import see_other, studio_page
from oxymap.studio.review_page import (
    comment_rows,
    document_rows,
    field_choices,
    finding_rows,
    review_map,
    rights_of,
    step_rows,
)
from oxymap.studio.rows import districts_text, state_badge
from oxymap.web.i18n import localizer
from oxymap.web.sessions import allowed, person
from oxymap.web.urls import URLS
from oxymap.wording import N_, say

bp = studio_blueprint("review")
DRAFT = "/studio/drafts/<int:number>"
MAX_DOCUMENT = 20 * 1024 * 1024
#: What a decision may come as: how the file begins, and what it then is.
_DOCUMENTS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
Act = Callable[[Person], object]


@bp.get(f"{DRAFT}/review")
@allowed("author", "reviewer", "publisher", "administrator")
def review(lang: str, number: int) -> Response:
    """Show a draft to those who judge it."""
    return _page(lang, number)


@bp.post(f"{DRAFT}/submit")
@allowed("author")
def submit(lang: str, number: int) -> BaseResponse:
    """Hand it in for review."""
    verb = desk().publishing.submit
    return _carry_out(lang, number, lambda who: verb(who, number, _note()), "submitted")


@bp.post(f"{DRAFT}/return")
@allowed("reviewer", "publisher")
def give_back(lang: str, number: int) -> BaseResponse:
    """Give it back to its author, with the reason."""
    verb = desk().publishing.return_
    return _carry_out(lang, number, lambda who: verb(who, number, _note()), "returned")


@bp.post(f"{DRAFT}/approve")
@allowed("reviewer")
def approve(lang: str, number: int) -> BaseResponse:
    """Say that it may be published."""
    verb = desk().publishing.approve
    return _carry_out(lang, number, lambda who: verb(who, number, _note()), "approved")


@bp.post(f"{DRAFT}/discard")
@allowed("author")
def discard(lang: str, number: int) -> BaseResponse:
    """Give it up; its history stays."""
    verb = desk().publishing.discard
    path = object_path(desk().publishing.submission(number).ref)
    return _carry_out(lang, number, lambda who: verb(who, number, _note()), "discarded", path)


@bp.get(f"{DRAFT}/publish")
@allowed("publisher")
def publish_form(lang: str, number: int) -> Response:
    """Ask from when until when it is to be shown."""
    return _publish_page(lang, number)


@bp.post(f"{DRAFT}/publish")
@allowed("publisher")
def publish(lang: str, number: int) -> BaseResponse:
    """Publish it now or at a time, for ever or until a time."""
    form = request.form
    try:
        at = read_moment(form.get("at", ""), "at")
        until = read_moment(form.get("until", ""), "until")
        desk().publishing.publish(person(), number, at=at, until=until, note=_note())
    except SaidError as error:
        return _publish_page(lang, number, error)
    done = "scheduled" if at is not None and at > clock.seconds() else "published"
    return see_other(lang, object_path(desk().publishing.submission(number).ref), done)


@bp.post(f"{DRAFT}/comments")
@allowed("author", "reviewer", "publisher", "administrator")
def comment(lang: str, number: int) -> BaseResponse:
    """Say something about a field, a place or the whole."""

    def act(who: Person) -> object:
        text = request.form.get("text", "")
        return desk().publishing.comment(who, number, text, _anchor())

    path = f"{review_path(number)}?done=commented#remarks"
    return _carry_out(lang, number, act, None, path)


@bp.post(f"{DRAFT}/comments/<int:comment_id>/resolve")
@allowed("author", "reviewer", "publisher", "administrator")
def resolve(lang: str, number: int, comment_id: int) -> BaseResponse:
    """Settle a remark of this draft."""
    publishing = desk().publishing
    if comment_id not in {item.id for item in publishing.comments(number)}:
        raise NotFoundError(f"There is no remark {comment_id} here.", comment_id)
    path = f"{review_path(number)}?done=resolved#remarks"
    return _carry_out(lang, number, lambda who: publishing.resolve(who, comment_id), None, path)


@bp.post(f"{DRAFT}/exempt")
@allowed("publisher", "administrator")
def exempt(lang: str, number: int) -> BaseResponse:
    """Record the leave to publish in a restricted area."""

    def act(who: Person) -> object:
        name, data, media_type = _received_document()
        reason = request.form.get("reason", "")
        publishing = desk().publishing
        with writing(publishing.engine) as connection:
            sha256 = put_blob(connection, data, media_type)
        return publishing.exempt(
            who, number, reason=reason, document_sha256=sha256, document_name=name,
            zones=request.form.getlist("zones"),
        )  # fmt: skip

    return _carry_out(lang, number, act, "saved")


@bp.get(f"{DRAFT}/exemption")
@allowed("author", "reviewer", "publisher", "administrator")
def exemption(lang: str, number: int) -> Response:
    """Send the decision that was handed in."""
    publishing = desk().publishing
    found = publishing.submission(number).exemption
    if found is None:
        raise NotFoundError("No exemption is recorded.", number)
    with reading(publishing.engine) as connection:
        data, media_type = get_blob(connection, found.document_sha256)
    answer = Response(data, content_type=media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=found.document_name)
    return answer


# --- forms -----------------------------------------------------------------------------


def _carry_out(
    lang: str, number: int, act: Act, done: str | None, path: str | None = None
) -> BaseResponse:
    try:
        act(person())
    except SaidError as error:
        return _page(lang, number, error)
    return see_other(lang, path or review_path(number), done)


def _note() -> str:
    return request.form.get("note", "").strip()[:2000]


def _anchor() -> dict[str, object]:
    """Return what a remark is about; a place when both numbers were given."""
    form = request.form
    lon, lat = form.get("lon", "").strip(), form.get("lat", "").strip()
    anchor: dict[str, object] = {}
    if lon or lat:
        try:
            east, north = float(lon), float(lat)
        except ValueError:
            east, north = 999.0, 999.0
        if not (-180 <= east <= 180 and -90 <= north <= 90):
            said = say(N_("A place has a longitude and a latitude in degrees."))
            raise InvalidInputError(said, field="lon")
        anchor = {"lon": round(east, 6), "lat": round(north, 6)}
    name, quote = form.get("field", "").strip()[:100], form.get("quote", "").strip()[:500]
    if name:
        anchor["field"] = name
    if quote:
        anchor["quote"] = quote
    return anchor


def _received_document() -> tuple[str, bytes, str]:
    name, data = sent_file("document", MAX_DOCUMENT)
    if len(data) > MAX_DOCUMENT:
        raise InvalidInputError(say(N_("The file is larger than 20 MB.")), field="document")
    kinds = [kind for start, kind in _DOCUMENTS if data.startswith(start)]
    if not kinds:
        said = say(N_("The decision is needed as a PDF, a JPEG or a PNG."))
        raise InvalidInputError(said, field="document")
    return name or "document", data, kinds[0]


# --- pages -----------------------------------------------------------------------------


def _page(lang: str, number: int, error: SaidError | None = None) -> Response:
    publishing, texts = desk().publishing, localizer(lang)
    item, head, names = publishing.submission(number), publishing.head(number), names_of_people()
    published = publishing.published(item.ref)
    edition = desk().site.edition(lang)
    findings = publishing.findings(number)
    findings.sort(key=lambda one: list(SEVERITIES).index(one.severity))
    exemptible = any(one.exemptible and one.severity == "error" for one in findings)
    rights = rights_of(person(), item, publishing.writers(item), exemptible=exemptible)
    rows = finding_rows(texts, item, findings, may_edit=rights.edit)
    comments = comment_rows(texts, publishing.comments(number), names, item.head)
    pairs = list(zip(rows.rows, findings, strict=True))
    return studio_page(
        lang,
        "review.html",
        texts.text(N_("Review: %(title)s"), title=title_of(head.document, lang)),
        error=page_error(error),
        status=status_of(error),
        **_about(lang, item),
        rights=rights,
        findings=rows,
        document=document_rows(edition, head.document),
        difference=shown_difference(edition, published, head.document),
        is_new=published is None,
        map=review_map(edition, head.document, published, pairs, comments),
        comments=comments,
        field_choices=field_choices(texts, head.document),
        steps=step_rows(texts, publishing.transitions(number), names),
        errors=field_errors(lang, error),
        typed=request.form if error else {},
        revision=head.id,
        writers=[names.get(name, name) for name in sorted(publishing.writers(item))],
    )


def _publish_page(lang: str, number: int, error: SaidError | None = None) -> Response:
    publishing, texts = desk().publishing, localizer(lang)
    item, head = publishing.submission(number), publishing.head(number)
    published = publishing.published(item.ref)
    findings = publishing.findings(number)
    rights = rights_of(person(), item, publishing.writers(item), exemptible=False)
    return studio_page(
        lang,
        "publish.html",
        texts.text(N_("Publish: %(title)s"), title=title_of(head.document, lang)),
        error=page_error(error),
        status=status_of(error),
        **_about(lang, item),
        rights=rights,
        findings=finding_rows(texts, item, findings, may_edit=rights.edit),
        difference=shown_difference(desk().site.edition(lang), published, head.document),
        is_new=published is None,
        errors=field_errors(lang, error),
        typed=request.form if error else {},
    )


def _about(lang: str, item: Submission) -> dict[str, object]:
    texts, prefix = localizer(lang), URLS[lang].prefix
    return {
        "number": item.id,
        "object_title": item.title,
        "badge": state_badge(texts, item),
        "districts": districts_text(texts, item.districts),
        "publish_at": moment_or_none(texts, item.publish_at),
        "expire_at": moment_or_none(texts, item.expire_at),
        "exemption": item.exemption,
        "base_url": prefix + draft_path(item.id),
        "object_url": prefix + object_path(item.ref),
        "public_url": public_path(lang, item.ref),
    }
