"""A document as nested values, and back, with everything untouched as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import TypeAlias

import yaml

from oxymap.catalogue.content import FENCE
from oxymap.publishing.documents import dump_feature, feature_of, join_page, split_page
from oxymap.publishing.models import Document

Values: TypeAlias = dict[str, object]
#: A feature's properties are the unit "", a page's languages are the units "zh" and "en".
Units: TypeAlias = dict[str, Values]
FEATURE = ""
#: Where a page's Markdown stands among the values of its front matter.
BODY = "body"
_KEY = re.compile(r"^(?:\"([^\"]+)\"|'([^']+)'|([A-Za-z_][\w-]*))\s*:")


def units_of(document: Document) -> Units:
    """Return the values of a document by unit; a language that is not written is absent."""
    if document.ref.kind == "feature":
        found = feature_of(document).get("properties")
        return {FEATURE: found if isinstance(found, dict) else {}}
    return {lang: read_page(text) for lang, text in document.texts.items()}


def read_page(text: str) -> Values:
    """Return a page's front matter with its Markdown as ``body``.

    A text whose front matter cannot be read is all Markdown.
    """
    try:
        front, body = split_page(text)
    except ValueError:
        return {BODY: text.strip("\n")}
    return {**front, BODY: body.strip("\n")}


def with_units(document: Document, units: Units) -> Document:
    """Return the document with other values; what has not changed keeps its bytes."""
    before = units_of(document)
    if units == before:
        return document
    if document.ref.kind == "feature":
        feature = {**feature_of(document), "properties": units[FEATURE]}
        return Document(document.ref, {"geojson": dump_feature(feature)})
    texts = {lang: _write(document.texts.get(lang), units[lang]) for lang in units}
    return Document(document.ref, texts)


def _write(text: str | None, values: Values) -> str:
    if text is None:
        return _join(values)
    before = read_page(text)
    if values == before:
        return text
    rewritten = _rewrite(text, before, values)
    return rewritten if read_page(rewritten) == values else _join(values)


def _join(values: Values) -> str:
    front = {name: value for name, value in values.items() if name != BODY}
    return join_page(front, str(values.get(BODY, "")))


def _rewrite(text: str, before: Values, after: Values) -> str:
    """Return the text with the changed fields written anew, and all others as they stand."""
    lines = text.splitlines()
    end = next((n for n, line in enumerate(lines) if n and line.strip() == FENCE), 0)
    kept = _blocks(lines[1:end])
    head: list[str] = kept.pop("", [])
    for name, block in kept.items():
        if name in after:
            head += block if after[name] == before.get(name) else _dump(name, after[name])
    for name, value in after.items():
        if name not in kept and name != BODY:
            head += _dump(name, value)
    body = lines[end + 1 :]
    if after.get(BODY) != before.get(BODY):
        blank = body[:1] == [""]
        body = [""] * blank + str(after.get(BODY, "")).split("\n")
    return "\n".join([FENCE, *head, FENCE, *body]).rstrip("\n") + "\n"


def _blocks(lines: list[str]) -> dict[str, list[str]]:
    """Return the lines of a front matter by the field that they belong to."""
    found: dict[str, list[str]] = {"": []}
    name = ""
    for line in lines:
        match = _KEY.match(line)
        if match:
            name = match[1] or match[2] or match[3]
        found.setdefault(name, []).append(line)
    return found


def _dump(name: str, value: object) -> list[str]:
    dumped = yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=4096)
    return dumped.rstrip("\n").split("\n")


# --- ways into nested values -----------------------------------------------------------


def look_up(values: object, path: tuple[str, ...]) -> object:
    """Return the value at the end of a path, or None."""
    for name in path:
        if not isinstance(values, Mapping):
            return None
        values = values.get(name)
    return values


def put(values: Values, path: tuple[str, ...], value: object) -> None:
    """Set the value at the end of a path; what lies on the way is made."""
    for name in path[:-1]:
        inner = values.get(name)
        if not isinstance(inner, dict):
            inner = values[name] = {}
        values = inner
    values[path[-1]] = value


def remove(values: Values, path: tuple[str, ...]) -> None:
    """Take away the value at the end of a path, and what is empty then on the way."""
    inner = values.get(path[0])
    if len(path) > 1 and isinstance(inner, dict):
        remove(inner, path[1:])
        if inner:
            return
    values.pop(path[0], None)


def copied(units: Units) -> Units:
    """Return a copy that may be changed."""
    return deepcopy(units)
