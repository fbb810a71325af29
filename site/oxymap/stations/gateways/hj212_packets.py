"""Messages of HJ 212 that come in several packets are put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from oxymap.stations.gateways.hj212_messages import Message

_SEPARATORS = re.compile(r"[;,]")


@dataclass(frozen=True)
class PacketLimits:
    """How much of unfinished messages is kept.

    Parameters
    ----------
    packets, size : of one message; `size` in characters.
    messages, of_one_device : unfinished messages in all, and of one device.
    age_s : an unfinished message is given up after this time without a new packet.
    """

    packets: int = 32
    size: int = 32_768
    messages: int = 256
    of_one_device: int = 4
    age_s: float = 120.0


@dataclass
class _Unfinished:
    pnum: int
    cn: str
    touched: float
    bodies: dict[int, str] = field(default_factory=dict)


class PacketStore:
    """Keeps packets by device and request until the message is whole.

    Packets may come in any order and more than once. Nothing is acknowledged before the whole
    message is on disk, so what is given up here is sent again by the device.
    """

    def __init__(self, limits: PacketLimits) -> None:
        self._limits = limits
        self._unfinished: dict[tuple[str, str], _Unfinished] = {}

    def __len__(self) -> int:
        return len(self._unfinished)

    def add(self, message: Message, at: float) -> Message | Literal["wait", "refused"]:
        """Take a packet.

        Parameters
        ----------
        at : the present, in seconds of a clock that never goes back.

        Returns
        -------
        The whole message; ``wait`` when packets are missing; ``refused`` when a limit is
        passed, or the packet does not fit those before it: then those are forgotten too.
        """
        if message.pnum == 1:
            return message
        self._forget_old(at)
        key = (message.mn, message.qn or "")
        kept = self._unfinished.get(key) or self._begin(message, key, at)
        if kept is None:
            return "refused"
        kept.touched = at
        kept.bodies[message.pno] = message.body
        too_long = sum(map(len, kept.bodies.values())) > self._limits.size
        if too_long or (kept.pnum, kept.cn) != (message.pnum, message.cn):
            del self._unfinished[key]
            return "refused"
        if len(kept.bodies) < kept.pnum:
            return "wait"
        del self._unfinished[key]
        return message.whole(_joined([kept.bodies[number] for number in sorted(kept.bodies)]))

    def _begin(self, message: Message, key: tuple[str, str], at: float) -> _Unfinished | None:
        of_device = [known for known in self._unfinished if known[0] == message.mn]
        if len(of_device) >= self._limits.of_one_device:
            del self._unfinished[min(of_device, key=lambda old: self._unfinished[old].touched)]
        too_many = len(self._unfinished) >= self._limits.messages
        if too_many or message.pnum > self._limits.packets:
            return None
        begun = _Unfinished(message.pnum, message.cn, at)
        self._unfinished[key] = begun
        return begun

    def _forget_old(self, at: float) -> None:
        oldest = at - self._limits.age_s
        for key in [key for key, kept in self._unfinished.items() if kept.touched < oldest]:
            del self._unfinished[key]


def _joined(bodies: list[str]) -> str:
    """Join the bodies of the packets.

    Some loggers cut between two values, with or without the separator, and some in the middle
    of one. A separator is missing where both sides of the cut are a whole ``name=value``.
    """
    joined = ""
    for body in bodies:
        before = _SEPARATORS.split(joined)[-1]
        after = _SEPARATORS.split(body, maxsplit=1)[0]
        joined += ";" + body if "=" in before and "=" in after else body
    return joined
