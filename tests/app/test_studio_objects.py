"""The list of all objects, and one object with its history."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.app.desk_stage import MILL, VILLAGE, Work, actions, quick_stage, send, text_of
from tests.app.studio_stage import Stage

ADDRESS = f"/en/studio/objects/{VILLAGE}"


@pytest.fixture
def stage(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return quick_stage(tmp_path, tmp_path_factory.getbasetemp())


@pytest.fixture
def work(stage: Stage) -> Work:
    return Work(stage)


def names(stage: Stage, query: str) -> list[str]:
    response = stage.client("anna").get(f"/en/studio/objects?{query}")
    assert response.status_code == 200
    document = html.document_fromstring(response.text)
    return [element.text_content() for element in document.xpath("//tbody//th/a[1]")]


@pytest.mark.parametrize("query", ["q=石头", "q=shitoucun", "q=stone", "q=stone-village"])
def test_an_object_is_found_in_chinese_pinyin_and_english(stage: Stage, query: str) -> None:
    assert "Stone Village" in names(stage, query)


def test_filters_narrow_the_list(stage: Stage, work: Work) -> None:
    work.draft(MILL)

    assert names(stage, "set=feature/trails") == ["Brook Path", "Ridge Walk"]
    assert "Mill Village" in names(stage, "district=yanqing")
    assert "Stone Village" not in names(stage, "district=yanqing")
    assert names(stage, "state=open") == ["Mill Village"]
    assert names(stage, "origin=studio") == []


@pytest.mark.parametrize("query", ["page=0", "page=99999999999", "page=x", "set=../etc", "q=%00"])
def test_an_odd_query_is_no_error(stage: Stage, query: str) -> None:
    assert stage.client("anna").get(f"/studio/objects?{query}").status_code == 200


def test_an_object_offers_what_the_person_may_do(stage: Stage, work: Work) -> None:
    work.published()

    assert actions(stage.client("bo").get(ADDRESS)) == set()
    assert f"{ADDRESS}/edit" in actions(stage.client("anna").get(ADDRESS))
    assert {f"{ADDRESS}/withdraw", f"{ADDRESS}/ship"} <= actions(stage.client("pia").get(ADDRESS))


def test_an_author_of_another_district_may_not_edit_it(stage: Stage) -> None:
    yan = stage.client("yan")

    assert f"{ADDRESS}/edit" not in actions(yan.get(ADDRESS))
    assert send(yan, f"{ADDRESS}/edit").status_code == 403


def test_editing_leads_to_the_draft(stage: Stage) -> None:
    answer = send(stage.client("anna"), f"{ADDRESS}/edit")

    assert answer.status_code == 303
    assert answer.location.endswith("/en/studio/drafts/1")


def test_withdrawing_names_who_mentions_it_and_asks_why(stage: Stage, work: Work) -> None:
    pia = stage.client("pia")

    assert "objects mention it" in text_of(pia.get(ADDRESS))
    refused = send(pia, f"/en/studio/objects/{MILL}/withdraw", note=" ")

    assert refused.status_code == 422
    assert "Say why." in text_of(refused)
    assert work.publishing.published(MILL) is not None


def test_the_shipped_version_can_be_shown_again(stage: Stage, work: Work) -> None:
    work.published()
    pia = stage.client("pia")

    answer = send(pia, f"{ADDRESS}/ship", note="The old text was better.")

    assert answer.status_code == 303
    assert work.publishing.published(VILLAGE) == work.publishing.shipped(VILLAGE)
    assert "The old text was better." in text_of(pia.get(ADDRESS))


@pytest.mark.parametrize(
    "path", ["feature/nowhere/x", "thing/villages/x", "feature/villages/nobody", "page/villages/x"]
)
def test_what_there_is_not_is_not_found(stage: Stage, path: str) -> None:
    assert stage.client("anna").get(f"/studio/objects/{path}").status_code == 404
