"""Add, take away and move the rows of a form that has not been saved yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oxymap.studio.forms.models import Form, FormValues, Rows
from oxymap.studio.forms.rows import FROM, row_numbers

#: What may be done with rows: ``up:stops:2``, ``add:stops``.
ACTIONS = ("up", "down", "drop", "add")


def is_move(action: str) -> bool:
    """Tell whether a button of a form moves rows."""
    return action.split(":")[0] in ACTIONS and ":" in action


def moved(form: Form, sent: FormValues, action: str) -> dict[str, tuple[str, ...]]:
    """Return a form's values with rows added, taken away or moved.

    Parameters
    ----------
    action : such as ``up:stops:2``; one that means nothing changes nothing.
    """
    values = {name: tuple(texts) for name, texts in sent.items()}
    verb, _, rest = action.partition(":")
    name, _, number = rest.partition(":")
    rows = next((one for one in form.rows() if one.name == name), None)
    if rows is None:
        return values
    order = row_numbers(rows, values)
    if verb == "add":
        values[f"{name}.{max(order, default=-1) + 1}.{FROM}"] = ("",)
        return values
    if not number.isdecimal() or int(number) not in order:
        return values
    return _numbered(rows, values, _ordered(order, verb, order.index(int(number))))


def _ordered(order: Sequence[int], verb: str, at: int) -> list[int]:
    found = list(order)
    taken = found.pop(at)
    if verb != "drop":
        found.insert(max(0, at - 1) if verb == "up" else at + 1, taken)
    return found


def _numbered(
    rows: Rows, values: Mapping[str, tuple[str, ...]], order: Sequence[int]
) -> dict[str, tuple[str, ...]]:
    """Return the values with the rows in another order, numbered from 0."""
    kept = {n: texts for n, texts in values.items() if not n.startswith(f"{rows.name}.")}
    for new, old in enumerate(order):
        prefix = f"{rows.name}.{old}."
        for name, texts in values.items():
            if name.startswith(prefix):
                kept[f"{rows.name}.{new}.{name.removeprefix(prefix)}"] = texts
    return kept
