"""How long a guesser waits: five failures are free, then a wait that doubles from 1 s to 5 min."""

import ipaddress
from datetime import timedelta

FREE_FAILURES = 5
LONGEST = timedelta(minutes=5)


def wait_after(failures: int) -> timedelta:
    """Return the wait that follows this many failures in a row."""
    if failures < FREE_FAILURES:
        return timedelta()
    return min(timedelta(seconds=2 ** min(failures - FREE_FAILURES, 20)), LONGEST)


def network_of(address: str) -> str:
    """Return the source network of an address: /24 of IPv4, /64 of IPv6, as text."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found  # a socket of both kinds says ::ffff:192.0.2.7
    width = 24 if found.version == 4 else 64
    return str(ipaddress.ip_network(f"{found}/{width}", strict=False))
