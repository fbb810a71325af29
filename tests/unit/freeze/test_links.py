"""References of frozen pages: what counts as there, as loaded and as foreign."""

from __future__ import annotations

import pytest

from oxymap.freeze.links import link_failures
from oxymap.freeze.walker import Artifact, file_path

BASE = "https://oxymap.example/beijing"


def page(url: str, body: str) -> Artifact:
    text = f"<!doctype html><html><body>{body}</body></html>"
    return Artifact(url, file_path(url, "text/html"), text.encode(), "text/html; charset=utf-8")


def failures(body: str, *others: Artifact, url: str = "/en/places/a") -> list[str]:
    return list(link_failures([page(url, body), *others], BASE))


@pytest.mark.parametrize(
    "body",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<iframe src="//cdn.example/x"></iframe>',
        '<video><source src="https://cdn.example/x.mp4"></video>',
        '<svg><use href="https://cdn.example/x.svg#a"></use></svg>',
        '<link rel="modulepreload" href="https://cdn.example/x.js">',
        '<link rel="shortcut icon" href="https://cdn.example/x.ico">',
    ],
)
def test_everything_that_a_browser_loads_by_itself_must_be_ours(body: str) -> None:
    (failure,) = failures(body)

    assert failure.startswith("/en/places/a: loads ")
    assert failure.endswith(" from another host")


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://example.org/">x</a>',
        '<a href="mailto:a@example.org">x</a>',
        '<a href="geo:39.9,115.8">x</a>',
        '<link rel="license" href="https://example.org/licence">',
        '<a href="">this page</a>',
    ],
)
def test_what_only_a_visitor_follows_may_lead_elsewhere(body: str) -> None:
    assert failures(body) == []


@pytest.mark.parametrize(
    ("target", "there"),
    [
        (f"{BASE}/map", True),
        (f"{BASE}/gone", False),
        ("/map/", True),
        ("/map?layer=trails#list", True),
        ("../../../map", True),  # A frozen page is the index of a folder.
        ("../map", False),
        ("/-/patterns", True),
        ("/maps", False),
    ],
)
def test_target_is_there_however_it_is_written(target: str, there: bool) -> None:
    found = failures(f'<a href="{target}">x</a>', page("/map", ""))

    assert (found == []) is there


def test_address_of_our_own_home_page_is_there() -> None:
    assert failures(f'<a href="{BASE}">x</a>', page("/", "")) == []


@pytest.mark.parametrize(("fragment", "count"), [("here", 0), ("there", 1)])
def test_fragment_of_the_same_page_needs_its_element(fragment: str, count: int) -> None:
    assert len(failures(f'<p id="here"></p><a href="#{fragment}">x</a>')) == count


def test_files_that_are_not_pages_are_targets_but_are_not_read() -> None:
    feed = Artifact("/feed.xml", "feed.xml", b'<a href="/gone"/>', "application/atom+xml")

    assert failures('<a href="/feed.xml">x</a>', feed) == []


def test_every_failure_of_every_page_is_named() -> None:
    found = failures(
        '<a href="/one">1</a><a href="/two">2</a>', page("/b", '<a href="/three">3</a>')
    )

    assert found == [
        "/en/places/a: leads to /one, which is not there",
        "/en/places/a: leads to /two, which is not there",
        "/b: leads to /three, which is not there",
    ]
