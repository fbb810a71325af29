"""Make small pieces of the published state, and a whole sample project, for tests.

Every function has defaults that are valid, so a test names only what it is about.
The places are invented; their points lie inside the real districts.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from oxymap.catalogue.content import PageFile
from oxymap.catalogue.geodata import PlacedFile, read_feature
from oxymap.catalogue.models import DISTRICTS, FRONTS, LAYER_KINDS, SEASONS, Lang, Page, Place
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings, make_settings
from oxymap.geo.geojson import dump_collection

Json = dict[str, object]
#: A point (lon, lat), WGS 84, well inside each district.
POINTS = {
    "mentougou": (115.795, 39.994),
    "yanqing": (116.102, 40.527),
    "fangshan": (115.86, 39.715),
}
NO_POSITION = {"source": "No source names a point.", "method": "none", "precision_m": None}
DAY = datetime.date(2026, 5, 1)
#: The pages that the layout links to.
SITE_PAGES = (
    "about", "accessibility", "camping", "data", "ion-measurement", "oxygen-bar", "privacy",
    "reading-levels", "safety",
)  # fmt: skip
#: First and last day of each season.
SEASON_DAYS = {
    "spring": ("03-21", "06-10"),
    "summer": ("06-11", "08-31"),
    "autumn": ("09-01", "11-15"),
    "winter": ("11-16", "03-20"),
}
#: The one in C, where there is one: sample projects have three dozen pages.
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_MISSING = object()


# --- features --------------------------------------------------------------------------


def position(precision_m: float = 50.0, **values: object) -> Json:
    return {"source": "Made up for a test.", "method": "list", "precision_m": precision_m, **values}


def properties(layer: str = "villages", **values: object) -> Json:
    return {
        "name": {"zh": "石头村", "en": "Stone Village"},
        "kind": LAYER_KINDS[layer][0],
        "district": "mentougou",
        "summary": {"zh": "山坡上的一个小村。", "en": "A small village on a slope."},
        "position": position(),
        **values,
    }


def feature(
    feature_id: str = "stone-village",
    layer: str = "villages",
    *,
    geometry: object = _MISSING,
    **values: object,
) -> Json:
    """A GeoJSON feature; its point is the district's unless a geometry is given."""
    filled = properties(layer, **values)
    if geometry is _MISSING:
        geometry = {"type": "Point", "coordinates": list(POINTS[str(filled["district"])])}
    return {"type": "Feature", "id": feature_id, "geometry": geometry, "properties": filled}


def district(district_id: str) -> Json:
    name = {"zh": f"{district_id}区", "en": f"{district_id.title()} District"}
    return feature(
        district_id,
        "districts",
        geometry=None,
        name=name,
        district=district_id,
        position=NO_POSITION,
    )


def line(start: tuple[float, float], count: int = 5, ele_m: float | None = 800.0) -> Json:
    """A line of `count` points to the north-east, 20 m higher at every point."""
    lon, lat = start
    return {
        "type": "LineString",
        "coordinates": [
            [round(lon + n * 0.002, 6), round(lat + n * 0.002, 6)]
            + ([] if ele_m is None else [ele_m + n * 20])
            for n in range(count)
        ],
    }


def place(place_id: str = "stone-village", layer: str = "villages", **values: object) -> Place:
    return read_feature(layer, feature(place_id, layer, **values))


def placed(found: Place, file: Path = Path("places.geojson"), line_number: int = 4) -> PlacedFile:
    return PlacedFile(found, file, line_number)


# --- pages -----------------------------------------------------------------------------


def front(page_type: str = "pages", **values: object) -> Json:
    """Valid front matter of a page type."""
    shared: Json = {
        "title": "A sample page",
        "summary": "A page that was made up for a test.",
        "updated": DAY,
    }
    return {**shared, **_FRONTS[page_type], **values}


_FRONTS: dict[str, Json] = {
    "routes": {
        "district": ["mentougou"],
        "theme": "villages",
        "mode": "walk",
        "seasons": ["spring"],
        "stops": [{"place": "stone-village", "stay_min": 45}, {"name": "The bus stop"}],
    },
    "festivals": {"district": ["yanqing"], "kind": "fair", "seasons": ["spring"]},
    "seasons": {
        "season": "spring",
        "start": "03-21",
        "end": "06-10",
        "names": {"mentougou": "踏青", "yanqing": "赏花", "fangshan": "赏花"},
        "sport": "春徒步",
    },
    "districts": {
        "district": "mentougou",
        "title_state": "awarded",
        "timeline": [{"year": 2022, "text": "The title was awarded.", "state": "awarded"}],
    },
    "pages": {"section": "about"},
    "kiosks": {"position": {"lon": 115.6, "lat": 40.0, "precision_m": 20}},
}


def page(
    page_id: str = "about",
    page_type: str = "pages",
    lang: Lang = "zh",
    *,
    source: str = "Some text.\n",
    **values: object,
) -> Page:
    checked = FRONTS[page_type].model_validate(front(page_type, **values))
    return Page(type=page_type, id=page_id, lang=lang, front=checked, source=source)


def page_file(
    page_id: str = "about",
    page_type: str = "pages",
    lang: Lang = "zh",
    *,
    source: str = "Some text.\n",
    **values: object,
) -> PageFile:
    """A page as the reader gives it; the Markdown begins after fences and front matter."""
    found = page(page_id, page_type, lang, source=source, **values)
    text = front_text(front(page_type, **values))
    file = Path(page_type) / f"{page_id}.{lang}.md"
    return PageFile(found, file, text.count("\n") + 3, text)


def both_languages(page_id: str, page_type: str, **values: object) -> list[PageFile]:
    return [
        page_file(page_id, page_type, "zh", **values),
        page_file(page_id, page_type, "en", **values),
    ]


