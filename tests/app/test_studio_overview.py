"""The studio's first page: what waits for whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from oxymap import clock
from tests.app.desk_stage import MILL, VILLAGE, Work, quick_stage, text_of
from tests.app.studio_stage import Stage


@pytest.fixture
def stage(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return quick_stage(tmp_path, tmp_path_factory.getbasetemp())


@pytest.fixture
def work(stage: Stage) -> Work:
    return Work(stage)


def shown(stage: Stage, who: str, path: str = "/en/studio/") -> str:
    response = stage.client(who).get(path)
    assert response.status_code == 200
    return text_of(response)


def test_a_new_author_is_told_how_to_begin(stage: Stage) -> None:
    text = shown(stage, "anna")

    assert "Nothing waits for you" in text
    assert "Write in both languages." in text


def test_what_was_handed_in_waits_for_the_reviewer_only(stage: Stage, work: Work) -> None:
    work.in_review()

    assert "Waits for your review" in shown(stage, "bo")
    assert "Waits for your review" not in shown(stage, "pia")
    assert "Yours, waits for others" in shown(stage, "anna")


def test_what_was_given_back_stands_with_the_reason(stage: Stage, work: Work) -> None:
    work.publishing.return_(stage.person("bo"), work.in_review().id, "The summary is too long.")

    text = shown(stage, "anna")

    assert "Given back to you" in text
    assert "The summary is too long." in text


def test_what_is_approved_waits_for_the_publisher(stage: Stage, work: Work) -> None:
    work.approved()

    assert "Approved: waits for you to publish it" in shown(stage, "pia")
    assert "Approved: waits" not in shown(stage, "bo")


def test_what_ends_soon_is_named(stage: Stage, work: Work) -> None:
    day = 86_400
    work.published(VILLAGE, until=clock.seconds() + 10 * day)
    work.published(MILL, until=clock.seconds() + 90 * day)

    overview, expiring = shown(stage, "pia"), shown(stage, "pia", "/en/studio/expiring")

    assert "Stone Village until" in overview
    assert "Mill Village until" not in overview
    assert expiring.index("Stone Village") < expiring.index("Later, within a year")
    assert expiring.index("Later, within a year") < expiring.index("Mill Village")


def test_an_operator_of_stations_is_led_to_them(stage: Stage) -> None:
    text = shown(stage, "stan")

    assert "To the stations" in text
    assert "All in all" not in text


def test_nobody_sees_it_without_signing_in(stage: Stage) -> None:
    assert stage.client().get("/studio/").status_code == 303
