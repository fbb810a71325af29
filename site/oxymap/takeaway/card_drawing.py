"""Draw a share card: the object's name, its map or photograph, a QR code, the present value."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import segno
from PIL import Image, ImageDraw, ImageOps

from oxymap.leaflets import looks
from oxymap.maps.basemap import BaseMap
from oxymap.takeaway.card_map import draw_card_map
from oxymap.takeaway.lettering import Lettering
from oxymap.takeaway.share_card import Card, CardValue, Form
from oxymap.web.print_font import FontFile

WIDE = (1200, 630)
SQUARE = (300, 300)
#: Three to four, as pictures of short-video and picture channels are.
TALL = (1080, 1440)
TALL_PICTURE = 620
#: How much larger its letters are: it is seen as wide as a phone.
TALL_SCALE = 1.55
#: Width of the map or photograph at the right.
PICTURE = 548
MARGIN = 52
QR = 150
#: No card is larger, so that messengers show it, bytes.
MOST_BYTES = 290_000
TITLES = (68.0, 58.0, 48.0, 42.0)
#: Gives the JPEG of a photograph by its id.
PhotoBytes = Callable[[str], bytes]


def draw_share_card(
    card: Card, base: BaseMap, font: FontFile, photo: PhotoBytes, form: Form = "wide"
) -> bytes:
    """Return a card as PNG: 1200 × 630, 300 × 300 where messengers want a square, or 1080 × 1440.

    The same card, base map and font give the same bytes.

    Parameters
    ----------
    photo : gives the JPEG of a photograph by its id.
    """
    type_ = Lettering(font)
    return _png(_FORMS[form](card, base, type_, photo))


def _png(image: Image.Image) -> bytes:
    """Return a PNG that is small enough: with fewer colours where it must be."""
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        few = image.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()


def _picture(
    card: Card, base: BaseMap, size: tuple[int, int], type_: Lettering, photo: PhotoBytes
) -> Image.Image:
    if card.photo_id is None:
        return draw_card_map(card, base, size, type_)
    with Image.open(io.BytesIO(photo(card.photo_id))) as found:
        return ImageOps.fit(found.convert("RGB"), size, Image.Resampling.LANCZOS)


def _square(card: Card, base: BaseMap, type_: Lettering, photo: PhotoBytes) -> Image.Image:
    """Return the small card: the picture, and the name below it."""
    size, lines = type_.fitting(card.title, (30, 26, 22), SQUARE[0] - 32, 2)
    band = round(len(lines) * size * 1.25 + 26)
    image = Image.new("RGB", SQUARE, looks.PAPER)
    picture = _picture(card, base, (SQUARE[0], SQUARE[1] - band), type_, photo)
    image.paste(picture, (0, 0))
    brush = ImageDraw.Draw(image)
    brush.rectangle((0, SQUARE[1] - band, SQUARE[0], SQUARE[1] - band + 3), fill=looks.ACCENT)
    for number, line in enumerate(lines):
        y = SQUARE[1] - band + 16 + number * size * 1.25
        brush.text((16, y), line, looks.INK, type_.font(size), "la", stroke_width=0.6)
    return image


# --- the wide card ------------------------------------------------------------------------


@dataclass
class _Column:
    """Text that runs down a column."""

    brush: ImageDraw.ImageDraw
    type_: Lettering
    left: float
    width: float
    y: float

    def write(self, lines: list[str], size: float, colour: str, *, bold: bool = False) -> None:
        """Write lines, and go on below them."""
        for line in lines:
            self.brush.text(
                (self.left, self.y), line, colour, self.type_.font(size), "la",
                stroke_width=size / 60 if bold else 0,
            )  # fmt: skip
            self.y += size * 1.28

    def fit(self, text: str, size: float, colour: str, most: int = 1) -> None:
        """Write a text in at most so many lines."""
        if text and most > 0:
            self.write(self.type_.lines(text, size, self.width, most), size, colour)


def _wide(card: Card, base: BaseMap, type_: Lettering, photo: PhotoBytes) -> Image.Image:
    image = Image.new("RGB", WIDE, looks.PAPER)
    left = WIDE[0] - PICTURE
    image.paste(_picture(card, base, (PICTURE, WIDE[1]), type_, photo), (left, 0))
    brush = ImageDraw.Draw(image)
    brush.rectangle((0, 0, WIDE[0], 9), fill=looks.ACCENT)
    width = left - 2 * MARGIN
    column = _Column(brush, type_, MARGIN, width, 54)
    column.write(type_.lines(card.kicker, 25, width, 2), 25, looks.ACCENT, bold=True)
    column.y += 6
    size, lines = type_.fitting(card.title, TITLES, width, 2)
    column.write(lines, size, looks.INK, bold=True)
    column.fit(card.subtitle, 26, looks.INK_SOFT, most=2 if len(lines) < 2 else 1)
    column.y += 4
    column.fit(card.facts, 24, looks.INK_SOFT)
    room = 300 if card.value else 424
    column.y += 10
    column.fit(card.summary, 23, looks.INK_SOFT, most=int((room - column.y) / (23 * 1.28)))
    if card.value:
        _value(brush, type_, card.value, max(column.y + 10, 308), width)
    _foot(image, card, type_, width)
    return image


def _tall(card: Card, base: BaseMap, type_: Lettering, photo: PhotoBytes) -> Image.Image:
    """Return the upright card: the picture, the text below it, the code at the foot."""
    image = Image.new("RGB", TALL, looks.PAPER)
    image.paste(_picture(card, base, (TALL[0], TALL_PICTURE), type_, photo), (0, 0))
    brush = ImageDraw.Draw(image)
    brush.rectangle((0, TALL_PICTURE, TALL[0], TALL_PICTURE + 9), fill=looks.ACCENT)
    width = TALL[0] - 2 * MARGIN
    column = _Column(brush, type_, MARGIN, width, TALL_PICTURE + 38)
    column.fit(card.kicker, 32, looks.ACCENT)
    size, lines = type_.fitting(card.title, (84.0, 72.0, 60.0, 52.0), width, 1)
    column.write(lines, size, looks.INK, bold=True)
    column.fit(card.subtitle, 36, looks.INK_SOFT)
    column.fit(card.facts, 32, looks.INK_SOFT)
    top = TALL[1] - TALL_SCALE * (176 + 118 + 14 if card.value else 184)
    column.y += 8
    column.fit(card.summary, 32, looks.INK_SOFT, most=int((top - column.y) / (32 * 1.28)))
    if card.value:
        _value(brush, type_, card.value, top, width, TALL_SCALE)
    _foot(image, card, type_, width, TALL_SCALE)
    return image


_FORMS = {"wide": _wide, "square": _square, "tall": _tall}


def _value(
    brush: ImageDraw.ImageDraw,
    type_: Lettering,
    value: CardValue,
    top: float,
    width: float,
    scale: float = 1,
) -> None:
    """Draw the present value with its station and its time: it is the value of that moment."""
    height = 118 * scale
    brush.rounded_rectangle(
        (MARGIN, top, MARGIN + width, top + height), 14, fill=looks.MIST, outline=looks.LINE
    )
    x = MARGIN + 20.0
    number, unit = type_.font(50 * scale), type_.font(22 * scale)
    line = top + 64 * scale
    brush.text((x, line), value.number, looks.ACCENT_STRONG, number, "ls", stroke_width=1)
    x += type_.width(value.number, 50 * scale) + 10
    brush.text((x, line - 2), value.unit, looks.INK_SOFT, unit, "ls")
    if value.demo:
        right, wide = MARGIN + width - 16, type_.width(value.demo, 20 * scale)
        badge = (right - wide - 24, top + 16, right, top + 16 + 36 * scale)
        brush.rounded_rectangle(badge, 18, fill=looks.WARN_SOFT, outline=looks.WARN)
        middle = top + 16 + 18 * scale
        brush.text((right - 12, middle), value.demo, looks.WARN, type_.font(20 * scale), "rm")
    column = _Column(brush, type_, MARGIN + 20, width - 40, top + 80 * scale)
    column.fit(f"{value.label} · {value.when} · {value.station}", 20 * scale, looks.INK_SOFT)


def _foot(image: Image.Image, card: Card, type_: Lettering, width: float, scale: float = 1) -> None:
    brush, side = ImageDraw.Draw(image), round(QR * scale)
    code = _qr(card.url, side)
    image.paste(code, (MARGIN - 12, image.height - 24 - code.height))
    top = image.height - 176 * scale
    column = _Column(brush, type_, MARGIN + side + 16, width - side - 16, top)
    column.write([card.site_name], 30 * scale, looks.INK, bold=True)
    column.fit(card.address, 19 * scale, looks.INK_FAINT)
    column.y += 2
    column.fit(card.scan, 21 * scale, looks.INK_SOFT)
    for note in card.notes:
        column.fit(note, 15 * scale, looks.INK_FAINT)


def _qr(url: str, wanted: int) -> Image.Image:
    """Return an address as a QR code of level M with its quiet zone; `wanted` dots wide, or so."""
    rows = [list(row) for row in segno.make_qr(url, error="m", boost_error=False).matrix]
    quiet = 4
    module = max(2, round(wanted / (len(rows) + 2 * quiet)))
    side = (len(rows) + 2 * quiet) * module
    image = Image.new("RGB", (side, side), looks.WHITE)
    brush = ImageDraw.Draw(image)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                left, above = (x + quiet) * module, (y + quiet) * module
                brush.rectangle(
                    (left, above, left + module - 1, above + module - 1), fill=looks.INK
                )
    return image
