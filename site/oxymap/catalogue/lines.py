"""Find the line of a field in a JSON or YAML file, for error messages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from oxymap.errors import Problem

#: JSON is a subset of YAML, so one parser with marks serves both.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def line_of(text: str, path: Sequence[str | int], first_line: int = 1) -> int:
    """Return the line where the value at `path` begins.

    Parameters
    ----------
    text : a JSON or YAML document.
    path : keys and list positions from the root; the part that exists is followed.
    first_line : the number of the text's first line in its file.
    """
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return first_line
    line = node.start_mark.line if node is not None else 0
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        node, line = found
    return first_line + line


def not_utf8(file: Path, error: UnicodeDecodeError) -> Problem:
    """Return the problem of a file in another encoding, at the line that cannot be read."""
    return Problem(file, error.object[: error.start].count(b"\n") + 1, "is not UTF-8 text")


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line
    return None
