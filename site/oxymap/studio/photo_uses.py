"""Where photographs are shown, or will be: published, scheduled, or in work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from oxymap import clock
from oxymap.errors import NotFoundError
from oxymap.publishing.models import Document, Ref, State
from oxymap.publishing.service import Publishing
from oxymap.studio.paths import draft_path, object_path


@dataclass(frozen=True)
class Use:
    """An object that shows a photograph.

    Parameters
    ----------
    title : in the page's language.
    path : in the studio, without language prefix.
    in_work : whether it is a draft.
    sensitive : whether the object's position must not be told exactly.
    """

    ref: Ref
    title: str
    path: str
    in_work: bool
    sensitive: bool


def uses_of(publishing: Publishing, photo_id: str, lang: str) -> list[Use]:
    """Return everything that shows a photograph; published things first."""
    return [*_published(publishing, photo_id, lang), *_in_work(publishing, photo_id)]


def is_sensitive(publishing: Publishing, ref: Ref) -> bool:
    """Tell whether an object's position must not be told exactly, as published or as drafted."""
    documents = [publishing.published(ref)]
    documents += [publishing.head(item.id).document for item in publishing.submissions(ref=ref)]
    return any(document is not None and _says_sensitive(document) for document in documents)


def parse_ref(text: str) -> Ref | None:
    """Return what ``feature/trails/brook-path`` names, or None for nothing.

    Raises
    ------
    NotFoundError : the text names no object.
    """
    if not text:
        return None
    try:
        return Ref.parse(text)
    except ValueError as error:
        raise NotFoundError(f"{text!r} names no object.", text) from error


def _published(publishing: Publishing, photo_id: str, lang: str) -> Iterator[Use]:
    catalogue = publishing.catalogue()
    for place in catalogue.places.values():
        if any(photo.id == photo_id for photo in place.properties.photos):
            ref = Ref("feature", place.layer, place.id)
            yield Use(
                ref, place.properties.name[lang], object_path(ref), in_work=False,
                sensitive=place.properties.sensitive is not None,
            )  # fmt: skip
    titles: dict[Ref, str] = {}
    for page in catalogue.pages.values():
        if any(photo.id == photo_id for photo in page.front.photos):
            ref = Ref("page", page.type, page.id)
            if page.lang == lang or ref not in titles:
                titles[ref] = page.front.title
    for ref, title in titles.items():
        yield Use(ref, title, object_path(ref), in_work=False, sensitive=False)


def _in_work(publishing: Publishing, photo_id: str) -> Iterator[Use]:
    """Yield open drafts, and what is to be published later."""
    now = clock.seconds()
    later = [
        item
        for item in publishing.submissions(states=(State.PUBLISHED,))
        if item.publish_at is not None and item.publish_at > now
    ]
    for item in [*publishing.submissions(), *later]:
        document = publishing.head(item.id).document
        # A draft may be unreadable as yet; its text names the photograph all the same.
        if any(photo_id in text for text in document.texts.values()):
            yield Use(
                item.ref, item.title, draft_path(item.id), in_work=True,
                sensitive=_says_sensitive(document),
            )  # fmt: skip


def _says_sensitive(document: Document) -> bool:
    text = document.texts.get("geojson")
    if text is None:
        return False
    try:
        return bool(json.loads(text)["properties"].get("sensitive"))
    except (ValueError, KeyError, TypeError, AttributeError):
        # What cannot be read may be sensitive.
        return True
