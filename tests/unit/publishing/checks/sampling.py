"""Documents and a context for the checks: good routes from files, laid over the shipped state."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from oxymap.catalogue.loader import load_catalogue
from oxymap.catalogue.models import Place
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings, make_settings
from oxymap.publishing.checks.checking import CheckContext, check_document
from oxymap.publishing.documents import dump_feature
from oxymap.publishing.models import Document, Exemption, Finding, Ref
from tests import factories

ROUTES = Path(__file__).parents[3] / "fixtures" / "routes"
RESTRICTED = ROUTES / "restricted.geojson"
TODAY = datetime.date(2026, 11, 21)
PHOTO = "00112233445566aa"
TRAILS = sorted(file.stem for file in (ROUTES / "trails").glob("*.geojson"))
PAGES = sorted(file.name.removesuffix(".zh.md") for file in (ROUTES / "pages").glob("*.zh.md"))

Json = dict[str, object]


def good(name: str) -> Document:
    """One of the ten routes that are as they should be."""
    if name in TRAILS:
        text = (ROUTES / "trails" / f"{name}.geojson").read_text(encoding="utf-8")
        return Document(Ref("feature", "trails", name), {"geojson": text})
    texts = {
        lang: (ROUTES / "pages" / f"{name}.{lang}.md").read_text(encoding="utf-8")
        for lang in ("zh", "en")
    }
    return Document(Ref("page", "routes", name), texts)


def feature_of(document: Document) -> Json:
    return dict(json.loads(document.texts["geojson"]))


def with_feature(document: Document, feature: Mapping[str, object]) -> Document:
    return Document(document.ref, {"geojson": dump_feature(feature)})


def made(layer: str = "villages", feature_id: str = "new-place", **values: object) -> Document:
    """A valid feature of a layer with some properties (or the geometry) changed."""
    feature = factories.feature(feature_id, layer, **values)
    return Document(Ref("feature", layer, feature_id), {"geojson": dump_feature(feature)})


def made_page(
    page_type: str = "festivals", page_id: str = "new-fair", **values: object
) -> Document:
    """A valid page in both languages; `zh` and `en` give the bodies."""
    bodies = {
        "zh": values.pop("zh", "春天的集市。\n"),
        "en": values.pop("en", "A fair in spring.\n"),
    }
    front = {
        "zh": {"title": "春天集市", "summary": "一年一度的春天集市，在村口举行。"},
        "en": {"title": "Spring Fair", "summary": "The yearly fair in spring at the village gate."},
    }
    texts = {
        lang: factories.page_text(factories.front(page_type, **front[lang], **values), str(body))
        for lang, body in bodies.items()
    }
    return Document(Ref("page", page_type, page_id), texts)


@cache
def shipped() -> Catalogue:
    return load_catalogue(Settings())


def with_places(*places: Place) -> Catalogue:
    """The shipped state and some more features."""
    return replace(shipped(), places={**shipped().places, **{item.id: item for item in places}})


def context(
    data: Path = Path("/nowhere"),
    *,
    restricted: Path | None = RESTRICTED,
    catalogue: Catalogue | None = None,
    exemption: Exemption | None = None,
    **values: object,
) -> CheckContext:
    settings = make_settings({"data": data, "restricted_file": restricted})
    defaults: Json = {
        "catalogue": catalogue or shipped(),
        "settings": settings,
        "today": TODAY,
        "exemption": exemption,
        "photo_ids": lambda: frozenset({PHOTO}),
        "is_new": True,
    }
    return CheckContext(**{**defaults, **values})  # type: ignore[arg-type]


def errors(document: Document, here: CheckContext | None = None) -> list[Finding]:
    found = check_document(document, here or context())
    return [finding for finding in found if finding.severity == "error"]


def codes(document: Document, here: CheckContext | None = None) -> set[str]:
    return {finding.code for finding in check_document(document, here or context())}


def finding(document: Document, code: str, here: CheckContext | None = None) -> Finding:
    """The first finding of a code; fails when there is none."""
    found = check_document(document, here or context())
    return next(item for item in found if item.code == code)


Edit = Callable[[Document], Document]
