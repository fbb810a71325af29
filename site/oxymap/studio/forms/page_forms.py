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
_OF: dict[str, tuple[Part, ...]] = {
    "routes": _ROUTE,
    "festivals": _FESTIVAL,
    "seasons": _SEASON,
    "districts": _DISTRICT,
    "pages": _PAGE,
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
    stops = (_STOPS,) if page_type == "routes" else ()
    return Form((basics, *stops, _BODY, _PHOTOS, _END), LANGS)
