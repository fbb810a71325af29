"""What to do with a frame of HJ 212: whose it is, what is in it, what is answered.

Nothing here reads or writes sockets; the server does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from oxymap.stations.gateways.hj212_frames import Frame, FrameError
from oxymap.stations.gateways.hj212_messages import (
    DATA_COMMANDS,
    NOTICE_COMMANDS,
    REPORT_COMMANDS,
    Message,
    MessageError,
    Parameters,
    answer_to,
    parse_message,
    parse_parameters,
)
from oxymap.stations.gateways.hj212_packets import PacketLimits, PacketStore
from oxymap.stations.gateways.hj212_profiles import DEFAULT_PROFILE, Profile
from oxymap.stations.gateways.hj212_readings import convert, minute_period
from oxymap.stations.models import Item, Station

log = structlog.get_logger()

#: Told of everything that happens: what, and the station's id where it is known.
Count = Callable[[str, str | None], None]
#: Codes counted by name; a device that makes up ever new ones fills no memory.
_MOST_CODES = 200
_MOST_TOLD = 10_000
_SHOWN = 80


@dataclass(frozen=True)
class Delivery:
    """What a message of a known device asks for.

    Parameters
    ----------
    items : to be accepted before the answer is sent; may be none.
    answer : data segment of the answer, or None.
    """

    station_id: str
    items: tuple[Item, ...] = ()
    answer: bytes | None = None


class Receiver:
    """Turns the frames of all connections into deliveries, and counts what is not one.

    Parameters
    ----------
    find : the register: returns the station with an MN, or None.
    profiles : by name; there is one named ``default``.
    count : told of each of ``crc length garbage`` (no frame), ``message`` (a frame that is no
        message), ``unknown_mn``, ``packets`` (a packet beyond the limits), ``profile`` (the
        station's profile does not exist), ``proto_unknown`` (an edition after 2017),
        ``ignored`` (a command that is not for us), ``report`` (equipment states), ``unused``
        (a data command that the profile leaves out), ``unit`` (a value that suggests another
        unit), and ``factor:<code>`` for every factor code that the profile does not know.
    """

    def __init__(
        self,
        find: Callable[[str], Station | None],
        profiles: Mapping[str, Profile],
        count: Count,
        packet_limits: PacketLimits,
    ) -> None:
        self._find = find
        self._profiles = profiles
        self._count = count
        self._packets = PacketStore(packet_limits)
        self._codes: set[str] = set()
        self._told: set[tuple[str, str]] = set()

    def take(self, found: Frame | FrameError, at: float, peer: str) -> Delivery | None:
        """Return what a frame asks for; None when it is from no known device.

        Parameters
        ----------
        at : the present, in seconds of a clock that never goes back.
        peer : the address that it came from, for the log.
        """
        if isinstance(found, FrameError):
            self._note(found.code, None, peer, size=found.size, head=found.head)
            return None
        message = parse_message(found.segment)
        if isinstance(message, MessageError):
            self._note("message", None, peer, fault=message.code, sent=message.value)
            return None
        station = self._find(message.mn)
        if station is None:
            self._note("unknown_mn", None, message.mn, peer=peer)
            return None
        if not message.version_known:
            self._note("proto_unknown", station.id, flag=message.flag)
        whole = self._packets.add(message, at)
        if whole == "wait":
            return Delivery(station.id)
        if whole == "refused":
            self._note("packets", station.id, pnum=message.pnum, pno=message.pno)
            return Delivery(station.id)
        return self._deliver(whole, station)

    def _deliver(self, message: Message, station: Station) -> Delivery:
        answer = answer_to(message)
        if message.cn in DATA_COMMANDS:
            return self._measurements(message, station, answer)
        event = "report" if message.cn in REPORT_COMMANDS + NOTICE_COMMANDS else "ignored"
        self._note(event, station.id, cn=message.cn, sent=message.body)
        return Delivery(station.id, answer=answer)

    def _measurements(self, message: Message, station: Station, answer: bytes | None) -> Delivery:
        profile = self._profile(station)
        if message.cn not in profile.commands:
            self._note("unused", station.id, cn=message.cn)
            return Delivery(station.id, answer=answer)
        parameters = parse_parameters(message.body)
        if isinstance(parameters, MessageError):
            self._note("message", station.id, fault=parameters.code)
            return Delivery(station.id)
        minute_s = minute_period(station.interval_s)
        conversion = convert(message.cn, parameters, profile, minute_s)
        if conversion.unknown:
            self._keep_unknown(message, parameters, conversion.unknown, station.id)
        for observed in conversion.doubtful:
            self._note("unit", station.id, observed=observed)
        return Delivery(station.id, conversion.items, answer)

    def _profile(self, station: Station) -> Profile:
        profile = self._profiles.get(station.hj212_profile)
        if profile is None:
            self._note("profile", station.id, profile=station.hj212_profile)
            return self._profiles[DEFAULT_PROFILE]
        return profile

    def _keep_unknown(
        self,
        message: Message,
        parameters: Parameters,
        factors: Mapping[str, Mapping[str, str]],
        station_id: str,
    ) -> None:
        """Count values that have no place; the log keeps them as they were sent."""
        sent = {shown(code): shown(dict(values)) for code, values in factors.items()}
        time = shown(parameters.plain.get("DataTime"))
        log.info("hj212.factors", station=station_id, cn=message.cn, time=time, factors=sent)
        for code in factors:
            name = re.sub(r"[^0-9A-Za-z]", "_", code[:16])
            if name not in self._codes and len(self._codes) >= _MOST_CODES:
                name = "other"
            self._codes.add(name)
            self._count(f"factor:{name}", station_id)

    def _note(self, event: str, station_id: str | None, of: str = "", **details: object) -> None:
        """Count; log the first of each kind and origin aloud, and the others quietly."""
        self._count(event, station_id)
        kind = (event, of or station_id or "")
        aloud = kind not in self._told and len(self._told) < _MOST_TOLD
        if aloud:
            self._told.add(kind)
        write = log.warning if aloud else log.debug
        said = {name: shown(value) for name, value in details.items()}
        write(f"hj212.{event}", station=station_id, of=shown(of), **said)


def shown(value: object) -> str:
    """Return what a device sent as it may stand in a log: short, on one line, in ASCII."""
    return ascii(value)[:_SHOWN]
