"""Break text into lines: Chinese between characters, Latin between words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

#: What may not begin a line, and what may not end one (GB/T 15834, 5.1.2).
NO_START = frozenset("，。、；：！？）》」』】〉”’…—·,.;:!?)]}%°%米")
NO_END = frozenset("（《「『【〈“‘([{")
_RUNS = re.compile(r"\s+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]+|.")
#: Where an address may be broken.
_ADDRESS_JOINTS = re.compile(r"(?<=[/\-_.?&=])")

Measure = Callable[[str], float]


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """Return the lines of a text, none wider than `width` unless a sign alone is.

    Parameters
    ----------
    text : may have line breaks of its own.
    width : in the unit of `measure`.
    measure : the width of a text.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _fill(list(_units(paragraph)), width, measure)
    return lines


def _fill(units: list[str], width: float, measure: Measure) -> list[str]:
    lines, line = [], ""
    for unit in units:
        if not line or measure(line + unit.rstrip()) <= width:
            line += unit if line else unit.lstrip()
        else:
            lines.append(line.rstrip())
            line = unit.lstrip()
        while measure(line.rstrip()) > width and len(line.rstrip()) > 1:
            head, line = _cut(line, width, measure)
            lines.append(head)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _cut(text: str, width: float, measure: Measure) -> tuple[str, str]:
    """Cut what does not fit on a line of its own, at a joint of an address if there is one."""
    fitting = max((n for n in range(1, len(text)) if measure(text[:n]) <= width), default=1)
    joints = [m.start() for m in _ADDRESS_JOINTS.finditer(text) if 0 < m.start() <= fitting]
    at = joints[-1] if joints else fitting
    return text[:at], text[at:]


def _units(text: str) -> Iterator[str]:
    """Yield what must stay together, with the spaces after it."""
    unit = ""
    for run in _RUNS.findall(text):
        if unit and _may_break(unit, run):
            yield unit
            unit = ""
        unit += run
    if unit:
        yield unit


def _may_break(before: str, after: str) -> bool:
    if after.isspace():
        return False
    if before[-1].isspace():
        return not (after[0] in NO_START and not after[0].isascii())
    if before[-1] in NO_END or after[0] in NO_START:
        return False
    return _is_wide(before[-1]) or _is_wide(after[0])


def _is_wide(sign: str) -> bool:
    return sign > "\u2e7f" or (not sign.isalnum() and unicodedata.east_asian_width(sign) in "WFA")
