"""Whether the photographs exist, may be shown and are described."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oxymap.catalogue.records import Photo
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.subject import Subject
from oxymap.publishing.models import Finding
from oxymap.wording import N_, say

_FILE_NAME = re.compile(
    r"\S*\.(?:jpe?g|png|webp|heic|avif|gif|tiff?)"
    r"|(?:IMG|DSC[NF]?|DJI|MVIMG|PXL|微信图片|截图)[-_ ]?\d+\S*"
    r"|[0-9a-f]{16}",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"[-–—?？.\s]*|未知|不详|不明|网络|来自网络|网上|无|unknown|none|n/?a|internet|web",
    re.IGNORECASE,
)
#: Narrower pictures look poor on a telephone already.
LEAST_WIDTH = 800
_LAYERS = {"trails", "zones", "viewpoints", "scenic", "villages", "valleys", "peaks", "protected"}
_PAGES = {"routes", "festivals", "districts"}


def check_photos(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield photographs that are unknown, undescribed or of unclear origin, or none."""
    lists = _photos(subject)
    for lang, photos in lists[:1]:
        yield from _existing(photos, context)
        for number, photo in enumerate(photos):
            yield from _described(photo, number, lang)
            yield from _allowed(photo, number, lang)
    if lists and not any(photos for _, photos in lists) and _wants_photos(subject):
        said = say(N_("There is no photograph."))
        yield Finding("no_photo", "note", said, say(N_("Add one with its author.")), field="photos")


def _photos(subject: Subject) -> list[tuple[str | None, tuple[Photo, ...]]]:
    """Return the photographs of a feature, or of each language of a page."""
    if subject.place is not None:
        return [(None, subject.place.properties.photos)]
    return [
        (version.lang, version.page.front.photos)
        for version in subject.versions.values()
        if version.page is not None
    ]


def _wants_photos(subject: Subject) -> bool:
    if subject.properties.get("sensitive") is not None:
        return False
    return subject.ref.group in (_LAYERS if subject.ref.kind == "feature" else _PAGES)


def _existing(photos: tuple[Photo, ...], context: CheckContext) -> Iterator[Finding]:
    known = context.photo_ids() if photos else frozenset()
    seen: set[str] = set()
    for number, photo in enumerate(photos):
        field = f"photos.{number}.id"
        if photo.id not in known:
            said = say(N_("There is no photograph %(id)s."), id=photo.id)
            fix = say(N_("Bring the photograph in again, or remove it here."))
            yield Finding("photo_unknown", "error", said, fix, field=field)
        elif photo.id in seen:
            said = say(N_("The same photograph stands here twice."))
            yield Finding("photo_twice", "warning", said, say(N_("Remove one.")), field=field)
        seen.add(photo.id)
        if photo.width < LEAST_WIDTH:
            said = say(N_("The photograph is only %(width)s pixels wide."), width=photo.width)
            fix = say(N_("Take a larger one if there is one."))
            yield Finding("photo_small", "warning", said, fix, field=field)


def _described(photo: Photo, number: int, lang: str | None) -> Iterator[Finding]:
    for language in ("zh", "en"):
        alt = photo.alt[language]
        if _FILE_NAME.fullmatch(alt.strip()):
            said = say(N_("“%(alt)s” is the name of a file, not a description."), alt=alt)
            fix = say(N_("Say in a sentence what can be seen, for people who do not see it."))
            field = f"photos.{number}.alt.{language}"
            yield Finding("photo_alt", "error", said, fix, field=field, lang=lang)


def _allowed(photo: Photo, number: int, lang: str | None) -> Iterator[Finding]:
    for field, value in (("credit", photo.credit), ("licence", photo.licence)):
        if _NOTHING.fullmatch(value.strip()):
            said = say(N_("“%(value)s” does not say whose the photograph is."), value=value)
            fix = say(N_("Name the author and the licence; without both it cannot be shown."))
            where = f"photos.{number}.{field}"
            yield Finding("photo_rights", "error", said, fix, field=where, lang=lang)
