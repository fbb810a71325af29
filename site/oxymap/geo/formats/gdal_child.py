"""Read a GeoPackage or Shapefile with GDAL and print it as JSON; run as a process of its own.

Imports nothing of OxyMap: it runs isolated, with hardly any environment, and ends after one file.
Arguments: the file, the GDAL driver's name, the most points to read. The first start finds out
which drivers GDAL has and starts again with all but that one switched off, because GDAL reads the
list once, when it is loaded. A file that is something else inside (VRT, WFS) would otherwise read
our files or call out.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]
    Shapes = list[BaseGeometry | None]

_ADDRESS_SPACE_BYTES = 2 * 1024**3
_CPU_S = 20
_FILE_BYTES = 1024 * 1024
_MAX_LAYERS = 20
_NAMES = ("name", "NAME", "Name", "名称", "title")


def main() -> None:
    """Read the file named on the command line and print its layers."""
    path, driver, max_points = sys.argv[1:4]
    if "GDAL_SKIP" not in os.environ:
        _limit()
        _start_again(driver)
    if _drivers() != [driver]:
        sys.exit("GDAL has drivers that it must not have")
    try:
        answer: dict[str, object] = {"layers": list(read_layers(Path(path), int(max_points)))}
    except OverflowError:
        answer = {"too_large": True}
    json.dump(answer, sys.stdout)


def read_layers(path: Path, max_points: int) -> Iterator[dict[str, object]]:
    """Yield each layer that has geometries: its GeoJSON features, and whether they are in WGS 84.

    Parameters
    ----------
    path : a GeoPackage, or the ``.shp`` of a Shapefile.
    max_points : most vertices of all layers together.

    Raises
    ------
    OverflowError : there are more vertices.
    """
    import pyogrio
    import shapely

    left = max_points
    for name, geometry_type in pyogrio.list_layers(path)[:_MAX_LAYERS]:
        if geometry_type is None:
            continue
        crs, shapes, labels = _read(path, str(name))
        left -= int(shapely.get_num_coordinates(shapes).sum())
        if left < 0:
            raise OverflowError
        yield {
            "in_wgs84": crs is not None,
            "features": [
                _feature(shape, label)
                for shape, label in zip(_in_wgs84(shapes, crs), labels, strict=True)
                if shape is not None and not shape.is_empty
            ],
        }


def _limit() -> None:
    for limit, most in (
        (resource.RLIMIT_AS, _ADDRESS_SPACE_BYTES),
        (resource.RLIMIT_CPU, _CPU_S),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        # Whoever starts this may be limited itself, and nobody may raise that again.
        hard = resource.getrlimit(limit)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, allowed))


def _start_again(driver: str) -> None:
    # Commas, because some drivers have blanks in their names.
    others = ",".join(name for name in _drivers() if name != driver)
    environment = {**os.environ, "GDAL_SKIP": others, "OGR_SKIP": others}
    os.execve(sys.executable, [sys.executable, "-I", *sys.argv], environment)  # noqa: S606


def _drivers() -> list[str]:
    import pyogrio

    return list(pyogrio.list_drivers())


def _read(path: Path, layer: str) -> tuple[str | None, Shapes, list[str | None]]:
    """Return a layer's CRS, shapes and names; a Chinese table may not say how it is encoded."""
    import shapely
    from pyogrio.raw import read

    encodings: list[str | None] = [None]
    if path.suffix == ".shp" and not path.with_suffix(".cpg").exists():
        encodings = ["UTF-8", "GB18030", "ISO-8859-1"]
    for encoding in encodings:
        try:
            meta, _, wkb, columns = read(path, layer=layer, encoding=encoding)
        except UnicodeDecodeError:
            continue
        shapes = list(shapely.from_wkb(wkb))
        names = dict(zip(map(str, meta["fields"]), columns, strict=True))
        named = next((names[key] for key in _NAMES if key in names), [None] * len(shapes))
        return meta["crs"], shapes, [None if name is None else str(name) for name in named]
    sys.exit("the table's encoding is unknown")


def _in_wgs84(shapes: Shapes, crs: str | None) -> Iterable[BaseGeometry | None]:
    from pyproj import Transformer
    from shapely import transform

    if crs is None or crs == "EPSG:4326":
        yield from shapes
        return
    convert = Transformer.from_crs(crs, 4326, always_xy=True).transform

    def project(positions: Floats) -> Floats:
        # Heights stay as they are: all sources here count from the sea.
        moved = positions.copy()
        moved[:, 0], moved[:, 1] = convert(positions[:, 0], positions[:, 1])
        return moved

    for shape in shapes:
        if shape is None:
            yield None
        else:
            yield transform(shape, project, include_z=bool(shape.has_z))


def _feature(shape: BaseGeometry, label: str | None) -> dict[str, object]:
    import shapely

    geometry = json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "geometry": geometry, "properties": {"name": label}}


if __name__ == "__main__":
    main()
