"""Write GeoJSON as people like to read it: a property a line, a position a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

#: Decimal places kept for degrees: 0.1 m, finer than any position here.
COORDINATE_DIGITS = 6
_NUMBERS = re.compile(r"\[\s+((?:-?[\d.e+-]+,?\s+)+)\]")


def dump_collection(features: Iterable[Mapping[str, object]], **members: object) -> str:
    """Return a FeatureCollection as stable, indented text that ends in a newline.

    Parameters
    ----------
    features : GeoJSON features, WGS 84, (lon, lat[, ele_m]); their order is kept.
    members : foreign members of the collection, such as ``attribution``.
    """
    collection = {"type": "FeatureCollection", **members, "features": list(features)}
    text = json.dumps(collection, ensure_ascii=False, indent=1)
    return compact_numbers(text) + "\n"


def compact_numbers(text: str) -> str:
    """Return indented JSON with every list of numbers, such as a position, on one line."""
    return _NUMBERS.sub(lambda found: f"[{' '.join(found[1].split())}]", text)
