"""Many objects in one table: preview, apply, CSV there and back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from lxml import html

from oxymap.publishing.documents import feature_of
from oxymap.publishing.models import Document, Ref, State
from tests.app.desk_stage import MILL, VILLAGE, Work, quick_stage, send, text_of
from tests.app.studio_stage import Stage

TABLE = "/en/studio/table"
SET = {"set": "feature/villages"}


@pytest.fixture
def stage(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return quick_stage(tmp_path, tmp_path_factory.getbasetemp())


@pytest.fixture
def work(stage: Stage) -> Work:
    return Work(stage)


def cell(ref: object, field: str) -> str:
    return f"cell:{ref}:{field}"


def properties(work: Work, number: int) -> dict[str, object]:
    found = feature_of(work.publishing.head(number).document)["properties"]
    assert isinstance(found, dict)
    return found


def as_file(text: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(text.encode()), "villages.csv"


def test_the_table_shows_only_what_the_person_may_edit(stage: Stage) -> None:
    for who, expected in (("anna", {"stone-village", "mill-village"}), ("yan", {"mill-village"})):
        document = html.document_fromstring(stage.client(who).get(TABLE).text)
        names = document.xpath("//input[starts-with(@name, 'seen:')]/@name")
        assert {name.rsplit("/", 1)[1] for name in names} == expected


def test_chosen_fields_become_columns(stage: Stage) -> None:
    page = stage.client("anna").get(f"{TABLE}?fields=accessibility.toilet&fields=summary.en")

    heads = html.document_fromstring(page.text).xpath("//thead//th/text()")

    assert heads == ["Object", "Summary (English)", "Accessible toilet"]


def test_the_preview_shows_every_change_and_makes_none(stage: Stage, work: Work) -> None:
    fields = {cell(MILL, "name.en"): "The Mill", cell(VILLAGE, "name.en"): "Stone Village"}

    answer = send(stage.client("anna"), f"{TABLE}/preview", **SET, **fields)

    document = html.document_fromstring(answer.text)
    assert answer.status_code == 200
    assert "1 object changes." in text_of(answer)
    assert document.xpath("//dl//ins")
    assert work.publishing.submissions() == []


def test_a_wrong_value_stands_at_its_cell_to_be_mended(stage: Stage, work: Work) -> None:
    fields = {cell(MILL, "status"): "opened", cell(MILL, "name.en"): "The Mill"}

    answer = send(stage.client("anna"), f"{TABLE}/preview", **SET, **fields)
    forced = send(stage.client("anna"), f"{TABLE}/apply", **SET, **fields)

    document = html.document_fromstring(answer.text)
    assert answer.status_code == 422
    (control,) = document.xpath("//select[@aria-invalid='true']")
    assert control.name == cell(MILL, "status")
    assert forced.status_code == 422
    assert work.publishing.submissions() == []


def test_applying_makes_a_draft_of_each_with_the_note(stage: Stage, work: Work) -> None:
    fields = {
        cell(MILL, "name.en"): "The Mill",
        cell(VILLAGE, "seasons"): ["", "spring", "winter"],
    }
    anna = stage.client("anna")

    answer = send(anna, f"{TABLE}/apply", **SET, **fields, note="Tidied up")

    drafts = work.publishing.submissions()
    assert answer.status_code == 303
    assert {draft.ref for draft in drafts} == {MILL, VILLAGE}
    assert {work.publishing.head(draft.id).note for draft in drafts} == {"Tidied up"}
    number = next(draft.id for draft in drafts if draft.ref == VILLAGE)
    assert properties(work, number)["seasons"] == ["spring", "winter"]
    assert text_of(anna.get(answer.location)).count("Draft") >= 2


def test_all_drafts_are_handed_in_together(stage: Stage, work: Work) -> None:
    numbers = [work.draft(MILL).id, work.draft(VILLAGE).id]

    answer = send(stage.client("anna"), f"{TABLE}/hand-in", n=numbers)

    assert answer.status_code == 200
    states = {work.publishing.submission(number).state for number in numbers}
    assert states == {State.IN_REVIEW}


def test_what_cannot_be_handed_in_is_named_and_the_rest_goes(stage: Stage, work: Work) -> None:
    whole, broken = work.draft(MILL), work.draft(VILLAGE, change=lambda p: p.pop("summary"))

    answer = send(stage.client("anna"), f"{TABLE}/hand-in", n=[whole.id, broken.id])

    assert answer.status_code == 409
    assert "These could not go on" in text_of(answer)
    assert work.publishing.submission(whole.id).state is State.IN_REVIEW
    assert work.publishing.submission(broken.id).state is State.DRAFT


def test_what_changed_since_the_table_was_made_is_not_written_over(
    stage: Stage, work: Work
) -> None:
    anna = stage.client("anna")
    page = html.document_fromstring(anna.get(TABLE).text)
    seen = {f"seen:{VILLAGE}": page.xpath(f"//input[@name='seen:{VILLAGE}']/@value")[0]}
    work.draft(VILLAGE)

    fields = {**seen, cell(VILLAGE, "name.en"): "Other"}
    answer = send(anna, f"{TABLE}/apply", **SET, **fields)

    assert answer.status_code == 422
    assert "has been changed since this table was made" in text_of(answer)


def test_what_is_in_review_is_locked(stage: Stage, work: Work) -> None:
    number = work.in_review(VILLAGE).id
    fields = {cell(VILLAGE, "name.en"): "Other"}

    answer = send(stage.client("anna"), f"{TABLE}/apply", **SET, **fields)

    assert answer.status_code == 422
    assert work.publishing.submission(number).state is State.IN_REVIEW


def test_another_districts_object_is_not_changed(stage: Stage, work: Work) -> None:
    fields = {cell(VILLAGE, "name.en"): "Taken"}

    answer = send(stage.client("yan"), f"{TABLE}/apply", **SET, **fields)

    assert answer.status_code == 422
    assert "Only an author of this district" in text_of(answer)
    assert work.publishing.submissions() == []


@pytest.mark.parametrize(
    "name",
    ["cell:feature/villages/nobody:name.en", "cell:feature/trails/brook-path:name.en", "cell:x:y"],
)
def test_a_made_up_row_is_no_change(stage: Stage, work: Work, name: str) -> None:
    answer = send(stage.client("anna"), f"{TABLE}/apply", **SET, **{name: "x"})

    assert answer.status_code == 422
    assert work.publishing.submissions() == []


def test_typed_cells_come_back_from_the_preview(stage: Stage) -> None:
    fields = {cell(MILL, "name.en"): "The Mill"}

    page = send(stage.client("anna"), TABLE, **SET, **fields)

    document = html.document_fromstring(page.text)
    (control,) = document.xpath(f"//input[@name='{cell(MILL, 'name.en')}']")
    assert control.value == "The Mill"
    assert control.getparent().get("data-typed") is not None


# --- CSV -------------------------------------------------------------------------------


def test_a_table_goes_out_and_comes_back(stage: Stage, work: Work) -> None:
    anna = stage.client("anna")
    sent = anna.get(f"{TABLE}/export.csv?set=feature/villages")
    lines = list(csv.reader(io.StringIO(sent.text.removeprefix("\ufeff"))))
    column = lines[0].index("name.en")
    lines[1][column] = "Renamed"
    out = io.StringIO()
    csv.writer(out).writerows(lines)

    answer = send(anna, f"{TABLE}/import", **SET, table=as_file(out.getvalue()))

    assert sent.headers["Content-Disposition"] == "attachment; filename=villages.csv"
    assert answer.status_code == 200
    assert "1 object changes." in text_of(answer)


def test_lines_of_a_file_that_cannot_be_used_are_named(stage: Stage) -> None:
    text = f"object,status\n{MILL},opened\nnonsense,open\n"

    answer = send(stage.client("anna"), f"{TABLE}/import", **SET, table=as_file(text))

    shown = text_of(answer)
    assert answer.status_code == 422
    assert "Line 3, object: “nonsense” names no object." in shown
    assert "line 2" in shown
    assert "“opened” is not one of the values" in shown


@pytest.mark.parametrize("text", ["", "a,b\n", "PK\x00\x00"])
def test_a_file_that_is_no_table_is_refused(stage: Stage, text: str) -> None:
    answer = send(stage.client("anna"), f"{TABLE}/import", **SET, table=as_file(text))

    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["feature/nowhere", "x/y", "", "page/secrets"])
def test_an_unknown_set_is_not_found(stage: Stage, name: str) -> None:
    assert stage.client("anna").get(f"{TABLE}?set={name}").status_code == 404


def test_a_page_whose_text_cannot_be_read_is_refused_and_no_fault(stage: Stage, work: Work) -> None:
    ref, anna = Ref("page", "routes", "village-day"), stage.person("anna")
    begun = work.publishing.begin(anna, ref)
    broken = Document(ref, {"zh": "no front matter", "en": "none either"})
    work.publishing.save(anna, begun.id, begun.head, broken)
    fields = {"set": "page/routes", cell(ref, "title.en"): "A day"}

    answer = send(stage.client("anna"), f"{TABLE}/preview", **fields)

    assert answer.status_code == 422
    assert "Its text cannot be read" in text_of(answer)
