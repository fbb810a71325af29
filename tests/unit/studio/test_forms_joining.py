"""Two people at one draft: both changes are in the joined form, and no word is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from oxymap.publishing.documents import feature_document, feature_of, split_page
from oxymap.publishing.models import Document, Ref
from oxymap.studio.forms.editing import document_from, form_of, values_of
from oxymap.studio.forms.joining import join, with_geometry
from oxymap.studio.forms.moving import moved
from tests import factories
from tests.unit.studio.test_forms import change, route, village


def joined_document(base: Document, mine: Document, theirs: Document) -> Document:
    found, errors = document_from(theirs, join(base, mine, theirs).values)
    assert errors == {}
    return found


def stop_names(document: Document, lang: str = "zh") -> list[str]:
    return [s.get("place") or s["name"] for s in split_page(document.texts[lang])[0]["stops"]]


def test_changes_of_different_fields_are_both_kept_without_a_clash() -> None:
    base = route()
    mine, _ = change(base, title__zh="我的标题", days="2")
    theirs, _ = change(base, summary__en="Their own new summary.", mode="bike")

    found = join(base, mine, theirs)

    assert [(one.slot, one.clash) for one in found.differing] == [
        ("title.zh", False), ("summary.en", False), ("days", False), ("mode", False),
    ]  # fmt: skip
    zh, en = (split_page(text)[0] for text in joined_document(base, mine, theirs).texts.values())
    assert (zh["title"], zh["days"], en["mode"]) == ("我的标题", 2, "bike")
    assert en["summary"] == "Their own new summary."


def test_the_same_sentence_stands_there_twice() -> None:
    base = village(summary={"zh": "第一句。第二句。", "en": "One."})
    mine, _ = change(base, summary__zh="第一句，我改的。第二句。")
    theirs, _ = change(base, summary__zh="第一句，他改的。第二句。")

    found = join(base, mine, theirs)

    text = found.values["summary.zh"][0]
    assert found.differing[0].clash
    assert "我改的" in text and "他改的" in text and text.count("第二句。") == 1
    assert "".join(t for _, t in found.differing[0].theirs) == "第一句，他改的。第二句。"
    assert ("added", "我") in found.differing[0].mine


def test_checks_of_both_are_kept_and_what_one_took_away_goes() -> None:
    base = village(activities=["hiking", "study"])
    mine, _ = document_from(base, {**values_of(base), "activities": ("hiking", "food")})
    theirs, _ = document_from(base, {**values_of(base), "activities": ("hiking", "study", "wine")})

    assert join(base, mine, theirs).values["activities"] == ("hiking", "wine", "food")


def test_a_choice_that_both_changed_has_to_be_looked_at() -> None:
    base = village()
    mine, _ = change(base, status="closed")
    theirs, _ = change(base, status="planned")

    found = join(base, mine, theirs)

    assert found.differing[0].clash
    assert found.values["status"] == ("closed",)


def test_cells_of_one_stop_that_two_people_fill_in_are_joined() -> None:
    base = route()
    mine, _ = change(base, stops__0__note__en="Mine")
    theirs, _ = change(base, stops__0__stay_min="90")

    found = joined_document(base, mine, theirs)

    assert split_page(found.texts["en"])[0]["stops"][0] == {
        "place": "a", "stay_min": 90, "note": "Mine",
    }  # fmt: skip
    assert split_page(found.texts["zh"])[0]["stops"][0]["note"] == "看"
    assert split_page(found.texts["zh"])[0]["stops"][1]["later"] == 1


def test_a_new_stop_and_a_changed_one_are_both_kept_in_both_languages() -> None:
    base = route()
    mine, _ = change(base, stops__2__place="mine", stops__2__note__zh="新")
    theirs, _ = change(base, stops__1__note__zh="他们的话")

    found = joined_document(base, mine, theirs)

    assert stop_names(found) == ["a", "车站", "mine"]
    assert stop_names(found, "en") == ["a", "Station", "mine"]
    assert split_page(found.texts["zh"])[0]["stops"][1]["note"] == "他们的话"


def test_new_stops_of_both_stand_one_after_the_other() -> None:
    base = route()
    mine, _ = change(base, stops__2__place="mine")
    theirs, _ = change(base, stops__2__place="theirs", stops__3__place="more")

    assert stop_names(joined_document(base, mine, theirs)) == [
        "a", "车站", "theirs", "more", "mine",
    ]  # fmt: skip


def test_a_moved_stop_is_not_mixed_with_a_changed_one() -> None:
    base = route()
    swapped = moved(form_of(base), values_of(base), "down:stops:0")
    theirs, _ = document_from(base, swapped)
    mine, _ = change(base, stops__0__note__zh="看，再看")

    found = joined_document(base, mine, theirs)

    notes = [stop.get("note") for stop in split_page(found.texts["zh"])[0]["stops"]]
    assert "看，再看" in notes
    assert stop_names(found)[:2] == ["车站", "a"]


def test_geometry_that_one_has_changed_is_taken() -> None:
    base = village()
    moved_point = factories.feature(geometry={"type": "Point", "coordinates": [115.9, 40.1]})
    theirs = feature_document(base.ref, moved_point)
    mine, _ = change(base, name__zh="新名")

    assert feature_of(with_geometry(base, mine, theirs, own=True)) == moved_point
    assert not join(base, mine, theirs).geometry_clash
    assert (
        feature_of(with_geometry(base, theirs, mine, own=False))["geometry"]
        == (moved_point["geometry"])
    )


def test_geometry_that_both_have_changed_has_to_be_chosen() -> None:
    base = village()
    mine, theirs = (
        feature_document(
            Ref("feature", "villages", "stone-village"),
            factories.feature(geometry={"type": "Point", "coordinates": [lon, 40.1]}),
        )
        for lon in (115.9, 115.8)
    )

    assert join(base, mine, theirs).geometry_clash
    assert with_geometry(base, mine, theirs, own=True) == mine
    assert with_geometry(base, mine, theirs, own=False) == theirs


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_word_of_either_is_lost(data: st.DataObject) -> None:
    base = route()
    names = [
        "title.zh",
        "summary.en",
        "body.zh",
        "stops.0.note.zh",
        "stops.1.note.en",
        "stops.2.name.zh",
    ]
    sides = []
    for side in ("mine", "theirs"):
        sent = dict(values_of(base))
        for number, name in enumerate(data.draw(st.lists(st.sampled_from(names), unique=True))):
            old = "".join(sent.get(name, ()))
            place = data.draw(st.sampled_from(["{old}{new}", "{new}{old}", "{old}。{new}。"]))
            sent[name] = (place.format(old=old, new=f"{side}{number}"),)
        sides.append((document_from(base, sent)[0], sent))
    (mine, my_sent), (theirs, their_sent) = sides

    found = " ".join("".join(texts) for texts in join(base, mine, theirs).values.values())

    for sent in (my_sent, their_sent):
        for texts in sent.values():
            for word in ("mine", "theirs"):
                for number in range(len(names)):
                    if f"{word}{number}" in "".join(texts):
                        assert f"{word}{number}" in found
