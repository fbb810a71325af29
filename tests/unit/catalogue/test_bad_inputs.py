"""Every bad file is named with its line, and with words that say what to mend.

The files lie in ``tests/fixtures/``; each is put into a sample project that is
otherwise in order.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from oxymap.catalogue.loader import load_catalogue
from oxymap.config import ROOT, Settings
from oxymap.errors import InvalidDataError, Problem

FIXTURES = ROOT / "tests" / "fixtures"
STATUSES = "'open', 'planned', 'under_construction', 'closed_for_season', 'closed' or 'unknown'"
Expected = list[tuple[str, int, str]]

#: (layer, file, [(line, message)])
GEODATA: list[tuple[str, str, list[tuple[int, str]]]] = [
    ("villages", "swapped-axes", [
        (31, "geometry of swapped-village: position (39.994, 115.795) has lon and lat exchanged"),
    ]),
    ("protected", "unclosed-ring", [
        (6, "geometry of open-reserve: the ring that starts at (115.78, 39.98) is not closed"),
    ]),
    ("protected", "clockwise-ring", [
        (6, ("geometry of wound-reserve: "
            "the ring that starts at (115.78, 39.98) is not counter-clockwise")),
    ]),
    ("trails", "point-as-line", [
        (6, "geometry of dot-walk: a line of 1 positions is not a line"),
    ]),
    ("villages", "duplicate-id", [
        (31, "id: 'same-village' stands already in duplicate-id.geojson:6"),
    ]),
    ("villages", "number-as-id", [(6, "id: Input should be a valid string (value 7)")]),
    ("villages", "unknown-kind", [
        (29, "properties.kind: 'castle' of odd-village is not one of village, courtyard, town"),
    ]),
    ("villages", "unknown-property", [
        (27, "properties.ion_count: Extra inputs are not permitted (value 'many')"),
    ]),
    ("villages", "missing-property", [(11, "properties.summary: Field required")]),
    ("villages", "wrong-values", [
        (27, f"properties.status: Input should be {STATUSES} (value 'opened')"),
        (25, "properties.position.precision_m: Input should be greater than 0 (value -5)"),
    ]),
    ("villages", "missing-township", [
        (6, "properties.township of lost-village: there is no township 'gone-town'"),
    ]),
    ("villages", "outside-the-districts", [
        (6, ("geometry of city-village: lies 20.5 km outside mentougou, "
            "more than its precision allows")),
    ]),
    ("villages", "not-json", [(17, "is not JSON: Expecting ',' delimiter")]),
    ("villages", "empty-collection", []),
]  # fmt: skip

#: (folder, [(file, line, message)])
CONTENT: list[tuple[str, Expected]] = [
    ("unknown-key", [
        ("unknown-key.zh.md", 6, "colour: Extra inputs are not permitted (value 'red')"),
        ("unknown-key.en.md", 1, "'unknown-key' has no version in 'zh'"),
    ]),
    ("missing-place", [
        ("missing-place.en.md", 11, "stops.1.place: there is no place 'gone-village'"),
        ("missing-place.zh.md", 11, "stops.1.place: there is no place 'gone-village'"),
    ]),
    ("missing-link", [
        ("missing-link.en.md", 10, "there is no place 'gone-village'"),
        ("missing-link.zh.md", 10, "there is no place 'gone-village'"),
    ]),
    ("missing-translation", [
        ("missing-translation.zh.md", 1, "'missing-translation' has no version in 'en'"),
    ]),
    ("malformed-block", [
        ("malformed-block.zh.md", 10,
         "parameters of 'map' cannot be read: 'places=stone-village'"),
    ]),
    ("bad-date", [
        ("bad-date.zh.md", 7, ("start: Input should be a valid date or datetime, "
         "day value is outside expected range (value '2026-02-30')")),
        ("bad-date.en.md", 1, "'bad-date' has no version in 'zh'"),
    ]),
    ("end-before-start", [
        ("end-before-start.en.md", 2,
         "front matter: Value error, end needs a start, and is not before it"),
        ("end-before-start.zh.md", 2,
         "front matter: Value error, end needs a start, and is not before it"),
    ]),
    ("different-order", [
        ("different-order.en.md", 6, "order: 20 differs from different-order.zh.md"),
    ]),
    ("no-front-matter", [
        ("no-front-matter.zh.md", 1, "has no front matter between two lines of ---"),
        ("no-front-matter.en.md", 1, "'no-front-matter' has no version in 'zh'"),
    ]),
    ("not-yaml", [
        ("not-yaml.zh.md", 7, "front matter is not YAML: did not find expected ',' or ']'"),
        ("not-yaml.en.md", 1, "'not-yaml' has no version in 'zh'"),
    ]),
]  # fmt: skip


def problems(settings: Settings) -> list[Problem]:
    try:
        load_catalogue(settings)
    except InvalidDataError as error:
        return error.problems
    return []


@pytest.mark.parametrize(("layer", "name", "expected"), GEODATA, ids=[row[1] for row in GEODATA])
def test_bad_geodata_is_named_with_file_line_and_words(
    sample_settings: Settings, layer: str, name: str, expected: list[tuple[int, str]]
) -> None:
    file = sample_settings.geodata / layer / f"{name}.geojson"
    file.parent.mkdir()
    shutil.copy(FIXTURES / "geodata_bad" / file.name, file)

    found = problems(sample_settings)

    assert found == [Problem(file, line, message) for line, message in expected]


@pytest.mark.parametrize(("name", "expected"), CONTENT, ids=[row[0] for row in CONTENT])
def test_bad_content_is_named_with_file_line_and_words(
    sample_settings: Settings, name: str, expected: Expected
) -> None:
    shutil.copytree(FIXTURES / "content_bad" / name, sample_settings.content, dirs_exist_ok=True)

    found = problems(sample_settings)

    assert [(problem.file.name, problem.line, problem.message) for problem in found] == expected
    assert all(problem.file.is_relative_to(sample_settings.content) for problem in found)


@pytest.mark.parametrize(
    ("folder", "table"),
    [("geodata_bad", {row[1] for row in GEODATA}), ("content_bad", {row[0] for row in CONTENT})],
)
def test_every_bad_file_has_its_row(folder: str, table: set[str]) -> None:
    files: list[Path] = sorted((FIXTURES / folder).iterdir())

    assert {file.stem for file in files} == table
