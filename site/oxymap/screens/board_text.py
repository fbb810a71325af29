"""A board as five lines of eight columns, for controllers that show letters and nothing else."""

from __future__ import annotations

import unicodedata

from oxymap.screens.board_models import Board

COLUMNS = 8
#: Controllers with 64 bytes of memory for a text hold all of it.
MOST_BYTES = 64
ENCODINGS = ("utf-8", "gb18030")


def board_text(board: Board) -> str:
    """Return value, unit, time, state and the mark of demonstration data, a line each.

    Instead of a value that is not present stands ``--``; the time is then that of the last
    valid one. Every line fills the same columns (Chinese letters take two), so that what was
    there before is overwritten.
    """
    plain = board.plain
    lines = (right(plain.value), *map(left, (plain.unit, plain.hour, plain.state, plain.demo)))
    return "".join(f"{line}\n" for line in lines)


def columns(text: str) -> int:
    """Return how many columns a text takes on a screen of fixed columns."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def left(text: str) -> str:
    """Return a text cut or filled to the columns of a line."""
    while columns(text) > COLUMNS:
        text = text[:-1]
    return text + " " * (COLUMNS - columns(text))


def right(text: str) -> str:
    """Return a number at the right end of a line; one that does not fit is not cut."""
    if columns(text) > COLUMNS:
        return "-" * COLUMNS
    return " " * (COLUMNS - columns(text)) + text
