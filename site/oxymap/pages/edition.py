"""The published state in one language on one day: what every page is made from."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from oxymap.catalogue.models import LAYERS, Place, lies_between
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings
from oxymap.maps.basemap import BaseMap, base_layers_json
from oxymap.pages.layers import slim_layer_json
from oxymap.web.assets import Assets
from oxymap.web.i18n import Localizer, localizer
from oxymap.web.rendering import Renderer
from oxymap.web.urls import MEDIA, URLS, Urls, photo_name


@dataclass(frozen=True, eq=False)
class Edition:
    """Everything that the making of a page needs to know.

    Parameters
    ----------
    catalogue : the published state.
    lang : ``zh`` or ``en``.
    today : the day in Beijing; decides the season and which events are over.
    map_scripts : addresses of the composed map scripts by kind.
    media : where the pages' photographs stand; a draft's are for planners only.
    """

    catalogue: Catalogue
    lang: str
    today: datetime.date
    settings: Settings
    assets: Assets
    renderer: Renderer
    base_map: BaseMap
    map_scripts: dict[str, str]
    #: Whether the pages will lie on a plain file server.
    frozen: bool = False
    media: str = MEDIA

    @property
    def texts(self) -> Localizer:
        """The language's texts and formats."""
        return localizer(self.lang)

    @property
    def urls(self) -> Urls:
        """The language's addresses."""
        return URLS[self.lang]

    def photo_url(self, photo_id: str, width: int, suffix: str) -> str:
        """Return where a page finds a size of a photograph."""
        return self.media + photo_name(photo_id, width, suffix)

    def name(self, place: Place) -> str:
        """Return a feature's name."""
        return place.properties.name[self.lang]

    @cached_property
    def season(self) -> str:
        """The id of the season that today lies in."""
        for _, front in self.catalogue.seasons(self.lang):
            if lies_between(self.today, front.start, front.end):
                return front.season
        return "winter"

    def is_in_season(self, place: Place) -> bool:
        """Tell whether today is a place's time: by its window, else by its seasons."""
        window = place.properties.season_window
        if window is not None:
            return window.contains(self.today)
        return self.season in place.properties.seasons

    @cached_property
    def map_layers(self) -> Mapping[str, MapLayer]:
        """What maps fetch, by layer: bytes and the address that names them."""
        bodies = {"base": base_layers_json(self.base_map).encode()}
        bodies |= {layer: slim_layer_json(self.catalogue, layer) for layer in LAYERS}
        return {layer: MapLayer(layer, body) for layer, body in bodies.items()}


@dataclass(frozen=True)
class MapLayer:
    """What a map fetches of one layer; the address changes only with the bytes."""

    layer: str
    body: bytes

    @cached_property
    def version(self) -> str:
        """A hash of the bytes."""
        return hashlib.sha256(self.body).hexdigest()[:12]

    @property
    def url(self) -> str:
        """The immutable address."""
        return f"/layers/{self.layer}.{self.version}.geojson"
