"""Moments out of forms and for people, always Beijing's."""

from __future__ import annotations

import pytest

from oxymap.errors import InvalidInputError
from oxymap.studio.moments import moment, moment_or_none, read_moment
from oxymap.web.i18n import localizer

#: 2026-05-01, eight in the morning in Beijing.
TIME = 1_777_593_600


@pytest.mark.parametrize("text", ["2026-05-01T08:00", " 2026-05-01T08:00:30 "])
def test_a_forms_time_is_beijings(text: str) -> None:
    assert read_moment(text, "at") == TIME


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_field_is_no_time(text: str) -> None:
    assert read_moment(text, "at") is None


@pytest.mark.parametrize("text", ["2026-05-01", "2026-13-01T08:00", "08:00", "x" * 100])
def test_what_is_no_time_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_moment(text, "until")

    assert caught.value.field == "until"


def test_a_moment_is_written_in_both_languages() -> None:
    assert moment(localizer("zh"), TIME).text == "2026年5月1日 08:00"
    assert moment(localizer("en"), TIME).text == "1 May 2026 08:00"
    assert moment(localizer("en"), TIME).iso == "2026-05-01T08:00:00+08:00"
    assert moment_or_none(localizer("en"), None) is None
