import pytest

from oxymap.config import Settings
from oxymap.maps import scripts
from oxymap.maps.scripts import (
    KINDS,
    MapScriptError,
    compose_all,
    ensure_map_scripts,
    read_map_scripts,
    script_paths,
)

TIANDITU = {"basemap": "tianditu", "tianditu_key": "k"}
TILES = {"basemap": "xyz", "basemap_url": "https://tiles.example/{z}/{x}/{y}.png"}


def keep(settings, text):
    """Keep a script of every kind that says `text`."""
    for path in script_paths(settings).values():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def names(settings):
    return {path.name for path in script_paths(settings).values()}


def test_scripts_are_kept_in_the_cache_of_the_data_folder(tmp_path):
    paths = script_paths(Settings(data=tmp_path))

    assert tuple(paths) == KINDS
    assert {path.parent for path in paths.values()} == {tmp_path / "cache" / "maps"}
    assert len(set(paths.values())) == len(KINDS)


@pytest.mark.parametrize(
    "change",
    [
        TIANDITU,
        TILES,
        {**TILES, "basemap_attribution": "Example"},
        {"basemap_max_zoom": 15},
        {"map_approval_no": "GS(2026)1号"},
    ],
)
def test_other_base_map_settings_have_scripts_of_their_own(tmp_path, change):
    usual, other = Settings(data=tmp_path), Settings(data=tmp_path, **change)

    assert not names(usual) & names(other)


@pytest.mark.parametrize("change", [{"operator": "某某"}, {"log_level": "DEBUG"}])
def test_settings_that_no_map_shows_leave_the_scripts_alone(tmp_path, change):
    assert names(Settings(data=tmp_path)) == names(Settings(data=tmp_path, **change))


def test_the_key_of_a_service_is_not_in_a_file_name(tmp_path):
    settings = Settings(data=tmp_path, basemap="tianditu", tianditu_key="secretword")

    assert not any("secretword" in name for name in names(settings))


def test_kept_scripts_are_reused(tmp_path):
    settings = Settings(data=tmp_path)
    keep(settings, "kept")

    assert read_map_scripts(settings) == dict.fromkeys(KINDS, b"kept")


def test_a_failure_carries_what_composing_said(tmp_path):
    (tmp_path / "settings.toml").write_text('colour_of_the_sky = "blue"\n')

    with pytest.raises(MapScriptError, match=r"could not be composed[\s\S]*colour_of_the_sky"):
        ensure_map_scripts(Settings(data=tmp_path))


def test_composing_removes_scripts_of_older_settings(tmp_path):
    old, new = Settings(data=tmp_path, **TILES), Settings(data=tmp_path)
    keep(old, "old")

    compose_all(new)

    kept = {path.name for path in (tmp_path / "cache" / "maps").iterdir()}
    assert kept == names(new)
    assert b"oxymap.composed.full" in read_map_scripts(new)["full"]


def test_the_approval_number_and_the_attribution_reach_the_map():
    choice = scripts.base_map_choice(
        Settings(**TILES, basemap_attribution="E", map_approval_no="G")
    )

    assert (choice["provider"], choice["attribution"], choice["approval"]) == ("xyz", "E", "G")
