"""Forms: every document goes through its form unharmed, and what is typed arrives."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxymap.catalogue.models import FRONTS, LAYER_KINDS, Page, Properties, Record
from oxymap.catalogue.records import Photo, Text
from oxymap.config import ROOT
from oxymap.publishing.documents import feature_document, feature_of, split_page
from oxymap.publishing.models import Document, Ref
from oxymap.studio.forms.editing import document_from, form_for, values_of
from oxymap.studio.forms.feature_form import feature_form
from oxymap.studio.forms.models import Field, Form
from oxymap.studio.forms.page_forms import page_form
from tests import factories

Sent = dict[str, tuple[str, ...]]


def shipped_features() -> Iterator[Document]:
    for file in sorted((ROOT / "geodata").glob("*.geojson")):
        if file.stem in LAYER_KINDS:
            for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
                yield feature_document(Ref("feature", file.stem, feature["id"]), feature)


def shipped_pages() -> Iterator[Document]:
    for file in sorted((ROOT / "content").glob("*/*.zh.md")):
        name = file.name.removesuffix(".zh.md")
        texts = {
            lang: (file.parent / f"{name}.{lang}.md").read_text(encoding="utf-8")
            for lang in ("zh", "en")
        }
        yield Document(Ref("page", file.parent.name, name), texts)


FEATURES, PAGES = list(shipped_features()), list(shipped_pages())


def route(**values: object) -> Document:
    stops = [{"place": "a", "stay_min": 45, "note": "看"}, {"name": "车站", "later": 1}]
    zh = factories.front("routes", title="线路", stops=stops, trails=["t-1"], **values)
    en = {**zh, "title": "Route", "stops": [{**stops[0], "note": "Look"}, {"name": "Station"}]}
    texts = {"zh": page_text(zh, "正文"), "en": page_text(en, "Text")}
    return Document(Ref("page", "routes", "sample"), texts)


def page_text(front: object, body: str) -> str:
    head = factories.yaml.dump(front, Dumper=factories.DUMPER, allow_unicode=True, sort_keys=False)
    return f"---\n# a remark\n{head}---\n\n{body}\n"


def village(**values: object) -> Document:
    feature = factories.feature(**values)
    return feature_document(Ref("feature", "villages", "stone-village"), feature)


def change(document: Document, **values: str) -> tuple[Document, dict[str, object]]:
    sent: Sent = dict(values_of(document))
    for name, text in values.items():
        sent[name.replace("__", ".")] = (text,)
    return document_from(document, sent)


# --- nothing is lost -------------------------------------------------------------------


def test_there_are_shipped_documents() -> None:
    assert len(FEATURES) > 300
    assert len(PAGES) > 40


@pytest.mark.parametrize("documents", [FEATURES, PAGES], ids=["features", "pages"])
def test_every_shipped_document_goes_through_its_form_unchanged(documents: list[Document]) -> None:
    for document in documents:
        found, errors = document_from(document, values_of(document))

        assert errors == {}, document.ref
        assert found.texts == document.texts, document.ref


@pytest.mark.parametrize("documents", [FEATURES, PAGES], ids=["features", "pages"])
def test_a_browsers_line_ends_change_nothing(documents: list[Document]) -> None:
    for document in documents:
        sent = {
            name: [text.replace("\n", "\r\n") for text in texts]
            for name, texts in values_of(document).items()
        }

        assert document_from(document, sent)[0].texts == document.texts, document.ref


def test_an_empty_request_changes_nothing() -> None:
    for document in (*FEATURES[:50], *PAGES):
        assert document_from(document, {}) == (document, {})


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_typed_is_shown_again(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from([*FEATURES[::17], *PAGES[::5]]))
    form = form_for(document.ref)
    texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
    fields = [field for field in form.fields() if field.kind in {"line", "text", "markdown"}]
    sent: Sent = dict(values_of(document))
    for field in data.draw(st.lists(st.sampled_from(fields), max_size=4)):
        for name in ("", ".zh", ".en"):
            if field.name + name in sent:
                sent[field.name + name] = (data.draw(texts),)

    found, errors = document_from(document, sent)

    assert errors == {}
    assert values_of(found) == sent
    assert document_from(found, sent)[0] == found


def test_fields_of_a_later_release_stay() -> None:
    document = village(later={"kept": [1]}, position=factories.position(drift=3))

    found, _ = change(document, name__zh="新名", position__source="A survey.")

    properties = feature_of(found)["properties"]
    assert properties["later"] == {"kept": [1]}
    assert properties["position"]["drift"] == 3
    assert properties["name"]["zh"] == "新名"


def test_a_row_keeps_what_the_form_does_not_show_when_it_moves() -> None:
    document = route()
    sent = dict(values_of(document))
    swapped = {
        name.replace("stops.0.", "stops.9.") if name.startswith("stops.0.") else name: texts
        for name, texts in sent.items()
    }

    found, errors = document_from(document, swapped)

    stops = split_page(found.texts["zh"])[0]["stops"]
    assert errors == {}
    assert [stop.get("later") for stop in stops] == [1, None]
    assert stops[1]["place"] == "a"
    assert split_page(found.texts["en"])[0]["stops"][1]["note"] == "Look"


def test_untouched_lines_of_a_page_keep_their_bytes() -> None:
    for document in PAGES:
        found, _ = change(document, title__zh="另一个标题")

        before, after = document.texts["zh"].splitlines(), found.texts["zh"].splitlines()
        changed = [line for line in before if line not in after]
        assert len(changed) == 1 and changed[0].startswith("title:"), document.ref
        assert found.texts["en"] == document.texts["en"]


# --- what is typed ---------------------------------------------------------------------


def test_a_shared_field_is_written_to_both_languages() -> None:
    found, errors = change(route(), days="3", updated="2026年6月1日")

    for lang in ("zh", "en"):
        front, body = split_page(found.texts[lang])
        assert (front["days"], front["updated"]) == (3, "2026-06-01")
        assert body.strip() == {"zh": "正文", "en": "Text"}[lang]
    assert errors == {}


def test_a_shared_field_that_differs_becomes_what_the_form_shows() -> None:
    document = route()
    texts = {**document.texts, "en": document.texts["en"].replace("mode: walk", "mode: bike")}

    found, _ = document_from(Document(document.ref, texts), values_of(document))

    assert split_page(found.texts["en"])[0]["mode"] == "walk"


def test_a_new_stop_is_written_to_both_languages() -> None:
    found, errors = change(
        route(), stops__2__place="b", stops__2__day="2", stops__2__note__en="Look around"
    )

    assert errors == {}
    assert split_page(found.texts["zh"])[0]["stops"][2] == {"place": "b", "day": 2}
    note = {"place": "b", "day": 2, "note": "Look around"}
    assert split_page(found.texts["en"])[0]["stops"][2] == note


def test_a_row_that_nobody_filled_in_is_left_out() -> None:
    document = route()

    found, _ = change(document, stops__2__place="", stops__2__day="1", stops__2__note__zh=" ")

    assert found == document


def test_a_row_that_is_not_sent_goes() -> None:
    document = route()
    sent = {n: t for n, t in values_of(document).items() if not n.startswith("stops.0.")}

    found, _ = document_from(document, sent)

    assert [s.get("place") for s in split_page(found.texts["zh"])[0]["stops"]] == [None]


def test_a_language_begins_with_its_first_word() -> None:
    document = route()
    only = Document(document.ref, {"zh": document.texts["zh"]})

    unchanged, _ = document_from(only, values_of(only))
    found, _ = change(only, title__en="Route", body__en="Text")

    assert unchanged == only
    front, body = split_page(found.texts["en"])
    assert front["title"] == "Route"
    assert front["stops"] == [{"place": "a", "stay_min": 45}, {"later": 1}]
    assert "summary" not in front or front["summary"] == ""
    assert body.strip() == "Text"


def test_a_season_window_comes_and_goes() -> None:
    document = village()

    found, _ = change(
        document,
        season_window__start="9月1日",
        season_window__end="10/5",
        season_window__certainty="3",
    )
    gone, _ = change(
        found, season_window__start="", season_window__end="", season_window__certainty=""
    )

    window = {"start": "09-01", "end": "10-05", "certainty": 3}
    assert feature_of(found)["properties"]["season_window"] == window
    assert gone == document


PHOTO = {
    "id": "0123456789012345", "width": "1600", "height": "900", "credit": "某人",
    "alt.zh": "院子", "alt.en": "A yard", "licence": "CC BY 4.0", "caption.zh": "",
}  # fmt: skip


def test_a_photograph_that_was_chosen_is_one_of_the_model() -> None:
    photo = {f"photos__0__{name.replace('.', '__')}": text for name, text in PHOTO.items()}

    found, errors = change(village(), **photo)
    page, _ = change(route(), **photo)

    (kept,) = feature_of(found)["properties"]["photos"]
    assert errors == {}
    assert Photo.model_validate(kept).width == 1600
    assert kept["id"] == "0123456789012345"
    assert [split_page(page.texts[lang])[0]["photos"] for lang in ("zh", "en")] == [[kept]] * 2


def test_nothing_chosen_is_said_by_the_shown_name_alone() -> None:
    document = village(activities=["hiking"])
    sent = {n: t for n, t in values_of(document).items() if n != "activities"}

    assert "activities" not in feature_of(document_from(document, sent)[0])["properties"]
    assert document_from(document, {**sent, "shown": ()})[0] == document


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("position.precision_m", "far"),
        ("position.precision_m", "90000"),
        ("season_window.start", "13-01"),
        ("season_window.start", "spring"),
        ("parent", "石头村"),
    ],
)
def test_a_wrong_text_is_an_error_and_changes_nothing(name: str, text: str) -> None:
    document = village()

    found, errors = document_from(document, {**values_of(document), name: (text,)})

    assert list(errors) == [name]
    assert found == document


def test_a_wrong_cell_is_named() -> None:
    _, errors = change(route(), stops__0__stay_min="2", stops__1__day="1.5")

    assert sorted(errors) == ["stops.0.stay_min", "stops.1.day"]


# --- the forms are whole ---------------------------------------------------------------


def names_of(form: Form) -> dict[str, Field]:
    found = {field.name: field for field in form.fields()}
    for rows in form.rows():
        for cell in rows.cells:
            found[rows.name if rows.plain else f"{rows.name}.{cell.name}"] = cell
    return found


def model_paths(model: type[Record], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, info in model.model_fields.items():
        inner = [one for one in leaves(info.annotation) if isinstance(one, type)]
        records = [one for one in inner if issubclass(one, Record) and one is not Text]
        if records:
            yield from model_paths(records[0], f"{prefix}{name}.")
        else:
            yield prefix + name, info.annotation


def leaves(annotation: object) -> Iterator[object]:
    arguments = typing.get_args(annotation)
    if not arguments or typing.get_origin(annotation) is typing.Literal:
        yield annotation
    for argument in arguments:
        yield from leaves(argument)


MODELS: list[tuple[type[Record], list[Form]]] = [
    (Properties, [feature_form(layer) for layer in LAYER_KINDS]),
    *((front, [page_form(name)]) for name, front in FRONTS.items()),
]


@pytest.mark.parametrize(("model", "forms"), MODELS, ids=lambda one: getattr(one, "__name__", ""))
def test_every_field_of_the_files_can_be_edited(model: type[Record], forms: list[Form]) -> None:
    names = {name for form in forms for name in names_of(form)}

    missing = [
        path
        for path, _ in model_paths(model)
        if path not in names and not any(name.startswith(path + ".") for name in names)
    ]

    assert missing == []


@pytest.mark.parametrize(("model", "forms"), MODELS, ids=lambda one: getattr(one, "__name__", ""))
def test_every_choice_offers_what_the_model_takes(model: type[Record], forms: list[Form]) -> None:
    fields = {name: field for form in forms for name, field in names_of(form).items()}
    seen = 0

    for path, annotation in model_paths(model):
        values = [
            value
            for leaf in leaves(annotation)
            if typing.get_origin(leaf) is typing.Literal
            for value in typing.get_args(leaf)
        ]
        if values and path in fields:
            seen += 1
            assert sorted(map(str, values)) == sorted(fields[path].options), path

    assert seen >= 1


def test_the_bodies_and_photographs_of_pages_are_in_the_form() -> None:
    assert "source" in Page.model_fields
    for name in FRONTS:
        assert "body" in names_of(page_form(name))
        for cell in Photo.model_fields:
            assert f"photos.{cell}" in names_of(page_form(name))


def test_shipped_files_are_where_the_tests_look(tmp_path: Path) -> None:
    assert {document.ref.group for document in PAGES} == set(FRONTS)


# --- documents that are not as they should be ------------------------------------------


def with_text(document: Document, lang: str, text: str) -> Document:
    return Document(document.ref, {**document.texts, lang: text})


def test_a_stop_that_one_language_lacks_comes_there_when_it_is_written() -> None:
    document = route()
    front, body = split_page(document.texts["en"])
    short = with_text(document, "en", page_text({**front, "stops": front["stops"][:1]}, body))

    unchanged, _ = document_from(short, values_of(short))
    found, errors = change(short, stops__1__name__en="Bus stop", stops__1__day="2")

    assert errors == {}
    assert unchanged.texts["zh"] == short.texts["zh"]
    assert split_page(found.texts["en"])[0]["stops"][1] == {
        "later": 1, "name": "Bus stop", "day": 2,
    }  # fmt: skip
    assert split_page(found.texts["zh"])[0]["stops"][1] == {"name": "车站", "later": 1, "day": 2}


def test_a_cell_that_is_emptied_leaves_the_file() -> None:
    found, _ = change(route(), stops__0__stay_min="", stops__0__note__zh="")

    assert split_page(found.texts["zh"])[0]["stops"][0] == {"place": "a"}
    assert split_page(found.texts["en"])[0]["stops"][0] == {"place": "a", "note": "Look"}


@pytest.mark.parametrize("text", ["no front matter at all", "---\ntitle: [\n---\nText"])
def test_a_text_that_cannot_be_taken_apart_stays_whole(text: str) -> None:
    document = with_text(route(), "zh", text)

    kept, _ = change(document, title__en="Mended")
    found, _ = change(document, title__zh="重写")

    assert values_of(document)["body.zh"] == (text,)
    assert text in kept.texts["zh"]
    assert split_page(found.texts["zh"])[0]["title"] == "重写"
    assert text in found.texts["zh"]


def test_values_of_a_later_release_stay_chosen() -> None:
    document = village(activities=["hiking", "levitation"], status="floating")

    found, errors = document_from(
        document, {**values_of(document), "activities": ("levitation", "food")}
    )

    properties = feature_of(found)["properties"]
    assert errors == {}
    assert properties["activities"] == ["levitation", "food"]
    assert properties["status"] == "floating"


@pytest.mark.parametrize("text", ["2026-02-30", "someday", "2026-5", "0000-01-01"])
def test_an_impossible_day_is_refused(text: str) -> None:
    _, errors = change(route(), updated=text)

    assert list(errors) == ["updated"]
