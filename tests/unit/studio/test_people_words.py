"""What the log holds is shown in words."""

from __future__ import annotations

import pytest

from oxymap.studio.people_words import value_said


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("author", "作者", "Author"),
        ("reviewer@yanqing", "审核人（延庆）", "Reviewer (Yanqing)"),
        ("closure", "封闭信息", "Closure"),
        ("reviewer@elsewhere", "reviewer@elsewhere", "reviewer@elsewhere"),
        ("anna", "anna", "anna"),
    ],
)
def test_value_of_the_log_is_said_in_the_readers_language(value: str, zh: str, en: str) -> None:
    assert (value_said("zh", value), value_said("en", value)) == (zh, en)
