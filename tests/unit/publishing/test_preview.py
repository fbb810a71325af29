"""A draft is seen as it would be, and nothing published changes by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from oxymap.errors import InvalidDataError
from oxymap.publishing.models import Document
from oxymap.publishing.preview import preview_catalogue
from tests.unit.publishing.sampling import (
    ANNA,
    BO,
    NEW,
    PIA,
    ROUTE,
    TRAIL,
    Studio,
    new_trail,
    retitled,
    studio,
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Studio:
    return studio(tmp_path, monkeypatch)


def preview(desk: Studio, document: Document):
    publishing = desk.publishing
    return preview_catalogue(publishing.origin.sources(), publishing.catalogue(), document)


def test_new_feature_is_in_the_preview_only(desk: Studio) -> None:
    seen = preview(desk, new_trail())

    assert seen.trail("new-path").properties.name.zh == "新步道"
    assert "new-path" not in desk.publishing.catalogue().places


def test_changed_page_is_in_the_preview(desk: Studio) -> None:
    shown = desk.publishing.published(ROUTE)
    assert shown is not None

    seen = preview(desk, retitled(shown, "zh", "新题目"))

    assert seen.page("routes", "village-day", "zh").front.title == "新题目"


def test_withdrawn_object_can_be_seen_before_it_comes_back(desk: Studio) -> None:
    shown = desk.publishing.published(TRAIL)
    assert shown is not None
    desk.publishing.withdraw(PIA, TRAIL, "塌方")

    assert preview(desk, shown).trail("brook-path").id == "brook-path"


def test_draft_that_cannot_be_read_names_what_is_wrong(desk: Studio) -> None:
    with pytest.raises(InvalidDataError, match="summary"):
        preview(desk, new_trail(summary={"zh": "", "en": "x"}))


def test_reference_to_nothing_is_named(desk: Studio) -> None:
    with pytest.raises(InvalidDataError, match="nowhere"):
        preview(desk, new_trail(parent="nowhere"))


def test_preview_has_a_version_of_its_own(desk: Studio) -> None:
    submission = desk.publishing.begin(ANNA, NEW, document=new_trail())
    desk.publishing.submit(ANNA, submission.id)
    desk.publishing.approve(BO, submission.id)

    assert preview(desk, new_trail()).version != desk.publishing.catalogue().version
