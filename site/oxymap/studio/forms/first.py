"""The first state of a new object: its names, and what has to be filled in."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable

from oxymap.catalogue.models import LANGS
from oxymap.catalogue.search import pinyin_of
from oxymap.publishing.documents import feature_document, feature_of, join_page, new_feature
from oxymap.publishing.models import Document, Ref

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
LONGEST_ID = 60
#: How far a camera may be off in the mountains.
CAMERA_PRECISION_M = 100


def propose_id(name_zh: str, name_en: str, is_taken: Callable[[str], bool]) -> str:
    """Return a free id for a name: the English words, else the pinyin of the Chinese."""
    wanted = slug_of(name_en) or slug_of("-".join(pinyin_of(name_zh))) or "new"
    numbered = (f"{wanted}-{number}" for number in itertools.count(2))
    return next(one for one in itertools.chain([wanted], numbered) if not is_taken(one))


def slug_of(name: str) -> str:
    """Return a name's lower-case ASCII words joined by hyphens; "" when it has none."""
    words = _NOT_SLUG.sub("-", name.lower()).strip("-")
    return words[:LONGEST_ID].strip("-")


def first_document(
    ref: Ref, name_zh: str, name_en: str, *, kind: str, district: str, today: datetime.date
) -> Document:
    """Return the first state of a new object.

    Parameters
    ----------
    kind : of a feature; ignored for pages.
    district : one of the three, or "" for a page of the whole site.
    today : the day in Beijing.
    """
    if ref.kind == "feature":
        feature = feature_of(new_feature(ref, name_zh, district, kind))
        feature["properties"]["name"]["en"] = name_en
        return feature_document(ref, feature)
    titles = {"zh": name_zh, "en": name_en}
    texts: dict[str, str] = {
        lang: join_page(_front(ref.group, titles[lang], district, today), "") for lang in LANGS
    }
    return Document(ref, texts)


def placed(document: Document, lon: float, lat: float) -> Document:
    """Return a new feature at the place where a photograph was taken.

    Parameters
    ----------
    lon, lat : WGS 84, as the camera has written them.
    """
    feature = feature_of(document)
    feature["geometry"] = {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]}
    feature["properties"]["position"] = {
        "source": "Written into a photograph by the camera; not surveyed.",
        "method": "estimate",
        "precision_m": CAMERA_PRECISION_M,
        "verified": False,
    }
    return feature_document(document.ref, feature)


def _front(page_type: str, title: str, district: str, today: datetime.date) -> dict[str, object]:
    """Return a front matter whose fields are all there; what a person has to choose is not."""
    front: dict[str, object] = {"title": title, "summary": ""}
    if page_type in {"routes", "festivals"}:
        front["district"] = [district] if district else []
    if page_type == "routes":
        front |= {"days": 1, "seasons": [], "stops": []}
    if page_type == "festivals":
        front |= {"kind": "festival", "state": "to_be_announced"}
    if page_type == "pages":
        front["section"] = "knowledge"
    return {**front, "sources": [], "updated": today}
