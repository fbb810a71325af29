"""Photographs from the planner's hand to the visitor's page, and into the frozen site."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import reduce
from pathlib import Path

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient

from oxymap import create_app
from oxymap.config import Settings
from oxymap.freeze import walker
from oxymap.freeze.links import link_failures
from oxymap.media.shipped import photo_id as id_of
from oxymap.pages.photos import photo_widths
from oxymap.studio.front import StudioFront
from tests.app.reading import headings, page, structured_data, visible_text
from tests.app.studio_stage import Stage, csrf, make_stage
from tests.factories import feature, sample_project, write_layer, write_page
from tests.unit.media.pictures import SECRET, jpeg, opened, saved, scene

TEXTS = {
    "alt.zh": "山坡上的红叶",
    "alt.en": "Red leaves on a slope",
    "credit": "A. Photographer",
    "licence": "CC BY 4.0",
}


# --- shown to visitors -----------------------------------------------------------------


def photo(name: str, **values: object) -> dict[str, object]:
    return {
        "id": name,
        "width": 1200,
        "height": 800,
        "alt": {"zh": "山坡上的红叶", "en": "Red leaves on a slope"},
        "credit": "A. Photographer",
        "licence": "CC BY 4.0",
        **values,
    }


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, Settings, list[str]]:
    """The sample project with two photographs among its files, shown on every kind of page."""
    folder = tmp_path_factory.mktemp("shipped")
    settings = sample_project(folder, demo=False)
    masters = [saved(scene(1200, 800), quality=90), saved(scene(1200, 801), quality=90)]
    names = [id_of(master) for master in masters]
    (folder / "content" / "photos").mkdir()
    for name, master in zip(names, masters, strict=True):
        (folder / "content" / "photos" / f"{name}.jpg").write_bytes(master)
    caption = {"zh": "十月底", "en": "End of October"}
    both = [photo(names[0], caption=caption), photo(names[1], height=801)]
    write_layer(
        folder / "geodata",
        "villages",
        [
            feature(photos=both, township="slope-town", aliases=["石村"], activities=["hiking"]),
            feature("mill-village", district="yanqing"),
        ],
    )
    write_page(folder / "content", "village-day", "routes", trails=["brook-path"], photos=both)
    write_page(folder / "content", "spring-fair", "festivals", place="mill-village", photos=both)
    write_page(folder / "content", "about", "pages", photos=both)
    write_page(folder / "content", "yanqing", "districts", district="yanqing", photos=both)
    return create_app(settings, testing=True), settings, names


PAGES = (
    "/places/stone-village", "/routes/village-day", "/festivals/spring-fair", "/pages/about",
    "/districts/yanqing",
)  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_first_photograph_stands_at_the_head_and_the_others_below(
    shipped: tuple[Flask, Settings, list[str]], path: str, prefix: str
) -> None:
    app, _, names = shipped

    document = page(app.test_client(), prefix + path)

    (head,) = document.xpath("//header[contains(@class, 'page-head')]//picture//img")
    (below,) = document.xpath("//section[@class='gallery']//picture//img")
    assert names[0] in head.get("src")
    assert names[1] in below.get("src")
    assert (head.get("loading"), head.get("fetchpriority")) == (None, "high")
    assert below.get("loading") == "lazy"
    assert (head.get("width"), head.get("height")) == ("1200", "800")
    assert head.get("alt") == ("Red leaves on a slope" if prefix else "山坡上的红叶")
    assert document.xpath("//*[@style]") == []


def test_newer_formats_come_first_and_every_size_is_named(
    shipped: tuple[Flask, Settings, list[str]],
) -> None:
    app, _, names = shipped

    document = page(app.test_client(), "/places/stone-village")

    (picture, _) = document.xpath("//picture")
    assert picture.xpath(".//source/@type") == ["image/avif", "image/webp"]
    assert picture.xpath(".//source/@srcset")[0] == (
        f"/media/{names[0]}-480.avif 480w, /media/{names[0]}-960.avif 960w, "
        f"/media/{names[0]}-1600.avif 1200w"
    )


def test_credit_licence_and_caption_are_read(
    shipped: tuple[Flask, Settings, list[str]],
) -> None:
    text = visible_text(page(shipped[0].test_client(), "/en/places/stone-village"))

    assert "Photograph: A. Photographer (CC BY 4.0)" in text
    assert "End of October" in text


@pytest.mark.parametrize("path", PAGES[:-2])
def test_share_card_and_structured_data_show_the_photograph(
    shipped: tuple[Flask, Settings, list[str]], path: str
) -> None:
    app, settings, names = shipped
    address = f"{settings.base_url}/media/{names[0]}-960.jpg"

    document = page(app.test_client(), path)

    # The card shows the photograph; without a font for cards it is the photograph itself.
    (shown,) = document.xpath("//meta[@property='og:image']/@content")
    assert shown in {address, f"{settings.base_url}/share{path}.png"}
    first = structured_data(document)[0]
    assert first["@type"] == "BreadcrumbList" or first["image"] == address


def test_page_without_photograph_keeps_its_drawing(
    shipped: tuple[Flask, Settings, list[str]],
) -> None:
    document = page(shipped[0].test_client(), "/places/mill-village")

    assert document.xpath("//picture") == []
    assert document.xpath("//header//img[@class='illustration']")


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")],
)
def test_size_is_served_as_nothing_but_a_picture(
    shipped: tuple[Flask, Settings, list[str]], suffix: str, media_type: str
) -> None:
    app, _, names = shipped

    response = app.test_client().get(f"/media/{names[0]}-480.{suffix}")

    assert (response.status_code, response.content_type) == (200, media_type)
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert opened(response.data).width == 480


def test_known_picture_is_not_sent_again(shipped: tuple[Flask, Settings, list[str]]) -> None:
    app, _, names = shipped
    url = f"/media/{names[0]}-480.jpg"
    etag = app.test_client().get(url).headers["ETag"]

    again = app.test_client().get(url, headers={"If-None-Match": etag})

    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "name",
    ["0000000000000000-480.jpg", "{id}-481.jpg", "{id}-480.png", "{id}-480.svg", "{id}.jpg",
     "../{id}-480.jpg", "{id}-480.jpg/x", "{id}-99999999999999999999.jpg"],
)  # fmt: skip
def test_nothing_else_is_served(shipped: tuple[Flask, Settings, list[str]], name: str) -> None:
    app, _, names = shipped

    assert app.test_client().get(f"/media/{name.format(id=names[0])}").status_code == 404


def test_frozen_site_has_every_size_that_a_page_asks_for(
    shipped: tuple[Flask, Settings, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, settings, names = shipped
    every = walker.addresses
    monkeypatch.setattr(
        walker, "addresses", lambda site: [a for a in every(site) if "/media/" in a or a in PAGES]
    )

    artifacts = list(walker.walk(create_app(settings, frozen=True)))

    found = sorted(item.path for item in artifacts if item.path.startswith("media/"))
    assert found == sorted(
        f"media/{name}-{width}.{suffix}"
        for name in names for width in (480, 960, 1600) for suffix in ("avif", "webp", "jpg")
    )  # fmt: skip
    assert [line for line in link_failures(artifacts, settings.base_url) if "media" in line] == []
    without = [item for item in artifacts if "-1600.avif" not in item.path]
    assert [line for line in link_failures(without, settings.base_url) if "-1600.avif" in line]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (2400, [(480, 480), (960, 960), (1600, 1600)]),
        (1600, [(480, 480), (960, 960), (1600, 1600)]),
        (1200, [(480, 480), (960, 960), (1600, 1200)]),
        (480, [(480, 480)]),
        (300, [(480, 300)]),
    ],
)
def test_no_size_is_wider_than_the_master(width: int, expected: list[tuple[int, int]]) -> None:
    assert photo_widths(width) == expected


# --- in the studio ---------------------------------------------------------------------


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    found = make_stage(tmp_path)
    yield found
    found.desk.photos.close()


def send(client: FlaskClient, *files: tuple[str, bytes], json: bool = False, prefix: str = ""):
    return client.post(
        f"{prefix}/studio/photos",
        data={
            "csrf": csrf(client),
            "file": [(io.BytesIO(data), name) for name, data in files],
        },
        headers={"Accept": "application/json"} if json else {},
    )


def post(client: FlaskClient, path: str, **values: str):
    return client.post(path, data={"csrf": csrf(client), **values})


def bring(stage: Stage, client: FlaskClient, data: bytes | None = None) -> str:
    """Upload and describe a photograph through the pages; return its id."""
    name = send(client, ("a.jpg", data or jpeg()), json=True).json["photos"][0]["id"]
    assert post(client, f"/studio/photos/{name}", **TEXTS).status_code == 303
    return name


def test_uploaded_picture_asks_for_its_texts_and_can_then_be_used(stage: Stage) -> None:
    client = stage.client("anna")

    sent = send(client, ("IMG_1.jpg", jpeg()), prefix="/en")
    document = page(client, sent.location)
    name = document.xpath("string(//code)")
    saved_to = post(client, f"/en/studio/photos/{name}", **TEXTS).location

    assert "done=uploaded" in sent.location
    assert headings(document) == ["A new photograph"]
    assert headings(page(client, saved_to)) == ["Red leaves on a slope"]
    assert stage.desk.photos.ids() == {name}


def test_missing_text_is_asked_for_and_nothing_typed_is_lost(stage: Stage) -> None:
    client = stage.client("anna")
    name = send(client, ("a.jpg", jpeg()), json=True).json["photos"][0]["id"]

    response = post(client, f"/en/studio/photos/{name}", **{**TEXTS, "alt.en": " "})

    assert response.status_code == 422
    assert "Say what is to be seen" in response.text
    assert 'aria-invalid="true"' in response.text
    assert "山坡上的红叶" in response.text
    assert stage.desk.photos.ids() == frozenset()


def test_several_at_once_are_taken_and_the_bad_one_is_named(stage: Stage) -> None:
    client = stage.client("anna")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

    response = send(client, ("a.jpg", jpeg()), ("b.jpg", svg), ("c.png", saved(scene(), "PNG")))

    assert response.status_code == 422
    assert "b.jpg" in response.text
    assert "SVG" in response.text
    assert len(stage.desk.photos.drafts()) == 2


def test_script_is_told_why_in_the_language_of_the_page(stage: Stage) -> None:
    response = send(stage.client("anna"), ("x.gif", b"GIF89a..."), json=True, prefix="/en")

    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    assert "GIF" in response.json["detail"]


def test_form_without_a_file_says_so(stage: Stage) -> None:
    assert send(stage.client("anna")).status_code == 422


@pytest.mark.parametrize("name", ["bo", "pia", "root", "stan", None])
def test_only_authors_can_upload(stage: Stage, name: str | None) -> None:
    response = send(stage.client(name), ("a.jpg", jpeg()))

    assert response.status_code == (303 if name is None else 403)
    assert stage.desk.photos.drafts() == []


def test_upload_without_the_forms_token_is_refused(stage: Stage) -> None:
    data = {"file": (io.BytesIO(jpeg()), "a.jpg")}

    assert stage.client("anna").post("/studio/photos", data=data).status_code == 403
    assert stage.desk.photos.drafts() == []


@pytest.mark.parametrize("lang", ["", "/en"])
def test_register_finds_by_words(stage: Stage, lang: str) -> None:
    client = stage.client("anna")
    name = bring(stage, client)

    found = page(client, f"{lang}/studio/photos?q=红叶")
    nothing = page(client, f"{lang}/studio/photos?q=snow")

    assert found.xpath("//a[@class='photo-grid__link']/@href") == [f"{lang}/studio/photos/{name}"]
    assert nothing.xpath("//a[@class='photo-grid__link']") == []


def test_unpublished_photograph_is_for_planners_only(stage: Stage) -> None:
    name = bring(stage, stage.client("anna"))

    public = stage.client().get(f"/media/{name}-480.jpg")
    nobody = stage.client().get(f"/studio/media/{name}-480.jpg")
    planner = stage.client("bo").get(f"/studio/media/{name}-480.webp")
    operator = stage.client("stan").get(f"/studio/media/{name}-480.webp")

    assert (public.status_code, nobody.status_code, operator.status_code) == (404, 303, 403)
    assert (planner.status_code, planner.content_type) == (200, "image/webp")
    assert "no-store" in planner.headers["Cache-Control"]
    assert SECRET not in planner.data


def test_original_can_be_fetched_nowhere(stage: Stage) -> None:
    client = stage.client("anna")
    name = bring(stage, client)
    apps = (stage.app, stage.app.extensions[StudioFront.NAME].studio)
    rules = [
        str(rule) for app in apps for rule in app.url_map.iter_rules() if "GET" in rule.methods
    ]
    parts = {"<photo_id>": name, "<int:width>": "480", "<any(avif, webp, jpg):suffix>": "jpg"}

    answers = []
    for rule in [rule for rule in rules if "photo" in rule or "media" in rule]:
        path = reduce(lambda text, part: text.replace(part, parts[part]), parts, rule)
        answers.append(client.get(path))

    assert len([answer for answer in answers if answer.status_code == 200]) >= 8
    assert [answer.request.path for answer in answers if SECRET in answer.data] == []


def test_picker_gives_what_a_document_needs(stage: Stage) -> None:
    client = stage.client("anna")
    name = bring(stage, client)

    (item,) = client.get("/studio/photos.json?q=slope").json["photos"]

    assert item.pop("url") == f"/studio/media/{name}-480.webp"
    assert item.pop("position") == [115.7951, 39.9942]
    assert item.pop("taken_at") == "2026-05-01T08:30:15"
    assert item == photo(name, width=320, height=200, caption=None)


def test_position_is_offered_on_the_page_and_can_be_forgotten(stage: Stage) -> None:
    client = stage.client("anna")
    name = bring(stage, client)
    url = f"/en/studio/photos/{name}"

    offered = visible_text(page(client, url))
    post(client, f"{url}/position")

    assert "39.99420° N, 115.79510° E" in offered
    assert "39.99420" not in visible_text(page(client, url))


def draft_with(stage: Stage, name: str, **values: object) -> int:
    """Begin a draft of the stone village that shows a photograph."""
    from oxymap.publishing.documents import feature_document
    from oxymap.publishing.models import Ref

    ref = Ref("feature", "villages", "stone-village")
    shown = orjson.loads(stage.desk.publishing.published(ref).texts["geojson"])
    shown["properties"] |= {"photos": [photo(name, width=320, height=200)], **values}
    document = feature_document(ref, shown)
    return stage.desk.publishing.begin(stage.person("anna"), ref, document=document).id


def test_photograph_that_a_draft_shows_cannot_be_removed(stage: Stage) -> None:
    client = stage.client("anna")
    name = bring(stage, client)
    draft_with(stage, name)

    document = page(client, f"/en/studio/photos/{name}")
    refused = post(client, f"/en/studio/photos/{name}/remove")

    assert "in work" in visible_text(document)
    assert document.xpath("//form[contains(@action, '/remove')]") == []
    assert refused.status_code == 409
    assert stage.desk.photos.ids() == {name}


def test_position_is_never_offered_for_a_sensitive_object(stage: Stage) -> None:
    client = stage.client("anna")
    name = bring(stage, client)
    draft_with(stage, name, sensitive="species")

    text = visible_text(page(client, f"/en/studio/photos/{name}"))
    ref = "feature/villages/stone-village"
    (item,) = client.get(f"/studio/photos.json?ref={ref}").json["photos"]

    assert "39.99420" not in text
    assert item["position"] is None


def test_removed_photograph_is_gone(stage: Stage) -> None:
    client = stage.client("anna")
    name = bring(stage, client)

    response = post(client, f"/studio/photos/{name}/remove")

    assert response.status_code == 303
    assert client.get(f"/studio/photos/{name}").status_code == 404
    assert client.get(f"/studio/media/{name}-480.jpg").status_code == 404


def test_published_photograph_is_served_to_everybody(stage: Stage) -> None:
    name = bring(stage, stage.client("anna"))
    publishing = stage.desk.publishing
    number = draft_with(stage, name)
    publishing.submit(stage.person("anna"), number)
    publishing.approve(stage.person("bo"), number)
    publishing.publish(stage.person("pia"), number)

    response = stage.client().get(f"/media/{name}-960.jpg")
    document = page(stage.client(), "/places/stone-village")

    assert response.status_code == 200
    assert SECRET not in response.data
    assert document.xpath("//picture//img/@src") == [f"/media/{name}-480.jpg"]
