"""Where a request comes from, as far as it counts."""

from __future__ import annotations

import ipaddress

UNKNOWN = "unknown"


def network_of(address: str | None) -> str:
    """Return the network that counts as one visitor: an IPv4 address, or the /64 of an IPv6 one.

    Parameters
    ----------
    address : as the server gives it; what is no address is ``unknown``.
    """
    try:
        found = ipaddress.ip_address((address or "").strip())
    except ValueError:
        return UNKNOWN
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found.packed, 64), strict=False))
    return str(found)
