"""Every object that there is, with where it stands."""

from __future__ import annotations

from oxymap import clock
from oxymap.catalogue.models import LANGS
from oxymap.db.engine import reading
from oxymap.publishing.documents import districts_of, feature_of, title_of
from oxymap.publishing.library import Library
from oxymap.publishing.models import (
    Document,
    ObjectState,
    ObjectSummary,
    Publication,
    Ref,
    Submission,
)
from oxymap.publishing.overlay import in_force, shows
from oxymap.publishing.store import revisions as revision_store


def list_objects(library: Library) -> list[ObjectSummary]:
    """Return every object that is shipped, published, withdrawn or drafted, in stable order."""
    shipped = library.shipped_documents()
    now = clock.seconds()
    lines = library.all_publications()
    deciding = in_force(lines, now)
    newest = {line.ref: line for line in lines}
    drafts = {draft.ref: draft for draft in library.submissions()}
    wanted = {line.revision for line in newest.values()} | {d.head for d in drafts.values()}
    wanted |= {line.revision for line in deciding.values()}
    with reading(library.engine) as connection:
        known = revision_store.get_many(connection, {one for one in wanted if one is not None})
    found = []
    for ref in sorted({*shipped, *newest, *drafts}):
        line, draft = deciding.get(ref), drafts.get(ref)
        waiting = newest.get(ref)
        revisions = (
            line.revision if line else None,
            waiting.revision if waiting else None,
            draft.head if draft else None,
        )
        documents = [known[one].document for one in revisions if one in known]
        own = shipped.get(ref)
        if own is not None and (line is None or line.action == "ship"):
            documents.insert(0, own)
        elif own is not None:
            documents.append(own)
        found.append(_summary(ref, documents[0], own, line, waiting, draft, now))
    return found


def _summary(  # noqa: PLR0913 -- what a summary is made from
    ref: Ref,
    document: Document,
    shipped: Document | None,
    line: Publication | None,
    newest: Publication | None,
    draft: Submission | None,
    now: int,
) -> ObjectSummary:
    over = line is not None and line.action == "publish"
    return ObjectSummary(
        ref=ref,
        title={lang: _title(document, lang) for lang in LANGS},
        districts=districts_of(document),
        kind=_kind(document),
        origin="studio" if shipped is None else "both" if over else "shipped",
        state=_state(shipped, line, newest, now),
        shipped_changed=bool(
            over and line and shipped and line.shipped_sha256 not in {None, shipped.sha256}
        ),
        submission=draft,
        expires_at=line.until_at if line and shows(line, now) else None,
        published_at=line.from_at if line and over else None,
    )


def _state(
    shipped: Document | None, line: Publication | None, newest: Publication | None, now: int
) -> ObjectState:
    if line is None and newest is not None and newest.from_at > now and shipped is None:
        return "scheduled"
    if line is None or line.action == "ship":
        return "published" if shipped is not None else "none"
    return "published" if shows(line, now) else "withdrawn"


def _title(document: Document, lang: str) -> str:
    if document.ref.kind == "feature":
        name = feature_of(document).get("properties", {}).get("name") or {}
        return str(name.get(lang) or "")
    return title_of(document, lang) if lang in document.texts else ""


def _kind(document: Document) -> str:
    if document.ref.kind == "page":
        return document.ref.group
    return str(feature_of(document).get("properties", {}).get("kind") or document.ref.group)
