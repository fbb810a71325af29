"""A revision beside another one, and the way back to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.app.desk_stage import MILL, VILLAGE, Work, quick_stage, send, text_of
from tests.app.studio_stage import Stage


@pytest.fixture
def stage(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return quick_stage(tmp_path, tmp_path_factory.getbasetemp())


@pytest.fixture
def work(stage: Stage) -> Work:
    return Work(stage)


def test_a_revision_says_which_words_came_and_went(stage: Stage, work: Work) -> None:
    draft = work.draft()

    response = stage.client("bo").get(f"/en/studio/revisions/{draft.head}")

    document = html.document_fromstring(response.text)
    gone = [element.text_content() for element in document.xpath("//dl//del")]
    come = [element.text_content() for element in document.xpath("//dl//ins")]
    assert response.status_code == 200
    assert "removed: 小村" in gone
    assert "added: 老村，石头房子" in come
    assert "Summary (Chinese)" in text_of(response)


def test_a_moved_point_is_said_in_words_and_on_the_map(stage: Stage, work: Work) -> None:
    draft = work.draft()
    revision = work.publishing.head(draft.id)
    moved = revision.document.texts["geojson"].replace("39.994", "39.995")
    document = type(revision.document)(VILLAGE, {"geojson": moved})
    saved = work.publishing.save(stage.person("anna"), draft.id, draft.head, document)

    text = text_of(stage.client("bo").get(f"/en/studio/revisions/{saved.revision.id}"))

    assert "The point has moved by 111 m." in text


@pytest.mark.parametrize("against", ["published", "shipped", "1", ""])
def test_a_revision_is_compared_with_what_was_asked_for(
    stage: Stage, work: Work, against: str
) -> None:
    draft = work.draft()

    response = stage.client("bo").get(f"/studio/revisions/{draft.head}?against={against}")

    assert response.status_code == 200


def test_a_revision_of_another_object_is_nothing_to_compare_with(stage: Stage, work: Work) -> None:
    one, other = work.draft(), work.draft(MILL)
    client = stage.client("bo")

    for against in (str(other.head), "x", "9" * 30):
        address = f"/studio/revisions/{one.head}?against={against}"
        assert client.get(address).status_code == 404


def test_a_restored_revision_is_the_same_byte_for_byte(stage: Stage, work: Work) -> None:
    first = work.publishing.revision(work.published().head)

    def again(properties: dict[str, object]) -> None:
        properties["summary"] = {"zh": "另一个说法，也够十个字了吧。", "en": "Told another way."}

    work.draft(change=again)

    answer = send(stage.client("anna"), f"/studio/revisions/{first.id}/restore")

    assert answer.status_code == 303
    number = int(answer.location.split("?")[0].rsplit("/", 1)[1])
    assert work.publishing.head(number).document.texts == first.document.texts


def test_nobody_restores_an_object_of_another_district(stage: Stage, work: Work) -> None:
    draft = work.draft()

    answer = send(stage.client("yan"), f"/studio/revisions/{draft.head}/restore")

    assert answer.status_code == 403
