"""Colours, sizes and type of the leaflets; the colours are those of ``tokens.css`` by day."""

from __future__ import annotations

from dataclasses import dataclass, replace

#: Points of a millimetre; every length here is in points, as in PDF.
MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)

INK = "#15241d"
INK_SOFT = "#3f5047"
INK_FAINT = "#56665d"
LINE = "#d6ded6"
LINE_STRONG = "#74857b"
MIST = "#e9f0ea"
MIST_DEEP = "#d5e1d8"
ACCENT = "#1b5f46"
ACCENT_STRONG = "#0f4030"
WARN = "#8a4b00"
WARN_SOFT = "#fbf0d9"
WARN_LINE = "#e6cd98"
ROUTE = "#b4451f"
STOP = "#8f2f1d"
PAPER = "#fffefa"
SKY = "#eef4f0"
GLOW = "#fdf6e7"
RIDGES = ("#d3e1d9", "#b3cbbf", "#86aa99", "#4d7d69", "#1b5a45")
FOOT_SOFT = "#a9c2b5"
WHITE = "#ffffff"


@dataclass(frozen=True)
class Type:
    """How a text is set: size in points, colour, weight, and lines apart in sizes."""

    size: float
    colour: str = INK
    bold: bool = False
    leading: float = 1.5

    @property
    def line(self) -> float:
        """From one baseline to the next, points."""
        return self.size * self.leading

    def scaled(self, scale: float) -> Type:
        """Return the same type larger or smaller."""
        return replace(self, size=self.size * scale)


KICKER = Type(9.5, ACCENT, bold=True, leading=1.3)
BODY = Type(9.6, INK, leading=1.58)
LEAD = Type(10.4, INK_SOFT, leading=1.6)
HEADING = Type(11.5, ACCENT_STRONG, bold=True, leading=1.4)
LABEL = Type(7.4, INK_FAINT, leading=1.35)
VALUE = Type(11, INK, bold=True, leading=1.3)
HINT = Type(6.6, INK_FAINT, leading=1.35)
ROW_NAME = Type(9.4, INK, bold=True, leading=1.35)
ROW_DETAIL = Type(8.2, INK_SOFT, leading=1.4)
ROW_NOTE = Type(8.2, INK_SOFT, leading=1.45)
PROSE = Type(8.6, INK, leading=1.6)
SMALL = Type(7.4, INK_SOFT, leading=1.45)
FINE = Type(6.6, INK_FAINT, leading=1.45)
EMERGENCY = Type(15, WARN, bold=True, leading=1.15)
