"""The forms of the pages: themed routes, festivals, seasons, districts, and the site's own."""

from __future__ import annotations

from oxymap.catalogue.models import DISTRICTS, LANGS
from oxymap.studio.forms.fields import PHOTOS, bilingual, checks, choice, places, season_window
from oxymap.studio.forms.models import Field, Form, Part, Rows, Section
from oxymap.wording import N_

_TITLE = bilingual("title", N_("Title"), spread="language", required=True)
_SUMMARY = bilingual(
    "summary",
    N_("Summary"),
    N_("10 to 240 characters; it stands in lists and in search results."),
    kind="text",
    spread="language",
    required=True,
)
_BODY = Section(
    "body",
    N_("Text"),
    (
        bilingual(
            "body",
            N_("Text of the page"),
            N_("Begin with headings of the second level."),
            kind="markdown",
            spread="language",
        ),
    ),
)
_PHOTOS = Section("photos", N_("Photographs"), (PHOTOS,))
_ACTIVITIES = checks("activities", N_("What to do there"), "activity")
_AUDIENCE = checks("audience", N_("For whom"), "audience")
_DISTRICTS = checks("district", N_("Districts"), "district", required=True)
_HIGHLIGHTS = places("highlights", N_("Places to begin with"), N_("Add a place"))

