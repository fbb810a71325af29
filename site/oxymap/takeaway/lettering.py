"""Set text into pictures: the printed leaflets' font, lines that fit."""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageFont

from oxymap.web.print_font import FontFile

#: Chinese breaks between any two signs; these begin no line.
_NO_START = "，。、；：！？）》」』”’·"


class Lettering:
    """A font in every size.

    Parameters
    ----------
    font : a file with Chinese and Latin characters.
    """

    def __init__(self, font: FontFile) -> None:
        self._file = font

    def font(self, size: float) -> ImageFont.FreeTypeFont:
        """Return the font in a size, pixels."""
        return _load(str(self._file.path), self._file.face, round(size, 1))

    def width(self, text: str, size: float) -> float:
        """Return how wide a text is, pixels."""
        return self.font(size).getlength(text)

    def lines(self, text: str, size: float, width: float, most: int) -> list[str]:
        """Return a text in lines; what is too long ends with an ellipsis."""
        found = self._broken(text, size, width)
        if len(found) <= most:
            return found
        last = found[most - 1].rstrip()
        while last and self.width(last + "…", size) > width:
            last = last[:-1].rstrip()
        return [*found[: most - 1], last + "…"]

    def fitting(
        self, text: str, sizes: tuple[float, ...], width: float, most: int
    ) -> tuple[float, list[str]]:
        """Return the largest size in which a text needs no more than `most` lines, and them."""
        for size in sizes:
            found = self._broken(text, size, width)
            if len(found) <= most:
                return size, found
        return sizes[-1], self.lines(text, sizes[-1], width, most)

    def _broken(self, text: str, size: float, width: float) -> list[str]:
        found, line = list[str](), ""
        for piece in _pieces(text):
            if line and self.width((line + piece).rstrip(), size) > width:
                found.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        return [*found, line.rstrip()] if line.strip() else found


def _pieces(text: str) -> list[str]:
    """Return what may not be broken: Latin words with their space, single Chinese signs."""
    found: list[str] = []
    for sign in text:
        joins = bool(found) and (
            sign in _NO_START
            or sign == " "
            or (sign.isascii() and found[-1][-1].isascii() and found[-1][-1] != " ")
        )
        if joins:
            found[-1] += sign
        else:
            found.append(sign)
    return found


@lru_cache(maxsize=64)
def _load(path: str, face: int, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, index=face, layout_engine=ImageFont.Layout.BASIC)
