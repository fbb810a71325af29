"""The pieces that a leaflet is made of: headings, stops, cards, tables."""

from __future__ import annotations

from collections.abc import Sequence

from oxymap.leaflets import looks
from oxymap.leaflets.flow import Block
from oxymap.leaflets.looks import Type
from oxymap.leaflets.models import Group, Prose, Row
from oxymap.leaflets.sheet import Sheet
from oxymap.pages.models import Fact

#: Radius of a stop's number.
DISC = 6.6
#: From the left edge of a row to its name.
INDENT = 21.0


class Pieces:
    """Makes blocks for columns of one width.

    Parameters
    ----------
    scale : of all type in the blocks; smaller ones squeeze a long list.
    """

    def __init__(self, sheet: Sheet, width: float, scale: float = 1.0) -> None:
        self.sheet = sheet
        self.width = width
        self.scale = scale

    def heading(self, text: str) -> Block:
        """Return a heading with a short rule before it."""
        type_ = looks.HEADING.scaled(self.scale)
        lines = self.sheet.type.height(text, type_, self.width - 10)

        def draw(x: float, y: float) -> None:
            self.sheet.box(x, y + 2.5, 3, lines - 5, looks.ROUTE, radius=1.4)
            self.sheet.paragraph(x + 10, y, self.width - 10, text, type_)

        return Block(lines + 5 * self.scale, draw, keep=True)

    def paragraph(self, text: str, type_: Type, after: float = 5) -> Block:
        """Return a text."""
        type_ = type_.scaled(self.scale)
        height = self.sheet.type.height(text, type_, self.width)

        def draw(x: float, y: float) -> None:
            self.sheet.paragraph(x, y, self.width, text, type_)

        return Block(height + after * self.scale, draw)

    def gap(self, height: float) -> Block:
        """Return air."""
        return Block(height * self.scale, lambda x, y: None, air=True)

    # --- the way -----------------------------------------------------------------------

    def group(self, group: Group) -> list[Block]:
        """Return the heading and the rows of a group."""
        rows = [self.row(row) for row in group.rows]
        return [self.heading(group.heading), *rows, self.gap(6)]

    def row(self, row: Row) -> Block:
        """Return a stop: its number, its name, and what is said of it."""
        name_type = looks.ROW_NAME.scaled(self.scale)
        detail_type = looks.ROW_DETAIL.scaled(self.scale)
        note_type = looks.ROW_NOTE.scaled(self.scale)
        indent = INDENT * self.scale
        detail = self.sheet.type.width(row.detail, detail_type) if row.detail else 0.0
        beside = detail <= self.width * 0.42
        name_width = self.width - indent - (detail + 8 if beside and detail else 0)
        notes = row.notes if beside or not row.detail else (row.detail, *row.notes)
        name_lines = self.sheet.type.lines(row.name, name_type, name_width)
        height = len(name_lines) * name_type.line
        height += sum(self.sheet.type.height(n, note_type, self.width - indent) for n in notes)

        def draw(x: float, y: float) -> None:
            first = y + name_type.line / 2
            self._number(x, first, row.number)
            if beside and row.detail:
                self.sheet.middle(x + self.width, first, row.detail, detail_type, 1)
            end = self.sheet.paragraph(x + indent, y, name_width, row.name, name_type)
            for note in notes:
                end = self.sheet.paragraph(x + indent, end, self.width - indent, note, note_type)

        return Block(height + 4.5 * self.scale, draw)

    def _number(self, x: float, y: float, number: int | None) -> None:
        radius = DISC * self.scale
        if number is None:
            self.sheet.disc(x + radius, y, 2.2 * self.scale, looks.ACCENT)
            return
        self.sheet.disc(x + radius, y, radius, looks.STOP)
        size = (8.0 if number < 10 else 7.0) * self.scale
        type_ = Type(size, looks.WHITE, bold=True)
        self.sheet.middle(x + radius, y, str(number), type_, 0.5)

    def prose(self, parts: Sequence[Prose]) -> list[Block]:
        """Return the text."""
        return [self._prose(part) for part in parts]

    def _prose(self, part: Prose) -> Block:
        if part.kind == "heading":
            return self.heading(part.text)
        if not part.mark:
            return self.paragraph(part.text, looks.PROSE)
        type_ = looks.PROSE.scaled(self.scale)
        indent = 12 * self.scale
        height = self.sheet.type.height(part.text, type_, self.width - indent)

        def draw(x: float, y: float) -> None:
            self.sheet.middle(x, y + type_.line / 2, part.mark, type_)
            self.sheet.paragraph(x + indent, y, self.width - indent, part.text, type_)

        return Block(height + 2.5 * self.scale, draw)

    # --- facts -------------------------------------------------------------------------

    def facts(self, facts: Sequence[Fact], columns: int) -> Block:
        """Return a table of facts: a word, its value, and how sure it is."""
        air = 12.0
        column = (self.width - air * (columns - 1)) / columns
        types = self._fact_types(facts, column)
        rows = [facts[at : at + columns] for at in range(0, len(facts), columns)]
        heights = [max(self._fact_height(fact, column, types) for fact in row) for row in rows]

        def draw(x: float, y: float) -> None:
            for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
                if number:
                    self.sheet.line(x, y - 3.5, x + self.width, y - 3.5, looks.LINE, 0.5)
                for place, fact in enumerate(row):
                    self._fact(x + place * (column + air), y, column, fact, types)
                y += height

        return Block(sum(heights), draw)

    def _fact_types(self, facts: Sequence[Fact], width: float) -> tuple[Type, Type, Type]:
        """Return the types of word, value and remark: values that fit a line where they can."""
        value = looks.VALUE.scaled(self.scale)
        types = (value, value.scaled(0.92), value.scaled(0.86))
        fitting = [self.sheet.type.fitting(fact.value, types, width, 1) for fact in facts]
        smallest = min(fitting, key=lambda one: one.size, default=value)
        return looks.LABEL.scaled(self.scale), smallest, looks.HINT.scaled(self.scale)

    def _fact_height(self, fact: Fact, width: float, types: tuple[Type, Type, Type]) -> float:
        label, value, hint = types
        height = label.line + self.sheet.type.height(fact.value, value, width)
        if fact.hint:
            height += self.sheet.type.height(fact.hint, hint, width)
        return height + 7 * self.scale

    def _fact(
        self, x: float, y: float, width: float, fact: Fact, types: tuple[Type, Type, Type]
    ) -> None:
        label, value, hint = types
        y = self.sheet.paragraph(x, y, width, fact.label, label)
        y = self.sheet.paragraph(x, y, width, fact.value, value)
        if fact.hint:
            self.sheet.paragraph(x, y, width, fact.hint, hint)
