"""How many bytes a first view may cost, by page type; more fails the build."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from oxymap.freeze.walker import Artifact

#: Kilobytes (1000 bytes) over the wire, brotli: the page with its style sheet and the
#: script that every page runs.  Maps load after the first view and count apart.
FIRST_VIEW_KB: Mapping[str, float] = {
    "home": 60,
    "map": 90,
    "list": 90,
    "place": 45,
    "trail": 50,
    "route": 50,
    "festival": 45,
    "district": 90,
    "page": 45,
    "live": 70,
    "station": 60,
    "search": 30,
    "error": 30,
}
#: The map's own code: Leaflet, clustering, our modules, the composed script.
MAP_CODE_KB = 75.0
_TYPES = (
    (r"(/en)?/", "home"),
    (r"(/en)?/map", "map"),
    (r"(/en)?/(places|trails|routes|festivals|districts|notices)/", "list"),
    (r"(/en)?/places/.+", "place"),
    (r"(/en)?/trails/.+", "trail"),
    (r"(/en)?/routes/.+", "route"),
    (r"(/en)?/festivals/.+", "festival"),
    (r"(/en)?/districts/.+", "district"),
    (r"(/en)?/pages/.+", "page"),
    (r"(/en)?/live(/townships)?", "live"),
    (r"(/en)?/live/.+", "station"),
    (r"(/en)?/search", "search"),
    (r"(/en)?/(pocket|offline)", "search"),
    (r"(/en)?/404.html", "error"),
)


def page_type(url: str) -> str:
    """Return the budget's name for a page's address."""
    return next(name for pattern, name in _TYPES if re.fullmatch(pattern, url))


def budget_failures(artifacts: Iterable[Artifact], compressed: Mapping[str, int]) -> Iterator[str]:
    """Yield every page that costs more than its type may.

    Parameters
    ----------
    compressed : bytes over the wire by output path.
    """
    found = list(artifacts)
    shared = sum(
        compressed[item.path]
        for item in found
        if item.path.endswith(("css/site.css", "js/main.js"))
    )
    for item in found:
        if not item.is_page:
            continue
        name = page_type(item.url)
        cost = (compressed[item.path] + shared) / 1000
        if cost > FIRST_VIEW_KB[name]:
            limit = f"{FIRST_VIEW_KB[name]} KB of {name}"
            yield f"{item.url}: first view {cost:.1f} KB is over the {limit}"
    code = sum(compressed[item.path] for item in found if _is_map_code(item.path)) / 1000
    if code > MAP_CODE_KB:
        yield f"map code {code:.1f} KB is over {MAP_CODE_KB} KB"


def _is_map_code(path: str) -> bool:
    scripts = "/js/map/" in path or "/vendor/" in path or path.endswith("/js/modules/map.js")
    return (scripts or path.endswith("/composed/full.js")) and path.endswith((".js", ".css"))
