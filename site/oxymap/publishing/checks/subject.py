"""A document as the checks read it: as far as it can be read, and what cannot."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from oxymap.catalogue.geodata import read_feature
from oxymap.catalogue.models import FRONTS, LANGS, LAYER_KINDS, Lang, Page, Place
from oxymap.geo.checks import geometry_problems
from oxymap.publishing.documents import split_page
from oxymap.publishing.models import Document, Ref

Json = Mapping[str, object]
#: Front-matter fields whose texts people read; the texts of a stop, a step or a season as well.
_PAGE_TEXTS = {"title", "summary", "name", "note", "venue", "series", "organiser", "sport", "text"}
_TEXT_MAPS = {"names"}
#: Nothing that fits a schema lies deeper, or has more values in its front matter.
DEEPEST = 12
MOST_VALUES = 20_000


@dataclass(frozen=True)
class Trouble:
    """What the schema has against one value.

    Parameters
    ----------
    kind : the type of the error, in the words of pydantic or ours (``unreadable``, ``ours``).
    limits : what the value had to keep to.
    """

    field: str
    lang: Lang | None
    kind: str
    value: object = None
    limits: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """A text that people read, and where it stands."""

    field: str
    lang: str
    text: str
    markdown: bool = False


@dataclass(frozen=True)
class PageVersion:
    """A page in one language; `page` is None when its front matter does not fit the schema."""

    lang: Lang
    front: Json
    body: str
    page: Page | None


@dataclass(frozen=True)
class Subject:
    """A document, read.

    Parameters
    ----------
    feature : the GeoJSON feature as written; empty for pages and when it cannot be read.
    place : the same, when it fits the schema and its geometry can be drawn.
    versions : a page's languages as far as they could be read.
    """

    document: Document
    feature: Json
    place: Place | None
    versions: Mapping[Lang, PageVersion]
    troubles: tuple[Trouble, ...]

    @property
    def ref(self) -> Ref:
        """The object."""
        return self.document.ref

    @property
    def properties(self) -> Json:
        """A feature's properties as written."""
        return mapping(self.feature.get("properties"))

    @property
    def name(self) -> str:
        """What the object is called, as far as it has a name."""
        names = mapping(self.properties.get("name"))
        titles = [version.front.get("title") for version in self.versions.values()]
        found = [text for text in (names.get("zh"), names.get("en"), *titles) if text]
        return str(found[0]) if found else self.ref.id

    def words(self) -> Iterator[Words]:
        """Yield every text that people read."""
        yield from _feature_words("", self.properties)
        for version in self.versions.values():
            yield from _page_words("", version.front, version.lang)
            yield Words("body", version.lang, version.body, markdown=True)


def read_subject(document: Document) -> Subject:
    """Read a document; whatever is wrong with it, something comes back."""
    if document.ref.kind == "feature":
        return _read_feature(document)
    return _read_page(document)


def mapping(value: object) -> Json:
    """Return a JSON object as it is, and anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> tuple[object, ...]:
    """Return a list's items, and none of anything else."""
    return tuple(value) if isinstance(value, list | tuple) else ()


def _is_plain(value: object, most: float = math.inf) -> bool:
    """Tell whether a value is neither too deep nor, by repeated parts, too large to look at."""
    waiting = [(value, 0)]
    seen = 0
    while waiting:
        inner, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > most:
            return False
        if isinstance(inner, dict):
            waiting += [(part, depth + 1) for part in inner.values()]
        elif isinstance(inner, list):
            waiting += [(part, depth + 1) for part in inner]
    return True


def _read_feature(document: Document) -> Subject:
    place: Place | None = None
    feature: Json = {}
    troubles: list[Trouble] = []
    try:
        written = json.loads(document.texts.get("geojson", ""))
        feature = written if isinstance(written, dict) and _is_plain(written) else {}
    except (ValueError, RecursionError):
        feature = {}
    if not feature or document.ref.group not in LAYER_KINDS:
        troubles.append(Trouble("", None, "unreadable"))
    else:
        try:
            found = read_feature(document.ref.group, feature)
            place = found if _is_drawn(found) else None
        except ValidationError as error:
            troubles += [_trouble(item, None) for item in _errors(error)]
        except (ValueError, RecursionError):
            troubles.append(Trouble("", None, "ours"))
    return Subject(document, feature, place, {}, tuple(troubles))


def _is_drawn(place: Place) -> bool:
    """Tell whether everything can be drawn that a feature has: geometry and waypoints."""
    points = [(point.lon, point.lat) for point in place.properties.waypoints]
    drawings: list[Json] = [{"type": "Point", "coordinates": point} for point in points]
    if place.geometry_type is not None:
        drawings.append({"type": place.geometry_type, "coordinates": place.coordinates})
    return not any(True for drawing in drawings for _ in geometry_problems(drawing))


def _read_page(document: Document) -> Subject:
    versions: dict[Lang, PageVersion] = {}
    troubles: list[Trouble] = []
    front_type = FRONTS.get(document.ref.group)
    for lang in LANGS:
        text = document.texts.get(lang)
        if text is None:
            continue
        try:
            front, body = split_page(text)
        except (ValueError, RecursionError):
            front, body = None, text
        if front is None or front_type is None or not _is_plain(front, MOST_VALUES):
            troubles.append(Trouble("", lang, "unreadable"))
            versions[lang] = PageVersion(lang, {}, body, None)
            continue
        page = None
        try:
            valid = front_type.model_validate(front)
            page = Page(
                type=document.ref.group, id=document.ref.id, lang=lang, front=valid, source=body
            )
        except ValidationError as error:
            troubles += [_trouble(item, lang) for item in _errors(error)]
        versions[lang] = PageVersion(lang, front, body, page)
    return Subject(document, {}, None, versions, tuple(troubles))


def _errors(error: ValidationError) -> list[Json]:
    return [dict(item) for item in error.errors(include_url=False)]


def _trouble(item: Json, lang: Lang | None) -> Trouble:
    steps = [str(step) for step in sequence(item.get("loc"))]
    if steps[:1] == ["properties"]:
        steps = steps[1:]
    limits = mapping(item.get("ctx"))
    return Trouble(".".join(steps), lang, str(item["type"]), item.get("input"), limits)


def _feature_words(prefix: str, value: object) -> Iterator[Words]:
    """Yield the texts in every language that lie anywhere below a value."""
    if isinstance(value, dict):
        if value and set(value) <= set(LANGS):
            for lang, text in value.items():
                if isinstance(text, str) and text.strip():
                    yield Words(f"{prefix}.{lang}", lang, text, prefix == "description")
            return
        for key, inner in value.items():
            yield from _feature_words(f"{prefix}.{key}" if prefix else str(key), inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            if prefix == "aliases" and isinstance(inner, str):
                yield Words(f"aliases.{number}", "", inner)
            else:
                yield from _feature_words(f"{prefix}.{number}", inner)


def _page_words(prefix: str, value: object, lang: Lang) -> Iterator[Words]:
    """Yield the texts of front matter; both languages stand in notes of windows and photos."""
    if isinstance(value, dict):
        if value and set(value) <= set(LANGS):
            yield from _feature_words(prefix, {lang: value.get(lang)})
            return
        for key, inner in value.items():
            here = f"{prefix}.{key}" if prefix else str(key)
            texts = key in _PAGE_TEXTS or prefix in _TEXT_MAPS
            if texts and isinstance(inner, str) and inner.strip():
                yield Words(here, lang, inner)
            else:
                yield from _page_words(here, inner, lang)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _page_words(f"{prefix}.{number}", inner, lang)
