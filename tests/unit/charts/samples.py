"""Words and timelines for the tests of charts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence

from oxymap.charts.models import Chart, ChartPoint, ChartWords, Timeline
from oxymap.charts.timeline import draw_timeline
from oxymap.charts.words import chart_words
from oxymap.web.i18n import localizer

#: 2026-11-21 00:00 in Beijing.
MIDNIGHT = 1_795_190_400
HOUR_S, DAY_S = 3600, 86_400
NS = "{http://www.w3.org/2000/svg}"


def words(lang: str = "en", digits: int = 0) -> ChartWords:
    return chart_words(localizer(lang), digits)


def hours(values: Sequence[float | None], start: int = MIDNIGHT) -> tuple[ChartPoint, ...]:
    """Hourly means, one for each value; None is a gap."""
    return tuple(
        ChartPoint(start + index * HOUR_S, start + (index + 1) * HOUR_S, value)
        for index, value in enumerate(values)
    )


def timeline(points: Sequence[ChartPoint] = (), **changes) -> Timeline:
    known = {
        "id": "c",
        "label": "Ions",
        "unit": "ions/cm³",
        "start": MIDNIGHT,
        "end": MIDNIGHT + DAY_S,
        "points": tuple(points),
    }
    return Timeline(**{**known, **changes})


def draw(points: Sequence[ChartPoint] = (), lang: str = "en", **changes) -> Chart:
    return draw_timeline(timeline(points, **changes), words(lang))


def tree(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)  # noqa: S314


def path_of(svg: str, css: str) -> str:
    """The data of the drawing's path of a class, or nothing."""
    found = re.search(rf'<path class="{css}" d="([^"]+)"', svg)
    return found[1] if found else ""


def texts_of(svg: str, css: str, chosen: str | None = None) -> list[str]:
    """The texts of a class, of one set of words if one is named."""
    root = tree(svg)
    if chosen:
        sets = [g for g in root if g.get("class") == f"chart__set chart__set--{chosen}"]
        found = [text for group in sets for text in group.iter("text")]
    else:
        found = list(root.iter("text"))
    return [text.text or "" for text in found if text.get("class") == css]
