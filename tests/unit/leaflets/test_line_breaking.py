"""Lines break where Chinese and English readers expect it."""

from __future__ import annotations

import pytest

from oxymap.leaflets.line_breaking import break_lines


def measure(text: str) -> float:
    """A Chinese character is as wide as two Latin ones."""
    return sum(2 if sign > "\u2e7f" else 1 for sign in text)


def test_no_line_is_wider_than_the_column() -> None:
    text = "从大门进山，先沿沟里走 12 公里，过 Flame Square 和“铁桥”，再上山。"

    assert max(measure(line) for line in break_lines(text, 14, measure)) <= 14


def test_nothing_is_lost_but_spaces_at_line_ends() -> None:
    text = "Up the valley 沿沟上行，past the old bridge 过老桥。"

    assert "".join(break_lines(text, 11, measure)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四，五六", ["一二三", "四，五六"]),
        ("一二三（四五）", ["一二三", "（四五）"]),
        ("one two three", ["one two", "three"]),
        ("走五 km 到村", ["走五 km", "到村"]),
    ],
)
def test_line_begins_and_ends_with_what_may_stand_there(text: str, lines: list[str]) -> None:
    assert break_lines(text, 8, measure) == lines


def test_word_longer_than_the_column_is_cut_at_a_joint() -> None:
    assert break_lines("example.org/trails/ridge", 13, measure) == ["example.org/", "trails/ridge"]


def test_line_breaks_of_the_text_stay() -> None:
    assert break_lines("one\ntwo", 20, measure) == ["one", "two"]
