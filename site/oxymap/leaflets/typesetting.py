"""The fonts of one document: widths, missing signs, and text that fits a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import structlog
from fpdf import FPDF
from fpdf.fonts import TTFFont

from oxymap.errors import OxyMapError
from oxymap.leaflets.line_breaking import break_lines
from oxymap.leaflets.looks import Type
from oxymap.web.print_font import FontFile

log = structlog.get_logger()
FAMILIES = ("text", "fallback")
#: What stands for a sign that no font has.
UNKNOWN = "?"
#: A font for leaflets has at least these.
NEEDED = "Aa09京，"
#: Chinese fonts draw these as wide as a character, which tears English text apart.
NARROW = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})


class FontError(OxyMapError):
    """There is no font that a leaflet can be set in."""

    code = "print_font"


class Typesetter:
    """Measures text with the document's fonts.

    Parameters
    ----------
    pdf : the document, which the fonts are added to.
    fonts : the first sets the text, the others what it has no sign for.

    Raises
    ------
    FontError : there is no font, or the first has no Chinese or no Latin letters.
    """

    def __init__(self, pdf: FPDF, fonts: Sequence[FontFile], lang: str) -> None:
        if not fonts:
            raise FontError("No font with Chinese characters was found.")
        self.pdf = pdf
        self.lang = lang
        self._waiting = dict(zip(FAMILIES[1:], fonts[1:], strict=False))
        self._widths: dict[str, dict[int, float]] = {}
        self._families: dict[str, str] = {}
        self._add(FAMILIES[0], fonts[0])
        lacking = [sign for sign in NEEDED if ord(sign) not in self._widths[FAMILIES[0]]]
        if lacking:
            self._close()
            raise FontError(f"{fonts[0].path} has no sign for {''.join(lacking)}.", fonts[0].path)

    def clean(self, text: str) -> str:
        """Return a text as it can be set: no sign is left that no font has."""
        if self.lang != "zh":
            text = text.translate(NARROW)
        return "".join(sign if sign == "\n" or self._family(sign) else UNKNOWN for sign in text)

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield (font family, text) of the parts of a clean text that one font sets."""
        part, family = "", ""
        for sign in text:
            wanted = self._family(sign)
            if part and wanted != family:
                yield family, part
                part = ""
            part, family = part + sign, wanted
        if part:
            yield family, part

    def width(self, text: str, type_: Type) -> float:
        """Return the width of one line, points."""
        widths, families = self._widths, self._families
        total = sum(
            widths[family][ord(sign)]
            for sign in self.clean(text)
            if (family := families.get(sign) or self._family(sign))
        )
        return total * type_.size / 1000

    def lines(self, text: str, type_: Type, width: float) -> list[str]:
        """Return the lines of a text in a column."""
        return break_lines(self.clean(text), width, lambda part: self.width(part, type_))

    def height(self, text: str, type_: Type, width: float) -> float:
        """Return how high a text is in a column, points."""
        return len(self.lines(text, type_, width)) * type_.line

    def fitting(self, text: str, types: Sequence[Type], width: float, most: int) -> Type:
        """Return the first type in which a text has at most so many lines, else the last."""
        return next((one for one in types if len(self.lines(text, one, width)) <= most), types[-1])

    def _close(self) -> None:
        for font in self.pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def _family(self, sign: str) -> str:
        """Return the font that has a sign; an empty text when none has."""
        found = self._families.get(sign)
        if found is None:
            found = self._families[sign] = self._look_for(sign)
        return found

    def _look_for(self, sign: str) -> str:
        # Fonts that set single signs are opened when the first such sign comes.
        for family in FAMILIES:
            if family in self._waiting:
                self._add(family, self._waiting.pop(family))
            if ord(sign) in self._widths.get(family, {}):
                return family
        log.warning("leaflets.sign_missing", sign=sign, code=f"U+{ord(sign):04X}")
        return ""

    def _add(self, family: str, font: FontFile) -> None:
        self.pdf.add_font(family, "", font.path, collection_font_number=font.face)
        added = self.pdf.fonts[family]
        assert isinstance(added, TTFFont)  # noqa: S101 -- for the type checker
        self._widths[family] = added.cw
