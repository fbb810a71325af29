"""Two changes of one document side by side, and a joined state to begin with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from merge3 import Merge3

from oxymap.publishing.differences import Piece, text_difference
from oxymap.publishing.documents import dump_feature, feature_of
from oxymap.publishing.merging import merge_texts
from oxymap.publishing.models import Document
from oxymap.studio.forms.converting import is_same
from oxymap.studio.forms.editing import form_of, values_of
from oxymap.studio.forms.models import Field, Form, Rows
from oxymap.studio.forms.rows import FROM, row_numbers
from oxymap.studio.forms.slots import Slot, slots_of

Values = Mapping[str, tuple[str, ...]]
#: A row of a form: what stands in its cells, by their names in the row.
Row = tuple[tuple[str, tuple[str, ...]], ...]
#: What people call a value of a field.
Said = Callable[[Field, str], str]


def _as_it_is(_field: Field, text: str) -> str:
    return text


@dataclass(frozen=True)
class Both:
    """An input, or a list of rows, that the two have differently.

    Parameters
    ----------
    name : of the field or list in the form.
    slot : the input's name; of a list the list's name.
    theirs, mine : as text, each with what it has that the other has not.
    clash : both changed it.
    """

    name: str
    slot: str
    lang: str | None
    theirs: tuple[Piece, ...]
    mine: tuple[Piece, ...]
    clash: bool


@dataclass(frozen=True)
class Joined:
    """What differs, and the form's values with both changes in them."""

    differing: tuple[Both, ...]
    values: Mapping[str, tuple[str, ...]]
    geometry_clash: bool


def join(base: Document, mine: Document, theirs: Document, said: Said = _as_it_is) -> Joined:
    """Put two changes of one document side by side.

    Parameters
    ----------
    base : what both began with.
    said : what people call a field's value; without it values stand as in the file.

    Returns
    -------
    Joined : its values are for the form of `theirs`; every word of both is in them, and rows
        that both changed stand there twice.
    """
    form = form_of(theirs)
    sides = values_of(base), values_of(mine), values_of(theirs)
    values = dict(sides[2])
    found: list[Both] = []
    for part in form.parts():
        if isinstance(part, Field):
            found += _fields(form, part, sides, values, said)
        else:
            found += _rows(part, sides, values, said)
    return Joined(tuple(found), values, geometry_clash(base, mine, theirs))


def geometry_clash(base: Document, mine: Document, theirs: Document) -> bool:
    """Tell whether both have changed the line or point, and not alike."""
    if base.ref.kind != "feature":
        return False
    old, ours, others = (feature_of(one).get("geometry") for one in (base, mine, theirs))
    return ours != others and old not in (ours, others)


def with_geometry(base: Document, mine: Document, theirs: Document, *, own: bool) -> Document:
    """Return their document with the geometry that goes into the joined one.

    Parameters
    ----------
    own : whether mine is to be taken where both have changed it.
    """
    if base.ref.kind != "feature":
        return theirs
    old, ours, others = (feature_of(one).get("geometry") for one in (base, mine, theirs))
    is_mine = own if geometry_clash(base, mine, theirs) else others == old
    if not is_mine or ours == others:
        return theirs
    changed = {**feature_of(theirs), "geometry": ours}
    return Document(theirs.ref, {"geojson": dump_feature(changed)})


def _fields(
    form: Form,
    part: Field,
    sides: tuple[Values, Values, Values],
    values: dict[str, tuple[str, ...]],
    said: Said,
) -> Iterator[Both]:
    for slot in slots_of(part, form.units):
        base, mine, theirs = (side.get(slot.name, ()) for side in sides)
        if is_same(part, mine, theirs):
            continue
        values[slot.name], clash = join_texts(slot, base, mine, theirs)
        texts = (_text(tuple(said(part, one) for one in side)) for side in (mine, theirs))
        yield _both(part.name, slot.name, slot.lang, *texts, clash=clash)