def front_text(values: Mapping[str, object]) -> str:
    return yaml.dump(dict(values), Dumper=DUMPER, allow_unicode=True, sort_keys=False)


def page_text(values: Mapping[str, object], source: str = "Some text.\n") -> str:
    return f"---\n{front_text(values)}---\n{source}"


def catalogue(places: Iterable[Place] = (), pages: Iterable[Page] = ()) -> Catalogue:
    return Catalogue(
        version="test",
        places={item.id: item for item in places},
        pages={(item.type, item.id, item.lang): item for item in pages},
    )


# --- files -----------------------------------------------------------------------------


def write_layer(folder: Path, layer: str, features: Iterable[Json]) -> Path:
    """Write ``<folder>/<layer>.geojson``."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{layer}.geojson"
    file.write_text(dump_collection(features), encoding="utf-8")
    return file


def write_page(
    folder: Path,
    page_id: str,
    page_type: str = "pages",
    *,
    source: str = "Text.\n",
    **values: object,
) -> None:
    """Write ``<folder>/<type>/<id>.<lang>.md`` in both languages."""
    (folder / page_type).mkdir(parents=True, exist_ok=True)
    for lang in ("zh", "en"):
        file = folder / page_type / f"{page_id}.{lang}.md"
        file.write_text(page_text(front(page_type, **values), source), encoding="utf-8")


def write_gpx(
    file: Path, points: Iterable[tuple[float, ...]], name: str = "", kind: str = "trk"
) -> Path:
    """Write a GPX of one track of (lon, lat[, ele_m]), or of waypoints (``kind="wpt"``)."""
    tag = "trkpt" if kind == "trk" else "wpt"
    title = f"<name>{name}</name>" if name else ""
    inside = "" if kind == "trk" else title
    body = "".join(
        f'<{tag} lon="{lon}" lat="{lat}">{f"<ele>{ele[0]}</ele>" if ele else ""}{inside}</{tag}>'
        for lon, lat, *ele in points
    )
    if kind == "trk":
        body = f"<trk>{title}<trkseg>{body}</trkseg></trk>"
    head = '<gpx version="1.1" creator="tests" xmlns="http://www.topografix.com/GPX/1/1">'
    file.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{body}</gpx>\n', encoding="utf-8"
    )
    return file


def sample_project(folder: Path, **values: object) -> Settings:
    """Write a small project below a folder and return its settings.

    It has twelve features on eight layers and pages of every type in both languages;
    what every page of the site needs is there, so the whole application works on it.
    """
    for layer, features in sample_features().items():
        write_layer(folder / "geodata", layer, features)
    write_sample_pages(folder / "content")
    return make_settings(
        {
            "data": folder / "data",
            "geodata": folder / "geodata",
            "content": folder / "content",
            "reload_seconds": 0,
            **values,
        }
    )


def sample_features() -> dict[str, list[Json]]:
    window = {"start": "10-15", "end": "11-10", "certainty": 3}
    return {
        "districts": [district(name) for name in DISTRICTS],
        "townships": [_named("slope-town", "townships", "山坡镇", "Slope Town")],
        "villages": [
            feature(township="slope-town", aliases=["石村"], activities=["hiking"]),
            _named("mill-village", "villages", "磨坊村", "Mill Village", district="yanqing"),
        ],
        "scenic": [_named("hill-temple", "scenic", "山寺", "Hill Temple", district="fangshan")],
        "viewpoints": [
            _named("red-slope", "viewpoints", "红叶坡", "Red Slope", seasons=["autumn"],
                   phenomenon="red_leaves", season_window=window),
        ],
        "products": [
            _named("lost-orchard", "products", "老果园", "Lost Orchard",
                   geometry=None, position=NO_POSITION),
        ],
        "peaks": [_named("high-peak", "peaks", "高山", "High Peak", ele_m=1500.0)],
        "trails": [
            _named("ridge-walk", "trails", "山脊步道", "Ridge Walk", district="yanqing",
                   geometry=line(POINTS["yanqing"]), line="recorded"),
            _named("brook-path", "trails", "溪边小路", "Brook Path",
                   geometry=line(POINTS["mentougou"], ele_m=None), line="schematic"),
        ],
    }  # fmt: skip


def _named(feature_id: str, layer: str, zh: str, en: str, **values: object) -> Json:
    return feature(feature_id, layer, name={"zh": zh, "en": en}, **values)


def write_sample_pages(folder: Path) -> None:
    body = 'See the [village](place:stone-village).\n\n::places{ids="stone-village"}\n'
    write_page(folder, "village-day", "routes", source=body, trails=["brook-path"])
    write_page(folder, "spring-fair", "festivals", place="mill-village")
    for season in SEASONS:
        start, end = SEASON_DAYS[season]
        write_page(folder, season, "seasons", season=season, start=start, end=end)
    for name in DISTRICTS:
        write_page(folder, name, "districts", district=name, highlights=["stone-village"])
    for name in SITE_PAGES:
        write_page(folder, name, "pages")


def write_outlines(file: Path) -> Path:
    """Write a square around each district's point, as an operator's boundaries file."""
    corners = [(0.2, 0.2), (-0.2, 0.2), (-0.2, -0.2), (0.2, -0.2), (0.2, 0.2)]
    features = []
    for name, (lon, lat) in POINTS.items():
        ring = [[lon + east, lat + north] for east, north in corners]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "id": name, "properties": {}, "geometry": geometry})
    file.write_text(dump_collection(features), encoding="utf-8")
    return file


def edit_json(file: Path, **members: object) -> None:
    """Change members of the first feature of a layer file."""
    document = json.loads(file.read_text(encoding="utf-8"))
    document["features"][0].update(members)
    file.write_text(dump_collection(document["features"]), encoding="utf-8")
