"""Check that what was read fits together: references, languages, positions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oxymap.catalogue.content import PageFile
from oxymap.catalogue.geodata import PlacedFile
from oxymap.catalogue.kiosk_models import KioskFront
from oxymap.catalogue.lines import line_of
from oxymap.catalogue.models import (
    LANGS,
    PLACE_LAYERS,
    DistrictFront,
    FestivalFront,
    Front,
    RouteFront,
    SeasonFront,
)
from oxymap.catalogue.references import parse_block, references
from oxymap.errors import Problem

#: Front-matter fields that say the same in every language.
NEUTRAL = {
    "order", "illustration", "updated", "district", "theme", "days", "mode", "seasons",
    "activities", "audience", "trails", "kind", "start", "end", "usual", "place", "state",
    "season", "highlights", "title_state", "section", "photos", "position", "heading_deg",
    "orientation", "station", "radius_km", "routes", "languages", "idle_s", "warn_s", "saver_min",
    "day_parts",
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """The ids that references may name, by link scheme."""

    ids: Mapping[str, frozenset[str]]

    def missing(self, scheme: str, target: str) -> str | None:
        """Return what is wrong with a reference, or None."""
        if target in self.ids[scheme]:
            return None
        return f"there is no {scheme} {target!r}"


def check_all(features: Iterable[PlacedFile], pages: Iterable[PageFile]) -> list[Problem]:
    """Return every problem between the files, in the order of the files."""
    features, pages = list(features), list(pages)
    known = _known(features, pages)
    problems = [
        *_duplicates(features),
        *_feature_references(features, known),
        *_stations_elsewhere(features),
        *_languages(pages),
    ]
    for page in pages:
        problems += _page_references(page, known)
    return sorted(problems, key=lambda item: (str(item.file), item.line))


def _known(features: list[PlacedFile], pages: list[PageFile]) -> Known:
    by_layer: dict[str, set[str]] = {}
    for item in features:
        by_layer.setdefault(item.place.layer, set()).add(item.place.id)
    by_type: dict[str, set[str]] = {}
    for page in pages:
        by_type.setdefault(page.page.type, set()).add(page.page.id)
    empty: set[str] = set()
    return Known(
        {
            "place": frozenset().union(*(by_layer.get(layer, empty) for layer in PLACE_LAYERS)),
            "trail": frozenset(by_layer.get("trails", empty)),
            "township": frozenset(by_layer.get("townships", empty)),
            "route": frozenset(by_type.get("routes", empty)),
            "festival": frozenset(by_type.get("festivals", empty) | by_type.get("seasons", empty)),
            "page": frozenset(by_type.get("pages", empty)),
            "district": frozenset(by_layer.get("districts", empty)),
            "station": frozenset(by_layer.get("stations", empty)),
        }
    )


def _duplicates(features: list[PlacedFile]) -> Iterator[Problem]:
    first: dict[str, PlacedFile] = {}
    for item in features:
        other = first.setdefault(item.place.id, item)
        if other is not item:
            where = f"{other.file.name}:{other.line}"
            yield Problem(item.file, item.line, f"id: {item.place.id!r} stands already in {where}")


def _feature_references(features: list[PlacedFile], known: Known) -> Iterator[Problem]:
    for item in features:
        properties = item.place.properties
        named = [("township", "township", properties.township)]
        parent_scheme = "trail" if item.place.layer == "trails" else "place"
        named.append(("parent", parent_scheme, properties.parent))
        if properties.station is not None:
            named.append(("station.place", "place", properties.station.place))
        for field, scheme, target in named:
            wrong = known.missing(scheme, target) if target else None
            if wrong:
                message = f"properties.{field} of {item.place.id}: {wrong}"
                yield Problem(item.file, item.line, message)


def _stations_elsewhere(features: list[PlacedFile]) -> Iterator[Problem]:
    """Yield the features outside the layer ``stations`` that describe a station."""
    for item in features:
        if item.place.properties.station is not None and item.place.layer != "stations":
            message = f"properties.station of {item.place.id}: belongs to the layer 'stations' only"
            yield Problem(item.file, item.line, message)


def _page_references(item: PageFile, known: Known) -> Iterator[Problem]:
    for path, scheme, target in _front_references(item.page.front):
        wrong = known.missing(scheme, target)
        if wrong:
            line = line_of(item.front_text, path, first_line=2)
            yield Problem(item.file, line, f"{'.'.join(map(str, path))}: {wrong}")
    yield from _body_problems(item, known)


def _body_problems(item: PageFile, known: Known) -> Iterator[Problem]:
    for number, text in enumerate(item.page.source.splitlines(), start=item.body_line):
        try:
            parse_block(text)
        except ValueError as error:
            yield Problem(item.file, number, str(error))
            return
    for reference in references(item.page.source):
        wrong = known.missing(reference.scheme, reference.id)
        if wrong:
            yield Problem(item.file, item.body_line + reference.line - 1, wrong)


Path = tuple[str | int, ...]


def _front_references(front: Front) -> Iterator[tuple[Path, str, str]]:
    if isinstance(front, RouteFront):
        for number, stop in enumerate(front.stops):
            if stop.place:
                yield ("stops", number, "place"), "place", stop.place
        yield from ((("trails", n), "trail", name) for n, name in enumerate(front.trails))
    if isinstance(front, FestivalFront) and front.place:
        yield ("place",), "place", front.place
    if isinstance(front, SeasonFront | DistrictFront):
        yield from ((("highlights", n), "place", name) for n, name in enumerate(front.highlights))
    if isinstance(front, KioskFront):
        yield from _kiosk_references(front)


def _kiosk_references(front: KioskFront) -> Iterator[tuple[Path, str, str]]:
    if front.place:
        yield ("place",), "place", front.place
    if front.station:
        yield ("station",), "station", front.station
    yield from ((("routes", n), "route", name) for n, name in enumerate(front.routes))
    yield from ((("trails", n), "trail", name) for n, name in enumerate(front.trails))


def _languages(pages: list[PageFile]) -> Iterator[Problem]:
    found: dict[tuple[str, str], dict[str, PageFile]] = {}
    for item in pages:
        found.setdefault((item.page.type, item.page.id), {})[item.page.lang] = item
    for versions in found.values():
        item = next(iter(versions.values()))
        for lang in LANGS:
            if lang not in versions:
                yield Problem(item.file, 1, f"{item.page.id!r} has no version in {lang!r}")
        if len(versions) == len(LANGS):
            yield from _differences(versions["zh"], versions["en"])


def _differences(zh: PageFile, en: PageFile) -> Iterator[Problem]:
    ours, theirs = zh.page.front, en.page.front
    for field in type(ours).model_fields:
        if field in NEUTRAL and getattr(ours, field) != getattr(theirs, field):
            line = line_of(en.front_text, (field,), first_line=2)
            message = f"{field}: {getattr(theirs, field)!r} differs from {zh.file.name}"
            yield Problem(en.file, line, message)
    if isinstance(ours, RouteFront) and isinstance(theirs, RouteFront):
        places = [[stop.place for stop in front.stops] for front in (ours, theirs)]
        if places[0] != places[1]:
            line = line_of(en.front_text, ("stops",), first_line=2)
            yield Problem(en.file, line, f"stops: the places differ from {zh.file.name}")
