"""Receive a file for a draft, follow how it is read, show the report, take the line over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import PurePath

from flask import jsonify, request
from werkzeug.wrappers import Response

from oxymap.errors import SaidError
from oxymap.publishing.imports.models import ImportJob
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.line_input import read_datum
from oxymap.studio.line_report import make_upload_page, stage_text
from oxymap.studio.line_views import after_save, show_line, spatial_submission
from oxymap.studio.refusals import REFUSALS, field_errors, page_error, status_of
from oxymap.studio.respond import see_other, studio_page
from oxymap.web.i18n import localizer
from oxymap.web.origin import wants_json
from oxymap.web.sessions import allowed, person
from oxymap.web.urls import URLS

bp = studio_blueprint("line_upload")
UPLOAD = "/studio/uploads/<int:number>"


@bp.post("/studio/drafts/<int:number>/uploads")
@allowed("author")
def receive(lang: str, number: int) -> Response:
    """Keep a file and put it in line for reading."""
    spatial_submission(number)
    given = request.files.get("file")
    try:
        crs = read_datum(request.form.get("crs", ""), request.form.get("epsg", ""))
        # Browsers may send a whole path.
        name = PurePath((given.filename if given else "") or "").name
        data = given.read() if given else b""
        job = desk().imports.receive(person(), number, name, data, crs)
    except REFUSALS as error:
        if wants_json():
            return _refused_json(lang, error)
        sent = {name: request.form.get(name, "") for name in ("crs", "epsg")}
        return show_line(lang, number, error=error, typed=sent)
    if wants_json():
        return _private_json({"url": f"{URLS[lang].prefix}/studio/uploads/{job.id}"})
    return see_other(lang, f"/studio/uploads/{job.id}")


@bp.get(UPLOAD)
@allowed("author", "reviewer", "publisher", "administrator")
def upload(lang: str, number: int) -> Response:
    """Show how far a file is, or the report on it."""
    return _show(lang, desk().imports.job(number), track=_number(request.args.get("track")))


@bp.get(f"{UPLOAD}.json")
@allowed("author", "reviewer", "publisher", "administrator")
def progress(lang: str, number: int) -> Response:
    """Tell a script how far a file is."""
    job = desk().imports.job(number)
    return _private_json(
        {
            "state": job.state.value,
            "at_work": job.at_work,
            "progress": round(job.progress, 3),
            "stage": stage_text(localizer(lang), job),
        }
    )


@bp.post(f"{UPLOAD}/again")
@allowed("author")
def again(lang: str, number: int) -> Response:
    """Read the kept file once more, as of another datum."""
    try:
        crs = read_datum(request.form.get("crs", ""), request.form.get("epsg", ""))
        job = desk().imports.again(person(), number, crs)
    except REFUSALS as error:
        return _show(lang, desk().imports.job(number), error=error)
    return see_other(lang, f"/studio/uploads/{job.id}")


@bp.post(f"{UPLOAD}/take")
@allowed("author")
def take(lang: str, number: int) -> Response:
    """Put the chosen track into the draft, repaired as accepted."""
    imports = desk().imports
    job = imports.job(number)
    track = _number(request.form.get("track"))
    accepted = request.form.getlist("accepted")
    base = _number(request.form.get("base"))
    try:
        saved = imports.take(
            person(), number, track=-1 if track is None else track, accepted=accepted,
            base=-1 if base is None else base,
        )  # fmt: skip
    except REFUSALS as error:
        return _show(lang, job, error=error, track=track, accepted=accepted)
    return after_save(lang, job.submission_id, saved, done="taken")


def _show(
    lang: str,
    job: ImportJob,
    *,
    error: SaidError | None = None,
    track: int | None = None,
    accepted: Sequence[str] | None = None,
) -> Response:
    publishing = desk().publishing
    page = make_upload_page(
        desk().site.edition(lang),
        person(),
        job,
        publishing.submission(job.submission_id),
        publishing.head(job.submission_id),
        track=track,
        accepted=accepted,
        errors=field_errors(lang, error),
    )
    title = localizer(lang).text("Received file %(name)s", name=job.filename)
    return studio_page(
        lang, "upload.html", title, error=page_error(error), status=status_of(error), upload=page
    )


def _refused_json(lang: str, error: SaidError) -> Response:
    texts = localizer(lang)
    body = {"error": texts.say(error.said), "field": error.field}
    response = _private_json(body)
    response.status_code = status_of(error)
    return response


def _private_json(body: Mapping[str, object]) -> Response:
    response = jsonify(body)
    response.status_code = HTTPStatus.OK
    return response


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
