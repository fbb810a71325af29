"""A bar of n of N: how many townships have a value, a station, a demonstration only."""

from __future__ import annotations

from collections.abc import Sequence

from oxymap.charts.markup import percent, tag
from oxymap.charts.models import Meter, MeterPart
from oxymap.charts.signs import hatching

#: Nobody must take a demonstration for a value, so it is hatched and not only coloured.
_HATCHED = frozenset({"demo"})


def draw_meter(
    meter_id: str, label: str, text: str, parts: Sequence[MeterPart], total: int
) -> Meter:
    """Return a bar of parts of a whole.

    Parameters
    ----------
    meter_id : unique in the page, ASCII.
    label : what is counted.
    text : the counts as words ("12 of 47"): the drawing is decoration beside them.
    parts : they do not overlap; drawn from the left in their order.
    total : the whole; 0 gives an empty bar.
    """
    shares, left = [], 0.0
    for part in parts:
        width = min(part.count / total, 1.0 - left) if total > 0 else 0.0
        if width > 0:
            shares.append(_part(meter_id, part.kind, left, width))
        left += width
    needs_hatching = any(part.kind in _HATCHED for part in parts)
    drawing = tag(
        "svg",
        tag("defs", hatching(f"{meter_id}-demo")) if needs_hatching else "",
        tag("rect", class_="meter__whole", width="100%", height="100%"),
        *shares,
        class_="meter__bar",
        aria_hidden="true",
        focusable="false",
    )
    return Meter(label, text, drawing, tuple(parts))


def _part(meter_id: str, kind: str, left: float, width: float) -> str:
    place = {"x": percent(left), "width": percent(width), "height": "100%"}
    fill = f"url(#{meter_id}-demo)" if kind in _HATCHED else None
    return tag("rect", class_=f"meter__part meter__part--{kind}", fill=fill, **place)
