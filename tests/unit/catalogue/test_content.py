"""Pages are front matter over Markdown; what is wrong is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from oxymap.catalogue.content import read_content
from tests.factories import front, page_text


def write(folder: Path, text: str, name: str = "pages/about.zh.md") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def problems(folder: Path) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in read_content(folder).problems]


def test_page_has_type_id_and_language_from_its_path(tmp_path: Path) -> None:
    write(tmp_path, page_text(front("pages", title="关于")), "pages/about.zh.md")

    (item,) = read_content(tmp_path).pages

    assert (item.page.type, item.page.id, item.page.lang) == ("pages", "about", "zh")
    assert item.page.front.title == "关于"


def test_markdown_begins_on_the_line_that_is_told(tmp_path: Path) -> None:
    file = write(tmp_path, page_text(front("pages"), "# First line\n\nSecond.\n"))

    (item,) = read_content(tmp_path).pages

    assert item.page.source == "# First line\n\nSecond.\n"
    assert file.read_text(encoding="utf-8").splitlines()[item.body_line - 1] == "# First line"


def test_ruler_in_the_text_is_no_fence(tmp_path: Path) -> None:
    write(tmp_path, page_text(front("pages"), "One.\n\n---\n\nTwo.\n"))

    (item,) = read_content(tmp_path).pages

    assert item.page.source == "One.\n\n---\n\nTwo.\n"


def test_page_without_text_is_a_page(tmp_path: Path) -> None:
    write(tmp_path, page_text(front("pages"), ""))

    (item,) = read_content(tmp_path).pages

    assert item.page.source.strip() == ""


def test_folder_without_pages_is_empty(tmp_path: Path) -> None:
    assert read_content(tmp_path / "nowhere").pages == ()


@pytest.mark.parametrize("text", ["", "Only text.\n", "---\ntitle: open\n", "\n---\na: 1\n---\n"])
def test_page_needs_front_matter_between_fences(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)

    assert problems(tmp_path) == [(1, "has no front matter between two lines of ---")]


def test_front_matter_that_is_no_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, "---\ntitle: A\nsummary: 'open\n---\n")

    ((line, message),) = problems(tmp_path)

    assert line in {3, 4}
    assert message.startswith("front matter is not YAML: ")


def test_empty_front_matter_lacks_everything(tmp_path: Path) -> None:
    write(tmp_path, "---\n---\nText.\n")

    ((line, message),) = problems(tmp_path)

    assert line == 2
    assert message.startswith("front matter: Input should be a valid dictionary")


@pytest.mark.parametrize(
    "name", ["pages/about.md", "pages/about.fr.md", "pages/About.zh.md", "pages/关于.zh.md"]
)
def test_page_is_named_by_id_and_language(tmp_path: Path, name: str) -> None:
    write(tmp_path, page_text(front("pages")), name)

    assert problems(tmp_path) == [(1, "a page is named <id>.zh.md or <id>.en.md")]


def test_page_of_no_type_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, page_text(front("pages")), "news/about.zh.md")

    assert problems(tmp_path) == [
        (1, "type 'news' is not one of routes, festivals, seasons, districts, pages, kiosks")
    ]


def test_wrong_value_is_named_with_field_line_and_value(tmp_path: Path) -> None:
    write(tmp_path, page_text(front("pages", section="shop")))

    ((line, message),) = problems(tmp_path)

    assert line == 5
    assert message == "section: Input should be 'knowledge' or 'about' (value 'shop')"


def test_every_problem_of_a_page_is_named(tmp_path: Path) -> None:
    write(tmp_path, page_text(front("pages", section="shop", title="", colour="red")))

    assert {message.partition(":")[0] for _, message in problems(tmp_path)} == {
        "section", "title", "colour",
    }  # fmt: skip


def test_bad_page_leaves_the_good_ones(tmp_path: Path) -> None:
    write(tmp_path, "no front matter", "pages/broken.zh.md")
    write(tmp_path, page_text(front("pages")), "pages/about.zh.md")

    read = read_content(tmp_path)

    assert [item.page.id for item in read.pages] == ["about"]
    assert len(read.problems) == 1


def test_page_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    file = write(tmp_path, "")
    file.write_bytes(page_text(front("pages", title="关于我们")).encode("gbk"))

    assert problems(tmp_path) == [(2, "is not UTF-8 text")]
