"""Objects against languages, and what is missing: as lists and on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, request

from oxymap.catalogue.models import DISTRICTS, LANGS, Lang
from oxymap.publishing.documents import feature_of
from oxymap.publishing.models import Document, ObjectSummary, Ref
from oxymap.publishing.overview import (
    GAPS,
    LANGUAGE_STATE_NAMES,
    LANGUAGE_STATES,
    Gap,
    LanguageReport,
    gaps_of,
    is_behind,
    language_reports,
)
from oxymap.publishing.service import Publishing
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.labels import field_label, groups
from oxymap.studio.map_spec import MapSpec, Pin, StudioMap, studio_map
from oxymap.studio.object_views import narrowed, pages_of
from oxymap.studio.paths import draft_path, object_path
from oxymap.studio.respond import studio_page
from oxymap.studio.rows import Badge, ObjectRow, object_row
from oxymap.web.i18n import LANGUAGE_NAMES, Localizer, localizer
from oxymap.web.sessions import allowed
from oxymap.web.urls import URLS
from oxymap.wording import N_

bp = studio_blueprint("matrix")
PAGE_SIZE = 60
#: Pins on one map; more would hide each other.
MOST_PINS = 300


@dataclass(frozen=True)
class LanguageCell:
    """How an object stands in a language, and which fields are the reason."""

    badge: Badge
    fields: str
    name: str


@dataclass(frozen=True)
class MatrixRow:
    """An object with a cell for each language."""

    object: ObjectRow
    cells: tuple[LanguageCell, ...]


@dataclass(frozen=True)
class MissingRow:
    """An object and all that it lacks."""

    object: ObjectRow
    gaps: tuple[str, ...]


@bp.get("/studio/languages")
@allowed("author", "reviewer", "publisher", "administrator")
def languages(lang: str) -> Response:
    """Show how complete every object is in every language."""
    texts, publishing, chosen = localizer(lang), desk().publishing, _chosen("language", "is")
    objects = narrowed(publishing.objects(), chosen)
    rows, counts = [], Counter[tuple[str, str]]()
    for item in objects:
        document = shown_document(publishing, item)
        if document is None:
            continue
        reports = language_reports(document, behind=_is_behind(publishing, item))
        counts.update((name, report.state) for name, report in reports.items())
        if _fits(reports, chosen):
            rows.append((item, reports))
    # What has most to be done comes first; the order of objects stays otherwise.
    rows.sort(key=lambda row: min(LANGUAGE_STATES.index(one.state) for one in row[1].values()))
    page = _page_number()
    here = rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    address = f"{URLS[lang].prefix}/studio/languages"
    return studio_page(
        lang,
        "languages.html",
        texts.text("Languages"),
        chosen=chosen,
        rows=[_matrix_row(texts, item, reports) for item, reports in here],
        total=len(rows),
        pages=pages_of(texts, address, chosen, (page, len(rows), PAGE_SIZE)),
        languages=[(name, LANGUAGE_NAMES[name]) for name in LANGS],
        states=[(key, texts.text(LANGUAGE_STATE_NAMES[key])) for key in LANGUAGE_STATES],
        counts={name: {key: counts[name, key] for key in LANGUAGE_STATES} for name in LANGS},
        filters=_filters(texts),
    )


@bp.get("/studio/missing")
@allowed("author", "reviewer", "publisher", "administrator")
def missing(lang: str) -> Response:
    """Show what objects lack that visitors look for."""
    texts, publishing, chosen = localizer(lang), desk().publishing, _chosen("gap")
    counts: Counter[Gap] = Counter()
    found: list[tuple[ObjectSummary, Document, tuple[Gap, ...]]] = []
    for item in narrowed(publishing.objects(), chosen):
        document = shown_document(publishing, item)
        gaps = gaps_of(document) if document else ()
        counts.update(gaps)
        if document and gaps and (not chosen["gap"] or chosen["gap"] in gaps):
            found.append((item, document, gaps))
    page = _page_number()
    here = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    address = f"{URLS[lang].prefix}/studio/missing"
    return studio_page(
        lang,
        "missing.html",
        texts.text("What is missing"),
        chosen=chosen,
        counts=[(gap, texts.text(name), counts[gap]) for gap, name in GAPS.items() if counts[gap]],
        rows=[
            MissingRow(object_row(texts, item), tuple(texts.text(GAPS[gap]) for gap in gaps))
            for item, _, gaps in here
        ],
        total=len(found),
        pages=pages_of(texts, address, chosen, (page, len(found), PAGE_SIZE)),
        map=_missing_map(lang, found),
        most_pins=MOST_PINS,
        filters=_filters(texts),
    )


def shown_document(publishing: Publishing, item: ObjectSummary) -> Document | None:
    """Return what counts of an object: its open draft, else what is published."""
    if item.submission is not None:
        return publishing.head(item.submission.id).document
    if item.state == "withdrawn":
        return None
    if item.origin == "shipped":
        return publishing.shipped(item.ref)
    return publishing.published(item.ref)


def _is_behind(publishing: Publishing, item: ObjectSummary) -> bool:
    if item.origin == "shipped" and item.submission is None:
        return False
    last = item.submission.head if item.submission else publishing.published_revision(item.ref)
    history = [one for one in publishing.revisions(item.ref) if last is None or one.id <= last]
    return is_behind(history, publishing.shipped(item.ref))


def _fits(reports: Mapping[Lang, LanguageReport], chosen: dict[str, str]) -> bool:
    asked = [name for name in reports if chosen["language"] in {"", name}]
    if not chosen["is"]:
        return True
    return any(reports[name].state == chosen["is"] for name in asked)


def _matrix_row(
    texts: Localizer, item: ObjectSummary, reports: Mapping[Lang, LanguageReport]
) -> MatrixRow:
    cells = tuple(
        LanguageCell(
            Badge(report.state, texts.text(LANGUAGE_STATE_NAMES[report.state])),
            texts.join([field_label(texts, field) for field in report.fields]),
            LANGUAGE_NAMES[name],
        )
        for name, report in reports.items()
    )
    return MatrixRow(object_row(texts, item), cells)


def _missing_map(
    lang: str, found: list[tuple[ObjectSummary, Document, tuple[Gap, ...]]]
) -> StudioMap | None:
    texts, prefix = localizer(lang), URLS[lang].prefix
    pins: list[Pin] = []
    for item, document, gaps in found:
        point = _point(document)
        if point is None or len(pins) == MOST_PINS:
            continue
        lacks = texts.join([texts.text(GAPS[gap]) for gap in gaps])
        title = item.title.get(lang) or item.title.get("zh") or item.ref.id
        label = texts.text(N_("%(name)s: %(lacks)s"), name=title, lacks=lacks)
        path = draft_path(item.submission.id) if item.submission else object_path(item.ref)
        pins.append(Pin(*point, label, "warning", key=_key(item.ref), url=prefix + path))
    if not pins:
        return None
    label = texts.text(N_("Where something is missing"))
    return studio_map(desk().site.edition(lang), MapSpec("missing-map", label, (), pins))


def _key(ref: Ref) -> str:
    return f"missing-{ref.group}-{ref.id}"


def _point(document: Document) -> tuple[float, float] | None:
    """Return a position of a feature: its point, or where its first line begins."""
    if document.ref.kind != "feature":
        return None
    geometry = feature_of(document).get("geometry")
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(coordinates, list) and coordinates and isinstance(coordinates[0], list):
        coordinates = coordinates[0]
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    return float(coordinates[0]), float(coordinates[1])


def _chosen(*names: str) -> dict[str, str]:
    return {name: request.args.get(name, "").strip() for name in ("q", "set", "district", *names)}


def _page_number() -> int:
    number = request.args.get("page", "1")
    return max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1


def _filters(texts: Localizer) -> dict[str, list[tuple[str, str]]]:
    return {
        "groups": groups(texts),
        "districts": [(name, texts.label("district", name)) for name in DISTRICTS],
    }
