"""A recording becomes part of the published state, or nothing changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from oxymap.config import Settings
from oxymap.errors import FormatError, InvalidDataError, OxyMapError
from oxymap.importing import RECORDED_PRECISION_M, Wishes, import_file, slug
from oxymap.publishing.opening import published_catalogue
from oxymap.publishing.overlay import overlay_source
from tests.factories import POINTS, write_gpx

#: A made-up walk near 九眼楼, (lon, lat, height in m), WGS 84.
WALK = [
    (116.4856, 40.4900, 850.0),
    (116.4870, 40.4887, 856.0),
    (116.4890, 40.4880, 862.0),
    (116.4923, 40.4877, 877.0),
]
TRAIL = Wishes("trails")


def gpx(folder: Path, *points: tuple[float, ...], name: str = "Jiuyanlou walk") -> Path:
    return write_gpx(folder / "walk.gpx", points or WALK, name)


def waypoint(folder: Path, lon: float = 116.4923, lat: float = 40.4877) -> Path:
    return write_gpx(folder / "points.gpx", [(lon, lat)], "九眼楼", kind="wpt")


def overlay(settings: Settings) -> list[str]:
    return [f"{entry.group}/{entry.id}" for entry in overlay_source(settings).read().entries]


def test_recording_becomes_a_trail_of_the_overlay(
    sample_settings: Settings, tmp_path: Path
) -> None:
    done = import_file(sample_settings, gpx(tmp_path), TRAIL)

    trail = published_catalogue(sample_settings).trail("jiuyanlou-walk")
    assert overlay(sample_settings) == ["trails/jiuyanlou-walk"]
    assert [place.id for place in done.places] == ["jiuyanlou-walk"]
    assert trail.coordinates == tuple(WALK)
    assert trail.properties.line == "recorded"


def test_shipped_files_stay_as_they_are(sample_settings: Settings, tmp_path: Path) -> None:
    file = sample_settings.geodata / "trails.geojson"
    before = file.read_bytes()

    import_file(sample_settings, gpx(tmp_path), Wishes("trails", id="ridge-walk"))

    assert file.read_bytes() == before


def test_new_trail_says_what_is_not_known_yet(sample_settings: Settings, tmp_path: Path) -> None:
    (place,) = import_file(sample_settings, gpx(tmp_path), TRAIL).places

    properties = place.properties
    assert (properties.kind, properties.district, properties.status) == (
        "trail", "yanqing", "unknown",
    )  # fmt: skip
    assert properties.summary.zh == "由文件导入，说明待补充。"
    assert (properties.position.method, properties.position.precision_m) == (
        "gps", RECORDED_PRECISION_M,
    )  # fmt: skip
    assert not properties.position.verified


def test_given_names_and_id_are_used(sample_settings: Settings, tmp_path: Path) -> None:
    wishes = Wishes("trails", id="nine-eyes", name_zh="九眼楼步道", name_en="Nine Eyes Walk")

    (place,) = import_file(sample_settings, gpx(tmp_path), wishes).places

    assert place.id == "nine-eyes"
    assert (place.properties.name.zh, place.properties.name.en) == ("九眼楼步道", "Nine Eyes Walk")


def test_chinese_name_of_the_recording_gives_a_pinyin_id(
    sample_settings: Settings, tmp_path: Path
) -> None:
    (place,) = import_file(sample_settings, gpx(tmp_path, name="九眼楼步道"), TRAIL).places

    assert place.id == "jiu-yan-lou-bu-dao"
    assert (place.properties.name.zh, place.properties.name.en) == (
        "九眼楼步道",
        "Jiu Yan Lou Bu Dao",
    )


def test_recording_without_a_name_is_called_like_its_file(
    sample_settings: Settings, tmp_path: Path
) -> None:
    (place,) = import_file(sample_settings, gpx(tmp_path, name=""), TRAIL).places

    assert (place.id, place.properties.name.zh) == ("walk", "walk")


def test_published_id_gets_the_new_line_and_keeps_its_texts(
    sample_settings: Settings, tmp_path: Path
) -> None:
    before = published_catalogue(sample_settings).trail("brook-path")
    lon, lat = POINTS["mentougou"]
    beside = [(lon + n * 0.001, lat, 800.0 + n) for n in range(4)]

    import_file(sample_settings, gpx(tmp_path, *beside), Wishes("trails", id="brook-path"))

    after = published_catalogue(sample_settings).trail("brook-path")
    assert after.properties.name == before.properties.name
    assert after.properties.summary == before.properties.summary
    assert (before.properties.line, after.properties.line) == ("schematic", "recorded")
    assert after.properties.position.source == "Recording imported from a file: walk"


def test_importing_again_replaces_what_was_imported(
    sample_settings: Settings, tmp_path: Path
) -> None:
    import_file(sample_settings, gpx(tmp_path), TRAIL)

    import_file(sample_settings, gpx(tmp_path, *WALK[:3]), TRAIL)

    assert overlay(sample_settings) == ["trails/jiuyanlou-walk"]
    assert published_catalogue(sample_settings).trail("jiuyanlou-walk").coordinates == tuple(
        WALK[:3]
    )


def test_line_without_heights_has_positions_of_two_numbers(
    sample_settings: Settings, tmp_path: Path
) -> None:
    flat = [point[:2] for point in WALK]

    (place,) = import_file(sample_settings, gpx(tmp_path, *flat), TRAIL).places

    assert place.coordinates == tuple(flat)


def test_break_in_a_recording_is_kept(sample_settings: Settings, tmp_path: Path) -> None:
    file = gpx(tmp_path)
    text = file.read_text(encoding="utf-8")
    third = text.index('<trkpt lon="116.489"')
    file.write_text(f"{text[:third]}</trkseg><trkseg>{text[third:]}", encoding="utf-8")

    (place,) = import_file(sample_settings, file, TRAIL).places

    assert place.geometry_type == "MultiLineString"
    assert place.coordinates == (tuple(WALK[:2]), tuple(WALK[2:]))


def test_waypoint_becomes_a_place(sample_settings: Settings, tmp_path: Path) -> None:
    (place,) = import_file(sample_settings, waypoint(tmp_path), Wishes("viewpoints")).places

    found = published_catalogue(sample_settings).place("jiu-yan-lou")
    assert found == place
    assert (found.point, found.properties.kind) == ((116.4923, 40.4877), "viewpoint")
    assert found.properties.line is None


def test_positions_of_another_datum_are_converted(
    sample_settings: Settings, tmp_path: Path
) -> None:
    wishes = Wishes("viewpoints", crs="gcj02")

    (place,) = import_file(sample_settings, waypoint(tmp_path), wishes).places

    assert place.point is not None
    # GCJ-02 lies 300 to 700 m off in Beijing, mostly to the east.
    assert 0.004 < 116.4923 - place.point[0] < 0.008


def test_mended_file_is_imported_with_warnings_for_people(
    sample_settings: Settings, tmp_path: Path
) -> None:
    points = [*WALK[:2], (0.0, 0.0), *WALK[2:]]

    done = import_file(sample_settings, gpx(tmp_path, *points), TRAIL)

    (warning,) = done.warnings
    assert warning.startswith("points at 0, 0 are no positions and were left out: 1")


@pytest.mark.parametrize("move", [(2.0, 0.0), (0.0, -1.0)], ids=["to the east", "to the south"])
def test_recording_outside_the_districts_is_refused_and_nothing_is_kept(
    sample_settings: Settings, tmp_path: Path, move: tuple[float, float]
) -> None:
    before = published_catalogue(sample_settings).version
    points = [(lon + move[0], lat + move[1], ele) for lon, lat, ele in WALK]

    with pytest.raises(FormatError, match="outside the three districts"):
        import_file(sample_settings, gpx(tmp_path, *points), TRAIL)

    assert overlay(sample_settings) == []
    assert published_catalogue(sample_settings).version == before


def test_published_trail_cannot_be_moved_out_of_its_district(
    sample_settings: Settings, tmp_path: Path
) -> None:
    points = [(lon + 2.0, lat, ele) for lon, lat, ele in WALK]

    with pytest.raises(InvalidDataError, match="geometry of ridge-walk: "):
        import_file(sample_settings, gpx(tmp_path, *points), Wishes("trails", id="ridge-walk"))

    assert overlay(sample_settings) == []


def test_failed_import_leaves_the_one_before(sample_settings: Settings, tmp_path: Path) -> None:
    wishes = Wishes("trails", id="ridge-walk")
    import_file(sample_settings, gpx(tmp_path), wishes)
    before = published_catalogue(sample_settings).version

    with pytest.raises(InvalidDataError):
        import_file(sample_settings, gpx(tmp_path, (118.0, 40.0), (118.1, 40.0)), wishes)

    assert published_catalogue(sample_settings).version == before


@pytest.mark.parametrize(
    ("make", "layer", "wanted"), [(gpx, "viewpoints", "point"), (waypoint, "trails", "line")]
)
def test_file_that_has_nothing_for_the_layer_is_refused(
    sample_settings: Settings, tmp_path: Path, make, layer: str, wanted: str
) -> None:
    with pytest.raises(FormatError, match=f"there is no {wanted} in it for the layer {layer}"):
        import_file(sample_settings, make(tmp_path), Wishes(layer))

    assert overlay(sample_settings) == []


@pytest.mark.parametrize(
    ("make", "wishes"),
    [
        (gpx, Wishes("trails", id="high-peak")),
        (waypoint, Wishes("viewpoints", id="stone-village")),
        (gpx, Wishes("trails", id="Not An Id")),
        (waypoint, Wishes("districts", id="haidian")),
    ],
    ids=["id of a peak", "id of a village", "no id at all", "fourth district"],
)
def test_wish_that_does_not_fit_is_refused_with_an_error_of_ours(
    sample_settings: Settings, tmp_path: Path, make, wishes: Wishes
) -> None:
    with pytest.raises(OxyMapError):
        import_file(sample_settings, make(tmp_path), wishes)

    assert overlay(sample_settings) == []


def test_several_recordings_cannot_have_one_id(sample_settings: Settings, tmp_path: Path) -> None:
    file = gpx(tmp_path)
    text = file.read_text(encoding="utf-8")
    track = text[text.index("<trk>") : text.index("</gpx>")]
    file.write_text(text.replace("</gpx>", f"{track}</gpx>"), encoding="utf-8")

    with pytest.raises(FormatError, match="holds 2 features, so one id 'two' cannot name them"):
        import_file(sample_settings, file, Wishes("trails", id="two"))


def test_two_recordings_of_the_same_name_are_both_kept(
    sample_settings: Settings, tmp_path: Path
) -> None:
    file = gpx(tmp_path)
    text = file.read_text(encoding="utf-8")
    track = text[text.index("<trk>") : text.index("</gpx>")]
    file.write_text(text.replace("</gpx>", f"{track}</gpx>"), encoding="utf-8")

    done = import_file(sample_settings, file, TRAIL)

    assert len({place.id for place in done.places}) == 2
    assert len(overlay(sample_settings)) == 2


def test_file_that_cannot_be_read_changes_nothing(
    sample_settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "broken.gpx"
    file.write_text("<gpx><trk>", encoding="utf-8")

    with pytest.raises(FormatError):
        import_file(sample_settings, file, TRAIL)

    assert overlay(sample_settings) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jiuyanlou Walk (2)", "jiuyanlou-walk-2"),
        ("九眼楼", "jiu-yan-lou"),
        ("京西 Old Road", "jing-xi"),
        ("--", "imported"),
        ("😀", "imported"),
    ],
)
def test_id_is_made_of_ascii_words(name: str, expected: str) -> None:
    assert slug(name) == expected
