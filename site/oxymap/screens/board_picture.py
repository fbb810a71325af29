"""A board drawn as a picture, for controllers that show one."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from oxymap.screens.board_models import Face
from oxymap.web.print_font import FontFile

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTHS = HEIGHTS = range(64, 1921)
#: Pictures lower than this are drawn without half tones: their dots are seen one by one.
CRISP_BELOW = 200
SMALLEST_TEXT = 9
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
AMBER, GREEN, RED, GREY = (255, 200, 60), (110, 235, 150), (255, 110, 90), (150, 160, 155)
Role = Literal["name", "demo", "value", "word", "unit", "state", "good", "level"]
Colour = tuple[int, int, int]
COLOURS: dict[Role, Colour] = {
    "name": WHITE, "demo": AMBER, "value": GREEN, "word": RED, "unit": GREEN, "state": WHITE,
    "good": GREY, "level": WHITE,
}  # fmt: skip
#: What stands in amber when the value is late.
LATE_ROLES: tuple[Role, ...] = ("value", "unit", "state")
#: What stays together at the end of a line.
_PARTS = re.compile(r"（[^）]*）|\([^)]*\)|[!-~]+ ?|.")
#: Width and height of a text at a size.
Measure = Callable[[str, int], tuple[float, float]]


@dataclass(frozen=True)
class Line:
    """A text on the picture: where its box begins, and the size of its letters."""

    role: Role
    text: str
    x: float
    y: float
    size: int


def plan(face: Face, width: int, height: int, measure: Measure) -> list[Line]:
    """Return what stands where: a head, the value or the word in its place, a foot."""
    edge = max(1, round(min(width, height) * 0.03))
    shares = (0.17, 0.09) if height < 160 else (0.11, 0.064)
    head = max(SMALLEST_TEXT, round(min(height * shares[0], width * shares[1])))
    inner = width - 2 * edge
    lines = _head(face, (edge, inner), head, measure)
    top, bottom = edge + head * 1.2, height - edge
    if face.value is None:
        return lines + _word(face, (edge, top, inner, bottom - top), head, measure)
    lines += _foot(face, (edge, inner, bottom - head * 1.15), head, measure)
    return lines + _value(face, (edge, top, inner, bottom - head * 1.2 - top), head, measure)


def _head(face: Face, across: tuple[float, float], size: int, measure: Measure) -> list[Line]:
    left, inner = across
    found = []
    room = inner
    if face.demo:
        wide = measure(face.demo, size)[0]
        found.append(Line("demo", face.demo, left + inner - wide, left, size))
        room -= wide + size * 0.5
    found.append(Line("name", _cut(face.name, size, room, measure), left, left, size))
    return found


def _value(
    face: Face, box: tuple[float, float, float, float], small: int, measure: Measure
) -> list[Line]:
    left, top, inner, tall = box
    text, unit = face.value or "", face.unit
    unit_size = max(SMALLEST_TEXT, round(small * 0.9))
    beside = measure(unit, unit_size)[0] + small * 0.3 if unit else 0
    if inner < 2.2 * tall:
        # Upright: the unit stands below the value.
        size = _fit(text, round(tall * 0.7), inner, measure)
        wide, high = measure(text, size)
        y = top + (tall - high - unit_size * 1.3) / 2
        lines = [Line("value", text, left + (inner - wide) / 2, y, size)]
        below = Line(
            "unit",
            unit,
            left + (inner - measure(unit, unit_size)[0]) / 2,
            y + high * 1.1,
            unit_size,
        )
        return [*lines, below] if unit else lines
    size = _fit(text, round(tall), inner - beside, measure)
    wide, high = measure(text, size)
    x, y = left + (inner - wide - beside) / 2, top + (tall - high) / 2
    lines = [Line("value", text, x, y, size)]
    if unit:
        lines.append(Line("unit", unit, x + wide + small * 0.3, y + high - unit_size, unit_size))
    return lines


def _word(
    face: Face, box: tuple[float, float, float, float], small: int, measure: Measure
) -> list[Line]:
    """Put the state in the value's place, and the last valid value with its age below, small."""
    left, top, inner, tall = box
    good = _wrapped(face.last_good or "", small, inner, measure)
    room = tall - len(good) * small * 1.15
    size = _fit(face.state, round(min(room, tall * 0.55)), inner, measure)
    wide, high = measure(face.state, size)
    lines = [Line("word", face.state, left + (inner - wide) / 2, top + (room - high) / 2, size)]
    for number, text in enumerate(good):
        x = left + (inner - measure(text, small)[0]) / 2
        lines.append(Line("good", text, x, top + room + number * small * 1.15, small))
    return lines


def _foot(face: Face, place: tuple[float, float, float], size: int, measure: Measure) -> list[Line]:
    left, inner, y = place
    said = f"{face.state} {face.hour or ''}".strip()
    lines = [Line("state", said, left, y, size)]
    room = inner - measure(said, size)[0] - size
    if face.level and measure(face.level, size)[0] <= room:
        x = left + inner - measure(face.level, size)[0]
        lines.append(Line("level", face.level, x, y, size))
    return lines


def _fit(text: str, size: int, room: float, measure: Measure) -> int:
    """Return the largest size up to one at which a text fits into a width."""
    size = max(SMALLEST_TEXT, size)
    wide = measure(text, size)[0]
    fitted = size if wide <= room else int(size * room / wide)
    while fitted > SMALLEST_TEXT and measure(text, fitted)[0] > room:
        fitted -= 1
    return max(SMALLEST_TEXT, fitted)


def _cut(text: str, size: int, room: float, measure: Measure) -> str:
    if measure(text, size)[0] <= room:
        return text
    while text and measure(f"{text}…", size)[0] > room:
        text = text[:-1]
    return f"{text}…" if text else ""


def _wrapped(text: str, size: int, room: float, measure: Measure) -> list[str]:
    """Return a text in lines that fit; Latin words and numbers stay whole."""
    lines = [""]
    for part in _PARTS.findall(text):
        if lines[-1] and measure((lines[-1] + part).rstrip(), size)[0] > room:
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines if line.strip()]


def draw_board(face: Face, width: int, height: int, fonts: tuple[FontFile, ...]) -> bytes:
    """Return the picture as PNG.

    Parameters
    ----------
    fonts : the best first, as `print_fonts` finds them; at least one.
    """
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (width, height), BLACK)
    draw = ImageDraw.Draw(picture)
    if height < CRISP_BELOW:
        draw.fontmode = "1"

    def measure(text: str, size: int) -> tuple[float, float]:
        if not text:
            return 0.0, 0.0
        _, top, right, bottom = draw.textbbox((0, 0), text, font=_font(fonts[0], size), anchor="ls")
        return float(right), float(bottom - top)

    for line in plan(face, width, height, measure):
        late = face.late and line.role in LATE_ROLES
        _draw(draw, line, _font(fonts[0], line.size), AMBER if late else COLOURS[line.role])
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw(draw: ImageDraw, line: Line, font: FreeTypeFont, colour: Colour) -> None:
    x, y = round(line.x), round(line.y)
    box = draw.textbbox((x, y), line.text, font=font, anchor="lt")
    if line.role == "demo":
        # A filled field: seen even where a board has one colour.
        draw.rectangle((box[0] - 1, y - 1, box[2], y + line.size), fill=colour)
        colour = BLACK
    draw.text((x, y), line.text, fill=colour, font=font, anchor="lt")


@lru_cache(maxsize=64)
def _font(file: FontFile, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(file.path), size, index=file.face)
