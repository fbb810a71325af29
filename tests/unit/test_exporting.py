"""What is exported loads to the same state, and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from oxymap.catalogue.loader import load_catalogue
from oxymap.catalogue.models import LAYERS
from oxymap.config import Settings
from oxymap.errors import InvalidDataError
from oxymap.exporting import export_state
from oxymap.importing import Wishes, import_file
from oxymap.publishing.models import Document, Ref
from oxymap.publishing.opening import open_publishing, published_catalogue
from oxymap.publishing.shipped import feature_json
from tests.factories import NO_POSITION, front, line, page_text, place, write_gpx

WALK = [(116.4856, 40.49, 850.0), (116.487, 40.4887, 856.25), (116.489, 40.488, 862.0)]


def exported(settings: Settings, folder: Path) -> Settings:
    """Export, and return settings that read the exported files and nothing else."""
    export_state(settings, folder)
    places = {"geodata": folder / "geodata", "content": folder / "content", "data": folder / "data"}
    return settings.model_copy(update=places)


def with_overlay(settings: Settings, folder: Path) -> Settings:
    """Import a trail that is new, one that is not, and lay a page over a shipped one."""
    file = write_gpx(folder / "walk.gpx", WALK, "Jiuyanlou walk")
    import_file(settings, file, Wishes("trails"))
    import_file(settings, file, Wishes("trails", id="ridge-walk"))
    zh, en = (page_text(front("pages", title=title)) for title in ("新的关于", "New about"))
    page = Document(Ref("page", "pages", "about"), {"zh": zh, "en": en})
    open_publishing(settings).publish_directly([page], "for a test")
    return settings


def tree(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {f.relative_to(folder).as_posix(): f.read_text(encoding="utf-8") for f in files}


def test_export_has_a_file_for_each_layer_and_page(
    sample_settings: Settings, tmp_path: Path
) -> None:
    count = export_state(sample_settings, tmp_path / "out")

    files = tree(tmp_path / "out")
    assert count == len(files)
    assert {Path(name).stem for name in files if name.endswith(".geojson")} <= set(LAYERS)
    assert files["content/pages/about.zh.md"] == (
        sample_settings.content / "pages" / "about.zh.md"
    ).read_text(encoding="utf-8")


def test_exported_files_load_to_the_same_state(sample_settings: Settings, tmp_path: Path) -> None:
    before = load_catalogue(sample_settings)

    after = load_catalogue(exported(sample_settings, tmp_path / "out"))

    assert after.version == before.version
    assert dict(after.places) == dict(before.places)
    assert dict(after.pages) == dict(before.pages)


def test_overlay_is_exported_as_part_of_the_state(
    sample_settings: Settings, tmp_path: Path
) -> None:
    before = published_catalogue(with_overlay(sample_settings, tmp_path))

    after = load_catalogue(exported(sample_settings, tmp_path / "out"))

    assert after.version == before.version
    assert after.trail("jiuyanlou-walk").coordinates == tuple(WALK)
    assert after.page("pages", "about", "zh").front.title == "新的关于"


def test_exporting_an_export_changes_no_byte(sample_settings: Settings, tmp_path: Path) -> None:
    first = exported(with_overlay(sample_settings, tmp_path), tmp_path / "one")

    exported(first, tmp_path / "two")

    assert tree(tmp_path / "two") == tree(tmp_path / "one")


def test_importing_again_into_an_export_loses_nothing(
    sample_settings: Settings, tmp_path: Path
) -> None:
    before = published_catalogue(with_overlay(sample_settings, tmp_path))
    again = exported(sample_settings, tmp_path / "out")

    import_file(again, tmp_path / "walk.gpx", Wishes("trails", id="ridge-walk"))

    after = published_catalogue(again)
    assert after.trail("ridge-walk") == before.trail("ridge-walk")
    assert set(after.places) == set(before.places)
    assert set(after.pages) == set(before.pages)


def test_shipped_state_survives_an_export(shipped_settings: Settings, tmp_path: Path) -> None:
    before = load_catalogue(shipped_settings)

    after = load_catalogue(exported(shipped_settings, tmp_path / "out"))

    assert after.version == before.version


def test_files_that_cannot_be_read_stop_the_export(
    sample_settings: Settings, tmp_path: Path
) -> None:
    (sample_settings.geodata / "peaks.geojson").write_text("{", encoding="utf-8")

    with pytest.raises(InvalidDataError, match="is not JSON"):
        export_state(sample_settings, tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_feature_has_only_the_properties_that_say_something() -> None:
    found = feature_json(place(aliases=["石村"]))

    assert set(found["properties"]) == {
        "name", "kind", "district", "summary", "position", "aliases",
    }  # fmt: skip


def test_feature_without_a_position_has_no_geometry() -> None:
    assert feature_json(place(geometry=None, position=NO_POSITION))["geometry"] is None


def test_line_keeps_every_height() -> None:
    geometry = line((115.8, 40.0), 2)

    found = feature_json(place("ridge-walk", "trails", geometry=geometry))

    assert found["geometry"] == {
        "type": "LineString",
        "coordinates": tuple(tuple(position) for position in geometry["coordinates"]),
    }
