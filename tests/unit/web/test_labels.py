"""Every value that a record may have has a name in both languages."""

from __future__ import annotations

from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from oxymap.catalogue.kiosk_models import Orientation, Show
from oxymap.catalogue.models import (
    DISTRICTS,
    LANGS,
    LAYER_KINDS,
    LAYERS,
    SEASONS,
    Activity,
    Audience,
    DistrictFront,
    FestivalFront,
    PageFront,
    Phenomenon,
    PositionMethod,
    Properties,
    RouteFront,
    SeasonWindow,
    Status,
    TitleEvent,
)
from oxymap.catalogue.records import Extent
from oxymap.notices.models import SEVERITIES
from oxymap.pages.illustrations import DRAWINGS
from oxymap.stations.models import HABITATS, State
from oxymap.stations.properties import MAIN_PROPERTY, PROPERTIES
from oxymap.weather.apparent import COMFORT_CLASSES
from oxymap.web.i18n import localizer, translations
from oxymap.web.labels import LABELS, N_


def literal(model: type[BaseModel], field: str) -> tuple[object, ...]:
    """The values of a field whose type is a Literal, or None beside one."""
    annotation = model.model_fields[field].annotation
    choices = [annotation, *get_args(annotation)]
    return next(get_args(item) for item in choices if get_origin(item) is Literal)


KINDS = tuple(kind for kinds in LAYER_KINDS.values() for kind in kinds)
GROUPS: dict[str, tuple[object, ...]] = {
    "layer": LAYERS,
    "kind": KINDS,
    "district": DISTRICTS,
    "season": SEASONS,
    "severity": SEVERITIES,
    "activity": get_args(Activity),
    "audience": get_args(Audience),
    "status": get_args(Status),
    "phenomenon": get_args(Phenomenon),
    "method": get_args(PositionMethod),
    "terrain": literal(Properties, "terrain"),
    "certainty": literal(SeasonWindow, "certainty"),
    "theme": literal(RouteFront, "theme"),
    "mode": literal(RouteFront, "mode"),
    "event_kind": literal(FestivalFront, "kind"),
    "event_state": literal(FestivalFront, "state"),
    "title_state": literal(TitleEvent, "state"),
    "section": literal(PageFront, "section"),
    "state": tuple(State),
    "habitat": HABITATS,
    "station_kind": tuple(MAIN_PROPERTY),
    "property": tuple(PROPERTIES),
    "comfort": COMFORT_CLASSES,
    "line": literal(Properties, "line"),
    "extent": get_args(Extent),
    "sensitive": literal(Properties, "sensitive"),
    "drawing": tuple(DRAWINGS),
    "orientation": get_args(Orientation),
    "show": get_args(Show),
    "direction": ("n", "ne", "e", "se", "s", "sw", "w", "nw"),
    "language": LANGS,
}
EVERY_LABEL = [(group, value) for group, labels in LABELS.items() for value in labels]


@pytest.mark.parametrize("group", GROUPS)
def test_every_value_of_the_models_has_a_label_and_no_other(group: str) -> None:
    assert set(LABELS[group]) == {str(value) for value in GROUPS[group]}


def test_every_group_of_labels_belongs_to_a_field() -> None:
    assert set(LABELS) - {"tag", "reason"} == set(GROUPS)


def test_state_of_a_district_is_a_state_of_its_timeline() -> None:
    assert set(literal(DistrictFront, "title_state")) <= set(LABELS["title_state"])


@pytest.mark.parametrize(("group", "value"), EVERY_LABEL)
def test_every_label_has_a_chinese_translation(group: str, value: str) -> None:
    english = LABELS[group][value]

    shown = localizer("zh").label(group, value)

    assert shown != english
    assert any("\u4e00" <= character <= "\u9fff" for character in shown)


@pytest.mark.parametrize("group", LABELS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_values_of_a_group_read_the_same(group: str, lang: str) -> None:
    shown = [localizer(lang).label(group, value) for value in LABELS[group]]

    assert len(shown) == len(set(shown))


def test_title_that_is_only_applied_for_is_not_called_awarded() -> None:
    zh, en = (localizer(lang).label("title_state", "applying") for lang in ("zh", "en"))

    assert "申报" in zh
    assert "not yet awarded" in en


def test_marking_a_message_does_not_change_it() -> None:
    assert N_("Village") == "Village"


def test_english_needs_no_catalogue() -> None:
    assert translations("en").gettext("Village") == "Village"
