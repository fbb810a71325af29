"""Make the links that hand a place over to the map apps people already use."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from oxymap.geo.crs import wgs84_to_gcj02

#: How OxyMap introduces itself to the apps.
_APP = "oxymap"

_TEMPLATES = {
    "amap": "https://uri.amap.com/marker?position={lon},{lat}&name={name}&src={app}"
    "&coordinate=gaode&callnative=1",
    "baidu": "https://api.map.baidu.com/marker?location={lat},{lon}&title={name}&content={name}"
    "&output=html&coord_type=gcj02&src=webapp.{app}.map",
    "tencent": "https://apis.map.qq.com/uri/v1/marker?marker=coord:{lat},{lon};title:{name}"
    ";addr:{name}&referer={app}",
    "apple": "https://maps.apple.com/?ll={lat},{lon}&q={name}",
}


@dataclass(frozen=True)
class MapLink:
    """A link that opens a place in a map app.

    Parameters
    ----------
    app : ``amap``, ``baidu``, ``tencent`` or ``apple``.
    url : https address that works without a key.
    datum : reference system of the position inside the address.
    """

    app: str
    url: str
    datum: str


def map_links(lon: float, lat: float, name: str) -> list[MapLink]:
    """List the links that open a place in 高德, 百度, 腾讯 and Apple maps.

    Parameters
    ----------
    lon, lat : degrees, WGS 84.
    name : the place's name as the app shall show it, in any language.

    Source
    ------
    docs/methods.md, Links into map apps; all four take GCJ-02. On a kiosk show a QR
    code of our own page instead.
    """
    shifted_lon, shifted_lat = wgs84_to_gcj02(lon, lat)
    fields = {
        "lon": f"{shifted_lon:.6f}",
        "lat": f"{shifted_lat:.6f}",
        "name": quote(name, safe=""),
        "app": _APP,
    }
    return [MapLink(app, url.format(**fields), "gcj02") for app, url in _TEMPLATES.items()]
