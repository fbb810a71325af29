"""The table: cells in and out, what cannot be taken, and CSV that is no program."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.errors import InvalidInputError
from oxymap.publishing.bulk import RowChange, columns_for, read_cell, row_change
from oxymap.publishing.bulk_csv import (
    MAX_BYTES,
    MAX_ROWS,
    CsvTable,
    guard,
    read_table,
    unguard,
    version_of,
    write_table,
)
from oxymap.publishing.documents import feature_document, feature_of, join_page, split_page
from oxymap.publishing.models import Document, Ref
from tests.factories import feature, front

VILLAGE = Ref("feature", "villages", "stone-village")
FESTIVAL = Ref("page", "festivals", "spring-fair")
COLUMNS = columns_for("feature", "villages", ["slope-town"])
BY_FIELD = {column.field: column for column in COLUMNS}


def village(**values: object) -> Document:
    return feature_document(VILLAGE, feature(**values))


def festival(**values: object) -> Document:
    texts = {
        lang: join_page(front("festivals", **values), f"Text {lang}.\n") for lang in ("zh", "en")
    }
    return Document(FESTIVAL, texts)


def change(document: Document, **typed: str) -> RowChange:
    found = row_change(
        document,
        columns_for(document.ref.kind, document.ref.group, ["slope-town"]),
        {name.replace("__", "."): text for name, text in typed.items()},
    )
    assert found is not None
    return found


# --- cells -----------------------------------------------------------------------------


def test_a_cell_shows_what_the_file_says() -> None:
    document = village(seasons=["spring", "autumn"], accessibility={"toilet": "yes"})

    shown = {field: read_cell(document, column) for field, column in BY_FIELD.items()}

    assert shown["name.zh"] == "石头村"
    assert shown["seasons"] == "spring, autumn"
    assert shown["accessibility.toilet"] == "yes"
    assert shown["position.verified"] == ""
    assert shown["township"] == ""


def test_only_what_was_changed_is_changed() -> None:
    before = village(aliases=["石村"])

    found = change(
        before, name__zh="石头村", summary__zh="山坡上的村子。", seasons="spring，winter"
    )

    assert [cell.column.field for cell in found.cells] == ["seasons", "summary.zh"]
    properties = feature_of(found.after)["properties"]
    assert properties["seasons"] == ["spring", "winter"]
    assert properties["aliases"] == ["石村"]
    assert not found.has_errors


def test_unchanged_cells_are_no_change() -> None:
    document = village(seasons=["spring"])
    typed = {field: read_cell(document, column) for field, column in BY_FIELD.items()}

    assert row_change(document, COLUMNS, typed) is None


def test_an_emptied_field_goes_with_what_held_it() -> None:
    before = village(accessibility={"toilet": "yes"})

    found = change(before, accessibility__toilet="")

    assert "accessibility" not in feature_of(found.after)["properties"]


def test_a_flag_is_kept_as_a_truth_value() -> None:
    found = change(village(), position__verified="yes")

    assert feature_of(found.after)["properties"]["position"]["verified"] is True


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name__zh": ""}, "This may not be empty."),
        ({"status": "opened"}, "“opened” is not one of the values"),
        ({"seasons": "spring, monsoon"}, "“monsoon” is not one of the values"),
        ({"township": "elsewhere"}, "“elsewhere” is not one of the values"),
        ({"summary__zh": "山" * 5000}, "At most 4000 characters"),
        ({"access__zh": "坐车来。"}, "in both languages, or in none"),
    ],
)
def test_a_value_that_cannot_be_used_is_said_at_its_cell(typed: dict[str, str], said: str) -> None:
    found = change(village(), **typed)

    assert [said in str(cell.error) for cell in found.cells] == [True]


def test_a_text_in_both_languages_is_taken() -> None:
    assert not change(village(), access__zh="坐车来。", access__en="Come by bus.").has_errors


def test_a_fault_elsewhere_is_not_the_cells() -> None:
    found = change(village(terrain="marsh"), name__zh="新村")

    assert not found.has_errors


def test_a_shared_field_of_a_page_is_written_in_both_languages() -> None:
    found = change(festival(), start="2026-05-01", state="scheduled", title__en="May Fair")

    zh, en = (split_page(found.after.texts[lang])[0] for lang in ("zh", "en"))
    assert (zh["start"], en["start"]) == ("2026-05-01", "2026-05-01")
    assert (zh["title"], en["title"]) == ("A sample page", "May Fair")
    assert split_page(found.after.texts["zh"])[1] == "Text zh.\n"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"start": "2026-02-30"}, {"start"}),
        ({"start": "2026-05-02", "end": "2026-05-01"}, {"start", "end"}),
        ({"state": "scheduled"}, {"state"}),
        ({"summary__en": "short"}, {"summary.en"}),
        ({"order": "first"}, {"order"}),
    ],
)
def test_a_page_is_checked_by_its_schema(typed: dict[str, str], wrong: set[str]) -> None:
    found = change(festival(), **typed)

    assert {cell.column.field for cell in found.cells if cell.error} == wrong


# --- CSV -------------------------------------------------------------------------------


def received(*lines: str, head: str = "object,name.zh,seasons") -> CsvTable:
    return read_table("\n".join([head, *lines]).encode(), COLUMNS)


@given(st.text(max_size=30))
def test_a_guarded_cell_comes_back_and_is_no_formula(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_table_comes_back_as_it_was_written() -> None:
    document = village(summary={"zh": '=HYPERLINK("x")，\n第二行', "en": '@cmd, "quoted"'})

    table = read_table(write_table([document], COLUMNS).encode(), COLUMNS)

    assert table.problems == ()
    (row,) = table.rows
    assert (row.ref, row.version) == (VILLAGE, version_of(document))
    assert row_change(document, COLUMNS, row.cells) is None


def test_a_written_table_has_no_cell_that_begins_as_a_formula() -> None:
    document = village(name={"zh": "=1+1", "en": "-2"}, aliases=["x"])

    rows = list(csv.reader(io.StringIO(write_table([document], COLUMNS).removeprefix("\ufeff"))))

    assert rows[1][2:4] == ["'=1+1", "'-2"]


def test_a_table_of_a_chinese_spreadsheet_is_read() -> None:
    data = "object,name.zh\r\nfeature/villages/stone-village,新村\r\n".encode("gb18030")

    assert read_table(data, COLUMNS).rows[0].cells == {"name.zh": "新村"}


def test_lines_that_cannot_be_used_are_named() -> None:
    table = received(
        "feature/villages/stone-village,石村,spring",
        "nothing,石村,spring",
        '"feature/villages/two\nlines",a,b',
        "feature/villages/mill-village,磨坊",
        "",
        "feature/villages/stone-village,石村,spring",
    )

    assert [(item.line, item.column) for item in table.problems] == [
        (3, "object"),
        (6, ""),
        (8, "object"),
    ]
    assert len(table.rows) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "does not name|not there"),
        (b"a,b\n1,2\n", "not there"),
        (b"object,colour\n", "“colour” is no field"),
        (b"object,name.zh,name.zh\n", "or twice"),
        (b'object,name.zh\nfeature/villages/a,"open\n', "is not CSV"),
        (b"PK\x03\x04\0\0", "not a CSV file"),
        ("object,name.zh\n".encode("utf-16-be")[1:] + b"\xff", "not a CSV|neither"),
        (b"x" * (MAX_BYTES + 1), "larger than"),
    ],
)
def test_a_file_that_is_no_table_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        read_table(data, COLUMNS)


def test_a_table_of_too_many_lines_is_refused() -> None:
    lines = [f"feature/villages/v{n},a,b" for n in range(MAX_ROWS + 1)]

    with pytest.raises(InvalidInputError, match="at most"):
        received(*lines)
