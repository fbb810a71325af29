"""Messages of HJ 212: what a data segment says, and what is answered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

#: Measurements: at an instant, of minutes, hours and days.
DATA_COMMANDS = ("2011", "2051", "2061", "2031")
#: States of the equipment that are sent by themselves, as measurements are.
REPORT_COMMANDS = ("2021", "2041", "2081")
#: The logger asks for the time; it wants to know that this was heard.
NOTICE_COMMANDS = ("1013",)
DATA_ANSWER, NOTICE_ANSWER = "9014", "9013"

_SYSTEM = "91"
_ANSWER_FLAG = "4"
_WANTS_ANSWER, _IS_PACKET = 0b01, 0b10
#: Version bits of the editions that are known: 2005 and 2017.
_KNOWN_VERSIONS = (0, 1)
_MOST_PAIRS = 1000

_QN = re.compile(r"[0-9]{8,20}")
_CN = re.compile(r"[0-9]{4}")
_MN = re.compile(r"[0-9A-Za-z._-]{1,32}")
_SMALL_NUMBER = re.compile(r"[0-9]{1,4}")
_PASSWORD = re.compile(r"[!-:<-~]{0,32}")
_SEPARATORS = re.compile(r"[;,]")

MessageFault = Literal["segment", "mn", "cn", "qn", "pw", "flag", "packets", "pairs"]


@dataclass(frozen=True, slots=True)
class MessageError:
    """A data segment that is no message; ``value`` is the part that is wrong."""

    code: MessageFault
    value: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a data segment says, its parameters not yet taken apart.

    Parameters
    ----------
    mn : the device's identification.
    cn : the command, four digits.
    qn : the request's number, or None where the device sends none (2005).
    st, pw : system code and password as sent, or None. The password is not checked.
    flag : the bits V5…V0 D A; 0 where the device sends none.
    pnum, pno : number of packets and number of this one from 1; 1 and 1 for a whole message.
    body : what stands between ``CP=&&`` and ``&&``.
    """

    mn: str
    cn: str
    qn: str | None
    st: str | None
    pw: str | None
    flag: int
    pnum: int
    pno: int
    body: str

    @property
    def wants_answer(self) -> bool:
        """Whether the device waits for an answer, and sends again without one."""
        return bool(self.flag & _WANTS_ANSWER)

    @property
    def version_known(self) -> bool:
        """Whether the version bits are those of the editions of 2005 or 2017."""
        return self.flag >> 2 in _KNOWN_VERSIONS

    def whole(self, body: str) -> Message:
        """Return the message that the packets of this request make together."""
        return replace(self, pnum=1, pno=1, body=body)


@dataclass(frozen=True, slots=True)
class Parameters:
    """The body of a message, taken apart.

    Parameters
    ----------
    plain : names without a factor, such as ``DataTime``.
    factors : by factor code as it was sent: suffix in lower case → value.
    odd : parts that are no ``name=value``, or contradict an earlier one of the same name.
    """

    plain: Mapping[str, str]
    factors: Mapping[str, Mapping[str, str]]
    odd: tuple[str, ...] = ()


def parse_message(segment: bytes) -> Message | MessageError:
    """Read a data segment of the editions of 2005, 2017 or later.

    Anything at all may be given; what is no message comes back as an error and is not raised.
    """
    text = segment.decode("utf-8", errors="replace")
    head, found, rest = text.partition("CP=&&")
    if not found or not rest.endswith(("&&", "&&;")):
        return MessageError("segment", text)
    body = rest.removesuffix(";").removesuffix("&&")
    fields = _head_fields(head)
    fault = _head_fault(fields)
    if fault is not None:
        return fault
    flag = int(fields.get("Flag", "0"))
    packets = _packets(fields, flag)
    if packets is None:
        return MessageError("packets", head)
    return Message(
        mn=fields["MN"],
        cn=fields["CN"],
        qn=fields.get("QN"),
        st=fields.get("ST"),
        pw=fields.get("PW"),
        flag=flag,
        pnum=packets[0],
        pno=packets[1],
        body=body,
    )


def parse_parameters(body: str) -> Parameters | MessageError:
    """Take the body of a message apart.

    Factors are told by the code before the last ``-`` of a name, so a comma where the standard
    wants a semicolon (a misprint that devices have copied) changes nothing.
    """
    parts = _SEPARATORS.split(body)
    if len(parts) > _MOST_PAIRS:
        return MessageError("pairs", f"{len(parts)} parts")
    plain: dict[str, str] = {}
    factors: dict[str, dict[str, str]] = {}
    odd: list[str] = []
    for part in filter(None, map(str.strip, parts)):
        name, equals, value = (word.strip() for word in part.partition("="))
        code, dash, suffix = name.rpartition("-")
        if not equals or not suffix or (dash and not code):
            odd.append(part)
            continue
        group, key = (factors.setdefault(code, {}), suffix.lower()) if dash else (plain, name)
        if group.setdefault(key, value) != value:
            odd.append(part)
    return Parameters(plain, factors, tuple(odd))


def answer_to(message: Message) -> bytes | None:
    """Return the data segment that acknowledges a message, or None where none is wanted."""
    if not message.wants_answer:
        return None
    if message.cn in NOTICE_COMMANDS:
        command = NOTICE_ANSWER
    elif message.cn in DATA_COMMANDS or message.cn in REPORT_COMMANDS:
        command = DATA_ANSWER
    else:
        return None
    fields = {
        "QN": message.qn,
        "ST": _SYSTEM,
        "CN": command,
        "PW": message.pw,
        "MN": message.mn,
        "Flag": _ANSWER_FLAG,
    }
    sent = (f"{name}={value};" for name, value in fields.items() if value is not None)
    return ("".join(sent) + "CP=&&&&").encode("ascii")


def _head_fields(head: str) -> dict[str, str]:
    """Return name → value of the fields before the body; of a repeated one, the first."""
    fields: dict[str, str] = {}
    for part in head.split(";"):
        name, equals, value = part.partition("=")
        if equals:
            fields.setdefault(name.strip(), value.strip())
    return fields


def _head_fault(fields: Mapping[str, str]) -> MessageError | None:
    """Say what is wrong; what passes may stand in an answer as it is."""
    rules: tuple[tuple[str, re.Pattern[str], MessageFault, str], ...] = (
        ("MN", _MN, "mn", ""),
        ("CN", _CN, "cn", ""),
        ("QN", _QN, "qn", "00000000"),
        ("PW", _PASSWORD, "pw", ""),
        ("Flag", _SMALL_NUMBER, "flag", "0"),
    )
    for name, rule, code, default in rules:
        value = fields.get(name, default)
        if not rule.fullmatch(value) or (code == "flag" and int(value) > 0xFF):
            return MessageError(code, value)
    return None


def _packets(fields: Mapping[str, str], flag: int) -> tuple[int, int] | None:
    """Return how many packets there are and which this one is; None when that is nonsense."""
    if not flag & _IS_PACKET:
        return 1, 1
    texts = fields.get("PNUM", ""), fields.get("PNO", "")
    if not all(map(_SMALL_NUMBER.fullmatch, texts)):
        return None
    pnum, pno = map(int, texts)
    return (pnum, pno) if 1 <= pno <= pnum else None
