"""Objects against languages, and what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.app.desk_stage import VILLAGE, Work, quick_stage
from tests.app.studio_stage import Stage


@pytest.fixture
def stage(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return quick_stage(tmp_path, tmp_path_factory.getbasetemp())


def rows(stage: Stage, path: str) -> dict[str, list[str]]:
    """The cells of each row, by the object's name."""
    response = stage.client("anna").get(f"/en/studio/{path}")
    assert response.status_code == 200
    document = html.document_fromstring(response.text)
    return {
        row.xpath("string(th/a[1])"): [cell.text_content().strip() for cell in row.xpath("td")]
        for row in document.xpath("//tbody/tr")
    }


def without_english(properties: dict[str, object]) -> None:
    properties["summary"] = {"zh": "山坡上的一个老村。", "en": ""}


def new_chinese(properties: dict[str, object]) -> None:
    properties["summary"] = {"zh": "山坡上的一个老村。", "en": "A small village on a slope."}


def test_what_lacks_a_language_stands_first_with_its_fields(stage: Stage) -> None:
    Work(stage).draft(VILLAGE, change=without_english)

    found = rows(stage, "languages?set=feature/villages")

    assert next(iter(found)) == "Stone Village"
    assert found["Stone Village"][1] == "complete"
    assert found["Stone Village"][2].split() == ["incomplete", "Summary"]


def test_changed_chinese_leaves_the_english_behind(stage: Stage) -> None:
    Work(stage).draft(VILLAGE, change=new_chinese)

    assert list(rows(stage, "languages?is=behind")) == ["Stone Village"]


def test_a_language_is_looked_at_alone(stage: Stage) -> None:
    Work(stage).draft(VILLAGE, change=without_english)

    assert rows(stage, "languages?language=zh&is=incomplete") == {}
    assert list(rows(stage, "languages?language=en&is=incomplete")) == ["Stone Village"]


def test_what_is_missing_is_listed_and_mapped(stage: Stage) -> None:
    response = stage.client("anna").get("/en/studio/missing?set=feature/trails")

    document = html.document_fromstring(response.text)
    assert "No recorded line" in document.text_content()
    assert document.xpath("//*[@data-module='studio-map']")


def test_a_gap_narrows_the_list(stage: Stage) -> None:
    assert list(rows(stage, "missing?gap=line")) == ["Brook Path"]
    assert list(rows(stage, "missing?gap=position")) == ["Lost Orchard"]


@pytest.mark.parametrize(
    "path", ["languages?language=xx&is=yy", "missing?gap=zz", "missing?page=7"]
)
def test_an_odd_query_is_no_error(stage: Stage, path: str) -> None:
    assert rows(stage, path) == {}
