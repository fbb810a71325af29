"""Shipped files and the overlay become one checked state with a version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oxymap.catalogue.loader import load_catalogue, make_safely, read_shipped, source_files
from oxymap.catalogue.models import DISTRICTS, Page
from oxymap.catalogue.overlay import Overlay, OverlayEntry
from oxymap.config import Settings
from oxymap.errors import GoneError, InvalidDataError
from tests.factories import (
    edit_json,
    feature,
    front,
    page_text,
    write_outlines,
    write_page,
)


def laid(place_id: str, layer: str = "villages", **values: object) -> OverlayEntry:
    """A feature as it is published over the shipped ones."""
    text = json.dumps(feature(place_id, layer, **values), ensure_ascii=False)
    return OverlayEntry("feature", layer, place_id, {"geojson": text}, "revision 1")


def withdrawn(place_id: str, layer: str = "villages") -> OverlayEntry:
    return OverlayEntry("feature", layer, place_id, None, "publication 1", {"zh": "石头村"})


def about(settings: Settings) -> Page:
    return load_catalogue(settings).page("pages", "about", "zh")


def test_sample_project_is_read_whole(sample_settings: Settings) -> None:
    found = load_catalogue(sample_settings)

    assert len(found.places) == 12
    assert set(found.boundaries) == set(DISTRICTS)
    assert {page_type for page_type, _, _ in found.pages} == {
        "routes", "festivals", "seasons", "districts", "pages",
    }  # fmt: skip


def test_shipped_files_are_in_order(shipped_settings: Settings) -> None:
    found = load_catalogue(shipped_settings)

    assert {place.id for place in found.layer("districts")} == set(DISTRICTS)


def test_every_problem_is_raised_at_once(sample_settings: Settings) -> None:
    edit_json(sample_settings.geodata / "villages.geojson", id="Not An Id")
    (sample_settings.content / "pages" / "about.en.md").unlink()

    with pytest.raises(InvalidDataError) as caught:
        load_catalogue(sample_settings)

    messages = [problem.message for problem in caught.value.problems]
    assert messages[0].startswith("id: Value error, an id is lower-case ASCII words")
    assert "'about' has no version in 'en'" in messages
    assert "stops.0.place: there is no place 'stone-village'" in messages


def test_error_reads_as_file_line_and_message(sample_settings: Settings) -> None:
    file = sample_settings.content / "pages" / "about.zh.md"
    file.write_text("nothing", encoding="utf-8")

    with pytest.raises(InvalidDataError) as caught:
        load_catalogue(sample_settings)

    assert f"{file}:1: has no front matter between two lines of ---" in str(caught.value)


def test_overlay_replaces_the_feature_of_its_id(sample_settings: Settings) -> None:
    overlay = Overlay((laid("stone-village", name={"zh": "新村", "en": "New Village"}),))

    found = load_catalogue(sample_settings, overlay)

    assert len(found.places) == 12
    assert found.place("stone-village").properties.name.zh == "新村"


def test_overlay_adds_features(sample_settings: Settings) -> None:
    found = load_catalogue(sample_settings, Overlay((laid("new-village"),)))

    assert found.place("new-village").layer == "villages"


def test_overlay_replaces_a_page_in_all_languages(sample_settings: Settings) -> None:
    texts = {lang: page_text(front("pages", title="新的关于")) for lang in ("zh", "en")}
    entry = OverlayEntry("page", "pages", "about", texts, "revision 7")

    found = load_catalogue(sample_settings, Overlay((entry,)))

    assert found.page("pages", "about", "zh").front.title == "新的关于"
    assert found.page("pages", "about", "en").front.title == "新的关于"


def test_bad_entry_of_the_overlay_is_named_with_its_revision(sample_settings: Settings) -> None:
    entry = laid("new-village", kind="castle")

    with pytest.raises(InvalidDataError, match=r"published/villages/new-village \(revision 1\)"):
        load_catalogue(sample_settings, Overlay((entry,)))


def test_entry_that_does_not_fit_is_left_out_and_the_rest_stays(sample_settings: Settings) -> None:
    good, bad = laid("new-village"), laid("other-village", parent="nowhere")

    found, problems = make_safely(read_shipped(sample_settings), Overlay((good, bad)))

    assert "new-village" in found.places
    assert "other-village" not in found.places
    assert [problem.file for problem in problems] == [bad.file]


def test_withdrawn_place_is_gone_and_nothing_mentions_it(sample_settings: Settings) -> None:
    found = load_catalogue(sample_settings, Overlay((withdrawn("stone-village"),)))

    with pytest.raises(GoneError):
        found.place("stone-village")
    stops = [stop for _, route in found.routes("zh") for stop in route.stops]
    assert "stone-village" not in {stop.place for stop in stops}
    assert "石头村" in {stop.name for stop in stops}


def test_withdrawn_page_is_gone(sample_settings: Settings) -> None:
    entry = OverlayEntry("page", "festivals", "temple-fair", None, "publication 1")

    found = load_catalogue(sample_settings, Overlay((entry,)))

    with pytest.raises(GoneError):
        found.page("festivals", "temple-fair", "zh")


def test_reading_twice_gives_the_same_version(sample_settings: Settings) -> None:
    assert load_catalogue(sample_settings).version == load_catalogue(sample_settings).version


def test_version_changes_with_a_feature(sample_settings: Settings) -> None:
    before = load_catalogue(sample_settings).version

    edit_json(sample_settings.geodata / "peaks.geojson", id="higher-peak")

    assert load_catalogue(sample_settings).version != before


def test_version_changes_with_a_text(sample_settings: Settings) -> None:
    before = load_catalogue(sample_settings).version

    write_page(sample_settings.content, "about", source="Another text.\n")

    assert load_catalogue(sample_settings).version != before


def test_version_changes_with_front_matter(sample_settings: Settings) -> None:
    before = load_catalogue(sample_settings).version

    write_page(sample_settings.content, "about", order=5)

    assert load_catalogue(sample_settings).version != before


def test_version_changes_with_the_boundaries(sample_settings: Settings, tmp_path: Path) -> None:
    before = load_catalogue(sample_settings).version
    file = write_outlines(tmp_path / "outlines.geojson")

    changed = sample_settings.model_copy(update={"boundaries_file": file})

    assert load_catalogue(changed).version != before


def test_version_does_not_tell_overlay_from_shipped(sample_settings: Settings) -> None:
    entry = laid("new-village")
    with_overlay = load_catalogue(sample_settings, Overlay((entry,))).version

    folder = sample_settings.geodata / "villages"
    folder.mkdir()
    assert entry.texts is not None
    (folder / "new-village.geojson").write_text(entry.texts["geojson"], encoding="utf-8")

    assert load_catalogue(sample_settings).version == with_overlay


def test_operators_boundaries_take_the_place_of_ours(
    sample_settings: Settings, tmp_path: Path
) -> None:
    file = write_outlines(tmp_path / "outlines.geojson")

    found = load_catalogue(sample_settings.model_copy(update={"boundaries_file": file}))

    assert found.boundaries["yanqing"]["type"] == "MultiPolygon"
    assert "outlines" not in found.places


def test_source_files_are_layers_pages_and_boundaries(
    sample_settings: Settings, tmp_path: Path
) -> None:
    (sample_settings.geodata / "SOURCES.txt").write_text("not read")
    outline = tmp_path / "outlines.geojson"

    files = source_files(sample_settings.model_copy(update={"boundaries_file": outline}))

    assert {outline, sample_settings.geodata / "peaks.geojson"} <= set(files)
    assert {file.suffix for file in files} == {".geojson", ".md"}
    assert files == sorted(files)


def test_source_text_begins_where_the_fence_ends(sample_settings: Settings) -> None:
    write_page(sample_settings.content, "about", source="\n\nText after blank lines.\n")

    assert about(sample_settings).source == "\n\nText after blank lines.\n"
