"""Many objects as the rows of a table: read cells, write them, and say what would change."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pydantic import ValidationError

from oxymap.catalogue.geodata import read_feature
from oxymap.catalogue.models import (
    FRONTS,
    LANGS,
    LAYER_KINDS,
    SEASONS,
    Activity,
    Audience,
    FestivalFront,
    RouteFront,
    Status,
)
from oxymap.catalogue.records import Extent
from oxymap.publishing.documents import feature_document, feature_of, join_page, split_page
from oxymap.publishing.models import Document, Kind, Ref
from oxymap.wording import N_, Say, say

Json = dict[str, Any]
CellKind = Literal["text", "area", "choice", "choices", "flag"]
_SEPARATORS = re.compile(r"[,;、，；\s]+")
_ACCESS = ("step_free", "wheelchair", "pushchair", "toilet", "parking", "seats")
_REQUIRED = {"name", "summary", "title", "kind", "status"}
#: Longest text of a cell: what is longer is written in the editor.
MOST_LETTERS = 4_000


@dataclass(frozen=True)
class Column:
    """A field that can be edited in the table.

    Parameters
    ----------
    field : dotted, with the language at its end where there is one: ``name.zh``.
    options : the values of a choice, as they stand in the files.
    """

    field: str
    kind: CellKind
    options: tuple[str, ...] = ()

    @property
    def lang(self) -> str | None:
        """The language, or None."""
        return self.steps[-1] if self.steps[-1] in LANGS else None

    @property
    def steps(self) -> tuple[str, ...]:
        """The names on the way to the value."""
        return tuple(self.field.split("."))

    @property
    def required(self) -> bool:
        """Whether it may not be empty."""
        return self.steps[0] in _REQUIRED


@dataclass(frozen=True)
class CellChange:
    """A cell that somebody changed; with an error it cannot be taken."""

    column: Column
    before: str
    after: str
    error: Say | None = None


@dataclass(frozen=True)
class RowChange:
    """An object with changed cells; `after` is the document with those that can be taken."""

    ref: Ref
    before: Document
    after: Document
    cells: tuple[CellChange, ...]

    @property
    def has_errors(self) -> bool:
        """Whether a cell cannot be taken."""
        return any(cell.error for cell in self.cells)


def columns_for(kind: Kind, group: str, townships: Sequence[str] = ()) -> tuple[Column, ...]:
    """Return what can be edited of the objects of a layer or page type.

    Parameters
    ----------
    townships : ids of the townships to choose from.
    """
    if kind == "page":
        return _page_columns(group)
    return (
        *_both("name", "text"),
        Column("kind", "choice", LAYER_KINDS[group]),
        Column("status", "choice", get_args(Status)),
        Column("township", "choice", tuple(townships)),
        Column("seasons", "choices", SEASONS),
        Column("activities", "choices", get_args(Activity)),
        Column("audience", "choices", get_args(Audience)),
        *_both("summary", "area"),
        *_both("access", "area"),
        *_both("safety", "area"),
        Column("position.verified", "flag", ("yes", "no")),
        *(Column(f"accessibility.{name}", "choice", get_args(Extent)) for name in _ACCESS),
        *_both("accessibility.note", "area"),
    )


def _page_columns(group: str) -> tuple[Column, ...]:
    columns = [*_both("title", "text"), *_both("summary", "area"), Column("order", "text")]
    if group in {"routes", "festivals"}:
        columns.append(Column("seasons", "choices", SEASONS))
        columns.append(Column("audience", "choices", get_args(Audience)))
    if group == "routes":
        columns.append(Column("theme", "choice", _literals(RouteFront, "theme")))
        columns.append(Column("mode", "choice", _literals(RouteFront, "mode")))
    if group == "festivals":
        columns += [Column("start", "text"), Column("end", "text")]
        columns.append(Column("state", "choice", _literals(FestivalFront, "state")))
    return tuple(columns)


def _literals(model: type[RouteFront | FestivalFront], field: str) -> tuple[str, ...]:
    return get_args(model.model_fields[field].annotation)


def _both(field: str, kind: CellKind) -> tuple[Column, ...]:
    return tuple(Column(f"{field}.{lang}", kind) for lang in LANGS)


# --- cells -----------------------------------------------------------------------------


def read_cell(document: Document, column: Column) -> str:
    """Return what a cell shows; several values are joined by commas, nothing is empty."""
    for members, steps in _places(document, column):
        value: object = members
        for step in steps:
            value = value.get(step) if isinstance(value, dict) else None
        if value is not None:
            return _shown(value)
    return ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def row_change(
    document: Document, columns: Sequence[Column], typed: Mapping[str, str]
) -> RowChange | None:
    """Return what typed cells would change in a document; None when nothing.

    Parameters
    ----------
    typed : texts by a column's field; columns that are not named stay.
    """
    cells: list[CellChange] = []
    after = document
    for column in columns:
        if column.field not in typed:
            continue
        before, text = read_cell(document, column), tidy(typed[column.field], column)
        if text == before.strip():
            continue
        error = _refusal(column, text)
        if error is None:
            after = write_cell(after, column, text)
        cells.append(CellChange(column, before, text, error))
    if not cells:
        return None
    return _validated(RowChange(document.ref, document, after, tuple(cells)))


def tidy(text: str, column: Column) -> str:
    """Return a typed text as it is kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if column.kind == "choices":
        return ", ".join(dict.fromkeys(filter(None, _SEPARATORS.split(text))))
    return text