def join_texts(
    slot: Slot, base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[tuple[str, ...], bool]:
    """Return what stands in an input after both changes, and whether they clash."""
    if is_same(slot.field, mine, base):
        return theirs, False
    if is_same(slot.field, theirs, base) or is_same(slot.field, mine, theirs):
        return mine, False
    kind = slot.field.kind
    if kind == "checks":
        added = [one for one in (*theirs, *mine) if one not in base]
        kept = [one for one in base if one in mine and one in theirs]
        return tuple(dict.fromkeys([*kept, *added])), False
    if kind in {"line", "text", "markdown", "list"}:
        joined, clash = merge_texts(_text(base), _text(mine), _text(theirs))
        return (joined,), clash
    return mine, True


def _rows(
    rows: Rows,
    sides: tuple[Values, Values, Values],
    values: dict[str, tuple[str, ...]],
    said: Said,
) -> Iterator[Both]:
    base, mine, theirs = (_listed(rows, side) for side in sides)
    if mine == theirs:
        return
    joined, clash = _joined_rows(rows, base, mine, theirs)
    for name in [name for name in values if name.startswith(f"{rows.name}.")]:
        del values[name]
    left = list(enumerate(theirs))
    for number, row in enumerate(joined):
        origin = next((n for n, other in left if other == row), None)
        if origin is None and len(base) == len(mine) == len(theirs) == len(joined):
            origin = number
        left = [one for one in left if one[0] != origin]
        values[f"{rows.name}.{number}.{FROM}"] = ("" if origin is None else str(origin),)
        values |= {f"{rows.name}.{number}.{name}": texts for name, texts in row}
    texts = (_lines(rows, side, said) for side in (mine, theirs))
    yield _both(rows.name, rows.name, None, *texts, clash=clash)


def _joined_rows(
    rows: Rows, base: list[Row], mine: list[Row], theirs: list[Row]
) -> tuple[list[Row], bool]:
    """Return the rows with both changes; where both changed the same ones, theirs then mine."""
    if len(base) == len(mine) == len(theirs) and _in_place(base, mine) and _in_place(base, theirs):
        return _joined_cells(rows, base, mine, theirs)
    known = {json.dumps(row): row for side in (base, mine, theirs) for row in side}
    old_rows, my_rows, their_rows = (
        [json.dumps(row) for row in side] for side in (base, mine, theirs)
    )
    joined: list[str] = []
    clash = False
    for group in Merge3(old_rows, my_rows, their_rows).merge_groups():
        if group[0] == "conflict":
            clash = True
            old, ours, others = group[1:]
            # A row that one side left as it was is what the other side made of it.
            joined += [row for row in others if row not in old or row in ours]
            joined += [row for row in ours if row not in old and row not in others]
        else:
            joined += group[1]
    return [known[text] for text in joined], clash


def _in_place(base: list[Row], side: list[Row]) -> bool:
    """Tell whether rows were only changed, and none has moved."""
    return all(row == old or row not in base for old, row in zip(base, side, strict=True))


def _joined_cells(
    rows: Rows, base: list[Row], mine: list[Row], theirs: list[Row]
) -> tuple[list[Row], bool]:
    joined: list[Row] = []
    clashes: list[bool] = []
    units = ("zh", "en")
    for old, ours, others in zip(base, mine, theirs, strict=True):
        slots = {slot.name: slot for cell in rows.cells for slot in slots_of(cell, units)}
        sides = dict(old), dict(ours), dict(others)
        row = []
        for name, slot in slots.items():
            found, clash = join_texts(slot, *(side.get(name, ()) for side in sides))
            row.append((name, found))
            clashes.append(clash)
        joined.append(tuple(row))
    return joined, any(clashes)


def _listed(rows: Rows, values: Values) -> list[Row]:
    found = []
    for number in row_numbers(rows, values):
        prefix = f"{rows.name}.{number}."
        cells = (
            (name.removeprefix(prefix), tuple(texts))
            for name, texts in values.items()
            if name.startswith(prefix) and name != prefix + FROM
        )
        found.append(tuple(cells))
    return found


def _both(
    name: str, slot: str, lang: str | None, mine: str, theirs: str, *, clash: bool
) -> Both:  # fmt: skip
    pieces = text_difference(theirs, mine)
    return Both(
        name,
        slot,
        lang,
        tuple(piece for piece in pieces if piece[0] != "added"),
        tuple(piece for piece in pieces if piece[0] != "removed"),
        clash,
    )


def _text(texts: tuple[str, ...]) -> str:
    return "\n".join(texts)


def _lines(rows: Rows, listed: list[Row], said: Said) -> str:
    """Return rows as text, a line each."""
    cells = {cell.name: cell for cell in rows.cells}
    lines = []
    for number, row in enumerate(listed, start=1):
        words = (
            said(cell, text)
            for name, texts in row
            for text in texts
            if text and (cell := cells.get(name) or cells[name.rpartition(".")[0]]).kind != "hidden"
        )
        lines.append(f"{number}. " + " · ".join(words))
    return "\n".join(lines)
