"""Frames, messages and a register for the tests of HJ 212."""

from __future__ import annotations

from oxymap.config import ROOT
from oxymap.stations.gateways.hj212_frames import encode_frame
from oxymap.stations.gateways.hj212_profiles import PROFILES_FILE, load_profiles
from oxymap.stations.models import Station

PROFILES = load_profiles(ROOT / "content" / PROFILES_FILE)
MN = "010000A8900016F000169DC1"

#: Segments and check sums of the handbook; the first two are printed in sources.
EXAMPLE = (
    b"QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;"
    b"CP=&&RtdInterval=30&&"
)
OF_2005 = (
    b"ST=32;CN=2011;PW=123456;MN=LD130133000015;CP=&&DataTime=20160824003817000;"
    b"B01-Rtd=36.91;011-Rtd=231.0,011-Flag=N;060-Rtd=1.803,060-Flag=N&&"
)
SUMS = [
    (EXAMPLE, 0x1C80, 0x0759),
    (OF_2005, 0x4980, 0x264D),
    (OF_2005.replace(b",", b";"), 0xE981, 0x5488),
    (b"123456789", 0x2F80, 0x4B37),
    (b"", 0xFFFF, 0xFFFF),
]
REAL_TIME = (
    b"##0230QN=20260601100500123;ST=22;CN=2011;PW=123456;MN=010000A8900016F000169DC1;Flag=5;"
    b"CP=&&DataTime=20260601100500;a01001-Rtd=18.6,a01001-Flag=N;a01002-Rtd=72.0,a01002-Flag=N;"
    b"a34004-Rtd=12.0,a34004-Flag=N;a80003-Rtd=2380,a80003-Flag=N&&F281\r\n"
)
HOUR = (
    b"##0172QN=20260601110000456;ST=22;CN=2061;PW=123456;MN=010000A8900016F000169DC1;Flag=5;"
    b"CP=&&DataTime=20260601100000;a80003-Min=1810,a80003-Avg=2296,a80003-Max=3020,"
    b"a80003-Flag=N&&B101\r\n"
)
ANSWER = (
    b"##0087QN=20260601110000456;ST=91;CN=9014;PW=123456;MN=010000A8900016F000169DC1;Flag=4;"
    b"CP=&&&&90C1\r\n"
)
#: 2026-06-01 10:00 in Beijing, seconds UTC.
TEN = 1_780_279_200


def segment(
    body: str = "DataTime=20260601100000;a80003-Avg=2296,a80003-Flag=N", **fields: str
) -> bytes:
    """A data segment as devices send it; a field of "" is left out."""
    head = {
        "QN": "20260601110000456",
        "ST": "22",
        "CN": "2061",
        "PW": "123456",
        "MN": MN,
        "Flag": "5",
        **fields,
    }
    written = "".join(f"{name}={value};" for name, value in head.items() if value)
    return f"{written}CP=&&{body}&&".encode()


def frame(body: str = "DataTime=20260601100000;a80003-Avg=2296", **fields: str) -> bytes:
    return encode_frame(segment(body, **fields))


def with_modbus_sum(data: bytes) -> bytes:
    """A frame whose maker took the CRC of Modbus for that of HJ 212."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    return b"##%04d%s%04X\r\n" % (len(data), data, crc)


def station(**changed: object) -> Station:
    values: dict[str, object] = {
        "id": "s1", "name_zh": "站", "name_en": "Station", "lon": 115.8, "lat": 39.9,
        "interval_s": 60, "hj212_mn": MN, **changed,
    }  # fmt: skip
    return Station(**values)  # type: ignore[arg-type]
