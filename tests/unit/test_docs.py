"""The documentation names everything that there is, and nothing that there is not."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import get_args

import click
import pytest
from pydantic import BaseModel

from oxymap import create_app
from oxymap.catalogue.loader import load_catalogue
from oxymap.catalogue.models import (
    FRONTS,
    LAYER_KINDS,
    Place,
    Position,
    PositionMethod,
    Properties,
    SeasonWindow,
    Stop,
    TitleEvent,
    Waypoint,
)
from oxymap.catalogue.references import BLOCKS, LINK_SCHEMES
from oxymap.cli import main
from oxymap.config import ROOT, Settings, make_settings
from oxymap.web.rendering import VERSION
from tests.app.studio_stage import studio_app

DOCS = ROOT / "docs"
PACKAGES = ROOT / "site" / "oxymap"
REQUIREMENT = re.compile(r"^\| (D(?:[13-6]|1[134])\.\d+) \|", re.MULTILINE)
#: Rows of class P0 and P1 in each group of the requirements list.
REQUIREMENT_ROWS = {
    "D1": 14, "D3": 37, "D4": 11, "D5": 27, "D6": 37, "D11": 12, "D13": 19, "D14": 10,
}  # fmt: skip
PAGE_LINK = re.compile(r"`/(places|trails|routes|festivals|districts|pages)/([a-z0-9-]+)`")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
MARKDOWN_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@cache
def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(document: str, heading: str) -> str:
    """The text below one heading, up to the next heading of the same or a higher level."""
    level = heading.index(" ")
    start = re.search(rf"^{re.escape(heading)}$", document, re.MULTILINE)
    assert start, f"there is no heading {heading!r}"
    rest = document[start.end() :]
    end = re.search(rf"^#{{1,{level}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def commands() -> list[tuple[str, click.Command]]:
    return sorted(main.commands.items())


def documents() -> list[Path]:
    top = [ROOT / name for name in ("README.md", "README.zh-CN.md", "CHANGELOG.md")]
    return [*top, ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_has_a_heading_and_its_variable(name: str) -> None:
    described = section(text("docs/settings.md"), f"### {name}")

    assert f"`OXYMAP_{name.upper()}`" in described


def test_settings_page_describes_no_setting_that_does_not_exist() -> None:
    headings = re.findall(r"^### (.+)$", text("docs/settings.md"), re.MULTILINE)

    assert headings == list(Settings.model_fields)


@pytest.mark.parametrize(("name", "command"), commands())
def test_every_command_is_documented_with_its_options(name: str, command: click.Command) -> None:
    described = section(text("docs/commands.md"), f"## {name}")
    options = [option for parameter in command.params for option in parameter.opts]

    missing = [name for name in options if name.startswith("--") and f"`{name}" not in described]

    assert missing == []


def test_commands_page_describes_no_command_that_does_not_exist() -> None:
    headings = set(re.findall(r"^## ([a-z0-9]+)$", text("docs/commands.md"), re.MULTILINE))

    assert headings == set(main.commands)


def test_every_address_is_documented(tmp_path: Path) -> None:
    app = create_app(make_settings({"data": tmp_path}))
    every = [*app.url_map.iter_rules(), *studio_app(app).url_map.iter_rules()]
    rules = {re.sub(r"^/en(?=/)", "", rule.rule) for rule in every}
    described = text("docs/urls.md")

    missing = sorted(rule for rule in rules if f"`{rule}`" not in described)

    assert missing == []


@pytest.mark.parametrize("layer", list(LAYER_KINDS))
def test_every_layer_is_documented_with_its_kinds(layer: str) -> None:
    described = section(text("docs/geodata.md"), "## Layers")

    missing = [word for word in (layer, *LAYER_KINDS[layer]) if f"`{word}`" not in described]

    assert missing == []


@pytest.mark.parametrize("name", list(Properties.model_fields))
def test_every_property_of_a_feature_is_documented(name: str) -> None:
    assert f"| `{name}` |" in section(text("docs/geodata.md"), "## Properties")


@pytest.mark.parametrize("model", [Position, SeasonWindow, Waypoint])
def test_every_field_inside_a_property_is_documented(model: type[BaseModel]) -> None:
    described = text("docs/geodata.md")

    assert [name for name in model.model_fields if f"| `{name}` |" not in described] == []


@pytest.mark.parametrize("method", get_args(PositionMethod))
def test_every_position_method_is_documented(method: str) -> None:
    assert f"| `{method}` |" in section(text("docs/geodata.md"), "## Positions")


@pytest.mark.parametrize("page_type", list(FRONTS))
def test_every_front_matter_field_is_documented(page_type: str) -> None:
    document = text("docs/content.md")
    described = section(document, "### Every page") + section(document, f"### {page_type}")

    missing = [n for n in FRONTS[page_type].model_fields if f"| `{n}` |" not in described]

    assert missing == []


@pytest.mark.parametrize("model", [Stop, TitleEvent])
def test_every_field_of_stops_and_timelines_is_documented(model: type[BaseModel]) -> None:
    described = text("docs/content.md")

    assert [name for name in model.model_fields if f"| `{name}` |" not in described] == []


@pytest.mark.parametrize("block", list(BLOCKS))
def test_every_live_block_is_documented_with_its_parameters(block: str) -> None:
    described = section(text("docs/content.md"), f"### {block}")

    assert f"::{block}{{" in described
    assert [name for name in BLOCKS[block] if f"`{name}`" not in described] == []


@pytest.mark.parametrize("scheme", LINK_SCHEMES)
def test_every_link_scheme_is_documented(scheme: str) -> None:
    assert f"`{scheme}:" in section(text("docs/content.md"), "## Links")


def test_every_package_is_in_the_architecture() -> None:
    folders = {file.parent.relative_to(PACKAGES).as_posix() for file in PACKAGES.rglob("*.py")}
    described = text("docs/architecture.md")

    assert sorted(name for name in folders - {"."} if f"`{name}/`" not in described) == []


def test_every_module_beside_the_packages_is_in_the_architecture() -> None:
    described = text("docs/architecture.md")

    assert sorted(f.name for f in PACKAGES.glob("*.py") if f"`{f.name}`" not in described) == []


def test_every_folder_of_the_project_is_in_the_architecture() -> None:
    described = text("docs/architecture.md")
    known = ("site", "templates", "static", "geodata", "content", "tests", "bench", "docs")

    assert [name for name in known if f"`{name}/`" not in described] == []


def test_every_layer_file_is_named_in_the_sources() -> None:
    named = text("geodata/SOURCES.md")
    files = sorted((ROOT / "geodata").glob("*.geojson"))

    assert [file.name for file in files if f"`{file.name}`" not in named] == []


def test_coverage_answers_every_row_once() -> None:
    rows = REQUIREMENT.findall(text("docs/coverage.md"))

    counted = {group: [r for r in rows if r.startswith(f"{group}.")] for group in REQUIREMENT_ROWS}

    assert len(set(rows)) == len(rows)
    for group, count in REQUIREMENT_ROWS.items():
        assert counted[group] == [f"{group}.{number}" for number in range(1, count + 1)]


def test_coverage_leads_to_pages_that_exist(tmp_path: Path) -> None:
    catalogue = load_catalogue(make_settings({"data": tmp_path}))
    pages = {(page_type, page_id) for page_type, page_id, _ in catalogue.pages}
    pages |= {("festivals", page_id) for page_type, page_id in pages if page_type == "seasons"}

    def exists(folder: str, name: str) -> bool:
        place: Place | None = catalogue.places.get(name)
        if folder in {"places", "trails"}:
            return place is not None and (place.layer == "trails") == (folder == "trails")
        return (folder, name) in pages

    named = PAGE_LINK.findall(text("docs/coverage.md"))

    assert sorted({f"/{folder}/{name}" for folder, name in named if not exists(folder, name)}) == []


@pytest.mark.parametrize("file", documents(), ids=lambda file: str(file.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(file: Path) -> None:
    prose = FENCED.sub("", file.read_text(encoding="utf-8"))
    targets = [t for t in MARKDOWN_LINK.findall(prose) if not re.match(r"[a-z]+:", t)]

    assert [target for target in targets if not (file.parent / target).exists()] == []


@pytest.mark.parametrize("file", sorted((DOCS / "adr").glob("*.md")), ids=lambda file: file.stem)
def test_every_decision_has_its_four_parts(file: Path) -> None:
    headings = re.findall(r"^## (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)

    assert headings == ["Status", "Context", "Decision", "Consequences"]


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(file.name[:4]) for file in sorted((DOCS / "adr").glob("[0-9]*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))


def test_changelog_begins_with_the_version_that_pages_show() -> None:
    newest = re.search(r"^## \[([^\]]+)\]", text("CHANGELOG.md"), re.MULTILINE)

    assert newest
    assert newest[1] in {VERSION, "Unreleased"}
