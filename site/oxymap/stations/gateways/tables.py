"""Text files of operators: their encoding, their lines, and what is wrong in a line."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from oxymap.errors import FormatError

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = (",", ";", "\t")
#: Excel's own first line, which says how the cells are separated.
_SEPARATOR_LINE = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
_SHOWN = 60


@dataclass(frozen=True)
class LineError:
    """One thing that is wrong in a line of a file.

    Parameters
    ----------
    line : number of the line, from 1.
    code : stable code; docs/imports.md lists them.
    message : what is wrong and what is expected.
    column : the header of the column, or the field, where it is one column's fault.
    value : what stands there.
    """

    line: int
    code: str
    message: str
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        """Return ``line: [column: ]['value' ]message``."""
        column = f"{self.column}: " if self.column else ""
        value = "" if self.value is None else f"{shown(self.value)} "
        return f"{self.line}: {column}{value}{self.message}"


def shown(value: str) -> str:
    """Return a value in quotes, cut when it is long."""
    return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")


def decode(data: bytes) -> str:
    """Decode a text file: UTF-8 with or without its mark, UTF-16 with it, else GB 18030.

    GB 18030 contains GBK and GB 2312.  Nothing is guessed or replaced.

    Raises
    ------
    FormatError : it is none of these.
    """
    encodings = ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FormatError("The file is neither UTF-8 nor GBK (GB 18030) text.")


@dataclass(frozen=True)
class Table:
    """A table of text: the header, and the rows that have as many cells, with their lines."""

    header: tuple[str, ...]
    header_line: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    errors: tuple[LineError, ...] = ()


def read_table(data: bytes) -> Table:
    """Read a table whose cells are separated by comma, semicolon or tab, as the header has it.

    Empty lines and lines that begin with ``#`` are left out; cells lose their outer spaces.

    Raises
    ------
    FormatError : the file is no text, is empty, or a quotation mark is not closed.
    """
    text = decode(data)
    lines = _lines(text, _delimiter(text))
    header_line, header = next(lines, (0, ()))
    if not header:
        raise FormatError("The file has no header line.")
    rows: list[tuple[int, tuple[str, ...]]] = []
    errors: list[LineError] = []
    for line, cells in lines:
        if len(cells) == len(header):
            rows.append((line, cells))
        else:
            message = f"the line has {len(cells)} cells, the header has {len(header)}"
            errors.append(LineError(line, "object", message))
    return Table(header, header_line, tuple(rows), tuple(errors))


def _delimiter(text: str) -> str:
    for line in text.splitlines():
        said = _SEPARATOR_LINE.fullmatch(line)
        if said is not None:
            return said[1]
        if line.strip() and not line.startswith("#"):
            return max(_DELIMITERS, key=line.count)
    return ","


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            first = cells[0] if cells else ""
            separator = len(cells) <= 2 and _SEPARATOR_LINE.fullmatch(delimiter.join(cells))
            if any(cell.strip() for cell in cells) and first[:1] != "#" and not separator:
                yield line, tuple(cell.strip() for cell in cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(f"From line {line} on the file is no table: {error}.") from error
