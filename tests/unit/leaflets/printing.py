"""Print sample leaflets, and read what is on them."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from oxymap.catalogue.models import Page, Place
from oxymap.web.print_font import DEBIAN_PACKAGE, print_fonts
from tests.factories import POINTS, line, page, place

needs_font = pytest.mark.skipif(
    not print_fonts(None),
    reason=f"Leaflets need a font with Chinese characters: install {DEBIAN_PACKAGE}.",
)
LON, LAT = POINTS["mentougou"]


def waypoint(number: int, zh: str, en: str, **values: object) -> dict[str, object]:
    """A named point on the `number`-th vertex of `line`."""
    step = number * 0.002
    spot = {"lon": round(LON + step, 6), "lat": round(LAT + step, 6)}
    return {"name": {"zh": zh, "en": en}, **spot, "ele_m": 800.0 + number * 20, **values}


def trail(ele_m: float | None = 800.0, **values: object) -> Place:
    """A trail of five points, 20 m higher at every point."""
    filled: dict[str, object] = {
        "name": {"zh": "石头岭步道", "en": "Stone Ridge Trail"},
        "summary": {"zh": "从村口走到岭上的一条小路。", "en": "A path from the village up."},
        "safety": {"zh": "雷雨天不要上山。", "en": "Keep off in thunderstorms."},
        "geometry": line((LON, LAT), ele_m=ele_m),
        "line": "schematic",
        "waypoints": [waypoint(0, "村口", "Village gate"), waypoint(4, "岭顶", "Top of the ridge")],
        **values,
    }
    return place("stone-ridge", "trails", **filled)


def village(number: int) -> Place:
    """One of many villages, a kilometre apart."""
    spot = [round(LON + number * 0.012, 6), round(LAT + number % 3 * 0.01, 6)]
    return place(
        f"village-{number}",
        name={"zh": f"第{number}村", "en": f"Village {number}"},
        geometry={"type": "Point", "coordinates": spot},
    )


def route(places: list[Place], lang: str = "en", days: int = 2, **values: object) -> Page:
    """A route that stops at places, half of them on each day."""
    each = -(-len(places) // days)
    stops = [
        {"place": one.id, "day": 1 + number // each, "stay_min": 45, "note": f"Note {number}."}
        for number, one in enumerate(places)
    ]
    filled = {"title": "Two valleys: by car", "days": days, "stops": stops, **values}
    return page("two-valleys", "routes", lang, **filled)


def pages_of(body: bytes) -> list[str]:
    """The text of each page, without breaks and spaces."""
    return ["".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(body)).pages]


def text_of(body: bytes) -> str:
    return "".join(pages_of(body))
