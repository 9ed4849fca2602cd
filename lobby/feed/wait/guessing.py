"""Slows down who tries links. Pure: time is an argument, in seconds of a monotonic clock."""

from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

FREE_TRIES = 20
WINDOW_SECONDS = 60.0
REMEMBERED = 10_000
NETWORK_BITS = 64
"""Of an IPv6 address: what one client has all of."""


@dataclass
class Guessing:
    """Twenty wrong links a minute from one client, then nothing is opened for it until the minute is over.

    A link cannot be guessed (128 bits); this keeps whoever tries from costing the others anything.
    """

    _tries: dict[str, tuple[float, int]] = field(default_factory=dict)

    def wait_seconds(self, client: str, now: float) -> float:
        """How long this client has to wait; 0 when it may try."""
        since, count = self._tries.get(client, (now, 0))
        return max(0.0, since + WINDOW_SECONDS - now) if count >= FREE_TRIES else 0.0

    def failed(self, client: str, now: float) -> None:
        """A link that leads nowhere."""
        since, count = self._tries.get(client, (now, 0))
        if now >= since + WINDOW_SECONDS:
            since, count = now, 0
        self._tries.pop(client, None)
        self._tries[client] = since, count + 1
        if len(self._tries) > REMEMBERED:
            del self._tries[next(iter(self._tries))]


def client_of(host: str | None) -> str:
    """An IPv4 address, or the network of an IPv6 one."""
    try:
        address = ip_address(host or "")
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(int(address) >> (128 - NETWORK_BITS))
    return str(address)
