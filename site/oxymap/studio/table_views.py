"""Many objects in one table: edit, look at every change, then make a draft of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import cast

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from oxymap.catalogue.models import DISTRICTS, FRONTS, LAYERS
from oxymap.errors import ConflictError, InvalidInputError, NotFoundError, SaidError
from oxymap.publishing.bulk import Column, RowChange
from oxymap.publishing.bulk_csv import MAX_BYTES, CsvProblem, read_table, write_table
from oxymap.publishing.documents import title_of
from oxymap.publishing.models import Kind, ObjectSummary, Ref, Submission
from oxymap.publishing.rights import may
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.labels import column_label, group_label, groups
from oxymap.studio.object_views import narrowed, pages_of
from oxymap.studio.overview_views import names_of_people
from oxymap.studio.received import sent_file
from oxymap.studio.refusals import page_error, status_of
from oxymap.studio.respond import see_other, studio_page
from oxymap.studio.rows import work_row
from oxymap.studio.table_page import (
    CELL,
    CHANGED_SINCE,
    Asked,
    Judged,
    asked_in_file,
    asked_in_form,
    changed_rows,
    chosen_columns,
    columns_of,
    judge,
    lock_of,
    shown_row,
    working_document,
)
from oxymap.web.i18n import localizer
from oxymap.web.sessions import allowed, person
from oxymap.web.urls import URLS
from oxymap.wording import N_, say

bp = studio_blueprint("table")
PATH = "/studio/table"
#: Rows on a page, so that a form stays small enough to be sent from a phone.
PAGE_SIZE = 30
FIRST_SET = "feature/villages"
Group = tuple[Kind, str]


@bp.route(PATH, methods=["GET", "POST"])
@allowed("author")
def table(lang: str) -> Response:
    """Show objects as rows; a POST comes back from the preview with what was typed."""
    typed = {row.ref: row.cells for row in asked_in_form(request.form)}
    return _table_page(lang, typed)


@bp.post(f"{PATH}/preview")
@allowed("author")
def preview(lang: str) -> Response:
    """Show every change before it is made."""
    return _preview_page(lang, _judged(asked_in_form(request.form)))


@bp.post(f"{PATH}/import")
@allowed("author")
def import_csv(lang: str) -> Response:
    """Read a table that was edited elsewhere, and show its changes."""
    data = sent_file("table", MAX_BYTES)[1]
    try:
        if not data:
            raise InvalidInputError(say(N_("Choose a CSV file.")), field="table")
        read = read_table(data, columns_of(desk().publishing.catalogue(), *_group()))
    except SaidError as error:
        return _table_page(lang, {}, error)
    return _preview_page(lang, _judged(asked_in_file(read)), problems=read.problems)


@bp.get(f"{PATH}/export.csv")
@allowed("author")
def export_csv(lang: str) -> Response:
    """Send the table as CSV, all its rows."""
    publishing, group = desk().publishing, _group()
    documents = (working_document(publishing, item) for item in _objects(group, _filters()))
    columns = chosen_columns(
        columns_of(publishing.catalogue(), *group), request.args.getlist("fields"), group[0]
    )
    text = write_table((one for one in documents if one is not None), columns)
    answer = Response(text.encode(), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{group[1]}.csv")
    return answer


@bp.post(f"{PATH}/apply")
@allowed("author")
def apply(lang: str) -> BaseResponse:
    """Make a draft of every changed object."""
    judged = _judged(asked_in_form(request.form))
    changes = [item.change for item in judged if item.change is not None]
    if any(item.blocks for item in judged) or not changes:
        return _preview_page(lang, judged, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    note = request.form.get("note", "").strip()[:500]
    made: list[int] = []
    failed: list[tuple[str, str]] = []
    for change in changes:
        try:
            made.append(_save(change, note).id)
        except SaidError as error:
            failed.append((str(change.ref), localizer(lang).say(error.said)))
    if failed:
        return _done_page(lang, made, failed, status=HTTPStatus.CONFLICT)
    return see_other(lang, f"{PATH}/drafts?" + "&".join(f"n={number}" for number in made), "saved")


@bp.get(f"{PATH}/drafts")
@allowed("author")
def drafts(lang: str) -> Response:
    """Show the drafts that a table has made, to be handed in together."""
    return _done_page(lang, _numbers(request.args.getlist("n")))


@bp.post(f"{PATH}/hand-in")
@allowed("author")
def hand_in(lang: str) -> Response:
    """Hand in every draft of a table whose checks have no error."""
    publishing, texts, note = desk().publishing, localizer(lang), request.form.get("note", "")
    numbers, failed = _numbers(request.form.getlist("n")), []
    for number in numbers:
        try:
            publishing.submit(person(), number, note.strip()[:500])
        except SaidError as error:
            failed.append((_title(lang, publishing.submission(number)), texts.say(error.said)))
    status = HTTPStatus.CONFLICT if failed else HTTPStatus.OK
    return _done_page(lang, numbers, failed, status=status)


def _save(change: RowChange, note: str) -> Submission:
    """Begin a draft of an object, or go on with the open one, and save the changed cells."""
    publishing, who = desk().publishing, person()
    submission = publishing.begin(who, change.ref, note=note)
    if publishing.head(submission.id).document.texts != change.before.texts:
        raise ConflictError(CHANGED_SINCE)
    return publishing.save(who, submission.id, submission.head, change.after, note=note).submission


# --- what was asked for ----------------------------------------------------------------


def _group() -> Group:
    """Return the layer or page type of the table; raise NotFoundError for an unknown one."""
    kind, _, group = request.values.get("set", FIRST_SET).partition("/")
    if kind not in {"feature", "page"}:
        raise NotFoundError(f"There is no {kind}.", kind)
    if group not in (LAYERS if kind == "feature" else tuple(FRONTS)):
        raise NotFoundError(f"There is no {group}.", group)
    return cast(Kind, kind), group


def _filters() -> dict[str, str]:
    return {name: request.values.get(name, "").strip() for name in ("q", "district", "state")}


def _objects(group: Group, chosen: Mapping[str, str]) -> list[ObjectSummary]:
    """Return the objects of the table that this person may write at."""
    who = person()
    asked = {**chosen, "set": "/".join(group)}
    return [
        item
        for item in narrowed(desk().publishing.objects(), asked)
        if may(who, "author", item.districts) and item.state != "withdrawn"
    ]


def _judged(asked: Sequence[Asked]) -> list[Judged]:
    return judge(desk().publishing, person(), _group(), asked)


def _numbers(texts: Sequence[str]) -> list[int]:
    return [int(text) for text in texts if text.isdecimal() and len(text) < 12][:1000]


# --- pages -----------------------------------------------------------------------------


def _table_page(
    lang: str, typed: Mapping[Ref, Mapping[str, str]], error: SaidError | None = None
) -> Response:
    publishing, texts, group, chosen = desk().publishing, localizer(lang), _group(), _filters()
    columns = columns_of(publishing.catalogue(), *group)
    fields = request.values.getlist("fields")
    shown = chosen_columns(columns, fields, group[0])
    objects = _objects(group, chosen)
    number = request.values.get("page", "1")
    page = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    here = objects[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    rows = []
    for item in [*here, *(one for one in objects if one.ref in typed and one not in here)]:
        document = working_document(publishing, item)
        if document is not None:
            lock = lock_of(person(), item)
            rows.append(
                shown_row(texts, item, document, shown, typed=typed.get(item.ref), locked=lock)
            )
    address = URLS[lang].prefix + PATH
    query = {**chosen, "set": "/".join(group)}
    return studio_page(
        lang,
        "table.html",
        texts.text(N_("Table: %(kind)s"), kind=group_label(texts, *group)),
        error=error.said if error else page_error(error),
        status=status_of(error),
        address=address,
        chosen=query,
        note=request.form.get("note", ""),
        groups=groups(texts),
        districts=[(name, texts.label("district", name)) for name in DISTRICTS],
        columns=[(c.field, column_label(texts, c), c in shown) for c in columns],
        heads=[column_label(texts, column) for column in shown],
        fields=[column.field for column in shown],
        rows=rows,
        total=len(objects),
        page_number=page,
        pages=pages_of(texts, address, query, (page, len(objects), PAGE_SIZE)),
    )


def _preview_page(
    lang: str,
    judged: Sequence[Judged],
    *,
    problems: Sequence[CsvProblem] = (),
    status: int = HTTPStatus.OK,
) -> Response:
    texts, group = localizer(lang), _group()
    rows = changed_rows(texts, judged)
    blocked = any(item.blocks for item in judged)
    if blocked or problems:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    named = {column.field: column_label(texts, column) for column in _columns(group)}
    return studio_page(
        lang,
        "table_preview.html",
        texts.text(N_("Changes, before they are made")),
        status=status,
        address=URLS[lang].prefix + PATH,
        chosen={**_filters(), "set": "/".join(group)},
        fields=request.values.getlist("fields"),
        page_number=request.values.get("page", "1"),
        note=request.form.get("note", ""),
        rows=rows,
        changes=sum(len(row.changes) for row in rows),
        blocked=blocked,
        problems=[(p.line, named.get(p.column, p.column), texts.say(p.said)) for p in problems],
        cell_prefix=CELL,
    )


def _columns(group: Group) -> Sequence[Column]:
    return columns_of(desk().publishing.catalogue(), *group)


def _title(lang: str, item: Submission) -> str:
    return title_of(desk().publishing.head(item.id).document, lang)


def _done_page(
    lang: str,
    numbers: Sequence[int],
    failed: Sequence[tuple[str, str]] = (),
    *,
    status: int = HTTPStatus.OK,
) -> Response:
    publishing, texts = desk().publishing, localizer(lang)
    found = [publishing.submission(number) for number in numbers]
    names = names_of_people()
    return studio_page(
        lang,
        "table_done.html",
        texts.text(N_("Drafts of the table")),
        status=status,
        address=URLS[lang].prefix + PATH,
        rows=[work_row(texts, item, names, title=_title(lang, item)) for item in found],
        waiting=[item.id for item in found if item.state == "draft"],
        failed=failed,
    )
