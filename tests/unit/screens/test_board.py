"""A board never shows an old number where a present one stands, in letters or as a picture."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable

import pytest
from PIL import Image

from oxymap.pages.edition import Edition
from oxymap.pages.making import make_site
from oxymap.screens.board_models import Board, make_board, plain_hour, plain_unit
from oxymap.screens.board_picture import SMALLEST_TEXT, Line, draw_board, plan
from oxymap.screens.board_text import COLUMNS, MOST_BYTES, board_text, columns, left, right
from oxymap.stations.models import DAY_S, LiveStation
from oxymap.web.print_font import print_fonts
from tests.factories import sample_project
from tests.unit.pages.live_sampling import (
    AGES,
    CONFIRMED,
    NOW,
    live_station,
    live_value,
    page_of,
)

STATES = ("fresh", "late", "suspect", "maintenance", "stale", "silent", "planned")
OLD = STATES[2:]
SIZES = ((64, 64), (128, 64), (192, 64), (384, 192), (1080, 1920), (1920, 1080))
Editions = dict[str, Edition]
MakeBoard = Callable[..., Board]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    site = make_site(sample_project(tmp_path_factory.mktemp("boards")))
    return {lang: site.edition(lang) for lang in ("zh", "en")}


@pytest.fixture
def board_of(editions: Editions) -> MakeBoard:
    def make(
        item: LiveStation | str = "fresh", lang: str = "zh", later_s: int = 0, **values: object
    ) -> Board:
        found = live_station(item, **values) if isinstance(item, str) else item  # type: ignore[arg-type]
        return make_board(page_of(editions[lang], found), found, NOW + later_s)

    return make


def em(text: str, size: int) -> tuple[float, float]:
    """Every letter takes its columns' share of the size."""
    return columns(text) * size / 2, float(size)


def texts(lines: list[Line], role: str) -> list[str]:
    return [line.text for line in lines if line.role == role]


# --- what it says ----------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_value_stands_only_in_a_present_state(board_of: MakeBoard, state: str, lang: str) -> None:
    face = board_of(state, lang).face

    if state in OLD:
        assert face.value is None
        assert face.level is None
        assert ("2,296" in (face.last_good or "")) == (state != "planned")
    else:
        assert (face.value, face.last_good) == ("2,296", None)
    assert face.state
    assert face.late == (state == "late")
    assert face.hour == {"planned": None}.get(state, face.hour)


@pytest.mark.parametrize("later_s", [0, 481, 781, 10_681, 10 * DAY_S])
def test_snapshot_that_nobody_renews_grows_old_on_the_board(
    board_of: MakeBoard, later_s: int
) -> None:
    board = board_of("fresh", "en", later_s)
    age_s = AGES["fresh"] + later_s
    expected = (
        "Fresh" if age_s <= 600 else "Late" if age_s <= 900
        else "Out of date" if age_s <= 10_800 else "Silent"
    )  # fmt: skip

    assert board.face.state == expected
    assert (board.face.value is None) == (age_s > 900)
    assert (board.plain.value == "--") == (age_s > 900)


def test_doubt_about_an_old_value_ends_in_an_old_value(board_of: MakeBoard) -> None:
    assert board_of("suspect", "en").face.state == "Suspect"
    assert board_of("suspect", "en", 601).face.state == "Out of date"
    assert board_of("suspect", "en", 2 * DAY_S).face.state == "Silent"


def test_maintenance_and_plans_do_not_grow_old(board_of: MakeBoard) -> None:
    assert board_of("maintenance", "en", 9 * DAY_S).face.state == "Maintenance"
    assert board_of("planned", "en", 9 * DAY_S).face.state == "Planned"


def test_age_of_the_last_valid_value_goes_on(board_of: MakeBoard) -> None:
    assert "1 h ago" in (board_of("stale", "en").face.last_good or "")
    assert "3 h ago" in (board_of("stale", "en", 7200).face.last_good or "")


def test_hour_has_the_day_when_it_was_not_today(board_of: MakeBoard) -> None:
    assert board_of("fresh").face.hour == "10:05"
    assert board_of("silent").face.hour == "11月18日 10:07"
    assert board_of("planned").face.hour is None


def test_demonstration_says_so_in_every_state(board_of: MakeBoard) -> None:
    for state in STATES:
        assert board_of(state, demo=True).face.demo
        assert board_of(state).face.demo is None


