"""The form of a feature: a place, a trail, a station."""

from __future__ import annotations

from collections.abc import Collection

from oxymap.catalogue.models import LAYER_KINDS
from oxymap.studio.forms.fields import PHOTOS, bilingual, checks, choice, season_window
from oxymap.studio.forms.models import Field, Form, Rows, Section
from oxymap.wording import N_

_TEXTS = Section(
    "texts",
    N_("Texts"),
    (
        bilingual(
            "summary",
            N_("Summary"),
            N_("Two or three sentences; they stand in lists, too."),
            kind="text",
            required=True,
        ),
        bilingual(
            "description",
            N_("Description"),
            N_("What the page tells beyond the summary."),
            kind="markdown",
        ),
        bilingual("access", N_("Getting there"), kind="text"),
        bilingual("safety", N_("Safety"), kind="text"),
        bilingual(
            "note", N_("Note"), N_("Something to know about the name or state."), kind="text"
        ),
    ),
)
_VISITING = Section(
    "visiting",
    N_("Going there"),
    (
        checks("activities", N_("What to do there"), "activity"),
        checks("audience", N_("For whom"), "audience"),
        checks("seasons", N_("Good seasons"), "season"),
        *season_window("season_window", N_("At its best from")),
    ),
)
_VIEW = Section(
    "view",
    N_("The view"),
    (
        choice("phenomenon", N_("What can be seen"), "phenomenon"),
        bilingual("best_hour", N_("Best hour")),
        bilingual("view_direction", N_("Direction of view")),
    ),
)
_TRAIL = Section(
    "trail",
    N_("The trail"),
    (
        choice("terrain", N_("Ground"), "terrain"),
        choice("line", N_("Where the line comes from"), "line"),
        Field(
            "length_hint_m",
            "number",
            N_("Length according to a source, in metres"),
            limits=(1, 1_000_000),
        ),
        Rows(
            "waypoints",
            N_("Points on the way"),
            (
                bilingual("name", N_("Name")),
                Field("lon", "number", N_("Longitude"), required=True, limits=(73, 136)),
                Field("lat", "number", N_("Latitude"), required=True, limits=(3, 54)),
                Field("ele_m", "number", N_("Height in metres"), limits=(-500, 9000)),
            ),
            N_("Add a point"),
            N_("WGS 84 degrees, in the order of walking."),
        ),
    ),
)
_ACCESSIBILITY = Section(
    "accessibility",
    N_("Without barriers"),
    (
        choice("accessibility.step_free", N_("Without steps"), "extent"),
        choice("accessibility.wheelchair", N_("With a wheelchair"), "extent"),
        choice("accessibility.pushchair", N_("With a pushchair"), "extent"),
        choice("accessibility.toilet", N_("Accessible toilet"), "extent"),
        choice("accessibility.parking", N_("Accessible parking"), "extent"),
        choice("accessibility.seats", N_("Seats on the way"), "extent"),
        bilingual("accessibility.note", N_("Remark on accessibility"), kind="text"),
    ),
)
_POSITION = Section(
    "position",
    N_("Position"),
    (
        Field(
            "position.source",
            "text",
            N_("Where the position comes from"),
            N_("A survey with its date, a list, a map."),
            required=True,
        ),
        choice("position.method", N_("How it was found"), "method", required=True),
        Field(
            "position.precision_m",
            "number",
            N_("Precise to, in metres"),
            N_("Empty only when there is no position."),
            required=True,
            limits=(0.001, 50_000),
        ),
        Field("position.verified", "flag", N_("Checked on the spot")),
        Field("ele_m", "number", N_("Height above sea level in metres"), limits=(-500, 9000)),
        choice("sensitive", N_("Not to be shown exactly"), "sensitive"),
    ),
)
_STATION = Section(
    "station",
    N_("The station"),
    (
        choice("station.kind", N_("Kind of station"), "station_kind", default="ion"),
        Field("station.place", "place", N_("Stands at"), of="place"),
        Field(
            "station.interval_s",
            "integer",
            N_("Seconds between two reports"),
            default="300",
            limits=(1, 86_400),
        ),
        Field("station.owner", "line", N_("Owner")),
        Field("station.instrument", "line", N_("Instrument")),
        Field(
            "station.height_m",
            "number",
            N_("Height above the ground in metres"),
            limits=(0.1, 100),
        ),
        Field("station.installed", "date", N_("Installed on")),
        Field("station.calibrated", "date", N_("Calibrated on")),
        choice("station.habitat", N_("Surroundings"), "habitat"),
        Field("station.exclude_from_indicator", "flag", N_("Does not count for the indicator")),
        Field("station.waterfall", "flag", N_("Stands beside a waterfall")),
    ),
)
#: Sections that only some layers need; a document that has such a field shows it all the same.
_ONLY = (
    (_VIEW, ("viewpoints", "products"), ("phenomenon", "best_hour", "view_direction")),
    (_TRAIL, ("trails",), ("terrain", "line", "length_hint_m", "waypoints")),
    (_STATION, ("stations",), ("station",)),
)


def feature_form(layer: str, present: Collection[str] = ()) -> Form:
    """Return the form of a layer's features.

    Parameters
    ----------
    present : names of properties that a document has; their sections are shown in any layer.
    """
    extra = tuple(
        section
        for section, layers, names in _ONLY
        if layer in layers or any(name in present for name in names)
    )
    sections = (_basics(layer), _TEXTS, _VISITING, *extra, _ACCESSIBILITY)
    photos = Section("photos", N_("Photographs"), (PHOTOS,))
    return Form((*sections, photos, _POSITION), ("",))


def _basics(layer: str) -> Section:
    return Section(
        "basics",
        N_("Basics"),
        (
            bilingual("name", N_("Name"), required=True),
            choice("kind", N_("Kind"), "kind", options=LAYER_KINDS[layer], required=True),
            choice("district", N_("District"), "district", required=True),
            Field("township", "choice", N_("Township or subdistrict"), group="township"),
            Field("parent", "place", N_("Belongs to")),
            choice("status", N_("State"), "status", default="open"),
            Field(
                "aliases",
                "list",
                N_("Other names"),
                N_("One a line, in any language; people search with them."),
            ),
            Field(
                "tags", "list", N_("Tags"), N_("One a line: lower-case words joined by hyphens.")
            ),
        ),
    )
