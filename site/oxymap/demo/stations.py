"""The demo stations: invented instruments at real places, marked as what they are.

No such station stands anywhere.  Ids begin with ``demo-``, names with 「（演示）」.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oxymap.catalogue.models import PLACE_LAYERS
from oxymap.catalogue.snapshot import Catalogue
from oxymap.demo.faults import Role
from oxymap.demo.ions import IonSite
from oxymap.demo.weather import Site
from oxymap.stations.models import Habitat, Station
from oxymap.stations.properties import StationKind

PREFIX = "demo-"
#: Two makes that do not exist, since real ones do not agree with each other either.
FINE, PLAIN = "DEMO-A1", "DEMO-B2"
#: The inlet's height that the guide of 中国天然氧吧 asks for, m (DOMAIN section 1.3).
INLET_M = 1.5


@dataclass(frozen=True)
class DemoSite:
    """What is invented for one place.

    Parameters
    ----------
    level : mean of a year, ions in a cm³; of ordinary size for Beijing (600 to 1800).
    ele_m : roughly how high the place lies.
    town : 0 in the wild, 1 in the middle of a town.
    """

    place: str
    level: float
    ele_m: float
    habitat: Habitat
    interval_s: int = 300
    role: Role = Role.SOUND
    town: float = 0.0
    kind: StationKind = "ion"
    waterfall: bool = False
    maintenance: bool = False

    @property
    def station_id(self) -> str:
        """The id of the station that stands here."""
        return PREFIX + self.place


_SITES = (
    # Mentougou
    DemoSite("miaofengshan", 1450, 1100, "mountain_forest", interval_s=60),
    DemoSite("tanzhe-temple", 1250, 300, "mountain_forest"),
    DemoSite("xiaolongmen", 1700, 1100, "mountain_forest", interval_s=600),
    DemoSite("shuanglongxia", 9500, 500, "waterside", waterfall=True),
    DemoSite("donglingshan-scenic", 1600, 1500, "mountain_forest", role=Role.PATCHY),
    DemoSite("cuandixia", 1150, 650, "village", interval_s=60, role=Role.LATE),
    DemoSite("mtg-zhaitang-town", 900, 420, "village", interval_s=3600),
    DemoSite("mtg-longquan-town", 700, 110, "urban", town=0.8),
    # Yanqing
    DemoSite("yeyahu", 1350, 475, "wetland_park", interval_s=60),
    DemoSite("jiuyanlou", 1500, 1000, "mountain_forest"),
    DemoSite("yudushan", 1650, 850, "mountain_forest", role=Role.WET),
    DemoSite("mangniugou", 1750, 800, "mountain_forest", interval_s=600, role=Role.SILENT),
    DemoSite("badaling", 950, 600, "mountain_forest", interval_s=60, role=Role.STUCK),
    DemoSite("yq-qianjiadian-town", 1200, 400, "village", interval_s=600),
    DemoSite("yq-rulin-subdistrict", 680, 490, "urban", town=0.7, role=Role.SERVICE),
    DemoSite("olympic-yq", 0, 1300, "mountain_forest", interval_s=600, kind="weather"),
    # Fangshan
    DemoSite("shangfangshan", 1500, 400, "mountain_forest"),
    DemoSite("shidu", 1300, 120, "waterside", role=Role.PATCHY_TOO),
    DemoSite("changyang-park", 750, 45, "city_park", interval_s=60, town=0.6, role=Role.SPIKES),
    DemoSite("baicaopan", 1700, 1700, "mountain_forest", interval_s=600, role=Role.DYING),
    DemoSite("fs-xiayunling-township", 1400, 450, "village"),
    DemoSite("fs-gongchen-subdistrict", 620, 40, "urban", town=1.0, maintenance=True),
)
#: What is invented, by the station's id.
SITES: Mapping[str, DemoSite] = {site.station_id: site for site in _SITES}


def demo_stations(catalogue: Catalogue) -> list[Station]:
    """Return the demo stations whose places are published, in a set order.

    A place that the catalogue does not have, or has without a point, gets no station.
    """
    found = []
    for site in SITES.values():
        place = catalogue.places.get(site.place)
        if place is None or place.layer not in PLACE_LAYERS or place.point is None:
            continue
        lon, lat = place.point
        properties = place.properties
        township = place.id if place.layer == "townships" else properties.township
        found.append(
            Station(
                site.station_id,
                f"（演示）{properties.name.zh}",
                f"(Demo) {properties.name.en}",
                lon,
                lat,
                district=properties.district,
                township=township,
                place=place.id,
                kind=site.kind,
                interval_s=site.interval_s,
                instrument=FINE if site.interval_s <= 60 or site.waterfall else PLAIN,
                height_m=INLET_M,
                habitat=site.habitat,
                exclude_from_indicator=site.waterfall,
                waterfall=site.waterfall,
                demo=True,
                maintenance=site.maintenance,
                note_zh="演示站：这里没有仪器，数值是编出来的。",
                note_en="A demo station: there is no instrument here, and the values are made up.",
                position_source=f"The point of {place.id}; nothing stands there.",
                precision_m=properties.position.precision_m,
            )
        )
    return found


def ion_site(station: Station) -> IonSite:
    """Return what the ions of a station depend on; an ordinary place if it is not ours."""
    site = SITES.get(station.id)
    if site is None:
        return IonSite(Site(station.id), 1000.0, station.district == "yanqing", station.waterfall)
    air = Site(site.place, site.ele_m, site.town)
    return IonSite(air, site.level, station.district == "yanqing", site.waterfall)


def role_of(station: Station) -> Role:
    """Return what is wrong with a station; nothing if it is not one of ours."""
    site = SITES.get(station.id)
    return Role.SOUND if site is None else site.role
