"""The card that may be needed in a hurry: numbers, positions, daylight."""

from __future__ import annotations

from collections.abc import Iterator

from oxymap.leaflets import looks
from oxymap.leaflets.blocks import Pieces
from oxymap.leaflets.flow import Block
from oxymap.leaflets.models import Safety
from oxymap.pages.models import Fact

PADDING = 9.0
#: Telephone numbers beside each other.
COLUMNS = 2


def safety_blocks(pieces: Pieces, safety: Safety) -> Iterator[Block]:
    """Yield the emergency card, the positions, the daylight and what to mind."""
    yield _emergency(pieces, safety)
    if safety.positions:
        yield pieces.heading(safety.positions_heading)
        for fact in safety.positions:
            yield _position(pieces, fact)
        yield pieces.paragraph(safety.positions_note, looks.FINE, 9)
    if safety.daylight:
        yield pieces.heading(safety.daylight_heading)
        yield _daylight(pieces, safety)
        yield pieces.paragraph(safety.daylight_note, looks.FINE, 9)


def warning_blocks(pieces: Pieces, heading: str, safety: Safety) -> Iterator[Block]:
    """Yield what the way warns of."""
    if safety.texts:
        yield pieces.heading(heading)
        for text in safety.texts:
            yield pieces.paragraph(text, looks.SMALL)
        yield pieces.gap(4)


def _emergency(pieces: Pieces, safety: Safety) -> Block:
    sheet, scale = pieces.sheet, pieces.scale
    inner = pieces.width - 2 * PADDING
    heading = looks.HEADING.scaled(scale)
    say, number = looks.SMALL.scaled(scale), looks.EMERGENCY.scaled(scale)
    heading = type(heading)(heading.size, looks.WARN, bold=True, leading=1.4)
    what = looks.SMALL.scaled(scale)
    beside = sheet.type.width("000", number) + 7
    cell = inner / COLUMNS
    width = cell - beside - 4
    cells = [(*item, sheet.type.height(item[1], what, width)) for item in safety.numbers]
    lines = [cells[at : at + COLUMNS] for at in range(0, len(cells), COLUMNS)]
    rows = [max(number.line, *(height for _, _, height in line)) + 2 for line in lines]
    say_height = sheet.type.height(safety.say, say, inner)
    height = 2 * PADDING + heading.line + 3 + sum(rows) + 4 + say_height

    def draw(x: float, y: float) -> None:
        sheet.box(x, y, pieces.width, height, looks.WARN_SOFT, radius=6, stroke=looks.WARN_LINE)
        left = x + PADDING
        y = sheet.paragraph(left, y + PADDING, inner, safety.heading, heading) + 3
        for line, row in zip(lines, rows, strict=True):
            for place, (digits, text, high) in enumerate(line):
                at = left + place * cell
                sheet.middle(at, y + row / 2, digits, number)
                sheet.paragraph(at + beside, y + (row - high) / 2, width, text, what)
            y += row
        sheet.paragraph(left, y + 4, inner, safety.say, say)

    return Block(height + 11 * scale, draw)


def _position(pieces: Pieces, fact: Fact) -> Block:
    sheet = pieces.sheet
    label, note = looks.LABEL.scaled(pieces.scale), looks.SMALL.scaled(pieces.scale)
    value = type(label)(8.8 * pieces.scale, looks.INK, bold=True, leading=1.4)
    beside = pieces.width * 0.24
    width = pieces.width - beside
    hint = sheet.type.height(fact.hint, note, width) if fact.hint else 0
    above = sheet.type.height(fact.value, value, width)
    height = above + hint + 4 * pieces.scale

    def draw(x: float, y: float) -> None:
        sheet.paragraph(x, y + (value.line - label.line) / 2, beside - 4, fact.label, label)
        end = sheet.paragraph(x + beside, y, width, fact.value, value)
        if fact.hint:
            sheet.paragraph(x + beside, end, width, fact.hint, note)

    return Block(max(height, sheet.type.height(fact.label, label, beside - 4) + 3), draw, keep=True)


def _daylight(pieces: Pieces, safety: Safety) -> Block:
    sheet = pieces.sheet
    head, cell = looks.LABEL.scaled(pieces.scale), looks.SMALL.scaled(pieces.scale)
    line = cell.line + 1.5
    columns = len(safety.daylight_columns)
    # The first column has the day, the others the times.
    lefts = [0.0, *(pieces.width * (0.4 + 0.6 * n / (columns - 1)) for n in range(columns - 1))]
    height = head.line + 2 + line * len(safety.daylight)

    def draw(x: float, y: float) -> None:
        for left, text in zip(lefts, safety.daylight_columns, strict=True):
            sheet.middle(x + left, y + head.line / 2, text, head)
        y += head.line + 2
        for row in safety.daylight:
            sheet.line(x, y, x + pieces.width, y, looks.LINE, 0.5)
            for left, text in zip(lefts, row, strict=True):
                sheet.middle(x + left, y + line / 2, text, cell)
            y += line

    return Block(height + 4 * pieces.scale, draw, keep=True)
