"""All objects, and one object with its history and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from oxymap.catalogue.models import DISTRICTS, FRONTS, LAYERS
from oxymap.catalogue.search import make_document, search
from oxymap.errors import InvalidInputError, NotFoundError, SaidError
from oxymap.people.models import Person
from oxymap.publishing.documents import title_of
from oxymap.publishing.models import ObjectSummary, Publication, Ref, Revision
from oxymap.publishing.referrers import referrers
from oxymap.publishing.rights import may
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.difference_view import geometry_of
from oxymap.studio.labels import ACTIONS, ORIGINS, SHOWN, groups, title_in
from oxymap.studio.map_spec import Drawn, MapSpec, StudioMap, studio_map
from oxymap.studio.moments import Moment, moment, moment_or_none
from oxymap.studio.overview_views import names_of_people
from oxymap.studio.paths import draft_path, object_path, revision_path
from oxymap.studio.refusals import field_errors, page_error, status_of
from oxymap.studio.respond import see_other, studio_page
from oxymap.studio.rows import object_row
from oxymap.web.i18n import Localizer, localizer
from oxymap.web.sessions import allowed, person
from oxymap.web.urls import URLS
from oxymap.wording import N_

bp = studio_blueprint("object")
PAGE_SIZE = 50
ONE = "/studio/objects/<kind>/<group>/<object_id>"


@dataclass(frozen=True)
class Pages:
    """Where one is in a long list."""

    earlier: str | None
    later: str | None
    text: str


@dataclass(frozen=True)
class RevisionRow:
    """A revision in the history of an object."""

    id: int
    url: str
    author: str
    at: Moment
    note: str
    shown: bool


@dataclass(frozen=True)
class PublicationRow:
    """A line of the overlay."""

    action: str
    since: Moment
    until: Moment | None
    actor: str
    note: str
    revision_url: str | None


# --- the list --------------------------------------------------------------------------


@bp.get("/studio/objects")
@allowed("author", "reviewer", "publisher", "administrator")
def objects(lang: str) -> Response:
    """Show all objects, narrowed by what was asked for."""
    texts = localizer(lang)
    chosen = {
        name: request.args.get(name, "").strip()
        for name in ("q", "set", "district", "state", "origin")
    }
    found = narrowed(desk().publishing.objects(), chosen)
    number = request.args.get("page", "1")
    page = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    here = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    address = f"{URLS[lang].prefix}/studio/objects"
    return studio_page(
        lang,
        "objects.html",
        texts.text("Objects"),
        chosen=chosen,
        rows=[object_row(texts, item) for item in here],
        total=len(found),
        pages=pages_of(texts, address, chosen, (page, len(found), PAGE_SIZE)),
        groups=groups(texts),
        districts=[(name, texts.label("district", name)) for name in DISTRICTS],
        states=_states(texts),
        origins=[(key, texts.text(name)) for key, name in ORIGINS.items()],
        may_write=person().has("author"),
    )


def narrowed(objects: list[ObjectSummary], chosen: dict[str, str]) -> list[ObjectSummary]:
    """Return the objects that fit a search and its filters; a search sorts the best first."""
    kept = [
        item
        for item in objects
        if chosen.get("set") in {None, "", f"{item.ref.kind}/{item.ref.group}"}
        and (not chosen.get("district") or chosen["district"] in item.districts)
        and (not chosen.get("origin") or item.origin == chosen["origin"])
        and _has_state(item, chosen.get("state", ""))
    ]
    query = chosen.get("q", "")
    if not query:
        return kept
    by_name = {str(item.ref): item for item in kept}
    documents = (
        make_document(
            key,
            item.title.get("zh", ""),
            [item.title.get("en", ""), item.ref.id],
            [],
            item.title.get("zh", ""),
        )
        for key, item in by_name.items()
    )
    return [by_name[key] for key in search(documents, query)]


def _states(texts: Localizer) -> list[tuple[str, str]]:
    drafts = (("open", N_("With an open draft")), ("changed", N_("Shipped file changed")))
    return [(key, texts.text(name)) for key, name in (*SHOWN.items(), *drafts)]


def _has_state(item: ObjectSummary, state: str) -> bool:
    if state == "open":
        return item.submission is not None
    if state == "changed":
        return item.shipped_changed
    return state in {"", item.state}


def pages_of(
    texts: Localizer, address: str, chosen: dict[str, str], place: tuple[int, int, int]
) -> Pages:
    """Return the links to the pages before and after.

    Parameters
    ----------
    place : the page, counted from 1; how many there are in all; how many stand on a page.
    """
    page, total, size = place

    def link(number: int) -> str:
        query = {name: value for name, value in chosen.items() if value}
        return f"{address}?{urlencode({**query, 'page': number})}"

    first, last = (page - 1) * size + 1, min(page * size, total)
    return Pages(
        link(page - 1) if page > 1 else None,
        link(page + 1) if last < total else None,
        texts.text(N_("%(first)s to %(last)s of %(total)s"), first=first, last=last, total=total),
    )


# --- one object ------------------------------------------------------------------------


@bp.get(ONE)
@allowed("author", "reviewer", "publisher", "administrator")
def one(lang: str, kind: str, group: str, object_id: str) -> Response:
    """Show an object: its state, its history, and what this person may do with it."""
    return _page(lang, read_ref(kind, group, object_id))


@bp.post(f"{ONE}/edit")
@allowed("author")
def edit(lang: str, kind: str, group: str, object_id: str) -> BaseResponse:
    """Begin a draft of it, or go on with the open one."""
    ref = read_ref(kind, group, object_id)
    try:
        submission = desk().publishing.begin(person(), ref)
    except SaidError as error:
        return _page(lang, ref, error)
    return see_other(lang, draft_path(submission.id))


@bp.post(f"{ONE}/withdraw")
@allowed("publisher")
def withdraw(lang: str, kind: str, group: str, object_id: str) -> BaseResponse:
    """Take it back: its address answers 410."""
    return _act(lang, read_ref(kind, group, object_id), desk().publishing.withdraw, "withdrawn")


@bp.post(f"{ONE}/ship")
@allowed("publisher")
def ship(lang: str, kind: str, group: str, object_id: str) -> BaseResponse:
    """Show it as the shipped files have it."""
    return _act(lang, read_ref(kind, group, object_id), desk().publishing.ship_again, "shipped")


def _act(
    lang: str, ref: Ref, verb: Callable[[Person, Ref, str], object], done: str
) -> BaseResponse:
    try:
        verb(person(), ref, request.form.get("note", ""))
    except SaidError as error:
        return _page(lang, ref, error, tried=done)
    return see_other(lang, object_path(ref), done)


def read_ref(kind: str, group: str, object_id: str) -> Ref:
    """Return the object that an address names; raise NotFoundError for what cannot be one."""
    known = {"feature": LAYERS, "page": tuple(FRONTS)}
    if group not in known.get(kind, ()):
        raise NotFoundError(f"There is no {kind}/{group}.", group)
    return Ref("feature" if kind == "feature" else "page", group, object_id)


def _page(lang: str, ref: Ref, error: SaidError | None = None, tried: str = "") -> Response:
    texts, publishing, who = localizer(lang), desk().publishing, person()
    item = next((found for found in publishing.objects() if found.ref == ref), None)
    if item is None:
        raise NotFoundError(f"There is no {ref}.", str(ref))
    names, publications = names_of_people(), publishing.publications(ref)
    shown = publishing.published_revision(ref)
    is_publisher = may(who, "publisher", item.districts)
    published = publishing.published(ref)
    status = status_of(error)
    above = error.said if error and not isinstance(error, InvalidInputError) else page_error(error)
    return studio_page(
        lang,
        "object.html",
        title_in(lang, item),
        error=above,
        status=status,
        row=object_row(texts, item),
        ref=ref,
        address=URLS[lang].prefix + object_path(ref),
        errors=field_errors(lang, error),
        tried=tried,
        note=request.form.get("note", "") if error else "",
        may_edit=may(who, "author", item.districts),
        may_withdraw=is_publisher and item.state == "published",
        may_ship=is_publisher and publishing.shipped(ref) is not None and bool(publications)
        and publications[0].action != "ship",
        may_restore=may(who, "author", item.districts),
        referrers=_referrers(lang, ref) if item.state == "published" else [],
        publications=[_publication_row(texts, line, names) for line in publications],
        revisions=[_revision_row(texts, r, names, shown) for r in publishing.revisions(ref)],
        map=_map(lang, ref, title_in(lang, item)) if geometry_of(published) else None,
    )  # fmt: skip


def _referrers(lang: str, ref: Ref) -> list[tuple[str, str]]:
    publishing, found = desk().publishing, []
    for other in referrers(publishing.catalogue(), ref):
        document = publishing.published(other)
        title = title_of(document, lang) if document else other.id
        found.append((title, URLS[lang].prefix + object_path(other)))
    return found


def _map(lang: str, ref: Ref, title: str) -> StudioMap:
    edition = desk().site.edition(lang)
    drawn = Drawn("current", geometry_of(desk().publishing.published(ref)), title, "shown")
    label = edition.texts.text(N_("What is shown of it on the map"))
    return studio_map(edition, MapSpec("object-map", label, [drawn]))


def _revision_row(
    texts: Localizer, item: Revision, names: dict[str, str], shown: int | None
) -> RevisionRow:
    return RevisionRow(
        id=item.id,
        url=URLS[texts.lang].prefix + revision_path(item.id),
        author=names.get(item.author, item.author),
        at=moment(texts, item.at),
        note=item.note,
        shown=item.id == shown,
    )


def _publication_row(texts: Localizer, line: Publication, names: dict[str, str]) -> PublicationRow:
    prefix = URLS[texts.lang].prefix
    return PublicationRow(
        action=texts.text(ACTIONS[line.action]),
        since=moment(texts, line.from_at),
        until=moment_or_none(texts, line.until_at),
        actor=names.get(line.actor, line.actor),
        note=line.note,
        revision_url=prefix + revision_path(line.revision) if line.revision else None,
    )
