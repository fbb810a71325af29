"""The words in and around a plot, set for three widths; in each, no words touch.

One set is for large type on a phone, one for a phone, one for a wide page; CSS shows one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oxymap.charts.markup import em, group, label, percent, tag, width_em
from oxymap.charts.plot import Box, Plot, Room, envelope
from oxymap.charts.scales import time_ticks

#: The least height of a plot, in the size of the type (``chart.css``).
HEIGHT_EM = 15.0
#: Width of the plot in the size of the type, rather too small, by set.
SETS = {"tight": 8.5, "narrow": 15.5, "wide": 38.0}
#: Words of the levels may stand here, shares from the left; the first free place is taken.
_COLUMNS = (0.0, 0.7, 0.35, 0.1, 0.6, 0.2, 0.5, 0.28, 0.42, 0.8)
#: Slices of the width, one for half the size of the type, in which the curve is looked for.
_SLICES_PER_EM = 2
_LINE_EM = 1.25
#: The last value is written larger.
_LAST_SIZE = 1.15
#: How far from its dot it may stand.
_AWAY_EM = (0.6, 1.5, 2.6)


@dataclass(frozen=True)
class Lettering:
    """The sets as markup: lines at the x axis, and words.

    ``unnamed`` are levels and events without a name in the drawing: (CSS class of the set,
    kind of sign, name).
    """

    ticks: str
    words: str
    unnamed: tuple[tuple[str, str, str], ...]


def draw_lettering(plot: Plot, axis_em: float) -> Lettering:
    """Return all words that depend on the width.

    Parameters
    ----------
    axis_em : room for the y axis on the left of the plot, in the size of the type.
    """
    sets = [_Set(name, width, plot, axis_em) for name, width in SETS.items()]
    return Lettering(
        ticks="".join(one.ticks() for one in sets),
        words="".join(one.words() for one in sets),
        unnamed=tuple((one.css, *sign) for one in sets for sign in one.unnamed),
    )


class _Set:
    """The words for one width."""

    def __init__(self, name: str, width: float, plot: Plot, axis_em: float) -> None:
        self.css = f"chart__set chart__set--{name}"
        self.width, self.plot = width, plot
        self.times = time_ticks(plot.span, plot.timeline.kind, width, plot.words.tick)
        self.room = Room(width, HEIGHT_EM)
        # Above the plot, from its very left; the unit stands there already.
        self.above = Room(width + axis_em + 1.0, _LINE_EM)
        self.axis_em = axis_em
        self.curve = envelope(plot, int(width * _SLICES_PER_EM))
        self.above.take((0, 0, width_em(plot.timeline.unit) + 0.6, _LINE_EM))
        #: (kind, name) of what has no name in the drawing; known when the words are set.
        self.unnamed: list[tuple[str, str]] = []

    def ticks(self) -> str:
        """Return the lines at the x axis; they lie below the curve."""
        places = [percent(tick.at) for tick in self.times if 0 <= tick.at <= 1]
        lines = (tag("line", class_="chart__tick", x1=x, x2=x, y2="100%") for x in places)
        return group(self.css, lines)

    def words(self) -> str:
        """Return all words; they lie above the curve."""
        parts = [*self._last(), *self._gaps(), *self._lines(), *self._times(), *self._above()]
        return group(self.css, parts)

    def _times(self) -> Iterator[str]:
        for tick in self.times:
            yield label(tick.text, percent(tick.text_at), "100%", "chart__time", dy="1.5em")

    def _last(self) -> Iterator[str]:
        if not self.plot.values or self.plot.timeline.form == "bars":
            return
        stop, value = self.plot.values[-1]
        x, y = self.plot.place(stop, value)
        text = self.plot.words.number(value)
        width, height = width_em(text) * _LAST_SIZE, _LINE_EM * _LAST_SIZE
        middle, line = x * self.width, y * HEIGHT_EM
        # The dot itself keeps its place.
        self.room.taken.append((middle - 0.5, line - 0.5, middle + 0.5, line + 0.5))
        right = max(min(middle + 0.4, self.width), width)
        tops = [top for away in _AWAY_EM for top in (line - away - height, line + away)]
        boxes = [(right - width, top, right, top + height) for top in tops]
        for box in (*(box for box in boxes if not self._crossed(box)), *boxes):
            if self.room.take(box):
                down = box[1] - line + height * 0.78
                yield label(
                    text, percent(x), percent(y), "chart__last-text",
                    dx=em((right - middle) / _LAST_SIZE), dy=em(down / _LAST_SIZE),
                )  # fmt: skip
                return

    def _gaps(self) -> Iterator[str]:
        width = width_em(self.plot.words.gap)
        for gap in [] if self.plot.blank else self.plot.gaps:
            left, right = self.plot.span.share(gap.start), self.plot.span.share(gap.end)
            middle = (left + right) / 2 * self.width
            if (right - left) * self.width < width + 0.8:
                continue
            for row in (0.5, 0.35, 0.65, 0.2, 0.8):
                top = row * HEIGHT_EM - _LINE_EM / 2
                if self.room.take((middle - width / 2, top, middle + width / 2, top + _LINE_EM)):
                    place = percent((left + right) / 2), percent(row)
                    yield label(self.plot.words.gap, *place, "chart__gap-text", dy=".35em")
                    break

    def _lines(self) -> Iterator[str]:
        for line in self.plot.timeline.lines:
            if self.plot.blank:
                return
            value = self.plot.words.axis(line.value)
            text = self.plot.words.target.format(label=line.label, value=value)
            share = self.plot.axis.share(line.value)
            place = self._line_place(width_em(text), share * HEIGHT_EM)
            if place is None or line not in self.plot.lines:
                self.unnamed.append(("target", text))
                continue
            column, above = place
            yield label(
                text, percent(column), percent(share), "chart__line-text",
                dx=".5em", dy="-.35em" if above else "1.05em",
            )  # fmt: skip

    def _line_place(self, width: float, y: float) -> tuple[float, bool] | None:
        """Return the column and the side of a level's name: where no curve passes."""
        for column in _COLUMNS:
            for above, top in ((True, y - _LINE_EM - 0.1), (False, y + 0.05)):
                left = column * self.width + 0.5
                box = (left, top, left + width, top + _LINE_EM)
                if not self._crossed(box) and self.room.take(box):
                    return column, above
        return None

    def _crossed(self, box: Box) -> bool:
        """Return whether the curve passes through a place."""
        left, top, right, bottom = box
        slices = self.curve[max(int(left * _SLICES_PER_EM), 0) : int(right * _SLICES_PER_EM) + 1]
        return any(
            part[0] * HEIGHT_EM < bottom and part[1] * HEIGHT_EM > top for part in slices if part
        )

    def _above(self) -> Iterator[str]:
        plot = self.plot
        named = [(plot.now, plot.words.now, "now")] if plot.now is not None else []
        named += [
            (plot.span.share(event.time), event.label, "event")
            for event in plot.timeline.events
            if plot.timeline.start <= event.time <= plot.timeline.end
        ]
        for share, text, kind in named:
            half = width_em(text) / 2
            middle = share * self.width + self.axis_em
            # Near an edge the word moves in.
            shift = min(0.0, self.width + self.axis_em + 1.0 - middle - half)
            if self.above.take((middle + shift - half, 0, middle + shift + half, _LINE_EM)):
                yield label(
                    text, percent(share), "0", f"chart__{kind}-text", dx=em(shift), dy="-.95em"
                )
            elif kind == "event":
                self.unnamed.append((kind, text))
