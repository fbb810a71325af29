"""Everything has a drawing, and every drawing that is named exists."""

from __future__ import annotations

from typing import get_args

import pytest

from oxymap.catalogue.models import LAYER_KINDS, SEASONS, FestivalFront, Phenomenon, RouteFront
from oxymap.config import ROOT
from oxymap.pages.illustrations import DRAWINGS, of_event, of_place, of_route
from tests.factories import place

DRAWN = {file.stem for file in (ROOT / "static" / "img" / "illustrations").glob("*.svg")}
KINDS = [(layer, kind) for layer, kinds in LAYER_KINDS.items() for kind in kinds]
THEMES = get_args(RouteFront.model_fields["theme"].annotation)
EVENT_KINDS = get_args(FestivalFront.model_fields["kind"].annotation)


def named(zh: str, **values: object):
    return place(name={"zh": zh, "en": "A name"}, **values)


def test_names_of_drawings_are_those_of_the_files() -> None:
    assert DRAWINGS == DRAWN


@pytest.mark.parametrize(("layer", "kind"), KINDS)
def test_every_kind_has_a_drawing(layer, kind) -> None:
    feature_id = "yanqing" if layer == "districts" else "somewhere"

    assert of_place(place(feature_id, layer, kind=kind)) in DRAWN


@pytest.mark.parametrize("phenomenon", get_args(Phenomenon))
def test_every_phenomenon_has_a_drawing(phenomenon) -> None:
    assert of_place(place("slope", "viewpoints", phenomenon=phenomenon)) in DRAWN


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_a_drawing(theme) -> None:
    assert of_route(theme, None) in DRAWN


@pytest.mark.parametrize("kind", EVENT_KINDS)
@pytest.mark.parametrize("seasons", [(), *((season,) for season in SEASONS)])
def test_every_kind_of_event_has_a_drawing_all_year(kind, seasons) -> None:
    assert of_event(kind, seasons, None) in DRAWN


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (named("平常村"), "village"),
        (named("长城脚下村"), "wall"),
        (named("石洞村", tags=["mine"]), "mine"),
        (named("长城村", tags=["cave"], phenomenon="snow"), "winter"),
        (named("平常村", tags=["unheard-of"], phenomenon="panorama"), "village"),
    ],
)
def test_phenomenon_goes_before_tag_before_name_before_kind(found, expected) -> None:
    assert of_place(found) == expected


@pytest.mark.parametrize(("chosen", "expected"), [("wine", "wine"), ("unicorn", "cycling")])
def test_chosen_drawing_is_taken_if_it_exists(chosen, expected) -> None:
    assert of_route("cycling", chosen) == expected
    assert of_event("ride", ("winter",), chosen) == expected


@pytest.mark.parametrize(
    ("kind", "seasons", "expected"),
    [
        ("ride", ("winter",), "cycling"),
        ("festival", ("autumn", "winter"), "autumn"),
        ("festival", (), "festival"),
    ],
)
def test_event_is_drawn_by_kind_then_by_season(kind, seasons, expected) -> None:
    assert of_event(kind, seasons, None) == expected
