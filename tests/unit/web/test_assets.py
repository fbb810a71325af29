"""Assets are the pinned bytes, under an address that changes with any of them."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from pathlib import Path

import pytest

from oxymap.web.assets import (
    STATIC,
    STYLESHEETS,
    VENDOR_TABLE,
    AssetError,
    Assets,
    load_assets,
    load_vendor,
    squeeze,
)

LIBRARY = b"/* a library */\nwindow.L = {};\n"


class Distribution:
    """Stands in for an installed package whose files lie in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def locate_file(self, name: str) -> Path:
        return self.folder / name


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, body: bytes = LIBRARY) -> None:
    (folder / "library.js").write_bytes(body)
    monkeypatch.setattr(importlib.metadata, "distribution", lambda _name: Distribution(folder))


def table(folder: Path, sha256: str = hashlib.sha256(LIBRARY).hexdigest()) -> Path:
    entry = {"package": "a-library", "file": "library.js", "sha256": sha256}
    file = folder / "vendor.json"
    file.write_text(json.dumps({"vendor/library.js": entry}))
    return file


def test_pinned_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)

    assert load_vendor(table(tmp_path)) == {"vendor/library.js": LIBRARY}


def test_file_with_one_other_byte_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tampered = LIBRARY.replace(b"{}", b"{]")
    install(tmp_path, monkeypatch, tampered)

    with pytest.raises(
        AssetError, match=r"library\.js of a-library is not the pinned file"
    ) as caught:
        load_vendor(table(tmp_path))

    assert len(tampered) == len(LIBRARY)
    assert caught.value.value == hashlib.sha256(tampered).hexdigest()


def test_package_that_is_not_installed_is_named(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="The package a-library is not installed"):
        load_vendor(table(tmp_path))


@pytest.mark.parametrize("path", sorted(json.loads(VENDOR_TABLE.read_text(encoding="utf-8"))))
def test_every_pinned_library_is_installed_unchanged(path: str) -> None:
    entry = json.loads(VENDOR_TABLE.read_text(encoding="utf-8"))[path]

    body = load_vendor(VENDOR_TABLE)[path]

    assert hashlib.sha256(body).hexdigest() == entry["sha256"]


def test_address_names_the_content() -> None:
    assets = Assets({"js/main.js": b"1"})

    assert assets.url("js/main.js") == f"/assets/{assets.version}/js/main.js"
    assert len(assets.version) == 12


@pytest.mark.parametrize(
    "files",
    [{"js/main.js": b"2"}, {"js/other.js": b"1"}, {"js/main.js": b"1", "js/other.js": b""}],
)
def test_version_changes_with_any_byte_path_or_file(files: dict[str, bytes]) -> None:
    assert Assets(files).version != Assets({"js/main.js": b"1"}).version


def test_version_does_not_depend_on_the_order_of_the_files() -> None:
    files = {"a": b"1", "b": b"2"}

    assert Assets(files).version == Assets(dict(reversed(files.items()))).version


def test_address_of_a_missing_asset_is_an_error() -> None:
    with pytest.raises(AssetError, match=r"There is no asset 'js/gone\.js'"):
        Assets({}).url("js/gone.js")


def test_style_sheets_become_one_in_the_listed_order() -> None:
    names = (STATIC / "css" / "order.txt").read_text(encoding="utf-8").split()

    joined = load_assets().files["css/site.css"]

    positions = [joined.find(squeeze((STATIC / "css" / name).read_bytes())) for name in names]
    assert -1 not in positions
    assert positions == sorted(positions)


def test_style_sheet_loses_comments_and_indentation_only() -> None:
    css = b"/* a\n card */\n.card {\n  margin: 0 auto;\n\n  color: #123;\n}\n"

    assert squeeze(css) == b".card {\nmargin: 0 auto;\ncolor: #123;\n}"


def test_every_style_sheet_is_listed() -> None:
    """Sheets share components; within one, each stands once."""
    folder = STATIC / "css"
    orders = [
        (STATIC / order).read_text(encoding="utf-8").split() for order in STYLESHEETS.values()
    ]
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*.css")}

    assert {name for order in orders for name in order} == files
    assert [len(set(order)) for order in orders] == [len(order) for order in orders]


def test_sources_are_not_served() -> None:
    files = load_assets().files

    assert "vendor.json" not in files
    assert [path for path in files if path.startswith("css/")] == list(STYLESHEETS)


def test_loading_twice_gives_the_same_version() -> None:
    assert load_assets().version == load_assets().version
