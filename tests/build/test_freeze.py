"""The frozen site: complete, repeatable, incremental, and strict."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import brotli
import pytest

from oxymap.config import Settings
from oxymap.freeze import budgets, walker
from oxymap.freeze.build import BuildReport, build_site
from oxymap.freeze.links import link_failures
from oxymap.freeze.walker import Artifact, file_path


def tree(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def artifact(url: str, body: str) -> Artifact:
    return Artifact(url, file_path(url, "text/html"), body.encode(), "text/html; charset=utf-8")


@pytest.fixture(scope="session")
def frozen(
    sample_site: Settings, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, BuildReport]:
    folder = tmp_path_factory.mktemp("dist")
    return folder, build_site(sample_site, folder)


def test_build_has_pages_of_both_languages_and_no_failure(
    frozen: tuple[Path, BuildReport],
) -> None:
    folder, report = frozen

    assert report.failures == ()
    for path in ("index.html", "en/index.html", "map/index.html", "404.html", "en/404.html"):
        assert (folder / path).exists(), path


def test_compressed_forms_hold_the_same_bytes(frozen: tuple[Path, BuildReport]) -> None:
    folder, _ = frozen
    body = (folder / "index.html").read_bytes()

    assert brotli.decompress((folder / "index.html.br").read_bytes()) == body
    assert gzip.decompress((folder / "index.html.gz").read_bytes()) == body


def test_second_build_of_the_same_input_writes_nothing(
    frozen: tuple[Path, BuildReport], sample_site: Settings
) -> None:
    folder, first = frozen

    again = build_site(sample_site, folder)

    assert (again.files, again.written, again.removed) == (first.files, 0, 0)


def test_two_builds_of_the_same_input_are_byte_identical(
    frozen: tuple[Path, BuildReport], sample_site: Settings, tmp_path: Path
) -> None:
    folder, _ = frozen

    build_site(sample_site, tmp_path / "other")

    assert tree(tmp_path / "other") == tree(folder)


def test_page_that_is_gone_leaves_the_output(
    frozen: tuple[Path, BuildReport], sample_site: Settings
) -> None:
    folder, _ = frozen
    (folder / "old").mkdir(exist_ok=True)

    state = folder / ".oxymap-build.json"
    text = state.read_text()
    state.write_text(
        text.replace(
            '"files": {', '"files": {"old/index.html": {"sha256": "0", "compressed": 1},'
        ).replace('"inputs": "', '"inputs": "x')
    )
    (folder / "old" / "index.html").write_text("old")
    report = build_site(sample_site, folder)

    assert report.removed == 1
    assert not (folder / "old").exists()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<a href="/nowhere">x</a>', "leads to /nowhere"),
        ('<img src="https://cdn.example/x.png" alt="">', "another host"),
        ('<link rel="stylesheet" href="https://cdn.example/x.css">', "another host"),
        ('<a href="#missing">x</a>', "no element #missing"),
        ('<form action="/gone"></form>', "leads to /gone"),
    ],
)
def test_broken_or_foreign_reference_is_named(body: str, message: str) -> None:
    failures = list(link_failures([artifact("/", f"<html><body>{body}</body></html>")], "http://x"))

    assert len(failures) == 1
    assert message in failures[0]


def test_links_to_other_sites_and_to_known_pages_are_fine() -> None:
    pages = [
        artifact("/", '<a href="/map#list">m</a><a href="https://example.org/">o</a>'),
        artifact("/map", '<p id="list"></p><a href="..">up</a>'),
    ]

    assert list(link_failures(pages, "http://x")) == []


def test_page_over_its_budget_fails() -> None:
    pages = [artifact("/search", "x")]

    failures = list(budgets.budget_failures(pages, {"search/index.html": 31_000}))

    assert failures == ["/search: first view 31.0 KB is over the 30 KB of search"]


def test_page_within_its_budget_passes() -> None:
    assert list(budgets.budget_failures([artifact("/search", "x")], {"search/index.html": 9})) == []


@pytest.mark.parametrize(
    ("url", "name"),
    [("/", "home"), ("/en/", "home"), ("/en/map", "map"), ("/places/", "list"),
     ("/places/x", "place"), ("/en/trails/x", "trail"), ("/en/404.html", "error")],
)  # fmt: skip
def test_every_address_has_a_page_type(url: str, name: str) -> None:
    assert budgets.page_type(url) == name


def test_address_that_does_not_answer_stops_the_build(
    sample_site: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(walker, "addresses", lambda _site: ["/nowhere"])

    with pytest.raises(walker.FreezeError, match="/nowhere answers 404"):
        build_site(sample_site, tmp_path)
