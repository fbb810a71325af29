"""How the desk names fields, values and addresses, and what a person may do with a draft."""

from __future__ import annotations

import pytest

from oxymap.catalogue.models import FRONTS, LAYERS, Properties
from oxymap.people.models import Grant, Person
from oxymap.publishing.bulk import columns_for
from oxymap.publishing.fields import NAMES, name_of
from oxymap.publishing.models import Kind, Ref, State, Submission
from oxymap.studio.labels import PAGE_TYPES, field_label, groups, value_text
from oxymap.studio.paths import object_path, public_path, revision_path
from oxymap.studio.review_page import Rights, rights_of
from oxymap.web.i18n import localizer
from tests.factories import place

EN = localizer("en")
VILLAGE = Ref("feature", "villages", "stone-village")
FAIR = Ref("page", "festivals", "spring-fair")


@pytest.mark.parametrize(
    ("kind", "group"),
    [*(("feature", layer) for layer in LAYERS), *(("page", name) for name in FRONTS)],
)
def test_every_column_of_every_table_has_a_name(kind: Kind, group: str) -> None:
    for column in columns_for(kind, group):
        assert str(name_of(column.field)) != column.field


def test_every_property_of_a_feature_has_a_name() -> None:
    nested = {"position", "accessibility", "season_window", "station"}
    plain = set(Properties.model_fields) - nested

    assert plain - set(NAMES) == set()


def test_every_page_type_has_a_name() -> None:
    assert set(PAGE_TYPES) == set(FRONTS)
    assert ("page/routes", "Themed routes") in groups(EN)


def test_a_label_names_item_and_language() -> None:
    assert field_label(EN, "stops.0.note") == "Stops 1"
    assert field_label(EN, "summary", "zh") == "Summary (Chinese)"


@pytest.mark.parametrize(
    ("ref", "field", "value", "text"),
    [
        (VILLAGE, "kind", "village", "Village"),
        (FAIR, "kind", "fair", "Temple fair"),
        (VILLAGE, "seasons", "spring", "Spring"),
        (VILLAGE, "position.verified", "yes", "yes"),
        (VILLAGE, "kind", "nonsense", "nonsense"),
        (VILLAGE, "parent", "stone-village", "Stone Village"),
        (VILLAGE, "parent", "elsewhere", "elsewhere"),
    ],
)
def test_a_value_is_said_as_people_say_it(ref: Ref, field: str, value: str, text: str) -> None:
    assert value_text(EN, ref, field, value, {"stone-village": place()}) == text


@pytest.mark.parametrize(
    ("ref", "path"),
    [
        (VILLAGE, "/en/places/stone-village"),
        (FAIR, "/en/festivals/spring-fair"),
        (Ref("feature", "trails", "a"), "/en/trails/a"),
        (Ref("page", "seasons", "autumn"), "/en/festivals/autumn"),
        (Ref("feature", "closures", "a"), None),
    ],
)
def test_an_object_has_its_public_address(ref: Ref, path: str | None) -> None:
    assert public_path("en", ref) == path


def test_addresses_of_the_studio() -> None:
    assert object_path(VILLAGE) == "/studio/objects/feature/villages/stone-village"
    assert revision_path(7, "shipped") == "/studio/revisions/7?against=shipped"


# --- rights ----------------------------------------------------------------------------


def rights(state: State, *grants: Grant, wrote: bool = False, exemptible: bool = False) -> Rights:
    person = Person(1, "anna", "Anna", grants)
    draft = Submission(
        1, VILLAGE, "石头村", ("mentougou",), state, 1, None, None, "yan", None, 0, 0
    )
    return rights_of(person, draft, {"anna"} if wrote else {"yan"}, exemptible=exemptible)


def test_an_author_hands_in_and_gives_up_only_what_is_open() -> None:
    author = Grant("author", "mentougou")

    assert rights(State.DRAFT, author).submit
    assert not rights(State.IN_REVIEW, author).submit
    assert rights(State.APPROVED, author).discard
    assert rights(State.PUBLISHED, author) == Rights()


def test_a_reviewer_who_wrote_is_told_so() -> None:
    found = rights(State.IN_REVIEW, Grant("reviewer"), wrote=True)

    assert (found.approve, found.wrote, found.give_back) == (False, True, True)


def test_a_publisher_publishes_what_is_approved() -> None:
    publisher = Grant("publisher")

    assert rights(State.APPROVED, publisher).publish
    assert not rights(State.IN_REVIEW, publisher).publish
    assert not rights(State.APPROVED, Grant("publisher", "yanqing")).publish


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_an_exemption_is_offered_only_where_one_helps(role: str) -> None:
    grant = Grant(role)  # type: ignore[arg-type]

    assert rights(State.DRAFT, grant, exemptible=True).exempt
    assert not rights(State.DRAFT, grant).exempt
