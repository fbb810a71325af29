"""Nothing that is published leads to a protected animal or to its camera."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.catalogue.coarse import published_place
from oxymap.config import ROOT
from oxymap.geo.coarse import CELL_PRECISION_M, coarsened, is_coarse
from oxymap.geo.distances import distance_m
from oxymap.publishing.checks.rules import load_sensitive_words
from tests import factories
from tests.unit.publishing.checks.sampling import codes, errors, finding, made

HERE = (115.7298, 40.0031)
MIDDLE = (115.725, 40.025)
LYNX = {"zh": "豹猫活动点", "en": "Leopard cat site"}


def point(lon: float, lat: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [lon, lat]}


# --- the grid --------------------------------------------------------------------------


@given(st.floats(115.3, 116.7), st.floats(39.3, 40.9))
def test_cell_hides_where_it_was(lon: float, lat: float) -> None:
    middle = coarsened((lon, lat))

    assert distance_m((lon, lat), middle) <= CELL_PRECISION_M
    assert coarsened(middle) == middle
    assert is_coarse(middle)


def test_all_points_of_a_cell_become_one() -> None:
    cell = [(115.70 + 0.049 * n / 10, 40.0 + 0.049 * n / 10) for n in range(11)]

    assert {coarsened(one) for one in cell} == {MIDDLE}


def test_exact_point_is_not_coarse() -> None:
    assert not is_coarse(HERE)


# --- what leaves the catalogue ---------------------------------------------------------


def test_ordinary_place_stays_as_it_is() -> None:
    place = factories.place()

    assert published_place(place) is place


def test_line_of_something_sensitive_becomes_a_point_without_waypoints() -> None:
    waypoint = {"lon": HERE[0], "lat": HERE[1]}
    place = factories.place(
        "den", "trails", geometry=factories.line(HERE), waypoints=[waypoint], sensitive="species"
    )

    shown = published_place(place)

    assert (shown.geometry_type, shown.point) == ("Point", MIDDLE)
    assert shown.properties.waypoints == ()
    assert shown.properties.position.precision_m == CELL_PRECISION_M
    assert str(HERE[0]) not in shown.model_dump_json()


def test_sensitive_place_without_a_position_stays_without() -> None:
    place = factories.place(geometry=None, position=factories.NO_POSITION, sensitive="camera")

    assert published_place(place).point is None


# --- the check -------------------------------------------------------------------------


def test_exact_position_of_something_sensitive_is_stopped() -> None:
    found = finding(made(geometry=point(*HERE), sensitive="species"), "sensitive_exact")

    assert (found.severity, found.place) == ("error", MIDDLE)


def test_middle_of_the_cell_passes() -> None:
    assert errors(made(geometry=point(*MIDDLE), sensitive="camera", name=LYNX)) == []


def test_area_of_something_sensitive_is_stopped() -> None:
    ring = [[115.72, 40.0], [115.73, 40.0], [115.73, 40.01], [115.72, 40.0]]
    area = {"type": "Polygon", "coordinates": [ring]}

    assert "sensitive_shape" in codes(made("zones", geometry=area, sensitive="species"))


def test_animal_in_a_name_on_an_exact_point_is_stopped() -> None:
    assert [item.code for item in errors(made(name=LYNX))] == ["sensitive_name"]


def test_animal_in_a_name_on_a_rough_point_passes() -> None:
    township = factories.position(precision_m=5_000.0, method="township")

    assert errors(made(name=LYNX, position=township)) == []


def test_animal_in_running_text_is_noted() -> None:
    text = {"zh": "斑羚偶尔下到沟里喝水。", "en": "Gorals sometimes come down to drink."}

    assert finding(made(note=text), "sensitive_mention").severity == "note"


@pytest.mark.parametrize(
    "text",
    [
        "相机在 40.0031, 115.7298。",
        "位置：115.7298，40.0031",
        "北纬40°00′11″，东经115°43′47″",
        "N40°00′11″ E115°43′47″",
    ],
)
def test_coordinates_in_the_text_of_something_sensitive_are_stopped(text: str) -> None:
    note = {"zh": text, "en": "See the plan of the reserve."}
    document = made(geometry=point(*MIDDLE), sensitive="camera", note=note)

    assert [item.code for item in errors(document)] == ["sensitive_coordinates"]


@pytest.mark.parametrize(
    "text",
    ["全长 40.5 公里，115 米高。", "2026.10.18，票价 40.50 元", "海拔 1115.78 米，40.2 公里"],
)
def test_other_numbers_are_no_coordinates(text: str) -> None:
    note = {"zh": text, "en": "See the plan of the reserve."}
    document = made(geometry=point(*MIDDLE), sensitive="camera", note=note)

    assert errors(document) == []


@pytest.mark.parametrize("word", ["红外相机", "斑羚", "豹猫", "金钱豹", "褐马鸡", "黑鹳"])
def test_list_knows_the_names(word: str) -> None:
    words = load_sensitive_words(ROOT / "content" / "standards")

    assert list(words.found_in(f"山上的{word}。")) == [word]


def test_english_names_are_whole_words_in_any_case() -> None:
    words = load_sensitive_words(ROOT / "content" / "standards")

    assert list(words.found_in("Leopards and a Leopard Cat, no leopardskin")) == [
        "Leopards",
        "Leopard Cat",
    ]
