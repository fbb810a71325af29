"""Objects and drafts as rows of the studio's lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oxymap.publishing.models import ObjectSummary, Ref, Submission
from oxymap.studio.labels import ORIGINS, SHOWN, STATES, group_label, title_in
from oxymap.studio.moments import Moment, moment, moment_or_none
from oxymap.studio.paths import draft_path, object_path, public_path, review_path
from oxymap.web.i18n import Localizer
from oxymap.web.urls import URLS


@dataclass(frozen=True)
class Badge:
    """A state in one word; `key` decides its look."""

    key: str
    text: str


@dataclass(frozen=True)
class WorkRow:
    """A draft in a list; `url` is where this list's reader goes on with it."""

    number: int
    title: str
    url: str
    group: str
    districts: str
    state: Badge
    author: str
    changed: Moment
    note: str = ""


@dataclass(frozen=True)
class ObjectRow:
    """An object in a list."""

    ref: Ref
    title: str
    url: str
    group: str
    kind: str
    districts: str
    origin: str
    shown: Badge
    draft: Badge | None
    draft_url: str | None
    public_url: str | None
    shipped_changed: bool
    expires: Moment | None
    published: Moment | None


def work_row(
    texts: Localizer,
    item: Submission,
    names: Mapping[str, str],
    *,
    title: str = "",
    to_editor: bool = False,
    note: str = "",
) -> WorkRow:
    """Return a draft as a row; it leads to its review, or to its editor.

    Parameters
    ----------
    names : how people are called, by sign-in name.
    title : in the reader's language, where it is known.
    """
    path = draft_path(item.id) if to_editor else review_path(item.id)
    return WorkRow(
        number=item.id,
        title=title or item.title,
        url=URLS[texts.lang].prefix + path,
        group=group_label(texts, item.ref.kind, item.ref.group),
        districts=districts_text(texts, item.districts),
        state=state_badge(texts, item),
        author=names.get(item.author, item.author),
        changed=moment(texts, item.updated_at),
        note=note,
    )


def object_row(texts: Localizer, item: ObjectSummary) -> ObjectRow:
    """Return an object as a row."""
    prefix, draft = URLS[texts.lang].prefix, item.submission
    public = public_path(texts.lang, item.ref) if item.state == "published" else None
    return ObjectRow(
        ref=item.ref,
        title=title_in(texts.lang, item),
        url=prefix + object_path(item.ref),
        group=group_label(texts, item.ref.kind, item.ref.group),
        kind=kind_text(texts, item),
        districts=districts_text(texts, item.districts),
        origin=texts.text(ORIGINS[item.origin]),
        shown=Badge(item.state, texts.text(SHOWN[item.state])),
        draft=state_badge(texts, draft) if draft else None,
        draft_url=prefix + review_path(draft.id) if draft else None,
        public_url=public,
        shipped_changed=item.shipped_changed,
        expires=moment_or_none(texts, item.expires_at),
        published=moment_or_none(texts, item.published_at),
    )


def state_badge(texts: Localizer, item: Submission) -> Badge:
    """Return where a draft stands."""
    return Badge(str(item.state), texts.text(STATES[str(item.state)]))


def kind_text(texts: Localizer, item: ObjectSummary) -> str:
    """Return what kind of thing an object is."""
    if item.ref.kind == "page":
        return group_label(texts, "page", item.ref.group)
    return texts.label("kind", item.kind)


def districts_text(texts: Localizer, districts: tuple[str, ...]) -> str:
    """Return the districts of an object, or that it belongs to the whole site."""
    if not districts:
        return texts.text("All districts")
    return texts.join([texts.label("district", name) for name in districts])
