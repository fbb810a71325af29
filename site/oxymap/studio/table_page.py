"""The table of many objects, as a page and as its form sends it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oxymap.catalogue.snapshot import Catalogue
from oxymap.people.models import Person
from oxymap.publishing.bulk import Column, RowChange, columns_for, read_cell, row_change
from oxymap.publishing.bulk_csv import CsvTable, version_of
from oxymap.publishing.differences import Piece, text_difference
from oxymap.publishing.documents import title_of
from oxymap.publishing.models import Document, Kind, ObjectSummary, Ref, State
from oxymap.publishing.rights import may
from oxymap.publishing.service import Publishing
from oxymap.studio.labels import column_label, value_text
from oxymap.studio.paths import object_path
from oxymap.studio.rows import Badge, state_badge
from oxymap.web.i18n import HTML_LANGS, Localizer
from oxymap.web.urls import URLS
from oxymap.wording import N_, Say, say

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

CHANGED_SINCE = say(N_("It has been changed since this table was made. Begin again with it."))
CELL, SEEN = "cell:", "seen:"
#: Fields that are shown when nobody has chosen any.
FIRST_FIELDS = {
    "feature": ("name.zh", "name.en", "status", "seasons"),
    "page": ("title.zh", "title.en", "order"),
}


@dataclass(frozen=True)
class Choice:
    """A value that a cell can have."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class ShownCell:
    """A cell of the table; `error` stands beside it."""

    name: str
    label: str
    kind: str
    value: str
    text: str
    html_lang: str | None
    choices: tuple[Choice, ...] = ()
    error: str | None = None
    #: It holds what somebody has typed and not sent off yet.
    typed: bool = False


@dataclass(frozen=True)
class ShownRow:
    """An object of the table; a locked one is only shown, with the reason."""

    ref: Ref
    title: str
    url: str
    seen: str
    cells: tuple[ShownCell, ...]
    draft: Badge | None = None
    locked: str | None = None


@dataclass(frozen=True)
class ShownChange:
    """A changed cell in the preview; with an error it is an input once more."""

    cell: ShownCell
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ChangedRow:
    """A changed object in the preview."""

    ref: Ref
    title: str
    url: str
    seen: str
    changes: tuple[ShownChange, ...]
    error: str | None
    line: int | None = None


@dataclass(frozen=True)
class Asked:
    """A row that came in, by the form or in a file."""

    ref: Ref
    seen: str
    cells: Mapping[str, str]
    line: int | None = None


@dataclass(frozen=True)
class Judged:
    """What an asked row would do: a change, or a refusal, or neither."""

    asked: Asked
    change: RowChange | None = None
    refusal: Say | None = None
    document: Document | None = None

    @property
    def blocks(self) -> bool:
        """Whether it keeps the table from being applied."""
        return self.refusal is not None or (self.change is not None and self.change.has_errors)


def columns_of(catalogue: Catalogue, kind: Kind, group: str) -> tuple[Column, ...]:
    """Return the columns of a layer or page type, with the townships that there are."""
    return columns_for(kind, group, [item.id for item in catalogue.layer("townships")])


def chosen_columns(columns: Sequence[Column], fields: Iterable[str], kind: Kind) -> list[Column]:
    """Return the columns that were asked for, or the first few."""
    wanted = set(fields) or set(FIRST_FIELDS[kind])
    return [column for column in columns if column.field in wanted]


def working_document(publishing: Publishing, item: ObjectSummary) -> Document | None:
    """Return what a table edits: the open draft, else what is published."""
    if item.submission is not None:
        return publishing.head(item.submission.id).document
    if item.origin == "shipped":
        return publishing.shipped(item.ref)
    return publishing.published(item.ref)


def lock_of(who: Person, item: ObjectSummary) -> Say | None:
    """Return why a person may not edit an object in the table, or None."""
    if not may(who, "author", item.districts):
        return say(N_("Only an author of this district may do that."))
    if item.submission is not None and item.submission.state is not State.DRAFT:
        return say(N_("It is being reviewed: a change would begin the review anew."))
    return None


# --- the table -------------------------------------------------------------------------


def shown_row(
    texts: Localizer,
    item: ObjectSummary,
    document: Document,
    columns: Sequence[Column],
    *,
    typed: Mapping[str, str] | None = None,
    locked: Say | None = None,
) -> ShownRow:
    """Return an object as a row; what somebody has typed already stands in the cells."""
    cells = tuple(
        _with_typed(texts, item.ref, column, read_cell(document, column), typed or {})
        for column in columns
    )
    return ShownRow(
        ref=item.ref,
        title=title_of(document, texts.lang),
        url=URLS[texts.lang].prefix + object_path(item.ref),
        seen=version_of(document),
        cells=cells,
        draft=state_badge(texts, item.submission) if item.submission else None,
        locked=texts.say(locked) if locked else None,
    )


