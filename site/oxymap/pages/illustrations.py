"""Which drawing stands for what, until photographs come."""

from __future__ import annotations

from oxymap.catalogue.models import Place

DRAWINGS = frozenset({
    "spring", "summer", "autumn", "winter", "village", "temple", "wall", "gorge", "cave", "ridge",
    "cycling", "study", "harvest", "snow", "river", "stars", "town", "mine", "wine", "wetland",
    "festival", "run", "forest",
})  # fmt: skip
_BY_KIND = {
    "township": "town", "village": "village", "courtyard": "village", "town": "town",
    "experience_zone": "forest", "demonstration_area": "ridge", "shared_farm": "harvest",
    "study_zone": "study", "farm_park": "harvest", "viewpoint": "ridge", "scenic_area": "gorge",
    "temple": "temple", "park": "forest", "venue": "festival", "museum": "study",
    "red_site": "village", "winery": "wine", "event_venue": "festival", "trail": "ridge",
    "cycle_route": "cycling", "scenic_road": "ridge", "valley": "gorge", "forest_park": "forest",
    "reserve": "forest", "product_origin": "harvest", "peak": "ridge", "river": "river",
    "stream": "river", "reservoir": "river", "lake": "river", "gate": "wall",
}  # fmt: skip
_BY_PHENOMENON = {
    "snow": "winter", "rime": "winter", "icefall": "winter", "red_leaves": "autumn",
    "ginkgo": "autumn", "blossom": "spring", "stars": "stars", "night_lights": "town",
}  # fmt: skip
_BY_TAG = {
    "gold-card-great-wall": "wall", "cave": "cave", "wetland": "wetland", "mine": "mine",
    "great-wall": "wall",
}  # fmt: skip
_BY_WORD = {
    "长城": "wall", "九眼楼": "wall", "洞": "cave", "湿地": "wetland", "矿": "mine", "寺": "temple",
}  # fmt: skip
_BY_THEME = {
    "cycling": "cycling", "study": "study", "ancient_road": "ridge", "villages": "village",
    "temples": "temple", "red_heritage": "village", "mine_culture": "mine", "geology": "cave",
    "wine_picking": "wine", "summer_cool": "summer", "family": "harvest", "stars": "stars",
    "wetland": "wetland", "snow": "snow",
}  # fmt: skip
_BY_EVENT = {
    "ride": "cycling", "run": "run", "walk": "run", "competition": "run", "fair": "temple",
    "forum": "study", "public_welfare": "wetland",
}  # fmt: skip


def of_place(place: Place) -> str:
    """Return the drawing for a feature."""
    properties = place.properties
    if properties.phenomenon in _BY_PHENOMENON:
        return _BY_PHENOMENON[properties.phenomenon]
    for tag in properties.tags:
        if tag in _BY_TAG:
            return _BY_TAG[tag]
    for word, drawing in _BY_WORD.items():
        if word in properties.name.zh:
            return drawing
    return _BY_KIND.get(properties.kind, "ridge")


def of_route(theme: str, chosen: str | None) -> str:
    """Return the drawing for a themed route."""
    return chosen if chosen in DRAWINGS else _BY_THEME[theme]


def of_event(kind: str, seasons: tuple[str, ...], chosen: str | None) -> str:
    """Return the drawing for an event."""
    if chosen in DRAWINGS:
        return chosen
    return _BY_EVENT.get(kind) or (seasons[0] if seasons else "festival")
