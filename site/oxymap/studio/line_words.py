"""Words of the pages where lines and points come from."""

from __future__ import annotations

from oxymap.publishing.imports.models import DATUMS
from oxymap.web.i18n import Localizer
from oxymap.wording import N_

EPSG = "epsg"
DATUM_LABELS: dict[str, str] = {
    "wgs84": N_("WGS 84 (GPS devices, walking apps, OpenStreetMap)"),
    "cgcs2000": N_("CGCS2000 (surveys, Tianditu)"),
    "gcj02": N_("GCJ-02 (Amap, Tencent Maps, most phone apps in China)"),
    "bd09": N_("BD-09 (Baidu Maps)"),
    EPSG: N_("Another one, by its EPSG number"),
}
#: The same where there is little room; proper names, the same in every language.
DATUM_NAMES = {"wgs84": "WGS 84", "cgcs2000": "CGCS2000", "gcj02": "GCJ-02", "bd09": "BD-09"}
#: How a point or a typed line may have been found; `none` is for what has no position.
METHODS = ("gps", "osm", "geonames", "list", "converted", "derived", "township", "estimate")
#: What the drawing tool's script is told.
TOOL_WORDS: dict[str, str] = {
    "length": N_("Length: {length}, {count} vertices"),
    "bare": N_("{count} of them have no height, so there would be no height profile."),
    "first": N_("Click to begin"),
    "next": N_("Click to go on"),
    "finish": N_("Click a point again to finish"),
    "empty": N_("Nothing has been drawn yet."),
    "draw": N_("Click point after point; click the last one again to finish."),
    "edit": N_(
        "Drag a vertex, or a small mark between two to add one; a right-click or a long press "
        "takes one out."
    ),
    "drag": N_("Drag the whole line."),
    "split": N_("Click where the line shall be cut in two."),
    "remove": N_("Click on the part that shall go."),
    "failed": N_("The drawing tool could not be loaded. Bring in a file or use the table."),
    "joined": N_("The new part has been joined to the end of the line."),
    "undone": N_("Undone."),
}


def datum_options(texts: Localizer) -> list[tuple[str, str]]:
    """Return every datum with its label, for a list of choices."""
    return [(name, texts.text(label)) for name, label in DATUM_LABELS.items()]


def datum_label(texts: Localizer, crs: str) -> str:
    """Return what a datum is called; an EPSG code is its own name."""
    return texts.text(DATUM_LABELS[crs]) if crs in DATUMS else crs


def datum_name(crs: str) -> str:
    """Return the short name of a datum."""
    return DATUM_NAMES.get(crs, crs)


def method_options(texts: Localizer) -> list[tuple[str, str]]:
    """Return how a position may have been found, for a list of choices."""
    return [(name, texts.label("method", name)) for name in METHODS]
