"""The paper: pages to set text and draw on, in points from the upper left corner."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from fpdf import FPDF, ViewerPreferences
from fpdf.enums import TextMode
from fpdf.svg import SVGObject

from oxymap.clock import BEIJING
from oxymap.leaflets.looks import Type
from oxymap.leaflets.typesetting import Typesetter
from oxymap.web.print_font import FontFile

#: A font has one weight: bold is drawn with an edge of this part of the size.
BOLD_EDGE = 0.023
#: The pale edge of a name on the map.
HALO, HALO_EDGE = "#f7faf4", 0.26
#: Where the baseline of a line is below its middle, in sizes.
MIDDLE = 0.36


class Sheet:
    """A document of pages of one size.

    Parameters
    ----------
    size : width and height of a page, points.
    fonts : see `Typesetter`, which `type` is.
    """

    def __init__(self, size: tuple[float, float], fonts: Sequence[FontFile], lang: str) -> None:
        self.width, self.height = size
        self.pdf = FPDF(unit="pt", format=size)
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.type = Typesetter(self.pdf, fonts, lang)

    def describe(self, title: str, subject: str, author: str, language: str) -> None:
        """Set what readers and libraries see of the document."""
        pdf = self.pdf
        pdf.set_title(title)
        pdf.set_subject(subject)
        pdf.set_author(author)
        pdf.set_creator("OxyMap")
        pdf.set_lang(language)
        pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def output(self, day: datetime.date) -> bytes:
        """Return the document, dated to a day: the same content is the same bytes."""
        self.pdf.set_creation_date(datetime.datetime.combine(day, datetime.time(), BEIJING))
        return bytes(self.pdf.output())

    def add_page(self) -> None:
        """Begin a page."""
        self.pdf.add_page()

    @property
    def page(self) -> int:
        """The number of the present page, from 1."""
        return self.pdf.page

    def bookmark(self, name: str) -> None:
        """Let readers jump to the present page by a name."""
        self.pdf.start_section(name)

    # --- text --------------------------------------------------------------------------

    def text(self, x: float, y: float, text: str, type_: Type, anchor: float = 0) -> None:
        """Set one line on a baseline.

        Parameters
        ----------
        anchor : which part of the line stands left of `x`: 0 begins there, 0.5 is centred.
        """
        clean = self.type.clean(text)
        if anchor:
            x -= anchor * self.type.width(clean, type_)
        self.pdf.set_text_color(type_.colour)
        if not type_.bold:
            self._runs(x, y, clean, type_)
            return
        with self._edged(TextMode.FILL_STROKE, type_.colour, type_.size * BOLD_EDGE):
            self._runs(x, y, clean, type_)

    def halo(self, x: float, y: float, text: str, type_: Type, anchor: float = 0) -> None:
        """Draw the pale edge that keeps a line legible over a map, before the line itself."""
        clean = self.type.clean(text)
        x -= anchor * self.type.width(clean, type_)
        with self._edged(TextMode.STROKE, HALO, type_.size * HALO_EDGE):
            self._runs(x, y, clean, type_)

    @contextmanager
    def _edged(self, mode: TextMode, colour: str, width: float) -> Iterator[None]:
        # In a context of its own: the mode would hold for all text after this one.
        with self.pdf.local_context(
            text_mode=mode, draw_color=colour, line_width=width, stroke_join_style="round"
        ):
            yield

    def _runs(self, x: float, y: float, clean: str, type_: Type) -> None:
        for family, part in self.type.runs(clean):
            self.pdf.set_font(family, size=type_.size)
            self.pdf.text(x, y, part)
            x += self.type.width(part, type_)

    def middle(self, x: float, y: float, text: str, type_: Type, anchor: float = 0) -> None:
        """Set one line whose middle is at a height."""
        self.text(x, y + type_.size * MIDDLE, text, type_, anchor)

    def paragraph(
        self, x: float, y: float, width: float, text: str, type_: Type, anchor: float = 0
    ) -> float:
        """Set a text in a column and return where it ends.

        Parameters
        ----------
        x, y, width : the column's upper edge.
        anchor : 0 ranges left, 0.5 is centred.
        """
        for line in self.type.lines(text, type_, width):
            self.middle(x + anchor * width, y + type_.line / 2, line, type_, anchor)
            y += type_.line
        return y

    # --- shapes ------------------------------------------------------------------------

    def box(  # noqa: PLR0913 -- a rectangle has four of them already
        self, x: float, y: float, width: float, height: float, fill: str | None = None, *,
        radius: float = 0, stroke: str | None = None, stroke_width: float = 0.6,
    ) -> None:  # fmt: skip
        """Draw a rectangle, with round corners where a radius is given."""
        self._paint(fill, stroke, stroke_width)
        style = ("D" if stroke else "") + ("F" if fill else "")
        if radius:
            self.pdf.rect(x, y, width, height, style, round_corners=True, corner_radius=radius)
        else:
            self.pdf.rect(x, y, width, height, style)

    def disc(  # noqa: PLR0913 -- a circle with its looks
        self, x: float, y: float, radius: float, fill: str | None = None, *,
        stroke: str | None = None, stroke_width: float = 0.8, dash: float = 0,
    ) -> None:  # fmt: skip
        """Draw a circle around a point."""
        self._paint(fill, stroke, stroke_width)
        if dash:
            self.pdf.set_dash_pattern(dash, dash)
        style = ("D" if stroke else "") + ("F" if fill else "")
        self.pdf.circle(x, y, radius, style)
        if dash:
            self.pdf.set_dash_pattern()

    def line(  # noqa: PLR0913 -- two ends and the looks
        self, x0: float, y0: float, x1: float, y1: float, colour: str, width: float = 0.6,
        *, dash: float = 0,
    ) -> None:  # fmt: skip
        """Draw a straight line."""
        self._paint(None, colour, width)
        if dash:
            self.pdf.set_dash_pattern(dash, dash)
        self.pdf.line(x0, y0, x1, y1)
        if dash:
            self.pdf.set_dash_pattern()

    def polygon(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        """Draw a filled shape."""
        self._paint(fill, None, 0)
        self.pdf.polygon(points, style="F")

    def _paint(self, fill: str | None, stroke: str | None, stroke_width: float) -> None:
        if fill:
            self.pdf.set_fill_color(fill)
        if stroke:
            self.pdf.set_draw_color(stroke)
            self.pdf.set_line_width(stroke_width)

    def svg(self, markup: str, x: float, y: float, width: float, height: float) -> None:
        """Draw an ``<svg>`` element whose view box has the frame's proportions, cut to the frame.

        Parameters
        ----------
        markup : without width and height attributes of its own.
        """
        sized = markup.replace("<svg ", f'<svg width="{width:.3f}pt" height="{height:.3f}pt" ', 1)
        with self.pdf.rect_clip(x, y, width, height):
            SVGObject(sized.encode()).draw_to_page(self.pdf, x, y)

    @contextmanager
    def opacity(self, share: float) -> Iterator[None]:
        """Draw what follows so that what is below shows through."""
        with self.pdf.local_context(fill_opacity=share, stroke_opacity=share):
            yield

    def link(self, x: float, y: float, width: float, height: float, url: str) -> None:
        """Let a part of the page lead to an address."""
        self.pdf.link(x, y, width, height, url)
