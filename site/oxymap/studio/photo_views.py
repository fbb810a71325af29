"""Photographs: take them in, describe them, find them, take them away."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import orjson
from flask import Response, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse

from oxymap.errors import NotFoundError, SaidError
from oxymap.media.models import Draft, PhotoRecord, Suffix
from oxymap.media.processing import MOST_BYTES
from oxymap.pages.photo_views import photo_response
from oxymap.studio import photo_uses
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.map_spec import MapSpec, Pin, studio_map
from oxymap.studio.menu import EDITORS
from oxymap.studio.moments import moment
from oxymap.studio.photo_cards import (
    LARGE_WIDTH,
    MOST,
    PHOTOS,
    draft_card,
    find_photo,
    find_photos,
    page_url,
    photo_json,
    record_card,
    thumb,
)
from oxymap.studio.photo_uses import Use
from oxymap.studio.refusals import REFUSALS, field_errors, page_error, status_of, with_wait
from oxymap.studio.respond import see_other, studio_page
from oxymap.web.errors import problem
from oxymap.web.i18n import localizer
from oxymap.web.origin import wants_json
from oxymap.web.sessions import allowed, person
from oxymap.web.urls import URLS
from oxymap.wording import N_, say

bp = studio_blueprint("photos")
ONE = f"{PHOTOS}/<photo_id>"
#: Without scripts all files of a form come in one request.
MOST_FILES = 20
PRIVATE = "private, no-store"
_JSON = "application/json"


@bp.get(PHOTOS)
@allowed(*EDITORS)
def photos(lang: str) -> Response:
    """Show the photographs; offer to bring more."""
    return _grid(lang)


@bp.post(PHOTOS)
@allowed("author")
def upload(lang: str) -> BaseResponse:
    """Take pictures in; each that cannot be taken is named with its reason."""
    files = [file for file in request.files.getlist("file") if file.filename][:MOST_FILES]
    taken: list[Draft] = []
    refused: list[tuple[str, SaidError]] = []
    for file in files:
        try:
            taken.append(_receive(file))
        except REFUSALS as error:
            refused.append((file.filename or "", error))
    if wants_json():
        return _upload_json(lang, taken, refused)
    if not files:
        return _grid(lang, [("", say_choose())])
    if refused:
        return _grid(lang, refused)
    target = f"{PHOTOS}/{taken[0].id}" if len(taken) == 1 else PHOTOS
    return see_other(lang, target, done="uploaded")


def say_choose() -> SaidError:
    """Return what is wrong with a form without files."""
    return SaidError(say(N_("Choose one or several pictures first.")), field="file")


def _receive(file: FileStorage) -> Draft:
    return desk().photos.receive(person(), file.filename or "", file.stream.read(MOST_BYTES + 1))


def _upload_json(
    lang: str, taken: list[Draft], refused: list[tuple[str, SaidError]]
) -> BaseResponse:
    if refused or not taken:
        error = refused[0][1] if refused else say_choose()
        status = status_of(error)
        return with_wait(problem(status, localizer(lang).say(error.said), error.code), error)
    found = [{"id": draft.id, "url": page_url(lang, draft.id)} for draft in taken]
    return Response(orjson.dumps({"photos": found}), HTTPStatus.CREATED, mimetype=_JSON)


def _grid(lang: str, refused: list[tuple[str, SaidError]] | None = None) -> Response:
    texts = localizer(lang)
    query = request.args.get("q", "").strip()[:100]
    found = find_photos(desk(), query)
    failures = refused or []
    return studio_page(
        lang,
        "photos.html",
        texts.text("Photographs"),
        status=status_of(failures[0][1]) if failures else HTTPStatus.OK,
        cards=[record_card(lang, record) for record in found[:MOST]],
        waiting=[draft_card(lang, draft) for draft in desk().photos.drafts()],
        total=len(found),
        query=query,
        failures=[(name, texts.say(error.said)) for name, error in failures],
        can_add=person().has("author"),
    )


@bp.get(f"{PHOTOS}.json")
@allowed(*EDITORS)
def picker(lang: str) -> Response:
    """Return photographs for an editor's picker.

    ``ref`` names the object that is being written: none whose position is to be kept back is
    offered a photograph's.
    """
    ref = photo_uses.parse_ref(request.args.get("ref", ""))
    sensitive = ref is not None and photo_uses.is_sensitive(desk().publishing, ref)
    found = find_photos(desk(), request.args.get("q", "")[:100])
    items = [photo_json(record, with_position=not sensitive) for record in found[:MOST]]
    return Response(orjson.dumps({"photos": items, "total": len(found)}), mimetype=_JSON)


@bp.get(ONE)
@allowed(*EDITORS)
def photo(lang: str, photo_id: str) -> Response:
    """Show a photograph with its texts and where it is shown."""
    return _one(lang, photo_id)


@bp.post(ONE)
@allowed("author")
def described(lang: str, photo_id: str) -> BaseResponse:
    """Write a photograph's texts; go on with the next that lacks them."""
    form, service = request.form, desk().photos
    try:
        service.change(
            person(),
            photo_id,
            alt=_both("alt"),
            credit=form.get("credit", ""),
            licence=form.get("licence", ""),
            caption=_both("caption"),
        )
    except REFUSALS as error:
        return _one(lang, photo_id, error, form)
    waiting = [draft for draft in service.drafts() if draft.uploaded_by == person().name]
    target = waiting[-1].id if waiting else photo_id
    return see_other(lang, f"{PHOTOS}/{target}", done="saved")


