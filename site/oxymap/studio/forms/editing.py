"""Turn a document into a form's values, and a sent form into a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from oxymap.publishing.models import Document, Ref
from oxymap.studio.forms.converting import WrongTextError, is_same, value_of
from oxymap.studio.forms.feature_form import feature_form
from oxymap.studio.forms.models import Errors, Field, Form, FormValues
from oxymap.studio.forms.page_forms import page_form
from oxymap.studio.forms.rows import read_rows, write_rows
from oxymap.studio.forms.slots import Slot, raw_value, read_slot, slots_of
from oxymap.studio.forms.source import Units, Values, copied, put, remove, units_of, with_units

#: Names of fields whose absence means that nothing is chosen, rather than that they were not shown.
SHOWN = "shown"


def form_of(document: Document) -> Form:
    """Return the form of a document's kind of object."""
    if document.ref.kind == "page":
        return page_form(document.ref.group)
    return feature_form(document.ref.group, units_of(document)[""])


def form_for(ref: Ref) -> Form:
    """Return the form of a kind of object."""
    return page_form(ref.group) if ref.kind == "page" else feature_form(ref.group)


def values_of(document: Document) -> dict[str, tuple[str, ...]]:
    """Return what the form of a document shows: texts by name.

    A list's rows have the names ``stops.0.place``; ``stops.0.from`` is the row in the file.
    """
    form, units = form_of(document), units_of(document)
    values = {slot.name: read_slot(slot, units) for slot in _slots(form)}
    for rows in form.rows():
        values |= read_rows(rows, units, form.units)
    values[SHOWN] = shown_names(form)
    return values


def shown_names(form: Form) -> tuple[str, ...]:
    """Return the names that a form has to send as shown: their absence means something."""
    several = [field.name for field in form.fields() if field.is_several]
    return (*several, *(rows.name for rows in form.rows()))


def document_from(document: Document, sent: FormValues) -> tuple[Document, Errors]:
    """Return the document with what a form says, and what the form says wrongly.

    Whatever the form does not show, or shows as it was, stays as it is, byte for byte; a field
    with an error keeps its old value.
    """
    form = form_of(document)
    before = units_of(document)
    units = _all_units(form, before)
    errors: Errors = {}
    for slot in _slots(form):
        if slot.name in sent or (slot.field.is_several and slot.field.name in sent.get(SHOWN, ())):
            _write_slot(slot, units, sent.get(slot.name, ()), errors)
    for rows in form.rows():
        if rows.name in sent.get(SHOWN, ()):
            write_rows(rows, units, sent, errors)
    _agree(form, units, before)
    return with_units(document, _written_units(form, units, before)), errors


def _slots(form: Form) -> Iterator[Slot]:
    for field in form.fields():
        yield from slots_of(field, form.units)


def _write_slot(slot: Slot, units: Units, texts: Sequence[str], errors: Errors) -> None:
    if is_same(slot.field, texts, read_slot(slot, units)):
        return
    try:
        value = value_of(slot.field, texts, raw_value(slot, units))
    except WrongTextError as error:
        errors[slot.name] = error.said
        return
    for unit in slot.units:
        set_value(slot.field, units[unit], slot.path, value)


def set_value(field: Field, values: Values, path: tuple[str, ...], value: object) -> None:
    """Set a value, or take it away where nothing stands for it."""
    if value is not None:
        put(values, path, deepcopy(value))
    elif field.required and field.kind in {"line", "text", "markdown"}:
        put(values, path, "")
    elif field.required and field.kind == "number":
        put(values, path, None)
    else:
        remove(values, path)


def _all_units(form: Form, before: Units) -> Units:
    """Return all units to write to; a language that is not there yet begins as the other one."""
    units = copied(before)
    for unit in form.units:
        if unit not in units:
            other = next(iter(before.values()), {})
            units[unit] = _without_language(form, other)
    return units


def _without_language(form: Form, values: Values) -> Values:
    made = deepcopy(values)
    for field in form.fields():
        if field.spread == "language":
            remove(made, field.path)
    for rows in form.rows():
        listed = made.get(rows.name)
        for row in listed if isinstance(listed, list) else ():
            for cell in rows.cells:
                if cell.spread == "language" and isinstance(row, dict):
                    remove(row, cell.path)
    return made


def _agree(form: Form, units: Units, before: Mapping[str, Values]) -> None:
    """Write a shared field that differs between the languages as the form has shown it."""
    if len(before) < 2:
        return
    for field in form.fields():
        if field.spread == "language":
            continue
        for slot in slots_of(field, form.units):
            value = raw_value(slot, units)
            for unit in slot.units:
                if raw_value(Slot(field, slot.name, slot.lang, (unit,), slot.path), units) != value:
                    put(units[unit], slot.path, deepcopy(value))


def _written_units(form: Form, units: Units, before: Units) -> Units:
    """Return the units that hold something: a language without a word is left unwritten."""
    return {
        unit: units[unit] for unit in units if unit in before or _has_words(form, units[unit], unit)
    }


def _has_words(form: Form, values: Values, lang: str) -> bool:
    for field in form.fields():
        for slot in slots_of(field, (lang,)):
            if (
                field.spread == "language"
                and slot.lang == lang
                and any(read_slot(slot, {lang: values}))
            ):
                return True
    return False
