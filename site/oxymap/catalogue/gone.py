"""Take mentions of withdrawn objects out of what is still published.

A withdrawn place stays in a route as a stop with its name and no page; links to it become plain
text.  The stored documents are not changed: published again, everything points to it as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from oxymap.catalogue.content import PageFile
from oxymap.catalogue.geodata import PlacedFile
from oxymap.catalogue.kiosk_models import KioskFront
from oxymap.catalogue.models import (
    DistrictFront,
    FestivalFront,
    Front,
    RouteFront,
    SeasonFront,
    Stop,
)
from oxymap.catalogue.overlay import OverlayEntry
from oxymap.catalogue.references import LINK_SCHEMES

Gone = Mapping[tuple[str, str], OverlayEntry]
_LINK = re.compile(r"\[([^\]]*)\]\((" + "|".join(LINK_SCHEMES) + r"):([^)\s]*)\)")
_LISTS = re.compile(r'\b(places|trails|ids)="([^"]*)"')
_VALUE = re.compile(r'^::value\{(?:place|station)="([^"]*)"\}\s*$')
#: Page types by the scheme of a link.
_PAGES = {
    "route": ("routes",),
    "festival": ("festivals", "seasons"),
    "page": ("pages",),
    "district": ("districts",),
}


def without_gone(
    features: Iterable[PlacedFile], pages: Iterable[PageFile], gone: Gone
) -> tuple[tuple[PlacedFile, ...], tuple[PageFile, ...]]:
    """Return features and pages that mention no withdrawn object."""
    if not gone:
        return tuple(features), tuple(pages)
    return tuple(_feature(item, gone) for item in features), tuple(
        _page(item, gone) for item in pages
    )


def _feature(item: PlacedFile, gone: Gone) -> PlacedFile:
    properties = item.place.properties
    changes: dict[str, object] = {}
    if _is_gone_feature(properties.parent, gone):
        changes["parent"] = None
    station = properties.station
    if station is not None and _is_gone_feature(station.place, gone):
        changes["station"] = station.model_copy(update={"place": None})
    if properties.description is not None:
        texts = {lang: _prose(properties.description[lang], gone) for lang in ("zh", "en")}
        changes["description"] = properties.description.model_copy(update=texts)
    if not changes:
        return item
    kept = properties.model_copy(update=changes)
    return replace(item, place=item.place.model_copy(update={"properties": kept}))


def _page(item: PageFile, gone: Gone) -> PageFile:
    front, source = _front(item, gone), _prose(item.page.source, gone)
    if front == item.page.front and source == item.page.source:
        return item
    page = item.page.model_copy(update={"front": front, "source": source})
    # The text as it was written still mentions what is gone.
    return replace(item, page=page, text="")


def _front(item: PageFile, gone: Gone) -> Front:
    front = item.page.front
    changes: dict[str, object] = {}
    if isinstance(front, RouteFront):
        changes["stops"] = tuple(_stop(stop, item.page.lang, gone) for stop in front.stops)
        changes["trails"] = tuple(t for t in front.trails if not _is_gone_feature(t, gone))
    if isinstance(front, FestivalFront) and _is_gone_feature(front.place, gone):
        changes["place"] = None
        changes["venue"] = front.venue or _name(str(front.place), item.page.lang, gone)
    if isinstance(front, SeasonFront | DistrictFront):
        kept = tuple(name for name in front.highlights if not _is_gone_feature(name, gone))
        changes["highlights"] = kept
    if isinstance(front, KioskFront):
        changes |= _kiosk(front, gone)
    return front.model_copy(update=changes) if changes else front


def _kiosk(front: KioskFront, gone: Gone) -> dict[str, object]:
    return {
        "place": None if _is_gone_feature(front.place, gone) else front.place,
        "station": None if _is_gone_feature(front.station, gone) else front.station,
        "routes": tuple(name for name in front.routes if not _is_gone("route", name, gone)),
        "trails": tuple(name for name in front.trails if not _is_gone_feature(name, gone)),
    }


def _stop(stop: Stop, lang: str, gone: Gone) -> Stop:
    if not _is_gone_feature(stop.place, gone):
        return stop
    return stop.model_copy(update={"place": None, "name": _name(str(stop.place), lang, gone)})


def _name(feature_id: str, lang: str, gone: Gone) -> str:
    names = gone["feature", feature_id].names
    return names.get(lang) or names.get("zh") or feature_id


def _is_gone_feature(feature_id: str | None, gone: Gone) -> bool:
    return feature_id is not None and ("feature", feature_id) in gone


def _is_gone(scheme: str, target: str, gone: Gone) -> bool:
    if scheme in _PAGES:
        return any(("page", f"{group}/{target}") in gone for group in _PAGES[scheme])
    return _is_gone_feature(target, gone)


def _prose(source: str, gone: Gone) -> str:
    """Return Markdown whose links and live blocks name nothing that is withdrawn."""
    lines = [_line(line, gone) for line in source.split("\n")]
    return "\n".join(line for line in lines if line is not None)


def _line(line: str, gone: Gone) -> str | None:
    if line.startswith("::"):
        value = _VALUE.match(line)
        if value and _is_gone_feature(value[1], gone):
            return None
        return _LISTS.sub(lambda found: _listed(found[1], found[2], gone), line)
    return _LINK.sub(
        lambda found: found[1] if _is_gone(found[2], found[3], gone) else found[0], line
    )


def _listed(name: str, ids: str, gone: Gone) -> str:
    kept = [word for word in ids.split() if not _is_gone_feature(word, gone)]
    return f'{name}="{" ".join(kept)}"'
