"""Draw stations: a label with the present value, a dash where there is none, or a dot.

``static/js/map/station-marks.js`` arranges the interactive map's in the same way.  Fill and
outline tell the state: full and solid is fresh, dashed is late, hollow has no present value.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oxymap.maps import palette, svg
from oxymap.maps.draw_lines import linked
from oxymap.maps.labels import Box, Wish, overlap, text_width
from oxymap.maps.models import MapFeature, StationMark
from oxymap.maps.projection import Xy
from oxymap.maps.symbols import COLOURS
from oxymap.maps.words import map_words

#: Stands where no value is present.
NONE = "—"
FONT, DEMO_FONT = 10.5, 8.0
#: Half the height of a label, air beside its text, and the tip below it, pixels.
HALF, AIR, TIP = 8.5, 6.0, 4.0
#: Labels keep this much between them; stations nearer than `TOGETHER` are drawn as one.
GAP, TOGETHER = 1.5, 4.0
#: Bold figures are wider than the estimate for plain text.
BOLD = 1.08
#: Radius of the dot that tells nothing yet, and of one that has no room for its label.
DOT, CROWDED = 2.6, 4.0
#: States that are told by a label, those that get room first in front.
TOLD = ("fresh", "late", "suspect", "stale", "maintenance", "silent")
#: Outlines that are not solid.
_DASHES = {"late": "3 2", "silent": "1 2.2"}


@dataclass(frozen=True)
class Stand:
    """A station with its place in the picture.

    Parameters
    ----------
    place : where the station is, pixels; the label stands above it.
    pill : whether there is something to tell and room for it.
    members : the stations that this mark stands for, itself first.
    """

    place: Xy
    pill: bool
    members: tuple[MapFeature, ...]

    @property
    def mark(self) -> StationMark:
        """How the station is."""
        found = self.members[0].station
        assert found is not None  # noqa: S101 -- `arrange` takes no others
        return found


def arrange(points: Iterable[tuple[MapFeature, Xy]], lang: str) -> list[Stand]:
    """Return stations with a label where there is room, and a dot elsewhere.

    Parameters
    ----------
    points : features with a `StationMark` and their places, pixels; others are left out.
    """
    stands: list[Stand] = []
    for item, place in sorted(points, key=_rank):
        if item.station is None:
            continue
        near = [n for n, one in enumerate(stands) if math.dist(one.place, place) < TOGETHER]
        if near:
            old = stands[near[0]]
            stands[near[0]] = Stand(old.place, old.pill, (*old.members, item))
            continue
        wanted = Stand(place, True, (item,))
        stands.append(Stand(place, _has_room(wanted, stands, lang), (item,)))
    return stands


def station_box(stand: Stand, lang: str) -> Box:
    """Return the box that a station's mark takes, pixels."""
    x, y = stand.place
    if not stand.pill:
        return (x - CROWDED, y - CROWDED, x + CROWDED, y + CROWDED)
    half = _width(stand.mark, lang) / 2
    return (x - half, y - TIP - 2 * HALF, x + half, y)


def station_wish(stand: Stand) -> Wish | None:
    """Return the name that a labelled station asks for, below its place."""
    if not stand.pill:
        return None
    item = stand.members[0]
    style = "emphasis" if item.emphasis else "feature"
    return Wish(
        key=item.id,
        text=item.name,
        places=(stand.place,),
        size=palette.TEXT[style][0],
        priority=0 if item.emphasis else 2.9,
        sides=("s", "se", "sw"),
        gap=3,
        style=style,
    )


def draw_station(stand: Stand, lang: str) -> str:
    """Return a station's mark with its title and link; absolute times, since it does not age."""
    item, mark = stand.members[0], stand.mark
    title = "\n".join(station_title(member, lang) for member in stand.members)
    drawn = _pill(mark, lang) if stand.pill else _dot(mark)
    emphasis = " map-station--emphasis" if item.emphasis else ""
    body = svg.tag("g", drawn, class_="map-station__body")
    at = svg.tag("g", body, transform=f"translate({_at(stand.place)})")
    return linked(
        item.url,
        svg.tag("title", svg.text(title)) + at,
        f"map-place map-station map-station--{mark.state}{emphasis}",
    )