_ROUTE: tuple[Part, ...] = (
    _DISTRICTS,
    choice("theme", N_("Theme"), "theme", required=True),
    Field("days", "integer", N_("Days"), default="1", limits=(1, 9)),
    choice("mode", N_("How to travel"), "mode", required=True),
    checks("seasons", N_("Good seasons"), "season", required=True),
    _ACTIVITIES,
    _AUDIENCE,
)
_STOPS = Section(
    "stops",
    N_("Stops and days"),
    (
        Rows(
            "stops",
            N_("Stops of the route"),
            (
                Field("place", "place", N_("Place"), of="place"),
                Field("day", "integer", N_("Day of the route"), default="1", limits=(1, 9)),
                Field("stay_min", "integer", N_("Stay in minutes"), limits=(5, 1440)),
                bilingual(
                    "name",
                    N_("Name of a stop without a page"),
                    N_("Only when there is no place to choose."),
                    spread="language",
                ),
                bilingual("note", N_("What to do there"), kind="text", spread="language"),
            ),
            N_("Add a stop"),
            N_("In the order in which they are passed; two at least."),
            required=True,
        ),
        places("trails", N_("Trails that belong to it"), N_("Add a trail"), of="trail"),
    ),
)
_FESTIVAL: tuple[Part, ...] = (
    _DISTRICTS,
    choice("kind", N_("Kind"), "event_kind", required=True),
    choice("state", N_("State"), "event_state", default="to_be_announced"),
    Field("start", "date", N_("First day"), N_("Leave it empty until it has been announced.")),
    Field("end", "date", N_("Last day"), N_("Empty for a single day.")),
    *season_window("usual", N_("Usually from")),
    Field("place", "place", N_("Place"), of="place"),
    bilingual("venue", N_("Where, in words"), spread="language"),
    bilingual("organiser", N_("Organiser"), spread="language"),
    bilingual("series", N_("Series it belongs to"), spread="language"),
    checks("seasons", N_("On the pages of the seasons"), "season"),
    _ACTIVITIES,
    _AUDIENCE,
)
#: What each district calls its season.
_NAMES = (
    bilingual("names.mentougou", N_("Mentougou's name for it"), spread="language", required=True),
    bilingual("names.yanqing", N_("Yanqing's name for it"), spread="language", required=True),
    bilingual("names.fangshan", N_("Fangshan's name for it"), spread="language", required=True),
)
_SEASON: tuple[Part, ...] = (
    choice("season", N_("Season"), "season", required=True),
    Field(
        "start", "month_day", N_("First day"), N_("Month and day, such as 09-01."), required=True
    ),
    Field("end", "month_day", N_("Last day"), N_("It may run over New Year."), required=True),
    *_NAMES,
    bilingual("sport", N_("Sport of the season"), spread="language", required=True),
    _HIGHLIGHTS,
    _ACTIVITIES,
)
_TIMELINE = Rows(
    "timeline",
    N_("Steps to the title"),
    (
        Field("year", "integer", N_("Year"), required=True, limits=(1900, 2100)),
        choice("state", N_("State"), "title_state", required=True),
        bilingual(
            "text",
            N_("What happened, or what is planned"),
            kind="text",
            spread="language",
            required=True,
        ),
    ),
    N_("Add a step"),
    required=True,
)
_DISTRICT: tuple[Part, ...] = (
    choice("district", N_("District"), "district", options=DISTRICTS, required=True),
    choice(
        "title_state",
        N_("Title “Natural Oxygen Bar of China”"),
        "title_state",
        options=("awarded", "applying"),
        required=True,
    ),
    _TIMELINE,
    _HIGHLIGHTS,
)
_PAGE: tuple[Part, ...] = (choice("section", N_("Stands among"), "section", required=True),)
_KIOSK: tuple[Part, ...] = (
    Field("place", "place", N_("Stands at"), of="place"),
    Field("position.lon", "number", N_("Longitude, WGS 84"), required=True, limits=(-180, 180)),
    Field("position.lat", "number", N_("Latitude, WGS 84"), required=True, limits=(-90, 90)),
    Field(
        "position.precision_m",
        "number",
        N_("Precision of the position, metres"),
        N_("It stands on the screen's safety card."),
        required=True,
        limits=(1, 50_000),
    ),
    Field(
        "heading_deg",
        "number",
        N_("Faces towards, degrees"),
        N_("Where somebody looks who reads it: 0 is north, 90 is east."),
        limits=(0, 359),
    ),
    choice("orientation", N_("How the screen hangs"), "orientation", default="portrait"),
    Field(
        "station",
        "place",
        N_("Station whose value it shows"),
        N_("Empty for the nearest one that reports."),
    ),
    bilingual(
        "contact",
        N_("Whom to call about this screen"),
        N_("Stands on the safety card, such as a desk and its telephone number."),
        spread="language",
    ),
)
_SHOWN = Section(
    "shown",
    N_("What it shows"),
    (
        Field("radius_km", "number", N_("What is near, kilometres"), default="10", limits=(1, 60)),
        Rows(
            "routes",
            N_("Routes from here"),
            (Field("id", "line", N_("Route, by its address")),),
            N_("Add a route"),
            plain=True,
        ),
        places("trails", N_("Trails from here"), N_("Add a trail"), of="trail"),
        Rows(
            "languages",
            N_("Languages"),
            (choice("id", N_("Language"), "language"),),
            N_("Add a language"),
            N_("The first one is where the screen begins; Chinese and English if empty."),
            plain=True,
        ),
    ),
)
_BEHAVIOUR = Section(
    "behaviour",
    N_("How it behaves"),
    (
        Field(
            "idle_s",
            "integer",
            N_("Begins again after, seconds"),
            N_("When nobody touches it."),
            default="90",
            limits=(30, 600),
        ),
        Field("warn_s", "integer", N_("Counts down, seconds"), default="10", limits=(5, 30)),
        Field(
            "saver_min",
            "integer",
            N_("Screen saver after, minutes"),
            N_("The picture is then dimmed until somebody comes."),
            default="20",
            limits=(1, 240),
        ),
        Rows(
            "day_parts",
            N_("Parts of the day"),
            (
                Field("start", "line", N_("From, such as 08:30"), required=True),
                Field("end", "line", N_("To, such as 18:00"), required=True),
                choice("show", N_("Shows"), "show", required=True),
                choice("lang", N_("Begins in"), "language"),
            ),
            N_("Add a part of the day"),
            N_("Outside of them it shows everything."),
        ),
    ),
)
_OF: dict[str, tuple[Part, ...]] = {
    "routes": _ROUTE,
    "festivals": _FESTIVAL,
    "seasons": _SEASON,
    "districts": _DISTRICT,
    "pages": _PAGE,
    "kiosks": _KIOSK,
}
#: Sections that only some pages have.
_MORE: dict[str, tuple[Section, ...]] = {
    "routes": (_STOPS,),
    "kiosks": (_SHOWN, _BEHAVIOUR),
}
_END = Section(
    "sources",
    N_("Sources and order"),
    (
        bilingual(
            "sources", N_("Sources"), N_("One a line."), kind="list", spread="language"
        ),
        Field("updated", "date", N_("Last change in substance"), required=True),
        Field(
            "order",
            "integer",
            N_("Place in lists"),
            N_("Small numbers come first."),
            default="100",
            limits=(-100_000, 100_000),
        ),
        choice("illustration", N_("Drawing, until there is a photograph"), "drawing"),
    ),
)  # fmt: skip


def page_form(page_type: str) -> Form:
    """Return the form of a page type: one of ``FRONTS``."""
    basics = Section("basics", N_("Basics"), (_TITLE, _SUMMARY, *_OF[page_type]))
    more = _MORE.get(page_type, ())
    return Form((basics, *more, _BODY, _PHOTOS, _END), LANGS)