def _both(name: str) -> dict[str, str]:
    return {lang: request.form.get(f"{name}.{lang}", "") for lang in URLS}


@bp.post(f"{ONE}/position")
@allowed("author")
def position_forgotten(lang: str, photo_id: str) -> BaseResponse:
    """Delete where a photograph was taken."""
    desk().photos.forget_position(person(), photo_id)
    return see_other(lang, f"{PHOTOS}/{photo_id}", done="removed")


@bp.post(f"{ONE}/remove")
@allowed("author", "publisher", "administrator")
def removed(lang: str, photo_id: str) -> BaseResponse:
    """Delete a photograph that nothing shows."""

    def used_by(name: str) -> list[str]:
        # Another process may have published something a moment ago.
        desk().site.refresh()
        return [use.title for use in photo_uses.uses_of(desk().publishing, name, lang)]

    try:
        desk().photos.remove(person(), photo_id, used_by)
    except REFUSALS as error:
        return _one(lang, photo_id, error)
    return see_other(lang, PHOTOS, done="removed")


@bp.get("/studio/media/<photo_id>-<int:width>.<any(avif, webp, jpg):suffix>")
@allowed(*EDITORS)
def media(lang: str, photo_id: str, width: int, suffix: Suffix) -> Response:
    """Return one size of any photograph, published or not."""
    body = desk().photos.rendition(photo_id, width, suffix)
    return photo_response(body, suffix, cache=PRIVATE)


# --- one photograph --------------------------------------------------------------------


def _one(
    lang: str,
    photo_id: str,
    error: SaidError | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    draft, record = _find(photo_id)
    uses = photo_uses.uses_of(desk().publishing, photo_id, lang)
    shown = record.photo if record else draft
    assert shown is not None  # noqa: S101 -- one of them is there
    title = record.photo.alt[lang] if record else localizer(lang).text("A new photograph")
    return studio_page(
        lang,
        "photo.html",
        title,
        error=page_error(error),
        status=status_of(error),
        photo_id=photo_id,
        picture=thumb(photo_id, LARGE_WIDTH),
        width=shown.width,
        height=shown.height,
        draft=draft,
        received=moment(localizer(lang), draft.created_at) if draft else None,
        typed=typed if typed is not None else _texts(record, draft),
        errors=field_errors(lang, error),
        uses=uses,
        place=_place(lang, draft, uses),
        can_write=person().has("author") and draft is not None,
        can_remove=draft is not None and not uses and _may_remove(draft),
    )


def _find(photo_id: str) -> tuple[Draft | None, PhotoRecord | None]:
    """Return what came in by the studio, and what may be used; one of them is there."""
    try:
        draft = desk().photos.draft(photo_id)
    except NotFoundError:
        return None, find_photo(desk(), photo_id)
    try:
        return draft, desk().photos.photo(photo_id)
    except NotFoundError:
        return draft, None


def _may_remove(draft: Draft) -> bool:
    who = person()
    return draft.uploaded_by == who.name or who.has("publisher") or who.has("administrator")


def _texts(record: PhotoRecord | None, draft: Draft | None) -> Mapping[str, str]:
    """Return what the form begins with: the texts, or whom the person named the last time."""
    if record is None:
        mine = [r for r in desk().photos.photos() if draft and r.uploaded_by == draft.uploaded_by]
        return {"credit": mine[0].photo.credit, "licence": mine[0].photo.licence} if mine else {}
    photo = record.photo
    found = {"credit": photo.credit, "licence": photo.licence}
    for lang in URLS:
        found[f"alt.{lang}"] = photo.alt[lang]
        found[f"caption.{lang}"] = photo.caption[lang] if photo.caption else ""
    return found


def _place(lang: str, draft: Draft | None, uses: list[Use]) -> Mapping[str, object] | None:
    """Return what is offered of the camera's position; nothing where it must be kept back."""
    if draft is None or draft.position is None or any(use.sensitive for use in uses):
        return None
    lon, lat = draft.position
    texts = localizer(lang)
    spec = MapSpec(
        "photo-position",
        label=texts.text("Map of the camera’s position"),
        pins=[Pin(lon, lat, texts.text("Here"), severity="place", key="photo")],
        context=True,
    )
    return {
        "lon": lon,
        "lat": lat,
        "text": texts.text("%(lat)s° N, %(lon)s° E (WGS 84)", lat=f"{lat:.5f}", lon=f"{lon:.5f}"),
        "map": studio_map(desk().site.edition(lang), spec),
    }
