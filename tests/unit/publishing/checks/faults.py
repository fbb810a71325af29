"""Forty faulty routes: what is changed in a good one, and the code that has to stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from oxymap.publishing.models import Document
from tests.unit.publishing.checks.sampling import Edit, feature_of, good, with_feature

Json = dict[str, object]


@dataclass(frozen=True)
class Fault:
    """A good route, one change to it, and the code of the error that must come."""

    name: str
    base: str
    edit: Edit
    code: str

    @property
    def document(self) -> Document:
        return self.edit(good(self.base))


# --- changes to a trail ----------------------------------------------------------------


def setting(path: str, value: object) -> Edit:
    """Set a property (dotted; numbers are places in lists)."""

    def edit(document: Document) -> Document:
        feature = feature_of(document)
        *steps, last = path.split(".")
        part = feature["properties"]
        for step in steps:
            part = part[int(step)] if isinstance(part, list) else part[step]  # type: ignore[index]
        part[int(last) if isinstance(part, list) else last] = value  # type: ignore[index]
        return with_feature(document, feature)

    return edit


def without(name: str) -> Edit:
    def edit(document: Document) -> Document:
        feature = feature_of(document)
        del feature["properties"][name]  # type: ignore[attr-defined]
        return with_feature(document, feature)

    return edit


def drawn(change: Callable[[list[list[float]]], object], kind: str = "LineString") -> Edit:
    """Change the positions of the line."""

    def edit(document: Document) -> Document:
        feature = feature_of(document)
        coordinates = feature["geometry"]["coordinates"]  # type: ignore[index]
        feature["geometry"] = {"type": kind, "coordinates": change(coordinates)}
        return with_feature(document, feature)

    return edit


def moved(lon: float, lat: float) -> Edit:
    """Move the line, and its waypoints away, so that it begins at a point."""

    def change(line: list[list[float]]) -> object:
        east, north = lon - line[0][0], lat - line[0][1]
        return [[round(p[0] + east, 6), round(p[1] + north, 6), *p[2:]] for p in line]

    return both(drawn(change), setting("waypoints", []))


def both(*edits: Edit) -> Edit:
    def edit(document: Document) -> Document:
        for one in edits:
            document = one(document)
        return document

    return edit


def heights(height: Callable[[int, float], float]) -> Edit:
    return drawn(lambda line: [[p[0], p[1], height(n, p[2])] for n, p in enumerate(line)])


# --- changes to a page -----------------------------------------------------------------


def written(lang: str, old: str, new: str) -> Edit:
    """Write something else in the text of one language, or of both (``lang=""``)."""

    def edit(document: Document) -> Document:
        texts = dict(document.texts)
        for name in [lang] if lang else list(texts):
            assert old in texts[name], (name, old)
            texts[name] = texts[name].replace(old, new, 1)
        return Document(document.ref, texts)

    return edit


def only(lang: str) -> Edit:
    return lambda document: Document(document.ref, {lang: document.texts[lang]})


def broken_json(document: Document) -> Document:
    return Document(document.ref, {"geojson": document.texts["geojson"][:-40]})


def other_id(document: Document) -> Document:
    feature = feature_of(document)
    return with_feature(document, {**feature, "id": "lingshui-loop-2"})


# The good routes, by what they are.
LOOP, RIDE = "lingshui-loop", "guishui-morning-ride"
STEPS, RIDGE = "shangfang-steps", "longqing-ridge"
VILLAGES, BIKE = "two-village-days", "guishui-by-bike"
CAVES, TEMPLES = "caves-and-wine", "temples-by-bus"
CAMERA = {"zh": "红外相机 3 号", "en": "Camera trap 3"}

FAULTS = (
    # languages
    Fault("english_name_missing", LOOP, setting("name.en", ""), "language_missing"),
    Fault("english_page_missing", VILLAGES, only("zh"), "language_missing"),
    Fault("english_summary_left_chinese", LOOP,
          setting("summary.en", "从灵水村口出发，绕村后的山梁走一圈。"), "wrong_language"),
    Fault("waypoint_only_chinese", LOOP, setting("waypoints.1.name", {"zh": "山梁凉亭"}),
          "language_missing"),
    Fault("to_be_filled_in_left", LOOP, setting("access.zh", "公交线路待补充。"), "placeholder"),
    Fault("todo_left_in_page", BIKE, written("en", "The order", "TODO order"), "placeholder"),
    Fault("days_differ_between_languages", CAVES, written("en", "days: 3", "days: 4"),
          "languages_differ"),
    Fault("stops_differ_between_languages", VILLAGES,
          written("en", "- place: lingshui", "- place: malan"), "languages_differ"),
    # schema
    Fault("file_cut_off", LOOP, broken_json, "unreadable"),
    Fault("summary_forgotten", RIDE, without("summary"), "missing"),
    Fault("unknown_terrain", LOOP, setting("terrain", "石板"), "unknown_value"),
    Fault("misspelt_field", LOOP, setting("lenght_hint_m", 4900), "unknown_field"),
    Fault("another_id", LOOP, other_id, "id_differs"),
    Fault("impossible_date", TEMPLES, written("", "2026-11-20", "2026-11-31"), "bad_date"),
    Fault("front_matter_broken", BIKE, written("zh", "mode: bike", "mode: [bike"), "unreadable"),
    # references
    Fault("stop_that_does_not_exist", VILLAGES,
          written("", "- place: shuangshitou", "- place: shuangshitou-old"), "reference_missing"),
    Fault("link_to_nothing", TEMPLES, written("zh", "(place:jietai-temple)", "(place:jietai)"),
          "reference_missing"),
    Fault("trail_that_does_not_exist", TEMPLES,
          written("", "[tanzhe-jietai-trail]", "[tanzhe-trail]"), "reference_missing"),
    Fault("township_of_no_district", LOOP, setting("township", "mtg-zhaitang"),
          "reference_missing"),
    Fault("live_block_misspelt", CAVES, written("zh", "::places{ids=", "::place{ids="),
          "bad_block"),
    # restricted areas
    Fault("through_the_core_zone", LOOP, moved(115.575, 39.83), "in_core_zone"),
    Fault("through_the_buffer_zone", STEPS,
          both(moved(115.618, 39.845), setting("district", "mentougou")), "in_buffer_zone"),
    Fault("experimental_zone_without_exemption", STEPS,
          moved(115.638, 39.83), "in_experimental_zone"),
    Fault("red_line_without_exemption", LOOP, moved(115.445, 40.05), "on_red_line"),
    Fault("into_the_enclosure", LOOP, moved(115.61, 40.075), "in_enclosure"),
    Fault("down_to_the_reservoir", STEPS,
          both(moved(115.684, 39.9635), setting("district", "mentougou")), "in_water_zone_1"),
    # protected species
    Fault("camera_as_waypoint", LOOP, setting("waypoints.1.name", CAMERA), "sensitive_name"),
    Fault("den_in_the_name", LOOP,
          setting("name", {"zh": "斑羚谷步道", "en": "Goral Valley Trail"}), "sensitive_name"),
    Fault("coordinates_of_the_leopard", LOOP,
          setting("note", {"zh": "红外相机拍到豹猫的地方：40.0123, 115.7321。",
                           "en": "Where a camera saw the cat: see the map."}),
          "sensitive_coordinates"),
    # the map
    Fault("lon_and_lat_exchanged", RIDE, drawn(lambda line: [[p[1], p[0]] for p in line]),
          "lon_lat_exchanged"),
    Fault("in_another_district", LOOP, setting("district", "fangshan"), "outside_district"),
    Fault("only_a_point", LOOP, drawn(lambda line: line[0], "Point"), "wrong_geometry"),
    Fault("sixty_metres_long", RIDE, drawn(lambda line: [line[0], [115.9445, 40.4402]]),
          "length_absurd"),
    # measures
    Fault("higher_than_any_mountain", LOOP, heights(lambda n, ele: 8848.0 if n == 9 else ele),
          "height_absurd"),
    Fault("heights_that_jump", LOOP, heights(lambda n, ele: 500.0 + 1200 * (n // 3 % 2)),
          "ascent_absurd"),
    Fault("stop_after_the_last_day", VILLAGES, written("", "    day: 2", "    day: 3"),
          "day_beyond_end"),
    Fault("walk_across_the_district", VILLAGES,
          both(written("", "mode: drive", "mode: walk"),
               written("", "- place: shuangshitou", "- place: sanjiadian"),
               written("", "- place: lingshui\n    day: 2", "- place: jiangshuihe\n    day: 1")),
          "stops_too_far"),
    # links, photographs
    Fault("script_in_a_link", BIKE, written("zh", "https://yllhj.beijing.gov.cn/",
                                            "javascript:alert(1)"), "bad_link"),
    Fault("script_in_the_text", TEMPLES, written("zh", "寺里请小声", "<script>alert(1)</script>"),
          "raw_html"),
    Fault("photograph_described_by_its_file", RIDGE, setting("photos.0.alt.zh", "IMG_2026.jpg"),
          "photo_alt"),
)  # fmt: skip