def _with_typed(
    texts: Localizer, ref: Ref, column: Column, value: str, typed: Mapping[str, str]
) -> ShownCell:
    text = typed.get(column.field, value)
    cell = shown_cell(texts, ref, column, text)
    return replace(cell, typed=text != value)


def shown_cell(
    texts: Localizer, ref: Ref, column: Column, value: str, error: Say | None = None
) -> ShownCell:
    """Return a cell with its choices in words."""
    chosen = set(value.split(", ")) if column.kind == "choices" else {value}
    choices = tuple(
        Choice(option, value_text(texts, ref, column.field, option), option in chosen)
        for option in column.options
    )
    words = [choice.text for choice in choices if choice.chosen]
    return ShownCell(
        name=f"{CELL}{ref}:{column.field}",
        label=column_label(texts, column),
        kind=column.kind,
        value=value,
        text=texts.join(words) if choices else value,
        html_lang=HTML_LANGS[column.lang] if column.lang else None,
        choices=choices,
        error=texts.say(error) if error else None,
    )


# --- what came in ----------------------------------------------------------------------


def asked_in_form(form: MultiDict[str, str]) -> list[Asked]:
    """Return the rows of the table's form, or of the preview's."""
    cells: dict[Ref, dict[str, str]] = {}
    for name in form:
        if not name.startswith(CELL):
            continue
        text, _, field = name.removeprefix(CELL).partition(":")
        try:
            ref = Ref.parse(text)
        except ValueError:
            continue
        # Boxes that are ticked send the same name several times, after an empty one.
        cells.setdefault(ref, {})[field] = ", ".join(filter(None, form.getlist(name)))
    return [Asked(ref, form.get(f"{SEEN}{ref}", ""), typed) for ref, typed in cells.items()]


def asked_in_file(table: CsvTable) -> list[Asked]:
    """Return the rows of a received file."""
    return [Asked(row.ref, row.version, row.cells, row.line) for row in table.rows]


def judge(
    publishing: Publishing, who: Person, group: tuple[Kind, str], asked: Iterable[Asked]
) -> list[Judged]:
    """Say of every row what it would change, or why it cannot."""
    objects = {item.ref: item for item in publishing.objects()}
    columns = columns_of(publishing.catalogue(), *group)
    return [_judge(publishing, who, group, columns, objects, row) for row in asked]


def _judge(
    publishing: Publishing,
    who: Person,
    group: tuple[Kind, str],
    columns: Sequence[Column],
    objects: Mapping[Ref, ObjectSummary],
    row: Asked,
) -> Judged:
    item = objects.get(row.ref)
    document = working_document(publishing, item) if item else None
    if item is None or document is None or (row.ref.kind, row.ref.group) != group:
        return Judged(row, refusal=say(N_("There is no such object in this table.")))
    try:
        change = row_change(document, columns, row.cells)
    except ValueError:
        # A draft may be anything; what has no front matter cannot be a row.
        return Judged(
            row, refusal=say(N_("Its text cannot be read as it stands; open the editor."))
        )
    if change is None:
        return Judged(row, document=document)
    refusal = lock_of(who, item)
    if refusal is None and row.seen and row.seen != version_of(document):
        refusal = CHANGED_SINCE
    return Judged(row, change, refusal, document)


def changed_rows(texts: Localizer, judged: Iterable[Judged]) -> list[ChangedRow]:
    """Return what the preview shows: rows that change something or cannot."""
    return [
        _changed_row(texts, item)
        for item in judged
        if item.change is not None or item.refusal is not None
    ]


def _changed_row(texts: Localizer, item: Judged) -> ChangedRow:
    ref = item.asked.ref
    cells = item.change.cells if item.change else ()
    changes = tuple(
        ShownChange(
            shown_cell(texts, ref, cell.column, cell.after, cell.error),
            _pieces(texts, ref, cell.column, cell.before, cell.after),
        )
        for cell in cells
    )
    return ChangedRow(
        ref=ref,
        title=title_of(item.document, texts.lang) if item.document else str(ref),
        url=URLS[texts.lang].prefix + object_path(ref),
        seen=version_of(item.document) if item.document else "",
        changes=changes,
        error=texts.say(item.refusal) if item.refusal else None,
        line=item.asked.line,
    )


def _pieces(
    texts: Localizer, ref: Ref, column: Column, before: str, after: str
) -> tuple[Piece, ...]:
    if column.kind in {"text", "area"}:
        return tuple(text_difference(before, after))
    names = [_in_words(texts, ref, column, value) for value in (before, after)]
    whole: list[Piece] = [("removed", names[0]), ("added", names[1])]
    return tuple(piece for piece in whole if piece[1])


def _in_words(texts: Localizer, ref: Ref, column: Column, value: str) -> str:
    words = [value_text(texts, ref, column.field, word) for word in value.split(", ") if word]
    return texts.join(words)