def write_cell(document: Document, column: Column, text: str) -> Document:
    """Return the document with a cell's text in its place; an empty text takes the field away."""
    value = _value(column, text)
    if document.ref.kind == "feature":
        feature = feature_of(document)
        _put(feature.setdefault("properties", {}), column.steps, value)
        return feature_document(document.ref, feature)
    texts = dict(document.texts)
    for lang in LANGS:
        if lang in texts and column.lang in {None, lang}:
            front, body = split_page(texts[lang])
            _put(front, column.steps[:-1] if column.lang else column.steps, value)
            texts[lang] = join_page(front, body)
    return Document(document.ref, texts)


def _value(column: Column, text: str) -> object:
    if not text:
        return None
    if column.kind == "flag":
        return text == "yes"
    if column.kind == "choices":
        return text.split(", ")
    if column.field == "order":
        return int(text)
    return text


def _put(members: Json, steps: Sequence[str], value: object) -> None:
    """Set a value, making what leads to it; None takes it away, and what became empty with it."""
    head, rest = steps[0], steps[1:]
    if not rest:
        if value is None:
            members.pop(head, None)
        else:
            members[head] = value
        return
    inner = members.get(head)
    inner = dict(inner) if isinstance(inner, dict) else {}
    _put(inner, rest, value)
    if inner:
        members[head] = inner
    else:
        members.pop(head, None)


def _places(document: Document, column: Column) -> list[tuple[Json, tuple[str, ...]]]:
    """Return the records that hold a cell, and the way to it inside."""
    if document.ref.kind == "feature":
        return [(feature_of(document).get("properties") or {}, column.steps)]
    found = []
    for lang in LANGS:
        if column.lang not in {None, lang} or lang not in document.texts:
            continue
        try:
            front, _ = split_page(document.texts[lang])
        except ValueError:
            continue
        found.append((front, column.steps[:-1] if column.lang else column.steps))
    return found


# --- what cannot be taken --------------------------------------------------------------


def _refusal(column: Column, text: str) -> Say | None:
    """Return why a text cannot stand in a column, as far as the column alone can tell."""
    if not text:
        return say(N_("This may not be empty.")) if column.required else None
    if len(text) > MOST_LETTERS:
        return say(N_("At most %(count)s characters fit here."), count=MOST_LETTERS)
    if column.kind in {"choice", "flag"} and text not in column.options:
        return _not_known(text, column)
    if column.kind == "choices":
        unknown = [word for word in text.split(", ") if word not in column.options]
        return _not_known(unknown[0], column) if unknown else None
    if column.field == "order" and not re.fullmatch(r"\d{1,5}", text, re.ASCII):
        return say(N_("A whole number is expected here."))
    return None


def _not_known(text: str, column: Column) -> Say:
    shown = ", ".join(column.options[:12])
    return say(
        N_("“%(value)s” is not one of the values of this field: %(options)s."),
        value=text[:40],
        options=shown,
    )


def _validated(change: RowChange) -> RowChange:
    """Add what the schema says of the changed cells; faults of other fields are not theirs."""
    wrong = _FAULTS[change.ref.kind](change.after)
    cells = tuple(
        CellChange(cell.column, cell.before, cell.after, _schema_error(cell.column))
        if cell.error is None and _is_at_fault(cell.column, wrong)
        else cell
        for cell in change.cells
    )
    return RowChange(change.ref, change.before, change.after, cells)


def _schema_error(column: Column) -> Say:
    return _EXPECTED.get(column.steps[0], say(N_("This value cannot be used here.")))


_EXPECTED = {
    "summary": say(N_("A summary has 10 to 240 characters.")),
    "title": say(N_("A title has at most 80 characters.")),
    "start": say(N_("A date is written 2026-05-01, and the end is not before the beginning.")),
    "end": say(N_("A date is written 2026-05-01, and the end is not before the beginning.")),
    "state": say(N_("An event whose date is set needs its first day.")),
    "accessibility": say(N_("A remark is needed in both languages, or in none.")),
    "access": say(N_("This is needed in both languages, or in none.")),
    "safety": say(N_("This is needed in both languages, or in none.")),
}


def _is_at_fault(column: Column, wrong: Sequence[tuple[str, ...]]) -> bool:
    own = _plain(column.steps)
    for fault in wrong:
        other = _plain(fault)
        if not other or (own[: len(other)] != other and other[: len(own)] != own):
            continue
        lang = next((step for step in fault if step in LANGS), None)
        # What both languages or neither must have is at fault in whichever was changed.
        if not column.required or lang in {None, column.lang}:
            return True
    return False


def _plain(steps: Sequence[str]) -> tuple[str, ...]:
    return tuple(step for step in steps if step not in LANGS)


def _feature_faults(document: Document) -> list[tuple[str, ...]]:
    try:
        read_feature(document.ref.group, feature_of(document))
    except ValidationError as error:
        return [tuple(map(str, item["loc"][1:])) for item in error.errors()]
    except ValueError:
        # The geometry, the id or the kind: no cell but the last of them can be the reason.
        return []
    return []


def _page_faults(document: Document) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for lang, text in document.texts.items():
        front, _ = split_page(text)
        try:
            FRONTS[document.ref.group].model_validate(front)
        except ValidationError as error:
            for item in error.errors():
                loc = tuple(map(str, item["loc"]))
                found += [(*loc, lang)] if loc else [("end",), ("start",), ("state",)]
    return found


_FAULTS: Mapping[str, Callable[[Document], list[tuple[str, ...]]]] = {
    "feature": _feature_faults,
    "page": _page_faults,
}
