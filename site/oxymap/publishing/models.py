"""The words of publishing: objects, documents, revisions, submissions, publications."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from oxymap.wording import Say

Kind = Literal["feature", "page"]


@dataclass(frozen=True, order=True)
class Ref:
    """Which object something is about.

    Parameters
    ----------
    kind : ``feature`` of a map layer, or ``page`` of the content.
    group : the layer, such as ``trails``, or the page type, such as ``routes``.
    id : the slug.
    """

    kind: Kind
    group: str
    id: str

    def __str__(self) -> str:
        """Return ``feature/trails/brook-path`` or ``page/routes/autumn``."""
        return f"{self.kind}/{self.group}/{self.id}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Read what `str` wrote; raise ValueError otherwise."""
        kind, group, name = text.split("/")
        if kind not in {"feature", "page"}:
            raise ValueError(f"{text!r} names no object")
        return cls("feature" if kind == "feature" else "page", group, name)


@dataclass(frozen=True)
class Document:
    """One state of an object, as the texts of its files, byte for byte.

    Parameters
    ----------
    texts : a feature has ``geojson`` (one Feature, as `dump_feature` writes it); a page has
        ``zh`` and ``en`` (front matter and Markdown). A language that is not written yet is
        absent. A draft may be incomplete or wrong; checks say so.
    """

    ref: Ref
    texts: Mapping[str, str]

    def to_json(self) -> str:
        """Return the texts as stable JSON."""
        return json.dumps(dict(self.texts), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, ref: Ref, text: str) -> Document:
        """Read what `to_json` wrote."""
        return cls(ref, json.loads(text))

    @property
    def sha256(self) -> str:
        """A hash of all the texts."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


@dataclass(frozen=True)
class Revision:
    """A saved state; never changed.

    Parameters
    ----------
    parent : the revision that it was made from; None for the first.
    merged : the other revision that a merge joined in; else None.
    author : sign-in name.
    """

    id: int
    document: Document
    parent: int | None
    merged: int | None
    author: str
    at: int
    note: str

    @property
    def ref(self) -> Ref:
        """The object."""
        return self.document.ref


class State(StrEnum):
    """Where a submission stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    #: Its publication is written; it may lie in the future.
    PUBLISHED = "published"
    #: Given up by its author; the revisions stay.
    DISCARDED = "discarded"


OPEN_STATES = (State.DRAFT, State.IN_REVIEW, State.APPROVED)


@dataclass(frozen=True)
class Exemption:
    """The recorded leave to publish in a restricted area.

    Parameters
    ----------
    zones : ids of the restricted areas that it covers.
    document_sha256, document_name : the decision that was handed in.
    """

    reason: str
    document_sha256: str
    document_name: str
    by: str
    at: int
    zones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Submission:
    """A piece of work on one object, from draft to published."""

    id: int
    ref: Ref
    title: str
    districts: tuple[str, ...]
    state: State
    head: int
    base: int | None
    shipped_sha256: str | None
    author: str
    reviewer: str | None
    created_at: int
    updated_at: int
    #: The newest publication of the object when this was handed in.
    base_publication: int | None = None
    publish_at: int | None = None
    expire_at: int | None = None
    exemption: Exemption | None = None


@dataclass(frozen=True)
class Transition:
    """One step of a submission from state to state."""

    state_from: str
    state_to: str
    revision: int
    actor: str
    at: int
    note: str


@dataclass(frozen=True)
class Comment:
    """A remark on a submission; `anchor` says where.

    ``{"field": "summary.zh", "quote": "…"}``, ``{"lon": 115.8, "lat": 40.0}``, or nothing.
    """

    id: int
    submission: int
    revision: int
    author: str
    at: int
    text: str
    anchor: Mapping[str, object] = field(default_factory=dict)
    resolved_by: str | None = None
    resolved_at: int | None = None


Action = Literal["publish", "withdraw", "ship"]


@dataclass(frozen=True)
class Publication:
    """A line of the overlay: what is shown of an object, from when until when.

    Parameters
    ----------
    action : ``publish`` a revision, ``withdraw`` (410), or ``ship``: as the shipped files say.
    from_at, until_at : when it comes into force, and when the object goes by itself.
    """

    id: int
    ref: Ref
    action: Action
    revision: int | None
    submission: int | None
    shipped_sha256: str | None
    actor: str
    at: int
    from_at: int
    until_at: int | None
    note: str


Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """What a check has to say of a document.

    Parameters
    ----------
    code : stable word such as ``language_missing`` or ``in_core_zone``.
    severity : an ``error`` stops review and publishing, a ``warning`` has to be read, a ``note``
        is for information.
    said : what is wrong.
    fix : what to do about it.
    field : dotted name of the field, such as ``name.en`` or ``stops.2.place``; "" for all.
    lang : ``zh`` or ``en`` when it concerns one language of a page.
    place : (lon, lat), WGS 84, to show on the map.
    exemptible : a recorded exemption turns the error into a note; `zone` is what it must name.
    """

    code: str
    severity: Severity
    said: Say
    fix: Say | None = None
    field: str = ""
    lang: str | None = None
    place: tuple[float, float] | None = None
    exemptible: bool = False
    zone: str | None = None


@dataclass(frozen=True)
class Saved:
    """What became of a save.

    Parameters
    ----------
    revision : the new head, or the head as it was when nothing changed.
    merged_with : name of whoever had saved meanwhile; their work and this are both in it.
    conflict : the saved but not joined revision when both changed the same words: it is kept,
        and the page shows both for the person to join; None otherwise.
    """

    submission: Submission
    revision: Revision
    merged_with: str | None = None
    conflict: Revision | None = None


ObjectOrigin = Literal["shipped", "studio", "both"]
ObjectState = Literal["published", "withdrawn", "scheduled", "none"]


@dataclass(frozen=True)
class ObjectSummary:
    """One object in a list.

    Parameters
    ----------
    title : by language; empty when it has none there.
    kind : the property ``kind`` of a feature, or the page type.
    origin : whether it is shipped, made in the studio, or shipped and changed there.
    shipped_changed : the shipped file has changed since the object was published over it.
    submission : the open draft.
    """

    ref: Ref
    title: Mapping[str, str]
    districts: tuple[str, ...]
    kind: str
    origin: ObjectOrigin
    state: ObjectState
    shipped_changed: bool
    submission: Submission | None
    expires_at: int | None
    published_at: int | None
