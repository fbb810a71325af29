"""Read the pages from ``content/``: YAML front matter over Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from oxymap.catalogue.lines import line_of, not_utf8
from oxymap.catalogue.models import FRONTS, LANGS, SLUG, Lang, Page
from oxymap.errors import Problem

_SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVERS = {
    start: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for start, found in _SAFE.yaml_implicit_resolvers.items()
}
#: Leaves dates as they are written, so that an impossible one is named with its field.
LOADER = type("_Loader", (_SAFE,), {"yaml_implicit_resolvers": _RESOLVERS})
FENCE = "---"


@dataclass(frozen=True)
class PageFile:
    """A page, where it was read, and the file's line on which the Markdown begins."""

    page: Page
    file: Path
    body_line: int
    front_text: str
    #: The whole file.
    text: str = ""

    @property
    def name(self) -> str:
        """What the page's file is called: ``<id>.<lang>.md``."""
        return f"{self.page.id}.{self.page.lang}.md"


@dataclass(frozen=True)
class ContentFiles:
    """What was read from the content files, and what was wrong with them."""

    pages: tuple[PageFile, ...]
    problems: tuple[Problem, ...]


def read_content(folder: Path) -> ContentFiles:
    """Read every page of a folder; a bad page is reported and left out."""
    pages: list[PageFile] = []
    problems: list[Problem] = []
    for file in sorted(folder.glob("*/*.md")):
        try:
            pages.append(read_page(file))
        except _BadPageError as error:
            problems += error.problems
    return ContentFiles(tuple(pages), tuple(problems))


class _BadPageError(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def read_page(file: Path) -> PageFile:
    """Read one ``<type>/<id>.<lang>.md`` file."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _BadPageError([not_utf8(file, error)]) from error
    return _read_text(file.parent.name, file.stem, file, text)


def parse_page(page_type: str, name: str, file: Path, text: str) -> ContentFiles:
    """Read a page from its text.

    Parameters
    ----------
    name : ``<id>.<lang>``.
    file : what its problems are reported under.
    """
    try:
        return ContentFiles((_read_text(page_type, name, file, text),), ())
    except _BadPageError as error:
        return ContentFiles((), tuple(error.problems))


def _read_text(page_type: str, name: str, file: Path, text: str) -> PageFile:
    page_id, lang = _names(page_type, name, file)
    front_text, source, body_line = _split(file, text)
    try:
        values = yaml.load(front_text, Loader=LOADER)  # noqa: S506 -- the safe loader, in C
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 2 + (mark.line if mark else 0)
        reason = getattr(error, "problem", None) or str(error)
        raise _BadPageError([Problem(file, line, f"front matter is not YAML: {reason}")]) from error
    try:
        front = FRONTS[page_type].model_validate(values)
    except ValidationError as error:
        raise _BadPageError(_explain(file, front_text, error)) from error
    page = Page(type=page_type, id=page_id, lang=lang, front=front, source=source)
    return PageFile(page, file, body_line, front_text, text)


def _names(page_type: str, stem: str, file: Path) -> tuple[str, Lang]:
    name, _, lang = stem.rpartition(".")
    if page_type not in FRONTS:
        known = ", ".join(FRONTS)
        raise _BadPageError([Problem(file, 1, f"type {page_type!r} is not one of {known}")])
    for known_lang in LANGS:
        if lang == known_lang and SLUG.fullmatch(name):
            return name, known_lang
    raise _BadPageError([Problem(file, 1, "a page is named <id>.zh.md or <id>.en.md")])


def _split(file: Path, text: str) -> tuple[str, str, int]:
    lines = text.splitlines()
    if not lines or lines[0].strip() != FENCE or FENCE not in [x.strip() for x in lines[1:]]:
        raise _BadPageError([Problem(file, 1, "has no front matter between two lines of ---")])
    end = next(n for n, line in enumerate(lines[1:], start=1) if line.strip() == FENCE)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]) + "\n", end + 2


def _explain(file: Path, front_text: str, error: ValidationError) -> list[Problem]:
    problems = []
    for item in error.errors():
        field = ".".join(map(str, item["loc"])) or "front matter"
        value = item.get("input")
        shown = "" if isinstance(value, dict | list) else f" (value {value!r})"
        line = line_of(front_text, item["loc"], first_line=2)
        problems.append(Problem(file, line, f"{field}: {item['msg']}{shown}"))
    return problems
