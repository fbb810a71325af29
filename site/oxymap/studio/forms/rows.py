"""Lists of rows: the stops of a route, the points of a trail, photographs, steps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy

from oxymap.studio.forms.converting import WrongTextError, is_same, value_of
from oxymap.studio.forms.models import Errors, FormValues, Rows
from oxymap.studio.forms.slots import Slot, raw_value, read_slot, slots_of
from oxymap.studio.forms.source import Units, Values, look_up, put, remove

#: The cell that says which row of the file a row of the form is.
FROM = "from"
_PLAIN = "id"


def read_rows(
    rows: Rows, units: Mapping[str, Values], names: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Return what the form shows of a list."""
    lists = {unit: _listed(rows, units.get(unit)) for unit in names}
    values: dict[str, tuple[str, ...]] = {}
    for number in range(max(map(len, lists.values()), default=0)):
        row = {unit: listed[number] for unit, listed in lists.items() if number < len(listed)}
        prefix = f"{rows.name}.{number}."
        values[prefix + FROM] = (str(number),)
        for slot in _slots(rows, names, prefix):
            values[slot.name] = read_slot(slot, row)
    return values


def row_numbers(rows: Rows, values: FormValues) -> list[int]:
    """Return the numbers of a list's rows in a form, in their order."""
    pattern = re.compile(re.escape(rows.name) + r"\.(\d+)\.")
    return sorted({int(found[1]) for name in values if (found := pattern.match(name))})


def write_rows(rows: Rows, units: Units, sent: FormValues, errors: Errors) -> None:
    """Put a sent list into the values of every unit."""
    names = tuple(units)
    old = {unit: _listed(rows, units[unit]) for unit in names}
    new: dict[str, list[Values]] = {unit: [] for unit in names}
    for number in row_numbers(rows, sent):
        row = _sent_row(rows, number, old, sent, errors)
        if row is not None:
            for unit in names:
                new[unit].append(row[unit])
    for unit in names:
        _put_list(rows, units[unit], new[unit])


def _sent_row(
    rows: Rows,
    number: int,
    old: Mapping[str, list[Values]],
    sent: FormValues,
    errors: Errors,
) -> dict[str, Values] | None:
    """Return a row by unit, or None for one that nobody has filled in."""
    prefix = f"{rows.name}.{number}."
    origin = _origin(sent.get(prefix + FROM, ()))
    row = _old_row(rows, origin, old)
    is_new = row is None
    row = {unit: {} for unit in old} if row is None else row
    for slot in _slots(rows, tuple(old), prefix):
        if slot.name in sent:
            _write_cell(slot, row, sent, errors)
    filled = any(
        any(text.strip() for text in sent.get(slot.name, ())) and not _is_default(slot, sent)
        for slot in _slots(rows, tuple(old), prefix)
    )
    return None if is_new and not filled else row


def _is_default(slot: Slot, sent: FormValues) -> bool:
    return bool(slot.field.default) and is_same(slot.field, sent[slot.name], (slot.field.default,))


def _origin(texts: object) -> int | None:
    text = texts[0] if isinstance(texts, list | tuple) and texts else ""
    return int(text) if isinstance(text, str) and text.isdecimal() else None


def _old_row(
    rows: Rows, origin: int | None, old: Mapping[str, list[Values]]
) -> dict[str, Values] | None:
    """Return a copy of the row of the file; a language that lacks it begins as the other."""
    if origin is None:
        return None
    found = {unit: deepcopy(listed[origin]) for unit, listed in old.items() if origin < len(listed)}
    if not found:
        return None
    for unit in old:
        if unit not in found:
            shared = deepcopy(next(iter(found.values())))
            for cell in rows.cells:
                if cell.spread == "language":
                    remove(shared, cell.path)
            found[unit] = shared
    return found


def _write_cell(slot: Slot, row: dict[str, Values], sent: FormValues, errors: Errors) -> None:
    texts = sent[slot.name]
    if is_same(slot.field, texts, read_slot(slot, row)):
        return
    try:
        value = value_of(slot.field, texts, raw_value(slot, row))
    except WrongTextError as error:
        errors[slot.name] = error.said
        return
    for unit in slot.units:
        if value is not None:
            put(row[unit], slot.path, deepcopy(value))
        elif look_up(row[unit], slot.path) is not None:
            remove(row[unit], slot.path)


def _put_list(rows: Rows, values: Values, listed: list[Values]) -> None:
    if listed == _listed(rows, values):
        return
    if listed or rows.required:
        put(values, rows.path, [row.get(_PLAIN) for row in listed] if rows.plain else listed)
    else:
        remove(values, rows.path)


def _slots(rows: Rows, names: tuple[str, ...], prefix: str) -> list[Slot]:
    return [slot for cell in rows.cells for slot in slots_of(cell, names, prefix)]


def _listed(rows: Rows, values: Values | None) -> list[Values]:
    found = look_up(values, rows.path)
    if not isinstance(found, list):
        return []
    if rows.plain:
        return [{_PLAIN: item} for item in found]
    return [item if isinstance(item, dict) else {} for item in found]
