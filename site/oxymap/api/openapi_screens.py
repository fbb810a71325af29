"""Notices, and what touch screens send, in the description of the data interface."""

from __future__ import annotations

from oxymap.api import openapi_examples as examples
from oxymap.api.openapi_parts import (
    CACHED,
    CHALLENGE,
    JSON,
    RETRY,
    VALIDATOR,
    answer,
    problem_answer,
    refer,
)
from oxymap.api.openapi_shapes import (
    ID,
    TIME_OR_NONE,
    Json,
    array,
    choice,
    count,
    number,
    or_none,
    record,
    ref,
    text,
)
from oxymap.catalogue.models import DISTRICTS
from oxymap.kiosks.models import BEAT_S
from oxymap.notices.models import SEVERITIES

TOKEN = "kioskToken"  # noqa: S105 -- the name of a scheme
_SAID_BY_SCREENS: list[Json] = [{TOKEN: []}, {}]


def paths() -> dict[str, Json]:
    """Return the operations by their addresses."""
    return {
        "/api/v1/notices": {"get": _notices()},
        "/api/v1/kiosks/{kiosk}/beat": {"parameters": [_KIOSK], "post": _beat()},
        "/api/v1/kiosks/{kiosk}/picture": {"parameters": [_KIOSK], "post": _picture()},
    }


# --- operations ------------------------------------------------------------------------


def _notices() -> Json:
    return {
        "operationId": "getNotices",
        "tags": ["notices"],
        "summary": "What holds now, the gravest first, and what is to come",
        "description": (
            "Ask again every few seconds with `If-None-Match`. A notice without districts and "
            "places is for everywhere; one of a district is for all that lies in it."
        ),
        "parameters": [VALIDATOR],
        "responses": {
            "200": answer("The notices.", "Notices", examples.NOTICES, headers=CACHED),
            "304": {"description": "Nothing has changed."},
        },
    }


def _beat() -> Json:
    return {
        "operationId": "sendBeat",
        "tags": ["screens"],
        "summary": "Say that a screen is there, and how it does",
        "description": (
            f"Once every {BEAT_S} seconds; more than 60 a minute are told to wait. At most 16 KB. "
            "Two beats that do not come make the screen down on the planners' board."
        ),
        "security": _SAID_BY_SCREENS,
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": ref("Beat"), "example": examples.BEAT}},
        },
        "responses": {
            "200": answer("Taken.", "BeatAnswer", examples.BEAT_ANSWER),
            "401": refer("ScreenUnauthorized"),
            "404": refer("NotFound"),
            "410": refer("Gone"),
            "413": refer("ScreenTooLarge"),
            "415": refer("ScreenMediaType"),
            "422": refer("ScreenUnusable"),
            "429": refer("ScreenTooHasty"),
        },
    }


def _picture() -> Json:
    binary = {"schema": text(format="binary")}
    return {
        "operationId": "sendPicture",
        "tags": ["screens"],
        "summary": "Send the picture that a screen has been asked for",
        "description": (
            "Only when the answer to a beat had `wishes.picture`, and once for each wish. At most "
            "2 MB. It is made anew before it is kept."
        ),
        "security": _SAID_BY_SCREENS,
        "requestBody": {
            "required": True,
            "content": {"image/jpeg": binary, "image/png": binary},
        },
        "responses": {
            "204": {"description": "Taken."},
            "401": refer("ScreenUnauthorized"),
            "404": refer("NotFound"),
            "409": refer("NotAsked"),
            "410": refer("Gone"),
            "413": refer("ScreenTooLarge"),
            "415": refer("ScreenMediaType"),
            "422": refer("ScreenUnusable"),
            "429": refer("ScreenTooHasty"),
        },
    }


_KIOSK: Json = {
    "name": "kiosk",
    "in": "path",
    "required": True,
    "description": "The screen's id.",
    "schema": ID,
    "example": "yongning-town",
}
PROBLEMS: Json = {
    "ScreenUnauthorized": problem_answer(
        "A token is asked for, and it is missing or not this screen's.",
        examples.problem(401, "unauthorized", "This token is not the one of this screen."),
        headers=CHALLENGE,
    ),
    "Gone": problem_answer(
        "The screen's page has been taken back.",
        examples.problem(410, "gone", "The kiosk 'yongning-town' has been taken back."),
    ),
    "NotAsked": problem_answer(
        "Nobody has asked for a picture.",
        examples.problem(409, "conflict", "Nobody has asked this screen for a picture."),
    ),
    "ScreenTooLarge": problem_answer(
        "The body is larger than allowed.",
        examples.problem(413, "too_large", "A beat has 16 KB."),
    ),
    "ScreenMediaType": problem_answer(
        "The body is of another kind than asked for.",
        examples.problem(415, "media_type", "A beat is JSON."),
    ),
    "ScreenUnusable": problem_answer(
        "The body does not fit, or is no picture.",
        examples.problem(422, "invalid", "uptime_s: Input should be a valid number"),
    ),
    "ScreenTooHasty": problem_answer(
        "The screen says too much; nothing was taken.",
        examples.problem(429, "throttled", "This screen has just said something."),
        headers=RETRY,
    ),
}

# --- shapes ----------------------------------------------------------------------------

_NOTICE = record(
    {
        "id": count(minimum=1),
        "severity": choice(*SEVERITIES, description="The gravest first."),
        "title": ref("Name"),
        "body": ref("Name"),
        "districts": array(choice(*DISTRICTS)),
        "places": array(ID, description="Ids of places and trails."),
        "from": ref("Time"),
        "until": or_none({**TIME_OR_NONE, "description": "Null: until somebody ends it."}),
    }
)
_FAULT = record(
    {
        "at": or_none(number(description="Seconds since 1970.")),
        "kind": text(maxLength=40),
        "text": text(maxLength=200),
    },
    required=(),
)
_BEAT = record(
    {
        "version": text(maxLength=80, description="Of the bundle that it shows."),
        "view": text(maxLength=300, description="The page in view."),
        "lang": text(maxLength=12),
        "uptime_s": number(minimum=0, description="Less than before is a restart."),
        "online": {"type": "boolean"},
        "data_age_s": or_none(number(minimum=0, description="Of the newest value in view.")),
        "faults": array(ref("Fault"), maxItems=20, description="Since the last beat."),
        "viewport": text(maxLength=40),
        "missed": count(description="Beats that could not be sent since the last one."),
        "state": text(maxLength=20, description="What its schedule says: full, quiet or off."),
        "live_at": or_none(number(description="When its values were made, seconds since 1970.")),
    },
    required=(),
)
_BEAT_ANSWER = record(
    {
        "now": count(description="The server's time, seconds since 1970."),
        "version": text(description="Of the present bundle."),
        "wishes": record(
            {"picture": {"type": "boolean", "description": "Send one."}},
            required=(),
        ),
    }
)
SCREEN_SHAPES: dict[str, Json] = {
    "Notices": record({"now": array(ref("Notice")), "coming": array(ref("Notice"))}),
    "Notice": _NOTICE,
    "Beat": _BEAT,
    "Fault": _FAULT,
    "BeatAnswer": _BEAT_ANSWER,
}
