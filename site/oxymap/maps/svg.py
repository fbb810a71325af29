"""Write SVG: few bytes, the same bytes every time, no style attributes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

Xy = tuple[float, float]


def number(value: float) -> str:
    """Return a coordinate with at most one decimal and nothing superfluous."""
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    return "0" if text in {"-0", ""} else text


def path(points: Sequence[Xy], *, closed: bool = False) -> str:
    """Return path data through points, with relative commands.

    Every step starts from the rounded place before it, so that rounding never adds up.
    Points that round to the place before them are left out.
    """
    if not points:
        return ""
    x, y = round(points[0][0], 1), round(points[0][1], 1)
    parts = [f"M{number(x)}{_joined(y)}l"]
    for point in points[1:]:
        next_x, next_y = round(point[0], 1), round(point[1], 1)
        dx, dy = next_x - x, next_y - y
        if round(dx, 1) == 0 and round(dy, 1) == 0:
            continue
        first = number(dx) if parts[-1].endswith("l") else _joined(dx)
        parts.append(first + _joined(dy))
        x, y = next_x, next_y
    return "".join(parts).removesuffix("l") + ("z" if closed else "")


def curve(points: Sequence[Xy]) -> str:
    """Return path data of a smooth line through points (Catmull-Rom, as cubic curves)."""
    if len(points) < 3:
        return path(points)
    parts = [f"M{number(points[0][0])}{_joined(points[0][1])}c"]
    x, y = round(points[0][0], 1), round(points[0][1], 1)
    for index in range(len(points) - 1):
        before = points[max(index - 1, 0)]
        here, there = points[index], points[index + 1]
        after = points[min(index + 2, len(points) - 1)]
        handles = (
            (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6),
            (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6),
            there,
        )
        steps = [number_ for px, py in handles for number_ in (px - x, py - y)]
        first = number(steps[0]) if parts[-1].endswith("c") else _joined(steps[0])
        parts.append(first + "".join(_joined(step) for step in steps[1:]))
        x, y = round(there[0], 1), round(there[1], 1)
    return "".join(parts)


def tag(name: str, content: str | None = None, /, **attributes: object) -> str:
    """Return one element; attributes that are None are left out.

    A trailing underscore of an attribute's name is dropped (``class_``), other
    underscores become hyphens.  Values are escaped, `content` is not: it is markup.
    """
    words = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{words}/>" if content is None else f"<{name}{words}>{content}</{name}>"


def text(value: str) -> str:
    """Return text that is safe between tags."""
    return escape(value, quote=False)


def join(parts: Iterable[str]) -> str:
    """Return the parts one after the other."""
    return "".join(parts)


def _joined(value: float) -> str:
    """Return a number that may follow another one: a minus or a point needs no space."""
    word = number(value)
    return word if word.startswith("-") else f" {word}"


def _text(value: object) -> str:
    return number(value) if isinstance(value, float) else escape(str(value))
