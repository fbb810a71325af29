"""Text for pictures breaks where its language allows, and fits."""

from __future__ import annotations

import pytest

from oxymap.takeaway.lettering import Lettering
from oxymap.web.print_font import print_fonts
from tests.unit.leaflets.printing import needs_font

pytestmark = needs_font


@pytest.fixture
def type_() -> Lettering:
    return Lettering(print_fonts(None)[0])


def test_lines_are_no_wider_than_asked(type_: Lettering) -> None:
    lines = type_.lines("从村口走到岭上的一条小路，沿溪而行。", 20, 120, most=9)

    assert len(lines) > 1
    assert all(type_.width(line, 20) <= 140 for line in lines)
    assert not any(line.startswith("，") for line in lines)


def test_latin_words_are_not_broken(type_: Lettering) -> None:
    lines = type_.lines("A path from the village up to the ridge", 20, 120, most=9)

    assert " ".join(lines) == "A path from the village up to the ridge"


def test_what_is_too_long_ends_with_an_ellipsis(type_: Lettering) -> None:
    lines = type_.lines("从村口走到岭上的一条小路" * 4, 20, 120, most=2)

    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_long_names_are_set_smaller(type_: Lettering) -> None:
    short, _ = type_.fitting("石头村", (40, 20), 200, 1)
    long, lines = type_.fitting("石头村里的一条小路", (40, 20), 200, 1)

    assert (short, long, len(lines)) == (40, 20, 1)