def station_title(item: MapFeature, lang: str) -> str:
    """Return name, value and time; or name, state and the last good value with its time."""
    mark, words = item.station, map_words(lang)
    if mark is None:
        return item.name
    if mark.value is not None:
        text = words["station_value"].format(
            name=item.name, value=mark.value.text, unit=mark.unit, time=mark.value.moment
        )
    else:
        text = words["station_state"].format(name=item.name, state=mark.label)
        if mark.last_good is not None:
            good = mark.last_good
            text = words["station_last"].format(
                title=text, value=good.text, unit=mark.unit, time=good.moment
            )
    return words["station_demo_name"].format(name=text) if mark.demo else text


# --- parts --------------------------------------------------------------------------------


def _rank(point: tuple[MapFeature, Xy]) -> tuple[int, str]:
    item = point[0]
    state = item.station.state if item.station else ""
    rank = TOLD.index(state) if state in TOLD else 2 * len(TOLD)
    # Ions have the room first: the site is about them.
    other = len(TOLD) if item.station and item.station.suffix else 0
    return (-1 if item.emphasis else rank + other, item.id)


def _has_room(wanted: Stand, stands: Sequence[Stand], lang: str) -> bool:
    if wanted.mark.state not in TOLD:
        return False
    left, top, right, bottom = station_box(wanted, lang)
    box = (left - GAP, top - GAP, right + GAP, bottom + GAP)
    return not any(overlap(box, station_box(one, lang)) for one in stands if one.pill)


def _text(mark: StationMark) -> str:
    return f"{mark.value.text} {mark.suffix}".rstrip() if mark.value else NONE


def _demo(mark: StationMark, lang: str) -> str:
    return map_words(lang)["station_demo_short"] if mark.demo else ""


def _width(mark: StationMark, lang: str) -> float:
    demo = _demo(mark, lang)
    extra = text_width(demo, DEMO_FONT) + AIR / 2 if demo else 0
    # A dash is as wide as it is high in Chinese fonts.
    value = text_width(_text(mark), FONT) * BOLD if mark.value else FONT
    return max(2 * HALF + AIR, value + extra + 2 * AIR)


def _pill(mark: StationMark, lang: str) -> str:
    width, demo = _width(mark, lang), _demo(mark, lang)
    full = mark.state == "fresh"
    colour = COLOURS["stations"]
    looks = {
        "class_": "map-station__pill",
        "fill": colour if full else palette.HALO,
        "stroke": "#fff" if full else colour,
        "stroke_width": "1.4",
        "stroke_dasharray": _DASHES.get(mark.state),
    }
    tip = svg.tag(
        "path",
        d=f"M-3.5-{TIP + 1:g}L0 0 3.5-{TIP + 1:g}z",
        class_="map-station__tip",
        fill=colour,
    )
    middle = -TIP - HALF
    shape = svg.tag(
        "rect", x=-width / 2, y=middle - HALF, width=width, height=2 * HALF, rx=HALF, **looks
    )
    ink = "#fff" if full else colour
    value = svg.tag(
        "text",
        svg.text(_text(mark)),
        x=-width / 2 + AIR if demo else 0.0,
        y=middle + FONT * 0.36,
        font_size=svg.number(FONT),
        font_weight="700",
        text_anchor=None if demo else "middle",
        class_="map-station__value",
        fill=ink,
        stroke="none",
    )
    return tip + shape + value + (_demo_mark(demo, width, middle, ink) if demo else "")


def _demo_mark(demo: str, width: float, middle: float, ink: str) -> str:
    return svg.tag(
        "text",
        svg.text(demo),
        x=width / 2 - AIR,
        y=middle + DEMO_FONT * 0.36,
        font_size=svg.number(DEMO_FONT),
        text_anchor="end",
        class_="map-station__demo",
        fill=ink,
        stroke="none",
    )


def _dot(mark: StationMark) -> str:
    told = mark.state in TOLD
    return svg.tag(
        "circle",
        r=svg.number(CROWDED if told else DOT),
        class_="map-station__dot",
        fill=COLOURS["stations"] if mark.state == "fresh" else palette.HALO,
        stroke="#fff" if mark.state == "fresh" else COLOURS["stations"],
        stroke_width="1.2",
    )


def _at(place: Xy) -> str:
    return f"{svg.number(place[0])} {svg.number(place[1])}"
