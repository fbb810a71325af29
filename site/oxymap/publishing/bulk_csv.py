"""The table as a CSV file: safe to open in a spreadsheet, and read back with the same preview."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from oxymap.errors import InvalidInputError
from oxymap.publishing.bulk import Column, read_cell
from oxymap.publishing.models import Document, Ref
from oxymap.wording import N_, Say, say

#: The columns that say which object a row is, and which state of it was written out.
OBJECT = "object"
VERSION = "version"
#: Spreadsheets take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Opens the file as UTF-8 in spreadsheets.
_MARK = "\ufeff"
MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 1_000


@dataclass(frozen=True)
class CsvRow:
    """A row of a received table; `version` is empty when the file does not name it."""

    line: int
    ref: Ref
    version: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class CsvProblem:
    """What is wrong on a line; `column` is a column's name, or empty for the whole line."""

    line: int
    column: str
    said: Say


@dataclass(frozen=True)
class CsvTable:
    """What could be read of a table, and what not."""

    rows: tuple[CsvRow, ...]
    problems: tuple[CsvProblem, ...] = ()


def version_of(document: Document) -> str:
    """Return what names a state of an object in a table."""
    return document.sha256[:12]


def write_table(documents: Iterable[Document], columns: Sequence[Column]) -> str:
    """Return a CSV text: a line an object, the names of the fields in the first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([OBJECT, VERSION, *(column.field for column in columns)])
    for document in documents:
        cells = (guard(read_cell(document, column)) for column in columns)
        writer.writerow([str(document.ref), version_of(document), *cells])
    return _MARK + out.getvalue()


def guard(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; `unguard` gives it back."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def unguard(text: str) -> str:
    """Return what `guard` was given."""
    is_guarded = text.startswith("'") and text.lstrip("'").startswith(_FORMULA)
    return text[1:] if is_guarded else text


def read_table(data: bytes, columns: Sequence[Column]) -> CsvTable:
    """Read a received table; each line that cannot be used is named.

    Raises
    ------
    InvalidInputError : it is too large, no text, or its first line is not this table's.
    """
    if len(data) > MAX_BYTES:
        raise _refused(say(N_("The table is larger than 2 MB.")))
    reader = csv.reader(io.StringIO(_decoded(data), newline=""), strict=True)
    try:
        header = _header(next(reader, []), columns)
        return _read_rows(reader, header)
    except csv.Error as error:
        problem = say(
            N_("Line %(line)s is not CSV: a quotation mark or a character is out of place."),
            line=reader.line_num,
        )
        raise _refused(problem) from error


def _decoded(data: bytes) -> str:
    """Return the text; spreadsheets of Chinese systems write GB 18030."""
    if b"\0" in data:
        raise _refused(say(N_("This is not a CSV file.")))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(say(N_("The table is neither UTF-8 nor GB 18030 text.")))


def _header(names: list[str], columns: Sequence[Column]) -> list[str]:
    names = [name.strip() for name in names]
    if OBJECT not in names:
        raise _refused(say(N_("The first line has to name the columns; “object” is not there.")))
    known = {OBJECT, VERSION, *(column.field for column in columns)}
    for number, name in enumerate(names, start=1):
        if name not in known or names.count(name) > 1:
            said = say(
                N_("Line 1, column %(number)s: “%(name)s” is no field of this table, or twice."),
                number=number,
                name=name[:40],
            )
            raise _refused(said)
    return names


def _read_rows(reader: Iterator[list[str]], header: list[str]) -> CsvTable:
    rows: dict[Ref, CsvRow] = {}
    problems: list[CsvProblem] = []
    line = 2
    for values in reader:
        found = _row(line, values, header)
        if isinstance(found, CsvProblem):
            problems.append(found)
        elif found is not None and found.ref in rows:
            said = say(
                N_("The same object stands on line %(line)s already."), line=rows[found.ref].line
            )
            problems.append(CsvProblem(line, OBJECT, said))
        elif found is not None:
            rows[found.ref] = found
        if len(rows) > MAX_ROWS:
            raise _refused(say(N_("A table has at most %(count)s lines."), count=MAX_ROWS))
        line = getattr(reader, "line_num", line) + 1
    return CsvTable(tuple(rows.values()), tuple(problems))


def _row(line: int, values: list[str], header: list[str]) -> CsvRow | CsvProblem | None:
    if not any(value.strip() for value in values):
        return None
    if len(values) != len(header):
        said = say(
            N_("%(count)s cells instead of %(expected)s."),
            count=len(values),
            expected=len(header),
        )
        return CsvProblem(line, "", said)
    cells = dict(zip(header, values, strict=True))
    name = unguard(cells.pop(OBJECT)).strip()
    version = unguard(cells.pop(VERSION, "")).strip()
    try:
        ref = Ref.parse(name)
    except ValueError:
        said = say(N_("“%(name)s” names no object."), name=name[:60])
        return CsvProblem(line, OBJECT, said)
    return CsvRow(line, ref, version, {field: unguard(text) for field, text in cells.items()})


def _refused(said: Say) -> InvalidInputError:
    return InvalidInputError(said, field="table")
