"""Whether this display hears the queue service, and what it does about it when not. Pure.

A connection that stands may be deaf: the broker has lost the subscriptions, a network lets one direction through.
What is confirmed as the newest then only grows older. First the broker is asked again, then the connection is made
anew, then the program itself; each once, until something is heard again.
"""

from dataclasses import dataclass, replace
from enum import Enum

DEAF_SECONDS = 8.0
"""Four beats missed."""


class Remedy(Enum):
    """What is tried, and after how many seconds of silence on a standing connection."""

    ASK = 5.0
    RECONNECT = 9.0
    RESTART = 9.5


@dataclass(frozen=True)
class Hearing:
    """Since when there is a connection, when the newest state was last confirmed, what was tried since.

    Seconds of the clock that never jumps. `may_restart` is False after a restart that helped nothing.
    """

    since: float | None = None
    confirmed: float | None = None
    tried: tuple[Remedy, ...] = ()
    may_restart: bool = True


def linked(hearing: Hearing, seconds: float, *, connected: bool) -> Hearing:
    """The connection came or went."""
    return replace(hearing, since=seconds if connected else None)


def confirmed(hearing: Hearing, seconds: float | None) -> Hearing:
    """When the newest state was confirmed; None before that."""
    if seconds is None or (hearing.confirmed is not None and seconds <= hearing.confirmed):
        return hearing
    return replace(hearing, confirmed=seconds, tried=(), may_restart=True)


def silence(hearing: Hearing, seconds: float) -> float | None:
    """How long nothing was confirmed on this connection; None without one."""
    if hearing.since is None:
        return None
    return max(0.0, seconds - max(hearing.since, hearing.confirmed or hearing.since))


def is_deaf(hearing: Hearing, seconds: float) -> bool:
    """Whether there is a connection and nothing comes over it: also while a new one has still to prove itself."""
    silent = silence(hearing, seconds)
    return silent is not None and (silent >= DEAF_SECONDS or Remedy.RECONNECT in hearing.tried)


def remedy(hearing: Hearing, seconds: float, *, queue_there: bool) -> tuple[Hearing, Remedy | None]:
    """What is tried now, if anything. More than asking is worth it only when the queue service is said to be there."""
    silent = silence(hearing, seconds)
    following = next((one for one in Remedy if one not in hearing.tried), None)
    if silent is None or following is None or silent < following.value:
        return hearing, None
    if following is not Remedy.ASK and not queue_there:
        return hearing, None
    if following is Remedy.RESTART and not hearing.may_restart:
        return hearing, None
    return replace(hearing, tried=(*hearing.tried, following)), following
