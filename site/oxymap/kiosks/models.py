"""What a screen says of itself, and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

#: A screen says this often that it is there.
BEAT_S = 30
#: Heard of within this time: one beat may be a little late on a slow network.
UP_S = 45
#: After two beats that did not come a screen is down.
DOWN_S = 2 * BEAT_S
DAY_S = 86_400
#: Over so long the share of the time that a screen was up is told.
SPAN_S = 7 * DAY_S
#: Data older than this on a screen is worth a look.
OLD_DATA_S = 3600

#: The last two say what was told of a screen; they are no events of its own.
EventKind = Literal["up", "down", "restart", "fault", "alert", "recovered"]
TOLD: tuple[EventKind, ...] = ("alert", "recovered")
Line = Annotated[str, Field(max_length=200)]


class State(StrEnum):
    """Whether a screen is there; `NEVER` is one that has not been heard of yet."""

    UP = "up"
    LATE = "late"
    DOWN = "down"
    NEVER = "never"


class Fault(BaseModel):
    """Something that went wrong on a screen since its last beat."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    at: float | Annotated[str, Field(max_length=40)] | None = None
    kind: Annotated[str, Field(max_length=40)] = ""
    text: Line = ""

    def __str__(self) -> str:
        """Return the fault in one line."""
        return ": ".join(part for part in (self.kind.strip(), self.text.strip()) if part)


class Beat(BaseModel):
    """What a screen sends every `BEAT_S` seconds.

    Parameters
    ----------
    version : of the bundle that it shows; empty before it has one.
    view : the path of the page in view.
    uptime_s : since the page was opened; a smaller number than before is a restart.
    data_age_s : of the newest live values in view; None when there are none.
    faults : what went wrong since the last beat that arrived, by its own judgement.
    viewport : such as ``1080x1920``.
    missed : beats that could not be sent since the last one that arrived.
    state : ``full``, ``quiet`` or ``off``, as its schedule says.
    live_at : when its live values were made; the page's own measure.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    version: Annotated[str, Field(max_length=80)] = ""
    view: Annotated[str, Field(max_length=300)] = ""
    lang: Annotated[str, Field(max_length=12)] = ""
    uptime_s: Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)] = 0
    online: bool = True
    data_age_s: Annotated[float, Field(ge=0, le=1e10, allow_inf_nan=False)] | None = None
    faults: Annotated[list[Fault | Line], Field(max_length=20)] = []
    viewport: Annotated[str, Field(max_length=40)] = ""
    missed: Annotated[int, Field(ge=0, le=10**9)] = 0
    state: Annotated[str, Field(max_length=20)] = ""
    live_at: float | Annotated[str, Field(max_length=40)] | None = None

    @property
    def said_faults(self) -> list[str]:
        """The faults as lines, each once."""
        lines = (" ".join(str(fault).split()) for fault in self.faults)
        return list(dict.fromkeys(line for line in lines if line))


@dataclass(frozen=True)
class Answer:
    """What a screen is told: the time, and what it is asked for."""

    now: int
    picture: bool

    def document(self, version: str) -> dict[str, object]:
        """Return the answer as JSON has it; `version` is that of the present bundle."""
        wishes = {"picture": True} if self.picture else {}
        return {"now": self.now, "version": version, "wishes": wishes}


@dataclass(frozen=True)
class Known:
    """What is kept of a screen: when it was first and last heard of, and what it said then."""

    kiosk_id: str
    first_at: int
    last_at: int
    beat: Beat | None
    has_token: bool = False
    asked_at: int | None = None


@dataclass(frozen=True)
class Event:
    """Something that happened to a screen."""

    kiosk_id: str
    at: int
    kind: EventKind
    detail: str = ""


@dataclass(frozen=True)
class KioskHealth:
    """How a screen does at a moment.

    Parameters
    ----------
    age_s : since it was last heard of; None when it never was.
    data_age_s : of its values now: what it said, and the time since.
    uptime_share : of the last `SPAN_S`, or of the time since it was first heard of.
    configured : whether a published page describes it.
    """

    kiosk_id: str
    state: State
    beat: Beat | None = None
    first_at: int | None = None
    last_at: int | None = None
    age_s: int | None = None
    data_age_s: int | None = None
    uptime_share: float | None = None
    restarts: int = 0
    events: tuple[Event, ...] = ()
    pictures: tuple[int, ...] = ()
    asked_at: int | None = None
    has_token: bool = False
    configured: bool = True

    def is_behind(self, version: str) -> bool:
        """Tell whether it shows another bundle than the present one."""
        return bool(self.beat and version and self.beat.version != version)

    @property
    def data_is_old(self) -> bool:
        """Whether the values on it are older than they should get."""
        return self.data_age_s is not None and self.data_age_s > OLD_DATA_S