def test_level_says_when_nobody_has_confirmed_it(board_of: MakeBoard) -> None:
    item = live_station("fresh")
    sure = dataclasses.replace(item, values={"neg_ion": live_value(level=CONFIRMED)})

    assert board_of(item, "en").face.level == "high, fresh (to be confirmed)"
    assert board_of(sure, "en").face.level == "high, fresh"


# --- letters ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_letters_fill_their_lines_and_fit_a_small_memory(
    board_of: MakeBoard, state: str, lang: str
) -> None:
    for value in (0.0, 2296.0, 123456.0):
        text = board_text(board_of(state, lang, value=value, demo=True))
        lines = text.splitlines()

        assert [columns(line) for line in lines] == [COLUMNS] * 5
        assert len(text.encode()) <= MOST_BYTES
        assert len(text.encode("gb18030")) <= MOST_BYTES
        assert text.encode("gb18030").decode("gb18030") == text
        assert lines[0].strip() == ("--" if state in OLD else f"{value:.0f}")


def test_letters_of_a_present_value(board_of: MakeBoard) -> None:
    assert board_text(board_of("fresh", "en")) == (
        "    2296\n/cm3    \n10:05   \nnow     \n        \n"
    )


def test_old_value_is_nowhere_in_the_letters(board_of: MakeBoard) -> None:
    for state in OLD:
        assert "2296" not in board_text(board_of(state))


def test_line_is_cut_only_where_no_number_stands() -> None:
    assert left("很长很长的文字") == "很长很长"
    assert left("ab很长很长") == "ab很长很"
    assert left("abc很长很长") == "abc很长 "
    assert right("123456789") == "--------"
    assert right("12") == "      12"


def test_plain_words_of_units_and_hours() -> None:
    assert [plain_unit(unit) for unit in ("个/cm³", "per cm³", "µg/m³", "°C", "")] == [
        "个/cm3", "/cm3", "ug/m3", "C", "",
    ]  # fmt: skip
    assert plain_hour(None, NOW) == "--:--"
    assert plain_hour(NOW - 60, NOW) == "10:06"
    assert plain_hour(NOW - 2 * DAY_S, NOW) == "11-19"
    assert plain_hour(NOW - 301 * DAY_S, NOW) == "--:--"


# --- the picture -----------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_stands_on_the_picture_and_nothing_old_as_a_value(
    board_of: MakeBoard, size: tuple[int, int], state: str, lang: str
) -> None:
    face = board_of(state, lang, demo=True).face
    lines = plan(face, *size, em)

    for line in lines:
        wide, high = em(line.text, line.size)
        assert line.x >= 0, line
        assert line.y >= 0, line
        assert line.x + wide <= size[0] + 1, line
        assert line.y + high <= size[1] + 2 or line.role == "good", line
        assert line.size >= SMALLEST_TEXT
    assert texts(lines, "demo") == [face.demo]
    if state in OLD:
        assert texts(lines, "value") == texts(lines, "unit") == []
        assert texts(lines, "word") == [face.state]
        assert "".join(texts(lines, "good")).replace(" ", "") == (
            (face.last_good or "").replace(" ", "")
        )
        word = next(line for line in lines if line.role == "word")
        assert all(line.size <= word.size for line in lines if line.role == "good")
    else:
        assert texts(lines, "value") == ["2,296"]
        assert texts(lines, "word") == texts(lines, "good") == []
        assert face.hour in texts(lines, "state")[0]


def test_long_names_are_cut_and_long_numbers_made_smaller(board_of: MakeBoard) -> None:
    face = board_of("fresh", "zh", name_zh="很长很长很长很长的站名", value=123456.0, demo=True).face
    lines = plan(face, 128, 64, em)

    assert texts(lines, "name")[0].endswith("…")
    assert texts(lines, "value") == ["123,456"]


@pytest.mark.skipif(not print_fonts(None), reason="needs a font with Chinese characters")
@pytest.mark.parametrize("size", SIZES)
def test_picture_has_its_size_and_small_ones_no_half_tones(
    board_of: MakeBoard, size: tuple[int, int]
) -> None:
    for state in STATES:
        body = draw_board(board_of(state, demo=True).face, *size, print_fonts(None))
        picture = Image.open(io.BytesIO(body))

        assert (picture.format, picture.size) == ("PNG", size)
        colours = picture.convert("RGB").getcolors(1 << 20)
        assert colours is not None
        if size[1] < 200:
            assert len(colours) <= 5
        assert max(count for count, _ in colours) < size[0] * size[1]
