"""Where each name of a form leads in a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from oxymap.catalogue.models import LANGS
from oxymap.studio.forms.converting import shown
from oxymap.studio.forms.models import Field
from oxymap.studio.forms.source import Values, look_up


@dataclass(frozen=True)
class Slot:
    """One input of a form.

    Parameters
    ----------
    name : in the form, such as ``name.zh`` or ``days``.
    lang : of the text, or None.
    units : the units of the document that hold it.
    path : where it stands in each of them.
    """

    field: Field
    name: str
    lang: str | None
    units: tuple[str, ...]
    path: tuple[str, ...]


def slots_of(field: Field, units: tuple[str, ...], prefix: str = "") -> Iterator[Slot]:
    """Yield the inputs of a field.

    Parameters
    ----------
    prefix : of the names, such as ``stops.0.``.
    """
    if field.spread == "shared":
        yield Slot(field, prefix + field.name, None, units, field.path)
        return
    for lang in LANGS:
        name = f"{prefix}{field.name}.{lang}"
        if field.spread == "text":
            yield Slot(field, name, lang, units, (*field.path, lang))
        else:
            yield Slot(field, name, lang, (lang,), field.path)


def read_slot(slot: Slot, units: Mapping[str, Values]) -> tuple[str, ...]:
    """Return what the form shows in a slot: the first unit that has a value decides."""
    return shown(slot.field, raw_value(slot, units))


def raw_value(slot: Slot, units: Mapping[str, Values]) -> object:
    """Return the value that a slot shows, as it stands in the file; None when there is none."""
    for unit in slot.units:
        found = look_up(units.get(unit), slot.path)
        if found is not None:
            return found
    return None
