"""What a browser has sent, as a form's values."""

from __future__ import annotations

from flask import request

from oxymap.errors import BadRequestError
from oxymap.pages.edition import Edition
from oxymap.studio.forms.models import Field, Form
from oxymap.studio.place_search import id_of

#: Names that belong to the page, not to the document.
_OWN = frozenset({"csrf", "base", "do", "mine", "geometry"})


def sent_values(edition: Edition, form: Form) -> dict[str, tuple[str, ...]]:
    """Return what was sent by name; a place's name becomes its id where it is the only one."""
    values = {name: tuple(texts) for name, texts in request.form.lists() if name not in _OWN}
    ends = _place_names(form)
    for name, texts in values.items():
        if any(
            name == end or (name.startswith(start) and name.endswith(end)) for start, end in ends
        ):
            values[name] = tuple(id_of(edition, text) for text in texts)
    return values


def number_sent(name: str) -> int:
    """Return a number that the page itself has put into its form.

    Raises
    ------
    BadRequestError : it is missing, or is none.
    """
    text = request.form.get(name, "")
    if not text.isdecimal() or len(text) > 18:
        raise BadRequestError(f"{name}: {text!r} is not a number.", text)
    return int(text)


def _place_names(form: Form) -> list[tuple[str, str]]:
    """Return how the names of inputs that hold places begin and end."""
    found = [(field.name, field.name) for field in form.fields() if field.kind == "place"]
    for rows in form.rows():
        found += [
            (f"{rows.name}.", f".{cell.name}")
            for cell in rows.cells
            if isinstance(cell, Field) and cell.kind == "place"
        ]
    return found
