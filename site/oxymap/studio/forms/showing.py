"""What the editor's template shows: every field with its words, values and errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from oxymap.studio.forms.models import Errors, Field, Form, FormValues, Part, Rows
from oxymap.studio.forms.rows import FROM, row_numbers
from oxymap.studio.forms.slots import slots_of
from oxymap.web.i18n import LANGUAGE_NAMES, Localizer

Options = Sequence[tuple[str, str]]
#: Stands for a row's number in the pattern of a new row.
PATTERN = "__row__"


@dataclass(frozen=True)
class Words:
    """What the form's words are looked up with.

    Parameters
    ----------
    options : what may be chosen by field name, where it is not one of the labels.
    place_name : the name of what an id stands for; "" when nothing is called so.
    """

    texts: Localizer
    options: Mapping[str, Options] = field(default_factory=dict)
    place_name: Callable[[str], str] = lambda _name: ""


@dataclass(frozen=True)
class InputShown:
    """One input: its name, what stands in it, and what is wrong with that."""

    name: str
    id: str
    value: str
    values: tuple[str, ...]
    lang: str | None = None
    lang_name: str = ""
    error: str | None = None
    note: str = ""


@dataclass(frozen=True)
class FieldShown:
    """One field with its inputs: one, or one for each language."""

    kind: str
    name: str
    label: str
    hint: str
    options: Options
    required: bool
    of: str
    inputs: tuple[InputShown, ...]

    @property
    def has_error(self) -> bool:
        """Whether something is wrong in it."""
        return any(one.error for one in self.inputs)


@dataclass(frozen=True)
class RowShown:
    """One row; `origin` is its number in the file, or "" for a new one."""

    number: str
    prefix: str
    origin: str
    fields: tuple[FieldShown, ...]


@dataclass(frozen=True)
class RowsShown:
    """A list of rows, and the pattern of a new one."""

    kind: str
    name: str
    label: str
    hint: str
    add: str
    rows: tuple[RowShown, ...]
    pattern: RowShown

    @property
    def has_error(self) -> bool:
        """Whether something is wrong in a row."""
        return any(one.has_error for row in self.rows for one in row.fields)


@dataclass(frozen=True)
class SectionShown:
    """A part of the form under its own heading."""

    id: str
    title: str
    parts: tuple[FieldShown | RowsShown, ...]
    open: bool


#: Sections that are open from the start; the others are when something stands in them.
_ALWAYS_OPEN = {"basics", "texts", "body", "stops"}


def show_form(
    form: Form, values: FormValues, errors: Errors, words: Words
) -> tuple[SectionShown, ...]:
    """Return a form with its values, ready for the template."""
    sections = []
    for section in form.sections:
        parts = tuple(_part(form, part, values, errors, words) for part in section.parts)
        is_open = section.id in _ALWAYS_OPEN or any(
            part.has_error or _is_filled(part) for part in parts
        )
        title = words.texts.text(section.title)
        sections.append(SectionShown(section.id, title, parts, is_open))
    return tuple(sections)


def show_part(
    form: Form, name: str, values: FormValues, errors: Errors, words: Words
) -> FieldShown | RowsShown:
    """Return one field or list of a form by its name."""
    part = next(part for part in form.parts() if part.name == name)
    return _part(form, part, values, errors, words)


def value_name(words: Words, part: Field, value: str) -> str:
    """Return what people call a field's value: a label, a place's name, or the value itself."""
    if part.kind == "place" and value:
        return words.place_name(value) or value
    if part.kind not in {"choice", "grade", "checks"} or not value:
        return value
    options = dict(words.options.get(part.name, ()))
    if part.group == "township":
        return options.get(value, value)
    return words.texts.label(part.group, value)


def input_id(name: str) -> str:
    """Return the id of the input of a name."""
    return "f-" + name.replace(".", "-")


def _part(
    form: Form, part: Part, values: FormValues, errors: Errors, words: Words
) -> FieldShown | RowsShown:
    if isinstance(part, Field):
        return _field(form, part, "", values, errors=errors, words=words)
    return RowsShown(
        kind="photos" if part.name == "photos" else "rows",
        name=part.name,
        label=words.texts.text(part.label),
        hint=words.texts.text(part.hint) if part.hint else "",
        add=words.texts.text(part.add),
        rows=tuple(
            _row(form, part, str(number), values, errors=errors, words=words)
            for number in row_numbers(part, values)
        ),
        pattern=_row(form, part, PATTERN, {}, errors={}, words=words),
    )


def _row(
    form: Form, rows: Rows, number: str, values: FormValues, *, errors: Errors, words: Words
) -> RowShown:
    prefix = f"{rows.name}.{number}."
    fields = tuple(
        _field(form, cell, prefix, values, errors=errors, words=words) for cell in rows.cells
    )
    return RowShown(number, prefix, "".join(values.get(prefix + FROM, ())), fields)


def _field(
    form: Form, part: Field, prefix: str, values: FormValues, *, errors: Errors, words: Words
) -> FieldShown:
    inputs = []
    for slot in slots_of(part, form.units, prefix):
        texts = tuple(values.get(slot.name, () if part.is_several else (part.default,)))
        value = texts[0] if texts else ""
        error = errors.get(slot.name)
        inputs.append(
            InputShown(
                name=slot.name,
                id=input_id(slot.name),
                value=value,
                values=texts,
                lang=slot.lang,
                lang_name=LANGUAGE_NAMES[slot.lang] if slot.lang else "",
                error=words.texts.say(error) if error else None,
                note=words.place_name(value) if part.kind == "place" and value else "",
            )
        )
    return FieldShown(
        kind=part.kind,
        name=prefix + part.name,
        label=words.texts.text(part.label) if part.label else "",
        hint=words.texts.text(part.hint) if part.hint else "",
        options=_options(part, inputs, words),
        required=part.required,
        of=part.of,
        inputs=tuple(inputs),
    )


def _options(part: Field, inputs: Sequence[InputShown], words: Words) -> Options:
    """Return what may be chosen, and what stands there although it may not."""
    if part.kind not in {"choice", "grade", "checks"}:
        return ()
    found = list(words.options.get(part.name, ()))
    if not found:
        found = [(one, words.texts.label(part.group, one)) for one in part.options]
    known = {value for value, _ in found}
    strange = {text for one in inputs for text in one.values if text} - known
    return [*found, *((text, text) for text in sorted(strange))]


def _is_filled(part: FieldShown | RowsShown) -> bool:
    if isinstance(part, RowsShown):
        return bool(part.rows)
    return part.kind != "hidden" and any(one.value or one.values[1:] for one in part.inputs)
