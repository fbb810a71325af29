"""The misty ridges of the home page, as the picture at the head of a leaflet."""

from __future__ import annotations

import re
from functools import lru_cache

from oxymap.config import ROOT
from oxymap.leaflets import looks
from oxymap.maps import svg

#: The site has drawn them already: five paths in a view box of 1440 x 560.
TEMPLATE = ROOT / "templates" / "components" / "ridges.html"
WIDTH, HEIGHT = 1440, 560
#: About where the last ridge begins.
LAST = 480
#: The middle of the sun, over the first ridge.
SUN = 130
_PATH = re.compile(r'<path class="ridge-([\w]+)" d="([^"]+)"')


@lru_cache(maxsize=4)
def ridges(left: int, width: int, height: int, *, steep: float, foot: int) -> str:
    """Return a part of the picture as an ``<svg>`` element: sky, sun and five ridges.

    Parameters
    ----------
    left, width : the part of the picture, which is 1440 wide.
    height : of the picture with its sky, in the same units.
    steep : how high the hills are: 1 as the site has them.
    foot : how much hillside lies below the last ridge.
    """
    paths = dict(_PATH.findall(TEMPLATE.read_text(encoding="utf-8")))
    parts = []
    for number, colour in enumerate(looks.RIDGES, start=1):
        if str(number) in paths:
            parts.append(svg.tag("path", d=paths[str(number)], fill=colour))
        if number == 4 and "wall" in paths:
            parts.append(_wall(paths["wall"], paths.get("tower", "")))
    parts.append(svg.tag("rect", x=0, y=HEIGHT - 3, width=WIDTH, height=900, fill=looks.RIDGES[-1]))
    down = height - foot - LAST * steep
    hills = svg.tag(
        "g", svg.join(parts), transform=f"translate({-left} {down:.1f}) scale(1 {steep:g})"
    )
    sky = svg.tag("rect", x=0, y=0, width=width, height=height, fill=looks.SKY)
    sun = svg.tag("circle", cx=1010 - left, cy=round(down + SUN * steep), r=74, fill=looks.GLOW)
    return svg.tag(
        "svg",
        sky + sun + hills,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
    )


def _wall(wall: str, tower: str) -> str:
    line = svg.tag("path", d=wall, fill="none", stroke=looks.RIDGES[4], stroke_width="5")
    return line + svg.tag("path", d=tower, fill=looks.RIDGES[4])
