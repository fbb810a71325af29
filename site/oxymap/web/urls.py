"""Every address of the site is written here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

PREFIXES = {"zh": "", "en": "/en"}
#: Where published photographs stand, and where planners see the others.
MEDIA, STUDIO_MEDIA = "/media/", "/studio/media/"
#: Behind an id: the leaflet that is folded.
FOLDED = "-folded"
#: Behind an id: one file that needs no network, and the archive of all files.
OFFLINE, PACK = "-offline.html", "-pack.zip"
#: Behind the id of a share card: the small square one, which WeChat shows; the upright one.
SQUARE = "-square"
TALL = "-tall"


@dataclass(frozen=True)
class Urls:
    """Addresses in one language; paths begin at the site's root."""

    lang: str

    @property
    def prefix(self) -> str:
        """What stands before every page's path in this language."""
        return PREFIXES[self.lang]

    def home(self) -> str:
        """Return the address of the home page."""
        return f"{self.prefix}/"

    def map(self) -> str:
        """Return the address of the whole map."""
        return f"{self.prefix}/map"

    def places(self) -> str:
        """Return the address of the list of places."""
        return f"{self.prefix}/places/"

    def place(self, place_id: str) -> str:
        """Return the address of a place."""
        return f"{self.prefix}/places/{place_id}"

    def trails(self) -> str:
        """Return the address of the list of trails."""
        return f"{self.prefix}/trails/"

    def trail(self, trail_id: str) -> str:
        """Return the address of a trail."""
        return f"{self.prefix}/trails/{trail_id}"

    def download(self, trail_id: str, suffix: str) -> str:
        """Return the address of a trail's file, in this language."""
        return f"{self.prefix}/trails/{trail_id}.{suffix}"

    def routes(self) -> str:
        """Return the address of the list of themed routes."""
        return f"{self.prefix}/routes/"

    def route(self, route_id: str) -> str:
        """Return the address of a themed route."""
        return f"{self.prefix}/routes/{route_id}"

    def trail_leaflet(self, trail_id: str, form: str = "") -> str:
        """Return the address of a trail's leaflet; `form` is `FOLDED` for the one to fold."""
        return f"{self.trail(trail_id)}{form}.pdf"

    def route_leaflet(self, route_id: str, form: str = "") -> str:
        """Return the address of a route's leaflet; `form` is `FOLDED` for the one to fold."""
        return f"{self.route(route_id)}{form}.pdf"

    def trail_offline(self, trail_id: str) -> str:
        """Return the address of a trail as one file that needs no network."""
        return f"{self.trail(trail_id)}{OFFLINE}"

    def route_offline(self, route_id: str) -> str:
        """Return the address of a themed route as one file that needs no network."""
        return f"{self.route(route_id)}{OFFLINE}"

    def trail_pack(self, trail_id: str) -> str:
        """Return the address of the archive with a trail's files."""
        return f"{self.trail(trail_id)}{PACK}"

    def share_card(self, kind: str, subject_id: str, form: str = "") -> str:
        """Return the address of a share card; `form` is empty, `SQUARE` or `TALL`."""
        return f"{self.prefix}/share/{kind}/{subject_id}{form}.png"

    def embedded_map(self) -> str:
        """Return the address of the map for other sites' pages."""
        return f"{self.prefix}/embed/map"

    def embedded_live(self) -> str:
        """Return the address of the live values for other sites' pages."""
        return f"{self.prefix}/embed/live"

    def festivals(self) -> str:
        """Return the address of seasons, festivals and events."""
        return f"{self.prefix}/festivals/"

    def festival(self, festival_id: str) -> str:
        """Return the address of a season, a festival or an event."""
        return f"{self.prefix}/festivals/{festival_id}"

    def event_calendar(self, festival_id: str) -> str:
        """Return the address of one event's calendar file."""
        return f"{self.prefix}/festivals/{festival_id}.ics"

    def my_day(self) -> str:
        """Return the address of a day of one's own."""
        return f"{self.prefix}/my-day"

    def districts(self) -> str:
        """Return the address of the three districts."""
        return f"{self.prefix}/districts/"

    def district(self, district_id: str) -> str:
        """Return the address of a district."""
        return f"{self.prefix}/districts/{district_id}"

    def live(self) -> str:
        """Return the address of the live values of all stations."""
        return f"{self.prefix}/live"

    def live_townships(self) -> str:
        """Return the address of the stations by township."""
        return f"{self.prefix}/live/townships"

    def station(self, station_id: str) -> str:
        """Return the address of a station."""
        return f"{self.prefix}/live/{station_id}"

    def live_data(self) -> str:
        """Return the address of the live snapshot; it is the same in every language."""
        return "/api/v1/live"

    def live_stream(self) -> str:
        """Return the address of the stream of readings."""
        return "/api/v1/stream"

    def observations(self, station_id: str) -> str:
        """Return the address of a station's history."""
        return f"/api/v1/stations/{station_id}/observations"

    def notices(self) -> str:
        """Return the address of the notices."""
        return f"{self.prefix}/notices/"

    def page(self, page_id: str) -> str:
        """Return the address of a page of the site's own."""
        return f"{self.prefix}/pages/{page_id}"

    def kiosk(self, kiosk_id: str) -> str:
        """Return the address of a touch screen's first page."""
        return f"{self.prefix}/kiosk/{kiosk_id}"

    def search(self) -> str:
        """Return the address of the search."""
        return f"{self.prefix}/search"

    def search_index(self) -> str:
        """Return the address of the index for searching in the browser."""
        return f"{self.prefix}/search-index.json"

    def calendar(self) -> str:
        """Return the address of the calendar of all dated events."""
        return f"{self.prefix}/calendar.ics"

    def feed(self) -> str:
        """Return the address of the Atom feed."""
        return f"{self.prefix}/feed.xml"

    def manifest(self) -> str:
        """Return the address of the web app manifest."""
        return f"{self.prefix}/manifest.webmanifest"

    def photo(self, photo_id: str, width: int, suffix: str) -> str:
        """Return the address of a size of a photograph; it is the same in every language."""
        return f"{MEDIA}{photo_name(photo_id, width, suffix)}"

    def layer(self, layer: str) -> str:
        """Return the address of a published layer; it is the same in every language."""
        return f"/layers/{layer}.geojson"

    def pocket(self) -> str:
        """Return the address of what a phone has stored."""
        return f"{self.prefix}/pocket"

    def offline(self) -> str:
        """Return the address of the page in the place of one that cannot be had."""
        return f"{self.prefix}/offline"

    def pack(self, kind: str, name: str) -> str:
        """Return the address of what belongs to a trail or a route (`kind`: its folder)."""
        return f"{self.prefix}/packs/{kind}/{name}.json"

    def patterns(self) -> str:
        """Return the address of the page that shows every component."""
        return f"{self.prefix}/-/patterns"

    def of(self, scheme: str, target: str) -> str:
        """Return where a link of Markdown such as ``place:cuandixia`` leads."""
        return {
            "place": self.place,
            "trail": self.trail,
            "route": self.route,
            "festival": self.festival,
            "page": self.page,
            "district": self.district,
        }[scheme](target)


def photo_name(photo_id: str, width: int, suffix: str) -> str:
    """Return what a size of a photograph is called below `MEDIA` or `STUDIO_MEDIA`."""
    return f"{photo_id}-{width}.{suffix}"


URLS = {lang: Urls(lang) for lang in PREFIXES}
