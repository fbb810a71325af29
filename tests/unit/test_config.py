"""Settings come from the environment and settings.toml; a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from oxymap.config import PREFIX, ROOT, Settings, load_settings, make_settings
from oxymap.errors import SettingsError


def write_toml(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_defaults_need_no_file(tmp_path: Path) -> None:
    found = load_settings(tmp_path)

    assert found == make_settings({"data": tmp_path})
    assert (found.basemap, found.reload_seconds, found.log_level) == ("own", 2.0, "INFO")


def test_project_folder_holds_what_is_shipped() -> None:
    assert {path.name for path in ROOT.iterdir()} >= {"site", "geodata", "content", "templates"}


def test_file_is_read(tmp_path: Path) -> None:
    write_toml(tmp_path, 'site_url = "https://map.example/"\noperator = "某单位"\n')

    found = load_settings(tmp_path)

    assert (found.site_url, found.operator) == ("https://map.example/", "某单位")


def test_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_toml(tmp_path, 'operator = "from the file"\ncontact = "a@b.example"\n')
    monkeypatch.setenv("OXYMAP_OPERATOR", "from the environment")

    found = load_settings(tmp_path)

    assert (found.operator, found.contact) == ("from the environment", "a@b.example")


def test_texts_of_the_environment_become_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXYMAP_RELOAD_SECONDS", "0.5")
    monkeypatch.setenv("OXYMAP_MAP_APPROVAL_REQUIRED", "true")
    monkeypatch.setenv("OXYMAP_BASEMAP_MAX_ZOOM", "15")

    found = load_settings(tmp_path)

    assert (found.reload_seconds, found.map_approval_required) == (0.5, True)
    assert found.basemap_max_zoom == 15


def test_data_folder_of_the_environment_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_toml(tmp_path / "there", 'operator = "there"\n')
    monkeypatch.setenv("OXYMAP_DATA", str(tmp_path / "there"))

    found = load_settings()

    assert (found.data, found.operator) == (tmp_path / "there", "there")


def test_named_data_folder_wins_over_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXYMAP_DATA", str(tmp_path / "there"))

    assert load_settings(tmp_path / "here").data == tmp_path / "here"


def test_file_cannot_move_the_data_folder_it_lies_in(tmp_path: Path) -> None:
    write_toml(tmp_path, 'data = "/somewhere/else"\n')

    assert load_settings(tmp_path).data == tmp_path


def test_relative_data_folder_becomes_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert load_settings(Path("data")).data == tmp_path / "data"


def test_unknown_name_in_the_environment_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXYMAP_SITEURL", "https://map.example")

    with pytest.raises(SettingsError, match="siteurl: Extra inputs are not permitted"):
        load_settings(tmp_path)


def test_unknown_name_in_the_file_is_named(tmp_path: Path) -> None:
    write_toml(tmp_path, 'colour = "red"\n')

    with pytest.raises(SettingsError, match="colour: Extra inputs are not permitted"):
        load_settings(tmp_path)


def test_every_wrong_setting_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        make_settings({"colour": "red", "log_level": "LOUD", "basemap_max_zoom": 99})

    lines = caught.value.message.splitlines()
    assert lines[0] == "Settings cannot be used:"
    assert {line.strip().partition(":")[0] for line in lines[1:]} == {
        "colour", "log_level", "basemap_max_zoom",
    }  # fmt: skip


def test_names_of_other_programs_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTHER_OXYMAP_COLOUR", "red")

    assert load_settings(tmp_path).data == tmp_path


def test_file_that_is_no_toml_is_named_with_its_place(tmp_path: Path) -> None:
    file = write_toml(tmp_path, 'operator = "open\n')

    with pytest.raises(SettingsError, match=r"line 1") as caught:
        load_settings(tmp_path)

    assert str(file) in caught.value.message


@pytest.mark.parametrize(
    "url", ["map.example", "ftp://map.example", "https://", "https:///path", "https://a b"]
)
def test_address_of_the_site_must_be_one(url: str) -> None:
    with pytest.raises(SettingsError, match="site_url"):
        make_settings({"site_url": url})


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://map.example", "https://map.example"),
        ("https://map.example/", "https://map.example"),
        ("http://10.0.0.1:8000/oxymap/", "http://10.0.0.1:8000/oxymap"),
    ],
)
def test_base_address_has_no_slash_at_its_end(url: str, expected: str) -> None:
    assert make_settings({"site_url": url}).base_url == expected


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"basemap": "tianditu"}, "tianditu_key"),
        ({"basemap": "tianditu", "tianditu_key": ""}, "tianditu_key"),
        ({"basemap": "xyz"}, "basemap_url"),
        ({"basemap": "wmts", "tianditu_key": "k"}, "basemap_url"),
        ({"basemap": "pmtiles", "basemap_url": ""}, "basemap_url"),
        (
            {"basemap": "tianditu", "tianditu_key": "k", "map_approval_required": True},
            "map_approval_no",
        ),
    ],
)
def test_base_map_needs_what_belongs_to_it(values: dict[str, object], missing: str) -> None:
    with pytest.raises(SettingsError, match=rf"needs {missing}"):
        make_settings(values)


@pytest.mark.parametrize(
    "values",
    [
        {"basemap": "own"},
        {"basemap": "own", "map_approval_required": True},
        {"basemap": "tianditu", "tianditu_key": "k"},
        {"basemap": "xyz", "basemap_url": "https://tiles.example/{z}/{x}/{y}.png"},
        {"basemap": "pmtiles", "basemap_url": "/assets/beijing.pmtiles"},
        {
            "basemap": "wmts",
            "basemap_url": "https://map.example/wmts",
            "map_approval_required": True,
            "map_approval_no": "GS京(2026)0000号",
        },
    ],
)
def test_complete_base_map_is_taken(values: dict[str, object]) -> None:
    assert make_settings(values).basemap == values["basemap"]


@pytest.mark.parametrize(
    "values",
    [{"reload_seconds": -1}, {"basemap_max_zoom": 0}, {"basemap": "google"}, {"log_level": "info"}],
)
def test_value_out_of_range_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match=next(iter(values))):
        make_settings(values)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        make_settings({}).operator = "other"  # type: ignore[misc]


def test_every_setting_has_a_name_that_fits_the_environment() -> None:
    assert all(name == name.lower() and name.isidentifier() for name in Settings.model_fields)
    assert PREFIX == "OXYMAP_"
